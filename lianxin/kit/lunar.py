"""Dates of the Chinese lunar calendar (农历), which market days follow. Pure; the tables are those of borax.

Known from 31 January 1900 to 3 September 2089: the new moon of the next night falls so near to midnight that
libraries disagree from there on.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from borax.calendars.lunardate import LunarDate

FIRST, LAST = date(1900, 1, 31), date(2089, 9, 3)
_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_DIGITS = ("十", "一", "二", "三", "四", "五", "六", "七", "八", "九")


@dataclass(frozen=True)
class Lunar:
    """A lunar date: the lunar year is named by the Gregorian year it begins in; a leap month repeats its number."""

    year: int
    month: int
    leap: bool
    day: int


def lunar(day: date) -> Lunar:
    """The lunar date of a day; ValueError outside `FIRST` to `LAST`."""
    if not FIRST <= day <= LAST:
        raise ValueError(f"the lunar calendar is known from {FIRST} to {LAST}, not on {day}")
    found = LunarDate.from_solar(day)
    return Lunar(found.year, found.month, bool(found.leap), found.day)


def month_length(day: date) -> int:
    """How many days, 29 or 30, the lunar month has that holds `day`; ValueError as `lunar`, also for its last days."""
    first = day - timedelta(days=lunar(day).day - 1)
    return 30 if lunar(first + timedelta(days=29)).day == 30 else 29


def digit_words(digit: int) -> str:
    """一 to 九, and 十 for 0 or 10: how the days of a market are called (逢三)."""
    return _DIGITS[digit % 10]


def lunar_words(day: date, *, english: bool = False) -> str:
    """闰六月初三, or "3rd of the leap 6th lunar month"; ValueError as `lunar`."""
    found = lunar(day)
    if english:
        leap = "leap " if found.leap else ""
        return f"{ordinal(found.day)} of the {leap}{ordinal(found.month)} lunar month"
    return f"{month_words(found)}{lunar_day_words(found.day)}"


def month_words(found: Lunar) -> str:
    """六月, 闰六月."""
    return f"{'闰' if found.leap else ''}{_MONTHS[found.month - 1]}月"


def lunar_day_words(day: int) -> str:
    """初一, 初十, 十一, 二十, 廿三, 三十."""
    tens, rest = divmod(day, 10)
    if rest:
        return ("初", "十", "廿")[tens] + _DIGITS[rest]
    return ("初十", "二十", "三十")[tens - 1]


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 23rd."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
