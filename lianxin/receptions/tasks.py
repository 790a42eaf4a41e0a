"""Clockwork of receptions: who booked is reminded the day before, free places go to who waits."""

from datetime import timedelta

from django.db.models import F

from lianxin.kit import moment
from lianxin.kit.clockwork import Periodic
from lianxin.receptions import actions
from lianxin.receptions.models import Booking, Reception
from lianxin.receptions.workflow import COMING, BookingState

REMIND_FROM = 8
"""The hour of the day before; nobody is rung at night."""


def remind() -> int:
    """Remind everybody who booked for tomorrow before today and left a contact; returns how many."""
    now = moment.now().astimezone(moment.SHANGHAI)
    if now.hour < REMIND_FROM:
        return 0
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    due = Booking.objects.filter(
        state=BookingState.BOOKED, reminded_at=None, contact__isnull=False, booked_at__lt=midnight,
        reception__state__in=COMING, reception__day=now.date() + timedelta(days=1),
    )  # fmt: skip
    return sum(actions.remind(row) for row in due.select_related("reception").order_by("pk")[:500])


def fill_places() -> int:
    """Give places that have become free to those who wait; returns how many moved up."""
    rows = Reception.objects.coming().filter(
        day__gte=moment.today(), bookings__state=BookingState.WAITING, slots__taken__lt=F("slots__capacity")
    )
    return sum(actions.fill_places(row) for row in rows.distinct().order_by("pk")[:200])


TASKS = [
    Periodic("receptions.remind", 600, remind),
    Periodic("receptions.fill_places", 300, fill_places),
]
