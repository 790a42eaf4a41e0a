"""The shape of division codes (GB/T 2260, GB/T 10114, the statistical code of the National Bureau of Statistics)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from lianxin.kit.actor import prefix

WIDTHS = (2, 4, 6, 9, 12)
"""Significant digits of a code at ranks 1 to 5."""


class Rank(IntEnum):
    """How deep a division lies, from the province down."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5


class Kind(StrEnum):
    """What a division is; only those marked in `HAS_CONGRESS` have a people's congress of their own."""

    PROVINCE = "province"
    CITY = "city"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    DISTRICT = "district"
    COUNTY_CITY = "county_city"
    STATISTICAL_ZONE = "statistical_zone"
    TOWN = "town"
    TOWNSHIP = "township"
    ETHNIC_TOWNSHIP = "ethnic_township"
    SUBDISTRICT = "subdistrict"
    OTHER_ZONE = "other_zone"
    VILLAGE = "village"
    NEIGHBOURHOOD = "neighbourhood"


HAS_CONGRESS = frozenset(Kind) - {
    Kind.STATISTICAL_ZONE,
    Kind.SUBDISTRICT,
    Kind.OTHER_ZONE,
    Kind.VILLAGE,
    Kind.NEIGHBOURHOOD,
}


def whole(code: str) -> str:
    """A code of 2, 4, 6, 9 or 12 digits as the 12-digit one; ValueError for anything else."""
    if not (code.isascii() and code.isdigit()) or len(code) not in WIDTHS or code[:2] == "00":
        raise ValueError(f"not a division code: {code!r}")
    return code.ljust(12, "0")


def ancestor_codes(code: str) -> tuple[str, ...]:
    """Codes of everything above a division, province first."""
    width = len(prefix(code))
    found = (code[:w].ljust(12, "0") for w in WIDTHS if w < width)
    return tuple(dict.fromkeys(c for c in found if c != code))


def county_code(code: str) -> str:
    """The 12-digit code of the county-level division that holds a division ('' above the county)."""
    return code[:6].ljust(12, "0") if len(prefix(code)) >= 6 else ""


def township_code(code: str) -> str:
    """The 12-digit code of the township-level division that holds a division ('' above the township)."""
    return code[:9].ljust(12, "0") if len(prefix(code)) >= 9 else ""


def kind_of(rank: Rank, code: str, name: str) -> Kind:
    """What a division is, from its rank, its code and the ending of its name."""
    match rank:
        case Rank.PROVINCE:
            return Kind.PROVINCE
        case Rank.CITY:
            return Kind.CITY if name.endswith(("市", "辖区", "辖县")) else Kind.PREFECTURE
        case Rank.COUNTY:
            return _county_kind(code, name)
        case Rank.TOWNSHIP:
            return _township_kind(name)
        case Rank.VILLAGE:
            return _village_kind(code, name)


def _county_kind(code: str, name: str) -> Kind:
    # The statistics bureau numbers its own zones (development and administration areas) from 71 up.
    if "71" <= code[4:6] <= "80":
        return Kind.STATISTICAL_ZONE
    if name.endswith("市"):
        return Kind.COUNTY_CITY
    return Kind.DISTRICT if name.endswith("区") else Kind.COUNTY


def _township_kind(name: str) -> Kind:
    if name.endswith(("街道", "街道办事处")):
        return Kind.SUBDISTRICT
    if name.endswith(("民族乡", "族乡")):
        return Kind.ETHNIC_TOWNSHIP
    if name.endswith("镇"):
        return Kind.TOWN
    return Kind.TOWNSHIP if name.endswith("乡") else Kind.OTHER_ZONE


def _village_kind(code: str, name: str) -> Kind:
    # 001–199 are residents' committees, 200–399 villagers' committees (编制规则, section on village codes).
    if name.endswith(("村", "村委会", "村民委员会")):
        return Kind.VILLAGE
    return Kind.NEIGHBOURHOOD if code[9:] < "200" else Kind.VILLAGE


# ── names inside free words ────────────────────────────────────────────────
_FORMAL = (
    ("村村民委员会", "村"),
    ("村民委员会", "村"),
    ("村村委会", "村"),
    ("村委会", "村"),
    ("社区居民委员会", "社区"),
    ("社区委员会", "社区"),
    ("社区居委会", "社区"),
    ("居民委员会", "社区"),
    ("居委会", "社区"),
    ("街道办事处", "街道"),
)
_ROADS = ("路", "大道", "大街", "广场", "大桥")
"""A stem before one of these names a road: 黄兴大道 does not say 黄兴镇."""
_ENDINGS = ("社区", "街道", "民族乡", "镇", "乡", "村")


@dataclass(frozen=True)
class Hit:
    """Where a text names a division: characters start…end; `whole` when the full name stands there, ending included."""

    start: int
    end: int
    whole: bool

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def weight(self) -> tuple[bool, int]:
        """A whole name outweighs a stem, then the longer one wins."""
        return self.whole, self.length


def spoken_name(name: str) -> str:
    """A name as people say it: 识字里社区居委会 → 识字里社区, 双冲村委会 → 双冲村."""
    for formal, spoken in _FORMAL:
        if name.endswith(formal) and len(name) > len(formal):
            return name.removesuffix(formal) + spoken
    return name


def stem(name: str) -> str:
    """A spoken name without its ending: 黄兴镇 → 黄兴; '' when too little is left to tell anything."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return ""


def best_hit(text: str, name: str, rank: Rank) -> Hit | None:
    """Where a text names a division, whole or by its stem (of a village at least three characters); None: nowhere."""
    spoken = spoken_name(name)
    for form, is_whole in ((name, True), (spoken, True), (stem(spoken), False)):
        shortest = 3 if rank == Rank.VILLAGE and not is_whole else 2
        if len(form) < shortest:
            continue
        for start in _places(text, form):
            end = start + len(form)
            if is_whole or not text.startswith(_ROADS, end):
                return Hit(start, end, is_whole)
    return None


def _places(text: str, form: str) -> Iterator[int]:
    start = text.find(form)
    while start >= 0:
        yield start
        start = text.find(form, start + 1)
