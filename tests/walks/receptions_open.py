"""The open pages of receptions: lists, one of each kind, the booking form, the calendars, the sheet: everybody's."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from lianxin.kit import moment
from lianxin.receptions import actions
from lianxin.receptions.models import Reception
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import COUNTY, TOWN, VILLAGE
from tests.walks import Address

ASKED = ("", f"?division={TOWN}", f"?division={VILLAGE}", f"?division={COUNTY}", "?past=1", "?page=99", "?q=哪里也不是")
FILES = "feed_receptions receptions_json".split()
ELSEWHERE = {"publicity:receptions_csv": "a download; the room's own tests read it"}


def populate(made: Any) -> None:
    """A published plan of the home station: a day as announced, one with a full time, one corrected, one cancelled."""
    today, cast = moment.today(), made.cast
    days = tuple(today + timedelta(days=n) for n in (20, 21, 22, 23))
    year = days[0].year if days[0].year == days[-1].year else days[-1].year
    rhythm = Rhythm(every=Every.DATES, dates=tuple(d for d in days if d.year == year), shift=Shift.KEEP)
    if Reception.objects.filter(station=cast.station, plan__year=year).exists():
        return
    rows = list(factory.published(cast, year, rhythm).receptions.order_by("day"))
    actions.book(rows[0], "09:20")
    actions.book(rows[0], "09:40", contact=made.marks.phone)
    if len(rows) > 2:
        actions.substitute(rows[1].seats.get(), cast.people["yang"].pk, by=cast.actor("officer"), reason="去县里开会")
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
    return found
