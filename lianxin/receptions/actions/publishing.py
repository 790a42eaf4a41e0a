"""The plan goes its way: to the chair, and to everybody (Article 6)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.wording import day as day_words
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.locality import queries as locality
from lianxin.receptions import permissions, rules
from lianxin.receptions.actions.frame import allow, clean, plan_after, plan_locked, reception_after, tell_deputy
from lianxin.receptions.models import Reception, ReceptionPlan, Seat, Slot
from lianxin.receptions.workflow import SeatState, State

LACKING = {"time": _("时间"), "place": _("地点"), "deputies": _("代表")}


@transaction.atomic
def submit_plan(plan: ReceptionPlan, *, by: Actor) -> ReceptionPlan:
    """The draft goes to the chair; Refused while a day lacks what its notice must hold."""
    plan = plan_locked(plan)
    allow(permissions.may_submit_plan(by, plan))
    target = plan_after("submit", plan)
    _must_be_whole(plan)
    plan.state, plan.returned_words = target, ""
    plan.save(update_fields=["state", "returned_words"])
    record("receptions.plan_submitted", plan, by=by, division=plan.station.division)
    return plan


def _must_be_whole(plan: ReceptionPlan) -> None:
    """Each day has its time, its place and at least one deputy."""
    rows = list(plan.receptions.filter(state=State.PLANNED).order_by("day", "starts", "pk"))
    if not rows:
        raise Refused(_("计划里还没有接待日。先加一条规律，比如每周一。"))
    seats = Seat.objects.filter(reception__in=rows).exclude(state=SeatState.DROPPED)
    seated = set(seats.values_list("reception_id", flat=True))
    for row in rows:
        missing = rules.lacking(row.day, row.starts, row.place, int(row.pk in seated))
        if missing:
            raise Refused(
                _("%(day)s还没有安排%(what)s。排好再报主席确认。")
                % {"day": day_words(row.day), "what": "、".join(str(LACKING[name]) for name in missing)}
            )


@transaction.atomic
def give_plan_back(plan: ReceptionPlan, *, words: str, by: Actor) -> ReceptionPlan:
    """The chair wants something changed first, and says what."""
    plan = plan_locked(plan)
    allow(permissions.may_give_plan_back(by, plan))
    plan.state = plan_after("give_back", plan)
    plan.returned_words = clean(words, _("要改什么"), 300, needed=True)
    plan.save(update_fields=["state", "returned_words"])
    record("receptions.plan_given_back", plan, by=by, division=plan.station.division)
    return plan


@transaction.atomic
def confirm_plan(plan: ReceptionPlan, *, by: Actor) -> ReceptionPlan:
    """The chair confirms; after that it may be published."""
    plan = plan_locked(plan)
    allow(permissions.may_confirm_plan(by, plan))
    plan.state, plan.confirmed_by = plan_after("confirm", plan), by.ref
    plan.save(update_fields=["state", "confirmed_by"])
    record("receptions.plan_confirmed", plan, by=by, division=plan.station.division)
    return plan


@transaction.atomic
def publish_plan(plan: ReceptionPlan, *, by: Actor) -> ReceptionPlan:
    """The plan is announced whole: every day of it with time, place and names, and who sits is told."""
    plan = plan_locked(plan)
    allow(permissions.may_publish_plan(by, plan))
    target = plan_after("publish", plan)
    _must_be_whole(plan)
    now = moment.now()
    plan.state, plan.version, plan.published_at = target, 1, now
    plan.save(update_fields=["state", "version", "published_at"])
    record("receptions.plan_published", plan, by=by, division=plan.station.division)
    rows = Reception.objects.select_for_update(of=("self",)).select_related("station", "plan")
    told: dict[int, Reception] = {}
    for row in rows.filter(plan=plan, state=State.PLANNED).order_by("day", "starts", "pk"):
        announce(row, now, by)
        for person_id in seated_people(row):
            told.setdefault(person_id, row)
    for person_id, first in told.items():
        tell_deputy("receptions.seated", person_id, first, year=str(plan.year))
    return plan


def seated_people(reception: Reception) -> list[int]:
    """Who is to receive there, in the order they were seated."""
    rows = reception.seats.filter(state__in=(SeatState.PLANNED, SeatState.ATTENDED)).order_by("pk")
    return list(rows.values_list("person_id", flat=True))


def announce(row: Reception, now: datetime, by: Actor) -> None:
    """A locked reception is made known; a notice that comes too late is flagged, not hidden (Article 6)."""
    row.state = reception_after("announce", row)
    noticed(row, now)
    row.save(update_fields=["state", "announced_at", "notice_late"])
    for at in rules.slots(row.starts, row.ends, row.slot_minutes):
        Slot.objects.create(reception=row, at=at, capacity=row.per_slot)
    seats = row.seats.exclude(state=SeatState.DROPPED).order_by("pk")
    detail = kept_as(row) | {"deputies": list(seats.values_list("person__code", flat=True))}
    record("receptions.announced", row, by=by, division=row.station.division, detail=detail)


def noticed(row: Reception, now: datetime) -> None:
    """The notice of a day counts from now."""
    days = locality.policy(row.station.county, row.day).reception_notice_days
    row.announced_at = now
    row.notice_late = rules.is_late(now.astimezone(moment.SHANGHAI).date(), row.day, days)


def kept_as(row: Reception, **more: str | bool) -> dict[str, object]:
    """What the projection of how plans are kept needs to know of a reception."""
    return {"station": row.station.code, "year": row.plan.year, "late": row.notice_late, **more}
