"""Receptions: one whose places are asked for all at once, and the calendar of a county's year.

`python -m tests.bench.receptions place|calendar COUNT` prints one JSON value; the environment names an installation
with nothing in it but its schema; `calendar` comes after `place`.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from datetime import time as time_of
from typing import Any, TypeVar

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from icalendar import Calendar, Event

from lianxin.deputies.models import Person
from lianxin.kit import moment
from lianxin.publicity.queries import calendars
from lianxin.receptions import queries as receptions
from lianxin.receptions.models import Reception, Seat
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from lianxin.receptions.tests import factory
from lianxin.receptions.workflow import State
from lianxin.worlds.cast import COUNTY
from tests.world import world

Found = TypeVar("Found")
ROUNDS = 3


def place() -> dict[str, Any]:
    """A reception with a place at each of its times."""
    cast, day = world(), moment.today() + timedelta(days=10)
    row = factory.on(factory.published(cast, day.year, _one(day)), day)
    return {"reception": row.code, "times": [each.at for each in receptions.times(row.code)]}


def _one(day: date) -> Rhythm:
    return Rhythm(every=Every.DATES, dates=(day,), shift=Shift.KEEP)


def calendar(count: str) -> dict[str, Any]:
    """Seconds to read and to write so many receptions; of the bare rows, and of the library writing the same events."""
    _many(int(count))
    year = moment.today().year + 1
    cards, reading = _timed(lambda: receptions.of_year("", year, scope=COUNTY))
    written, writing = _timed(lambda: calendars.calendar(cards, "新邵县接待日"))
    columns = ("code", "station__name", "day", "starts", "ends", "place", "state", "announced_at")
    in_county = Reception.objects.filter(day__year=year, station__division__startswith=COUNTY[:6])
    rows, bare = _timed(lambda: list(in_county.order_by("day", "starts").values_list(*columns)))
    _octets, library = _timed(lambda: _by_the_library(cards))
    mark = ("bench", count)
    calendars.remembered(mark, lambda: written)
    _again, again = _timed(lambda: calendars.remembered(mark, lambda: b""))
    return {
        "events": written.count(b"BEGIN:VEVENT"), "rows": len(rows), "reading": reading, "writing": writing,
        "bare": bare, "library": library, "again": again, "octets": len(written),
    }  # fmt: skip


def _timed(act: Callable[[], Found]) -> tuple[Found, float]:
    """What an act gives, and the median of its seconds; the first time, which loads what it needs, does not count."""
    found, seconds = act(), []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found = act()
        seconds.append(time.perf_counter() - began)
    return found, sorted(seconds)[ROUNDS // 2]


def _many(count: int) -> None:
    """So many announced receptions of next year beside the one of `place`, with two deputies each, past the actions."""
    year, seat = moment.today().year + 1, Seat.objects.select_related("reception__plan__station").get()
    plan, people = seat.reception.plan, (seat.person_id, Person.objects.get(name="麻秋实").pk)
    common = {"plan": plan, "station": plan.station, "place": "寸石镇建设路1号，镇政府大院一楼", "ends": time_of(23)}
    common |= {"state": State.ANNOUNCED, "announced_at": moment.now()}
    made = [
        Reception(day=date(year, 1, 5) + timedelta(days=n % 350), starts=time_of(8, n // 350), **common)
        for n in range(count)
    ]
    Reception.objects.bulk_create(made, batch_size=500)
    Seat.objects.bulk_create([Seat(reception=row, person_id=key) for row in made for key in people], batch_size=500)


def _by_the_library(cards: Sequence[receptions.ReceptionCard]) -> bytes:
    """The same events as icalendar writes them."""
    whole = Calendar()
    for card in cards:
        event = Event()
        event.add("uid", card.code)
        event.add("dtstamp", card.changed_at or moment.now())
        event.add("dtstart", datetime.combine(card.day, card.starts, moment.SHANGHAI))
        event.add("dtend", datetime.combine(card.day, card.ends, moment.SHANGHAI))
        event.add("summary", card.station_name)
        event.add("location", card.place)
        event.add("description", calendars.described(card))
        whole.add_component(event)
    whole.add_missing_timezones(first_date=date(2020, 1, 1))
    return bytes(whole.to_ical())


if __name__ == "__main__":
    print(json.dumps({f.__name__: f for f in (place, calendar)}[sys.argv[1]](*sys.argv[2:])))
