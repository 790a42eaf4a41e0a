"""CSV as it comes: UTF-8 with or without a BOM, GB18030, UTF-16; commas, semicolons or tabs."""

import codecs
import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from lianxin.sheets.reading.faults import BadFile

SAMPLE = 65_536
SEPARATORS = ",;\t，；"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MOST_NULS = 0.2


def decoded(octets: bytes, name: str) -> str:
    """The text of a file; BadFile when it is none."""
    for mark, encoding in _BOMS:
        if octets.startswith(mark):
            return _strictly(octets[len(mark) :], encoding, name)
    sample = octets[:SAMPLE]
    if sample.count(0) > MOST_NULS * len(sample):
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        return _strictly(octets, "utf-16-be" if even > odd else "utf-16-le", name)
    try:
        words = octets.decode("utf-8")
    except UnicodeDecodeError:
        words = _strictly(octets, "gb18030", name)
    return _told(words, name)


def _strictly(octets: bytes, encoding: str, name: str) -> str:
    try:
        return _told(octets.decode(encoding), name)
    except UnicodeDecodeError as error:
        line = octets[: error.start].count(b"\n") + 1
        raise BadFile(
            _("“%(file)s”第%(line)d行起有读不出的字，不是UTF-8也不是GBK。请用WPS或者Excel另存为 .xlsx 再传。")
            % {"file": name, "line": line}
        ) from error


def _told(words: str, name: str) -> str:
    """Random octets decode as GB18030 or UTF-16 now and then: a text has few control characters."""
    sample = words[:SAMPLE].replace("\0", "")
    strange = sum(not c.isprintable() and c not in "\r\n\t\ufeff\u3000\xa0" for c in sample)
    if strange * 50 > len(sample):
        raise BadFile(_("“%(file)s”不是表格，读不出文字。请选 .xlsx、.xls 或者 .csv 表格。") % {"file": name})
    return words.replace("\0", "").removeprefix("\ufeff")


def separator(words: str) -> str:
    """What stands between cells: that which splits most lines of the beginning."""
    lines = words[:SAMPLE].splitlines()[:50]
    return max(SEPARATORS, key=lambda mark: (sum(line.count(mark) for line in lines), -SEPARATORS.index(mark)))


def rows_of(octets: bytes, name: str) -> Iterator[list[str]]:
    """Rows of a CSV file."""
    words = decoded(octets, name)
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=separator(words))
    try:
        yield from reader
    except csv.Error as error:
        raise BadFile(
            _("“%(file)s”第%(line)d行引号不成对或者太长，读不下去。请用WPS或者Excel另存为 .xlsx 再传。")
            % {"file": name, "line": reader.line_num}
        ) from error
