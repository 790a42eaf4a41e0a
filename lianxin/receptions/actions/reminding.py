"""Whoever booked and left a contact is reminded the day before, once (Article 6)."""

from datetime import timedelta

from django.db import transaction

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.ledger.actions import record
from lianxin.receptions.actions.booking import REMINDER, tell_booker
from lianxin.receptions.actions.frame import reception_locked
from lianxin.receptions.models import Booking
from lianxin.receptions.workflow import COMING, BookingState, State


@transaction.atomic
def remind(booking: Booking) -> bool:
    """Put down that he is to be reminded of tomorrow; whether he was, False when he need not be (any more)."""
    reception = reception_locked(booking.reception)
    row = Booking.objects.select_for_update(of=("self",)).select_related("slot").get(pk=booking.pk)
    now = moment.now()
    tomorrow = now.astimezone(moment.SHANGHAI).date() + timedelta(days=1)
    comes = row.state == BookingState.BOOKED and State(reception.state) in COMING and reception.day == tomorrow
    if not comes or row.slot is None or row.contact is None or row.reminded_at is not None:
        return False
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    record("receptions.reminded", row, by=SYSTEM, division=reception.station.division)
    tell_booker(row, reception, REMINDER, at=f"{row.slot.at:%H:%M}", place=reception.place)
    return True
