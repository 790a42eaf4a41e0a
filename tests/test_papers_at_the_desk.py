"""Papers at the desk: who prints, what is withheld, which wall is out of date."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianxin.deputies import actions as deputies
from lianxin.desk.books import papers as book
from lianxin.desk.queries import papers
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.papers import setting
from lianxin.stations import actions
from lianxin.stations import queries as stations
from lianxin.stations.models import Attachment
from lianxin.worlds.cast import TOWN, Cast
from tests.disclosing import portrait
from tests.world import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return world()


def as_(cast: Cast, nick: str) -> Client:
    client = Client()
    client.force_login(cast.users[nick])
    return client


def at(cast: Cast, paper: str, form: str = "pdf") -> str:
    return reverse("desk:station_paper", args=[cast.station.code, paper, form])


def settled(cast: Cast) -> None:
    """Everybody has been at his station for more than a year; nobody is there whose consents are of today."""
    Attachment.objects.update(from_day=moment.today() - timedelta(days=400), until_day=None)
    Attachment.objects.filter(person=cast.people["ma"]).delete()


def words(octets: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(octets))
    return "".join("".join(page.extract_text() for page in reader.pages).replace("\u200b", "").split())


@pytest.mark.parametrize("paper", papers.PAPERS)
def test_liaison_officer_prints_every_paper_of_the_station(cast: Cast, paper: str) -> None:
    for form in papers.PAPERS[paper][1]:
        answer = as_(cast, "officer").get(at(cast, paper, form))
        assert answer.status_code == 200, (paper, form)
        assert answer.content[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}[form]


def test_nobody_prints_what_is_not_on_his_desk(cast: Cast) -> None:
    for nick in ("stranger", "strange_chair", "health"):
        assert as_(cast, nick).get(at(cast, "board-a3")).status_code == 404
    assert Client().get(at(cast, "board-a3")).status_code == 302
    officer = as_(cast, "officer")
    assert officer.get(at(cast, "board-a2", "docx")).status_code == 404
    assert officer.get(at(cast, "poem")).status_code == 404
    assert officer.get(at(cast, "sign", "exe")).status_code == 404
    assert officer.get(reverse("desk:area_roster", args=["pdf"])).status_code == 404


@pytest.mark.article(5)
def test_deputy_above_the_county_is_on_paper_only_as_a_number(cast: Cast) -> None:
    deputies.withdraw(cast.people["ma"], "name", by=SYSTEM)
    said = words(as_(cast, "officer").get(at(cast, "board-a3")).content)
    assert "龙秀梅" in said and "刘禾生" in said
    assert "麻秋实" not in said and "1名省人大代表" in said
    said = words(as_(cast, "office").get(reverse("desk:area_roster", args=["pdf"])).content)
    assert "龙秀梅" in said and "麻秋实" not in said


@pytest.mark.article(5)
def test_what_was_agreed_for_pages_alone_does_not_reach_paper(cast: Cast) -> None:
    ma = cast.people["ma"]
    deputies.withdraw(ma, "name", by=SYSTEM)
    deputies.consent(ma, "name", form="书面", way="web", by=SYSTEM)
    assert "麻秋实" in str(stations.card(cast.station.code))
    for paper in ("board-a3", "cards", "table", "roster"):
        assert "麻秋实" not in words(as_(cast, "officer").get(at(cast, paper)).content)
    deputies.consent(ma, "name", form="书面", way="print", by=SYSTEM)
    assert "麻秋实" in words(as_(cast, "officer").get(at(cast, "board-a3")).content)


def test_code_on_paper_leads_to_the_page_that_opens(cast: Cast) -> None:
    card = stations.card(cast.station.code)
    assert card is not None
    assert papers.host(card).link.endswith(reverse("publicity:say_station", args=[card.code]))
    code = cast.people["long"].code
    assert papers.link("d", code).endswith(reverse("publicity:say_deputy", args=[code]))


def test_deputy_card_is_printed_with_the_station_on_the_desk(cast: Cast) -> None:
    path = reverse("desk:deputy_paper", args=[cast.people["long"].code, "pdf"])
    said = words(as_(cast, "officer").get(path).content)
    assert said.count("龙秀梅") == 10 and cast.station.name in said
    assert as_(cast, "stranger").get(path).status_code == 404


def test_page_says_since_when_the_wall_is_out_of_date(cast: Cast) -> None:
    today = moment.today()
    settled(cast)
    page = reverse("desk:papers_one", args=[cast.station.code])
    officer = as_(cast, "officer")
    assert "公示栏要重印" not in officer.get(page).content.decode()
    Attachment.objects.filter(person=cast.people["long"]).update(until_day=today - timedelta(days=4))
    shown = officer.get(page).content.decode()
    assert "名单3天前变过，公示栏要重印。" in shown and "龙秀梅" in shown and "离站" in shown
    assert "3天前变过" in officer.get(reverse("desk:papers")).content.decode()


def test_who_came_and_went_is_told_by_the_first_day_that_differs(cast: Cast) -> None:
    today = moment.today()
    code = cast.station.code
    settled(cast)
    Attachment.objects.filter(person=cast.people["liu"]).update(from_day=today)
    Attachment.objects.filter(person=cast.people["long"]).update(until_day=today)
    found = stations.roster_changes([code], today - timedelta(days=7), today)[code]
    assert [(each.name, str(each.words)) for each in found] == [("刘禾生", "进站")]
    assert book.changed_words(found) == "名单今天变过，公示栏要重印。"


def test_page_says_what_changed_on_the_cards_of_those_who_stayed(cast: Cast) -> None:
    settled(cast)
    page, officer = reverse("desk:papers_one", args=[cast.station.code]), as_(cast, "officer")
    long, office = cast.people["long"], cast.actor("office")
    deputies.renew_person(long, private_mobile="0700-0000001", by=office)
    assert "公示栏要重印" not in officer.get(page).content.decode()  # what stands on no card changes none
    deputies.renew_person(long, workplace="第二中学", by=office)
    deputies.give_photo(long, portrait((10, 20, 30)), by=office)
    deputies.suspend(cast.people["liu"].mandates.first(), ground="依法", by=office)
    shown = officer.get(page).content.decode()
    for words in ("名单今天变过，公示栏要重印。", "改了工作单位", "换了照片", "刘禾生", "暂停执行代表职务"):
        assert words in shown
    assert "改了姓名" not in shown and "0700" not in shown


def test_list_of_papers_asks_as_much_for_many_stations_as_for_one(cast: Cast) -> None:
    officer, path = as_(cast, "office"), reverse("desk:papers")
    officer.get(path)
    with CaptureQueriesContext(connection) as few:
        officer.get(path)
    for number in range(8):
        opened = actions.open_station(f"第{number}号联络站", TOWN, kind="point", by=SYSTEM)
        actions.bring_in(opened, cast.people["long"].pk)
    with CaptureQueriesContext(connection) as many:
        officer.get(path)
    assert len(many) <= len(few)


def test_roster_of_more_people_than_anybody_prints_says_where_to_choose(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "MOST_ON_A_ROSTER", 3)
    answer = as_(cast, "office").get(reverse("desk:area_roster", args=["pdf"]), follow=True)
    assert answer.redirect_chain and "一次最多印3人" in answer.content.decode()


def test_machine_without_letters_sends_back_to_the_page_that_says_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setting, "families", lambda: frozenset())
    answer = as_(cast, "officer").get(at(cast, "sign"), follow=True)
    assert answer.redirect_chain and "fonts-noto-cjk" in answer.content.decode()
