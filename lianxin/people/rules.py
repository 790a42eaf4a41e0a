"""Who appoints whom, how long a signed-in person may rest, and when a session is noted again."""

from collections.abc import Iterable

from lianxin.guidance.rules import article
from lianxin.kit.actor import OFFICERS, STATION_HEADS, Role

NOTE_SEEN_EVERY = 60
"""Seconds between two writes of a session's last use: a write on every click would cost a commit each."""

KEPT_FORM_SECONDS = 12 * 3600
KEPT_FORM_MAX_BYTES = 200_000

_AT_A_STATION = frozenset({*OFFICERS, Role.VOLUNTEER})
_COUNTY_APPOINTS = _AT_A_STATION | frozenset(
    {
        Role.TOWNSHIP_CHAIR,
        Role.SUBDISTRICT_OFFICE,
        Role.COUNTY_OFFICE,
        Role.CONFIDENTIAL_READER,
        Role.ORGAN_HANDLER,
    }
)


@article(4, "可以设平台联络员，由乡镇人大主席、街道人大工作机构确定相关工作人员兼任；鼓励志愿者参与平台服务工作")
def appoints(role: Role) -> frozenset[Role]:
    """The roles that a holder of `role` may give within his scope; viewers and auditors come from the installation."""
    if role in (Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE):
        return _AT_A_STATION
    return _COUNTY_APPOINTS if role is Role.COUNTY_OFFICE else frozenset()


def names_a_station(role: Role) -> bool:
    """Whether a posting in this role is one of a single station: there is no head of a township's stations at large."""
    return role in STATION_HEADS


ISSUED_LETTERS = 12


def spoken_password(letters: str) -> str:
    """Random letters in groups of four, to be read from a slip and typed on a telephone."""
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def next_username(head: str, taken: Iterable[str]) -> str:
    """The next free user name of a place: its division's digits and a running number, 430522105-03."""
    numbers = [int(name[len(head) + 1 :]) for name in taken if name[len(head) + 1 :].isdigit()]
    return f"{head}-{max(numbers, default=0) + 1:02d}"


def is_idle(seen: float, now: float, limit: int) -> bool:
    """Whether a session last used at `seen` (Unix seconds) has rested longer than `limit` seconds."""
    return now - seen > limit
