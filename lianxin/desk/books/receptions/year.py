"""A year as it is drawn: small months in which the receptions stand out, and their list month by month."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.base.context import tongue
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.wording import ZH, weekday_name
from lianxin.receptions import queries
from lianxin.receptions.queries import SeatState, State


@dataclass(frozen=True)
class Day:
    """One reception in the list."""

    row: Any
    href: str
    names: tuple[str, ...]
    chips: tuple[tuple[str, str], ...]
    """Words and kind of a chip."""
    lunar: str
    """农历三月初三, for a day named by the lunar calendar."""
    reckoned: tuple[tuple[str, str], ...]
    """How it came to stand here, where the day itself does not say it."""
    over: bool


@dataclass(frozen=True)
class Cell:
    """One day of a small month: its number ('' before the first), and how it is drawn."""

    number: str
    kind: str


@dataclass(frozen=True)
class Month:
    number: int
    days: tuple[Day, ...]
    cells: tuple[Cell, ...]
    told: tuple[str, ...]
    """What is special in this month, for whoever has not opened it."""
    is_open: bool


MANY = 60
"""With more receptions in a year only the months that matter now stand open."""


def months(actor: Actor, rows: Sequence[Any], year: int) -> list[Month]:
    """The months of a year that have receptions."""
    names = queries.named(actor, rows)
    found = [_day(row, names) for row in rows]
    kinds = {each.row.day: _kind(each.row) for each in found}
    whole = {n: [each for each in found if each.row.day.month == n] for n in range(1, 13)}
    shown = _opened(whole, len(rows))
    return [Month(n, tuple(days), _cells(year, n, kinds), _told(days), n in shown) for n, days in whole.items() if days]


def _told(days: Sequence[Day]) -> tuple[str, ...]:
    """Of a month's receptions: how many lack a deputy, whose days are provisional."""
    short, maybe = sum(_is_short(each.row) for each in days), any(each.row.provisional for each in days)
    found = [_("%(n)d次缺代表") % {"n": short}] if short else []
    return (*found, _("暂定")) if maybe else tuple(found)


def _opened(whole: Mapping[int, Sequence[Day]], many: int) -> set[int]:
    """Which months stand open: all of a few; else those of the next receptions."""
    if many <= MANY:
        return set(whole)
    coming = [n for n, days in whole.items() if any(not each.over for each in days)]
    return set(coming[:2])


def week() -> tuple[str, ...]:
    """The letters over a small month, from Monday on."""
    return tuple(weekday_name(n, tongue())[-1 if tongue() == ZH else 0] for n in range(7))


def names_of(row: Any, names: Mapping[int, str]) -> tuple[str, ...]:
    """Who receives, as far as it may be known; whoever stands in says for whom."""
    said = []
    for seat in queries.sitting(row):
        name = names.get(seat.person_id) or _("一位不公开姓名的代表")
        other = names.get(seat.stands_in_for.person_id) if seat.stands_in_for else ""
        said.append(_("%(name)s（代%(other)s）") % {"name": name, "other": other} if other else name)
    return tuple(said)


def chips_of(row: Any) -> tuple[tuple[str, str], ...]:
    """What is special about a reception, in a word each."""
    told = [
        (row.state == State.CANCELLED, _("已取消"), "plain"),
        (row.state == State.HELD, _("无人来访") if row.nobody_came else _("已接待"), "plain"),
        (row.state == State.OPEN, _("接待中"), "solid"),
        (row.provisional, _("暂定"), ""),
        (row.notice_late and row.state != State.CANCELLED, _("公告晚了"), "plain"),
        (_is_short(row), _("缺代表"), ""),
    ]
    return tuple((words, kind) for held, words, kind in told if held)


def _is_short(row: Any) -> bool:
    if row.state == State.PLANNED:
        return not queries.sitting(row)
    return queries.is_coming(row) and bool(queries.short(row))


def _day(row: Any, names: Mapping[int, str]) -> Day:
    leaving = any(seat.state == SeatState.ON_LEAVE for seat in queries.on_leave(row))
    names_ = names_of(row, names) or ((_("代表请假了，还没有人代替") if leaving else ""),)
    return Day(
        row,
        reverse("desk:receptions_one", args=[row.code]),
        tuple(filter(None, names_)),
        chips_of(row),
        _lunar(row),
        queries.reckoned(row) if row.lines and (row.provisional or row.day != row.plain_day) else (),
        row.day < moment.today(),
    )


def _lunar(row: Any) -> str:
    return queries.reckoned(row)[0][0] if row.lines and row.lines[0][0] == "lunar" else ""


def _kind(row: Any) -> str:
    if row.state == State.CANCELLED:
        return "off"
    return "short" if _is_short(row) else "maybe" if row.provisional else "on"


def _cells(year: int, month: int, kinds: Mapping[date, str]) -> tuple[Cell, ...]:
    first, length = calendar.monthrange(year, month)
    today = moment.today()
    cells = [Cell("", "")] * first
    for number in range(1, length + 1):
        day = date(year, month, number)
        kind = kinds.get(day, "")
        cells.append(Cell(str(number), f"{kind} now" if day == today else kind))
    return tuple(cells)
