"""What of the reception year waits for somebody: a plan for its next step, a day for a deputy, words for a hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.receptions import permissions
from lianxin.receptions.models import HandEntry, Reception, ReceptionPlan
from lianxin.receptions.queries.desk import may_plan_at
from lianxin.receptions.queries.lives import lacking_somebody
from lianxin.receptions.queries.provisional import better_day
from lianxin.receptions.workflow import COMING, PlanState

NEXT_YEAR_FROM = 11
"""The month from which next year's plan is missed, and this year's no more."""
SOON = timedelta(days=7)
STEPS = {
    PlanState.SUBMITTED: ("to_confirm", permissions.may_confirm_plan),
    PlanState.CONFIRMED: ("to_publish", permissions.may_publish_plan),
}


@dataclass(frozen=True)
class Pressing:
    """One line of the day: what kind, how many, and what to open (code of a plan or reception; '' a list)."""

    kind: str
    count: int
    year: int = 0
    code: str = ""


def pressing(actor: Actor) -> list[Pressing]:
    """What waits for this person, the most pressing first; five queries, however large his county is."""
    if not permissions.reads(actor):
        return []
    stations = may_plan_at(actor)
    if not stations:
        return []
    return [*_days(actor, stations), *_by_hand(actor), *_plans(actor, stations)]


def _plans(actor: Actor, stations: list[Any]) -> Iterator[Pressing]:
    today = moment.today()
    rows = list(
        ReceptionPlan.objects.filter(station__in=stations, year__in=(today.year, today.year + 1))
        .select_related("station")
        .order_by("year", "pk")
    )
    for state, (kind, may) in STEPS.items():
        found = [row for row in rows if row.state == state and may(actor, row)]
        if found:
            yield Pressing(kind, len(found), found[0].year, found[0].code if len(found) == 1 else "")
    year = today.year + (today.month >= NEXT_YEAR_FROM)  # little is left of the running one by then
    planned = {row.station_id for row in rows if row.year == year}
    missing = sum(station.pk not in planned for station in stations)
    if missing:
        yield Pressing("no_plan", missing, year)


def _days(actor: Actor, stations: list[Any]) -> Iterator[Pressing]:
    today = moment.today()
    coming = Reception.objects.filter(station__in=stations, state__in=COMING, day__gte=today)
    short = list(lacking_somebody(coming.filter(day__lte=today + SOON)).order_by("day", "starts")[:50])
    if short:
        yield Pressing("short", len(short), code=short[0].code if len(short) == 1 else "")
    unsure = [row for row in coming.filter(provisional=True).order_by("day", "starts")[:200] if better_day(row)[0]]
    if unsure:
        yield Pressing("day_of_rest", len(unsure), code=unsure[0].code if len(unsure) == 1 else "")


def _by_hand(actor: Actor) -> Iterator[Pressing]:
    count = HandEntry.objects.filter(settled="", desk__reception__in=permissions.visible_to(actor)).count()
    if count:
        yield Pressing("by_hand", count)
