"""What a reception year needs (Article 6), as pure functions: notice in time, slots, who is next, what is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from lianxin.guidance.rules import article

MOST_NEEDED = 9
MOST_IN_A_SLOT = 20
MOST_SLOTS = 60
SLOT_MINUTES = (0, 10, 15, 20, 30, 60)
"""How long one booked visitor's time is; 0: this reception takes no bookings."""
MOST_PEOPLE = 99
MOST_AT_THE_DOOR = 20
"""Numbers that the code at the door gives within a minute; more is somebody playing."""
MOST_SHEETS = 100
"""Blank sheets printed at once, and all those of one reception."""
LATE_ENTRY = timedelta(hours=2)
"""What is written down longer than this after it happened is marked as entered later (补录)."""


LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of desks without network: each writes its own before its numbers (A1, A2 …), so that no two give the same."""
NUMBERS_ALONG = 60
"""Receipt numbers that such a desk takes along."""
AHEAD = 7
"""Days before a reception that a desk may be prepared for it."""
MOST_EVENTS = 200
"""Events that are taken in at once."""
MOST_OCTETS = 900_000
"""How large what is sent at once may be."""
WAIT_FOR_DESK = 14
"""Days after a reception until the clock takes back what a desk has not brought."""


class Outcome(StrEnum):
    """What became of an event that a desk without network brings."""

    TAKEN = "taken"
    ALREADY = "already"
    SET_ASIDE = "set_aside"


class TicketKind(StrEnum):
    BOOKED = "booked"
    WALK_IN = "walk_in"


class Correction(StrEnum):
    """How a published plan was corrected; each one is shown to everybody."""

    MOVED = "moved"
    PLACE = "place"
    CANCELLED = "cancelled"
    ADDED = "added"
    SUBSTITUTE = "substitute"
    LEFT_OUT = "left_out"
    JOINED = "joined"


# ── the notice ─────────────────────────────────────────────────────────────
@article(6, "每年应当制定通过平台接待群众来访的工作计划")
def may_be_planned(year: int, today: date) -> bool:
    """A plan is for the running year or the next: neither a past one made up afterwards nor a far one."""
    return today.year <= year <= today.year + 1


@article(6, "并向群众公告接待时间、地点、代表姓名等内容")
def lacking(day: date | None, starts: time | None, place: str, deputies: int) -> tuple[str, ...]:
    """Which of the things that a notice must hold is missing: "time", "place", "deputies"."""
    found = (("time", day is None or starts is None), ("place", not place.strip()), ("deputies", deputies < 1))
    return tuple(name for name, missing in found if missing)


@article(6, "并向群众公告：接待前若干日公告")
def is_late(announced: date, day: date, days: int) -> bool:
    """Whether a notice came too late: less than `days` whole days lie between it and the day of the reception."""
    return (day - announced).days < days


def announce_until(day: date, days: int) -> date:
    """The last day on which a notice is in time."""
    return day - timedelta(days=days)


# ── slots ──────────────────────────────────────────────────────────────────
def slots(starts: time, ends: time, minutes: int) -> tuple[time, ...]:
    """When booked visitors are received: every `minutes` from the start, each slot wholly before the end."""
    if minutes <= 0:
        return ()
    first, last = starts.hour * 60 + starts.minute, ends.hour * 60 + ends.minute
    return tuple(time(at // 60, at % 60) for at in range(first, last - minutes + 1, minutes))[:MOST_SLOTS]


@dataclass(frozen=True)
class Waiting:
    """Somebody in the room: his ticket's number, his booked time (None: he just came), how often he was passed over."""

    number: int
    booked_at: time | None
    skipped: int = 0


def next_up(waiting: Iterable[Waiting], now: time) -> Waiting | None:
    """Who is called next. Whoever booked keeps his time: once it has come he is before all who just came.

    Among those who booked the earlier time is first; among the others the smaller number.
    """
    rows = list(waiting)
    due = [w for w in rows if w.booked_at is not None and w.booked_at <= now]
    if due:
        return min(due, key=lambda w: (w.booked_at or now, w.number))
    plain = [w for w in rows if w.booked_at is None]
    if plain:
        return min(plain, key=lambda w: w.number)
    return min(rows, key=lambda w: (w.booked_at or now, w.number), default=None)


def in_order(waiting: Iterable[Waiting], now: time) -> list[Waiting]:
    """All who wait in the order `next_up` calls them, as things stand now."""

    def place(one: Waiting) -> tuple[int, time, int]:
        if one.booked_at is None:
            return 1, time.min, one.number
        return (0 if one.booked_at <= now else 2), one.booked_at, one.number

    return sorted(waiting, key=place)


def before_me(waiting: Sequence[Waiting], number: int, now: time) -> int:
    """How many of those who wait are called before a ticket, as things stand now; all of them, if it waits no more."""
    rows = in_order(waiting, now)
    return next((ahead for ahead, one in enumerate(rows) if one.number == number), len(rows))


# ── what happened ──────────────────────────────────────────────────────────
def entered_late(happened: datetime, entered: datetime) -> bool:
    """Whether something was written down so long after it happened that the record has to say so."""
    return entered - happened > LATE_ENTRY


def came_late(arrived: datetime, day: date, starts: time) -> bool:
    """Whether a deputy came after the announced beginning; both in the product's civil time."""
    return arrived.replace(tzinfo=None, second=0, microsecond=0) > datetime.combine(day, starts)


def overlap(starts: time, ends: time, other_starts: time, other_ends: time) -> bool:
    return starts < other_ends and other_starts < ends
