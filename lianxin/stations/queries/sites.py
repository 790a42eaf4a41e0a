"""What stands near a station, and how the county wants it named (Article 2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, radians

from django.db.models import Q, QuerySet

from lianxin.divisions import queries as divisions
from lianxin.kit import moment
from lianxin.locality import queries as locality
from lianxin.locality.rules import PLACEHOLDERS, example_name, fits
from lianxin.stations.models import Station
from lianxin.stations.rules import STANDING, Point, State, county_of, is_neighbour, metres, township_of
from lianxin.stations.workflow import TABLE

METRES_A_DEGREE = 110_000
"""Of latitude, a little less than anywhere: the box is never too small."""


@dataclass(frozen=True)
class Neighbour:
    """A station that stands near another; `metres` is None when one of the two has no point (the same village)."""

    station: Station
    metres: int | None


def standing(county: str) -> QuerySet[Station]:
    """Whatever takes up a name and a place in a county, each with the one whose place it shares."""
    return Station.objects.filter(county=county, state__in=STANDING).select_related("shares_with")


def neighbours(station: Station) -> tuple[Neighbour, ...]:
    """Stations so near that one more must be answered for, the nearest first; identities of its own place are none.

    Two queries (policy and stations) however many stations the county has.
    """
    radius = locality.policy(station.county, moment.today()).neighbour_metres
    own, site = station.shares_with_id or station.pk, station.site
    rows = standing(station.county).filter(_near(station, site.point, radius)).exclude(pk=station.pk)
    found = [
        Neighbour(row, _apart(site.point, row.site.point))
        for row in rows
        if (row.shares_with_id or row.pk) != own and is_neighbour(site, row.site, radius)
    ]
    return tuple(sorted(found, key=lambda n: (-1 if n.metres is None else n.metres, n.station.name)))


def _apart(one: Point | None, other: Point | None) -> int | None:
    return metres(one, other) if one and other else None


def _near(station: Station, point: Point | None, radius: int) -> Q:
    """In the same village, or within a box that holds the circle of the radius: few rows come to be measured."""
    near = Q(division=station.division)
    if point is None or not radius:
        return near
    high = Decimal(radius / METRES_A_DEGREE)
    wide = Decimal(radius / (METRES_A_DEGREE * cos(radians(point.latitude))))
    for column in ("", "shares_with__"):
        near |= Q(
            **{
                f"{column}latitude__range": (point.latitude - high, point.latitude + high),
                f"{column}longitude__range": (point.longitude - wide, point.longitude + wide),
            }
        )
    return near


def is_possible(verb: str, station: Station) -> bool:
    """Whether the table of a station's life has this verb in its present state."""
    return TABLE.allows(verb, State(station.state))


def points_of(county: str) -> list[Point]:
    """Where the other stations of a county lie, as far as somebody entered it."""
    rows = Station.objects.filter(county=county).exclude(latitude=None).exclude(longitude=None)
    return [Point(lat, lng) for lat, lng in rows.values_list("latitude", "longitude") if lat and lng]


def is_taken(name: str, county: str, but: int | None = None) -> bool:
    """Whether a standing station of the county has this name already."""
    rows = standing(county).filter(name=name)
    return rows.exclude(pk=but).exists() if but else rows.exists()


def place_words(division: str) -> dict[str, str]:
    """Placeholder of a naming pattern → name of the division here, as far as it lies in one."""
    codes = {"县": county_of(division), "乡镇": township_of(division), "村": division}
    known = divisions.names(codes.values())
    held = {"县": 6, "乡镇": 9, "村": 12}
    return {word: known[code] for word, code in codes.items() if code in known and _lies(division, held[word])}


def _lies(division: str, digits: int) -> bool:
    """Whether a code reaches down to this many digits: a township's own station lies in no village."""
    return digits == 6 or division[digits - 3 : digits] != "000"


def follows_pattern(name: str, kind: str, division: str) -> bool:
    """Whether a station's name is one the county's naming patterns allow here."""
    patterns = locality.policy(division, moment.today()).station_names.get(kind, ())
    return fits(name, patterns, place_words(division))


def example_names(kind: str, division: str) -> Sequence[str]:
    """The county's patterns for a kind with the names of a place filled in, as far as they can be followed there."""
    patterns = locality.policy(division, moment.today()).station_names.get(kind, ())
    words = place_words(division)
    missing = [f"{{{word}}}" for word in PLACEHOLDERS if word not in words and word != "名"]
    patterns = tuple(p for p in patterns if not any(place in p for place in missing)) or patterns
    return tuple(example_name(pattern, words) for pattern in patterns)
