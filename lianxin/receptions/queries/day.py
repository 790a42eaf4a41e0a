"""The day of a reception: who waits and in which order, who booked and is not here yet, what was written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.opinions import permissions as opinions
from lianxin.receptions import rules
from lianxin.receptions.models import Booking, Reception, Seat, Ticket, Visit
from lianxin.receptions.rules import TicketKind, Waiting
from lianxin.receptions.workflow import BookingState, SeatState, State, TicketState


@dataclass(frozen=True)
class Turn:
    """Somebody's place in the queue."""

    code: str
    number: int
    state: str
    state_words: str
    booked: bool
    at: str
    """The time he booked as "09:20", or ''."""
    headcount: int
    skips: int
    taken_at: datetime
    called_at: datetime | None
    label: str = ""

    @property
    def shown(self) -> str:
        """The number as he knows it: A7 from a desk without network."""
        return self.label or str(self.number)

    @property
    def waiting(self) -> Waiting:
        at = time.fromisoformat(self.at) if self.at else None
        return Waiting(self.number, at, self.skips)


@dataclass(frozen=True)
class Line:
    """The queue as it stands."""

    inside: tuple[Turn, ...]
    """Called and not written down yet, who came in last first."""
    waiting: tuple[Turn, ...]
    """In the order they are called as things stand now."""
    skipped: tuple[Turn, ...]
    served: int
    left: tuple[Turn, ...]

    @property
    def taken(self) -> int:
        return len(self.inside) + len(self.waiting) + len(self.skipped) + self.served + len(self.left)


def _turn(row: Ticket) -> Turn:
    slot = row.booking.slot if row.booking else None
    return Turn(
        code=row.code,
        number=row.number,
        state=row.state,
        state_words=str(row.get_state_display()),
        booked=row.kind == TicketKind.BOOKED,
        at=f"{slot.at:%H:%M}" if slot else "",
        headcount=row.booking.headcount if row.booking else 1,
        skips=row.skips,
        taken_at=row.taken_at,
        called_at=row.called_at,
        label=row.label,
    )


def _turns(reception: Reception) -> list[Turn]:
    return [_turn(row) for row in reception.tickets.select_related("booking__slot").order_by("number")]


def line(reception: Reception) -> Line:
    """The queue of a reception: one query, however many there are."""
    return _line(_turns(reception))


def _line(turns: list[Turn]) -> Line:
    def those(state: TicketState) -> list[Turn]:
        return [turn for turn in turns if turn.state == state]

    inside = sorted(those(TicketState.CALLED), key=lambda turn: turn.called_at or turn.taken_at, reverse=True)
    return Line(
        inside=tuple(inside),
        waiting=tuple(_ordered(those(TicketState.WAITING))),
        skipped=tuple(those(TicketState.SKIPPED)),
        served=len(those(TicketState.SERVED)),
        left=tuple(those(TicketState.LEFT)),
    )


def _ordered(turns: Iterable[Turn]) -> list[Turn]:
    by_number = {turn.number: turn for turn in turns}
    order = rules.in_order((turn.waiting for turn in by_number.values()), moment.now().time())
    return [by_number[one.number] for one in order]


# ── the desk ───────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Expected:
    """Somebody who booked and has not come to the door yet."""

    number: str
    at: str
    headcount: int
    waits: bool
    """On the waiting list: no time of his own."""


def expected(reception: Reception) -> list[Expected]:
    """Who booked and is not here, by time; the waiting list last."""
    alive = (BookingState.BOOKED, BookingState.WAITING)
    rows = reception.bookings.filter(state__in=alive).select_related("slot").order_by("slot__at", "booked_at", "pk")
    found = [
        Expected(row.number, f"{row.slot.at:%H:%M}" if row.slot else "", row.headcount, row.slot is None)
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.waits, one.at))


def booking_of(reception: Reception, number: str) -> Booking | None:
    """A booking of this reception by the number somebody says at the door."""
    return reception.bookings.filter(number=number).first()


def turn_of(reception: Reception, number: int) -> Ticket | None:
    """The row of a number of this reception, to be acted on."""
    return reception.tickets.select_related("reception__station", "booking").filter(number=number).first()


def seats(reception: Reception) -> list[Seat]:
    """Who receives, who is on leave and who stands in for him; whoever was taken off the list is left out."""
    rows = reception.seats.exclude(state=SeatState.DROPPED).select_related("person", "stands_in_for__person")
    return list(rows.order_by("pk"))


def present(rows: Sequence[Seat]) -> list[Seat]:
    """The seats of those who were there; before anybody was noted, of those who were to be."""
    came = [row for row in rows if row.state == SeatState.ATTENDED]
    return came or [row for row in rows if row.state == SeatState.PLANNED]


@dataclass(frozen=True)
class Written:
    """A sheet that was written, with those of its matters the reader may see."""

    code: str
    came_at: datetime
    entered_at: datetime
    late_entry: bool
    headcount: int
    received_by: str
    signed: bool
    number: str
    """Of his ticket, as he knows it; ''."""
    paper: int | None
    own: bool
    """Whether the reader wrote it."""
    matters: tuple[object, ...]
    """Rows of the opinions room, as far as the reader may see them."""


def written(reception: Reception, actor: Actor) -> list[Written]:
    """The sheets of a reception, the last one first; two queries."""
    visits = reception.visits.select_related("ticket").order_by("-came_at", "-pk")
    matters: dict[int, list[object]] = {}
    seen = opinions.visible_to(actor).filter(visit_matter__visit__reception=reception, confidential=False)
    for row in seen.select_related("visit_matter").order_by("visit_matter__pk"):
        matters.setdefault(row.visit_matter.visit_id, []).append(row)
    return [_written(row, actor, matters.get(row.pk, [])) for row in visits]


def _written(row: Visit, actor: Actor, matters: list[object]) -> Written:
    return Written(
        code=row.code,
        came_at=row.came_at,
        entered_at=row.entered_at,
        late_entry=row.late_entry,
        headcount=row.headcount,
        received_by=row.received_by,
        signed=row.signed,
        number=row.ticket.shown if row.ticket else "",
        paper=row.paper,
        own=row.entered_by == actor.ref,
        matters=tuple(matters),
    )


def visit_row(reception: Reception, code: str) -> Visit:
    """The row of a visit of this reception, to be acted on."""
    return reception.visits.get(code=code)


def visit_on_paper(reception: Reception, paper: int) -> str | None:
    """Code of the visit that was entered back from a printed sheet; None while it was not."""
    return reception.visits.filter(paper=paper).values_list("code", flat=True).first()


def blanks(reception: Reception) -> list[int]:
    """The numbers of printed sheets that nothing was entered back from (yet)."""
    entered = set(reception.visits.exclude(paper=None).values_list("paper", flat=True))
    return [number for number in range(1, reception.last_paper + 1) if number not in entered]


def visit_of_turn(ticket: Ticket) -> str | None:
    """Code of the visit that was written down for a number; None while it was not."""
    return Visit.objects.filter(ticket=ticket).values_list("code", flat=True).first()


# ── everybody ──────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class RoomCard:
    """A reception as whoever stands in the room or at its door may know it: numbers, no names."""

    code: str
    door: str
    station: str
    station_name: str
    place: str
    day: object
    starts: time
    ends: time
    state: str
    today: bool
    called: tuple[str, ...]
    """Numbers that are asked in, the last one first."""
    waiting: tuple[Turn, ...]

    @property
    def open(self) -> bool:
        """Whether a number can be taken."""
        return self.today and self.state in (State.ANNOUNCED, State.OPEN)

    @property
    def over(self) -> bool:
        return self.state == State.HELD

    @property
    def cancelled(self) -> bool:
        return self.state == State.CANCELLED


def _room(row: Reception) -> RoomCard:
    now = line(row)
    return RoomCard(
        code=row.code,
        door=row.door,
        station=row.station.code,
        station_name=row.station.name,
        place=row.place,
        day=row.day,
        starts=row.starts,
        ends=row.ends,
        state=row.state,
        today=row.day == moment.today(),
        called=tuple(turn.shown for turn in now.inside),
        waiting=now.waiting,
    )


def by_door(door: str) -> Reception | None:
    """The row of an announced reception by the code at its door."""
    return Reception.objects.public().select_related("station", "plan").filter(door=door).first()


def room(reception: Reception) -> RoomCard:
    """What the board in the room shows."""
    return _room(reception)


@dataclass(frozen=True)
class PlaceCard:
    """我的位置: what whoever holds a ticket may know."""

    turn: Turn
    before: int
    """How many are called before him as things stand now."""
    room: RoomCard

    @property
    def alive(self) -> bool:
        """Whether he is still awaited."""
        return self.turn.state in (TicketState.WAITING, TicketState.SKIPPED, TicketState.CALLED)


def ticket_of(code: str) -> Ticket | None:
    """The row of a ticket by its own code, to be acted on."""
    return Ticket.objects.select_related("reception__station", "booking__slot").filter(code=code).first()


def place_card(row: Ticket) -> PlaceCard:
    card = _room(row.reception)
    ahead = next((at for at, turn in enumerate(card.waiting) if turn.number == row.number), len(card.waiting))
    return PlaceCard(_turn(row), ahead, card)
