"""What the open faces ask of many stations at once: how many are where, and who can be met in a place."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lianxin.deputies import queries as deputies
from lianxin.deputies.queries import DeputyCard, Roster
from lianxin.deputies.rules import Way
from lianxin.divisions import finding
from lianxin.divisions import queries as divisions
from lianxin.kit import moment
from lianxin.kit.actor import bounds, covers
from lianxin.stations.models import Attachment, Station
from lianxin.stations.queries.cards import StationBrief, briefs, cards
from lianxin.stations.queries.finding import Moved, for_place, moved_to, public
from lianxin.stations.rules import State, county_of, township_of

ANSWERS = 50


def tallies(scope: str, digits: int) -> dict[str, int]:
    """How many open stations stand in each division of `digits` significant digits within a scope: {code: count}."""
    low, high = bounds(scope)
    rows = Station.objects.filter(state=State.OPEN, division__gte=low, division__lte=high)
    return dict(Counter(code[:digits].ljust(12, "0") for code in rows.values_list("division", flat=True)))


def middles(scope: str) -> dict[str, tuple[float, float]]:
    """Of each township of a scope the middle of its stations' points: {code: (latitude, longitude)} in degrees."""
    low, high = bounds(scope)
    rows = Station.objects.filter(state=State.OPEN, division__gte=low, division__lte=high, latitude__isnull=False)
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for division, latitude, longitude in rows.values_list("division", "latitude", "longitude"):
        if latitude is not None and longitude is not None:
            points[division[:9].ljust(12, "0")].append((float(latitude), float(longitude)))
    return {code: (sum(p[0] for p in at) / len(at), sum(p[1] for p in at) / len(at)) for code, at in points.items()}


def people_in(scope: str, on: date | None = None) -> tuple[int, ...]:
    """Primary keys of everybody who is attached on a day to an open station within a division."""
    low, high = bounds(scope)
    rows = Attachment.objects.in_force(on or moment.today()).filter(
        station__state=State.OPEN, station__division__gte=low, station__division__lte=high
    )
    return tuple(dict.fromkeys(rows.order_by("pk").values_list("person_id", flat=True)))


def last_of_deputy(code: str) -> Moved | None:
    """The open station where a deputy (by his public code) is or was last, or where that one has gone."""
    rows = Attachment.objects.filter(person__code=code).order_by("-from_day", "-pk")
    for station, name, state in rows.values_list("station__code", "station__name", "station__state"):
        found = Moved(station, name) if state == State.OPEN else moved_to(station)
        if found is not None:
            return found
    return None


def deputies_around(place: str, way: Way = Way.WEB) -> Roster:
    """The deputies of a township (or of the one that holds a village), as far as known and as the public may know them.

    Everybody of its stations and of its congress, and the county's deputies whose district is described with its name.
    """
    township = township_of(place)
    name = divisions.names([township]).get(township, "")
    keys = {*people_in(township), *deputies.seated((township,))}
    shown = deputies.roster(deputies.people_in(sorted(keys)), way=way)
    further = set(deputies.seated((county_of(place),), finding.stem(name) or name)) - keys if name else set()
    if not further:
        return shown
    more = deputies.roster(deputies.people_in(sorted(further)), way=way).cards
    found = [*shown.cards, *(card for card in more if finding.mentions(card.district, name))]
    return Roster(tuple(sorted(found, key=lambda card: (card.level, card.name, card.code))), shown.nameless)


def matching(words: str, counties: Sequence[str]) -> list[StationBrief]:
    """Stations that free words mean: those of the places they name, else those whose name or address holds them."""
    named = [n for n in divisions.named(words) if any(covers(county, n.code) for county in counties)]
    codes = [found.pk for n in finding.surest(named)[:ANSWERS] if (found := for_place(n.code))]
    if codes:
        return briefs(public().filter(pk__in=codes).order_by("division", "name", "pk"))
    clean = finding.plain(words).replace(finding.BREAK, " ").strip()
    return [card for county in counties for card in cards(county, clean, ANSWERS)][:ANSWERS] if clean else []


def brief_for_place(division: str) -> StationBrief | None:
    """The card of the open station of a place (`for_place`)."""
    found = for_place(division)
    return briefs([found])[0] if found else None


def with_stations(found: Iterable[DeputyCard], on: date | None = None) -> list[DeputyCard]:
    """The same cards with the names of the open stations where each can be met; one query."""
    rows = list(found)
    at: dict[str, list[str]] = defaultdict(list)
    wanted = Attachment.objects.in_force(on or moment.today()).filter(
        person__code__in=[card.code for card in rows], station__state=State.OPEN
    )
    for code, name in wanted.order_by("station__name").values_list("person__code", "station__name"):
        at[code].append(name)
    return [replace(card, stations=tuple(at[card.code])) for card in rows]


def elected_on(station: str, on: date | None = None) -> date | None:
    """The day on which a station's deputies elected their convener (Article 3); None while there is none."""
    rows = Attachment.objects.convening(on or moment.today()).filter(station__code=station)
    return rows.values_list("elected_on", flat=True).first()


@dataclass(frozen=True)
class Change:
    """That a station opened, closed or went on in another one."""

    code: str
    name: str
    state: str
    day: date
    to: str = ""
    """Name of the station in which a merged one goes on."""


def changes(counties: Collection[str], limit: int) -> list[Change]:
    """The newest openings, closings and mergers of some counties, the newest first."""
    rows = Station.objects.filter(county__in=counties, state__in=(State.OPEN, State.CLOSED, State.MERGED))
    wanted = ("code", "name", "state", "opened_on", "closed_on", "successor__name")
    found = [
        Change(code, name, state, opened if state == State.OPEN else closed, to or "")
        for code, name, state, opened, closed, to in rows.values_list(*wanted)
        if (opened if state == State.OPEN else closed)
    ]
    return sorted(found, key=lambda change: (change.day, change.code), reverse=True)[:limit]
