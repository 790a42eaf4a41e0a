"""Tables out: XLSX and CSV in which no cell is ever a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Table:
    """One sheet: its name, the heads of its columns, its rows."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[object]]
    widths: Sequence[int] = field(default=())
    """Of columns, in half-width letters; by the head's length where it is shorter."""


def safe(value: object) -> str:
    """A cell as text that no spreadsheet takes for a formula (OWASP: CSV injection)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULA) or text.startswith(FORMULA) else text


def csv_octets(table: Table) -> bytes:
    """RFC 4180 with a BOM, so that Excel reads Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe(name) for name in table.head])
    writer.writerows([safe(cell) for cell in cells] for cells in table.rows)
    return (BOM + out.getvalue()).encode()


def xlsx_octets(tables: Sequence[Table]) -> bytes:
    """A workbook; text stays text, numbers stay numbers, days are days."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for table in tables:
            sheet = book.add_worksheet(_sheet_name(table.name))
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(table.head):
                sheet.write_string(0, column, safe(name), bold)
                given = table.widths[column] if column < len(table.widths) else 0
                sheet.set_column(column, column, given or max(10, 2 * len(str(name)) + 2))
            for number, cells in enumerate(table.rows, 1):
                for column, value in enumerate(cells):
                    if isinstance(value, bool) or value is None or isinstance(value, str):
                        sheet.write_string(number, column, safe(value))
                    elif isinstance(value, int | float):
                        sheet.write_number(number, column, value)
                    elif isinstance(value, date) and not isinstance(value, datetime):
                        sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                    else:
                        sheet.write_string(number, column, safe(value))
    return out.getvalue()


def _sheet_name(name: str) -> str:
    return "".join("_" if letter in "[]:*?/\\" else letter for letter in name)[:31] or "1"


def response(table: Table, name: str, form: str) -> HttpResponse:
    """A download: `form` is csv or xlsx, `name` without its ending."""
    octets, kind = (csv_octets(table), "text/csv; charset=utf-8") if form == "csv" else (xlsx_octets([table]), XLSX)
    answer = HttpResponse(octets, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.{form}"
    return answer
