"""Reading a year's notice of holidays and swapped days from CSV. Pure text in, rows or a report out.

Columns date,mark,name: an ISO date, rest (放假) or work (调休上班), the holiday's name.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lianxin.kit.dates import Mark

COLUMNS = ("date", "mark", "name")
MOST_ROWS = 120
MOST_BYTES = 64 * 1024
NAME_LENGTH = 20
_MARKS: dict[str, Mark] = {"rest": "rest", "work": "work", "放假": "rest", "上班": "work"}
_HEADINGS = {"date": "date", "mark": "mark", "name": "name", "日期": "date", "类型": "mark", "名称": "name"}


@dataclass(frozen=True)
class DayRow:
    """One day that differs from the plain week."""

    day: date
    mark: Mark
    name: str


@dataclass(frozen=True)
class Fault:
    """What is wrong, where: row 1 is the heading, row 0 the file; column '' is the whole row."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        place = _("第%(row)s行") % {"row": self.row} if self.row else _("文件")
        return f"{place} {self.column}".rstrip() + f"：{self.words}"


class BadDays(ValueError):
    """Nothing was taken; `faults` names every row and column at fault."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def decoded(content: bytes) -> str:
    """Text of a CSV file saved by Excel or by others: UTF-8 with or without a mark, else GB18030."""
    if len(content) > MOST_BYTES:
        raise BadDays(Fault(0, "", _("一年的安排不会超过%(most)s行，此文件过大") % {"most": MOST_ROWS}))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise BadDays(Fault(0, "", _("不是文本文件（应为UTF-8或GB18030编码的CSV）")))


def read(content: bytes, year: int) -> tuple[DayRow, ...]:
    """The days of one notice, in date order; BadDays names every fault.

    Besides days of `year` itself a notice may name 25–31 December before it (元旦连休).
    """
    try:
        lines = list(csv.reader(io.StringIO(decoded(content), newline=""), strict=True))
    except csv.Error as error:
        raise BadDays(Fault(0, "", _("不是完好的CSV（%(error)s）") % {"error": error})) from error
    order = _heading(lines[0] if lines else [])
    body = [(number, cells) for number, cells in enumerate(lines[1:], start=2) if any(c.strip() for c in cells)]
    if not body:
        raise BadDays(Fault(0, "", _("没有任何日期")))
    if len(body) > MOST_ROWS:
        raise BadDays(
            Fault(0, "", _("一年的安排不会超过%(most)s行，此文件有%(rows)s行") % {"most": MOST_ROWS, "rows": len(body)})
        )
    faults: list[Fault] = []
    seen: dict[date, int] = {}
    rows = [_row(number, cells, order, year, seen, faults) for number, cells in body]
    if faults:
        raise BadDays(*faults)
    return tuple(sorted((row for row in rows if row), key=lambda row: row.day))


def latest_year(content: bytes) -> int:
    """The latest year that a date column speaks of; BadDays when there is none."""
    years = [int(found) for found in re.findall(r"^\W*(\d{4})[-/]\d", decoded(content), re.MULTILINE)]
    if not years:
        raise BadDays(Fault(0, "", _("没有任何日期")))
    return max(years)


def canonical(rows: tuple[DayRow, ...]) -> str:
    """The one CSV text of a year's rows: what is stored and what its digest names."""
    lines = [",".join(COLUMNS), *(f"{row.day.isoformat()},{row.mark},{row.name}" for row in rows)]
    return "\n".join(lines) + "\n"


def _heading(cells: list[str]) -> dict[str, int]:
    names = [_HEADINGS.get(cell.strip().lower(), "") for cell in cells]
    missing = [column for column in COLUMNS if column not in names]
    if missing or len(names) != len(COLUMNS):
        raise BadDays(Fault(1, "", _("列应为 date,mark,name（日期、类型、名称）")))
    return {column: names.index(column) for column in COLUMNS}


def _row(
    number: int, cells: list[str], order: dict[str, int], year: int, seen: dict[date, int], faults: list[Fault]
) -> DayRow | None:
    """One row, or None after its faults were noted."""
    if len(cells) != len(COLUMNS):
        faults.append(
            Fault(number, "", _("应有%(wanted)s列，实有%(found)s列") % {"wanted": len(COLUMNS), "found": len(cells)})
        )
        return None
    values = {column: cells[place].strip() for column, place in order.items()}
    day, mark, name = _day(values["date"]), _MARKS.get(values["mark"].lower()), values["name"]
    wrong = _wrong(values, day, mark, year, seen)
    faults.extend(Fault(number, column, words) for column, words in wrong)
    if day is not None:
        seen.setdefault(day, number)
    return DayRow(day, mark, name) if day and mark and not wrong else None


def _wrong(
    values: dict[str, str], day: date | None, mark: Mark | None, year: int, seen: dict[date, int]
) -> list[tuple[str, str]]:
    """(column, words) of everything wrong with one row."""
    name = values["name"]
    wrong: list[tuple[str, str]] = []
    if day is None:
        wrong.append(
            ("date", _("“%(text)s”不是日期，应如 %(like)s") % {"text": values["date"][:20], "like": f"{year}-05-01"})
        )
    elif not _belongs(day, year):
        wrong.append(("date", _("%(day)s不属于%(year)s年的安排") % {"day": day, "year": year}))
    elif day in seen:
        wrong.append(("date", _("%(day)s与第%(row)s行重复") % {"day": day, "row": seen[day]}))
    elif mark == "work" and day.weekday() < 5:
        wrong.append(("mark", _("%(day)s本是工作日，不能是调休上班") % {"day": day}))
    if mark is None:
        wrong.append(("mark", _("“%(text)s”应为 rest（放假）或 work（上班）") % {"text": values["mark"][:20]}))
    if not name or len(name) > NAME_LENGTH or not all(c.isalnum() or c in "、（）" for c in name):
        wrong.append(("name", _("应为1至%(most)s个字，只含文字、数字和顿号") % {"most": NAME_LENGTH}))
    return wrong


def _day(text: str) -> date | None:
    parts = text.replace("/", "-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts) or len(parts[0]) != 4:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def _belongs(day: date, year: int) -> bool:
    return day.year == year or (day.year == year - 1 and day.month == 12 and day.day >= 25)
