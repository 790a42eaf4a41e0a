"""The desk of the reception year: a plan from its first rhythm to the notice, corrections, leave, a deputy's page."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from lianxin.desk.tests.factory import Desk
from lianxin.kit import moment
from lianxin.receptions.models import ReceptionPlan

pytestmark = [pytest.mark.article(6), pytest.mark.usefixtures("november")]
HOURS = {"starts": "09:00", "ends": "11:00", "place": "", "slot_minutes": "20", "per_slot": "1"}
WEEKLY = {**HOURS, "needs": "1", "shift": "forward", "weekdays": ["0"]}


@pytest.fixture
def november() -> Iterator[None]:
    """Monday 2 November 2026, half past eight."""
    with moment.at(moment.parse("2026-11-02T08:30:00+08:00")):
        yield


def post(desk: Desk, nick: str, path: str, status: int = 302, **fields: Any) -> str:
    """A form filled in and sent; the page that answers, as text."""
    answer = desk.at(nick).post(path, fields)
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[-2500:])
    return unescape(answer.content.decode())


def twice(desk: Desk, nick: str, path: str, **fields: Any) -> str:
    """A form that shows first what would come of it, and is then sent again as it stands; what it showed."""
    page = post(desk, nick, path, 200, **fields)
    mark = re.search(r'name="looked" value="(\w+)"', page)
    assert mark, page[-3000:]
    post(desk, nick, path, **fields, looked=mark[1])
    return page


def at(row: Any, verb: str = "") -> str:
    kind = "plans" if isinstance(row, ReceptionPlan) else "receptions"
    return f"/desk/{kind}/{row.code}{'/' if verb else ''}{verb}"


def drafted(desk: Desk, nick: str = "liu", year: int = 2027) -> ReceptionPlan:
    post(desk, nick, "/desk/plans/new/draft_plan", station=desk.cast.station.code, year=year, words="")
    return ReceptionPlan.objects.get(year=year)


def test_convener_drafts_with_a_look_at_the_days_first(desk: Desk) -> None:
    plan = drafted(desk)
    page = unescape(desk.get("liu", at(plan)))
    assert "先定哪些日子接待" in page and "?do=market" in page

    shown = twice(desk, "liu", at(plan, "weekly"), **WEEKLY)

    assert "会加上52天" in shown and "农历" not in shown and "还没有公布" in shown
    assert plan.receptions.count() == 52
    page = unescape(desk.get("liu", at(plan)))
    assert "报主席以前，还有52天要排" in page and "每周一；遇休息日顺延" in page and "4次缺代表" in page
