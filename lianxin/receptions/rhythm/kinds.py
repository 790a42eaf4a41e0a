"""A rule by which a plan names its days: values, what is refused, JSON."""

import calendar
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from lianxin.kit import lunar


class Every(StrEnum):
    """How the days are named."""

    WEEKLY = "weekly"
    MONTHLY_WEEKDAY = "monthly_weekday"
    MONTHLY_DAY = "monthly_day"
    LUNAR = "lunar"
    DATES = "dates"


class Shift(StrEnum):
    """What happens when a named day is one of rest."""

    FORWARD = "forward"
    BACK = "back"
    WEEK = "week"
    SKIP = "skip"
    KEEP = "keep"


LAST = -1
"""The ordinal of a month's last Monday, Tuesday, …"""


class BadRhythm(ValueError):
    """A rhythm that names no day, or an impossible one; its text tells the user."""


@dataclass(frozen=True)
class Rhythm:
    """A rule. Fields that `every` does not use are left alone.

    weekdays: 0 is Monday. ordinals: 1 to 5, -1 is the last. days: of the month, or of the lunar month (1 to 30).
    months: of the Gregorian year, () is all. leap_months: whether lunar days are also kept in a leap month.
    """

    every: Every
    weekdays: tuple[int, ...] = ()
    ordinals: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()
    shift: Shift = Shift.FORWARD
    leap_months: bool = True


def market_days(*digits: int) -> tuple[int, ...]:
    """The lunar days of a market "every 3rd and 8th": (3, 8) gives 3, 8, 13, 18, 23, 28; 10 (or 0) gives 10, 20, 30."""
    if not digits or any(not 0 <= digit <= 10 for digit in digits):
        raise BadRhythm(_("逢几赶场，请填一到十中的数。"))
    return tuple(sorted({day for digit in digits for day in range(digit or 10, 31, 10)}))


# ── which rhythms there are ────────────────────────────────────────────────
def check(rhythm: Rhythm, year: int | None = None) -> None:
    """BadRhythm when the rule names no day or an impossible one; single dates must lie in `year` when it is given."""
    wrong = {
        _("星期只有周一到周日。"): any(not 0 <= n <= 6 for n in rhythm.weekdays),
        _("第几个只能是第一到第五个，或者最后一个。"): any(n != LAST and not 1 <= n <= 5 for n in rhythm.ordinals),
        _("月份只有一月到十二月。"): any(not 1 <= n <= 12 for n in rhythm.months),
        _("农历每月只有初一到三十。"): rhythm.every == Every.LUNAR and any(not 1 <= n <= 30 for n in rhythm.days),
        _("每月只有1日到31日。"): rhythm.every != Every.LUNAR and any(not 1 <= n <= 31 for n in rhythm.days),
    }
    for sentence, is_wrong in wrong.items():
        if is_wrong:
            raise BadRhythm(sentence)
    _check_named(rhythm)
    if year is not None:
        _check_year(rhythm, year)


def _check_named(rhythm: Rhythm) -> None:
    lacking = {
        Every.WEEKLY: (not rhythm.weekdays, _("请至少选一个星期几。")),
        Every.MONTHLY_WEEKDAY: (
            not rhythm.weekdays or not rhythm.ordinals,
            _("请选每月的第几个星期几，例如第一个周五。"),
        ),
        Every.MONTHLY_DAY: (not rhythm.days, _("请至少填每月的一个日期，例如15日。")),
        Every.LUNAR: (not rhythm.days, _("请至少填一个农历日子，例如逢三、逢八。")),
        Every.DATES: (not rhythm.dates, _("请至少填一个日期。")),
    }
    is_lacking, sentence = lacking[rhythm.every]
    if is_lacking:
        raise BadRhythm(sentence)
    if rhythm.every == Every.MONTHLY_DAY and not any(_has(m, d) for m in months_of(rhythm) for d in rhythm.days):
        raise BadRhythm(_("所选的月份都没有这一天，请改日期或者月份。"))


def _check_year(rhythm: Rhythm, year: int) -> None:
    if not date.min.year < year < date.max.year:
        raise BadRhythm(_("年份不对，请重新填写。"))
    others = sorted(day for day in rhythm.dates if day.year != year) if rhythm.every == Every.DATES else []
    if others:
        raise BadRhythm(
            _("%(day)s不在%(year)d年内，请改日期，或者写进那一年的计划。")
            % {"day": others[0].isoformat(), "year": year}
        )
    if rhythm.every == Every.LUNAR and not (lunar.FIRST.year < year < lunar.LAST.year):
        years = {"first": lunar.FIRST.year + 1, "last": lunar.LAST.year - 1}
        raise BadRhythm(_("农历只能推算%(first)d年到%(last)d年。") % years)


def months_of(rhythm: Rhythm) -> tuple[int, ...]:
    return tuple(sorted(set(rhythm.months))) or tuple(range(1, 13))


def _has(month: int, day: int) -> bool:
    """Whether a month has such a day in some year."""
    return day <= calendar.monthrange(2000, month)[1]


# ── as JSON ────────────────────────────────────────────────────────────────
_NUMBERS = ("weekdays", "ordinals", "days", "months")


def to_json(rhythm: Rhythm) -> dict[str, object]:
    """A plain value for a JSON column; `from_json` reads it back."""
    told: dict[str, object] = {name: list(getattr(rhythm, name)) for name in _NUMBERS}
    days = [day.isoformat() for day in rhythm.dates]
    kinds = {"every": rhythm.every.value, "shift": rhythm.shift.value}
    return {**told, **kinds, "dates": days, "leap_months": rhythm.leap_months}


def from_json(value: object) -> Rhythm:
    """The rhythm `to_json` wrote; BadRhythm when it is something else."""
    broken = BadRhythm(_("接待日安排的记录不完整，请重新填写。"))
    if not isinstance(value, dict) or set(value) != {field.name for field in fields(Rhythm)}:
        raise broken
    if not all(isinstance(value[n], list) and all(type(x) is int for x in value[n]) for n in _NUMBERS):
        raise broken
    if not isinstance(value["dates"], list) or not isinstance(value["leap_months"], bool):
        raise broken
    try:
        numbers = {name: tuple(value[name]) for name in _NUMBERS}
        days = tuple(date.fromisoformat(day) for day in value["dates"])
        kinds = Every(value["every"]), Shift(value["shift"])
    except (ValueError, TypeError):
        raise broken from None
    rhythm = Rhythm(kinds[0], dates=days, shift=kinds[1], leap_months=value["leap_months"], **numbers)
    check(rhythm)
    return rhythm
