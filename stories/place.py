"""The place of the stories, on the installation that the environment names: `python -m stories.place`.

With days (`2026-11-04 2026-11-11`) its station has an announced plan: two deputies each time, from nine to half past
eleven, every twenty minutes one who booked.
"""

import sys
from collections.abc import Sequence
from datetime import date, time

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from lianxin.receptions import actions
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from lianxin.worlds.cast import Cast
from tests.world import PASSWORD, world

HOURS = actions.Hours(time(9), time(11, 30), needs=2)
SEATED = ("long", "liu")


def planned(cast: Cast, days: Sequence[date]) -> None:
    """Drafted by the convener, confirmed by the chair, published by the officer."""
    convener, officer = cast.actor("liu"), cast.actor("officer")
    plan = actions.draft_plan(cast.station, days[0].year, by=convener)
    actions.add_rhythm(plan, Rhythm(Every.DATES, dates=tuple(days), shift=Shift.KEEP), HOURS, by=convener)
    for row in plan.receptions.order_by("day"):
        actions.seat(row, [cast.people[nick].pk for nick in SEATED], by=convener)
    actions.submit_plan(plan, by=convener)
    actions.confirm_plan(plan, by=cast.actor("chair"))
    actions.publish_plan(plan, by=officer)


if __name__ == "__main__":
    made = world(PASSWORD)
    if sys.argv[1:]:
        planned(made, [date.fromisoformat(day) for day in sys.argv[1:]])
    sys.exit(0)
