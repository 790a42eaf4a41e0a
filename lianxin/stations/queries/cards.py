"""The cards of stations that the public, exports and the API receive."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.deputies.queries import PHOTOS, DeputyCard, NamelessCount, roster
from lianxin.deputies.queries import card as card_of_deputy
from lianxin.deputies.rules import Way
from lianxin.kit import moment
from lianxin.kit.actor import Level, Role, bounds
from lianxin.people.queries import postings_in_force, staff_at
from lianxin.stations.models import ACCESS_ITEMS, Attachment, Station
from lianxin.stations.queries.finding import public
from lianxin.stations.rules import State, township_of

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
    """A station in a list. What belongs to the place is that of the place, also where several identities share it."""

    code: str
    name: str
    kind: str
    division: str
    county: str
    address: str
    hours: str
    phone: str
    access: str
    venue: str = ""
    """In words; '' while nobody has said whose house it is."""
    host: str = ""
    shared_use: str = ""
    access_items: tuple[str, ...] = ()
    """In words: 门口没有台阶 …"""
    sms: str = ""
    mail: str = ""
    photo_url: str = ""
    """`/photos/<random name>`; `photo_path` gives the file while the station is open."""
    latitude: float | None = None
    longitude: float | None = None
    intro: str = ""
    shares_place_with: tuple[str, ...] = ()
    """Names of the other open identities at the same place."""


@dataclass(frozen=True)
class StationCard(StationBrief):
    """A station's page: what, where, when, and who is there."""

    groups: tuple[DeputyGroup, ...] = ()
    convener: str = ""
    """Name of the convener, '' while none is elected or when he may not be named."""
    convener_code: str = ""
    head: str = ""
    """The station's head; while none is posted, the township chair or sub-district office that runs it."""
    vice_heads: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()


# get_kind_display makes its table anew for every row
_KINDS: dict[str, object] = dict(Station.KINDS)
_VENUES: dict[str, object] = dict(Station.VENUES)
_ITEMS: dict[str, object] = dict(ACCESS_ITEMS)


def _brief(station: Station, together: Sequence[tuple[int, str]] = ()) -> StationBrief:
    """A row as a card; `together` are the identities at its place (key, name), itself among them."""
    place, point = station.place, station.place.point
    return StationBrief(
        code=station.code,
        name=station.name,
        kind=str(_KINDS.get(station.kind, station.kind)),
        division=station.division,
        county=station.county,
        address=place.address,
        hours=station.hours,
        phone=station.phone,
        access=place.access,
        venue=str(_VENUES.get(place.venue, "")),
        host=place.host,
        shared_use=place.shared_use,
        access_items=tuple(str(_ITEMS[item]) for item in place.access_items.split(",") if item in _ITEMS),
        sms=station.sms,
        mail=station.mail,
        photo_url=f"{PHOTOS}{PurePosixPath(place.photo.name or '').name}" if place.photo else "",
        latitude=float(point.latitude) if point else None,
        longitude=float(point.longitude) if point else None,
        intro=station.intro,
        shares_place_with=tuple(name for pk, name in together if pk != station.pk),
    )


def briefs(rows: Iterable[Station]) -> list[StationBrief]:
    """Cards of rows of `public`, in the order given: one query more at most, however many they are."""
    stations = list(rows)
    together = _together({s.county for s in stations if s.shares_with_id or getattr(s, "is_shared", False)})
    return [_brief(station, together.get(station.shares_with_id or station.pk, ())) for station in stations]


def _together(counties: Iterable[str]) -> Mapping[int, Sequence[tuple[int, str]]]:
    """Key of each main identity in some counties → the open identities at its place, the main one first."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Station.objects.filter(county__in=counties, state=State.OPEN, shares_with__isnull=False).order_by("pk")
    wanted = ("pk", "name", "shares_with_id", "shares_with__name", "shares_with__state")
    for pk, name, main, main_name, main_state in rows.values_list(*wanted):
        if main not in found and main_state == State.OPEN:
            found[main].append((main, main_name))
        found[main].append((pk, name))
    return found


def card(code: str, on: date | None = None, way: Way = Way.WEB) -> StationCard | None:
    """The card of an open station as far as it may be known that way; None for any other.

    Six queries, one more where a place is shared.
    """
    station = public().filter(code=code).first()
    if station is None:
        return None
    day = on or moment.today()
    attached = list(Attachment.objects.in_force(day).filter(station=station).select_related("person"))
    shown = roster([row.person for row in attached], day, way, station.code)
    conveners = {row.person.code for row in attached if row.convenes(day)}
    staff = staff_at(station.code, day)
    convener = next((finished for finished in shown.cards if finished.code in conveners), None)
    return StationCard(
        **vars(briefs([station])[0]),
        groups=tuple(_groups(shown.cards, shown.nameless)),
        convener=convener.name if convener else "",
        convener_code=convener.code if convener else "",
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
    postings = postings_in_force(township_of(station.division), Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE, on=on)
    return next((posting.user.name for posting in postings), "")


def cards(scope: str, words: str = "", limit: int | None = None) -> list[StationBrief]:
    """Open stations within a division, by name or address words; ordered by division code."""
    low, high = bounds(scope)
    rows = public().filter(division__gte=low, division__lte=high)
    for word in words.split():
        rows = rows.filter(Q(name__contains=word) | Q(address__contains=word) | Q(shares_with__address__contains=word))
    return briefs(rows.order_by("division", "name", "pk")[:limit])


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
    return briefs(public().filter(pk__in=at).order_by("name", "pk"))


def page(after: str = "", limit: int = 50, scope: str = "") -> list[StationBrief]:
    """Open stations (of a division) in order of their codes, from behind `after` on."""
    low, high = bounds(scope)
    rows = public().filter(division__gte=low, division__lte=high) if scope else public()
    return briefs(rows.filter(code__gt=after).order_by("code")[:limit])


def photo_path(filename: str) -> Path | None:
    """The file behind a card's `photo_url`, while an open station shows it; None for any other name."""
    photo = f"stations/{filename}"
    shown = public().filter(Q(photo=photo, shares_with=None) | Q(shares_with__photo=photo)).first()
    return Path(shown.place.photo.path) if shown else None
