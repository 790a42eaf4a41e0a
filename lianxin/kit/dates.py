"""Dates of rest and the reckoning of deadlines (Civil Code of the PRC, Articles 201–203). Pure: no clock, no database.

A `DayTable` holds what the State Council's yearly notices say. Nothing is ever guessed for a year without a notice:
a date falling there is provisional (暂定) and is reckoned again when the notice has come, moving only later.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from lianxin.kit.wording import EN, weekday

Mark = Literal["rest", "work"]
Unit = Literal["months", "days", "working_days"]
Value = str | int

MONTHS_BASIS = "《中华人民共和国民法典》第二百零一条至第二百零三条"
WORKING_DAYS_BASIS = "工作日按国务院办公厅当年节假日安排计算，起算日不计入"
LONGEST = 2000
"""No limit of the product is longer, in whatever unit; more is a mistake of the caller."""


@dataclass(frozen=True)
class DayTable:
    """Year → the days of its notice that differ from the plain week: "rest" (放假) or "work" (调休上班).

    A year's notice may also name the last days of the December before it (元旦连休).
    """

    years: Mapping[int, Mapping[date, Mark]] = field(default_factory=dict)

    def published(self, year: int) -> bool:
        """Whether the notice of that year is in the table."""
        return year in self.years

    def mark(self, day: date) -> Mark | None:
        """What a notice says of a day, the later notice first; None: the plain week holds."""
        if day.month == 12:
            eve = self.years.get(day.year + 1, {}).get(day)
            if eve:
                return eve
        return self.years.get(day.year, {}).get(day)


NO_TABLE = DayTable()


@dataclass(frozen=True)
class Line:
    """One step of a reckoning: a code and its parameters (numbers, or dates as ISO text), so that it can be stored."""

    code: str
    params: tuple[Value, ...] = ()

    def to_json(self) -> list[Value]:
        """A plain value; `lines_of` reads many back."""
        return [self.code, *self.params]


def lines_of(value: object) -> tuple[Line, ...]:
    """The lines that `Line.to_json` wrote, each a list; TypeError when it is something else."""
    if not isinstance(value, list):
        raise TypeError("not the lines of a reckoning")
    return tuple(Line(line[0], tuple(line[1:])) for line in value)


@dataclass(frozen=True)
class Reckoning:
    """How a date was reckoned: `amount` `unit`s from `start` (not counted) make `due`, the last day, inclusive."""

    start: date
    due: date
    provisional: bool
    lines: tuple[Line, ...]
    basis: str
    amount: int
    unit: Unit

    def words(self, language: str = "zh-hans") -> tuple[tuple[str, str], ...]:
        """The steps as (label, value) in Chinese, or in English for a language that begins with "en"."""
        return tuple(_worded(line, english=language.startswith("en")) for line in self.lines)

    def to_json(self) -> dict[str, object]:
        """A plain value for a JSON column; `from_json` reads it back."""
        return {
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            "provisional": self.provisional,
            "lines": [line.to_json() for line in self.lines],
            "basis": self.basis,
            "amount": self.amount,
            "unit": self.unit,
        }

    @staticmethod
    def from_json(value: Mapping[str, object]) -> "Reckoning":
        """The reckoning `to_json` wrote; ValueError, KeyError or TypeError when it is something else."""
        unit, amount = value["unit"], value["amount"]
        if not isinstance(amount, int):
            raise TypeError("not a reckoning")
        if unit not in ("months", "days", "working_days"):
            raise ValueError(f"unknown unit {unit!r}")
        return Reckoning(
            start=date.fromisoformat(str(value["start"])),
            due=date.fromisoformat(str(value["due"])),
            provisional=bool(value["provisional"]),
            lines=lines_of(value["lines"]),
            basis=str(value["basis"]),
            amount=amount,
            unit=unit,
        )


def is_rest(day: date, table: DayTable) -> bool:
    """Whether a day is one of rest: by its notice, else Saturday and Sunday."""
    mark = table.mark(day)
    return mark == "rest" if mark else day.weekday() >= 5


def corresponding_day(start: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day when it has none."""
    whole = start.year * 12 + start.month - 1 + months
    year, month = divmod(whole, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def reckon(start: date, amount: int, unit: Unit, table: DayTable, basis: str = "") -> Reckoning:
    """The last day of a limit that begins on `start`; ValueError unless 1 <= amount <= LONGEST."""
    if not 1 <= amount <= LONGEST:
        raise ValueError(f"a limit is 1 to {LONGEST} {unit}, not {amount}")
    if unit == "working_days":
        return _working_days(start, amount, table, basis or WORKING_DAYS_BASIS)
    if unit == "months":
        plain = corresponding_day(start, amount)
        lines = [Line("start", (start.isoformat(),)), Line("months", (amount, plain.isoformat()))]
        if plain.day != start.day:
            lines.append(Line("month_end", (plain.month, start.day, plain.isoformat())))
    else:
        plain = start + timedelta(days=amount)
        lines = [Line("start", (start.isoformat(),)), Line("days", (amount, plain.isoformat()))]
    due, more, provisional = _past_rest(plain, table)
    return Reckoning(start, due, provisional, (*lines, *more), basis or MONTHS_BASIS, amount, unit)


def months_later(start: date, months: int, table: DayTable, basis: str = "") -> Reckoning:
    """`months` calendar months from the day `start`: corresponding day, else month's end, then past days of rest."""
    return reckon(start, months, "months", table, basis)


def days_later(start: date, days: int, table: DayTable, basis: str = "") -> Reckoning:
    """`days` calendar days after `start`, then past days of rest."""
    return reckon(start, days, "days", table, basis)


def add_working_days(start: date, days: int, table: DayTable, basis: str = "") -> Reckoning:
    """The `days`-th working day after `start`; provisional when the count enters a year without a table."""
    return reckon(start, days, "working_days", table, basis)


def rereckon(old: Reckoning, table: DayTable) -> Reckoning:
    """The same limit by a newer table. It moves only later; an earlier result keeps the date already given."""
    new = reckon(old.start, old.amount, old.unit, table, old.basis)
    if new.due > old.due:
        return replace(new, lines=(*new.lines, Line("moved", (old.due.isoformat(), new.due.isoformat()))))
    if new.due < old.due:
        kept = Line("kept", (new.due.isoformat(), old.due.isoformat()))
        return replace(new, due=old.due, lines=(*new.lines, kept))
    return new


def _past_rest(plain: date, table: DayTable) -> tuple[date, list[Line], bool]:
    """The first day from `plain` on that is not one of rest; unshifted and provisional where no table reaches."""
    day = plain
    lines: list[Line] = []
    while table.published(day.year):
        if not is_rest(day, table):
            return day, [*lines, Line("due", (day.isoformat(),))], False
        lines.append(Line("rest" if table.mark(day) else "weekend", (day.isoformat(),)))
        day += timedelta(days=1)
    return plain, [Line("provisional", (day.year, plain.isoformat()))], True


def _working_days(start: date, amount: int, table: DayTable, basis: str) -> Reckoning:
    day, left = start, amount
    rest: list[date] = []
    swapped: list[date] = []
    missing = 0
    while left:
        day += timedelta(days=1)
        if is_rest(day, table):
            if table.mark(day):
                rest.append(day)
            continue
        if day.weekday() >= 5:
            swapped.append(day)
        missing = missing or (0 if table.published(day.year) else day.year)
        left -= 1
    lines = [Line("start", (start.isoformat(),)), Line("working_days", (amount,))]
    lines += [Line("skipped", (rest[0].isoformat(), rest[-1].isoformat(), len(rest)))] if rest else []
    lines += [Line("swapped", (*(d.isoformat() for d in swapped),))] if swapped else []
    lines.append(Line("provisional", (missing, day.isoformat())) if missing else Line("due", (day.isoformat(),)))
    return Reckoning(start, day, bool(missing), tuple(lines), basis, amount, "working_days")


# code → ((label, value) in Chinese, (label, value) in English); {0} {1} {2} are the line's parameters.
_WORDS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "start": (("起算日", "{0}（当日不计入）"), ("Counted from", "{0} (the day itself is not counted)")),
    "months": (("加{0}个月", "{1}"), ("Plus {0} months", "{1}")),
    "days": (("加{0}日", "{1}"), ("Plus {0} days", "{1}")),
    "working_days": (("期限", "{0}个工作日"), ("Limit", "{0} working days")),
    "month_end": (("{0}月没有{1}日", "取月末 {2}"), ("That month has no day {1}", "its last day, {2}")),
    "weekend": (("{0}是休息日", "顺延一日"), ("{0} is a weekend", "one day on")),
    "rest": (("{0}是放假日", "顺延一日"), ("{0} is a holiday", "one day on")),
    "skipped": (("其间放假", "{0}至{1}，共{2}日不计入"), ("Holidays between", "{0} to {1}: {2} days not counted")),
    "swapped": (("调休上班计入", "{all}"), ("Weekend days worked, counted", "{all}")),
    "due": (("到期日", "{0}"), ("Due", "{0}")),
    "provisional": (
        ("暂定到期日", "{1}（{0}年放假安排尚未公布，公布后复算，只会延后）"),
        ("Provisional", "{1} (the holidays of {0} are not published yet; it will be reckoned again, only ever later)"),
    ),
    "moved": (("按新公布的放假安排复算", "{0}延至{1}"), ("Reckoned again by the new table", "{0} moves to {1}")),
    "kept": (
        ("按新公布的放假安排复算", "得{0}，早于已告知的日期，仍为{1}"),
        ("Reckoned again by the new table", "{0}, earlier than the date already given: {1} stays"),
    ),
}


def day_words(day: date, *, english: bool = False) -> str:
    """A date with its weekday: 2026年11月30日（周一） or Mon 30 Nov 2026."""
    if english:
        return f"{weekday(day, EN)} {day.day} {calendar.month_abbr[day.month]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日（{weekday(day)}）"


def _worded(line: Line, *, english: bool) -> tuple[str, str]:
    shown = [day_words(date.fromisoformat(p), english=english) if isinstance(p, str) else p for p in line.params]
    every = (", " if english else "、").join(str(p) for p in shown)
    label, value = _WORDS[line.code][1 if english else 0]
    return label.format(*shown, all=every), value.format(*shown, all=every)


_DAY = re.compile(r"(\d+)年(\d+)月(\d+)日（周.）")
_GIVEN = r"(?:\d+年\d+月\d+日（周.）、?)+|\d+"


def in_english(label: str, value: str) -> tuple[str, str]:
    """A step that `Reckoning.words` once gave in Chinese, in English; what is no such step comes back as it is."""
    for (zh_label, zh_value), (en_label, en_value) in _WORDS.values():
        found = re.fullmatch(_groups(f"{zh_label}\n{zh_value}"), f"{label}\n{value}")
        if found:
            named = {name: days_in_english(part).replace("、", ", ") for name, part in found.groupdict().items()}
            placed, every = [named.get(f"p{n}", "") for n in range(3)], named.get("all", "")
            return en_label.format(*placed, all=every), en_value.format(*placed, all=every)
    return label, value


def days_in_english(words: str) -> str:
    """The days that `day_words` once gave in Chinese, wherever they stand in a text, in English."""
    return _DAY.sub(_english_day, words)


def _groups(said: str) -> str:
    return re.sub(r"\\\{(\w+)\\\}", lambda m: f"(?P<{'p' * m[1].isdigit()}{m[1]}>{_GIVEN})", re.escape(said))


def _english_day(found: "re.Match[str]") -> str:
    return day_words(date(*map(int, found.groups())), english=True)
