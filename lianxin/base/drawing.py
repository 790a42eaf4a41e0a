"""Drawings made on the server: the joining voices of the road, and the deadline ruler. Numbers in, shapes out."""

from collections.abc import Iterable
from dataclasses import dataclass

from lianxin.kit.lights import Light

MOST_DRAWN = 20
"""Above this many, joining voices are one counted mark: lines closer than 10 px cannot be told apart."""


@dataclass(frozen=True)
class Feed:
    """Joining voices: one path and one dot each, or one bundle with its count. Box 300 × 116, the rail at x = 0."""

    count: int
    paths: tuple[str, ...]
    dots: tuple[tuple[str, str], ...]
    radius: str

    @property
    def counted(self) -> bool:
        return self.count > MOST_DRAWN


def feed(count: int) -> Feed:
    """The drawing of `count` voices joining the line."""
    drawn = min(count, MOST_DRAWN)
    if count > MOST_DRAWN or drawn < 1:
        return Feed(count, (), (), "0")
    first, step = (92.0, 15.0) if drawn <= 14 else (62.0, 225 / (drawn - 1))
    landing = 16.2 / max(drawn - 1, 1)
    drop = min(3.4, 48 / drawn)
    paths, dots = [], []
    for i in range(drawn):
        x, y, land = first + step * i, 34 + drop * i, 3 + landing * i
        paths.append(
            f"M{x:.1f} 16V{y - 7:.1f}Q{x:.1f} {y:.1f} {x - 7:.1f} {y:.1f}"
            f"H{land + 9:.1f}Q{land:.1f} {y:.1f} {land:.1f} {y + 9:.1f}V116"
        )
        dots.append((f"{x:.1f}", "12"))
    return Feed(count, tuple(paths), tuple(dots), "4.5" if drawn <= 14 else "3.6")


@dataclass(frozen=True)
class Mark:
    """One matter on the ruler."""

    label: str
    light: Light
    href: str = ""


@dataclass(frozen=True)
class Point:
    x: str
    y: str
    mark: Mark
    word: str


@dataclass(frozen=True)
class Tick:
    x: str
    days: int


@dataclass(frozen=True)
class Ruler:
    """The deadline ruler above a list: every matter at its days left. Box 960 × 96, today's line at `today`."""

    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    today: str
    near: str
    near_width: str
    counts: tuple[tuple[Light, int], ...]


_LEFT, _RIGHT, _AXIS = 40, 920, 64


def ruler(marks: Iterable[Mark], back: int = 15, ahead: int = 90, near: int = 15) -> Ruler:
    """Lay marks out on a line from `back` days over to `ahead` days left; what lies beyond stands at the end."""
    scale = (_RIGHT - _LEFT) / (back + ahead)

    def at(days: int) -> float:
        return _LEFT + (min(max(days, -back), ahead) + back) * scale

    stacks: dict[int, int] = {}
    points, counts = [], {}  # type: ignore[var-annotated]
    for mark in sorted(marks, key=lambda m: m.light.days or 0):
        x = at(mark.light.days or 0)
        slot = round(x / 22)
        level = stacks.get(slot, 0)
        stacks[slot] = level + 1
        points.append(Point(f"{x:.1f}", f"{_AXIS - 16 - min(level, 2) * 19:.1f}", mark, mark.light.kind))
        counts.setdefault(mark.light.kind, [mark.light, 0])[1] += 1
    ticks = tuple(Tick(f"{at(d):.1f}", d) for d in range(-back, ahead + 1, 15))
    return Ruler(
        tuple(points),
        ticks,
        f"{at(0):.1f}",
        f"{at(0):.1f}",
        f"{at(near) - at(0):.1f}",
        tuple((light, number) for light, number in counts.values()),
    )
