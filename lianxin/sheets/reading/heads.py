"""Where a table begins: the row whose cells are known heads, under titles and merged cells, perhaps of two rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from lianxin.sheets.reading.cells import Cell, plain

LOOKED_AT = 40
"""Rows in which a head is looked for."""
_ASIDE = re.compile(r"[(（【\[〔][^)）】\]〕]*[)）】\]〕]")
_MARKS = re.compile(r"[*＊:：、,，/／.。\"“”'‘’☆★]")


def heading(value: Cell) -> str:
    """A head as it is compared: without spaces, notes in brackets and marks."""
    words = plain(value)
    return _MARKS.sub("", _ASIDE.sub("", words)).lower() or _MARKS.sub("", words).lower()


@dataclass(frozen=True)
class Column:
    """One column that is known: its key, its title, other words for it, and whether a table is none without it."""

    key: str
    title: str
    also: tuple[str, ...] = ()
    must: bool = False

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(heading(word) for word in (self.title, *self.also))


@dataclass(frozen=True)
class Head:
    """The head of a table: the number of its last row (1-based), where each known column stands (0-based)."""

    row: int
    at: Mapping[str, int]
    titles: tuple[str, ...] = ()
    """What stands above it."""
    unknown: tuple[tuple[int, str], ...] = ()
    """Columns with a head that nobody knows."""
    twice: tuple[tuple[int, str], ...] = field(default=())
    """Columns that stand there a second time."""


def _one(row: Sequence[Cell]) -> list[list[str]]:
    return [[heading(cell)] for cell in row]


def _two(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[list[str]]:
    """A head of two rows: under a merged cell both words together, where nothing stands below the upper one."""
    width, last, both = max(len(upper), len(lower)), "", []
    for place in range(width):
        over = heading(upper[place]) if place < len(upper) else ""
        word = heading(lower[place]) if place < len(lower) else ""
        last = over or last
        both.append([last + word, word, word + last] if word else [over])
    return both


def _named(candidates: Sequence[Sequence[str]], columns: Sequence[Column]) -> Head:
    """Which columns the candidates (several words for each place) name."""
    known = {word: column.key for column in columns for word in column.words}
    at: dict[str, int] = {}
    unknown, twice = [], []
    for place, words in enumerate(candidates):
        key = next((known[word] for word in words if word in known), "")
        if key and key not in at:
            at[key] = place
        elif key:
            twice.append((place, words[0]))
        elif said := next((word for word in words if word), ""):
            unknown.append((place, said))
    return Head(0, at, (), tuple(unknown), tuple(twice))


def find_head(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> Head | None:
    """The head among a sheet's first rows that names most columns, all that must be there included; None: no head."""
    best: Head | None = None
    for number, row in enumerate(rows[:LOOKED_AT]):
        if sum(bool(heading(cell)) for cell in row) < 2:
            continue
        tried = [_one(row)] if not number else [_one(row), _two(rows[number - 1], row)]
        for candidates in tried:
            found = _named(candidates, columns)
            if len(found.at) > len(best.at if best else ()):
                best = replace(found, row=number + 1, titles=_titles(rows[:number]))
    if best is None or len(best.at) < 2 or any(c.must and c.key not in best.at for c in columns):
        return None
    return best


def _titles(rows: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    said = (" ".join(words for cell in row if (words := plain(cell))) for row in rows)
    return tuple(words for words in said if words)
