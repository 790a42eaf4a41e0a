"""Tables in: workbooks and CSV as counties really keep them, with every fault named by sheet, row and column."""

from lianxin.sheets.reading.book import Book, Sheet, open_book
from lianxin.sheets.reading.cells import (
    Unreadable,
    day,
    digits,
    letter_of,
    month_end,
    name,
    numeral,
    phone,
    plain,
    text,
    yes,
)
from lianxin.sheets.reading.faults import BadFile, Fault
from lianxin.sheets.reading.gate import MOST_BYTES
from lianxin.sheets.reading.heads import Column, Head, find_head

__all__ = [
    "MOST_BYTES",
    "BadFile",
    "Book",
    "Column",
    "Fault",
    "Head",
    "Sheet",
    "Unreadable",
    "day",
    "digits",
    "find_head",
    "letter_of",
    "month_end",
    "name",
    "numeral",
    "open_book",
    "phone",
    "plain",
    "text",
    "yes",
]
