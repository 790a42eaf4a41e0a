"""What a desk without network brings back is merged: each event by the real act, once, at the time it happened.

Nothing is overwritten and nothing is lost: what cannot be merged is answered with its reason, words wait for a hand.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.opinions import actions as opinions
from lianxin.opinions.rules import Rejected
from lianxin.receptions import permissions
from lianxin.receptions.actions import ticketing
from lianxin.receptions.actions.day import attend, open_reception
from lianxin.receptions.actions.frame import allow, reception_locked
from lianxin.receptions.actions.offline.aside import set_aside
from lianxin.receptions.actions.offline.events import Event
from lianxin.receptions.actions.visiting import Matter, Sheet, note_visit
from lianxin.receptions.models import Booking, DeskEvent, OfflineDesk, Reception, Ticket
from lianxin.receptions.rules import Outcome
from lianxin.receptions.workflow import BOOKING, BookingState, SeatState, State, TicketState

Said = tuple[Outcome, str]
TAKEN: Said = (Outcome.TAKEN, "")
ALREADY: Said = (Outcome.ALREADY, "")


@dataclass(frozen=True)
class Answer:
    """What became of one event, in the desk's words."""

    id: str
    outcome: str
    reason: str = ""


def merge(desk: OfflineDesk, events: Sequence[Event], *, by: Actor) -> list[Answer]:
    """Merge events, given in the order in which they happened; each is durable by itself when it is answered.

    A sending that was cut off is sent again: what is known is answered as it was the first time.
    """
    allow(permissions.may_run_day(by, desk.reception))
    return [_one(desk, event, by) for event in events]


@transaction.atomic
def _one(desk: OfflineDesk, event: Event, by: Actor) -> Answer:
    row = desk_locked(desk)
    earlier = DeskEvent.objects.filter(pk=event.id).first()
    if earlier is not None and (earlier.desk_id, earlier.digest) != (row.pk, event.digest):
        return _same_name(row, event, by)
    return _noted(row, event, event.id, by, earlier)


def _same_name(desk: OfflineDesk, event: Event, by: Actor) -> Answer:
    """Other words under a name that is known: nothing of the first is touched, and these are kept too."""
    name = hashlib.sha256(f"{desk.code}|{event.id}|{event.digest}".encode()).hexdigest()[:32]
    reason = _("这个编号已经传过别的内容，这一条没有并入。")
    return _noted(desk, event, name, by, DeskEvent.objects.filter(pk=name).first(), refused=reason)


def _noted(
    desk: OfflineDesk, event: Event, name: str, by: Actor, earlier: DeskEvent | None, refused: str = ""
) -> Answer:
    if earlier is not None:
        return Answer(event.id, earlier.outcome, earlier.reason)
    outcome, reason = _merged(desk, event, by, refused)
    DeskEvent.objects.create(
        id=name,
        desk=desk,
        kind=event.kind,
        what=event.what,
        at=event.at,
        digest=event.digest,
        outcome=outcome,
        reason=reason[:200],
        merged_at=moment.now(),
    )
    return Answer(event.id, outcome, reason[:200])


def desk_locked(desk: OfflineDesk) -> OfflineDesk:
    """The desk first, then its reception: the order of everything that is done here."""
    rows = OfflineDesk.objects.select_for_update(of=("self",)).select_related("block")
    row = rows.get(pk=desk.pk)
    row.reception = reception_locked(row.reception)
    return row


def _merged(desk: OfflineDesk, event: Event, by: Actor, refused: str = "") -> Said:
    """By the real act, whole or not at all."""
    try:
        with transaction.atomic():
            if refused:
                raise Refused(refused)
            return ACTS[event.kind](desk, event, event.shaped(), by)
    except PermissionDenied:
        reason = _("您现在不能做这一步。")
    except Rejected as wrong:
        reason = wrong.message
    except Refused as error:
        reason = str(error)
    set_aside(desk, event, reason, by)
    return Outcome.SET_ASIDE, reason


# ── the acts ───────────────────────────────────────────────────────────────
def _open(desk: OfflineDesk, event: Event, _data: Any, by: Actor) -> Said:
    if State(desk.reception.state) in (State.OPEN, State.HELD):
        return ALREADY
    open_reception(desk.reception, by=by, at=event.at)
    return TAKEN


def _attend(desk: OfflineDesk, event: Event, data: Any, by: Actor) -> Said:
    seat = desk.reception.seats.filter(code=data.seat).select_related("reception").first()
    if seat is None:
        raise Refused(_("这次接待没有安排这位代表。"))
    if seat.state == SeatState.ATTENDED:
        return ALREADY
    attend(seat, by=by, arrived_at=event.at)
    return TAKEN


def _ticket(desk: OfflineDesk, event: Event, data: Any, by: Actor) -> Said:
    if data.label[0] != desk.letter:
        raise Refused(_("%(label)s不是这台设备发的号。") % {"label": data.label})
    if desk.reception.tickets.filter(label=data.label).exists():
        raise Overtaken(_("%(label)s已经有了。") % {"label": data.label})
    booking, reason = _booking(desk.reception, data.booking)
    ticketing.take_ticket(desk.reception, by=by, booking=booking, key=event.id, at=event.at, label=data.label)
    return Outcome.TAKEN, reason


def _booking(reception: Reception, number: str) -> tuple[Booking | None, str]:
    """The booking he came with; a number stays his even when the booking turns out to be spent."""
    if not number:
        return None, ""
    row = reception.bookings.filter(number=number).first()
    if row is None:
        return None, _("没有这个预约，按现场号记下。")
    if not BOOKING.allows("note_arrived", BookingState(row.state)):
        return None, _("这个预约%(state)s，按现场号记下。") % {"state": row.get_state_display()}
    return row, ""


MOVES: dict[str, tuple[Callable[..., Ticket], TicketState]] = {
    "call": (ticketing.call, TicketState.CALLED),
    "skip": (ticketing.skip, TicketState.SKIPPED),
    "come_back": (ticketing.come_back, TicketState.WAITING),
    "leave": (ticketing.leave, TicketState.LEFT),
}


def _move(desk: OfflineDesk, event: Event, data: Any, by: Actor) -> Said:
    row = _named(desk.reception, data.ticket)
    if row is None:
        raise Refused(_("没有%(number)s号。") % {"number": data.ticket})
    act, target = MOVES[event.kind]
    if row.state == target:
        return ALREADY
    act(row, by=by, at=event.at)
    return TAKEN


def _named(reception: Reception, name: str) -> Ticket | None:
    """A ticket as the desk calls it: by what it wrote on the paper, or by the number the product had given."""
    which = {"number": int(name), "label": ""} if name.isdecimal() else {"label": name}
    return reception.tickets.select_related("reception__station").filter(**which).first() if name else None


def _sheet(desk: OfflineDesk, event: Event, data: Any, by: Actor) -> Said:
    """A sheet needs no ticket: when the number was written down elsewhere, the words are taken in all the same."""
    ticket, reason = _named(desk.reception, data.ticket), ""
    if ticket is None and data.ticket:
        reason = _("没有%(number)s号，来访照样记下了。") % {"number": data.ticket}
    elif ticket is not None and ticket.state == TicketState.SERVED:
        reason = _("%(number)s号已经登记过，来访照样记下了。") % {"number": data.ticket}
        ticket = None
    sheet = Sheet(
        matters=[_matter(desk, each) for each in data.matters],
        came_at=event.at,
        headcount=data.headcount,
        signed=data.signed,
        deputy=data.deputy,
    )
    note_visit(desk.reception, sheet, by=by, ticket=ticket, key=event.id)
    return Outcome.TAKEN, reason


def _matter(desk: OfflineDesk, given: Any) -> Matter:
    return Matter(
        text=given.text,
        place=given.place,
        door=given.door,
        words=given.words,
        source=given.source,
        target=given.target,
        deputy=given.deputy,
        contact=given.contact,
        tell_by=given.tell_by,
        confidential=given.confidential,
        told=given.told,
        reserved=opinions.Reserved(desk.block.code, given.number),
    )


def _close(desk: OfflineDesk, event: Event, _data: Any, by: Actor) -> Said:
    """Kept until the last desk is back: only then is it known who came."""
    if desk.reception.state == State.HELD:
        return ALREADY
    desk.over_at = event.at
    desk.save(update_fields=["over_at"])
    record("receptions.desk_over", desk, by=by, division=desk.reception.station.division, event_at=event.at)
    return TAKEN


ACTS: dict[str, Callable[[OfflineDesk, Event, Any, Actor], Said]] = {
    "open": _open,
    "attend": _attend,
    "ticket": _ticket,
    **dict.fromkeys(MOVES, _move),
    "sheet": _sheet,
    "close": _close,
}
