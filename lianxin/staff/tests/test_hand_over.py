"""One act moves a posting with its open work, and freezes the list that both sign (Article 4)."""

from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Role
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.models import Entry
from lianxin.opinions import actions as opinions
from lianxin.opinions.tests.factory import Scene, scene
from lianxin.papers import printing
from lianxin.people import actions as people
from lianxin.people import queries as people_queries
from lianxin.people.models import Posting
from lianxin.staff import actions, permissions, queries
from lianxin.staff.models import HandOver
from lianxin.worlds.cast import NEXT_TOWN, TOWN

pytestmark = [pytest.mark.django_db, pytest.mark.article(4)]


@pytest.fixture
def s() -> Scene:
    return scene()


def posting_of(s: Scene, nick: str) -> Any:
    return Posting.objects.get(user=s.cast.users[nick])


def handed(s: Scene, **given: Any) -> Any:
    given = {"name": "易新来", "by": s.actor("chair"), **given}
    return actions.hand_over(posting_of(s, "officer"), **given)


def words_of(row: HandOver) -> list[str]:
    return [line.words for _kind, lines in queries.list_of(row) for line in lines]


def test_hand_over_ends_one_posting_and_begins_an_equal_one_with_the_work_listed(s: Scene) -> None:
    mine = s.opinion("组里的水泵坏了半个月")
    made = handed(s, things="站门钥匙2把\n\n登记本  第3册", monitor="欧阳静安")
    old, new = made.row.posting, made.row.successor
    assert old.is_over(moment.today()) and not s.actor("officer").posts
    assert (new.role, new.scope, new.station) == (old.role, old.scope, old.station)
    listed = words_of(made.row)
    assert any(words.startswith(mine.number) for words in listed)
    assert listed[-2:] == ["站门钥匙2把", "登记本 第3册"]
    who = people_queries.actor_for(new.user)
    assert opinions.pass_on(mine, deputy=s.cast.people["long"].code, by=who).deputy_id == s.cast.people["long"].pk
    entry = Entry.objects.get(verb="staff.handed_over")
    assert (entry.actor, entry.division) == (s.actor("chair").ref, TOWN)


def test_new_successor_gets_a_password_once_and_must_change_it(s: Scene) -> None:
    made = handed(s)
    user = made.row.successor.user
    assert user.check_password(made.password) and user.must_change
    assert user.username.startswith("430522105-")


def test_list_is_frozen_whatever_becomes_of_the_matter(s: Scene) -> None:
    row = s.opinion("路灯不亮")
    made = handed(s)
    before = words_of(made.row)
    who = people_queries.actor_for(made.row.successor.user)
    opinions.pass_on(row, deputy=s.cast.people["long"].code, by=who)
    assert words_of(made.row) == before


@pytest.mark.article(11)
def test_nothing_of_a_confidential_matter_stands_on_a_list(s: Scene) -> None:
    secret = opinions.mark_confidential(s.opinion("有人收了钱"), by=s.actor("officer"))
    listed = " ".join(words_of(handed(s).row))
    assert "收了钱" not in listed and secret.number not in listed
    reader = posting_of(s, "reader")
    assert queries.left_by(reader) == []
    made = actions.hand_over(reader, name="易新来", by=s.actor("office"), things="保密柜钥匙1把")
    assert words_of(made.row) == ["保密柜钥匙1把"]


def test_phone_numbers_in_words_are_masked_on_the_list(s: Scene) -> None:
    s.opinion("打我手机13900001234讲")
    assert "13900001234" not in " ".join(words_of(handed(s).row))


def test_paper_has_places_for_three_signatures(s: Scene) -> None:
    s.opinion("路灯不亮")
    paper = queries.paper_of(handed(s, monitor="欧阳静安").row)
    assert paper.signatures == ("移交人", "接收人", "监交人")
    assert printing.pdf(paper).startswith(b"%PDF")
    text = "\n".join(p.text for p in Document(BytesIO(printing.docx(paper))).paragraphs)
    assert "工作交接清单" in text.replace(" ", "")


def test_hand_over_to_oneself_is_refused(s: Scene) -> None:
    with pytest.raises(Refused, match="本人"):
        handed(s, name="", username="luoxiaohe")
    assert s.actor("officer").posts


def test_hand_over_to_somebody_whose_account_is_closed_is_refused(s: Scene) -> None:
    user = people.create_account("zouliao", "邹了", by=SYSTEM)
    user.is_active = False
    user.save(update_fields=["is_active"])
    with pytest.raises(Refused, match="停用"):
        handed(s, name="", username="zouliao")


def test_hand_over_twice_and_after_the_end_is_refused(s: Scene) -> None:
    handed(s)
    with pytest.raises(Overtaken, match="交接过"):
        handed(s, name="又一人")
    people.end_posting(posting_of(s, "stranger"), by=SYSTEM)
    with pytest.raises(Refused, match="已经结束"):
        actions.hand_over(posting_of(s, "stranger"), name="易新来", by=s.actor("office"))


def test_hand_over_names_somebody_or_is_refused(s: Scene) -> None:
    with pytest.raises(Refused, match="请选一个人"):
        handed(s, name="")
    with pytest.raises(Refused, match="没有“nobody”"):
        handed(s, name="", username="nobody")


@pytest.mark.parametrize("who", ["officer", "strange_chair", "health", "long", "auditor"])
def test_who_may_not_post_may_not_hand_over(s: Scene, who: str) -> None:
    assert not permissions.may_hand_over(s.actor(who), posting_of(s, "officer"))
    with pytest.raises(PermissionDenied):
        handed(s, by=s.actor(who))


def test_chair_is_handed_over_by_the_county_and_not_by_himself(s: Scene) -> None:
    with pytest.raises(PermissionDenied):
        actions.hand_over(posting_of(s, "chair"), name="易新来", by=s.actor("chair"))
    made = actions.hand_over(posting_of(s, "chair"), name="易新来", by=s.actor("office"))
    assert people_queries.actor_for(made.row.successor.user).holds(Role.TOWNSHIP_CHAIR, TOWN)


def test_day_in_the_past_is_marked_and_gives_no_right_in_the_past(s: Scene) -> None:
    today = moment.today()
    made = handed(s, last_day=today - timedelta(days=9))
    assert made.row.late and made.row.successor.from_day == today
    assert any("补办" in words for words in queries.paper_of(made.row).paragraphs)
    with pytest.raises(Refused, match="早于"):
        actions.hand_over(
            posting_of(s, "stranger"), name="某人", by=s.actor("office"), last_day=moment.today().replace(year=2021)
        )


def test_day_to_come_leaves_the_old_one_his_rights_until_then(s: Scene) -> None:
    last = moment.today() + timedelta(days=3)
    made = handed(s, last_day=last)
    assert not made.row.late and made.row.successor.from_day == last + timedelta(days=1)
    assert s.actor("officer").posts


def test_colleague_with_the_same_posting_takes_over_without_a_second_one(s: Scene) -> None:
    colleague = people.create_account("tongshi", "童事", by=SYSTEM)
    people.post(colleague, Role.LIAISON_OFFICER, TOWN, station=s.cast.station.code, by=SYSTEM)
    handed(s, name="", username="tongshi")
    assert Posting.objects.filter(user=colleague).count() == 1


def test_signatures_are_noted_once_by_who_appoints_and_not_ahead_of_time(s: Scene) -> None:
    row, chair = handed(s).row, s.actor("chair")
    assert not permissions.may_note_signed(s.actor("stranger"), row)
    with pytest.raises(PermissionDenied):
        actions.note_signed(row, by=s.actor("stranger"), signed_on=moment.today())
    with pytest.raises(Refused, match="将来"):
        actions.note_signed(row, by=chair, signed_on=moment.today() + timedelta(days=1))
    assert actions.note_signed(row, by=chair, signed_on=moment.today(), words="原件存镇人大办").signed_on
    with pytest.raises(Overtaken):
        actions.note_signed(row, by=chair, signed_on=moment.today())


def test_hand_over_is_seen_by_both_and_by_who_appoints_and_by_nobody_else(s: Scene) -> None:
    made = handed(s)
    seen = {n: queries.hand_overs(s.actor(n)).exists() for n in ("chair", "office", "officer", "strange_chair", "long")}
    assert seen == {"chair": True, "office": True, "officer": True, "strange_chair": False, "long": False}
    assert queries.hand_overs(people_queries.actor_for(made.row.successor.user)).exists()


def test_volunteers_shifts_go_to_a_successor_who_is_a_volunteer_himself(s: Scene) -> None:
    post = posting_of(s, "volunteer")
    with pytest.raises(Refused, match="先请他报名"):
        actions.hand_over(post, name="易新来", by=s.actor("chair"))
    heir = actions.sign_up(s.cast.station.code, name="易新来", phone="0700-555-0199")
    actions.approve_volunteer(heir, by=s.actor("chair"))
    user = actions.give_account(heir, by=s.actor("chair"), username="yixinlai")
    made = actions.hand_over(post, username=user.username, by=s.actor("chair"))
    assert made.row.moved == 1
    assert people_queries.actor_for(made.row.successor.user).posts and not s.actor("volunteer").posts


def test_appointing_gives_account_and_posting_in_one_act(s: Scene) -> None:
    chair, station = s.actor("chair"), s.cast.station.code
    made = actions.appoint(Role.STATION_HEAD, TOWN, name="金长青", station=station, by=chair)
    assert made.password and people_queries.staff_at(station)[Role.STATION_HEAD] == ("金长青",)
    with pytest.raises(Refused, match="已经在这个岗位"):
        actions.appoint(Role.STATION_HEAD, TOWN, username=made.username, station=station, by=chair)
    with pytest.raises(Refused, match="金长青"):
        actions.appoint(Role.LIAISON_OFFICER, TOWN, username=made.username, name="别人", station=station, by=chair)
    with pytest.raises(PermissionDenied):
        actions.appoint(Role.LIAISON_OFFICER, NEXT_TOWN, name="别人", station=station, by=chair)
    assert not people_queries.by_username("430522105-02")


def test_stations_without_an_officer_are_told_to_who_appoints(s: Scene) -> None:
    assert list(queries.stations_without_officer(s.actor("office"))) == []
    people.end_posting(posting_of(s, "stranger"), by=SYSTEM)
    assert [row.pk for row in queries.stations_without_officer(s.actor("office"))] == [s.cast.next_station.pk]


def test_term_is_prolonged_by_who_appoints_and_only_forward(s: Scene) -> None:
    day = moment.today() + timedelta(days=20)
    post = people.end_posting(posting_of(s, "officer"), by=SYSTEM, until_day=day)
    assert queries.has_begun(queries.postings(s.actor("chair")), "soon").get() == post
    with pytest.raises(PermissionDenied):
        people.extend_posting(post, by=s.actor("officer"), until_day=day + timedelta(days=9))
    with pytest.raises(Refused, match="晚于"):
        people.extend_posting(post, by=s.actor("chair"), until_day=day)
    assert people.extend_posting(post, by=s.actor("chair")).until_day is None
    with pytest.raises(Refused, match="没有写止期"):
        people.extend_posting(post, by=s.actor("chair"))


def test_list_that_is_too_long_counts_the_rest(s: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lianxin.staff.rules.MOST_LINES", 2)
    for n in range(4):
        s.opinion(f"第{n}盏路灯不亮")
    assert any("另有" in words for words in words_of(handed(s).row))


def test_late_evening_is_still_the_last_day(s: Scene) -> None:
    with moment.at(datetime.combine(moment.today(), time(23, 30), moment.SHANGHAI)):
        assert not handed(s, last_day=moment.today()).row.late
