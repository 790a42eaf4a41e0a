"""Announced receptions in pages, for lists, feeds and interfaces; what was announced and corrected last."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Max, Min, Q

from lianxin.deputies.rules import Way
from lianxin.kit import moment
from lianxin.kit.actor import bounds
from lianxin.receptions.models import PlanCorrection, Reception, ReceptionPlan
from lianxin.receptions.queries.cards import CorrectionCard, ReceptionCard, announced, cards
from lianxin.receptions.workflow import PlanState


@dataclass(frozen=True)
class Page:
    """One page of a list: its number from 1, how many pages and how many receptions there are."""

    cards: tuple[ReceptionCard, ...]
    number: int
    pages: int
    count: int


def page(station: str = "", scope: str = "", *, number: int = 1, size: int = 60, past: bool = False) -> Page:
    """What comes, the next first; or what is over, the last first. A number beyond the last page is the last."""
    rows, today = announced(station, scope), moment.today()
    rows = rows.filter(day__lt=today).order_by("-day", "-starts", "code") if past else rows.filter(day__gte=today)
    count = rows.count()
    pages = max(1, -(-count // size))
    now = min(max(1, number), pages)
    return Page(tuple(cards(rows[(now - 1) * size : now * size])), now, pages, count)


@dataclass(frozen=True)
class After:
    """Where a list goes on: after this reception."""

    day: date
    starts: time
    code: str


def after(
    last: After | None, size: int, *, station: str = "", scope: str = "", since: date | None = None, way: Way = Way.WEB
) -> list[ReceptionCard]:
    """The next `size` in the order of time, beginning `since` a day (today when none is given)."""
    rows = announced(station, scope).filter(day__gte=since or moment.today())
    if last is not None:
        later = Q(day=last.day, starts__gt=last.starts) | Q(day=last.day, starts=last.starts, code__gt=last.code)
        rows = rows.filter(Q(day__gt=last.day) | later)
    return cards(rows[:size], way)


@dataclass(frozen=True)
class Announced:
    """A plan that was made known: how many receptions, and from when to when."""

    code: str
    station: str
    station_name: str
    year: int
    at: datetime
    count: int
    first: date
    last: date


def newest_plans(limit: int, station: str = "") -> list[Announced]:
    """Plans as they were published, the newest first."""
    rows = ReceptionPlan.objects.filter(state=PlanState.PUBLISHED, published_at__isnull=False)
    if station:
        rows = rows.filter(station__code=station)
    shown = Q(receptions__announced_at__isnull=False)
    told = rows.select_related("station").annotate(
        count=Count("receptions", filter=shown), first=Min("receptions__day", filter=shown),
        last=Max("receptions__day", filter=shown),
    )  # fmt: skip
    return [
        Announced(p.code, p.station.code, p.station.name, p.year, p.published_at, p.count, p.first, p.last)
        for p in told.filter(count__gt=0).order_by("-published_at", "-pk")[:limit]
        if p.published_at is not None
    ]


def newest_corrections(limit: int, station: str = "") -> list[tuple[ReceptionCard, CorrectionCard]]:
    """The newest corrections, each with its reception as it stands now."""
    rows = PlanCorrection.objects.filter(reception__announced_at__isnull=False)
    if station:
        rows = rows.filter(reception__station__code=station)
    newest = list(rows.order_by("-at", "-pk").values_list("code", "reception_id")[:limit])
    concerned = Reception.objects.public().filter(pk__in={key for _code, key in newest})
    found = {change.code: (card, change) for card in cards(concerned, places=False) for change in card.corrections}
    return [found[code] for code, _key in newest if code in found]


def state_of_plans(station: str = "", scope: str = "") -> tuple[tuple[int, int], ...]:
    """A mark that changes with every announcement and correction there: plans with their versions. One query."""
    rows = ReceptionPlan.objects.filter(state=PlanState.PUBLISHED)
    if station:
        rows = rows.filter(station__code=station)
    if scope:
        low, high = bounds(scope)
        rows = rows.filter(station__division__gte=low, station__division__lte=high)
    return tuple(rows.order_by("pk").values_list("pk", "version"))
