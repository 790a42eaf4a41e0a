"""How plans are kept, read from the projection: counted from the ledger, never typed (Article 6)."""

from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from lianxin.kit.actor import Actor, Role
from lianxin.receptions.models import Keeping, ReceptionPlan, Seat
from lianxin.receptions.permissions import plans_visible_to
from lianxin.receptions.workflow import PlanState

Figures = Mapping[str, int]
"""By kind; a kind that never was is not there."""
ABOVE = (Role.CITY_VIEWER, Role.PROVINCE_VIEWER)


def published(actor: Actor) -> "QuerySet[ReceptionPlan]":
    """The announced plans somebody may see, the newest year first."""
    rows = plans_visible_to(actor).filter(state=PlanState.PUBLISHED).select_related("station")
    return rows.order_by("-year", "station__division", "pk")


def figures(subject: str, codes: Collection[str], years: Collection[int]) -> Mapping[tuple[str, int], Figures]:
    """{(code, year): {kind: count}} of stations or of deputies, in one query."""
    found: dict[tuple[str, int], dict[str, int]] = {}
    for row in Keeping.objects.filter(subject=subject, code__in=list(codes), year__in=list(years)):
        found.setdefault((row.code, row.year), {})[row.kind] = row.count
    return found


def may_know_names(actor: Actor) -> bool:
    """City and province compare stations and know no persons."""
    return actor.is_deputy or bool({post.role for post in actor.posts} - set(ABOVE))


def deputies_kept(plan: ReceptionPlan) -> list[tuple[str, Figures]]:
    """(name, figures of the year at all stations) of the deputies who sat in a plan, by name."""
    seats = Seat.objects.filter(reception__plan=plan)
    people = sorted(set(seats.values_list("person__name", "person__code")))
    found = figures("deputy", [code for _name, code in people], [plan.year])
    return [(name, found.get((code, plan.year), {})) for name, code in people]
