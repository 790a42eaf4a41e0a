"""Before a parser sees a file: what it is by its octets, how large it is unpacked, whether it can be meant at all."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from posixpath import normpath
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from lianxin.sheets.reading.cells import letter_of
from lianxin.sheets.reading.faults import BadFile

MOST_BYTES = 40 * 2**20
MOST_UNPACKED = 512 * 2**20
MOST_MEMBERS = 2_000
MOST_CELLS = 6_000_000
"""Of one sheet, empty ones between others included: the parser keeps every cell of the rectangle."""
PIECE = 2**20
HIDDEN_NAMED = 5

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_CELL = re.compile(rb'<c (?:r|[^>]*? r)="([A-Z]{1,4})(\d{1,8})"[^/>]*>\s*<[vif]')
_CELL_OTHERWISE = re.compile(rb'<\w+:c (?:r|[^>]*? r)="([A-Z]{1,4})(\d{1,8})"[^/>]*>\s*<\w+:[vif]')
_BARE = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,8})"[^>]*>\s*<(?:\w+:)?c\b(?![^>]*\br=)')
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,4})(\d{1,8})"[^>]*>(.*?)</(?:\w+:)?c>', re.DOTALL
)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\bmin="(\d+)"')
_CUTS = (b"<row", b"<c ", b":row ", b":c ")


class Kind(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"


@dataclass
class Look:
    """What one sheet's XML says of itself: its extent, cells with an error value, hidden rows and columns."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """(row, column), 1-based and 0-based → #REF! and its like."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def at(self, work: bytes) -> None:
        """Look at a piece that holds whole cells."""
        found = (_CELL_OTHERWISE if b":c " in work else _CELL).findall(work)
        if found:
            columns, rows = zip(*found, strict=True)
            self.rows = max(self.rows, *map(int, rows))
            self.columns = max(self.columns, *(column_of(letters) + 1 for letters in set(columns)))
        self.rows = max([self.rows, *map(int, _BARE.findall(work))])
        if b't="e"' in work:
            for column, row, inner in _ERROR.findall(work):
                said = _VALUE.search(inner)
                self.errors[int(row), column_of(column)] = said[1].decode("ascii", "replace") if said else "#ERROR"
        if b"hidden=" in work:
            self.hidden_rows |= {int(row) for row in _HIDDEN_ROW.findall(work)}
            self.hidden_columns |= {int(first) - 1 for first in _HIDDEN_COLUMN.findall(work)}


def column_of(letters: bytes) -> int:
    """A column's place by its letters: A → 0."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


# ── what it is ─────────────────────────────────────────────────────────────
def kind_of(octets: bytes, name: str) -> Kind:
    """What a file is, by its content alone; BadFile names what it is instead of a table."""
    if not octets:
        raise BadFile(_("“%(file)s”是空文件，没有内容。请重新保存一次再传。") % {"file": name})
    if len(octets) > MOST_BYTES:
        raise too_large(name, len(octets))
    head = octets[:8]
    if head.startswith(_ZIP):
        return Kind.XLSX
    if head == _OLE:
        if "EncryptedPackage".encode("utf-16-le") in octets:
            raise locked(name)
        return Kind.XLS
    for words, starts in _STRANGERS:
        if head.startswith(starts):
            raise _stranger(name, words)
    if octets[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise BadFile(
            _("“%(file)s”其实是网页文件，只是改了后缀。请用WPS或者Excel打开，另存为 .xlsx 再传。") % {"file": name}
        )
    return Kind.TEXT


_STRANGERS = (
    ("PDF", (b"%PDF",)),
    ("图片", (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM")),
    ("压缩包", (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x05\x06", b"PK\x07\x08")),
)


def _stranger(name: str, words: str) -> BadFile:
    return BadFile(
        _("“%(file)s”其实是%(kind)s文件，不是表格。请选 .xlsx、.xls 或者 .csv 表格。") % {"file": name, "kind": words}
    )


def too_large(name: str, size: int) -> BadFile:
    return BadFile(
        _("“%(file)s”有%(size)d兆，最大%(most)d兆。删去图片和多余的表，或者按乡镇分成几个文件。")
        % {"file": name, "size": size // 2**20, "most": MOST_BYTES // 2**20}
    )


def locked(name: str) -> BadFile:
    return BadFile(_("“%(file)s”设了打开密码。请在WPS或者Excel里取消密码，保存后再传。") % {"file": name})


def broken(name: str) -> BadFile:
    return BadFile(_("“%(file)s”已损坏，打不开。请用WPS或者Excel打开看一看，另存为 .xlsx 再传。") % {"file": name})


# ── what is in a workbook ──────────────────────────────────────────────────
def _unpacked(octets: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's real content in pieces, whatever its header says of its size."""
    at = info.header_offset
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or octets[at : at + 4] != _ZIP:
        raise zipfile.BadZipFile
    name, extra = struct.unpack("<HH", octets[at + 26 : at + 30])
    packed = octets[at + 30 + name + extra :][: info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield from (packed[start : start + PIECE] for start in range(0, len(packed), PIECE))
        return
    stream = zlib.decompressobj(-15)
    while packed and not stream.eof:
        yield stream.decompress(packed, PIECE)
        packed = stream.unconsumed_tail
    yield stream.flush()


def _tail(work: bytes) -> int:
    """Where to cut, so that what stands before holds whole cells."""
    cut = max(work.rfind(mark) for mark in _CUTS)
    return max(0, work.rfind(b"<", 0, cut + 1)) if cut >= 0 else max(0, work.rfind(b"<"))


def checked(octets: bytes, name: str) -> dict[str, Look]:
    """The sheets of a workbook by name, after every part was unpacked and counted; BadFile for bombs and wrecks."""
    try:
        members = zipfile.ZipFile(io.BytesIO(octets)).infolist()
        names = {info.filename for info in members}
        if "xl/workbook.xml" not in {each.lower() for each in names}:
            raise _other_zip(name, names)
        if len(members) > MOST_MEMBERS or sum(info.file_size for info in members) > MOST_UNPACKED:
            raise _bomb(name)
        return _looked(octets, name, members)
    except (zipfile.BadZipFile, zlib.error, struct.error, ElementTree.ParseError, ValueError, KeyError) as error:
        raise broken(name) from error


def _other_zip(name: str, names: set[str]) -> BadFile:
    if any(each.startswith("word/") for each in names):
        return _stranger(name, "Word")
    if any(each.startswith("ppt/") for each in names):
        return _stranger(name, _("演示"))
    if "xl/workbook.bin" in names or "mimetype" in names:
        return BadFile(_("“%(file)s”不是 .xlsx 格式。请用WPS或者Excel另存为 .xlsx 再传。") % {"file": name})
    return _stranger(name, _("压缩包"))


def _bomb(name: str) -> BadFile:
    return BadFile(
        _("“%(file)s”解开以后太大，不像一份名册，没有读。请把名册复制到一个新的表格里，另存为 .xlsx 再传。")
        % {"file": name}
    )


def _looked(octets: bytes, name: str, members: list[zipfile.ZipInfo]) -> dict[str, Look]:
    whole = 0
    looks: dict[str, Look] = {}
    small: dict[str, bytes] = {}
    for info in members:
        if not info.filename.lower().endswith((".xml", ".rels")):
            continue
        look, rest, size = Look(), b"", 0
        is_sheet = info.filename.lower().startswith("xl/worksheets/")
        for piece in _unpacked(octets, info):
            whole += len(piece)
            size += len(piece)
            if whole > MOST_UNPACKED or size > info.file_size:
                raise _bomb(name)
            work = rest + piece
            if b"<!DOCTYPE" in work or b"<!ENTITY" in work:
                raise BadFile(
                    _("“%(file)s”里有不安全的内容（实体声明），没有读。请用WPS或者Excel另存为新的 .xlsx 再传。")
                    % {"file": name}
                )
            cut = _tail(work) if is_sheet else max(0, len(work) - 16)
            if is_sheet:
                look.at(work[:cut])
            elif info.filename.lower() in _PLAN:
                small[info.filename.lower()] = small.get(info.filename.lower(), b"") + piece
            rest = work[cut:]
        if is_sheet:
            look.at(rest)
            looks[info.filename.lower()] = look
    return _by_name(small, looks)


_PLAN = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ID_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def _by_name(small: dict[str, bytes], looks: dict[str, Look]) -> dict[str, Look]:
    """Looks by the names that the workbook gives its sheets."""
    book = ElementTree.fromstring(small[_PLAN[0]])  # noqa: S314 - without entities
    targets = {}
    for relation in ElementTree.fromstring(small[_PLAN[1]]):  # noqa: S314
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
        targets[relation.get("Id", "")] = path.lower()
    found = {}
    for sheet in (e for e in book.iter() if e.tag.rpartition("}")[2] == "sheet"):
        path = targets.get(sheet.get(_ID) or sheet.get(_ID_STRICT) or "", "")
        found[sheet.get("name", "")] = looks.get(path, Look())
    return found


def fits(look: Look, sheet: str) -> None:
    """BadFile when a sheet's rectangle is beyond every register: most often one stray cell far out."""
    if look.rows * max(1, look.columns) > MOST_CELLS:
        raise BadFile(
            _(
                "表“%(sheet)s”的内容一直到%(column)s列第%(row)d行，一次读不了这么多。"
                "多半是很远的地方有一个空格：选中名册下面和右边的空行空列，删除以后保存再传。"
            )
            % {"sheet": sheet, "column": letter_of(max(0, look.columns - 1)), "row": look.rows}
        )
