"""Five short lives: of a year's plan, of a reception, of a deputy's seat at it, of a booking, of a ticket."""

from enum import StrEnum

from lianxin.kit.workflow import Workflow


class PlanState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"


class State(StrEnum):
    """Of a reception. It is announced when its plan is published; one that nobody wrote anything about stays so."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    OPEN = "open"
    HELD = "held"
    CANCELLED = "cancelled"


class SeatState(StrEnum):
    PLANNED = "planned"
    ON_LEAVE = "on_leave"
    ATTENDED = "attended"
    ABSENT = "absent"
    DROPPED = "dropped"


class BookingState(StrEnum):
    BOOKED = "booked"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    CAME = "came"
    MISSED = "missed"


class TicketState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SKIPPED = "skipped"
    SERVED = "served"
    LEFT = "left"


COMING = frozenset({State.ANNOUNCED, State.OPEN})
"""A reception that people may still come to."""
PUBLIC = frozenset({State.ANNOUNCED, State.OPEN, State.HELD, State.CANCELLED})
"""What the public may know of: everything but drafts."""

PLAN = Workflow[PlanState](
    ("edit", {PlanState.DRAFT}, None),
    ("submit", {PlanState.DRAFT}, PlanState.SUBMITTED),
    ("give_back", {PlanState.SUBMITTED, PlanState.CONFIRMED}, PlanState.DRAFT),
    ("confirm", {PlanState.SUBMITTED}, PlanState.CONFIRMED),
    ("publish", {PlanState.CONFIRMED}, PlanState.PUBLISHED),
    ("correct", {PlanState.PUBLISHED}, None),
)

RECEPTION = Workflow[State](
    ("announce", {State.PLANNED}, State.ANNOUNCED),
    ("move", {State.ANNOUNCED}, None),
    ("cancel", {State.ANNOUNCED}, State.CANCELLED),
    ("open", {State.ANNOUNCED}, State.OPEN),
    ("close", {State.OPEN}, State.HELD),
    # written down afterwards, from paper
    ("note_held", {State.ANNOUNCED}, State.HELD),
    ("note_visit", {State.OPEN, State.HELD}, None),
)

SEAT = Workflow[SeatState](
    ("ask_leave", {SeatState.PLANNED}, SeatState.ON_LEAVE),
    ("take_back_leave", {SeatState.ON_LEAVE}, SeatState.PLANNED),
    ("attend", {SeatState.PLANNED, SeatState.ON_LEAVE, SeatState.ABSENT}, SeatState.ATTENDED),
    ("be_absent", {SeatState.PLANNED}, SeatState.ABSENT),
    ("drop", {SeatState.PLANNED, SeatState.ON_LEAVE}, SeatState.DROPPED),
)

BOOKING = Workflow[BookingState](
    ("move_up", {BookingState.WAITING}, BookingState.BOOKED),
    ("cancel", {BookingState.BOOKED, BookingState.WAITING}, BookingState.CANCELLED),
    ("arrive", {BookingState.BOOKED, BookingState.WAITING}, BookingState.CAME),
    # written down afterwards by a desk that had no network: he had come, whatever was noted meanwhile
    ("note_arrived", {BookingState.BOOKED, BookingState.WAITING, BookingState.MISSED}, BookingState.CAME),
    ("miss", {BookingState.BOOKED, BookingState.WAITING}, BookingState.MISSED),
)

TICKET = Workflow[TicketState](
    ("call", {TicketState.WAITING, TicketState.SKIPPED}, TicketState.CALLED),
    ("skip", {TicketState.CALLED}, TicketState.SKIPPED),
    ("come_back", {TicketState.SKIPPED, TicketState.LEFT}, TicketState.WAITING),
    ("serve", {TicketState.CALLED}, TicketState.SERVED),
    ("leave", {TicketState.WAITING, TicketState.CALLED, TicketState.SKIPPED}, TicketState.LEFT),
)
