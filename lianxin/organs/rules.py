"""Which organs can be given work, to which one can only point, how long contacts hold, what a reform does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from lianxin.guidance.rules import article
from lianxin.kit.actor import Level, prefix

MAX_NAME, MAX_SHORT, MAX_GROUND = 80, 20, 200
FRESH_DAYS = 365
"""Contacts that nobody has looked at for longer than this are asked after."""

_LEVELS = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY, 9: Level.TOWNSHIP}


class Kind(StrEnum):
    GOVERNMENT = "government"
    SUPERVISORY = "supervisory"
    COURT = "court"
    PROCURATORATE = "procuratorate"
    PARTY = "party"
    ORGANISATION = "organisation"


class ContactKind(StrEnum):
    """Who is reached: the leader in charge (分管领导) or who has the work in hand (承办人)."""

    LEADER = "leader"
    HANDLER = "handler"


class Freshness(StrEnum):
    """How well known the people of an organ are."""

    FRESH = "fresh"
    STALE = "stale"
    NOBODY = "nobody"


@article(10, "各级人民政府、人民法院、人民检察院及其有关部门，其他有关机构和组织都必须支持代表联系群众")
def can_be_assigned(kind: Kind) -> bool:
    """Every organ and organisation can be handed a suggestion, save party organs: Article 8 only points to those."""
    return kind is not Kind.PARTY


@article(8, "可以告知其向有关政党组织或司法机关反映")
def is_redirect_target(kind: Kind) -> bool:
    """Where a resident may be told to turn: party organs, the supervisory commission, courts and procuratorates."""
    return kind in {Kind.PARTY, Kind.SUPERVISORY, Kind.COURT, Kind.PROCURATORATE}


def level_of(division: str) -> Level:
    """The level of an organ that sits at a division; ValueError below the township and for what is no code."""
    if len(division) != 12 or not division.isdigit() or len(prefix(division)) not in _LEVELS:
        raise ValueError(f"{division!r} has no organs of its own")
    return _LEVELS[len(prefix(division))]


@article(10, "其他有关机构和组织都必须尊重代表的权利，积极支持、配合：每年核对一次找谁")
def freshness(checked: date | None, today: date) -> Freshness:
    """How fresh the contacts are by the day on which somebody last looked at them (None: nobody is known)."""
    if checked is None:
        return Freshness.NOBODY
    return Freshness.STALE if today - checked > timedelta(days=FRESH_DAYS) else Freshness.FRESH


def lapses(checked: date, today: date) -> int:
    """How many years in a row nobody looked: each is asked about once."""
    return max(0, (today - checked).days - 1) // FRESH_DAYS


def name_on(name: str, former: tuple[tuple[str, date], ...], on: date) -> str:
    """An organ's name on a day; `former`: (name, last day) of its earlier names, in any order."""
    for earlier, last in sorted(former, key=lambda pair: pair[1]):
        if on <= last:
            return earlier
    return name


def heir_of(code: str, successors: Mapping[str, str]) -> str:
    """Where the work of an ended organ has gone in the end, by code; '' when it ends nowhere.

    `successors`: of each ended organ the code of its successor ('' without one). An organ that has not ended is its
    own heir.
    """
    seen = set()
    while code in successors and code not in seen:
        seen.add(code)
        code = successors[code]
    return "" if code in seen else code


@dataclass(frozen=True)
class ArrivingContact:
    """One contact that comes with a workbook."""

    name: str
    duty: str = ""
    phone: str = ""


@dataclass(frozen=True)
class ArrivingOrgan:
    """One organ that comes with a workbook; `code` names one that is there already (then it is brought up to date)."""

    name: str
    kind: str
    division: str
    short_name: str = ""
    is_assignable: bool = True
    address: str = ""
    mail: str = ""
    duty_line: str = ""
    leader: ArrivingContact | None = None
    handler: ArrivingContact | None = None
    from_day: date | None = None
    """Since when the contacts hold; None: today."""
    code: str = field(default="")
