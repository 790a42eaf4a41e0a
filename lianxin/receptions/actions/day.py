"""The reception itself: who came to receive, what was said and answered, and "nobody came" without blame."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.opinions import actions as opinions
from lianxin.opinions import queries as opinion_queries
from lianxin.opinions.rules import Channel, TellBy
from lianxin.receptions import permissions, rules
from lianxin.receptions.actions.absence import seat_after, seat_detail, seat_locked
from lianxin.receptions.actions.frame import allow, reception_after, reception_locked
from lianxin.receptions.actions.publishing import kept_as
from lianxin.receptions.actions.ticketing import served
from lianxin.receptions.models import Reception, Seat, Ticket, Visit, VisitMatter
from lianxin.receptions.workflow import BOOKING, BookingState, SeatState, State, TicketState

MOST_MATTERS = 20


@dataclass(frozen=True)
class Matter:
    """One matter of a visit: what was said, and the door that was taken at once ("answer", "inform", "" for later)."""

    text: str
    place: str = ""
    door: str = ""
    words: str = ""
    source: str = ""
    target: str = ""
    contact: str = ""
    tell_by: str = TellBy.LOOKUP
    confidential: bool = False


@dataclass(frozen=True)
class Sheet:
    """What a reception sheet holds. Nobody has to say who he is."""

    matters: Sequence[Matter]
    came_at: datetime | None = None
    headcount: int = 1
    signed: bool = False
    deputy: str = ""
    """Code of the deputy who answered; '' when an officer alone was there, or the actor is the deputy."""


@dataclass(frozen=True)
class Noted:
    """The visit, and a receipt for each of its matters in order."""

    visit: Visit
    receipts: tuple[opinions.Receipt, ...]


@transaction.atomic
def open_reception(reception: Reception, *, by: Actor) -> Reception:
    """It begins; only on its day."""
    reception = reception_locked(reception)
    allow(permissions.may_run_day(by, reception))
    target = reception_after("open", reception)
    if reception.day != moment.today():
        raise Refused(_("这次接待是%(day)s的，不能今天开始。") % {"day": reception.day.isoformat()})
    reception.state, reception.opened_at = target, moment.now()
    reception.save(update_fields=["state", "opened_at"])
    record("receptions.opened", reception, by=by, division=reception.station.division)
    return reception


@transaction.atomic
def attend(seat: Seat, *, by: Actor, arrived_at: datetime | None = None) -> Seat:
    """A deputy is there; after the announced hour the record says that he came later."""
    reception, row = seat_locked(seat)
    allow(permissions.may_run_day(by, reception))
    target = seat_after("attend", row)
    arrived = arrived_at or moment.now()
    if reception.day > moment.today() or arrived > moment.now():
        raise Refused(_("还没有到接待的日子。"))
    row.state, row.arrived_at = target, arrived
    row.late = rules.came_late(arrived.astimezone(moment.SHANGHAI), reception.day, reception.starts)
    row.save(update_fields=["state", "arrived_at", "late"])
    record(
        "receptions.attended", row, by=by, division=reception.station.division, detail=seat_detail(row),
        event_at=arrived,
    )  # fmt: skip
    return row


@transaction.atomic
def note_visit(reception: Reception, sheet: Sheet, *, by: Actor, ticket: Ticket | None = None) -> Noted:
    """Write one visit down, on the spot or from paper afterwards; each matter gets its own receipt.

    A reception that was never opened is noted as held by the first visit that is entered back for it.
    """
    reception = reception_locked(reception)
    allow(permissions.may_run_day(by, reception))
    if reception.state == State.ANNOUNCED:
        _noted_held(reception, by)
    reception_after("note_visit", reception)
    if not sheet.matters or len(sheet.matters) > MOST_MATTERS:
        raise Refused(_("请写下来访的人说了什么；一次最多记%(most)d件。") % {"most": MOST_MATTERS})
    now = moment.now()
    came_at = sheet.came_at or now
    if came_at > now or came_at.astimezone(moment.SHANGHAI).date() != reception.day:
        raise Refused(_("来访时间要在接待当天，不能在将来。"))
    visit = Visit.objects.create(
        reception=reception,
        ticket=ticket,
        came_at=came_at,
        entered_at=now,
        entered_by=by.ref,
        late_entry=rules.entered_late(came_at, now),
        headcount=max(1, min(sheet.headcount, rules.MOST_PEOPLE)),
        signed=sheet.signed,
        received_by="、".join(names_present(reception))[:200],
    )
    record(
        "receptions.visit_noted", visit, by=by, division=reception.station.division, first=True, event_at=came_at,
        detail=kept_as(reception, late_entry=visit.late_entry),
    )  # fmt: skip
    receipts = tuple(_registered(visit, each, sheet, by) for each in sheet.matters)
    if reception.nobody_came:
        reception.nobody_came = False
        reception.save(update_fields=["nobody_came"])
        record("receptions.somebody_came", reception, by=by, division=reception.station.division)
    if ticket is not None:
        served(ticket, by)
    return Noted(visit, receipts)


def names_present(reception: Reception) -> list[str]:
    """The deputies who were there; before anybody was noted, those who were to be."""
    seats = reception.seats.select_related("person").order_by("pk")
    came = [row.person.name for row in seats if row.state == SeatState.ATTENDED]
    return came or [row.person.name for row in seats if row.state == SeatState.PLANNED]


def _registered(visit: Visit, matter: Matter, sheet: Sheet, by: Actor) -> opinions.Receipt:
    words = opinions.Words(
        text=matter.text,
        place=matter.place,
        station=visit.reception.station.code,
        contact=matter.contact,
        tell_by=matter.tell_by,
        channel=Channel.RECEPTION,
        happened_at=visit.came_at,
        headcount=visit.headcount,
        confidential=matter.confidential,
    )
    receipt = opinions.register(words, by=by)
    row = opinion_queries.by_number(receipt.number)
    assert row is not None
    VisitMatter.objects.create(visit=visit, opinion=row)
    if matter.door == "answer" and not matter.confidential:
        opinions.answer_on_the_spot(row, words=matter.words, source=matter.source, by=by, deputy=sheet.deputy)
    elif matter.door == "inform" and not matter.confidential:
        opinions.inform(row, target=matter.target, words=matter.words, by=by)
    return receipt


def _noted_held(reception: Reception, by: Actor) -> None:
    if reception.day > moment.today() and by != SYSTEM:
        raise Refused(_("还没有到接待的日子。"))
    reception.state, reception.closed_at = reception_after("note_held", reception), moment.now()
    reception.save(update_fields=["state", "closed_at"])
    record(
        "receptions.held", reception, by=by, division=reception.station.division,
        detail=kept_as(reception, afterwards=True),
    )  # fmt: skip


@transaction.atomic
def close_reception(reception: Reception, *, by: Actor) -> Reception:
    """It is over. Nobody came: that is a record too, and no reproach. Who booked and did not come is noted so."""
    reception = reception_locked(reception)
    allow(permissions.may_run_day(by, reception))
    target = reception_after("close", reception)
    if reception.tickets.filter(state=TicketState.CALLED).exists():
        raise Refused(_("还有请进的人没有登记。先登记，或者按“已离开”。"))
    reception.state, reception.closed_at = target, moment.now()
    reception.nobody_came = not reception.visits.exists()
    reception.save(update_fields=["state", "closed_at", "nobody_came"])
    record(
        "receptions.held", reception, by=by, division=reception.station.division,
        detail=kept_as(reception, nobody=reception.nobody_came),
    )  # fmt: skip
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
