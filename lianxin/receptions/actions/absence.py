"""A deputy falls out: he asks leave, another stands in, and everybody can see it (Article 6)."""

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.receptions import permissions
from lianxin.receptions.actions.booking import tell_booked
from lianxin.receptions.actions.correcting import corrected
from lianxin.receptions.actions.drafting import may_sit
from lianxin.receptions.actions.frame import allow, clean, reception_locked, tell_deputy, tell_station
from lianxin.receptions.actions.publishing import kept_as
from lianxin.receptions.models import Reception, Seat
from lianxin.receptions.rules import Correction
from lianxin.receptions.workflow import COMING, SEAT, SeatState, State


def seat_locked(seat: Seat) -> tuple[Reception, Seat]:
    """The reception first, then the seat: the order every act takes."""
    reception = reception_locked(seat.reception)
    row = Seat.objects.select_for_update(of=("self",)).select_related("person").get(pk=seat.pk)
    row.reception = reception
    return reception, row


def seat_after(verb: str, seat: Seat) -> SeatState:
    if not SEAT.allows(verb, SeatState(seat.state)):
        raise Overtaken(_("%(name)s现在是“%(state)s”，这一步不用做了。") % {
            "name": seat.person.name, "state": seat.get_state_display()
        })  # fmt: skip
    return SEAT.after(verb, SeatState(seat.state))


def seat_detail(seat: Seat) -> dict[str, object]:
    """What the projection needs to know of a seat."""
    return kept_as(seat.reception, deputy=seat.person.code, stands_in=seat.stands_in_for_id is not None)


def _must_be_coming(reception: Reception) -> None:
    if State(reception.state) not in COMING:
        raise Refused(_("这次接待%(state)s，不用再调整代表。") % {"state": reception.get_state_display()})


@transaction.atomic
def ask_leave(seat: Seat, *, by: Actor, words: str = "") -> Seat:
    """He cannot come; he need not say why. The convener is told, and looks for somebody."""
    reception, row = seat_locked(seat)
    allow(permissions.may_ask_leave(by, reception, row.person_id))
    _must_be_coming(reception)
    row.state, row.words = seat_after("ask_leave", row), clean(words, _("说明"), 120)
    row.save(update_fields=["state", "words"])
    record("receptions.leave_asked", row, by=by, division=reception.station.division, detail=seat_detail(row))
    tell_station("receptions.leave_asked", reception, deputy=row.person.name)
    return row


@transaction.atomic
def take_back_leave(seat: Seat, *, by: Actor) -> Seat:
    """He can come after all, while nobody stands in for him."""
    reception, row = seat_locked(seat)
    allow(permissions.may_ask_leave(by, reception, row.person_id))
    _must_be_coming(reception)
    target = seat_after("take_back_leave", row)
    if row.substitutes.exclude(state=SeatState.DROPPED).exists():
        raise Overtaken(_("已经请别的代表来了。要一起来，请联络员再加上您。"))
    may_sit(reception, [row.person_id])
    row.state = target
    row.save(update_fields=["state"])
    record("receptions.leave_taken_back", row, by=by, division=reception.station.division, detail=seat_detail(row))
    return row


@transaction.atomic
def substitute(seat: Seat, person_id: int, *, by: Actor, reason: str = "") -> Seat:
    """Another deputy of the station receives in his place: a correction that everybody sees; who booked is told."""
    reception, row = seat_locked(seat)
    allow(permissions.may_substitute(by, reception))
    _must_be_coming(reception)
    if row.state == SeatState.PLANNED:
        row.state = seat_after("ask_leave", row)
        row.save(update_fields=["state"])
        record("receptions.leave_asked", row, by=by, division=reception.station.division, detail=seat_detail(row))
    if row.state != SeatState.ON_LEAVE or row.substitutes.exclude(state=SeatState.DROPPED).exists():
        raise Overtaken(_("%(name)s的位置已经有人接了。") % {"name": row.person.name})
    new = _joined(reception, person_id, by, row)
    corrected(
        reception, Correction.SUBSTITUTE, by=by, out=row.person_id, joined=person_id,
        reason=clean(reason, _("原因"), 200),
    )  # fmt: skip
    tell_deputy("receptions.stand_in", person_id, reception)
    tell_booked(reception, "receptions.booking_other_deputy")
    return new


@transaction.atomic
def join(reception: Reception, person_id: int, *, by: Actor) -> Seat:
    """One deputy more receives."""
    reception = reception_locked(reception)
    allow(permissions.may_substitute(by, reception))
    _must_be_coming(reception)
    new = _joined(reception, person_id, by, None)
    corrected(reception, Correction.JOINED, by=by, joined=person_id)
    tell_deputy("receptions.stand_in", person_id, reception)
    return new


@transaction.atomic
def leave_out(seat: Seat, *, by: Actor, reason: str = "") -> Seat:
    """He is on leave and nobody stands in: the notice says so. The last one who receives cannot be left out."""
    reception, row = seat_locked(seat)
    allow(permissions.may_substitute(by, reception))
    _must_be_coming(reception)
    target = seat_after("drop", row)
    others = reception.seats.filter(state__in=(SeatState.PLANNED, SeatState.ATTENDED)).exclude(pk=row.pk)
    if not others.exists():
        raise Refused(_("没有别的代表接待了。请先找人代替，或者取消这次接待。"))
    row.state = target
    row.save(update_fields=["state"])
    record("receptions.unseated", row, by=by, division=reception.station.division, detail=seat_detail(row))
    corrected(reception, Correction.LEFT_OUT, by=by, out=row.person_id, reason=clean(reason, _("原因"), 200))
    return row


def _joined(reception: Reception, person_id: int, by: Actor, stands_in_for: Seat | None) -> Seat:
    if reception.seats.filter(person_id=person_id).exclude(state=SeatState.DROPPED).exists():
        raise Overtaken(_("他已经在这次接待的名单里。"))
    may_sit(reception, [person_id])
    new = Seat.objects.create(reception=reception, person_id=person_id, stands_in_for=stands_in_for)
    record("receptions.seated", new, by=by, division=reception.station.division, first=True, detail=seat_detail(new))
    return new
