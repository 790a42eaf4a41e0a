"""Bookings without an account: a number and a code, one place at most sold once, a waiting list that moves up."""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from lianxin.kit import chance, moment
from lianxin.kit.actor import RESIDENT, SYSTEM, Actor
from lianxin.kit.crypto import vault
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.opinions import rules as receipts
from lianxin.outbox import actions as outbox
from lianxin.receptions import permissions, rules
from lianxin.receptions.actions.frame import allow, reception_locked, when_words
from lianxin.receptions.models import Booking, BookingKey, Reception, Slot
from lianxin.receptions.workflow import BOOKING, COMING, BookingState, State

KEY_LIFE = timedelta(hours=24)
TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
REMINDER = "receptions.booking_tomorrow"
ALIVE = (BookingState.BOOKED, BookingState.WAITING)


class Full(Refused):
    """The hour that was wished is taken; the person may wait or choose another."""


class Used(Refused):
    """This form's booking was cancelled; a new form books anew."""


def full(at: str) -> Full:
    return Full(_("%(at)s已经约满了。可以选别的时间，或者排候补。") % {"at": at})


@dataclass(frozen=True)
class Booked:
    """What the resident takes away."""

    number: str
    check_code: str
    reception: Reception
    at: str
    """09:20, or '' while he waits."""
    waiting: bool


def code_of(row: Booking) -> str:
    """The ten digits that cancel a booking: HMAC(server key, number ‖ nonce); never stored."""
    mac = vault(settings.KEYS).mac("booking-code", f"{row.number}|{row.check_nonce}".encode(), row.check_key)
    return receipts.code_from_mac(mac[1:])


def contact_of(row: Booking) -> str:
    """Where whoever booked can be reached, in clear; callers check the right and note the sight."""
    if row.contact is None:
        return ""
    return vault(settings.KEYS).decrypt("booking", bytes(row.contact), row.number.encode()).decode()


def booked_of(row: Booking) -> Booked:
    return Booked(
        number=row.number,
        check_code=code_of(row),
        reception=row.reception,
        at=f"{row.slot.at:%H:%M}" if row.slot else "",
        waiting=row.state == BookingState.WAITING,
    )


def book(
    reception: Reception,
    at: str,
    *,
    by: Actor = RESIDENT,
    contact: str = "",
    headcount: int = 1,
    may_wait: bool = False,
    key: str = "",
) -> Booked:
    """Book a time ("09:20") of a reception.

    Full when it is taken and `may_wait` is not given; then he stands on the waiting list. `key` makes it idempotent.
    Of many who ask for the last place at once exactly one gets it: the slot's row counts, the database refuses more.
    Who comes too late is told so by a read alone, and keeps nobody waiting who writes.
    """
    if by != RESIDENT:
        allow(permissions.may_book_for(by, reception))
    name = vault(settings.KEYS).mac("booking-key", key.encode("utf-8", "replace"), 1).hex()[2:66] if key else ""
    earlier = _earlier(name)
    if earlier:
        return earlier
    if (
        not may_wait
        and reception.slots.filter(at=at if TIME.fullmatch(at) else None, taken__gte=F("capacity")).exists()
    ):
        raise full(at)
    try:
        return _booked(reception, at, by, contact, headcount, may_wait, name)
    except IntegrityError:
        earlier = _earlier(name)
        if earlier is None:
            raise
        return earlier


def _earlier(name: str) -> Booked | None:
    kept = BookingKey.objects.filter(pk=name, at__gte=moment.now() - KEY_LIFE).first() if name else None
    if kept is None:
        return None
    row = Booking.objects.select_related("reception__station", "slot").get(number=kept.number)
    if row.state == BookingState.CANCELLED:
        raise Used(_("这张表约的已经取消了。还想来，请再选一次时间。"))
    return booked_of(row)


@transaction.atomic
def _booked(
    reception: Reception, at: str, by: Actor, contact: str, headcount: int, may_wait: bool, name: str
) -> Booked:
    reception = reception_locked(reception)  # nobody moves or cancels it meanwhile
    must_take_bookings(reception, moment.now())
    slot = next((s for s in reception.slots.all() if f"{s.at:%H:%M}" == at), None)
    if slot is None or is_past(reception, slot, moment.now()):
        raise Refused(_("请从给出的时间里选一个。"))
    taken = _taken(slot)
    if not taken and not may_wait:
        raise full(at)
    row = _row(reception, slot if taken else None, contact, headcount, by)
    row.save(force_insert=True)
    verb = "receptions.booked" if taken else "receptions.waitlisted"
    record(verb, row, by=by, division=reception.station.division, first=True)
    if name:
        BookingKey.objects.update_or_create(key=name, defaults={"number": row.number, "at": moment.now()})
    return booked_of(row)


def _row(reception: Reception, slot: Slot | None, contact: str, headcount: int, by: Actor) -> Booking:
    number = receipts.number_with_check_digit(str(chance.below(10**11)).zfill(11))
    nonce, keys = chance.octets(16).hex(), vault(settings.KEYS)
    clear = receipts.accepted_contact(contact)
    return Booking(
        number=number,
        check_nonce=nonce,
        check_key=keys.mac("booking-code", f"{number}|{nonce}".encode())[0],
        reception=reception,
        slot=slot,
        state=BookingState.BOOKED if slot else BookingState.WAITING,
        headcount=max(1, min(headcount, rules.MOST_PEOPLE)),
        contact=keys.encrypt("booking", clear.encode(), number.encode()) if clear else None,
        by_staff=by != RESIDENT,
        booked_at=moment.now(),
    )


def must_take_bookings(reception: Reception, now: datetime) -> None:
    """Refused, with what to do instead, when this reception can't be booked (any more)."""
    if reception.state not in (State.ANNOUNCED, State.OPEN):
        raise Refused(_("这次接待%(state)s，不能预约。") % {"state": reception.get_state_display()})
    if not reception.slot_minutes:
        raise Refused(_("这次接待不用预约，当天直接来就行。"))
    local = now.astimezone(moment.SHANGHAI)
    if (reception.day, reception.ends) <= (local.date(), local.time()):
        raise Refused(_("这次接待已经结束了，请约下一次。"))


def is_past(reception: Reception, slot: Slot, now: datetime) -> bool:
    local = now.astimezone(moment.SHANGHAI)
    return (reception.day, slot.at) <= (local.date(), local.time())


def find(number: str, code: str) -> Booking | None:
    """The booking that number and code name; None for anything else, whichever of the two is wrong."""
    digits, typed = receipts.read_number(number) or "", receipts.read_code(code) or "x"
    row = Booking.objects.select_related("reception__station", "slot").filter(number=digits).first()
    right = code_of(row or Booking(number=digits, check_nonce="0" * 32, check_key=1))
    return row if row is not None and hmac.compare_digest(right, typed) else None


@transaction.atomic
def cancel_booking(booking: Booking, *, by: Actor = RESIDENT) -> Booking:
    """He will not come (his code was checked by the face); the first who waits has the place, and is told."""
    reception_locked(booking.reception)
    row = _locked(booking)
    if by not in (RESIDENT, SYSTEM):
        allow(permissions.may_book_for(by, row.reception))
    if not BOOKING.allows("cancel", BookingState(row.state)):
        raise Overtaken(_("这个预约现在是“%(state)s”，不用再取消。") % {"state": row.get_state_display()})
    slot, row.state, row.slot = row.slot, BookingState.CANCELLED, None
    row.save(update_fields=["state", "slot"])
    record("receptions.booking_cancelled", row, by=by, division=row.reception.station.division)
    outbox.void([row.number], kinds=[REMINDER])
    if slot is not None:
        _pass_place_on(row.reception, slot, by)
    return row


def _locked(booking: Booking) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("reception__station", "slot")
    return rows.get(pk=booking.pk)


def _pass_place_on(reception: Reception, slot: Slot, by: Actor) -> None:
    """A place that is free again goes to whoever has waited longest; else the slot counts one less."""
    waiting = Booking.objects.select_for_update(of=("self",)).filter(reception=reception, state=BookingState.WAITING)
    first = waiting.order_by("booked_at", "pk").first() if not is_past(reception, slot, moment.now()) else None
    if first is None:
        Slot.objects.filter(pk=slot.pk, taken__gt=0).update(taken=F("taken") - 1)
        return
    _moved_up(first, slot, reception)


def _moved_up(first: Booking, slot: Slot, reception: Reception) -> None:
    first.state, first.slot = BOOKING.after("move_up", BookingState(first.state)), slot
    first.save(update_fields=["state", "slot"])
    record("receptions.moved_up", first, by=SYSTEM, division=reception.station.division)
    tell_booker(first, reception, "receptions.booking_moved_up", at=f"{slot.at:%H:%M}")


@transaction.atomic
def fill_places(reception: Reception) -> int:
    """Whoever waits gets the places that have become free, the earliest first; returns how many moved up.

    A cancelled booking passes its place on by itself; this is for places that came free when nobody waited yet.
    """
    reception = reception_locked(reception)
    if State(reception.state) not in COMING:
        return 0
    waiting = reception.bookings.select_for_update(of=("self",)).filter(state=BookingState.WAITING)
    queue, done = list(waiting.order_by("booked_at", "pk")), 0
    for slot in reception.slots.filter(taken__lt=F("capacity")).order_by("at") if queue else ():
        while queue and not is_past(reception, slot, moment.now()) and _taken(slot):
            _moved_up(queue.pop(0), slot, reception)
            done += 1
    return done


def _taken(slot: Slot) -> bool:
    return bool(Slot.objects.filter(pk=slot.pk, taken__lt=F("capacity")).update(taken=F("taken") + 1))


def tell_booker(row: Booking, reception: Reception, kind: str, **params: str) -> None:
    """A resident who left a contact is telephoned; else the booking's own page says it."""
    if row.contact is None:
        return
    outbox.tell(
        kind,
        to_kind="resident",
        to_ref=row.number,
        form="phone",
        params={"station": reception.station.name, "when": when_words(reception), "number": row.number, **params},
        division=reception.station.division,
        station=reception.station.code,
    )


def tell_booked(reception: Reception, kind: str) -> int:
    """Everybody who holds a booking or waits is told; returns how many could be."""
    rows = reception.bookings.filter(state__in=ALIVE, contact__isnull=False).order_by("pk")
    for row in rows:
        tell_booker(row, reception, kind)
    return len(rows)


def free_all(reception: Reception, *, by: Actor) -> int:
    """All bookings of a reception lapse: it is off, or at another hour. In the act's transaction."""
    rows = reception.bookings.select_for_update(of=("self",)).filter(state__in=ALIVE).order_by("pk")
    done = 0
    for row in rows:
        row.state, row.slot = BOOKING.after("cancel", BookingState(row.state)), None
        row.save(update_fields=["state", "slot"])
        record("receptions.booking_lapsed", row, by=by, division=reception.station.division)
        outbox.void([row.number], kinds=[REMINDER])
        done += 1
    reception.slots.update(taken=0)
    return done
