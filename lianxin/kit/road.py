"""The road (一件事的全过程): from a resident's words to the kept promise, laid out for any face.

Pure: stops in, rows out. Receipt page, desk, published result and printed sheet draw the same rows.
Weight means voices: a thin line while one person speaks, a thick one from the stop where others joined.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from lianxin.kit import wording
from lianxin.kit.lights import Light

Kind = Literal["origin", "step", "merge", "now", "todo", "promise", "end"]
AHEAD: frozenset[str] = frozenset({"todo"})
"""Kinds that have not happened yet: drawn hollow, line dashed."""


@dataclass(frozen=True)
class Link:
    label: str
    href: str


@dataclass(frozen=True)
class ReckoningLine:
    """One step of how a date was reckoned: 交办那天 → 2026年4月20日 周一. `strong` marks the result."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True)
class Stop:
    """One dated step.

    `when` replaces the date where it is words (有结果后). `promise` is said on the line towards a stop ahead
    (最迟3个工作日). `voices` is how many persons speak from this stop on. `provisional` marks a due date in
    a year whose table of days of rest is not published yet (暂定). `due_label` names the deadline (答复期限 if empty).
    """

    kind: Kind
    title: str
    at: datetime | date | None = None
    when: str = ""
    words: tuple[str, ...] = ()
    quote: str = ""
    due: date | None = None
    light: Light | None = None
    reckoning: tuple[ReckoningLine, ...] = ()
    basis: str = ""
    voices: int = 1
    chips: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    promise: str = ""
    provisional: bool = False
    due_label: str = ""


@dataclass(frozen=True)
class Road:
    stops: tuple[Stop, ...]
    voices: int = 1
    done: bool = False

    @property
    def days(self) -> int | None:
        """Days from the first dated stop to the last one, None when fewer than two are dated."""
        dates = [wording.civil(s.at) for s in self.stops if s.at and s.kind not in AHEAD]
        return (dates[-1] - dates[0]).days if len(dates) > 1 else None


@dataclass(frozen=True)
class Row:
    """A stop ready to draw. `gap` stands on the line towards the next stop; `joining` voices join before the next."""

    stop: Stop
    day: str
    hour: str
    iso: str
    gap: str
    solo: bool
    ahead: bool
    joining: int
    joined: int
    last: bool
    next_ahead: bool
    marks: tuple[str, ...] = field(default=())


def laid_out(road: Road, tongue: str = wording.ZH) -> tuple[Row, ...]:
    """The rows of a road, in order."""
    running = _running_voices(road.stops)
    rows = []
    before: Stop | None = None
    for index, stop in enumerate(road.stops):
        following = road.stops[index + 1] if index + 1 < len(road.stops) else None
        coming = running[index + 1] - running[index] if following is not None else 0
        arrived = running[index] - running[index - 1] if index else running[0] - 1
        rows.append(_row(stop, before, following, running[index], (coming, arrived), tongue))
        before = stop
    return tuple(rows)


def _running_voices(stops: Sequence[Stop]) -> list[int]:
    """Voices never grow fewer along a road: a later stop that leaves them out keeps what it was."""
    running, most = [], 1
    for stop in stops:
        most = max(most, stop.voices)
        running.append(most)
    return running


def _row(
    stop: Stop, before: Stop | None, following: Stop | None, voices: int, change: tuple[int, int], tongue: str
) -> Row:
    day, hour = _said(stop, before, tongue)
    coming, arrived = change
    solo = voices == 1
    next_ahead = following is not None and following.kind in AHEAD
    return Row(
        stop=stop,
        day=day,
        hour=hour,
        iso=stop.at.isoformat() if stop.at else "",
        gap=_gap(stop, following, tongue),
        solo=solo,
        ahead=stop.kind in AHEAD,
        joining=coming if following is not None and following.kind == "merge" else 0,
        joined=arrived,
        last=following is None,
        next_ahead=next_ahead,
        marks=_marks(stop, solo, next_ahead),
    )


def _marks(stop: Stop, solo: bool, next_ahead: bool) -> tuple[str, ...]:
    """Names of what the drawing must show of this stop (the style sheet knows them)."""
    marks: list[str] = [stop.kind]
    if solo:
        marks.append("solo")
    if next_ahead:
        marks.append("open")
    if stop.kind == "promise" and not next_ahead:
        marks.append("kept")
    return tuple(marks)


def _said(stop: Stop, before: Stop | None, tongue: str) -> tuple[str, str]:
    """The two lines of the date column: the year is said once, a repeated day becomes 同一天."""
    if stop.at is None:
        return stop.when, ""
    hour = wording.clock(stop.at) if isinstance(stop.at, datetime) else ""
    today = wording.civil(stop.at)
    if stop.when:
        return stop.when, f"{wording.short_day(today, tongue)} {wording.weekday(today, tongue)}"
    earlier = wording.civil(before.at) if before is not None and before.at else None
    if earlier == today:
        return ("Same day" if tongue == wording.EN else "同一天"), hour
    same_year = earlier is not None and earlier.year == today.year
    said = wording.short_day(today, tongue) if same_year else wording.bare_day(today, tongue)
    return said, f"{wording.weekday(today, tongue)} {hour}".strip()


def _gap(stop: Stop, following: Stop | None, tongue: str) -> str:
    """What stands on the line between two stops."""
    if following is None:
        return ""
    if following.kind in AHEAD:
        return stop.promise
    if stop.at is None or following.at is None:
        return stop.promise
    days = (wording.civil(following.at) - wording.civil(stop.at)).days
    if days == 0 and not following.when:
        return ""  # the next date column already says 同一天
    return wording.gap(days, tongue) if days >= 0 else ""


def for_line(road: Road, most: int = 4) -> Road:
    """The same road with at most `most` stops, for the lying-down form: first and last stay, plain steps go first."""
    stops = list(road.stops)
    while len(stops) > max(2, most):
        inner = range(1, len(stops) - 1)
        weakest = min(inner, key=lambda i: (stops[i].kind not in ("step", "todo"), i))
        del stops[weakest]
    return Road(tuple(stops), road.voices, road.done)
