"""Who acts: a frozen value that carries every right of one person at one moment.

Staff rights come from postings (people), a deputy's rights from his active mandates (deputies);
nothing else grants any. Rules and permissions take an `Actor`, never a request or a user row.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """The five levels of people's congresses, from the nation down."""

    NATIONAL = 1
    PROVINCE = 2
    CITY = 3
    COUNTY = 4
    TOWNSHIP = 5


class Role(StrEnum):
    """What a posting makes of a person (domain brief, section 12)."""

    STATION_HEAD = "station_head"
    STATION_VICE_HEAD = "station_vice_head"
    LIAISON_OFFICER = "liaison_officer"
    VOLUNTEER = "volunteer"
    TOWNSHIP_CHAIR = "township_chair"
    SUBDISTRICT_OFFICE = "subdistrict_office"
    COUNTY_OFFICE = "county_office"
    CONFIDENTIAL_READER = "confidential_reader"
    ORGAN_HANDLER = "organ_handler"
    CITY_VIEWER = "city_viewer"
    PROVINCE_VIEWER = "province_viewer"
    AUDITOR = "auditor"
    DEPUTY = "deputy"
    RESIDENT = "resident"
    SYSTEM = "system"


STATION_HEADS = (Role.STATION_HEAD, Role.STATION_VICE_HEAD)
OFFICERS = (Role.LIAISON_OFFICER, *STATION_HEADS)
"""Posted at a station for its daily work. They never assign, refer or conclude (Article 8)."""


@dataclass(frozen=True)
class Post:
    """One posting in force. `scope` is a 12-digit division code; `station` and `organ` narrow it by code."""

    role: Role
    scope: str
    station: str = ""
    organ: str = ""


@dataclass(frozen=True)
class ActiveMandate:
    """One active mandate of a deputy: `congress` is the 12-digit code of the congress's division."""

    pk: int
    level: Level
    congress: str


@dataclass(frozen=True)
class Actor:
    """A person acting, with all rights in force now. `ref` is what the ledger records."""

    ref: str
    name: str
    user_id: int | None = None
    posts: tuple[Post, ...] = ()
    person_id: int | None = None
    mandates: tuple[ActiveMandate, ...] = ()
    stations: tuple[str, ...] = field(default=())
    """Codes of the stations a deputy is attached to."""
    recused: tuple[str, ...] = field(default=())
    """Receipt numbers of the matters he has stepped back from: he sees nothing of them and does nothing to them."""

    def posts_as(self, *roles: Role) -> tuple[Post, ...]:
        """The postings in force in any of these roles."""
        return tuple(p for p in self.posts if p.role in roles)

    def holds(self, role: Role, code: str) -> bool:
        """Whether a posting in this role covers the division `code`."""
        return any(covers(p.scope, code) for p in self.posts_as(role))

    @property
    def is_deputy(self) -> bool:
        return bool(self.mandates)

    @property
    def main_role(self) -> Role:
        """The role a list or a ledger line names when the act itself does not say."""
        if self.posts:
            return self.posts[0].role
        return Role.DEPUTY if self.mandates else Role.RESIDENT


RESIDENT = Actor(ref="resident", name="群众")
SYSTEM = Actor(ref="system", name="系统")

_WIDTHS = (2, 4, 6, 9, 12)


def prefix(scope: str) -> str:
    """The significant digits of a 12-digit division code: 430000000000 → 43."""
    said = len(scope.rstrip("0"))
    for width in _WIDTHS:
        if said <= width:
            return scope[:width]
    return scope


def bounds(scope: str) -> tuple[str, str]:
    """First and last code of a scope, both inclusive: an indexable range for SQL."""
    head = prefix(scope)
    return head.ljust(12, "0"), head.ljust(12, "9")


def covers(scope: str, code: str) -> bool:
    """Whether a scope holds a division code. An empty scope or code holds nothing."""
    return bool(scope) and bool(code) and code.startswith(prefix(scope))


def narrowest(codes: Iterable[str]) -> str:
    """The most specific of some division codes ('' of none)."""
    return max(codes, key=lambda c: len(prefix(c)), default="")
