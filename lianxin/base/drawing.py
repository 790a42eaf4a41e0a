"""Drawings made on the server: the joining voices of the road, and the deadline ruler. Numbers in, shapes out."""

from collections.abc import Iterable
from dataclasses import dataclass

from lianxin.kit.lights import Light

MOST_DRAWN = 20
"""Above this many, joining voices are one counted mark: lines closer than 10 px cannot be told apart."""


@dataclass(frozen=True)
class Feed:
    """Joining voices: one path and one dot each, or one bundle and its count. Box 300 × `height`, the rail at x = 0."""

    count: int
    height: int
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
        return Feed(count, 84, (), (), "0")
    first, step = (92.0, 15.0) if drawn <= 14 else (62.0, 225 / (drawn - 1))
    landing = min(1.25, 16 / max(drawn - 1, 1))
    drop = min(3.4, 48 / drawn)
    height = round(34 + drop * (drawn - 1) + 34)
    paths, dots = [], []
    for i in range(drawn):
        x, y, land = first + step * i, 34 + drop * i, 3 + landing * i
        paths.append(
            f"M{x:.1f} 16V{y - 7:.1f}Q{x:.1f} {y:.1f} {x - 7:.1f} {y:.1f}"
            f"H{land + 9:.1f}Q{land:.1f} {y:.1f} {land:.1f} {y + 9:.1f}V{height}"
        )
        dots.append((f"{x:.1f}", "12"))
    return Feed(count, height, tuple(paths), tuple(dots), "4.5" if drawn <= 14 else "3.6")


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
class Box:
    """One drawing of the ruler, `width` × 96; today's line at `today`, the near days from there on."""

    name: str
    width: int
    right: int
    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    today: str
    near_width: str


@dataclass(frozen=True)
class Ruler:
    """The deadline ruler above a list: every matter at its days left, drawn for a wide and a narrow screen."""

    boxes: tuple[Box, Box]
    counts: tuple[tuple[Light, int], ...]


_LEFT, _AXIS = 40, 64


def ruler(marks: Iterable[Mark], back: int = 15, ahead: int = 90, near: int = 15) -> Ruler:
    """Lay marks out from `back` days over to `ahead` days left; what lies beyond stands at the end."""
    ordered = sorted(marks, key=lambda m: m.light.days or 0)
    firsts: dict[str, Light] = {}
    for mark in ordered:
        firsts.setdefault(mark.light.kind, mark.light)
    counts = tuple((first, sum(m.light.kind == kind for m in ordered)) for kind, first in firsts.items())
    return Ruler(
        (_box("wide", 960, ordered, (back, ahead, near)), _box("narrow", 400, ordered, (back, 45, near))), counts
    )


def _box(name: str, width: int, marks: list[Mark], days: tuple[int, int, int]) -> Box:
    back, ahead, near = days
    scale = (width - 2 * _LEFT) / (back + ahead)

    def at(day: int) -> float:
        return _LEFT + (min(max(day, -back), ahead) + back) * scale

    stacks: dict[int, int] = {}
    points = []
    for mark in marks:
        x = at(mark.light.days or 0)
        level = stacks.get(round(x / 18), 0)
        stacks[round(x / 18)] = level + 1
        points.append(Point(f"{x:.1f}", f"{_AXIS - 16 - min(level, 2) * 18:.1f}", mark, mark.light.kind))
    ticks = tuple(Tick(f"{at(d):.1f}", d) for d in range(-back, ahead + 1, 15))
    return Box(name, width, width - _LEFT, tuple(points), ticks, f"{at(0):.1f}", f"{at(near) - at(0):.1f}")
