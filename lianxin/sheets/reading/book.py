"""One shape for whatever was handed in: sheets with rows, one row at a time."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from lianxin.sheets.reading import gate, plain
from lianxin.sheets.reading.cells import Cell
from lianxin.sheets.reading.faults import BadFile
from lianxin.sheets.reading.gate import Kind, Look
from lianxin.sheets.reading.heads import LOOKED_AT

MOST_ROWS = 300_000


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows()` gives its rows from the first on, blank ones included, each time anew."""

    name: str
    rows: Callable[[], Iterator[list[Cell]]]
    hidden: bool = False
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """(row 1-based, column 0-based) → the error value that Excel shows there."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def first_rows(self) -> list[list[Cell]]:
        """As many as a head is looked for in."""
        return list(islice(self.rows(), LOOKED_AT + 1))


@dataclass(frozen=True)
class Book:
    """What a file holds."""

    name: str
    kind: Kind
    sheets: tuple[Sheet, ...]


def open_book(octets: bytes, name: str) -> Book:
    """A workbook or CSV file out of its octets; BadFile, with what to do, when it cannot be read.

    `name` is only for what is said: the content decides what it is. Formulas give their last values.
    """
    kind = gate.kind_of(octets, name)
    if kind is Kind.TEXT:
        rows = list(_counted(iter(plain.rows_of(octets, name)), name))
        return Book(name, kind, (Sheet(_("表"), lambda: iter(rows)),))
    looks = gate.checked(octets, name) if kind is Kind.XLSX else {}
    for sheet, look in looks.items():
        gate.fits(look, sheet)
    return Book(name, kind, tuple(_sheets(_parsed(octets, name), looks, name)))


def _parsed(octets: bytes, name: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(octets))
    except PasswordError as error:
        raise gate.locked(name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise gate.broken(name) from error
    except BaseException as error:
        raise _panicked(error, name) from error


def _panicked(error: BaseException, name: str) -> BaseException:
    """The parser's own panics are no exceptions of Python's: what they are is told by their name."""
    return gate.broken(name) if type(error).__name__ == "PanicException" else error


def _sheets(book: CalamineWorkbook, looks: Mapping[str, Look], name: str) -> Iterator[Sheet]:
    for place, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        look = looks.get(about.name, Look())
        yield Sheet(
            about.name,
            _rows(book, place, name),
            about.visible is not SheetVisibleEnum.Visible,
            look.errors,
            frozenset(look.hidden_rows),
            frozenset(look.hidden_columns),
        )


def _rows(book: CalamineWorkbook, place: int, name: str) -> Callable[[], Iterator[list[Cell]]]:
    kept: list[Any] = []

    def rows() -> Iterator[list[Cell]]:
        if not kept:
            try:
                kept.append(book.get_sheet_by_index(place))
            except (CalamineError, OSError, ValueError) as error:
                raise gate.broken(name) from error
            except BaseException as error:
                raise _panicked(error, name) from error
        yield from _counted(_lined_up(kept[0]), name)

    return rows


def _lined_up(sheet: Any) -> Iterator[list[Cell]]:
    """Rows with the columns as the person sees them: the parser leaves out empty ones before the first cell."""
    lead: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    return (lead + row for row in sheet.iter_rows()) if lead else sheet.iter_rows()


def _counted(rows: Iterator[Any], name: str) -> Iterator[list[Cell]]:
    filled = 0
    for row in rows:
        filled += any(cell not in ("", None) for cell in row)
        if filled > MOST_ROWS:
            raise BadFile(
                _("“%(file)s”超过%(most)d行。请按乡镇分成几个文件，一个一个导入。") % {"file": name, "most": MOST_ROWS}
            )
        yield row
