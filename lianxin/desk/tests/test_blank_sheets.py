"""Blank reception sheets: printed with a number and a code each, filled in by hand, entered back once (Article 6)."""

import re
from datetime import date

import pytest

from lianxin.desk.tests.factory import Desk
from lianxin.desk.tests.the_day import at, press, sent, sheet
from lianxin.kit import moment
from lianxin.receptions import actions
from lianxin.receptions.models import Reception, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.article(6)]
NEXT_DAY = "2026-11-03T10:00:00+08:00"


@pytest.fixture
def desk(desk_at_nine: Desk) -> Desk:
    return desk_at_nine


def printed(desk: Desk, row: Reception, count: int = 2) -> str:
    return sent(desk, "officer", at(row, "paper"), count=str(count))


def test_each_printed_sheet_has_a_number_and_a_code_of_its_own(desk: Desk, row: Reception) -> None:
    page = printed(desk, row)

    assert page.count("<svg") >= 2 and "第1号" in page and "第2号" in page
    assert "刘禾生" in page and "第3号" not in page
    assert "第3号" in printed(desk, row, 1)


def test_a_sheet_is_entered_back_the_next_day_and_says_both_times(desk: Desk, row: Reception) -> None:
    printed(desk, row)
    with moment.at(moment.parse(NEXT_DAY)):
        page = sent(Desk(desk.cast), "officer", at(row, "paper/2"), **sheet(came_at="09:40"))

    visit = Visit.objects.get()
    assert (visit.paper, visit.late_entry) == (2, True)
    assert visit.came_at.date() == date(2026, 11, 2) and visit.entered_at.date() == date(2026, 11, 3)
    assert "补录" in page


def test_a_sheet_entered_back_leads_to_what_was_entered_and_is_entered_once(desk: Desk, row: Reception) -> None:
    printed(desk, row)
    with moment.at(moment.parse(NEXT_DAY)):
        desk = Desk(desk.cast)  # signed in anew: the night ended the session
        sent(desk, "officer", at(row, "paper/1"), **sheet())
        sent(desk, "officer", at(row, "paper/1"), 409, **sheet(key="another"))
        again = desk.at("officer").get(at(row, "paper/1"))
        day = desk.at("officer").get(at(row)).content.decode()

    code = Visit.objects.get().code
    assert again.status_code == 302 and again.headers["Location"].endswith(code)
    assert re.search(r"paper/2\"", day) and not re.search(r"paper/1\"", day)


def test_whoever_typed_a_sheet_a_second_time_is_led_to_what_was_entered(desk: Desk, row: Reception) -> None:
    printed(desk, row)
    with moment.at(moment.parse(NEXT_DAY)):
        desk = Desk(desk.cast)
        sent(desk, "officer", at(row, "paper/1"), **sheet())
        page = sent(desk, "chair", at(row, "paper/1"), 409, **sheet(key="another"))

    assert "已经补录过了" in page and f"visits/{Visit.objects.get().code}" in page


def test_what_is_noted_a_day_later_claims_no_hour(desk: Desk, row: Reception) -> None:
    printed(desk, row)
    with moment.at(moment.parse(NEXT_DAY)):
        desk = Desk(desk.cast)
        sent(desk, "officer", at(row, "paper/1"), **sheet())
        before = desk.get("officer", at(row))
        page = press(desk, "officer", row, "attend", seat=row.seats.get().pk)

    seat = row.seats.get()
    assert (seat.state, seat.late, seat.arrived_at) == ("attended", False, None)
    assert "到没到还没记" in before and "到没到还没记" not in page
    assert "才记下" in before and "结束。" not in before and "晚到" not in page


@pytest.mark.parametrize("count", ["0", "-1", "101", "9999", "x", "", "１０"])
def test_no_sheet_is_printed_for_what_is_no_number(desk: Desk, row: Reception, count: str) -> None:
    answer = desk.at("officer").post(at(row, "paper"), {"count": count})

    row.refresh_from_db()
    assert answer.status_code == 302
    assert row.last_paper == (10 if count == "１０" else 0)


@pytest.mark.parametrize("asked", ["", "?first=1&last=3", "?first=0&last=1", "?first=2&last=1", "?first=x&last=1"])
def test_sheets_that_were_never_printed_are_not_there(desk: Desk, row: Reception, asked: str) -> None:
    printed(desk, row)

    assert desk.at("officer").get(at(row, "paper") + asked).status_code == 404


def test_only_who_writes_sheets_prints_them(desk: Desk, row: Reception) -> None:
    for nick in ("volunteer", "stranger", "health"):
        assert desk.at(nick).post(at(row, "paper"), {"count": "1"}).status_code == 404
    actions.cancel_reception(row, reason="停电", by=desk.cast.actor("chair"))
    sent(desk, "officer", at(row, "paper"), count="1")

    row.refresh_from_db()
    assert row.last_paper == 0
