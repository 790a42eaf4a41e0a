"""Every open page: what it costs, what it weighs, what may stand in it, and what it must not know."""

import gzip
import json
from dataclasses import is_dataclass
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.db import connection, models
from django.db.models.query import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.kit.road import Road, Stop
from lianxin.ledger import queries as ledger
from lianxin.ledger import tasks
from lianxin.locality import queries as locality
from lianxin.opinions import actions as opinions
from lianxin.opinions import queries as opinion_queries
from lianxin.opinions.models import Figure, Opinion, Publication
from lianxin.people import queries as people
from lianxin.publicity import queries, rules
from lianxin.publicity.queries import telling
from lianxin.suggestions import queries as roads
from lianxin.worlds.cast import COUNTY, Cast

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MOST_QUERIES = 18
MOST_OCTETS = 100_000
FEEDS = ("/feeds/checkpoints.atom", "/feeds/results.atom")


@pytest.fixture
def published(kept: opinions.Receipt, cast: Cast) -> str:
    """The kept voice, answered, told and published; the public code."""
    row = Opinion.objects.get()
    officer, chair = (people.actor_for(cast.users[n]) for n in ("officer", "chair"))
    opinions.answer_on_the_spot(row, words="排好夜班了。", source="卫健局", by=people.actor_for(cast.users["long"]))
    stages = roads.public_stages(roads.stages(row))
    card = opinions.prepare_publication(
        Opinion.objects.get(),
        quote="卫生院晚上没有医生值班。",
        outcome="夜班排好了。",
        stages=stages,
        done=True,
        by=officer,
    )
    opinions.publish(card, checked=True, by=chair)
    tasks.seal_now()
    return card.code


@pytest.fixture
def addresses(published: str, cast: Cast) -> list[str]:
    station, deputy = cast.station.code, cast.people["long"].code
    return [
        "/", "/say", f"/s/{station}", f"/d/{deputy}", "/receipt", "/verify", "/stations/", "/stations/?q=桐木村",
        f"/stations/{station}", f"/stations/{station}/notice", "/deputies/", "/deputies/?township=430522105000",
        f"/deputies/{deputy}", "/results/", "/results/?q=卫生院&category=health", f"/results/{published}", "/privacy",
        "/where-to-turn", "/accessibility", "/about", "/healthz", *FEEDS,
    ]  # fmt: skip


def test_every_page_opens_weighs_little_and_asks_the_database_little(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        client.get(address)  # tables of days and policies are read once for a process
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(address)
        assert answer.status_code == 200, address
        assert len(gzip.compress(answer.content)) < MOST_OCTETS, address
        assert len(asked) <= MOST_QUERIES, (address, len(asked))


def _models_in(value: Any, depth: int = 4) -> list[str]:
    if isinstance(value, models.Model | QuerySet):
        return [repr(type(value))]
    if depth == 0:
        return []
    if is_dataclass(value) and not isinstance(value, type):
        value = [getattr(value, name) for name in value.__dataclass_fields__]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return [found for item in value for found in _models_in(item, depth - 1)]
    return []


def test_open_pages_receive_no_model_objects(client: Client, addresses: list[str], kept: opinions.Receipt) -> None:
    answers = [client.get(address) for address in addresses]
    secret = {"number": kept.number, "code": kept.check_code}
    answers += [client.post("/receipt", secret), client.post("/receipt", {**secret, "act": "again"})]
    answers += [client.post("/verify", secret), client.post("/say", {"text": "路灯坏了", "place": "桐木村"})]
    seen = 0
    for answer in answers:
        for context in answer.context or ():
            for layer in context.dicts:
                own = {
                    n: v for n, v in layer.items() if n not in ("request", "face", "user", "messages", "block", "form")
                }
                assert _models_in(own) == [], (answer.request["PATH_INFO"], own.keys())
                seen += len(own)
    assert seen > 100


def test_posted_roads_cost_a_bounded_number_of_queries(client: Client, kept: opinions.Receipt, published: str) -> None:
    secret = {"number": kept.number, "code": kept.check_code}
    for address in ("/receipt", "/verify"):
        client.post(address, secret)
        with CaptureQueriesContext(connection) as asked:
            client.post(address, secret)
        assert len(asked) <= 20, (address, len(asked))


def test_what_is_not_there_is_a_plain_404(client: Client, cast: Cast) -> None:
    for address in ("/stations/none", "/stations/none/notice", "/deputies/none", "/results/none", "/photos/../settings",
                    "/deputies/?township=1", "/photos/none.jpg"):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_pages_of_words_take_no_posts(client: Client, cast: Cast) -> None:
    for address in ("/", "/stations/", "/results/", "/privacy", "/feeds/results.atom", "/healthz"):
        assert client.post(address).status_code == 405, address


@pytest.mark.article(5)
def test_a_deputy_of_the_province_is_shown_as_far_as_he_agreed(client: Client, cast: Cast) -> None:
    page = client.get(f"/deputies/{cast.people['ma'].code}").content.decode()
    assert "麻秋实" in page
    assert "县职业中专" not in page


def test_a_result_shows_its_road_and_never_the_receipts_number(
    client: Client, published: str, kept: opinions.Receipt
) -> None:
    page = client.get(f"/results/{published}").content.decode()
    assert "夜班排好了" in page
    assert "当场解答" in page
    assert "条记录的校验点里" in page
    assert kept.number not in page
    assert kept.number[:4] + " " not in page


def test_a_withdrawn_result_is_gone_from_every_page(client: Client, published: str, cast: Cast) -> None:
    opinions.withdraw_publication(Publication.objects.get(), words="写错了", by=people.actor_for(cast.users["chair"]))
    assert client.get(f"/results/{published}").status_code == 404
    for address in ("/", "/results/", f"/stations/{cast.station.code}", "/feeds/results.atom"):
        assert published not in client.get(address).content.decode(), address


# ── feeds ──────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("address", FEEDS)
def test_feeds_are_whole_after_rfc_4287(client: Client, published: str, address: str) -> None:
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = Xml.fromstring(answer.content)
    entries = root.findall(f"{ATOM}entry")
    assert entries
    for holder in (root, *entries):
        for tag in ("id", "title", "updated"):
            assert len(holder.findall(ATOM + tag)) == 1, tag
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert len({e.findtext(f"{ATOM}id") for e in entries}) == len(entries)


def test_a_checkpoint_in_the_feed_is_the_signed_note_letter_by_letter(client: Client, published: str) -> None:
    root = Xml.fromstring(client.get(FEEDS[0]).content)
    notes = [e.findtext(f"{ATOM}content") for e in root.findall(f"{ATOM}entry")]
    assert notes == [c.note for c in ledger.checkpoints()]


# ── for machines ───────────────────────────────────────────────────────────
def test_health_says_up_and_how_old_the_newest_checkpoint_is(client: Client, kept: opinions.Receipt) -> None:
    body = json.loads(client.get("/healthz").content)
    assert body["up"] is True
    assert body["checkpoint"]["size"] > 0
    assert "unsealed" not in body


def test_health_tells_the_backlog_to_the_token_alone(client: Client, kept: opinions.Receipt, settings: Any) -> None:
    settings.API_TOKEN = "let-me-see"
    assert "unsealed" not in json.loads(client.get("/healthz", headers={"Authorization": "Bearer wrong"}).content)
    assert json.loads(client.get("/healthz", headers={"Authorization": "Bearer let-me-see"}).content)["unsealed"] == 0


def test_health_is_503_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    monkeypatch.setattr("lianxin.publicity.views.pages.ledger.health", lambda **_: None)
    assert client.get("/healthz").status_code == 503


# ── figures ────────────────────────────────────────────────────────────────
def test_figures_come_out_of_the_ledger_and_can_be_rebuilt(published: str) -> None:
    year = opinion_queries.by_number(Opinion.objects.get().number).registered_at.year  # type: ignore[union-attr]
    found = opinion_queries.figures(COUNTY, year)
    assert (found["received"], found["answered"], found["waiting"]) == (1, 1, 1)
    Figure.objects.all().delete()
    tasks.projections.rebuild("opinions.figures")
    assert opinion_queries.figures(COUNTY, year) == found


def test_a_confidential_matter_is_in_no_figure_whenever_it_was_marked(kept: opinions.Receipt, cast: Cast) -> None:
    year = Opinion.objects.get().registered_at.year
    opinions.register(opinions.Words(text="有人收钱", station=cast.station.code, confidential=True))
    tasks.seal_now()
    assert opinion_queries.figures(COUNTY, year)["received"] == 1
    opinions.mark_confidential(Opinion.objects.get(number=kept.number), by=people.actor_for(cast.users["officer"]))
    tasks.seal_now()
    assert opinion_queries.figures(COUNTY, year)["received"] == 0
    reader = people.actor_for(cast.users["reader"])
    opinions.lift_confidential(Opinion.objects.get(number=kept.number), words="不是举报", by=reader)
    tasks.seal_now()
    assert opinion_queries.figures(COUNTY, year)["received"] == 1
    tasks.projections.rebuild("opinions.figures")
    assert opinion_queries.figures(COUNTY, year)["received"] == 1


def test_numbers_too_small_to_publish_are_not_shown(published: str) -> None:
    assert locality.policy(COUNTY, Opinion.objects.get().step_day).publish_min > 1
    assert queries.figures() == []
    Figure.objects.filter(kind="received").update(count=4711)
    assert queries.figures()[0].count == 4711


def test_a_figure_of_nothing_is_no_figure() -> None:
    assert not rules.figure_shown(0, 0)
    assert not rules.figure_shown(4, 5)
    assert rules.figure_shown(5, 5)


@pytest.mark.article(9)
def test_every_state_has_a_sentence() -> None:
    for state, _words in Opinion._meta.get_field("state").choices or ():
        assert rules.state_words(str(state), has_result=False, confidential=False)
    assert "结果" in rules.state_words("raised", has_result=True, confidential=False)
    assert "专人" in rules.state_words("registered", has_result=False, confidential=True)


def test_voices_that_joined_one_after_another_are_one_interchange() -> None:
    merges = [Stop("merge", "并", voices=n) for n in (2, 3, 4)]
    stops = (Stop("origin", "说"), Stop("step", "登记"), *merges, Stop("step", "交办"), Stop("merge", "并", voices=5))
    folded = telling._folded(Road(stops, 5))
    assert [s.kind for s in folded.stops] == ["origin", "step", "merge", "step", "merge"]
    assert "另外3个人" in folded.stops[2].title
    assert "4个人" in folded.stops[2].words[0]
    assert folded.stops[4].title == "并"
