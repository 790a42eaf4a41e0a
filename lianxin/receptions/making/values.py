"""What the plan maker is asked and what it answers: plain values, and the same as JSON. No Django, no solver."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

Param = str | int


@dataclass(frozen=True)
class Option:
    """When a reception may be held; `ends` is not included."""

    day: date
    starts: time
    ends: time

    def overlaps(self, other: "Option | Busy") -> bool:
        """Whether the two need a room at the same time."""
        return self.day == other.day and self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True)
class Reception:
    """A reception to be held: its first option is what the rhythm says, the others are fallbacks, the nearest first.

    `needs` is how many deputies sit at most and at best; `room` "" is a room nobody shares.
    """

    key: str
    station: str
    options: tuple[Option, ...]
    needs: int
    room: str = ""


@dataclass(frozen=True)
class Person:
    """A deputy: at least `least` and at most `most` receptions; `away` spans include both days.

    `own_days` (deputies of higher levels): only on these days, and then wished on all of them; None: whenever asked.
    """

    key: int
    stations: frozenset[str]
    least: int = 0
    most: int | None = None
    away: tuple[tuple[date, date], ...] = ()
    own_days: frozenset[date] | None = None

    def free(self, day: date) -> bool:
        """Whether he may be asked for a day."""
        at_hand = self.own_days is None or day in self.own_days
        return at_hand and not any(first <= day <= last for first, last in self.away)


@dataclass(frozen=True)
class Busy:
    """A room taken by others."""

    room: str
    day: date
    starts: time
    ends: time
    what: str


class Kind(StrEnum):
    """Which wish was not met: the deputy's least, the seats of a reception, days chosen oneself, a room at all."""

    LEAST = "least"
    NEEDS = "needs"
    OWN_DAY = "own_day"
    ROOM = "room"


@dataclass(frozen=True)
class Reason:
    """Why: a code and its parameters (numbers, keys, ISO texts); `reasons.py` has the words."""

    code: str
    params: tuple[Param, ...] = ()


@dataclass(frozen=True)
class Unmet:
    """A wish not met, of the deputy or reception `key`: so many `wanted`, so many `got`."""

    kind: Kind
    key: str | int
    wanted: int
    got: int
    why: tuple[Reason, ...]


@dataclass(frozen=True)
class Proposal:
    """Reception → the option it is held at (absent: it cannot be held), reception → deputies, and what was not met.

    `optimal`: no other plan meets more, in the order of the wishes; else the time ran out first.
    """

    chosen: Mapping[str, int]
    seats: Mapping[str, tuple[int, ...]]
    unmet: tuple[Unmet, ...]
    optimal: bool
    seconds: float


@dataclass(frozen=True)
class Request:
    """What one run of the maker is asked."""

    receptions: tuple[Reception, ...]
    people: tuple[Person, ...]
    busy: tuple[Busy, ...] = ()
    limit_seconds: float = 60

    def check(self) -> None:
        """ValueError when keys stand twice, an hour ends before it begins, or a number is below nothing."""
        for keys in ([m.key for m in self.receptions], [p.key for p in self.people]):
            if len(set(keys)) != len(keys):
                raise ValueError("a key stands twice")
        hours: list[Option | Busy] = [
            *self.busy,
            *(option for reception in self.receptions for option in reception.options),
        ]
        if any(hour.starts >= hour.ends for hour in hours):
            raise ValueError("an hour ends before it begins")
        if any(m.needs < 1 for m in self.receptions) or any(p.least < 0 or (p.most or 0) < 0 for p in self.people):
            raise ValueError("a number is too small")


# ── as JSON ────────────────────────────────────────────────────────────────
def _hour(one: Option | Busy) -> list[str]:
    return [one.day.isoformat(), one.starts.isoformat(), one.ends.isoformat()]


def _when(value: list[str]) -> tuple[date, time, time]:
    day, starts, ends = value
    return date.fromisoformat(day), time.fromisoformat(starts), time.fromisoformat(ends)


def request_json(request: Request) -> dict[str, Any]:
    """A request as a plain value; `request_of` reads it back."""
    receptions = [[m.key, m.station, [_hour(o) for o in m.options], m.needs, m.room] for m in request.receptions]
    people = [
        [
            p.key, sorted(p.stations), p.least, p.most, [[a.isoformat(), b.isoformat()] for a, b in p.away],
            None if p.own_days is None else sorted(day.isoformat() for day in p.own_days),
        ]
        for p in request.people
    ]  # fmt: skip
    busy = [[b.room, _hour(b), b.what] for b in request.busy]
    return {"receptions": receptions, "people": people, "busy": busy, "limit_seconds": request.limit_seconds}


def request_of(value: dict[str, Any]) -> Request:
    """The request `request_json` wrote; ValueError, KeyError or TypeError when it is something else."""
    receptions = tuple(
        Reception(key, station, tuple(Option(*_when(o)) for o in options), needs, room)
        for key, station, options, needs, room in value["receptions"]
    )
    people = tuple(
        Person(
            key, frozenset(stations), least, most,
            tuple((date.fromisoformat(a), date.fromisoformat(b)) for a, b in away),
            None if own is None else frozenset(date.fromisoformat(day) for day in own),
        )
        for key, stations, least, most, away, own in value["people"]
    )  # fmt: skip
    busy = tuple(Busy(room, *_when(hour), what) for room, hour, what in value["busy"])
    return Request(receptions, people, busy, float(value["limit_seconds"]))


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """A proposal as a plain value; `proposal_of` reads it back."""
    return {
        "chosen": dict(proposal.chosen),
        "seats": {key: list(people) for key, people in proposal.seats.items()},
        "unmet": [[u.kind.value, u.key, u.wanted, u.got, [[r.code, *r.params] for r in u.why]] for u in proposal.unmet],
        "optimal": proposal.optimal,
        "seconds": proposal.seconds,
    }


def proposal_of(value: dict[str, Any]) -> Proposal:
    """The proposal `proposal_json` wrote; ValueError, KeyError or TypeError when it is something else."""
    unmet = tuple(
        Unmet(Kind(kind), key, wanted, got, tuple(Reason(code, tuple(params)) for code, *params in why))
        for kind, key, wanted, got, why in value["unmet"]
    )
    seats = {str(key): tuple(int(p) for p in people) for key, people in value["seats"].items()}
    chosen = {str(key): int(option) for key, option in value["chosen"].items()}
    return Proposal(chosen, seats, unmet, bool(value["optimal"]), float(value["seconds"]))
