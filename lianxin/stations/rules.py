"""What a station is and who may convene it."""

from enum import StrEnum

from lianxin.guidance.rules import article
from lianxin.kit.actor import prefix


class Kind(StrEnum):
    HOME = "home"
    STATION = "station"
    POINT = "point"


class State(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


def county_of(division: str) -> str:
    """The 12-digit code of the county a division lies in; ValueError above the county level."""
    if len(division) != 12 or not division.isdigit() or len(prefix(division)) < 6:
        raise ValueError(f"{division!r} does not lie in a county")
    return division[:6].ljust(12, "0")


@article(3, "并在代表中推选召集人")
def may_convene(attached: bool, has_active_mandate: bool) -> bool:
    """A convener is elected from among the deputies of the station: attached to it, with a mandate in force."""
    return attached and has_active_mandate
