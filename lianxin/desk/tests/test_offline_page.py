"""接待台断网用: the page that is taken along, what it asks while there is network, and who may (Article 6)."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client

from lianxin.desk.tests.factory import Desk
from lianxin.kit import chance, moment
from lianxin.ledger.queries import entries_about
from lianxin.opinions.models import Opinion
from lianxin.receptions import actions
from lianxin.receptions.models import DeskEvent, HandEntry, OfflineDesk, Reception
from lianxin.receptions.rules import MOST_EVENTS, MOST_OCTETS, NUMBERS_ALONG

pytestmark = [pytest.mark.django_db, pytest.mark.article(6)]
AT = "/desk/offline/"
NINE = "2026-11-02T09:00:00+08:00"


@pytest.fixture
def desk(desk_at_nine: Desk) -> Desk:
    return desk_at_nine


def asked(desk: Desk, who: str, path: str, body: object) -> Any:
    found = desk.at(who).post(AT + path, json.dumps(body), content_type="application/json")
    return found, (found.json() if found["Content-Type"] == "application/json" else None)


def take(desk: Desk, row: Reception, who: str = "officer", **more: str) -> Any:
    said = {"reception": row.code, "device": "平板", "key": "press"}
    return asked(desk, who, "take", {**said, **more})


@pytest.fixture
def bag(desk: Desk, row: Reception) -> Any:
    return take(desk, row)[1]


def event(kind: str, seq: int = 0, at: str = NINE, **data: object) -> dict[str, object]:
    return {"id": chance.octets(16).hex(), "seq": seq, "kind": kind, "at": at, "data": data}


def sheet(bag: Any, at: int = 0, **more: object) -> dict[str, object]:
    return {"number": bag["numbers"][at][0], "text": "水渠漏水", **more}


# ── the page ───────────────────────────────────────────────────────────────
def test_page_is_a_shell_that_holds_nobody_and_is_the_same_for_all(desk: Desk, row: Reception) -> None:
    pages = {desk.get(who, AT) for who in ("officer", "long", "office")}

    (page,) = pages
    for words in (row.place, row.code, desk.cast.people["liu"].name, "csrfmiddlewaretoken", "罗小禾"):
        assert words not in page


def test_worker_keeps_the_page_and_every_file_it_is_made_of(desk: Desk, client: Client) -> None:
    said = client.get(AT + "worker.js")
    files = json.loads(str(said.content, "utf-8").split("FILES = ")[1].split(";\n")[0])
    page = desk.get("officer", AT)

    assert said["Content-Type"] == "text/javascript" and said["Cache-Control"] == "no-cache"
    assert files[0] == AT
    needed = [part.split('"')[0] for part in page.replace("src=", "href=").split('href="')[1:]]
    for file in {name.split("#")[0] for name in needed if name.startswith("/static/")}:
        assert file in files, file
        assert finders.find(file.removeprefix("/static/").split("?")[0]) or "." in file


def test_page_can_be_put_on_a_home_screen(client: Client) -> None:
    said = client.get(AT + "app.webmanifest")

    assert said["Content-Type"] == "application/manifest+json"
    found = said.json()
    assert (found["start_url"], found["scope"], found["display"]) == (AT, AT, "standalone")


def test_who_is_signed_out_is_sent_to_the_sign_in_page_and_nothing_is_taken(client: Client, row: Reception) -> None:
    for path in ("", "days", "waiting"):
        assert client.get(AT + path).status_code == 302
    for path in ("take", "x/events", "x/finish", "x/key", "x/give-up"):
        assert client.post(AT + path, "{}", content_type="application/json").status_code == 302
    assert not OfflineDesk.objects.exists()


def test_sending_from_another_site_is_refused(desk: Desk, row: Reception) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk.cast.users["officer"])

    body = json.dumps({"reception": row.code})
    assert strict.post(AT + "take", body, content_type="application/json").status_code == 403
    token = strict.get(AT + "days").json()["csrf"]
    found = strict.post(AT + "take", body, content_type="application/json", HTTP_X_CSRFTOKEN=token)
    assert found.status_code == 200


# ── taken along ────────────────────────────────────────────────────────────
def test_what_may_be_taken_along_is_what_one_runs_in_the_coming_week(desk: Desk, row: Reception) -> None:
    days = {who: [d["code"] for d in desk.at(who).get(AT + "days").json()["days"]] for who in desk.cast.users}

    assert all(row.code in days[who] for who in ("officer", "liu", "chair"))
    assert all(row.code not in days[who] for who in ("stranger", "volunteer", "stranger_deputy", "city", "auditor"))
    assert len(days["officer"]) == 2  # this Monday and the next


def test_bag_has_the_day_and_numbers_and_nobodys_contact(desk: Desk, row: Reception) -> None:
    actions.book(row, "09:20", contact="0700-0000000", headcount=3)
    found, bag = take(desk, row)

    assert found.status_code == 200 and "0700-" not in found.content.decode()
    assert len(bag["numbers"]) == NUMBERS_ALONG and bag["letter"] == "A"
    assert bag["bookings"][0]["people"] == 3 and bag["bookings"][0]["at"] == "09:20"
    assert [seat["name"] for seat in bag["seats"]] == [desk.cast.people["liu"].name]
    assert bag["doors"] == ["answer", "inform"] and bag["targets"]
    assert take(desk, row)[1]["desk"] == bag["desk"], "the same press is the same desk"


def test_who_does_not_run_the_day_takes_nothing_along(desk: Desk, row: Reception) -> None:
    for who in ("stranger", "volunteer", "city"):
        found, said = take(desk, row, who)
        assert found.status_code == 404 and "不能带走" in said["said"]
    assert not OfflineDesk.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff", b"[" * 100_000, b'{"reception": {"a": 1}}'])
def test_whatever_is_sent_there_is_an_answer_in_words(desk: Desk, bag: Any, body: bytes) -> None:
    for path in ("take", f"{bag['desk']}/events", f"{bag['desk']}/finish", f"{bag['desk']}/key"):
        found: HttpResponse = desk.at("officer").post(AT + path, body, content_type="application/json")
        assert 400 <= found.status_code < 500 and json.loads(found.content)["said"], path
    assert OfflineDesk.objects.count() == 1 and not DeskEvent.objects.exists()


# ── brought back ───────────────────────────────────────────────────────────
def test_day_is_brought_back_and_the_device_may_forget(desk: Desk, row: Reception, bag: Any) -> None:
    events = [
        event("open"),
        event("ticket", 1, label="A1"),
        event("sheet", 2, ticket="A1", matters=[sheet(bag)]),
        event("close", 3),
    ]
    path = f"{bag['desk']}/"
    _found, said = asked(desk, "officer", path + "events", {"events": events})
    assert [a["outcome"] for a in said["answers"]] == ["taken"] * 4
    missing, left = asked(desk, "officer", path + "finish", {"ids": [*(e["id"] for e in events), "0" * 32]})
    assert missing.status_code == 409 and left["missing"] == ["0" * 32]
    _done, ended = asked(desk, "officer", path + "finish", {"ids": [e["id"] for e in events]})

    assert ended == {"voided": NUMBERS_ALONG - 1, "waiting": 0, "closed": True, "said": ""}
    row.refresh_from_db()
    assert row.state == "held" and Opinion.objects.filter(number=bag["numbers"][0][0]).exists()
    page = desk.get("officer", f"/desk/receptions/{row.code}/day")
    assert "A1号" in page


def test_too_much_at_once_is_refused_whole(desk: Desk, bag: Any) -> None:
    many = [event("open", n) for n in range(MOST_EVENTS + 1)]
    found, said = asked(desk, "officer", f"{bag['desk']}/events", {"events": many})
    assert found.status_code == 400 and str(MOST_EVENTS) in said["said"]
    large = [event("sheet", matters=[sheet(bag, text="水" * MOST_OCTETS)])]
    found, _said = asked(desk, "officer", f"{bag['desk']}/events", {"events": large})

    assert found.status_code in (400, 413) and not DeskEvent.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "volunteer", "stranger_deputy", "city", "auditor"])
def test_nobody_else_brings_back_opens_or_gives_up_a_device(desk: Desk, bag: Any, who: str) -> None:
    for path, body in (("events", {"events": [event("open")]}), ("finish", {"ids": []}), ("key", {"number": 1})):
        found, said = asked(desk, who, f"{bag['desk']}/{path}", body)
        assert found.status_code == 404 and "不归您管" in said["said"]
    assert desk.at(who).post(f"{AT}{bag['desk']}/give-up").status_code == 404
    assert not DeskEvent.objects.exists() and OfflineDesk.objects.get().finished_at is None


# ── a forgotten passphrase ─────────────────────────────────────────────────
def test_forgotten_passphrase_costs_nothing_and_the_ledger_says_who_opened(desk: Desk, bag: Any) -> None:
    _found, said = asked(desk, "liu", f"{bag['desk']}/key", {"number": 1})

    assert said["key"] == bag["rescue"]
    entry = entries_about("receptions.offline_desk", [bag["desk"]])[-1]
    assert (entry.verb, entry.actor) == ("receptions.desk_opened", desk.cast.actor("liu").ref)


@pytest.mark.parametrize("number", [0, -1, 2, 256, 10**30, "1", None, True])
def test_key_that_never_was_opens_nothing(desk: Desk, bag: Any, number: object) -> None:
    found, said = asked(desk, "officer", f"{bag['desk']}/key", {"number": number})

    assert found.status_code in (404, 409) and "key" not in said


def test_each_device_has_a_key_of_its_own(desk: Desk, row: Reception, bag: Any) -> None:
    assert take(desk, row, key="another press")[1]["rescue"] != bag["rescue"]


# ── what waits for a hand ──────────────────────────────────────────────────
@pytest.fixture
def left(desk: Desk, row: Reception, bag: Any) -> Iterator[HandEntry]:
    """A sheet of another day, and a deputy nobody knows: neither can be merged."""
    events = [
        event("sheet", at="2026-11-01T09:00:00+08:00", matters=[sheet(bag, text="井水发黄")]),
        event("attend", 1, seat="nobody"),
    ]
    asked(desk, "officer", f"{bag['desk']}/events", {"events": events})
    yield HandEntry.objects.get(kind="sheet")


def test_what_could_not_be_merged_is_seen_with_its_reason_and_entered_by_hand(desk: Desk, left: HandEntry) -> None:
    page = desk.get("officer", AT + "waiting")
    assert "井水发黄" in page and left.reason in page and "代表到了" in page

    done = desk.at("officer").post(f"{AT}waiting/{left.code}", {"text": "井水发黄", "place": "桐木村"}, follow=True)
    assert "已登记" in done.content.decode() and Opinion.objects.get(number=left.number).text == "井水发黄"
    again = desk.at("officer").post(f"{AT}waiting/{left.code}", {"text": "井水发黄"})
    assert again.status_code == 409 and Opinion.objects.count() == 1
    other = HandEntry.objects.get(kind="attend")
    assert "看过了" in desk.at("officer").post(f"{AT}waiting/{other.code}", follow=True).content.decode()


def test_empty_words_are_told_beside_their_entry(desk: Desk, left: HandEntry) -> None:
    found = desk.at("officer").post(f"{AT}waiting/{left.code}", {"text": "，", "place": "桐木村" * 200})

    assert found.status_code == 400 and 'role="alert"' in found.content.decode()
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "volunteer", "city"])
def test_nobody_else_reads_or_enters_what_waits(desk: Desk, left: HandEntry, who: str) -> None:
    assert "井水发黄" not in desk.get(who, AT + "waiting")
    assert desk.at(who).post(f"{AT}waiting/{left.code}", {"text": "x"}).status_code == 404


def test_device_that_will_not_come_back_is_given_up(desk: Desk, bag: Any) -> None:
    assert "没有设备在外面" not in desk.get("officer", AT + "waiting")
    page = desk.at("officer").post(f"{AT}{bag['desk']}/give-up", follow=True).content.decode()

    assert f"收回了{NUMBERS_ALONG}个" in page and "没有设备在外面" in page


def test_day_offers_to_be_taken_along_while_it_may(desk: Desk, row: Reception) -> None:
    path = f"/desk/receptions/{row.code}/day"
    assert "带走这次接待" in desk.get("officer", path)
    assert "带走这次接待" not in desk.get("volunteer", path)
    with moment.at(moment.parse("2026-10-20T09:00:00+08:00")):
        assert "带走这次接待" not in desk.get("officer", path)
