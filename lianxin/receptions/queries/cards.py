"""Receptions as the public may know them: finished cards, the deputies as far as each lets himself be known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Prefetch, QuerySet

from lianxin.deputies import queries as deputies
from lianxin.deputies.rules import Way
from lianxin.kit import moment
from lianxin.kit.actor import bounds
from lianxin.receptions.models import Booking, PlanCorrection, Reception, Seat, Slot
from lianxin.receptions.workflow import COMING, BookingState, SeatState, State

SHOWN = (SeatState.PLANNED, SeatState.ATTENDED, SeatState.ABSENT)


@dataclass(frozen=True)
class Named:
    """A deputy on a notice."""

    code: str
    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class CorrectionCard:
    """A change after the plan was announced."""

    at: datetime
    kind: str
    words: str
    before: str
    after: str
    reason: str
    late: bool


@dataclass(frozen=True)
class ReceptionCard:
    """One reception as it is announced: time, place, names (Article 6), and what was changed since."""

    code: str
    station: str
    station_name: str
    division: str
    day: date
    starts: time
    ends: time
    place: str
    deputies: tuple[Named, ...]
    nameless: tuple[str, ...]
    """In words, as "1名省人大代表": deputies who do not let their names be known."""
    state: str
    state_words: str
    provisional: bool
    announced_at: datetime | None
    notice_late: bool
    takes_bookings: bool
    places_left: int
    corrections: tuple[CorrectionCard, ...] = ()
    version: int = 1
    changed_at: datetime | None = None

    @property
    def cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def coming(self) -> bool:
        return self.state in COMING


def _rows(rows: "QuerySet[Reception]") -> "QuerySet[Reception]":
    seats = Seat.objects.filter(state__in=SHOWN).select_related("person").order_by("pk")
    changes = PlanCorrection.objects.select_related("out", "joined").order_by("at", "pk")
    return rows.select_related("station", "plan").prefetch_related(
        Prefetch("seats", queryset=seats), Prefetch("corrections", queryset=changes), "slots"
    )


def cards(rows: "QuerySet[Reception]", way: Way = Way.WEB, at: str = "") -> list[ReceptionCard]:
    """Rows as cards in their order; a handful of queries, however many they are."""
    found = list(_rows(rows))
    people = {seat.person_id: seat.person for row in found for seat in row.seats.all()}
    for row in found:
        for change in row.corrections.all():
            people |= {p.pk: p for p in (change.out, change.joined) if p is not None}
    shown = deputies.roster(people.values(), way=way, at=at)
    named = {card.code: Named(card.code, card.name, card.levels) for card in shown.cards}
    return [_card(row, named) for row in found]


def _card(row: Reception, named: Mapping[str, Named]) -> ReceptionCard:
    people = [seat.person for seat in row.seats.all()]
    hidden = [person for person in people if person.code not in named]
    changes = tuple(_change(change, named) for change in row.corrections.all())
    return ReceptionCard(
        code=row.code,
        station=row.station.code,
        station_name=row.station.name,
        division=row.station.division,
        day=row.day,
        starts=row.starts,
        ends=row.ends,
        place=row.place,
        deputies=tuple(named[person.code] for person in people if person.code in named),
        nameless=_counted(hidden),
        state=row.state,
        state_words=str(row.get_state_display()),
        provisional=row.provisional,
        announced_at=row.announced_at,
        notice_late=row.notice_late,
        takes_bookings=row.slot_minutes > 0 and State(row.state) in COMING and row.day >= moment.today(),
        places_left=sum(slot.capacity - slot.taken for slot in row.slots.all()),
        corrections=changes,
        version=row.version,
        changed_at=changes[-1].at if changes else row.announced_at,
    )


def _counted(people: Iterable[object]) -> tuple[str, ...]:
    found = deputies.roster(people) if (people := list(people)) else None  # type: ignore[arg-type]
    return tuple(count.words for count in found.nameless) if found else ()


def _change(row: PlanCorrection, named: Mapping[str, Named]) -> CorrectionCard:
    def name(person: object) -> str:
        found = named.get(getattr(person, "code", ""))
        return found.name if found else ""

    return CorrectionCard(
        at=row.at,
        kind=row.kind,
        words=str(row.get_kind_display()),
        before=row.before or name(row.out),
        after=row.after or name(row.joined),
        reason=row.reason,
        late=row.late,
    )


def coming(station: str = "", scope: str = "", limit: int | None = None) -> list[ReceptionCard]:
    """What is announced from today on, the next first; at a station, or within a division."""
    rows = Reception.objects.public().filter(day__gte=moment.today())
    if station:
        rows = rows.filter(station__code=station)
    if scope:
        low, high = bounds(scope)
        rows = rows.filter(station__division__gte=low, station__division__lte=high)
    return cards(rows.order_by("day", "starts", "pk")[:limit])


def card(code: str, way: Way = Way.WEB) -> ReceptionCard | None:
    """One announced reception; None for a draft or an unknown code."""
    found = cards(Reception.objects.public().filter(code=code), way)
    return found[0] if found else None


def of_year(station: str, year: int, way: Way = Way.WEB) -> list[ReceptionCard]:
    """A station's announced receptions of a year."""
    rows = Reception.objects.public().filter(station__code=station, day__year=year)
    return cards(rows.order_by("day", "starts", "pk"), way, station)


@dataclass(frozen=True)
class Time:
    """A time that can be booked: "09:20", and how many places are left."""

    at: str
    left: int


def times(code: str) -> list[Time]:
    """The times of a reception that are still to come, in order; full ones among them."""
    local = moment.now()
    slots = Slot.objects.filter(reception__code=code, reception__state__in=COMING).select_related("reception")
    return [
        Time(f"{slot.at:%H:%M}", slot.capacity - slot.taken)
        for slot in slots.order_by("at")
        if (slot.reception.day, slot.at) > (local.date(), local.time())
    ]


@dataclass(frozen=True)
class BookingCard:
    """A booking as whoever holds its number and code may know it."""

    state: str
    state_words: str
    at: str
    headcount: int
    open: bool
    """Whether it can still be cancelled."""


def booking_card(row: Booking) -> BookingCard:
    at = f"{row.slot.at:%H:%M}" if row.slot else ""
    waits = row.state in (BookingState.BOOKED, BookingState.WAITING)
    return BookingCard(row.state, str(row.get_state_display()), at, row.headcount, waits)


def by_code(code: str) -> Reception | None:
    """The row of an announced reception, to be acted on."""
    return Reception.objects.public().select_related("station", "plan").filter(code=code).first()
