"""What was done to a plan, and what is told of one reception: from the ledger and the rows beside it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kit import moment
from lianxin.kit.wording import short_day
from lianxin.ledger.queries import entries_about
from lianxin.people.queries import names_of
from lianxin.receptions.models import PlanCorrection, PlanWish, Reception, ReceptionPlan, Seat
from lianxin.receptions.workflow import COMING, BookingState, PlanState, SeatState
from lianxin.stations import queries as stations

ACTS = {
    "receptions.plan_drafted": gettext_lazy("开始拟定"),
    "receptions.plan_submitted": gettext_lazy("报主席确认"),
    "receptions.plan_given_back": gettext_lazy("退回修改"),
    "receptions.plan_confirmed": gettext_lazy("主席确认"),
    "receptions.plan_published": gettext_lazy("公告"),
}
"""Corrections have a table of their own."""


def plan_life(plan: ReceptionPlan) -> list[tuple[Any, datetime, str]]:
    """What was done to a plan, by whom, the newest first."""
    entries = [entry for entry in entries_about("receptions.plan", [plan.code]) if entry.verb in ACTS]
    names = names_of([entry.actor for entry in entries])
    return [(ACTS[entry.verb], entry.event_at, names.get(entry.actor, "")) for entry in reversed(entries)]


def corrections_on(row: Reception) -> list[PlanCorrection]:
    """The newest first."""
    return list(row.corrections.select_related("out", "joined").order_by("-version", "-pk"))


def booked(row: Reception) -> tuple[int, int, int]:
    """How many places are taken, how many there are, how many people wait."""
    sums = row.slots.aggregate(taken=Sum("taken"), places=Sum("capacity"))
    waiting = row.bookings.filter(state=BookingState.WAITING).count()
    return sums["taken"] or 0, sums["places"] or 0, waiting


def which(rows: "QuerySet[Reception]", value: str) -> "QuerySet[Reception]":
    """The coming ones, those short of a deputy, those whose day is provisional, those whose notice came late."""
    coming = rows.filter(state__in=COMING, day__gte=moment.today())
    if value == "short":
        return lacking_somebody(coming)
    if value == "provisional":
        return rows.filter(provisional=True)
    return rows.filter(notice_late=True) if value == "late" else coming


def lacking_somebody(rows: "QuerySet[Reception]") -> "QuerySet[Reception]":
    """Those where somebody is on leave and nobody stands in."""
    there = Seat.objects.filter(stands_in_for=OuterRef("pk")).exclude(state=SeatState.DROPPED)
    left = Seat.objects.filter(reception=OuterRef("pk"), state=SeatState.ON_LEAVE).exclude(Exists(there))
    return rows.filter(Exists(left))


def span_words(first: str, last: str) -> str:
    """3月1日—3月15日, from ISO texts."""
    one, other = date.fromisoformat(first), date.fromisoformat(last)
    if one == other:
        return short_day(one)
    return _("%(first)s—%(last)s") % {"first": short_day(one), "last": short_day(other)}


# ── a deputy's own ─────────────────────────────────────────────────────────
@dataclass(frozen=True)
class MyDay:
    """A reception of his: with whom, whether he asked leave, who stands in, and whether it can still be changed."""

    row: Reception
    seat: Seat
    others: tuple[str, ...]
    on_leave: bool
    stands_in: str
    """Who receives in his place; '' while nobody does."""
    may_change: bool


def my_days(person_id: int) -> list[MyDay]:
    """A deputy's coming receptions, the next first; three queries."""
    seats = list(
        Seat.objects.filter(person_id=person_id, reception__day__gte=moment.today(), reception__state__in=COMING)
        .exclude(state=SeatState.DROPPED)
        .select_related("reception__station", "reception__plan")
        .order_by("reception__day", "reception__starts", "pk")
    )
    beside = Seat.objects.filter(reception__in=[seat.reception_id for seat in seats]).exclude(person_id=person_id)
    there: dict[int, list[Seat]] = {}
    for other in beside.exclude(state__in=(SeatState.DROPPED, SeatState.ON_LEAVE)).select_related("person"):
        there.setdefault(other.reception_id, []).append(other)
    return [_my_day(seat, there.get(seat.reception_id, [])) for seat in seats]


def _my_day(seat: Seat, others: list[Seat]) -> MyDay:
    instead = next((other.person.name for other in others if other.stands_in_for_id == seat.pk), "")
    away = seat.state == SeatState.ON_LEAVE
    names = tuple(other.person.name for other in others if other.stands_in_for_id != seat.pk)
    may = seat.state == SeatState.PLANNED or (away and not instead)
    return MyDay(seat.reception, seat, names, away, instead, may)


def my_year(person_id: int) -> tuple[int, int]:
    """How often a deputy received this year, and how often he is still to receive."""
    rows = Seat.objects.filter(person_id=person_id, reception__day__year=moment.today().year)
    held = rows.filter(state=SeatState.ATTENDED).count()
    return held, rows.filter(state=SeatState.PLANNED, reception__state__in=COMING).count()


def drafts_for(person_id: int) -> list[tuple[ReceptionPlan, PlanWish | None]]:
    """The drafts of a deputy's stations, each with what he wishes there."""
    codes = stations.codes_of_person(person_id)
    rows = ReceptionPlan.objects.filter(station__code__in=codes, state=PlanState.DRAFT).select_related("station")
    wishes = {wish.plan_id: wish for wish in PlanWish.objects.filter(person_id=person_id, plan__in=rows)}
    return [(plan, wishes.get(plan.pk)) for plan in rows.order_by("year", "pk")]
