"""Levels of congresses, terms and seats, grounds, and what of a deputy may be known: the one home of Article 5."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lianxin.guidance.rules import article
from lianxin.kit.actor import Level, prefix


class Item(StrEnum):
    """The four items of a deputy's basic information that Article 5 names."""

    NAME = "name"
    PHOTO = "photo"
    WORKPLACE = "workplace"
    CONTACT = "contact"


class Way(StrEnum):
    """How the public comes to know: online (pages, API, feeds), on printed matter, in exported tables."""

    WEB = "web"
    PRINT = "print"
    TABLE = "table"


class MandateState(StrEnum):
    """Active, suspended (Deputies Law 2025, Art. 61) or ended (Art. 62)."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class TermState(StrEnum):
    """A term (届) of a congress runs, or has ended; an ended one stays."""

    RUNNING = "running"
    ENDED = "ended"


class GroupKind(StrEnum):
    """Deputy groups are formed by area or by field (Deputies Law 2025, Art. 27)."""

    AREA = "area"
    FIELD = "field"


class CorrectionState(StrEnum):
    """What became of a deputy's request to put his public details right."""

    ASKED = "asked"
    DONE = "done"
    DECLINED = "declined"


class Ground(StrEnum):
    """Why a mandate is suspended (Deputies Law 2025, Art. 61), resumed or ended (Art. 62; term and death by nature)."""

    IN_CUSTODY = "in_custody"
    SERVING_SENTENCE = "serving_sentence"
    GROUND_GONE = "ground_gone"
    MOVED_AWAY = "moved_away"
    RESIGNED = "resigned"
    ABSENT_TWICE = "absent_twice"
    RECALLED = "recalled"
    NATIONALITY_LOST = "nationality_lost"
    RIGHTS_LOST = "rights_lost"
    CAPACITY_LOST = "capacity_lost"
    DIED = "died"
    TERM_ENDED = "term_ended"


GROUNDS: dict[str, tuple[Ground, ...]] = {
    "suspend": (Ground.IN_CUSTODY, Ground.SERVING_SENTENCE),
    "resume": (Ground.GROUND_GONE,),
    "end": (
        Ground.RESIGNED,
        Ground.MOVED_AWAY,
        Ground.ABSENT_TWICE,
        Ground.RECALLED,
        Ground.NATIONALITY_LOST,
        Ground.RIGHTS_LOST,
        Ground.CAPACITY_LOST,
        Ground.DIED,
        Ground.TERM_ENDED,
    ),
}
"""Which grounds go with which act on a mandate, the commonest first."""

ALL_ITEMS: frozenset[str] = frozenset(Item)
ALL_WAYS: tuple[Way, ...] = tuple(Way)
LOCAL_LEVELS = frozenset({Level.COUNTY, Level.TOWNSHIP})


class NoCongress(ValueError):
    """A division that has no people's congress of its own."""


@dataclass(frozen=True)
class Given:
    """One thing a deputy agreed to: an item, in one way ('' in every way), at one station ('' everywhere)."""

    item: str
    way: str = ""
    at: str = ""

    def reaches(self, way: str, at: str) -> bool:
        return self.way in ("", way) and self.at in ("", at)


@article(5, "县、乡两级代表的基本信息应当公布；其他代表按其本人认为适当的形式告知")
def disclosed_fields(
    levels: frozenset[Level], given: Iterable[Given] = (), way: str = Way.WEB, at: str = ""
) -> frozenset[str]:
    """What the public may know, in one way and place, of a person with active mandates at `levels`.

    given  what he agreed to and has not withdrawn
    at     code of the station on whose page, board or table it stands, '' for everywhere

    Who has mandates on both sides is a county or township deputy here. Without an active mandate nothing is shown.
    """
    if not levels:
        return frozenset()
    if levels & LOCAL_LEVELS:
        return ALL_ITEMS
    return ALL_ITEMS & {each.item for each in given if each.reaches(way, at)}


@article(3, "应当以所在地的县、乡两级人大代表为主，可以吸纳所在地的上级人大代表参加")
def belongs_mainly(levels: frozenset[Level]) -> bool:
    """Whether a person is one of those by whom a station mainly lives: county and township deputies."""
    return bool(levels & LOCAL_LEVELS)


_BY_WIDTH = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY, 9: Level.TOWNSHIP}


def level_of_congress(code: str) -> Level:
    """The level of the congress of a 12-digit division code; 000000000000 is the nation.

    NoCongress for a village, for a sub-district (township digits 001-099: brief 0.8) and for a statistical zone
    (county digits 71-80 of the code of the National Bureau of Statistics).
    """
    if len(code) != 12 or not (code.isascii() and code.isdigit()):
        raise NoCongress(f"{code!r} is not a 12-digit division code")
    if code == "0" * 12:
        return Level.NATIONAL
    level = _BY_WIDTH.get(len(prefix(code)))
    if level is None:
        raise NoCongress(f"{code} is a village or community")
    if level is Level.TOWNSHIP and code[6:9] < "100":
        raise NoCongress(f"{code} is a sub-district, which has no congress")
    if level >= Level.COUNTY and code[2:4] != "90" and "71" <= code[4:6] <= "80":
        raise NoCongress(f"{code} is a statistical zone, which has no congress")
    return level


# ── seats and terms ────────────────────────────────────────────────────────
_SEATS = {
    Level.PROVINCE: (350, 150_000, 1000),
    Level.CITY: (240, 25_000, 650),
    Level.COUNTY: (140, 5_000, 450),
    Level.TOWNSHIP: (45, 1_500, 160),
}
"""(base, people for one more, most) after Election Law, Art. 12."""
MOST_NATIONAL = 3000
MINORITY_SHARE = 5
"""Per cent that may be added where many belong to minorities or live far apart, when decided so."""
YEARS = 5
COMING = 400
"""Days before the end of a term from which its election is said to be coming."""


def most_seats(level: Level, population: int, *, added: bool = False) -> int:
    """How many deputies Election Law, Art. 12 gives a congress for its population (people); the NPC's number is fixed.

    `added`: with the 5 % that may be decided for minority areas. Small places may be given fewer (under 50,000 people
    in a county, 2,000 in a township), so this is a help, never a refusal.
    """
    if level is Level.NATIONAL:
        return MOST_NATIONAL
    base, step, most = _SEATS[level]
    seats = min(base + population // step, most)
    return seats + (seats * MINORITY_SHARE // 100 if added else 0)


def over_quota(active: int, quota: int) -> int:
    """How many more deputies are active than the congress has seats; 0 also when its quota is not known (0)."""
    return max(0, active - quota) if quota else 0


def election_coming(ends_on: date | None, today: date) -> bool:
    """Whether the election of the next congress is so near that an office prepares for it."""
    return ends_on is not None and (ends_on - today).days <= COMING


# ── photos ─────────────────────────────────────────────────────────────────
PHOTO_OCTETS = 10 * 1024 * 1024
"""A photo that is sent may have so many octets."""
PORTRAIT = 5 / 7
"""Width to height of the usual picture for a board."""


def portrait_fits(width: int, height: int) -> bool:
    """Whether a photo will stand well on a board: upright, roughly 5 to 7. Advice only."""
    return height > 0 and abs(width / height - PORTRAIT) <= 0.12
