"""Levels of congresses and what of a deputy may be known: the one home of Article 5."""

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


ALL_ITEMS: frozenset[str] = frozenset(Item)
LOCAL_LEVELS = frozenset({Level.COUNTY, Level.TOWNSHIP})


class NoCongress(ValueError):
    """A division that has no people's congress of its own."""


@article(5, "县、乡两级代表的基本信息应当公布；其他代表按其本人认为适当的形式告知")
def disclosed_fields(levels: frozenset[Level], consented: frozenset[str]) -> frozenset[str]:
    """What the public may know of a person with active mandates at `levels` who consented to some items.

    Who has mandates on both sides is a county or township deputy here. Without an active mandate nothing is shown.
    """
    if not levels:
        return frozenset()
    if levels & LOCAL_LEVELS:
        return ALL_ITEMS
    return consented & ALL_ITEMS


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
