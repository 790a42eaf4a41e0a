"""What is left: of a source, of an allocation; and how it divides among stations. Sums are whole fen."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from lianxin.funds import permissions
from lianxin.funds.models import Allocation, Expenditure, FundSource
from lianxin.funds.queries.rows import sources
from lianxin.funds.rules import State
from lianxin.kit.actor import Actor


@dataclass(frozen=True)
class SourceBalance:
    """A source with what was given on, what was spent (waiting ones included) and what is left to give or spend."""

    source: FundSource
    amount: int
    """The whole source; for whom only a part of it was given to, that part."""
    allocated: int
    spent: int
    """Of the whole source, out of allocations or straight from it."""
    left: int
    """Neither given on nor spent straight from the source."""

    @property
    def unspent(self) -> int:
        return self.amount - self.spent


def _sum(rows: Any) -> int:
    return int(rows.aggregate(total=Sum("amount"))["total"] or 0)


def _counted(**which: object) -> Any:
    """Expenditures that count: what waits is set aside, what was refused is not."""
    return Expenditure.objects.filter(**which).exclude(state=State.REFUSED)


def left_of_source(source: FundSource) -> int:
    """What may still be given on or spent straight from a source."""
    return source.amount - _sum(source.allocations.all()) - _sum(_counted(source=source, allocation=None))


def left_of_allocation(allocation: Allocation) -> int:
    """What may still be spent of an allocation, its counter-entries taken off."""
    given = allocation.amount + _sum(allocation.corrections.all())
    return given - _sum(_counted(allocation=allocation))


def not_yet_corrected(row: Allocation | Expenditure) -> int:
    """How much of a booking its counter-entries have not taken back."""
    return row.amount + _sum(row.corrections.all())


def balances(actor: Actor, year: int) -> list[SourceBalance]:
    """The sources of a year that an actor sees, as far as he sees them; one query however many."""
    rows: list[Any] = list(sources(actor).filter(year=year).order_by("division", "kind", "pk"))
    return [_whole(row) if row.whole else _part(row) for row in rows]


def _whole(row: Any) -> SourceBalance:
    return SourceBalance(row, row.amount, row.given_on, row.spent, row.amount - row.given_on - row.straight)


def _part(row: Any) -> SourceBalance:
    """For whom only something of it was given to."""
    return SourceBalance(row, row.given_here, 0, row.spent_here, row.given_here - row.spent_here)


def by_station(actor: Actor, year: int) -> list[tuple[str, int]]:
    """(name of the station or '' for none, fen spent) of a year, the most first."""
    rows = permissions.expenditures_visible_to(actor).filter(source__year=year).exclude(state=State.REFUSED)
    summed = rows.order_by().values_list("station__name").annotate(total=Sum("amount"))
    return sorted(((name or "", int(total)) for name, total in summed), key=lambda pair: (-pair[1], pair[0]))
