"""Which days a rhythm names: weekdays, days of the month, market days by the lunar calendar, days of rest."""

import json
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from lianxin.kit.dates import NO_TABLE, DayTable
from lianxin.kit.lunar import lunar_words
from lianxin.receptions.rhythm import (
    BadRhythm,
    Every,
    Occurrence,
    Rhythm,
    Shift,
    Skipped,
    again,
    check,
    from_json,
    market_days,
    occurrences,
    to_json,
    words,
)

pytestmark = pytest.mark.article(6)
MARKET = Rhythm(Every.LUNAR, days=market_days(3, 8), shift=Shift.KEEP)
MONDAYS = Rhythm(Every.WEEKLY, weekdays=(0,))


def span(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def table() -> DayTable:
    """What the notices of 2025 and 2026 say of spring and autumn, and an invented 2028; 2027 is not published."""
    rest = {
        2025: ["2025-01-01", *map(str, span("2025-01-28", "2025-02-04")), *map(str, span("2025-10-01", "2025-10-08"))],
        2026: [*map(str, span("2026-01-01", "2026-01-03")), *map(str, span("2026-02-15", "2026-02-23"))],
        2028: ["2028-01-01", "2027-12-31"],
    }
    rest[2026] += list(map(str, span("2026-10-01", "2026-10-07")))
    work = {2025: ["2025-01-26", "2025-02-08"], 2026: ["2026-02-14", "2026-02-28", "2026-10-10"], 2028: []}
    return DayTable(
        {
            year: {date.fromisoformat(d): "rest" for d in rest[year]}
            | {date.fromisoformat(d): "work" for d in work[year]}
            for year in rest
        }
    )


TABLE = table()


def days(rhythm: Rhythm, year: int, by: DayTable = TABLE) -> list[str]:
    return [one.day.isoformat()[5:] for one in occurrences(rhythm, year, by)[0]]


# ── which days ─────────────────────────────────────────────────────────────
def test_every_monday_moves_past_days_of_rest() -> None:
    found = days(MONDAYS, 2025)
    assert found[:6] == ["01-06", "01-13", "01-20", "01-27", "02-05", "02-10"]  # 3 February is a holiday
    assert "10-06" not in found and "10-09" in found
    assert len(found) == 52


def test_two_days_of_a_holiday_that_move_to_one_become_one_and_say_so() -> None:
    held, skipped = occurrences(Rhythm(Every.WEEKLY, weekdays=(0, 2)), 2026, TABLE)
    joined = [one for one in held if any(line.code == "joined" for line in one.lines)]
    assert [(str(one.plain), str(one.day)) for one in joined] == [
        ("2026-02-16", "2026-02-24"),
        ("2026-10-05", "2026-10-08"),
    ]
    assert len({one.day for one in held}) == len(held)
    assert not skipped


def test_the_day_that_the_rule_itself_names_keeps_its_place_when_another_moves_there() -> None:
    held, _ = occurrences(Rhythm(Every.MONTHLY_DAY, days=(7, 8), months=(10,)), 2026, TABLE)
    assert [(one.plain, one.day) for one in held] == [(date(2026, 10, 8), date(2026, 10, 8))]
    assert ("与另一次合并", "2026年10月7日（周三）的接待并到这一天") in held[0].words()


@pytest.mark.parametrize(
    ("shift", "found"),
    [
        (Shift.FORWARD, ["02-24", "03-06"]),
        (Shift.BACK, ["02-14", "03-06"]),
        (Shift.WEEK, ["02-27", "03-06"]),
        (Shift.SKIP, ["03-06"]),
        (Shift.KEEP, ["02-20", "03-06"]),
    ],
)
def test_each_way_to_mind_a_day_of_rest(shift: Shift, found: list[str]) -> None:
    rhythm = Rhythm(Every.DATES, dates=(date(2026, 2, 20), date(2026, 3, 6)), shift=shift)
    assert days(rhythm, 2026) == found


def test_what_is_skipped_is_told_with_its_reason() -> None:
    rhythm = Rhythm(Every.DATES, dates=(date(2026, 2, 20), date(2026, 3, 7)), shift=Shift.SKIP)
    held, skipped = occurrences(rhythm, 2026, TABLE)
    assert not held
    assert [s.words() for s in skipped] == [
        ("2026年2月20日（周五）是放假日", "不安排接待"),
        ("2026年3月7日（周六）是休息日", "不安排接待"),
    ]
    assert skipped[1].words("en") == ("Sat 7 Mar 2026 is a weekend", "no reception")


def test_a_weekend_worked_in_exchange_is_no_day_of_rest() -> None:
    assert days(Rhythm(Every.DATES, dates=(date(2026, 2, 28),)), 2026) == ["02-28"]


@pytest.mark.parametrize(
    ("rhythm", "found"),
    [
        (Rhythm(Every.MONTHLY_WEEKDAY, weekdays=(4,), ordinals=(1,), months=(1, 3, 5)), ["01-03", "03-07", "05-02"]),
        (Rhythm(Every.MONTHLY_WEEKDAY, weekdays=(4,), ordinals=(-1,), months=(5, 6)), ["05-30", "06-27"]),
        (Rhythm(Every.MONTHLY_WEEKDAY, weekdays=(4,), ordinals=(-1, 5), months=(5,)), ["05-30"]),
        (Rhythm(Every.MONTHLY_WEEKDAY, weekdays=(0, 3), ordinals=(1, 3), months=(9,)),
         ["09-01", "09-04", "09-15", "09-18"]),
        (Rhythm(Every.MONTHLY_DAY, days=(15,), months=(1, 3, 5, 7, 9, 11)),
         ["01-15", "03-17", "05-15", "07-15", "09-15", "11-17"]),
        (Rhythm(Every.MONTHLY_DAY, days=(31,), months=(2, 3), shift=Shift.KEEP), ["03-31"]),
    ],
)  # fmt: skip
def test_days_of_months_and_their_weekdays(rhythm: Rhythm, found: list[str]) -> None:
    assert days(rhythm, 2025) == found


def test_a_month_without_its_31st_or_fifth_friday_says_so() -> None:
    _, skipped = occurrences(Rhythm(Every.MONTHLY_DAY, days=(31,), months=(3, 4)), 2025, TABLE)
    assert [s.words() for s in skipped] == [("2025年4月", "没有31日，不安排")]
    assert skipped[0].words("en") == ("Apr 2025", "has no 31st: left out")
    _, skipped = occurrences(Rhythm(Every.MONTHLY_WEEKDAY, weekdays=(4,), ordinals=(5,), months=(4, 5)), 2025, TABLE)
    assert [s.words() for s in skipped] == [("2025年4月", "没有第五个周五，不安排")]
    assert skipped[0].words("en") == ("Apr 2025", "has no 5th Fri: left out")


# ── market days ────────────────────────────────────────────────────────────
def test_every_third_and_eighth_of_the_lunar_month_is_market_day() -> None:
    assert market_days(3, 8) == (3, 8, 13, 18, 23, 28)
    assert market_days(10) == market_days(0) == (10, 20, 30)
    assert market_days(8, 3, 3) == market_days(3, 8)


@pytest.mark.parametrize(
    ("year", "leap", "count"),
    [
        (2025, ["07-27", "08-01", "08-06", "08-11", "08-16", "08-21"], 74),
        (2028, ["06-25", "06-30", "07-05", "07-10", "07-15", "07-20"], 74),
        (2026, [], 74),
        (2027, [], 74),
    ],
)
def test_market_days_are_kept_in_leap_months_and_on_weekends(year: int, leap: list[str], count: int) -> None:
    held, skipped = occurrences(MARKET, year, TABLE)
    assert [str(o.day)[5:] for o in held if lunar_words(o.day).startswith("闰")] == leap
    assert all(lunar_words(o.day)[-1] in "三八" for o in held)
    assert any(o.day.weekday() == 6 for o in held)
    assert abs(len(held) - count) <= 2
    assert not skipped and not any(o.provisional for o in held)


@pytest.mark.parametrize(("year", "first"), [(2025, date(2025, 7, 27)), (2028, date(2028, 6, 25))])
def test_where_no_market_is_held_in_a_leap_month_it_is_left_out_and_told_once(year: int, first: date) -> None:
    rhythm = Rhythm(Every.LUNAR, days=market_days(3, 8), shift=Shift.KEEP, leap_months=False)
    held, skipped = occurrences(rhythm, year, TABLE)
    assert not any(lunar_words(o.day).startswith("闰") for o in held)
    assert [s.plain for s in skipped] == [first]
    assert skipped[0].words()[1] == "闰月不赶场，不安排"


def test_a_lunar_month_of_29_days_has_no_market_on_its_30th_and_says_so() -> None:
    held, skipped = occurrences(Rhythm(Every.LUNAR, days=(30,), shift=Shift.KEEP), 2025, TABLE)
    assert {lunar_words(o.day)[-2:] for o in held} == {"三十"}
    assert len(held) + len(skipped) == 12
    assert ("农历闰六月", "没有三十，不安排") in [s.words() for s in skipped]


def test_a_market_day_says_its_lunar_date() -> None:
    held, _ = occurrences(MARKET, 2025, TABLE)
    leap = next(o for o in held if o.day == date(2025, 7, 27))
    assert leap.words() == (("农历闰六月初三", "2025年7月27日（周日）"),)
    assert leap.words("en") == (("The 3rd of the leap 6th lunar month", "Sun 27 Jul 2025"),)


# ── years without a table ──────────────────────────────────────────────────
def test_in_a_year_without_its_table_days_are_provisional_and_stay_where_the_rule_puts_them() -> None:
    held, skipped = occurrences(Rhythm(Every.MONTHLY_DAY, days=(1,), shift=Shift.SKIP), 2027, TABLE)
    assert [o.day for o in held] == [date(2027, m, 1) for m in range(1, 13)]
    assert all(o.provisional for o in held) and not skipped
    assert held[0].words()[-1][1] == "2027年1月1日（周五）（2027年放假安排尚未公布，公布后再核）"


@pytest.mark.parametrize(
    ("year", "provisional", "told"),
    [(2026, True, None), (2028, True, None), (2023, False, "2023年12月31日（周日）遇休息日")],
)
def test_the_end_of_december_never_moves_out_of_the_year(year: int, provisional: bool, told: str | None) -> None:
    by = DayTable({**TABLE.years, 2023: {}, 2024: {date(2024, 1, 1): "rest"}})
    by = DayTable({**by.years, 2026: {**by.years[2026], date(2026, 12, 31): "rest"}})
    held, skipped = occurrences(Rhythm(Every.MONTHLY_DAY, days=(31,), months=(12,)), year, by)
    assert [o.day for o in held] == ([date(year, 12, 31)] if provisional else [])
    assert all(o.provisional for o in held)
    assert [s.words()[0] for s in skipped] == ([told] if told else [])


def test_the_first_of_january_does_not_move_back_into_the_old_year() -> None:
    held, skipped = occurrences(Rhythm(Every.MONTHLY_DAY, days=(1,), months=(1,), shift=Shift.BACK), 2026, TABLE)
    assert not held
    assert skipped[0].words() == ("2026年1月1日（周四）遇休息日", "改期会出2026年，不安排")


def test_when_the_table_arrives_the_day_is_reckoned_again() -> None:
    rhythm = Rhythm(Every.MONTHLY_DAY, days=(1,), months=(1, 3), shift=Shift.FORWARD)
    new_year, march = occurrences(rhythm, 2027, TABLE)[0]
    newer = DayTable({**TABLE.years, 2027: dict.fromkeys(span("2027-01-01", "2027-01-03"), "rest")})
    moved, stays = again(new_year, rhythm, newer), again(march, rhythm, newer)
    assert isinstance(moved, Occurrence) and isinstance(stays, Occurrence)
    assert (moved.day, moved.provisional) == (date(2027, 1, 4), False)
    assert moved.words()[-1] == ("按新公布的放假安排", "由2027年1月1日（周五）改为2027年1月4日（周一）")
    assert (stays.day, stays.provisional) == (march.day, False)
    skip = Rhythm(Every.MONTHLY_DAY, days=(1,), months=(1, 3), shift=Shift.SKIP)
    assert isinstance(again(new_year, skip, newer), Skipped)


def test_every_day_lies_in_the_year_in_order_and_none_twice_whatever_the_rhythm() -> None:
    kinds = [
        Rhythm(every, (0, 5, 6), (1, 5, -1), (1, 2, 30), (), (date(2025, 1, 1), date(2025, 12, 31)), shift)
        for every in Every
        for shift in Shift
    ]
    for rhythm in kinds:
        held, skipped = occurrences(rhythm, 2025, TABLE)
        found = [o.day for o in held]
        assert found == sorted(set(found)) and all(day.year == 2025 for day in found), rhythm
        assert all(label and value for o in held for label, value in (*o.words(), *o.words("en")))
        assert all(s.words() and s.words("en") for s in skipped)
        assert [Occurrence.from_json(json.loads(json.dumps(o.to_json()))) for o in held] == list(held)


# ── what is refused ────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("rhythm", "sentence"),
    [
        (Rhythm(Every.WEEKLY), "请至少选一个星期几"),
        (Rhythm(Every.WEEKLY, weekdays=(7,)), "星期只有"),
        (Rhythm(Every.MONTHLY_WEEKDAY, weekdays=(1,)), "第几个星期几"),
        (Rhythm(Every.MONTHLY_WEEKDAY, weekdays=(1,), ordinals=(6,)), "第几个只能是"),
        (Rhythm(Every.MONTHLY_WEEKDAY, weekdays=(1,), ordinals=(0,)), "第几个只能是"),
        (Rhythm(Every.MONTHLY_DAY), "例如15日"),
        (Rhythm(Every.MONTHLY_DAY, days=(32,)), "1日到31日"),
        (Rhythm(Every.MONTHLY_DAY, days=(1,), months=(13,)), "一月到十二月"),
        (Rhythm(Every.MONTHLY_DAY, days=(30, 31), months=(2,)), "都没有这一天"),
        (Rhythm(Every.LUNAR), "逢三、逢八"),
        (Rhythm(Every.LUNAR, days=(31,)), "初一到三十"),
        (Rhythm(Every.DATES), "至少填一个日期"),
        (Rhythm(Every.DATES, dates=(date(2025, 1, 1), date(2026, 1, 1))), "2026-01-01不在2025年内"),
    ],
)
def test_a_rhythm_that_names_no_day_or_an_impossible_one_is_refused_in_a_sentence(
    rhythm: Rhythm, sentence: str
) -> None:
    with pytest.raises(BadRhythm, match=sentence):
        check(rhythm, 2025)


@pytest.mark.parametrize("year", [1900, 2089, 2300])
def test_market_days_are_not_guessed_where_no_almanac_reaches(year: int) -> None:
    with pytest.raises(BadRhythm, match="1901年到2088年"):
        occurrences(MARKET, year, NO_TABLE)


@pytest.mark.parametrize("digits", [(), (11,), (-1,)])
def test_a_market_of_no_digit_is_refused(digits: tuple[int, ...]) -> None:
    with pytest.raises(BadRhythm):
        market_days(*digits)


# ── in words, as JSON ──────────────────────────────────────────────────────
WORDS = [
    (MONDAYS, "每周一；遇休息日顺延", "every Monday; moved to the next working day"),
    (Rhythm(Every.WEEKLY, weekdays=(0, 3), months=(1, 3, 5, 7, 9, 11), shift=Shift.SKIP),
     "单月的每周一、周四；遇休息日不办", "every Monday, Thursday in odd months; not held on days of rest"),
    (Rhythm(Every.MONTHLY_WEEKDAY, weekdays=(4,), ordinals=(1,), shift=Shift.WEEK),
     "每月第一个周五；遇休息日推后一周", "the first Friday of every month; a week later when it is a day of rest"),
    (Rhythm(Every.MONTHLY_WEEKDAY, weekdays=(4,), ordinals=(-1, 2), months=(1, 4)),
     "1月、4月第二个、最后一个周五；遇休息日顺延",
     "the second, last Friday of January, April; moved to the next working day"),
    (Rhythm(Every.MONTHLY_DAY, days=(15,), months=(1, 3, 5, 7, 9, 11), shift=Shift.BACK),
     "单月15日；遇休息日提前", "the 15th of odd months; moved to the working day before"),
    (Rhythm(Every.MONTHLY_DAY, days=(15,), months=(2, 4, 6, 8, 10, 12), shift=Shift.BACK),
     "双月15日；遇休息日提前", "the 15th of even months; moved to the working day before"),
    (MARKET, "农历逢三、逢八（赶场）；休息日照常", "lunar days ending in 3, 8 (market days); also on days of rest"),
    (Rhythm(Every.LUNAR, days=(1, 15), months=(3,), leap_months=False),
     "农历每月初一、十五，限公历3月，闰月不赶场；遇休息日顺延",
     "the 1st, 15th of every lunar month, only in March, not in leap months; moved to the next working day"),
    (Rhythm(Every.DATES, dates=(date(2026, 3, 2), date(2026, 1, 5)), shift=Shift.KEEP),
     "2026年1月5日、2026年3月2日；休息日照常", "5 Jan 2026, 2 Mar 2026; also on days of rest"),
]  # fmt: skip


@pytest.mark.parametrize(("rhythm", "chinese", "english"), WORDS)
def test_a_rhythm_is_said_in_plain_words(rhythm: Rhythm, chinese: str, english: str) -> None:
    with override("zh-hans"):
        assert words(rhythm) == chinese
    with override("en"):
        assert words(rhythm) == english


def test_of_many_single_dates_the_number_is_told() -> None:
    rhythm = Rhythm(Every.DATES, dates=tuple(date(2026, 3, n) for n in range(1, 10)))
    assert words(rhythm).endswith("2026年3月6日等9天；遇休息日顺延")


@pytest.mark.parametrize("rhythm", [rhythm for rhythm, *_ in WORDS])
def test_a_rhythm_comes_back_from_json_as_it_was(rhythm: Rhythm) -> None:
    assert from_json(json.loads(json.dumps(to_json(rhythm)))) == rhythm


BROKEN = [
    None, [], "", {}, {"every": "weekly"}, to_json(MONDAYS) | {"more": 1}, to_json(MONDAYS) | {"weekdays": [True]},
    to_json(MONDAYS) | {"weekdays": "0"}, to_json(MONDAYS) | {"weekdays": [1.0]}, to_json(MONDAYS) | {"weekdays": [9]},
    to_json(MONDAYS) | {"every": "daily"}, to_json(MONDAYS) | {"every": []}, to_json(MONDAYS) | {"shift": None},
    to_json(MONDAYS) | {"dates": ["soon"]}, to_json(MONDAYS) | {"dates": [3]}, to_json(MONDAYS) | {"dates": None},
    to_json(MONDAYS) | {"leap_months": 1},
]  # fmt: skip


@pytest.mark.parametrize("value", BROKEN)
def test_what_is_no_rhythm_is_refused(value: object) -> None:
    with pytest.raises(BadRhythm):
        from_json(value)
