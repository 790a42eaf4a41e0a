"""What a station is, where it may stand, who may be attached to it and who may convene it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from lianxin.guidance.rules import article
from lianxin.kit.actor import Level, prefix


class Kind(StrEnum):
    HOME = "home"
    STATION = "station"
    POINT = "point"


class State(StrEnum):
    PLANNED = "planned"
    RETURNED = "returned"
    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"


STANDING = (State.PLANNED, State.RETURNED, State.OPEN)
"""States in which a station takes up a name and a place."""


class Venue(StrEnum):
    """Whose house a station stands in; the guidance names the first four."""

    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    READING_ROOM = "reading_room"
    SERVICE_CENTRE = "service_centre"
    VILLAGE = "village"
    ENTERPRISE = "enterprise"
    SCHOOL = "school"
    OTHER = "other"


class AccessItem(StrEnum):
    """What makes a venue easy to reach."""

    NO_STEP = "no_step"
    RAMP = "ramp"
    TOILET = "toilet"
    LEVEL = "level"
    HEARING = "hearing"
    PARKING = "parking"


class InvitationState(StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class How(StrEnum):
    """How a higher-level deputy's answer came; REGISTER: he was there before the product came."""

    HIMSELF = "himself"
    PHONE = "phone"
    VISIT = "visit"
    LETTER = "letter"
    REGISTER = "register"


class ElectionKind(StrEnum):
    """ELECT chooses a convener; DISMISS asks whether he is to be dismissed; EARLIER was held before."""

    ELECT = "elect"
    DISMISS = "dismiss"
    EARLIER = "earlier"


class ElectionState(StrEnum):
    NOTICED = "noticed"
    CARRIED = "carried"
    RUN_OFF = "run_off"
    LOST = "lost"
    NO_QUORUM = "no_quorum"
    CALLED_OFF = "called_off"


def county_of(division: str) -> str:
    """The 12-digit code of the county a division lies in; ValueError above the county level."""
    if len(division) != 12 or not division.isdigit() or len(prefix(division)) < 6:
        raise ValueError(f"{division!r} does not lie in a county")
    return division[:6].ljust(12, "0")


def township_of(division: str) -> str:
    """The 12-digit code of the township a division lies in; a county's own code stays."""
    return division[:9].ljust(12, "0")


# ── where it stands ────────────────────────────────────────────────────────
EARTH = 6_371_008.8
"""Mean radius in metres (IUGG)."""


@dataclass(frozen=True)
class Point:
    """Latitude and longitude in degrees, six decimals at most."""

    latitude: Decimal
    longitude: Decimal


def metres(one: Point, other: Point) -> int:
    """The distance of two points over the ground (haversine), in whole metres."""
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    half_lat, half_lng = (lat2 - lat1) / 2, radians(other.longitude - one.longitude) / 2
    chord = sin(half_lat) ** 2 + cos(lat1) * cos(lat2) * sin(half_lng) ** 2
    return round(2 * EARTH * asin(min(1.0, sqrt(chord))))


@dataclass(frozen=True)
class Site:
    """What the duplicate-building check knows of one station."""

    division: str
    point: Point | None


@article(2, "充分利用现有设施、场地，避免重复建设造成浪费")
def is_neighbour(one: Site, other: Site, radius: int) -> bool:
    """Whether two stations stand so near that the second must be answered for.

    Near: in the same village, or both at the seat of one township, or within `radius` metres (0: no radius is set).
    """
    if one.division == other.division:
        return True
    return bool(one.point and other.point and radius and metres(one.point, other.point) <= radius)


@article(2, "避免重复建设造成浪费")
def must_be_answered(neighbours: int, reason: str) -> bool:
    """Whether a station may not be approved yet: it has neighbours, and nobody has said why it is needed."""
    return neighbours > 0 and not reason.strip()


# ── who takes part ─────────────────────────────────────────────────────────
@article(3, "应当以所在地的县、乡两级人大代表为主")
def attached_directly(levels: Collection[Level]) -> bool:
    """County and township deputies belong to the station; a deputy of higher levels alone comes by invitation."""
    return any(level in (Level.COUNTY, Level.TOWNSHIP) for level in levels)


@article(3, "活动可以吸纳所在地的在湘全国人大代表和省、设区的市、自治州人大代表参加")
def may_be_invited(levels: Collection[Level]) -> bool:
    """Whoever has a mandate in force, but none of county or township."""
    return bool(levels) and not attached_directly(levels)


@article(3, "并在代表中推选召集人")
def may_convene(attached: bool, has_active_mandate: bool) -> bool:
    """A convener is elected from among the deputies of the station: attached to it, with a mandate in force."""
    return attached and has_active_mandate


# ── elections ──────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Count:
    """What was counted: how many could come and came, the votes of each (keys of persons), blank and invalid papers.

    To dismiss: `votes` holds the votes for the dismissal under the convener's key, `against` those against it.
    """

    eligible: int
    present: int
    votes: Mapping[int, int]
    blank: int
    invalid: int
    against: int = 0

    @property
    def cast(self) -> int:
        return sum(self.votes.values()) + self.against + self.blank + self.invalid


@article(3, "在代表中推选召集人：到会代表过半数，选举有效")
def has_quorum(eligible: int, present: int) -> bool:
    """More than half of those who may vote have come."""
    return 2 * present > eligible > 0


def adds_up(count: Count) -> bool:
    """Nobody votes twice and no vote is made up: what was cast is what the present could cast, one each."""
    numbers = (count.eligible, count.present, count.blank, count.invalid, count.against, *count.votes.values())
    return min(numbers) >= 0 and count.present <= count.eligible and count.cast <= count.present


@article(3, "在代表中推选召集人：得票超过到会代表半数的当选")
def winner(count: Count) -> int | None:
    """The one with the votes of more than half of those present; None when nobody has."""
    return next((who for who, votes in count.votes.items() if 2 * votes > count.present), None)


def run_off(votes: Mapping[int, int]) -> tuple[int, ...]:
    """Who stands in the next round: the two with most votes, and who has as many as the second; most votes first."""
    ranked = sorted(votes, key=lambda who: (-votes[who], who))
    if len(ranked) <= 2:
        return tuple(ranked)
    least = votes[ranked[1]]
    return tuple(who for who in ranked if votes[who] >= least)


def outcome(kind: ElectionKind, count: Count) -> ElectionState:
    """What the count means. A run-off follows an election that nobody won; a dismissal that is not carried is lost."""
    if not has_quorum(count.eligible, count.present):
        return ElectionState.NO_QUORUM
    if winner(count) is not None:
        return ElectionState.CARRIED
    return ElectionState.LOST if kind is ElectionKind.DISMISS or len(count.votes) < 2 else ElectionState.RUN_OFF
