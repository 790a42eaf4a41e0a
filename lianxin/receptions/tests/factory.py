"""A published plan for tests, made by the real actions."""

from datetime import date, time

from lianxin.kit.actor import Actor
from lianxin.receptions import actions
from lianxin.receptions.models import Reception, ReceptionPlan
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from lianxin.worlds.cast import Cast

MONDAYS = Rhythm(every=Every.WEEKLY, weekdays=(0,), shift=Shift.FORWARD)
ONE_DAY = Rhythm(every=Every.DATES, dates=(date(2026, 11, 9),), shift=Shift.KEEP)
MORNING = actions.Hours(time(9), time(11), needs=1, slot_minutes=20, per_slot=1)


def drafted(cast: Cast, year: int = 2026, rhythm: Rhythm = MONDAYS, by: Actor | None = None) -> ReceptionPlan:
    """A draft with one rhythm, and 刘禾生 at each of its days."""
    who = by or cast.actor("liu")
    plan = actions.draft_plan(cast.station, year, by=who)
    actions.add_rhythm(plan, rhythm, MORNING, by=who)
    for row in plan.receptions.order_by("day"):
        actions.seat(row, [cast.people["liu"].pk], by=who)
    return plan


def published(cast: Cast, year: int = 2026, rhythm: Rhythm = MONDAYS) -> ReceptionPlan:
    """Drafted by the convener, confirmed by the chair, put up by the officer."""
    plan = drafted(cast, year, rhythm)
    actions.submit_plan(plan, by=cast.actor("liu"))
    actions.confirm_plan(plan, by=cast.actor("chair"))
    return actions.publish_plan(plan, by=cast.actor("officer"))


def on(plan: ReceptionPlan, day: date) -> Reception:
    """The reception of a day."""
    return plan.receptions.select_related("station", "plan").get(day=day)
