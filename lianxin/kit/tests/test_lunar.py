"""Lunar dates, held to the Hong Kong Observatory's almanac."""

from datetime import date, timedelta

import pytest

from lianxin.kit.lunar import FIRST, LAST, Lunar, digit_words, lunar, lunar_words, month_length, ordinal


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-01-29", "正月初一"),
        ("2026-02-17", "正月初一"),
        ("2027-02-06", "正月初一"),
        ("2028-01-26", "正月初一"),
        ("2025-06-25", "六月初一"),
        ("2025-07-24", "六月三十"),
        ("2025-07-25", "闰六月初一"),
        ("2025-07-27", "闰六月初三"),
        ("2025-08-22", "闰六月廿九"),
        ("2025-08-23", "七月初一"),
        ("2028-05-24", "五月初一"),
        ("2028-06-23", "闰五月初一"),
        ("2028-07-22", "六月初一"),
        ("2025-10-06", "八月十五"),
        ("2026-02-16", "十二月廿九"),
        ("2026-01-27", "十二月初九"),
        ("2025-02-17", "正月二十"),
        ("2025-02-07", "正月初十"),
        ("2033-12-22", "闰十一月初一"),  # the year in which careless reckonings put the leap month elsewhere
    ],
)
def test_days_are_called_as_the_almanac_calls_them(day: str, words: str) -> None:
    assert lunar_words(date.fromisoformat(day)) == words


def test_a_day_of_january_belongs_to_the_lunar_year_before() -> None:
    assert lunar(date(2026, 1, 20)) == Lunar(2025, 12, False, 2)


def test_english_says_the_leap_month() -> None:
    assert lunar_words(date(2025, 7, 27), english=True) == "3rd of the leap 6th lunar month"
    assert lunar_words(date(2025, 2, 18), english=True) == "21st of the 1st lunar month"
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 22, 30)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "22nd", "30th",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "length"),
    [("2025-06-25", 30), ("2025-07-25", 29), ("2028-05-24", 30), ("2028-06-23", 29), ("2025-01-31", 30)],
)
def test_months_have_29_or_30_days(day: str, length: int) -> None:
    assert month_length(date.fromisoformat(day)) == length


def test_the_days_of_a_month_follow_each_other_from_the_first_to_the_29th_or_30th() -> None:
    day = date(2024, 1, 1)
    before = lunar(day)
    while day < date(2034, 12, 31):
        day += timedelta(days=1)
        now = lunar(day)
        assert now.day == before.day + 1 or (now.day == 1 and before.day in (29, 30)), day
        before = now


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1), date(1, 1, 1), date.max])
def test_what_no_almanac_knows_is_not_guessed(day: date) -> None:
    with pytest.raises(ValueError, match="known from 1900-01-31"):
        lunar(day)


def test_the_first_and_the_last_known_day_are_known() -> None:
    assert lunar(FIRST) == Lunar(1900, 1, False, 1)
    assert lunar(LAST) == Lunar(2089, 7, False, 29)


def test_market_days_are_called_by_their_digit() -> None:
    assert [digit_words(n) for n in (1, 3, 8, 0, 10)] == ["一", "三", "八", "十", "十"]
