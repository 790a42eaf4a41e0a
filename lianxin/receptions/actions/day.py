"""The reception itself: it begins, deputies come, it is over; "nobody came" without blame."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.receptions import permissions, rules
from lianxin.receptions.actions.absence import seat_after, seat_detail, seat_locked
from lianxin.receptions.actions.frame import allow, happened, reception_after, reception_locked
from lianxin.receptions.actions.publishing import kept_as
from lianxin.receptions.actions.ticketing import let_go
from lianxin.receptions.models import Reception, Seat
from lianxin.receptions.workflow import BOOKING, BookingState, SeatState, TicketState


@transaction.atomic
def open_reception(reception: Reception, *, by: Actor, at: datetime | None = None) -> Reception:
    """It begins; only on its day. `at`: it began then, and the desk had no network to say so."""
    reception = reception_locked(reception)
    allow(permissions.may_run_day(by, reception))
    target = reception_after("open", reception)
    if at is None and reception.day != moment.today():
        raise Refused(_("这次接待是%(day)s的，不能今天开始。") % {"day": reception.day.isoformat()})
    reception.state, reception.opened_at = target, happened(reception, at)
    reception.save(update_fields=["state", "opened_at"])
    record("receptions.opened", reception, by=by, division=reception.station.division, event_at=at)
    return reception


@transaction.atomic
def attend(seat: Seat, *, by: Actor, arrived_at: datetime | None = None) -> Seat:
    """A deputy is there; after the announced hour the record says that he came later.

    Noted on a later day without an hour, from paper, it says that he came and not when.
    """
    reception, row = seat_locked(seat)
    allow(permissions.may_run_day(by, reception))
    target = seat_after("attend", row)
    arrived = arrived_at or (moment.now() if reception.day >= moment.today() else None)
    if reception.day > moment.today() or (arrived and arrived > moment.now()):
        raise Refused(_("还没有到接待的日子。"))
    row.state, row.arrived_at = target, arrived
    came = arrived.astimezone(moment.SHANGHAI) if arrived else None
    row.late = came is not None and rules.came_late(came, reception.day, reception.starts)
    row.save(update_fields=["state", "arrived_at", "late"])
    record(
        "receptions.attended", row, by=by, division=reception.station.division, detail=seat_detail(row),
        event_at=arrived,
    )  # fmt: skip
    return row


@transaction.atomic
def close_reception(reception: Reception, *, by: Actor, at: datetime | None = None) -> Reception:
    """It is over. Nobody came: that is a record too, and no reproach. Who booked and did not come is noted so,
    and whoever still waited has left. `at`: it was over then, and the desk had no network to say so.
    """
    reception = reception_locked(reception)
    allow(permissions.may_run_day(by, reception))
    target = reception_after("close", reception)
    if reception.tickets.filter(state=TicketState.CALLED).exists():
        raise Refused(_("还有请进的人没有登记。先登记，或者按“已离开”。"))
    reception.state, reception.closed_at = target, happened(reception, at)
    reception.nobody_came = not reception.visits.exists() and not reception.last_ticket
    reception.save(update_fields=["state", "closed_at", "nobody_came"])
    record(
        "receptions.held", reception, by=by, division=reception.station.division, event_at=at,
        detail=kept_as(reception, nobody=reception.nobody_came),
    )  # fmt: skip
    let_go(reception, by, at)
    _settle_seats(reception, by)
    _settle_bookings(reception, by)
    return reception


@transaction.atomic
def note_nobody_came(reception: Reception, *, by: Actor) -> Reception:
    """Afterwards, from paper: the deputies sat there, and nobody came."""
    reception = reception_locked(reception)
    allow(permissions.may_run_day(by, reception))
    if reception.day > moment.today():
        raise Refused(_("还没有到接待的日子。"))
    reception.state, reception.closed_at = reception_after("note_held", reception), moment.now()
    reception.nobody_came = True
    reception.save(update_fields=["state", "closed_at", "nobody_came"])
    record(
        "receptions.held", reception, by=by, division=reception.station.division,
        detail=kept_as(reception, nobody=True, afterwards=True),
    )  # fmt: skip
    return reception


def _settle_seats(reception: Reception, by: Actor) -> None:
    for row in reception.seats.filter(state=SeatState.PLANNED).select_related("person").order_by("pk"):
        row.reception = reception
        row.state = seat_after("be_absent", row)
        row.save(update_fields=["state"])
        record("receptions.absent", row, by=by, division=reception.station.division, detail=seat_detail(row))


def _settle_bookings(reception: Reception, by: Actor) -> None:
    rows = reception.bookings.filter(state__in=(BookingState.BOOKED, BookingState.WAITING)).order_by("pk")
    for row in rows:
        row.state = BOOKING.after("miss", BookingState(row.state))
        row.save(update_fields=["state"])
        record("receptions.booking_missed", row, by=by, division=reception.station.division)
