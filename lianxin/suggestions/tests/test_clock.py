"""The statutory clock: three months from the day of assignment, provisional until the year's table is loaded."""

from datetime import date, datetime

import pytest

from lianxin.kit import moment
from lianxin.ledger.queries import entries_about
from lianxin.locality.tests.factory import load_2027
from lianxin.suggestions import actions, tasks
from lianxin.suggestions.models import Assignment
from lianxin.suggestions.tests.factory import scene
from lianxin.suggestions.workflow import State

pytestmark = [pytest.mark.django_db, pytest.mark.article(9)]


def test_assigned_on_30_november_2026_is_due_at_the_end_of_february_and_provisional():
    with moment.at(datetime(2026, 11, 30, 10, tzinfo=moment.SHANGHAI)):
        s = scene()
        row = s.at(State.ASSIGNED)
    leg = Assignment.objects.get(suggestion=row)
    assert leg.due_day == date(2027, 2, 28)
    assert leg.provisional
    words = "".join(value for _label, value in actions.read(leg).words())
    assert (
        "2026年11月30日" in words and "取月末" in words and "暂定" in "".join(a for a, _b in actions.read(leg).words())
    )


def test_when_the_2027_table_comes_it_is_reckoned_again_and_recorded():
    with moment.at(datetime(2026, 11, 30, 10, tzinfo=moment.SHANGHAI)):
        s = scene()
        row = s.at(State.ASSIGNED)
        assert tasks.reckon_again() == 0
        load_2027()
        assert tasks.reckon_again() == 1
        assert tasks.reckon_again() == 0
    leg = Assignment.objects.get(suggestion=row)
    assert not leg.provisional
    assert leg.due_day >= date(2027, 2, 28)
    assert s.fresh(row).due_day == leg.due_day
    told = [e for e in entries_about("suggestions.suggestion", [row.code]) if e.verb == "suggestions.reckoned_again"]
    assert told[0].detail["before"] == "2027-02-28"
    assert told[0].detail["due"] == leg.due_day.isoformat()


def test_six_months_need_a_reason_and_count_from_the_same_day():
    from lianxin.opinions.rules import Rejected

    with moment.at(datetime(2026, 5, 20, 10, tzinfo=moment.SHANGHAI)):
        s = scene()
        row = s.at(State.NUMBERED)
        with pytest.raises(Rejected, match="理由"):
            s.assign(row, complex_matter=True)
        leg = s.assign(row, complex_matter=True, reason="九家卫生院，要编制")
    assert leg.due_day == date(2026, 11, 20)
    assert not leg.provisional


def test_class_b_is_refused_without_a_date():
    from lianxin.opinions.rules import Rejected

    with moment.at(datetime(2026, 5, 20, 10, tzinfo=moment.SHANGHAI)):
        s = scene()
        row = s.at(State.ACKNOWLEDGED)
        for day in (None, date(2026, 5, 20)):
            with pytest.raises(Rejected, match=r"日期|哪一天"):
                actions.reply(
                    row,
                    reply_class="B",
                    words="列入计划",
                    signed_by="局长",
                    promise="配齐",
                    promise_day=day,
                    by=s.actor("health"),
                )


def test_numbers_of_a_congress_run_without_a_gap():
    s = scene()
    numbers = [s.at(State.NUMBERED).number for _ in range(3)]
    assert numbers == [1, 2, 3]
