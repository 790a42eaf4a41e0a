"""Reading a year's notice of holidays and swapped days from CSV. Pure text in, rows or a report out.

Columns date,mark,name: an ISO date, rest (放假) or work (调休上班), the holiday's name.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

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
        place = f"第{self.row}行" if self.row else "文件"
        return f"{place}{' ' + self.column if self.column else ''}：{self.words}"


class BadDays(ValueError):
    """Nothing was taken; `faults` names every row and column at fault."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def decoded(content: bytes) -> str:
    """Text of a CSV file saved by Excel or by others: UTF-8 with or without a mark, else GB18030."""
    if len(content) > MOST_BYTES:
        raise BadDays(Fault(0, "", f"一年的安排不会超过{MOST_ROWS}行，此文件过大"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise BadDays(Fault(0, "", "不是文本文件（应为UTF-8或GB18030编码的CSV）"))


def read(content: bytes, year: int) -> tuple[DayRow, ...]:
    """The days of one notice, in date order; BadDays names every fault.

    Besides days of `year` itself a notice may name 25–31 December before it (元旦连休).
    """
    try:
        lines = list(csv.reader(io.StringIO(decoded(content), newline=""), strict=True))
    except csv.Error as error:
        raise BadDays(Fault(0, "", f"不是完好的CSV（{error}）")) from error
    order = _heading(lines[0] if lines else [])
    body = [(number, cells) for number, cells in enumerate(lines[1:], start=2) if any(c.strip() for c in cells)]
    if not body:
        raise BadDays(Fault(0, "", "没有任何日期"))
    if len(body) > MOST_ROWS:
        raise BadDays(Fault(0, "", f"一年的安排不会超过{MOST_ROWS}行，此文件有{len(body)}行"))
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
        raise BadDays(Fault(0, "", "没有任何日期"))
    return max(years)


def canonical(rows: tuple[DayRow, ...]) -> str:
    """The one CSV text of a year's rows: what is stored and what its digest names."""
    lines = [",".join(COLUMNS), *(f"{row.day.isoformat()},{row.mark},{row.name}" for row in rows)]
    return "\n".join(lines) + "\n"


def _heading(cells: list[str]) -> dict[str, int]:
    names = [_HEADINGS.get(cell.strip().lower(), "") for cell in cells]
    missing = [column for column in COLUMNS if column not in names]
    if missing or len(names) != len(COLUMNS):
        raise BadDays(Fault(1, "", "列应为 date,mark,name（日期、类型、名称）"))
    return {column: names.index(column) for column in COLUMNS}


def _row(
    number: int, cells: list[str], order: dict[str, int], year: int, seen: dict[date, int], faults: list[Fault]
) -> DayRow | None:
    """One row, or None after its faults were noted."""
    if len(cells) != len(COLUMNS):
        faults.append(Fault(number, "", f"应有{len(COLUMNS)}列，实有{len(cells)}列"))
        return None
    values = {column: cells[place].strip() for column, place in order.items()}
    day, mark, name = _day(values["date"]), _MARKS.get(values["mark"].lower()), values["name"]
    wrong: list[tuple[Literal["date", "mark", "name"], str]] = []
    if day is None:
        wrong.append(("date", f"“{values['date'][:20]}”不是日期，应如 {year}-05-01"))
    elif not _belongs(day, year):
        wrong.append(("date", f"{day}不属于{year}年的安排"))
    elif day in seen:
        wrong.append(("date", f"{day}与第{seen[day]}行重复"))
    elif mark == "work" and day.weekday() < 5:
        wrong.append(("mark", f"{day}本是工作日，不能是调休上班"))
    if mark is None:
        wrong.append(("mark", f"“{values['mark'][:20]}”应为 rest（放假）或 work（上班）"))
    if not name or len(name) > NAME_LENGTH or not all(c.isalnum() or c in "、（）" for c in name):
        wrong.append(("name", f"应为1至{NAME_LENGTH}个字，只含文字、数字和顿号"))
    faults.extend(Fault(number, column, words) for column, words in wrong)
    if day is not None:
        seen.setdefault(day, number)
    return DayRow(day, mark, name) if day and mark and not wrong else None


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
