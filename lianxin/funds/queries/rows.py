"""Rows of the memo ledger as the desk lists them."""

from typing import Any

from django.db.models import BigIntegerField, Case, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from lianxin.funds import permissions
from lianxin.funds.models import Allocation, Expenditure, FundSource
from lianxin.funds.rules import State
from lianxin.kit.actor import Actor


def sources(actor: Actor) -> QuerySet[FundSource]:
    """Sources, the newest year first.

    Each with `whole` (he may know all of it), `given_here` and `spent_here` (fen, of what was given to him of it),
    `given_on`, `spent` and `straight` (fen, of the whole: allocated, spent, and spent without an allocation).
    """
    given = permissions.allocations_visible_to(actor).order_by()
    counted = Expenditure.objects.exclude(state=State.REFUSED).order_by()
    rows = permissions.sources_visible_to(actor).annotate(
        whole=Case(When(permissions.keeps_or_reads(actor), then=Value(True)), default=Value(False)),
        given_here=_summed(given),
        spent_here=_summed(counted.filter(allocation__in=given.values("pk"))),
        given_on=_summed(Allocation.objects.order_by()),
        spent=_summed(counted),
        straight=_summed(counted.filter(allocation=None)),
    )
    return rows.order_by("-year", "division", "kind", "pk")


def _summed(rows: QuerySet[Any]) -> Coalesce:
    """The sum of the rows of each source."""
    each = rows.filter(source=OuterRef("pk")).values("source").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(each), Value(0), output_field=BigIntegerField())


def allocations(actor: Actor) -> QuerySet[Allocation]:
    rows = permissions.allocations_visible_to(actor).select_related("source", "station")
    return rows.order_by("-day", "-pk")


def expenditures(actor: Actor) -> QuerySet[Expenditure]:
    """Expenditures, those that wait first, then the latest."""
    rows = permissions.expenditures_visible_to(actor).select_related("source", "station", "allocation__source")
    return rows.order_by("-state", "-day", "-pk")


def by_code(code: str) -> FundSource | None:
    return FundSource.objects.filter(code=code).first()


def to_spend_from(actor: Actor, year: int) -> list[tuple[str, Any, Any]]:
    """(code, source, allocation or None) of what somebody may spend in a year: his allocations, his own sources."""
    given = [
        (row.code, row.source, row)
        for row in allocations(actor).filter(source__year=year, corrects=None).order_by("day", "pk")
    ]
    own = [
        (row.code, row, None)
        for row in sources(actor).filter(year=year)
        if permissions.may_spend(actor, row, None, None)
    ]
    return [*given, *own]


def years(actor: Actor) -> list[int]:
    """Budget years of which one sees something, the newest first."""
    rows = permissions.sources_visible_to(actor).order_by("-year").values_list("year", flat=True).distinct()
    return list(rows)
