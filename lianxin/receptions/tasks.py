"""Clockwork of receptions: who booked is reminded, free places go to who waits, the plan maker does what was asked."""

from datetime import timedelta

from django.db.models import F

from lianxin.kit import moment
from lianxin.kit.clockwork import Periodic
from lianxin.locality import queries as locality
from lianxin.receptions import actions, queries
from lianxin.receptions.making.running import MakingFailed, made
from lianxin.receptions.models import Booking, Reception
from lianxin.receptions.queries import proposing
from lianxin.receptions.workflow import COMING, BookingState, State

REMIND_FROM = 8
"""The hour of the day before; nobody is rung at night."""
LIMIT_SECONDS = 60.0
"""How long the plan maker may think about one request."""


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


def reckon_again() -> int:
    """Reckon provisional days anew whose year is published by now; returns how many were written."""
    table = locality.day_table()
    rows = Reception.objects.filter(
        provisional=True, day__gte=moment.today(), state__in=(State.PLANNED, State.ANNOUNCED), rhythm__isnull=False
    )
    rows = rows.select_related("plan__station", "station", "rhythm").order_by("day", "starts", "pk")[:1000]
    return sum(actions.reckon_again(row) for row in rows if queries.anew(row, table) is not None)


class NobodyWaits(Exception):
    """The draft was asked for anew, or is none any more: the maker stops."""


def make_proposals() -> int:
    """Make the proposal that was asked for first; returns for how many drafts. The next one comes next time."""
    plan = actions.wanted()
    if plan is None:
        return 0
    plans = actions.drafts_with(plan)
    if not plans:
        return int(actions.keep_failure(plan, ""))
    stamps = {each.code: proposing.stamp(each) for each in plans}
    asked = proposing.asked(plans)

    def tell(share: float, step: str) -> None:
        if not actions.tell_progress(plan, share, step):
            raise NobodyWaits

    try:
        found = made(asked.receptions, asked.people, asked.busy, progress=tell, limit_seconds=LIMIT_SECONDS)
    except MakingFailed as failed:
        return int(actions.keep_failure(plan, str(failed)))
    except NobodyWaits:
        return 0
    return actions.keep_proposal(plans, found, stamps)


def take_numbers_back() -> int:
    """Desks without network that have not come back long after their day: what is unused of their receipt numbers is
    voided; returns how many desks. What they bring after all is entered by hand.
    """
    rows = queries.overdue_desks(moment.today())
    for row in rows:
        actions.give_up(row)
    return len(rows)


TASKS = [
    Periodic("receptions.make_proposals", 2, make_proposals),
    Periodic("receptions.remind", 600, remind),
    Periodic("receptions.fill_places", 300, fill_places),
    Periodic("receptions.reckon_again", 300, reckon_again),
    Periodic("receptions.take_numbers_back", 3600, take_numbers_back),
]
