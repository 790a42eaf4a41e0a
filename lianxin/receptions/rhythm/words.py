"""A rhythm in a sentence, in the reader's language."""

import calendar
from collections.abc import Iterable

from django.utils.translation import gettext as _

from lianxin.base.context import tongue
from lianxin.kit import lunar
from lianxin.kit.wording import EN, bare_day, weekday_name
from lianxin.receptions.rhythm.kinds import LAST, Every, Rhythm, Shift, market_days, months_of

_ORDINALS = {
    False: {1: "第一个", 2: "第二个", 3: "第三个", 4: "第四个", 5: "第五个", LAST: "最后一个"},
    True: {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", LAST: "last"},
}
ODD, EVEN = tuple(range(1, 13, 2)), tuple(range(2, 13, 2))
MOST_DATES = 6
"""So many single dates are named; of more, their number is told."""


def words(rhythm: Rhythm) -> str:
    """The rule in a sentence of the reader's language: 每月第一个周五；遇休息日顺延."""
    says = {
        Every.WEEKLY: _weekly_words,
        Every.MONTHLY_WEEKDAY: _weekday_words,
        Every.MONTHLY_DAY: _day_words,
        Every.LUNAR: _lunar_words,
        Every.DATES: _date_words,
    }
    return _("%(rule)s；%(rest)s") % {"rule": says[rhythm.every](rhythm), "rest": shift_words(rhythm.shift)}


def shift_words(shift: Shift) -> str:
    """What happens on a day of rest: 遇休息日顺延."""
    return {
        Shift.FORWARD: _("遇休息日顺延"),
        Shift.BACK: _("遇休息日提前"),
        Shift.WEEK: _("遇休息日推后一周"),
        Shift.SKIP: _("遇休息日不办"),
        Shift.KEEP: _("休息日照常"),
    }[shift]


def _english() -> bool:
    return tongue() == EN


def _list(parts: Iterable[str]) -> str:
    return (", " if _english() else "、").join(parts)


def _weekday_list(rhythm: Rhythm) -> str:
    days = sorted(set(rhythm.weekdays))
    return _list(calendar.day_name[n] if _english() else weekday_name(n) for n in days)


def _month_list(rhythm: Rhythm) -> str:
    """每月, 单月, 双月, 1月、4月."""
    months = months_of(rhythm)
    if len(months) == 12:
        return _("每月")
    if months in (ODD, EVEN):
        return _("单月") if months == ODD else _("双月")
    return _list(calendar.month_name[n] if _english() else f"{n}月" for n in months)


def _weekly_words(rhythm: Rhythm) -> str:
    said = {"weekdays": _weekday_list(rhythm), "months": _month_list(rhythm)}
    return (_("%(months)s的每%(weekdays)s") if len(months_of(rhythm)) < 12 else _("每%(weekdays)s")) % said


def _weekday_words(rhythm: Rhythm) -> str:
    ordinals = _list(_ORDINALS[_english()][n] for n in sorted(set(rhythm.ordinals), key=lambda n: n % 10))
    said = {"months": _month_list(rhythm), "ordinals": ordinals, "weekdays": _weekday_list(rhythm)}
    return _("%(months)s%(ordinals)s%(weekdays)s") % said


def _day_words(rhythm: Rhythm) -> str:
    days = _list(lunar.ordinal(n) if _english() else f"{n}日" for n in sorted(set(rhythm.days)))
    return _("%(months)s%(days)s") % {"months": _month_list(rhythm), "days": days}


def _lunar_words(rhythm: Rhythm) -> str:
    days, english = tuple(sorted(set(rhythm.days))), _english()
    digits = [n for n in range(1, 11) if n in days]
    if digits and market_days(*digits) == days:
        told = _list(str(n) if english else f"逢{lunar.digit_words(n)}" for n in digits)
        said = _("农历%(digits)s（赶场）") % {"digits": told}
    else:
        told = _list(lunar.ordinal(n) if english else lunar.lunar_day_words(n) for n in days)
        said = _("农历每月%(days)s") % {"days": told}
    if len(months_of(rhythm)) < 12:
        said = _("%(rule)s，限公历%(months)s") % {"rule": said, "months": _month_list(rhythm)}
    return said if rhythm.leap_months else _("%(rule)s，闰月不赶场") % {"rule": said}


def _date_words(rhythm: Rhythm) -> str:
    days = sorted(set(rhythm.dates))
    told = _list(bare_day(day, tongue()) for day in days[:MOST_DATES])
    return told if len(days) <= MOST_DATES else _("%(days)s等%(count)d天") % {"days": told, "count": len(days)}
