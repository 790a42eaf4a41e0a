"""Our own schematic map: every division of the next rank as a tile where it roughly lies. Not a map of borders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, sqrt
from pathlib import Path

from lianxin.deputies import queries as deputies
from lianxin.divisions import queries as divisions
from lianxin.divisions.finding import stem
from lianxin.divisions.rules import HAS_CONGRESS, WIDTHS, Kind, Rank
from lianxin.kit.actor import Level, prefix
from lianxin.stations import queries as stations

DATA = Path(__file__).parent.parent / "data"
COLUMNS = 4
"""As many as a phone can show with names that can be read and touched."""
KNOWN_ENOUGH = 0.6
"""From this share of townships with a point on they are laid out by their points."""

Places = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Tile:
    """One division: where it lies in the drawing (`column` and `row` from 1; 0: in order), and what is there."""

    code: str
    name: str
    column: int
    row: int
    stations: int
    deputies: int = 0
    villages: bool = False
    """Whether a still finer division may follow."""


@dataclass(frozen=True)
class TileMap:
    """A division's parts as tiles, in reading order. `placed`: the drawing says roughly where they lie."""

    code: str
    name: str
    rank: Rank
    tiles: tuple[Tile, ...]
    placed: bool


@lru_cache(maxsize=4)
def _drawings(province: str) -> Mapping[str, Places]:
    """Of a province (two digits) and each of its cities: code of a part → column and row. Empty when nobody drew it."""
    path = DATA / f"tiles-{province}.txt"
    found: dict[str, Places] = {}
    above = ""
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if line.startswith("#"):
            above, row = line.split()[1], 0
            found[above] = {}
            continue
        row += 1
        for column, digits in enumerate(line.split(), start=1):
            if digits != "..":
                found[above][_part(above, digits)] = (column, row)
    return found


def _part(above: str, digits: str) -> str:
    head = prefix(f"{above}000000")
    return f"{head}{digits}".ljust(12, "0")


def tile_map(code: str) -> TileMap | None:
    """The parts of a province, city or county; None for anything smaller and for what does not exist."""
    above = divisions.by_code(code)
    if above is None or above.rank >= Rank.TOWNSHIP:
        return None
    parts = [row for row in divisions.children(code) if row.rank <= Rank.TOWNSHIP]
    width = WIDTHS[parts[0].rank - 1] if parts else 0
    counts = stations.tallies(code, width) if parts else {}
    rows = [(row.code, row.name) for row in parts if Kind(row.kind) != Kind.STATISTICAL_ZONE or row.code in counts]
    if above.rank < Rank.COUNTY:
        where: Places = dict(_drawings(code[:2]).get(code[:6], {}))
        held: dict[str, int] = {}
    else:
        where = laid_out(stations.middles(code), [part for part, _name in rows])
        held = deputies.seats_held(code, Level.TOWNSHIP)
    tiles = [_tile(part, name, where, counts, held) for part, name in rows]
    return TileMap(code, above.name, Rank(above.rank), _in_order(tiles), bool(where))


def _tile(code: str, name: str, where: Places, counts: Mapping[str, int], held: Mapping[str, int]) -> Tile:
    column, row = where.get(code, (0, 0))
    short = stem(name) if len(name) > len("土家族自治县") else ""
    return Tile(code, short or name, column, row, counts.get(code, 0), held.get(code, 0))


def _in_order(tiles: Sequence[Tile]) -> tuple[Tile, ...]:
    """As one reads: row by row; those without a place at the end."""
    return tuple(sorted(tiles, key=lambda tile: (tile.row == 0, tile.row, tile.column, tile.code)))


def laid_out(middles: Mapping[str, tuple[float, float]], codes: Sequence[str], columns: int = COLUMNS) -> Places:
    """Where parts lie by their points: rows from north to south, each from west to east. Empty when too few are known.

    Parts without a point come behind, in their order.
    """
    known = [code for code in codes if code in middles]
    if not codes or len(known) < KNOWN_ENOUGH * len(codes):
        return {}
    across = min(columns, ceil(sqrt(len(codes))))
    southward = sorted(known, key=lambda code: (-middles[code][0], code))
    found: Places = {}
    for row, first in enumerate(range(0, len(southward), across), start=1):
        eastward = sorted(southward[first : first + across], key=lambda code: (middles[code][1], code))
        found.update({code: (column, row) for column, code in enumerate(eastward, start=1)})
    rest = [code for code in codes if code not in middles]
    start = len(known)
    found.update({code: ((start + i) % across + 1, (start + i) // across + 1) for i, code in enumerate(rest)})
    return found


def has_congress(kind: str) -> bool:
    """Whether a division of this kind has a people's congress of its own."""
    return Kind(kind) in HAS_CONGRESS
