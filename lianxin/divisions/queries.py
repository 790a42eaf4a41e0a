"""Reading the division tree. Names repeat (67 township and 2,851 village names in Hunan): the code is the only key."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from lianxin.divisions.models import Division, DivisionQuerySet
from lianxin.divisions.rules import Kind, Rank, ancestor_codes
from lianxin.kit.actor import bounds

SEARCH_LIMIT = 50
MATCH_LIMIT = 500


@dataclass(frozen=True)
class DivisionCard:
    """One division with its full path, e.g. ("湖南省", "长沙市", "长沙县", "㮾梨街道")."""

    code: str
    name: str
    rank: Rank
    kind: Kind
    path: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """The path as words, with spaces: 湖南省 长沙市 长沙县 㮾梨街道."""
        return " ".join(self.path)


def by_code(code: str) -> Division | None:
    """The division of a 12-digit code, in force or not; None when there is none."""
    return Division.objects.filter(pk=code).first()


def in_scope(scope: str, field: str = "code") -> Q:
    """The rows whose `field` (a 12-digit code) lies in a scope, as a range that an index serves.

    An empty scope holds nothing.
    """
    if not scope:
        return Q(pk__in=())
    low, high = bounds(scope)
    return Q(**{f"{field}__gte": low, f"{field}__lte": high})


def within(scope: str) -> DivisionQuerySet:
    """Current divisions of a scope, the scope's own included, in code order."""
    return Division.objects.filter(in_scope(scope)).current()


def children(code: str) -> DivisionQuerySet:
    """Current divisions directly under one. A rank may be missing (Dongguan has no counties): then the next one."""
    parent = by_code(code)
    if parent is None:
        return Division.objects.none()
    for rank in range(parent.rank + 1, Rank.VILLAGE + 1):
        found = within(code).filter(rank=rank)
        if found.exists():
            return found
    return Division.objects.none()


def provinces() -> DivisionQuerySet:
    """The provinces that are loaded."""
    return Division.objects.filter(rank=Rank.PROVINCE).current()


def ancestors(code: str) -> list[Division]:
    """Everything above a division, province first."""
    return list(Division.objects.filter(pk__in=ancestor_codes(code)).order_by("code"))


def cards(divisions: Iterable[Division]) -> list[DivisionCard]:
    """Divisions with their paths, in the order given; one query for all paths."""
    rows = list(divisions)
    above = {c for row in rows for c in ancestor_codes(row.code)}
    names = dict(Division.objects.filter(pk__in=above).values_list("code", "name"))
    return [
        DivisionCard(
            row.code,
            row.name,
            Rank(row.rank),
            Kind(row.kind),
            (*(names[c] for c in ancestor_codes(row.code) if c in names), row.name),
        )
        for row in rows
    ]


def card(code: str) -> DivisionCard | None:
    """One division with its path; None when there is none."""
    return next(iter(cards(Division.objects.filter(pk=code))), None)


def path(code: str) -> str:
    """The path in words, province first: 湖南省 长沙市 长沙县; '' for an unknown code."""
    found = card(code)
    return found.full_name if found else ""


def names(codes: Iterable[str]) -> dict[str, str]:
    """Code → name for those that exist; one query."""
    return dict(Division.objects.filter(pk__in=set(codes)).values_list("code", "name"))
