"""Deadlines: corresponding days, days of rest, swapped days, years without a table."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.kit.dates import (
    NO_TABLE,
    DayTable,
    Reckoning,
    add_working_days,
    corresponding_day,
    days_later,
    in_english,
    is_rest,
    months_later,
    reckon,
    rereckon,
)


def span(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def table(*years: int) -> DayTable:
    """What the notices of 2025 and 2026 say, and an invented 2027 and 2028."""
    rest = {
        2025: [*span("2025-01-01", "2025-01-01"), *span("2025-01-28", "2025-02-04"), *span("2025-10-01", "2025-10-08")],
        2026: [*span("2026-01-01", "2026-01-03"), *span("2026-02-15", "2026-02-23"), *span("2026-10-01", "2026-10-07")],
        2027: [*span("2027-01-01", "2027-01-03"), *span("2027-02-05", "2027-02-11"), *span("2027-10-01", "2027-10-07")],
        2028: [],
    }
    work = {
        2025: ["2025-01-26", "2025-02-08", "2025-09-28", "2025-10-11"],
        2026: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10"],
        2027: ["2027-02-28", "2027-10-09"],
        2028: [],
    }
    return DayTable(
        {
            y: {**dict.fromkeys(rest[y], "rest"), **{date.fromisoformat(d): "work" for d in work[y]}}
            for y in (years or (2025, 2026, 2027, 2028))
        }
    )


TABLE = table()


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2025-11-30", 3, "2026-02-28"),  # no 30 February; the 28th is a Saturday worked in exchange
        ("2027-11-30", 3, "2028-02-29"),  # leap year: a Tuesday
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-05-31", 6, "2026-11-30"),
        ("2024-12-15", 3, "2025-03-17"),  # Saturday → Monday
        ("2025-11-16", 3, "2026-02-24"),  # Spring Festival, nine days
        ("2025-11-14", 3, "2026-02-14"),  # a Saturday swapped to work holds
        ("2026-04-02", 6, "2026-10-08"),  # Golden Week
        ("2025-07-01", 3, "2025-10-09"),  # Golden Week with Mid-Autumn, eight days
    ],
)
def test_months_run_to_the_corresponding_day_and_past_days_of_rest(start, months, due):
    reckoning = months_later(date.fromisoformat(start), months, TABLE)
    assert reckoning.due == date.fromisoformat(due)
    assert not reckoning.provisional


def test_thirty_november_2026_is_provisional_until_the_table_of_2027_comes():
    given_out = months_later(date(2026, 11, 30), 3, table(2025, 2026))
    assert (given_out.due, given_out.provisional) == (date(2027, 2, 28), True)  # a Sunday, unshifted
    assert [line.code for line in given_out.lines] == ["start", "months", "month_end", "provisional"]

    bare = DayTable({**table(2025, 2026).years, 2027: {}})
    moved = rereckon(given_out, bare)
    assert (moved.due, moved.provisional) == (date(2027, 3, 1), False)
    assert moved.lines[-1].code == "moved"

    swapped = rereckon(given_out, table(2025, 2026, 2027))
    assert (swapped.due, swapped.provisional) == (date(2027, 2, 28), False)
    assert swapped.lines[-1].code == "due"


def test_a_date_once_given_never_moves_earlier():
    later = DayTable({2026: {date(2026, 3, 2): "rest"}})
    old = months_later(date(2025, 12, 2), 3, later)
    assert old.due == date(2026, 3, 3)
    kept = rereckon(old, DayTable({2026: {}}))
    assert kept.due == date(2026, 3, 3)
    assert kept.lines[-1].code == "kept"
    assert rereckon(kept, later).due == date(2026, 3, 3)


def test_a_chain_of_rest_that_leaves_the_published_years_stays_unshifted_and_provisional():
    last = months_later(date(2022, 9, 30), 3, DayTable({2022: {date(2022, 12, 30): "rest"}}))
    assert (last.due, last.provisional) == (date(2022, 12, 30), True)
    assert last.lines[-1].params[0] == 2023


def test_the_notice_of_a_year_may_name_the_end_of_the_december_before():
    eve = date(2027, 12, 31)
    assert not is_rest(eve, TABLE)
    assert is_rest(eve, DayTable({**TABLE.years, 2028: {eve: "rest"}}))


def test_the_outer_bound_of_six_months_counts_from_the_same_day():
    assert months_later(date(2026, 3, 31), 6, TABLE).due == date(2026, 9, 30)
    assert months_later(date(2025, 8, 15), 6, TABLE).due == date(2026, 2, 24)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-02-13", 1, "2026-02-14"),  # Saturday worked
        ("2026-02-13", 2, "2026-02-24"),  # then nine days of Spring Festival
        ("2026-02-26", 2, "2026-02-28"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),  # swapped Saturday
        ("2026-11-20", 5, "2026-11-27"),
        ("2025-12-31", 1, "2026-01-04"),  # Sunday worked
    ],
)
def test_working_days_skip_holidays_and_count_swapped_weekends(start, days, due):
    reckoning = add_working_days(date.fromisoformat(start), days, TABLE)
    assert reckoning.due == date.fromisoformat(due)
    assert not reckoning.provisional


def test_working_days_that_enter_a_year_without_a_table_are_provisional():
    inside = add_working_days(date(2026, 12, 24), 5, table(2026))
    assert (inside.due, inside.provisional) == (date(2026, 12, 31), False)
    beyond = add_working_days(date(2026, 12, 24), 6, table(2026))
    assert (beyond.due, beyond.provisional) == (date(2027, 1, 1), True)
    assert rereckon(beyond, TABLE).due == date(2027, 1, 4)


def test_calendar_days_end_on_a_day_that_is_not_one_of_rest():
    assert days_later(date(2026, 9, 20), 15, TABLE).due == date(2026, 10, 8)


@pytest.mark.parametrize("amount", [0, -3, 2001])
@pytest.mark.parametrize("unit", ["months", "days", "working_days"])
def test_a_limit_out_of_bounds_is_refused(amount, unit):
    with pytest.raises(ValueError, match="a limit is 1 to 2000"):
        reckon(date(2026, 1, 1), amount, unit, TABLE)


def test_every_step_is_told_in_chinese_and_in_english():
    steps = months_later(date(2025, 11, 15), 3, TABLE).words()
    assert steps[0] == ("起算日", "2025年11月15日（周六）（当日不计入）")
    assert steps[1] == ("加3个月", "2026年2月15日（周日）")
    assert steps[2] == ("2026年2月15日（周日）是放假日", "顺延一日")
    assert steps[-1] == ("到期日", "2026年2月24日（周二）")
    english = months_later(date(2026, 11, 30), 3, table(2026)).words("en")
    assert english[-1][0] == "Provisional" and "Sun 28 Feb 2027" in english[-1][1]
    worked = add_working_days(date(2026, 2, 13), 6, TABLE).words()
    assert ("其间放假", "2026年2月15日（周日）至2026年2月23日（周一），共9日不计入") in worked
    assert ("调休上班计入", "2026年2月14日（周六）、2026年2月28日（周六）") in worked


@pytest.mark.parametrize(
    "value", [{}, {"unit": "weeks", "lines": [], "amount": 1}, {"lines": "x", "unit": 1, "amount": 1}]
)
def test_a_stored_value_that_is_no_reckoning_is_refused(value):
    with pytest.raises((KeyError, TypeError, ValueError)):
        Reckoning.from_json(value)


days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
units = st.sampled_from(["months", "days", "working_days"])
tables = st.sampled_from([NO_TABLE, table(2025), table(2025, 2026), table(2026), TABLE])


@settings(deadline=None)
@given(days, st.integers(1, 24), units, tables)
def test_what_holds_of_every_reckoning(start, amount, unit, known):
    found = reckon(start, amount, unit, known)
    assert found == reckon(start, amount, unit, known) == Reckoning.from_json(found.to_json())
    assert found.due > start
    assert found.lines[0].code == "start"
    assert found.lines[-1].code == ("provisional" if found.provisional else "due")
    assert len(found.words()) == len(found.words("en")) == len(found.lines)
    assert tuple(in_english(*line) for line in found.words()) == found.words("en")
    if unit == "months":
        assert found.due >= corresponding_day(start, amount)
        assert not found.provisional or found.due == corresponding_day(start, amount)
    if not found.provisional:
        assert not is_rest(found.due, known)
        assert known.published(found.due.year)
    assert rereckon(found, known).due == found.due


@settings(deadline=None)
@given(days, st.integers(1, 24), units, tables, tables)
def test_reckoning_again_never_moves_earlier(start, amount, unit, first, second):
    old = reckon(start, amount, unit, first)
    new = rereckon(old, second)
    assert new.due >= old.due
    assert new.due >= reckon(start, amount, unit, second).due
    assert len(new.words()) == len(new.lines)
    assert tuple(in_english(*line) for line in new.words()) == new.words("en")


@settings(deadline=None)
@given(days, st.integers(1, 40))
def test_working_days_are_as_many_as_promised(start, amount):
    due = add_working_days(start, amount, TABLE).due
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert sum(not is_rest(day, TABLE) for day in between) == amount
    assert not is_rest(due, TABLE)
