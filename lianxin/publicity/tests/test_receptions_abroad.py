"""Receptions as others take them: calendar, feed, interface, open data, the sheet for the wall; and what none of them
may tell (Articles 5 and 6)."""

import io
import json
from collections.abc import Iterator
from datetime import date, time
from xml.etree import ElementTree as Xml

import icalendar
import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.deputies import actions as deputies
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.ledger.tasks import seal_now
from lianxin.publicity.queries import calendars
from lianxin.receptions import actions
from lianxin.receptions.models import Reception, ReceptionPlan
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.article(6)]
NEXT = date(2026, 11, 9)
TWO = Rhythm(every=Every.DATES, dates=(NEXT, date(2026, 12, 7)), shift=Shift.KEEP)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def cast() -> Iterator[Cast]:
    calendars.forget()
    with moment.at(moment.parse("2026-11-02T08:30:00+08:00")):
        yield world()


@pytest.fixture
def plan(cast: Cast) -> ReceptionPlan:
    return factory.published(cast, rhythm=TWO)


def words(octets: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(octets))
    return "".join("".join(page.extract_text() for page in reader.pages).replace("\u200b", "").split())


def everything(client: Client, cast: Cast, reception: Reception) -> dict[str, str]:
    """Every open address that tells of receptions, and what it says."""
    calendars.forget()
    station = cast.station.code
    paths = (
        "/receptions/",
        f"/receptions/?station={station}",
        f"/receptions/{reception.code}",
        f"/calendar/{station}.ics",
        "/calendar/division/430522000000.ics",
        "/feeds/receptions.atom",
        f"/feeds/receptions.atom?station={station}",
        "/api/v1/receptions",
        f"/api/v1/receptions/{reception.code}",
        "/open-data/receptions.csv",
        "/open-data/receptions.json",
    )
    told = {path: client.get(path).content.decode().replace("\r\n ", "") for path in paths}
    for path in ("/api/v1/receptions", f"/api/v1/receptions/{reception.code}"):
        told[path] = json.dumps(json.loads(told[path]), ensure_ascii=False)
    return told | {"notice": words(client.get(f"/stations/{station}/receptions.pdf").content)}


def test_every_face_tells_time_place_and_names(client: Client, cast: Cast, plan: ReceptionPlan) -> None:
    told = everything(client, cast, factory.on(plan, NEXT))

    for path, text in told.items():
        if "atom" not in path:
            assert "刘禾生" in text and "建设路1号" in text, path
    for path in ("/feeds/receptions.atom", f"/feeds/receptions.atom?station={cast.station.code}"):
        assert "公告了2026年的接待日" in told[path] and "共2次，2026年11月9日到2026年12月7日" in told[path]


def test_draft_and_days_taken_out_of_a_draft_are_told_nowhere(client: Client, cast: Cast) -> None:
    plan = factory.drafted(cast, rhythm=TWO)
    draft, out = factory.on(plan, NEXT), factory.on(plan, date(2026, 12, 7))
    actions.leave_out_day(out, by=cast.actor("liu"))

    for row in (draft, out):
        for path, text in everything(client, cast, row).items():
            assert "刘禾生" not in text and "建设路1号" not in text, path
        assert client.get(f"/receptions/{row.code}").status_code == 404
        assert client.get(f"/api/v1/receptions/{row.code}").status_code == 404
    actions.submit_plan(plan, by=cast.actor("liu"))
    actions.confirm_plan(plan, by=cast.actor("chair"))
    actions.publish_plan(plan, by=cast.actor("officer"))
    assert client.get(f"/receptions/{out.code}").status_code == 404
    assert client.get(f"/receptions/{draft.code}").status_code == 200


@pytest.mark.article(5)
def test_deputy_who_hides_his_name_is_named_nowhere_not_even_in_a_correction(
    client: Client, cast: Cast, plan: ReceptionPlan
) -> None:
    reception = factory.on(plan, NEXT)
    ma, by = cast.people["ma"], cast.actor("officer")
    new = actions.join(reception, ma.pk, by=by)
    actions.substitute(new, cast.people["yang"].pk, by=by, reason="去省里开会")
    actions.join(factory.on(plan, date(2026, 12, 7)), ma.pk, by=by)
    assert "麻秋实" in client.get(f"/receptions/{reception.code}").content.decode()
    deputies.withdraw(ma, "name", by=SYSTEM)

    told = everything(client, cast, factory.on(plan, date(2026, 12, 7)))
    told["corrected"] = client.get(f"/receptions/{reception.code}").content.decode()

    for path, text in told.items():
        assert "麻秋实" not in text, path
        if path not in ("corrected",) and "atom" not in path:
            assert "1名省人大代表" in text, path


@pytest.mark.article(5)
def test_name_agreed_to_for_pages_alone_is_not_on_paper(client: Client, cast: Cast, plan: ReceptionPlan) -> None:
    ma = cast.people["ma"]
    actions.join(factory.on(plan, NEXT), ma.pk, by=cast.actor("officer"))
    deputies.withdraw(ma, "name", by=SYSTEM)
    deputies.consent(ma, "name", form="书面", way="web", by=SYSTEM)

    told = everything(client, cast, factory.on(plan, NEXT))

    assert "麻秋实" in told["/receptions/"] and "麻秋实" not in told["notice"]
    assert "1名省人大代表" in told["notice"]
    assert "麻秋实" not in told["/open-data/receptions.csv"]


# ── calendar ───────────────────────────────────────────────────────────────
def test_calendar_has_its_time_zone_and_keeps_what_was_moved_and_cancelled(
    client: Client, cast: Cast, plan: ReceptionPlan
) -> None:
    chair, first, second = cast.actor("chair"), factory.on(plan, NEXT), factory.on(plan, date(2026, 12, 7))
    actions.cancel_reception(first, reason="停电", by=chair)
    when = {"day": date(2026, 12, 8), "starts": time(14), "ends": time(16)}
    actions.move_reception(second, **when, reason="换到下午; 有雨, 请带伞\\", by=chair)

    found = icalendar.Calendar.from_ical(client.get(f"/calendar/{cast.station.code}.ics").content)

    events = {str(event["UID"]).partition("@")[0]: event for event in found.walk("VEVENT")}
    assert [str(zone["TZID"]) for zone in found.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert events[first.code]["STATUS"] == "CANCELLED" and events[first.code]["SEQUENCE"] == 1
    assert events[second.code].decoded("DTSTART").isoformat() == "2026-12-08T14:00:00+08:00"
    assert events[second.code].decoded("DTEND").isoformat() == "2026-12-08T16:00:00+08:00"
    assert events[second.code]["LOCATION"] == "寸石镇建设路1号，镇政府大院一楼"
    assert "2026年12月7日" in events[second.code]["DESCRIPTION"]
    assert str(events[second.code]["URL"]).endswith(f"/receptions/{second.code}")
    assert not any(event.errors for event in events.values())


@pytest.mark.parametrize(
    "place", ["甲" * 100, "a" * 75, "é" * 74, "😀" * 40, "一;二,三\\四", "行\n行", "\x01\x07响", ""]
)
def test_calendar_writes_any_place_in_lines_that_are_not_too_long(
    client: Client, cast: Cast, plan: ReceptionPlan, place: str
) -> None:
    Reception.objects.filter(plan=plan).update(place=place)
    octets = client.get(f"/calendar/{cast.station.code}.ics").content

    (first, *_rest) = icalendar.Calendar.from_ical(octets).walk("VEVENT")
    assert str(first["LOCATION"]) == place.replace("\x01", "").replace("\x07", "")
    assert max(map(len, octets.split(b"\r\n"))) <= 75


def test_calendar_that_has_not_changed_is_not_sent_again(client: Client, cast: Cast, plan: ReceptionPlan) -> None:
    path = f"/calendar/{cast.station.code}.ics"
    first = client.get(path)
    with CaptureQueriesContext(connection) as asked:
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
    actions.cancel_reception(factory.on(plan, NEXT), reason="停电", by=cast.actor("chair"))

    assert again.status_code == 304 and len(asked) <= 8
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_calendar_of_a_division_has_its_stations_and_no_others(client: Client, cast: Cast, plan: ReceptionPlan) -> None:
    for code, count in (("430522000000", 2), ("430522105000", 2), ("430522106000", 0)):
        answer = client.get(f"/calendar/division/{code}.ics")
        assert answer.content.count(b"BEGIN:VEVENT") == count, code
    for code in ("999999999999", "43052", "x", "430100000000"):
        assert client.get(f"/calendar/division/{code}.ics").status_code == 404


# ── feed, interface, tables ────────────────────────────────────────────────
def test_feed_tells_corrections_newest_first_each_once(client: Client, cast: Cast, plan: ReceptionPlan) -> None:
    with moment.at(moment.parse("2026-11-03T08:30:00+08:00")):
        actions.cancel_reception(factory.on(plan, NEXT), reason="停电 <b>", by=cast.actor("chair"))
        feed = Xml.fromstring(client.get("/feeds/receptions.atom").content)

    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in entries]
    assert titles[0].endswith("2026年11月9日 周一的接待：取消") and "公告了2026年的接待日" in titles[1]
    assert "停电 <b>" in (entries[0].findtext(f"{ATOM}content") or "")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    assert client.get("/feeds/receptions.atom?station=nowhere").status_code == 404


def test_interface_gives_pages_of_cards_that_lead_on(client: Client, cast: Cast) -> None:
    weekly = Rhythm(every=Every.WEEKLY, weekdays=(0, 1), months=(1, 2, 3, 4, 5, 6, 7, 12), shift=Shift.KEEP)
    plan = factory.published(cast, 2027, weekly)

    seen, path = [], f"/api/v1/receptions?station={cast.station.code}&from=2027-01-01"
    while path:
        body = client.get(path).json()
        seen += body["items"]
        path = body["next"]

    assert len(seen) == len({item["code"] for item in seen}) == plan.receptions.count() > 50
    assert [item["day"] for item in seen] == sorted(item["day"] for item in seen)
    first = seen[0]
    assert (first["starts"], first["ends"], first["station"]) == ("09:00", "11:00", cast.station.code)
    assert [named["name"] for named in first["deputies"]] == ["刘禾生"] and first["state"] == "announced"
    assert client.get(f"/api/v1/receptions/{first['code']}").json()["code"] == first["code"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("division=43", "division"),
        ("from=2027-13-01", "from"),
        ("from=9月", "from"),
        ("after=x", "after"),
        ("after=2027-01-01_9999_x", "after"),
        ("after=__", "after"),
    ],
)
def test_interface_says_which_filter_it_cannot_read(
    client: Client, plan: ReceptionPlan, asked: str, field: str
) -> None:
    answer = client.get(f"/api/v1/receptions?{asked}")

    assert answer.status_code == 422 and answer.json()["field"] == field
    assert answer["Content-Type"] == "application/problem+json"


def test_open_data_is_the_same_as_table_and_as_json(client: Client, cast: Cast, plan: ReceptionPlan) -> None:
    actions.cancel_reception(factory.on(plan, NEXT), reason="停电", by=cast.actor("chair"))

    table = client.get("/open-data/receptions.csv").content.decode("utf-8-sig").splitlines()
    body = json.loads(client.get("/open-data/receptions.json").content)

    assert len(table) == 3 and body["count"] == 2
    assert "已取消" in table[1] and body["items"][0]["state"] == "cancelled"
    assert body["items"][0]["corrections"][0]["reason"] == "停电"


# ── the wall ───────────────────────────────────────────────────────────────
def test_notice_has_corrections_checkpoint_and_fingerprint_and_leads_to_the_page(
    client: Client, cast: Cast, plan: ReceptionPlan
) -> None:
    actions.cancel_reception(factory.on(plan, NEXT), reason="停电检修", by=cast.actor("chair"))
    seal_now()

    answer = client.get(f"/stations/{cast.station.code}/receptions.pdf")

    said = words(answer.content)
    for told in (
        "代表接待日",
        "2026年11月",
        "11月9日周一",
        "取消：停电检修",
        "09:00—11:00",
        "条记录",
        "签名钥匙的指纹",
    ):
        assert told in said, told
    assert f"/receptions/?station={cast.station.code}" in said
    assert answer["Content-Type"] == "application/pdf" and len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 1
    assert client.get(f"/stations/{cast.station.code}/receptions.pdf").content == answer.content


def test_notice_of_a_year_a_quarter_a_month_and_of_nothing(client: Client, cast: Cast, plan: ReceptionPlan) -> None:
    path = f"/stations/{cast.station.code}/receptions.pdf"

    told = {asked: words(client.get(f"{path}?{asked}").content) for asked in ("month=11", "quarter=4", "year=2027")}

    assert "11月9日" in told["month=11"] and "12月7日" not in told["month=11"]
    assert "12月7日" in told["quarter=4"] and "第4季度" in told["quarter=4"]
    assert "没有公告接待日" in told["year=2027"]
    for asked in ("month=13", "month=x", "year=99999999", "quarter=0", "year=1"):
        assert client.get(f"{path}?{asked}").status_code == 404, asked
    assert client.get("/stations/nowhere/receptions.pdf").status_code == 404


# ── as many as a county has ────────────────────────────────────────────────
def _many(plan: ReceptionPlan, count: int) -> None:
    """So many receptions more, each with its deputy, past the actions."""
    model = plan.receptions.model
    seat = factory.on(plan, NEXT).seats.get()
    common = {"plan": plan, "station": plan.station, "place": "镇政府", "state": "announced", "ends": time(23)}
    at = [(date(2027, 1, 1 + n % 28), time(8 + n // 28 // 60, n // 28 % 60)) for n in range(count)]
    rows = [model(day=day, starts=starts, announced_at=moment.now(), **common) for day, starts in at]
    made = model.objects.bulk_create(rows)
    type(seat).objects.bulk_create([type(seat)(reception=row, person=seat.person) for row in made])


def test_two_thousand_receptions_ask_as_much_of_the_database_as_two(
    client: Client, cast: Cast, plan: ReceptionPlan
) -> None:
    code = cast.station.code
    paths = (
        "/receptions/",
        f"/calendar/{code}.ics",
        "/api/v1/receptions",
        "/feeds/receptions.atom",
        "/receptions/?past=1",
    )
    counts: list[list[int]] = []
    for _round in range(2):
        counts.append([])
        for path in paths:
            calendars.forget()
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            counts[-1].append(len(asked))
        if not _round:
            _many(plan, 2_000)

    assert client.get(f"/calendar/{code}.ics").content.count(b"BEGIN:VEVENT") == 2_002
    assert all(many <= few + 1 for few, many in zip(*counts, strict=True)), counts
    assert max(counts[1]) <= 20
