"""The queue in the room: numbers without a gap, called in turn; whoever booked keeps his time."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT, Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.receptions import permissions, rules
from lianxin.receptions.actions.frame import allow, happened, name_of_key, reception_locked
from lianxin.receptions.models import Booking, Reception, Ticket
from lianxin.receptions.rules import TicketKind, Waiting
from lianxin.receptions.workflow import BOOKING, COMING, TICKET, BookingState, State, TicketState

MOST_TICKETS = 500
STILL_HERE = (TicketState.WAITING, TicketState.SKIPPED)
MINUTE = timedelta(minutes=1)


class Crowded(Refused):
    """More numbers were taken at the door within a minute than people can come in by it."""


@transaction.atomic
def take_ticket(
    reception: Reception,
    *,
    by: Actor = RESIDENT,
    booking: Booking | None = None,
    key: str = "",
    at: datetime | None = None,
    label: str = "",
) -> Ticket:
    """A number at the door: by the code on the wall, by the officer, or for somebody who booked.

    Refused on another day and when the reception is off or over. The same `key` gives the same number.
    `at` and `label`: a desk without network gave it then, and "A7" stands on the paper in his hand.
    """
    reception = reception_locked(reception)
    if by != RESIDENT:
        allow(permissions.may_call(by, reception))
    code = name_of_key("ticket", reception, key)
    if code and (pressed := reception.tickets.filter(code=code).first()) is not None:
        return pressed
    taken_at = _can_be_taken(reception, at)
    if booking is not None:
        booking = _arrived(booking, reception, by, at)
        if isinstance(kept := getattr(booking, "ticket", None), Ticket):
            return kept
    if by == RESIDENT and _taken_just_now(reception) >= rules.MOST_AT_THE_DOOR:
        raise Crowded(_("这一分钟取号的人太多了。请等一分钟再取，或者找联络员。"))
    if reception.last_ticket >= MOST_TICKETS:
        raise Refused(_("今天的号已经取完了，请找联络员。"))
    reception.last_ticket += 1
    reception.save(update_fields=["last_ticket"])
    row = Ticket.objects.create(
        reception=reception,
        number=reception.last_ticket,
        label=label,
        kind=TicketKind.BOOKED if booking else TicketKind.WALK_IN,
        booking=booking,
        taken_at=taken_at,
        **({"code": code} if code else {}),
    )
    record("receptions.ticket_taken", row, by=by, division=reception.station.division, first=True, event_at=at)
    return row


def _can_be_taken(reception: Reception, at: datetime | None) -> datetime:
    """When the number is (or was) taken; Refused when there is nothing to wait for."""
    state = State(reception.state)
    if state not in COMING and not (at is not None and state is State.HELD):
        raise Refused(_("这次接待%(state)s，现在不取号。") % {"state": reception.get_state_display()})
    if at is None and reception.day != moment.today():
        raise Refused(_("取号只在接待当天。"))
    return happened(reception, at)


def _taken_just_now(reception: Reception) -> int:
    return reception.tickets.filter(taken_at__gt=moment.now() - MINUTE).count()


def _arrived(booking: Booking, reception: Reception, by: Actor, at: datetime | None) -> Booking:
    row = Booking.objects.select_for_update(of=("self",)).select_related("slot").get(pk=booking.pk)
    if row.reception_id != reception.pk:
        raise Refused(_("这个预约不是今天这次接待的。"))
    if row.state == BookingState.CAME:
        return row
    verb = "note_arrived" if at is not None else "arrive"
    if not BOOKING.allows(verb, BookingState(row.state)):
        raise Refused(_("这个预约%(state)s，请直接取现场号。") % {"state": row.get_state_display()})
    row.state = BOOKING.after(verb, BookingState(row.state))
    row.save(update_fields=["state"])
    record("receptions.booking_arrived", row, by=by, division=reception.station.division, event_at=at)
    return row


def waiting_in(reception: Reception) -> list[Waiting]:
    """Who waits now, as the rule of who is next wants to know it."""
    rows = reception.tickets.filter(state=TicketState.WAITING).select_related("booking__slot").order_by("number")
    return [Waiting(row.number, _booked_at(row), row.skips) for row in rows]


def _booked_at(row: Ticket) -> time | None:
    return row.booking.slot.at if row.booking and row.booking.slot else None


@transaction.atomic
def call_next(reception: Reception, *, by: Actor, key: str = "") -> Ticket | None:
    """The next one, please; None when nobody waits. The same press (`key`) calls one person, however often it comes;
    two desks that press at once call two.
    """
    reception = reception_locked(reception)
    allow(permissions.may_call(by, reception))
    press = name_of_key("press", reception, key)
    if press and (called := reception.tickets.filter(called_key=press).first()) is not None:
        return called
    _must_be_open(reception)
    found = rules.next_up(waiting_in(reception), moment.now().astimezone(moment.SHANGHAI).time())
    if found is None:
        return None
    row = reception.tickets.select_for_update().get(number=found.number)
    row.called_key = press
    return _called(row, by)


@transaction.atomic
def call(ticket: Ticket, *, by: Actor, at: datetime | None = None) -> Ticket:
    """This one, out of turn: whoever cannot wait, or was passed over and is back."""
    reception, row = _locked(ticket, by)
    _must_be_open(reception, at)
    return _called(row, by, at)


def _called(row: Ticket, by: Actor, at: datetime | None = None) -> Ticket:
    row.called_at = happened(row.reception, at)
    return _moved(row, "call", by, at)


@transaction.atomic
def skip(ticket: Ticket, *, by: Actor, at: datetime | None = None) -> Ticket:
    """Called, and not there; his number is not lost."""
    _reception, row = _locked(ticket, by)
    row.skips += 1
    return _moved(row, "skip", by, at)


@transaction.atomic
def come_back(ticket: Ticket, *, by: Actor, at: datetime | None = None) -> Ticket:
    """He is there again, and waits with the number he had."""
    _reception, row = _locked(ticket, by)
    return _moved(row, "come_back", by, at)


@transaction.atomic
def leave(ticket: Ticket, *, by: Actor = RESIDENT, at: datetime | None = None) -> Ticket:
    """He went away without being received."""
    reception = reception_locked(ticket.reception)
    if by != RESIDENT:
        allow(permissions.may_call(by, reception))
    row = Ticket.objects.select_for_update().get(pk=ticket.pk)
    row.reception = reception
    return _moved(row, "leave", by, at)


def served(reception: Reception, ticket: Ticket, by: Actor, at: datetime) -> Ticket:
    """Written down by the sheet: he was received, `at` that time. In the sheet's transaction."""
    row = Ticket.objects.select_for_update().get(pk=ticket.pk)
    row.reception = reception
    if row.state == TicketState.LEFT:  # the end was noted before the sheet came
        _moved(row, "come_back", by, at)
    if row.state in (TicketState.WAITING, TicketState.SKIPPED):
        row = _called(row, by, at)
    return _moved(row, "serve", by, at)


def let_go(reception: Reception, by: Actor, at: datetime | None = None) -> None:
    """It is over: whoever still waits has left. In the closing's transaction."""
    for row in reception.tickets.select_for_update().filter(state__in=STILL_HERE).order_by("number"):
        row.reception = reception
        _moved(row, "leave", by, at)


def _locked(ticket: Ticket, by: Actor) -> tuple[Reception, Ticket]:
    reception = reception_locked(ticket.reception)
    allow(permissions.may_call(by, reception))
    row = Ticket.objects.select_for_update().get(pk=ticket.pk)
    row.reception = reception
    return reception, row


def _must_be_open(reception: Reception, at: datetime | None = None) -> None:
    if reception.state != State.OPEN and not (at is not None and reception.state == State.HELD):
        raise Refused(_("先按“开始接待”，再叫号。"))


def _moved(row: Ticket, verb: str, by: Actor, at: datetime | None = None) -> Ticket:
    if at is not None:
        at = happened(row.reception, at)
    if not TICKET.allows(verb, TicketState(row.state)):
        raise Overtaken(_("%(number)s号现在是“%(state)s”。") % {"number": row.shown, "state": row.get_state_display()})
    row.state = TICKET.after(verb, TicketState(row.state))
    row.save()
    words = {"call": "called", "skip": "skipped", "come_back": "came_back", "serve": "served", "leave": "left"}
    record(f"receptions.ticket_{words[verb]}", row, by=by, division=row.reception.station.division, event_at=at)
    return row
