"""The plan maker is asked for a year, its proposal kept with the draft, and taken over if it still fits (Article 6)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.receptions import permissions
from lianxin.receptions.actions.drafting import seat_all
from lianxin.receptions.actions.frame import allow, plan_after, plan_locked
from lianxin.receptions.making import values
from lianxin.receptions.models import ReceptionPlan
from lianxin.receptions.queries import proposing
from lianxin.receptions.workflow import PlanState, State


@transaction.atomic
def want_proposal(plan: ReceptionPlan, *, by: Actor, together: bool = False) -> ReceptionPlan:
    """Ask for a whole year's seats: for this draft, or for all drafts of the township that one may edit at once.

    The worker takes it from here; asked twice it is made once.
    """
    plan = plan_locked(plan)
    allow(permissions.may_edit_plan(by, plan))
    plan_after("edit", plan)
    if not plan.receptions.filter(state=State.PLANNED).exists():
        raise Refused(_("计划里还没有接待日。先加一条规律，再试排。"))
    if not permissions.deputies_of(plan.station):
        raise Refused(_("站里还没有代表，没有人可以排。"))
    if plan.wanted_at is None:
        beside = [row.code for row in proposing.companions(plan, by)] if together else []
        plan.wanted_at, plan.progress, plan.proposal = moment.now(), 0, {"with": beside}
        plan.save(update_fields=["wanted_at", "progress", "proposal"])
    return plan


def wanted() -> ReceptionPlan | None:
    """The draft that has waited longest for a proposal."""
    rows = ReceptionPlan.objects.filter(wanted_at__isnull=False).select_related("station__shares_with")
    return rows.order_by("wanted_at", "pk").first()


def drafts_with(plan: ReceptionPlan) -> list[ReceptionPlan]:
    """A draft and those it is to be made with, as far as they are drafts still; itself first. [] when it is none."""
    if plan.state != PlanState.DRAFT:
        return []
    beside = ReceptionPlan.objects.filter(code__in=plan.proposal.get("with", ()), state=PlanState.DRAFT)
    return [plan, *beside.select_related("station__shares_with").order_by("pk")]


def tell_progress(plan: ReceptionPlan, share: float, step: str) -> bool:
    """How far the maker is; whether anybody still waits for it."""
    kept = {"with": plan.proposal.get("with", []), "step": step}
    return _kept(plan, plan.wanted_at, progress=min(100, int(share * 100)), proposal=kept)


def _kept(plan: ReceptionPlan, asked_at: datetime | None, **columns: Any) -> bool:
    """Write work in hand down, if nobody asked anew meanwhile. It is no fact: nothing of it stands in the ledger."""
    return bool(ReceptionPlan.objects.filter(pk=plan.pk, wanted_at=asked_at).update(**columns))


def keep_failure(plan: ReceptionPlan, words: str) -> bool:
    """No proposal came of it; the words say why."""
    return _kept(plan, plan.wanted_at, wanted_at=None, progress=0, proposal={"failed": words})


@transaction.atomic
def keep_proposal(plans: Sequence[ReceptionPlan], found: values.Proposal, stamps: Mapping[str, str]) -> int:
    """Each draft has its part of a proposal, with the mark of what it rests on; returns how many there are."""
    done = 0
    for plan in plans:
        codes = set(plan.receptions.filter(state=State.PLANNED).values_list("code", flat=True))
        people = set(permissions.deputies_of(plan.station))
        part = values.Proposal(
            {code: option for code, option in found.chosen.items() if code in codes},
            {code: seats for code, seats in found.seats.items() if code in codes},
            tuple(unmet for unmet in found.unmet if unmet.key in codes or unmet.key in people),
            found.optimal,
            found.seconds,
        )
        kept = {"at": moment.now().isoformat(), "stamp": stamps[plan.code], "found": values.proposal_json(part)}
        done += _kept(plan, plan.wanted_at, wanted_at=None, progress=100, proposal=kept)
    return done


@transaction.atomic
def adopt_proposal(plan: ReceptionPlan, *, by: Actor) -> ReceptionPlan:
    """Seat everybody as proposed; Overtaken when anything that the proposal rests on has changed since."""
    plan = plan_locked(plan)
    allow(permissions.may_edit_plan(by, plan))
    plan_after("edit", plan)
    if "found" not in plan.proposal:
        raise Overtaken(_("还没有试排结果。请先试排。"))
    if plan.proposal["stamp"] != proposing.stamp(plan):
        raise Overtaken(_("试排以后，日子、代表、代表的安排或者场所又改过，这份结果对不上了。请再试排一次。"))
    found = values.proposal_of(plan.proposal["found"])
    codes = plan.receptions.filter(state=State.PLANNED).values_list("code", flat=True)
    seat_all(plan, {code: found.seats.get(code, ()) for code in codes}, by=by)
    plan.proposal = {}
    plan.save(update_fields=["proposal"])
    return plan
