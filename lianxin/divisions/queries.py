"""Reading the division tree. Names repeat (67 township and 2,851 village names in Hunan): the code is the only key."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from lianxin.divisions import finding
from lianxin.divisions.finding import Named
from lianxin.divisions.models import Division, DivisionQuerySet
from lianxin.divisions.rules import Hit, Kind, Rank, ancestor_codes, best_hit, township_code
from lianxin.kit.actor import bounds, prefix

SEARCH_LIMIT = 50
PAGE_LIMIT = 500
GUESS_LENGTH = 200


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


# ── by words ───────────────────────────────────────────────────────────────
def found(words: str, scope: str = "") -> DivisionQuerySet:
    """Current divisions whose name holds the last word, under divisions whose names hold the words before it.

    "长沙县 黄兴" finds 黄兴镇 of 长沙县. Upper divisions first, then by code: a stable order for paging.
    """
    parts = _words(words)
    if not parts:
        return Division.objects.none()
    place = in_scope(scope) if scope else Q()
    for part in parts[:-1]:
        upper = Division.objects.current().filter(place, name__contains=part, rank__lt=Rank.VILLAGE)
        codes = list(upper.order_by("rank", "code").values_list("code", flat=True)[:SEARCH_LIMIT])
        if not codes:
            return Division.objects.none()
        place = Q()
        for code in codes:
            place |= in_scope(code)
    return Division.objects.current().filter(place, name__contains=parts[-1]).order_by("rank", "code")


def search(words: str, scope: str = "", *, offset: int = 0, limit: int = SEARCH_LIMIT) -> list[DivisionCard]:
    """One page of `found`, each with its full path, because names repeat."""
    first, count = max(0, offset), min(max(0, limit), PAGE_LIMIT)
    return cards(found(words, scope)[first : first + count])


def guess(text: str, scope: str) -> list[Division]:
    """Townships and villages of a scope that free words of a place name, best first.

    One result: the text says which. Several: it fits them all (names repeat), and a person must choose. None: it
    names nothing that is known here. A scope wider than a county is searched for townships only.
    """
    rows = within(scope).filter(rank__gte=Rank.TOWNSHIP)
    if len(prefix(scope)) < 6:
        rows = rows.filter(rank=Rank.TOWNSHIP)
    plain = "".join(text[:GUESS_LENGTH].split())
    return _best([(d, hit) for d in rows if (hit := best_hit(plain, d.name, Rank(d.rank)))])


def _best(hits: list[tuple[Division, Hit]]) -> list[Division]:
    """The deepest divisions that agree with each other, those named at greatest length first."""
    townships = {d.code: h for d, h in hits if d.rank == Rank.TOWNSHIP}
    villages = [(d, h) for d, h in hits if d.rank == Rank.VILLAGE and h.whole]
    under = [(d, h) for d, h in hits if d.rank == Rank.VILLAGE and _beside(h, townships.get(township_code(d.code)))]
    chosen = under or [(d, h) for d, h in villages if not townships or h.length > _longest(townships)]
    if not chosen:
        chosen = [(d, h) for d, h in hits if d.rank == Rank.TOWNSHIP] or villages
    top = max((h.weight for _, h in chosen), default=(False, 0))
    return sorted((d for d, h in chosen if h.weight == top), key=lambda d: d.code)


def _beside(village: Hit, township: Hit | None) -> bool:
    """Whether both are named, each by words of its own (和平镇 alone does not name 和平村)."""
    return township is not None and (village.end <= township.start or township.end <= village.start)


def _longest(hits: dict[str, Hit]) -> int:
    return max((hit.length for hit in hits.values()), default=0)


def named(text: str) -> list[Named]:
    """Current divisions of any rank that an address as people write it may mean, the surest first (`finding`).

    Served by the index of names: as fast with a whole province as with a county.
    """
    clean = finding.plain(text)
    rows = _rows_named(Q(name__in=finding.names(clean))) if clean else []
    found = finding.weighed(clean, rows)
    if clean and not any(one.rank <= Rank.TOWNSHIP for one in found):
        # Names that are never said whole: 城步苗族自治县, 麻阳. Two queries, because an OR of them leaves the index.
        rows += _rows_named(Q(rank__lte=Rank.COUNTY))
        rows += _rows_named(Q(rank=Rank.TOWNSHIP, kind=Kind.ETHNIC_TOWNSHIP))
        found = finding.weighed(clean, rows)
    return found


def _rows_named(wanted: Q) -> list[tuple[str, str, int]]:
    # Unordered: by code SQLite would walk the whole table instead of seeking.
    return list(Division.objects.current().filter(wanted).order_by().values_list("code", "name", "rank"))


def _words(text: str) -> list[str]:
    """At most six words of a query, without what cannot stand in a name (or in a PostgreSQL text)."""
    clean = "".join(c if c.isprintable() else " " for c in text[:GUESS_LENGTH])
    return clean.split()[:6]
