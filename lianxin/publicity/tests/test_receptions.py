"""接待日 for everybody: the notice, a time booked and cancelled without an account, the calendar (Article 6)."""

import re
from datetime import date

import icalendar
import pytest
from django.test import Client

from lianxin.kit import moment
from lianxin.receptions import actions
from lianxin.receptions.models import Reception
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.article(6)]
NEXT = date(2026, 11, 9)


@pytest.fixture
def cast() -> object:
    with moment.at(moment.parse("2026-11-02T08:30:00+08:00")):
        yield world()


@pytest.fixture
def reception(cast: Cast) -> Reception:
    return factory.on(factory.published(cast), NEXT)


def test_notice_names_time_place_and_deputies(client: Client, reception: Reception) -> None:
    page = client.get(f"/receptions/{reception.code}").content.decode()

    for words in ("2026年11月9日", "09:00—11:00", "寸石镇建设路1号", "刘禾生"):
        assert words in page
    assert reception.code in client.get("/receptions/").content.decode()


def test_time_is_booked_looked_up_and_cancelled_by_its_code(client: Client, reception: Reception) -> None:
    answer = client.post(f"/receptions/{reception.code}/book", {"at": "09:20", "key": "k1"})
    number, code = re.findall(r'<b class="num">([\d -]+)</b>', answer.content.decode())
    given = {"number": number, "code": code}

    assert "已约" in client.post("/booking", given).content.decode()
    assert "已取消" in client.post("/booking", given | {"cancel": "1"}).content.decode()
    assert client.post("/booking", given | {"cancel": "1"}).status_code == 409
    assert client.post("/booking", given | {"code": "0000000000"}).status_code == 422


def test_full_time_is_said_and_the_waiting_list_offered(client: Client, reception: Reception) -> None:
    actions.book(reception, "09:20")

    answer = client.post(f"/receptions/{reception.code}/book", {"at": "09:20", "key": "k2"})
    waiting = client.post(f"/receptions/{reception.code}/book", {"at": "09:20", "key": "k2", "may_wait": "on"})

    assert answer.status_code == 409 and "09:20已经约满了" in answer.content.decode()
    assert "排上候补了" in waiting.content.decode()


@pytest.mark.parametrize("at", ["", "03:00", "九点", "09:20:00", "<script>"])
def test_time_that_is_not_offered_is_refused(client: Client, reception: Reception, at: str) -> None:
    answer = client.post(f"/receptions/{reception.code}/book", {"at": at, "key": "k3"})

    assert answer.status_code == 409 and "请从给出的时间里选一个" in answer.content.decode()


def test_draft_has_no_address(client: Client, cast: Cast) -> None:
    draft = factory.on(factory.drafted(cast), NEXT)

    for path in ("", "/book"):
        assert client.get(f"/receptions/{draft.code}{path}").status_code == 404


def test_calendar_has_its_time_zone_and_keeps_what_was_cancelled(
    client: Client, cast: Cast, reception: Reception
) -> None:
    actions.cancel_reception(reception, reason="停电", by=cast.actor("chair"))

    octets = client.get(f"/calendar/{cast.station.code}.ics").content

    found = icalendar.Calendar.from_ical(octets)
    events = {str(event["UID"]).partition("@")[0]: event for event in found.walk("VEVENT")}
    assert [str(zone["TZID"]) for zone in found.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert events[reception.code]["STATUS"] == "CANCELLED" and events[reception.code]["SEQUENCE"] == 1
    assert events[reception.code].decoded("DTSTART").isoformat() == "2026-11-09T09:00:00+08:00"
