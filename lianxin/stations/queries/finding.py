"""Which station a code, a place or a desk means."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from lianxin.kit import moment
from lianxin.kit.actor import Actor, bounds, prefix
from lianxin.stations import permissions
from lianxin.stations.models import Attachment, Station
from lianxin.stations.rules import State


@dataclass(frozen=True)
class Moved:
    """Where a merged station has gone: the open station at the end of the road."""

    code: str
    name: str


def public() -> QuerySet[Station]:
    """Open stations, each with the one whose place it shares, and whether others share its own (`is_shared`)."""
    others = Station.objects.filter(shares_with=OuterRef("pk"), state=State.OPEN)
    return Station.objects.filter(state=State.OPEN).select_related("shares_with").annotate(is_shared=Exists(others))


def stations_visible_to(actor: Actor) -> QuerySet[Station]:
    """Stations on the actor's desk."""
    return permissions.visible_to(actor).order_by("division", "name", "pk")


def for_lists(rows: QuerySet[Station], *, names: bool = True) -> QuerySet[Station]:
    """Rows with what a list says of each (`convener_name`, `seats`) and the one whose place it shares: one query.

    names  False for whoever needs nobody's name: `convener_name` is '' then
    """
    today = moment.today()
    held = Attachment.objects.filter(station=OuterRef("pk")).order_by()
    seats = held.in_force(today).values("station").annotate(n=Count("pk")).values("n")
    return rows.select_related("shares_with").annotate(
        convener_name=Subquery(held.convening(today).values("person__name")[:1]) if names else Value(""),
        seats=Coalesce(Subquery(seats), 0),
    )


def found(rows: QuerySet[Station], words: str) -> QuerySet[Station]:
    """Those whose name or address holds every one of the words."""
    for word in words.split()[:4]:
        rows = rows.filter(Q(name__contains=word) | Q(address__contains=word) | Q(shares_with__address__contains=word))
    return rows


def within(rows: QuerySet[Station], division: str) -> QuerySet[Station]:
    low, high = bounds(division)
    return rows.filter(division__gte=low, division__lte=high)


def in_venue(rows: QuerySet[Station], venue: str) -> QuerySet[Station]:
    return rows.filter(Q(venue=venue, shares_with=None) | Q(shares_with__venue=venue))


def lacking(rows: QuerySet[Station], what: str, served: QuerySet[Any]) -> QuerySet[Station]:
    """Open stations without a convener, hours, a point on the map or a liaison officer (`served`: their postings)."""
    rows = rows.filter(state=State.OPEN)
    if what == "convener":
        held = Attachment.objects.convening(moment.today()).filter(station=OuterRef("pk"))
        return rows.exclude(Exists(held))
    if what == "hours":
        return rows.filter(hours="")
    if what == "point":
        own = Q(latitude=None, shares_with=None)
        return rows.filter(own | Q(shares_with__isnull=False, shares_with__latitude=None))
    return rows.exclude(code__in=served.exclude(station="").values("station"))


def by_code(code: str) -> Station | None:
    """The station with this public code in whatever state, for staff faces."""
    return Station.objects.filter(code=code).first()


def open_by_code(code: str) -> Station | None:
    """The open station with this public code: where residents may speak."""
    return public().filter(code=code).first()


def taking_in(code: str) -> Station | None:
    """The open station behind a code on a door: itself, or the one in which it goes on after mergers."""
    return open_by_code(code) or (open_by_code(moved.code) if (moved := moved_to(code)) else None)


def moved_to(code: str) -> Moved | None:
    """The open station in which a merged one goes on, over as many mergers as there were; None when there is none."""
    station = Station.objects.filter(code=code).select_related("successor").first()
    passed: set[int] = set()
    while station is not None and station.state == State.MERGED and station.pk not in passed:
        passed.add(station.pk)
        station = station.successor
    return Moved(station.code, station.name) if passed and station and station.state == State.OPEN else None


def merged() -> list[int]:
    """Keys of stations that go on in an open one: what upper rooms pull over."""
    rows = Station.objects.filter(state=State.MERGED).order_by("pk").values_list("pk", "code")
    return [pk for pk, code in rows if moved_to(code)]


def in_division(code: str) -> QuerySet[Station]:
    """Open stations whose division lies within `code`."""
    low, high = bounds(code)
    return public().filter(division__gte=low, division__lte=high).order_by("division", "name", "pk")


def for_place(division: str) -> Station | None:
    """The open station of a place: its village's, its township's, any in the township, the county's own; first found.

    None when its township has no station and the county none of its own: another township's would be a stranger there.
    """
    wider = {division: 4, division[:9].ljust(12, "0"): 3, division[:6].ljust(12, "0"): 1}
    near = Q(division__in=wider)
    if len(prefix(division)) > 6:
        low, high = bounds(division[:9].ljust(12, "0"))
        near |= Q(division__gte=low, division__lte=high)
    rows = public().filter(near).order_by("pk")
    return max(rows, key=lambda station: wider.get(station.division, 2), default=None)
