"""The open pages of receptions: lists, one of each kind, the booking form, the calendars, the sheet: everybody's."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from lianxin.kit import moment
from lianxin.receptions import actions
from lianxin.receptions.models import Reception, ReceptionPlan
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import COUNTY, TOWN, VILLAGE
from tests.walks import Address

ASKED = ("", f"?division={TOWN}", f"?division={VILLAGE}", f"?division={COUNTY}", "?past=1", "?page=99", "?q=哪里也不是")
FILES = "feed_receptions receptions_json".split()
ELSEWHERE = {"publicity:receptions_csv": "a download; the room's own tests read it"}


def populate(made: Any) -> None:
    """Days added to the home station's plan: one as announced, one with a full time, one corrected, one cancelled."""
    today, cast = moment.today(), made.cast
    officer = cast.actor("officer")
    plan = ReceptionPlan.objects.get(station=cast.station, year=today.year)
    days = [day for n in (20, 21, 22, 23) if (day := today + timedelta(days=n)).year == today.year]
    people = [cast.people["liu"].pk]
    rows = [actions.add_reception(plan, day, factory.MORNING, people, reason="群众要求", by=officer) for day in days]
    if len(rows) < 4:
        return
    actions.book(rows[0], "09:20")
    actions.book(rows[0], "09:40", contact=made.marks.phone)
    actions.substitute(rows[1].seats.get(), cast.people["yang"].pk, by=officer, reason="去县里开会")
    actions.cancel_reception(rows[2], reason="停电", by=cast.actor("chair"))


def open_addresses(made: Any) -> list[Address]:
    """Each state of the list, a reception of each state, the form of bookings, and every file."""
    station, listed = made.cast.station.code, reverse("publicity:receptions")
    found = [Address("publicity:receptions", listed + asked, ()) for asked in (*ASKED, f"?station={station}")]
    found += [Address(f"publicity:{name}", reverse(f"publicity:{name}"), ()) for name in (*FILES, "booking")]
    found += [
        Address("publicity:calendar", reverse("publicity:calendar", args=[station]), ()),
        Address("publicity:calendar_division", reverse("publicity:calendar_division", args=[COUNTY]), ()),
        Address("publicity:receptions_notice", reverse("publicity:receptions_notice", args=[station]), ()),
        Address("api:receptions", reverse("api:receptions"), ()),
    ]
    for row in Reception.objects.public().filter(station__code=station).order_by("day")[:6]:
        for name in ("publicity:reception", "publicity:book", "api:reception"):
            found.append(Address(name, reverse(name, args=[row.code]), ()))
    today = Reception.objects.public().filter(station__code=station, tickets__isnull=False).distinct().get()
    for name in ("door", "door_paper", "board"):
        found.append(Address(f"publicity:{name}", reverse(f"publicity:{name}", args=[today.door]), ()))
    for ticket in today.tickets.order_by("number"):
        found.append(Address("publicity:place", reverse("publicity:place", args=[ticket.code]), ()))
    return found
