"""Which days of a year a rhythm names, and what becomes of those that are days of rest.

As in `kit.dates` nothing is guessed: in a year whose days of rest are not published a day stands where the rule puts
it, provisionally (暂定), and `again` reckons it anew when the notice has come. Days never leave the year of the plan.
"""

import calendar
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lianxin.guidance.rules import article
from lianxin.kit import lunar
from lianxin.kit.dates import DayTable, Line, is_rest, lines_of
from lianxin.receptions.rhythm.kinds import LAST, Every, Rhythm, Shift, check, months_of
from lianxin.receptions.rhythm.steps import worded

STEPS = {Shift.FORWARD: 1, Shift.BACK: -1, Shift.WEEK: 7}
"""Days from one try to the next."""


@dataclass(frozen=True)
class Occurrence:
    """A day of the plan: `plain` is what the rule says, `day` where it stands after days of rest were minded."""

    day: date
    plain: date
    provisional: bool
    lines: tuple[Line, ...]

    def words(self, language: str = "zh-hans") -> tuple[tuple[str, str], ...]:
        """The steps as (label, value) in Chinese, or in English for a language that begins with "en"."""
        return tuple(worded(line, english=language.startswith("en")) for line in self.lines)

    def to_json(self) -> dict[str, object]:
        """A plain value for a JSON column; `from_json` reads it back."""
        lines = [line.to_json() for line in self.lines]
        days = {"day": self.day.isoformat(), "plain": self.plain.isoformat()}
        return {**days, "provisional": self.provisional, "lines": lines}

    @staticmethod
    def from_json(value: Mapping[str, object]) -> "Occurrence":
        """The occurrence `to_json` wrote; ValueError, KeyError or TypeError when it is something else."""
        day, plain = (date.fromisoformat(str(value[name])) for name in ("day", "plain"))
        return Occurrence(day, plain, bool(value["provisional"]), lines_of(value["lines"]))


@dataclass(frozen=True)
class Skipped:
    """What the rule names and the plan leaves out: `plain` is the day, or the first day of the month it lacks."""

    plain: date
    line: Line

    def words(self, language: str = "zh-hans") -> tuple[str, str]:
        """The reason as (label, value), as `Occurrence.words`."""
        return worded(self.line, english=language.startswith("en"))


# ── the days of a year ─────────────────────────────────────────────────────
@article(6, "接待群众来访，应当定期进行")
def occurrences(rhythm: Rhythm, year: int, table: DayTable) -> tuple[tuple[Occurrence, ...], tuple[Skipped, ...]]:
    """The days of a year by a rule, in order and none twice, and what was left out with its reason; BadRhythm."""
    check(rhythm, year)
    found: dict[date, Occurrence] = {}
    skipped: list[Skipped] = []
    for plain in sorted(set(_NAMED[rhythm.every](rhythm, year)), key=_order):
        one = plain if isinstance(plain, Skipped) else _minded(plain, rhythm, table)
        if isinstance(one, Skipped):
            skipped.append(one)
        elif one.day in found:
            found[one.day] = _joined(found[one.day], one)
        else:
            found[one.day] = one
    return tuple(found[day] for day in sorted(found)), tuple(skipped)


def again(occurrence: Occurrence, rhythm: Rhythm, table: DayTable) -> Occurrence | Skipped:
    """The same day of the rule by a newer table; a day that moved says so. Two may now fall on one day."""
    new = _minded(occurrence.plain, rhythm, table)
    if isinstance(new, Skipped) or new.day == occurrence.day:
        return new
    moved = Line("moved", (occurrence.day.isoformat(), new.day.isoformat()))
    return replace(new, lines=(*new.lines, moved))


Named = Iterator[date | Skipped]


def _order(named: date | Skipped) -> tuple[date, bool, tuple[int | str, ...]]:
    return (named.plain, True, named.line.params) if isinstance(named, Skipped) else (named, False, ())


def _joined(one: Occurrence, other: Occurrence) -> Occurrence:
    """Two named days on one day; the one that the rule itself puts there keeps it."""
    kept, more = (other, one) if other.plain == other.day else (one, other)
    joined = Line("joined", (more.plain.isoformat(),))
    return replace(kept, lines=(*kept.lines, joined), provisional=one.provisional or other.provisional)


def _days_of(year: int, months: tuple[int, ...]) -> Iterator[date]:
    for month in months:
        for day in range(1, calendar.monthrange(year, month)[1] + 1):
            yield date(year, month, day)


def _weekly(rhythm: Rhythm, year: int) -> Named:
    yield from (day for day in _days_of(year, months_of(rhythm)) if day.weekday() in rhythm.weekdays)


def _monthly_weekday(rhythm: Rhythm, year: int) -> Named:
    for month in months_of(rhythm):
        for weekday in set(rhythm.weekdays):
            those = [day for day in _days_of(year, (month,)) if day.weekday() == weekday]
            for ordinal in set(rhythm.ordinals):
                if ordinal > len(those):
                    first = date(year, month, 1)
                    yield Skipped(first, Line("no_weekday", (first.isoformat(), ordinal, weekday)))
                else:
                    yield those[ordinal if ordinal == LAST else ordinal - 1]


def _monthly_day(rhythm: Rhythm, year: int) -> Named:
    for month in months_of(rhythm):
        first, length = date(year, month, 1), calendar.monthrange(year, month)[1]
        for day in set(rhythm.days):
            yield first.replace(day=day) if day <= length else Skipped(first, Line("no_day", (first.isoformat(), day)))


def _lunar(rhythm: Rhythm, year: int) -> Named:
    for day in _days_of(year, months_of(rhythm)):
        found = lunar.lunar(day)
        if found.leap and not rhythm.leap_months:
            if found.day == min(rhythm.days):
                yield Skipped(day, Line("leap_month", (day.isoformat(),)))
            continue
        if found.day in rhythm.days:
            yield day
        if found.day == 29 and 30 in rhythm.days and lunar.month_length(day) == 29:
            yield Skipped(day, Line("no_lunar_day", (day.isoformat(),)))


def _dates(rhythm: Rhythm, year: int) -> Named:
    yield from (day for day in rhythm.dates if day.year == year)


_NAMED: dict[Every, Callable[[Rhythm, int], Named]] = {
    Every.WEEKLY: _weekly,
    Every.MONTHLY_WEEKDAY: _monthly_weekday,
    Every.MONTHLY_DAY: _monthly_day,
    Every.LUNAR: _lunar,
    Every.DATES: _dates,
}


# ── days of rest ───────────────────────────────────────────────────────────
def _minded(plain: date, rhythm: Rhythm, table: DayTable) -> Occurrence | Skipped:
    """A named day after days of rest were minded. `KEEP` leans on no table and is never provisional."""
    code = "lunar" if rhythm.every == Every.LUNAR else "plain"
    lines: list[Line] = [Line(code, (plain.isoformat(),))]
    if rhythm.shift == Shift.KEEP:
        return Occurrence(plain, plain, False, tuple(lines))
    if not table.published(plain.year):
        return _provisional(plain, plain.year, lines)
    day = plain
    while is_rest(day, table):
        lines.append(Line("rest" if table.mark(day) else "weekend", (day.isoformat(),)))
        if rhythm.shift == Shift.SKIP:
            return Skipped(plain, lines[-1])
        day += timedelta(days=STEPS[rhythm.shift])
        if day.year > plain.year and not table.published(day.year):
            return _provisional(plain, day.year, lines[:1])
        if day.year != plain.year:
            return Skipped(plain, Line("leaves", (plain.isoformat(), plain.year)))
    shifted = [Line("shifted", (day.isoformat(),))] if day != plain else []
    return Occurrence(day, plain, False, (*lines, *shifted))


def _provisional(plain: date, year: int, lines: list[Line]) -> Occurrence:
    return Occurrence(plain, plain, True, (*lines, Line("provisional", (year, plain.isoformat()))))
