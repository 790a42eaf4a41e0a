"""Reads of stations; the card that the public, exports and the API receive."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.deputies.queries import DeputyCard, NamelessCount, active_people, roster
from lianxin.deputies.queries import card as card_of_deputy
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level, Role, bounds, prefix
from lianxin.people import rights
from lianxin.people.queries import postings_in_force, staff_at
from lianxin.stations import permissions
from lianxin.stations.models import Attachment, Station
from lianxin.stations.rules import State

GROUP_WORDS = {
    Level.NATIONAL: _("全国人大代表"),
    Level.PROVINCE: _("省人大代表"),
    Level.CITY: _("市级人大代表"),
    Level.COUNTY: _("县级人大代表"),
    Level.TOWNSHIP: _("乡级人大代表"),
}


@dataclass(frozen=True)
class DeputyGroup:
    """A station's deputies of one level: cards of those who may be named, and how many may not."""

    level: Level
    words: str
    cards: tuple[DeputyCard, ...]
    nameless: NamelessCount | None


@dataclass(frozen=True)
class StationBrief:
    """A station in a list."""

    code: str
    name: str
    kind: str
    division: str
    county: str
    address: str
    hours: str
    phone: str
    access: str


@dataclass(frozen=True)
class StationCard:
    """A station's page: what, where, when, and who is there."""

    code: str
    name: str
    kind: str
    division: str
    county: str
    address: str
    hours: str
    phone: str
    access: str
    groups: tuple[DeputyGroup, ...]
    convener: str
    """Name of the convener, '' while none is elected or when he may not be named."""
    head: str
    """The station's head; while none is posted, the township chair or sub-district office that runs it."""
    vice_heads: tuple[str, ...]
    officers: tuple[str, ...]


_KINDS: dict[str, object] = dict(Station.KINDS)  # get_kind_display makes this table anew for every row


def _brief(station: Station) -> StationBrief:
    return StationBrief(
        code=station.code,
        name=station.name,
        kind=str(_KINDS.get(station.kind, station.kind)),
        division=station.division,
        county=station.county,
        address=station.address,
        hours=station.hours,
        phone=station.phone,
        access=station.access,
    )


def _public() -> QuerySet[Station]:
    return Station.objects.filter(state=State.OPEN)


def card(code: str, on: date | None = None) -> StationCard | None:
    """The card of an open station; None for any other. Six queries however many deputies."""
    station = _public().filter(code=code).first()
    if station is None:
        return None
    day = on or moment.today()
    attached = list(Attachment.objects.in_force(day).filter(station=station).select_related("person"))
    shown = roster([row.person for row in attached], day)
    conveners = {row.person.code for row in attached if row.convener}
    brief, staff = _brief(station), staff_at(station.code, day)
    return StationCard(
        **vars(brief),
        groups=tuple(_groups(shown.cards, shown.nameless)),
        convener=next((finished.name for finished in shown.cards if finished.code in conveners), ""),
        head=next(iter(staff.get(Role.STATION_HEAD, ())), "") or _head(station, day),
        vice_heads=staff.get(Role.STATION_VICE_HEAD, ()),
        officers=staff.get(Role.LIAISON_OFFICER, ()),
    )


def _groups(cards: Sequence[DeputyCard], nameless: Sequence[NamelessCount]) -> list[DeputyGroup]:
    """By level from the nation down; levels without anybody are left out."""
    counts = {count.level: count for count in nameless}
    groups = []
    for level in Level:
        own = tuple(finished for finished in cards if finished.level == level)
        if own or level in counts:
            groups.append(DeputyGroup(level, str(GROUP_WORDS[level]), own, counts.get(level)))
    return groups


def _head(station: Station, on: date) -> str:
    """The township chair or sub-district office that runs it day by day (Article 4)."""
    township = station.division[:9].ljust(12, "0")
    postings = postings_in_force(township, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE, on=on)
    return next((posting.user.name for posting in postings), "")


def cards(scope: str, words: str = "") -> list[StationBrief]:
    """Open stations within a division, by name or address words; ordered by division code."""
    low, high = bounds(scope)
    rows = _public().filter(division__gte=low, division__lte=high)
    for word in words.split():
        rows = rows.filter(Q(name__contains=word) | Q(address__contains=word))
    return [_brief(station) for station in rows.order_by("division", "name", "pk")]


def deputy_card(code: str, on: date | None = None) -> DeputyCard | None:
    """A deputy's card with the names of the open stations he is attached to."""
    day = on or moment.today()
    found = card_of_deputy(code, day)
    if found is None:
        return None
    at = Attachment.objects.in_force(day).filter(person__code=code, station__state=State.OPEN)
    return replace(found, stations=tuple(at.order_by("station__name").values_list("station__name", flat=True)))


def stations_of_deputy(code: str, on: date | None = None) -> list[StationBrief]:
    """The open stations a deputy (by his public code) is attached to; none when he may not be shown."""
    if card_of_deputy(code, on) is None:
        return []
    at = Attachment.objects.in_force(on or moment.today()).filter(person__code=code).values("station_id")
    return [_brief(station) for station in _public().filter(pk__in=at).order_by("name", "pk")]


def stations_visible_to(actor: Actor) -> QuerySet[Station]:
    """Stations on the actor's desk."""
    return permissions.visible_to(actor).order_by("division", "name", "pk")


def by_code(code: str) -> Station | None:
    """The station with this public code in whatever state, for staff faces."""
    return Station.objects.filter(code=code).first()


def open_by_code(code: str) -> Station | None:
    """The open station with this public code: where residents may speak."""
    return _public().filter(code=code).first()


def in_division(code: str) -> QuerySet[Station]:
    """Open stations whose division lies within `code`."""
    low, high = bounds(code)
    return _public().filter(division__gte=low, division__lte=high).order_by("division", "name", "pk")


def for_place(division: str) -> Station | None:
    """The open station of a place: its village's, its township's, any in the township, the county's own; first found.

    None when its township has no station and the county none of its own: another township's would be a stranger there.
    """
    wider = {division: 4, division[:9].ljust(12, "0"): 3, division[:6].ljust(12, "0"): 1}
    near = Q(division__in=wider)
    if len(prefix(division)) > 6:
        low, high = bounds(division[:9].ljust(12, "0"))
        near |= Q(division__gte=low, division__lte=high)
    rows = _public().filter(near).order_by("pk")
    return max(rows, key=lambda station: wider.get(station.division, 2), default=None)


def people_at(station: str, on: date | None = None) -> tuple[int, ...]:
    """Primary keys of the deputies at a station who have an active mandate, the convener first."""
    day = on or moment.today()
    rows = Attachment.objects.in_force(day).filter(station__code=station).order_by("-convener", "from_day", "pk")
    keys = list(rows.values_list("person_id", flat=True))
    active = active_people(keys, day)
    return tuple(key for key in keys if key in active)


def codes_of_person(person_id: int, on: date | None = None) -> tuple[str, ...]:
    """Codes of the stations a person is attached to on a day."""
    rows = Attachment.objects.in_force(on or moment.today()).filter(person_id=person_id)
    return tuple(rows.order_by("pk").values_list("station__code", flat=True))


def convener_of(station: str, on: date | None = None) -> int | None:
    """The person who convenes at a station, if he is still attached and has a mandate in force."""
    day = on or moment.today()
    rows = Attachment.objects.in_force(day).filter(station__code=station, convener=True)
    found = rows.values_list("person_id", flat=True).first()
    return found if found is not None and active_people([found], day) else None


def _right_rows(user_id: int, on: date) -> "QuerySet[Attachment, rights.Row]":
    rows = Attachment.objects.in_force(on).filter(person__user_id=user_id)
    return rights.as_rows("station", rows, "pk", "station__code")


def _fold_rights(rows: Sequence[rights.Row]) -> dict[str, object]:
    return {"stations": tuple(row[2] for row in sorted(rows, key=lambda row: int(row[1])))}


RIGHTS = rights.Source("station", _right_rows, _fold_rights)


def page(after: str = "", limit: int = 50) -> list[StationBrief]:
    """Open stations in order of their codes, from behind `after` on."""
    return [_brief(row) for row in _public().filter(code__gt=after).order_by("code")[:limit]]
