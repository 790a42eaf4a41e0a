"""A paper set by typst. Our templates and the values go in as files held in memory: typst reads nothing from disk
but fonts, and no value is ever part of a template.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.papers import wall
from lianxin.papers.pictures import Files
from lianxin.papers.shapes import (
    Board,
    Chart,
    DeputyCards,
    Paper,
    ReceptionNotice,
    Record,
    Roster,
    StationSign,
    Table,
    TableCard,
)
from lianxin.papers.words import clean, values

TEMPLATES: dict[type, str] = {
    Record: "record",
    Roster: "roster",
    Board: "board",
    StationSign: "sign",
    DeputyCards: "cards",
    TableCard: "tablecard",
    Chart: "chart",
    ReceptionNotice: "receptions",
}
SANS, SONG = "Noto Sans CJK SC", "Noto Serif CJK SC"
NEEDED = (SANS, SONG)
SHORT = 8
"""Letters up to which a cell stays on one line."""
PADDING = 4.0
"""Of a cell, both sides, in mm."""
FANGSONG = ("FangSong_GB2312", "FangSong", "Zhuque Fangsong (technical preview)", "FandolFang R")
KAI = ("KaiTi_GB2312", "KaiTi", "LXGW WenKai", "AR PL KaitiM GB")
"""Taken where they are installed, never needed; letters they lack come from Noto."""


class FontsMissing(RuntimeError):
    """The machine has no letters to print Chinese with; the message says what to install."""


@cache
def _fonts() -> typst.Fonts:
    """The machine's fonts, looked for once in a process (0.25 s)."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)


@cache
def families() -> frozenset[str]:
    return frozenset(_fonts().families())


def fonts() -> dict[str, list[str]]:
    """Families for each manner of writing, first choice first; FontsMissing when Noto is not here."""
    here = families()
    if not set(NEEDED) <= here:
        raise FontsMissing(
            _("这台机器上没有印中文的字体。请管理员执行 apt-get install -y fonts-noto-cjk，再重启服务。")
        )
    return {
        "sans": [SANS],
        "song": [SONG],
        "fangsong": [*[f for f in FANGSONG if f in here][:1], SONG],
        "kai": [*[f for f in KAI if f in here][:1], SONG],
    }


@cache
def _templates() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((Path(__file__).parent / "typ").glob("*.typ"))}


def _words() -> dict[str, str]:
    """The words that stand on papers beside the values."""
    return {
        "brand": _("连心"),
        "colon": _("："),
        "none": _("没有"),
        "page": _("第{x}页，共{y}页"),
        "qr": _("二维码"),
        "signday": _("　　年　月　日"),
    }


def columns(table: Table | Roster, width: float, size: float) -> list[float]:
    """Widths in mm that make up `width`, at letters of `size` points: as given, else a column of short words gets what
    its longest needs, and long ones share the rest by what usually stands in them.
    """
    if len(table.widths) == len(table.head):
        return [width * share / sum(table.widths) for share in table.widths]
    longest, usual = [], []
    for column, name in enumerate(table.head):
        cells = [_breadth(row[column]) for row in table.rows[:300] if column < len(row)] or [0.0]
        longest.append(max(_breadth(name), *cells))
        usual.append(min(longest[-1], max(sum(cells) / len(cells), _breadth(name), 4)))
    needed = [each * size * 0.353 + PADDING if each <= SHORT else 0.0 for each in longest]
    room = max(width - sum(needed), width * 0.4 if 0.0 in needed else 0.0)
    parts = sum(u**0.8 for u, n in zip(usual, needed, strict=True) if not n)
    found = [n or room * u**0.8 / parts for u, n in zip(usual, needed, strict=True)]
    return [each * width / sum(found) for each in found]


def _breadth(text: str) -> float:
    """In full-width letters."""
    return max((sum(1.0 if ord(c) > 0x2E7F else 0.55 for c in line) for line in str(text).split("\n")), default=0)


def _even(rows: tuple[tuple[str, ...], ...], columns: int) -> list[list[str]]:
    """Rows with exactly as many cells as the head has."""
    return [[*values(row), *[""] * columns][:columns] for row in rows]


def _record(paper: Record) -> dict[str, Any]:
    width = 225 if paper.wide else 156
    short = all(_breadth(name) + _breadth(value) < 15 for name, value in paper.pairs)
    return {
        "wide": paper.wide,
        "double": short and len(paper.pairs) > 1,
        "paragraphs": [[order(p), values(p)] for p in paper.paragraphs if clean(p)],
        "tables": [
            {
                **values(t),
                "head": values(t.head),
                "rows": _even(t.rows, len(t.head)),
                "shares": columns(t, width, 10.5),
            }
            for t in paper.tables
            if t.head
        ],
    }


def order(paragraph: str) -> int:
    """1 for a heading with 一、, 2 for one with （一）, 0 for text; a heading is one line."""
    if len(paragraph) > 40 or "\n" in paragraph:
        return 0
    first = paragraph.lstrip()
    numerals = "一二三四五六七八九十"
    if first[:1] in numerals and "、" in first[1:4] and all(c in numerals for c in first[: first.index("、")]):
        return 1
    if first[:1] == "（" and "）" in first[2:5] and all(c in numerals for c in first[1 : first.index("）")]):
        return 2
    return 0


def _roster(paper: Roster) -> dict[str, Any]:
    return {"rows": _even(paper.rows, len(paper.head)), "shares": columns(paper, 261, 10.5)}


LAYOUTS: dict[type, Callable[[Any, Files], dict[str, Any]]] = {
    Record: lambda paper, files: _record(paper),
    Roster: lambda paper, files: _roster(paper),
    Board: wall.board,
    StationSign: wall.sign,
    DeputyCards: wall.cards,
    TableCard: wall.cards,
    Chart: wall.chart,
    ReceptionNotice: wall.receptions,
}


def _data(paper: Paper, files: Files) -> dict[str, Any]:
    """What the template reads: the values, what was laid out of them, the standing words, the fonts."""
    words = _words()
    if not isinstance(paper, (Record, Roster)):
        words |= wall.words(paper.station)
    return {**values(paper), **LAYOUTS[type(paper)](paper, files), "words": words, "fonts": fonts()}


def pdf(paper: Paper) -> bytes:
    """The paper as PDF with its fonts inside."""
    files = Files()
    data = _data(paper, files)
    source = _templates()
    given = {
        **source,
        **files.held,
        "main.typ": source[f"{TEMPLATES[type(paper)]}.typ"],
        "paper.json": json.dumps(data, ensure_ascii=False).encode(),
    }
    at = int(moment.now().timestamp())
    made = typst.compile(given, format="pdf", font_paths=_fonts(), timestamp=at)  # type: ignore[call-overload]
    assert isinstance(made, bytes)
    return made
