"""What the words of a county's tables mean, and what two rows say of one person. Pure."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lianxin.guidance.rules import article
from lianxin.kit.actor import Level, covers
from lianxin.organs.rules import Kind as OrganKind
from lianxin.sheets.reading import Fault, numeral
from lianxin.stations.rules import Kind as StationKind
from lianxin.stations.rules import Venue

NATION = "0" * 12
SHOWN = 200
"""Faults on a page; the rest is in the file to download."""


class Kind(StrEnum):
    """A register that comes as a sheet."""

    DEPUTIES = "deputies"
    STATIONS = "stations"
    ORGANS = "organs"


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


# ── words ──────────────────────────────────────────────────────────────────
_LEVELS = {
    Level.NATIONAL: "全国 国家 中央",
    Level.PROVINCE: "省 自治区",
    Level.CITY: "市 州 设区的市 地级市 市州 自治州 地市",
    Level.COUNTY: "县 区 县市区 县区 县级市 市辖区 区县",
    Level.TOWNSHIP: "乡 镇 乡镇 民族乡 镇乡",
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words.split()}
_TAIL = re.compile(r"(?:人民代表大会|人大)?(?:代表)?$")
_STATION_KINDS = {
    "家": StationKind.HOME, "代表之家": StationKind.HOME, "人大代表之家": StationKind.HOME, "代表家": StationKind.HOME,
    "站": StationKind.STATION, "联络站": StationKind.STATION, "代表联络站": StationKind.STATION,
    "代表工作站": StationKind.STATION, "人大代表联络站": StationKind.STATION, "工作站": StationKind.STATION,
    "点": StationKind.POINT, "联系点": StationKind.POINT, "代表联系点": StationKind.POINT, "联络点": StationKind.POINT,
}  # fmt: skip
_VENUES = {
    Venue.TOWNSHIP: "乡镇机关 乡镇政府 镇政府 乡政府 政府大院 镇机关", Venue.SUBDISTRICT: "街道机关 街道办 街道办事处",
    Venue.READING_ROOM: "农家书屋 书屋",
    Venue.SERVICE_CENTRE: "社区服务中心 党群服务中心 服务中心 便民服务中心 社区中心",
    Venue.VILLAGE: "村（居）委会 村(居)委会 村委会 居委会 村部 村居委会 村级活动中心",
    Venue.ENTERPRISE: "企业 公司 园区",
    Venue.SCHOOL: "学校", Venue.OTHER: "其他场所 其他 其它",
}  # fmt: skip
_VENUE_OF = {word: venue for venue, words in _VENUES.items() for word in words.split()}
_ORGAN_KINDS = {
    OrganKind.GOVERNMENT: "政府及其部门 政府 政府部门 政府组成部门 行政机关 行政 政府机关 乡镇政府 事业单位",
    OrganKind.SUPERVISORY: "监察委员会 监委 监察机关 监察",
    OrganKind.COURT: "人民法院 法院 审判机关",
    OrganKind.PROCURATORATE: "人民检察院 检察院 检察机关",
    OrganKind.PARTY: "党组织 党委 党委部门 党群 党的机关 党委机关",
    OrganKind.ORGANISATION: "其他组织 其他 企业 公司 社会组织 群团 人民团体 组织 国有企业",
}
_ORGAN_KIND_OF = {word: kind for kind, words in _ORGAN_KINDS.items() for word in words.split()}
_TERM = re.compile(r"第?([0-9]{1,2}|[零一二三四五六七八九十]{1,3})届")


def level_of(words: str) -> Level | None:
    """The level that a word names: 县, 县级, 县人大代表; None when it names none, or several."""
    short = _TAIL.sub("", words)
    return _LEVEL_OF.get(short) or _LEVEL_OF.get(short.removesuffix("级"))


def term_of(words: str) -> int | None:
    """The number of a term: 18, 十八, 第十八届."""
    found = _TERM.fullmatch(words)
    number = numeral(found[1] if found else words.removesuffix(".0"))
    return number if number and number < 100 else None


def term_in(words: str) -> int | None:
    """The term that a title speaks of, when it speaks of one."""
    found = {numeral(number) for number in _TERM.findall(words)}
    return found.pop() if len(found) == 1 else None


def station_kind(words: str) -> StationKind | None:
    return _STATION_KINDS.get(words)


def venue_of(words: str) -> Venue | None:
    return _VENUE_OF.get(words)


def organ_kind(words: str, name: str) -> OrganKind | None:
    """What kind of organ it is, by its word, else by its name; None when neither says it."""
    if words:
        return _ORGAN_KIND_OF.get(words)
    for ending, kind in (
        ("法院", OrganKind.COURT), ("检察院", OrganKind.PROCURATORATE), ("监察委员会", OrganKind.SUPERVISORY),
        ("纪委监委", OrganKind.SUPERVISORY), ("公司", OrganKind.ORGANISATION), ("政府", OrganKind.GOVERNMENT),
        ("局", OrganKind.GOVERNMENT), ("办事处", OrganKind.GOVERNMENT), ("办公室", OrganKind.GOVERNMENT),
    ):  # fmt: skip
        if name.endswith(ending) and not name.startswith("中共"):
            return kind
    return OrganKind.PARTY if name.startswith("中共") else None


# ── rows that are none ─────────────────────────────────────────────────────
_ASIDES = re.compile(
    r"(?:合计|总计|小计|共计|注[:：]?|备注|说明|填表|审核|制表|单位负责人|联系人[:：]|以上|此表)|.*共\d+[人个].*|.*\(?\d+[人名个]\)?$"
)
_SECTION = re.compile(r"[(（]?[一二三四五六七八九十]+[)）、.].*|.*(?:代表团|代表小组)(?:[(（].*[)）])?")


def is_aside(name: str, filled: int) -> bool:
    """A line of sums, a note, or the title of a part: `filled` is how many known cells hold something."""
    if _ASIDES.match(name):
        return filled <= 3
    return filled == 1 and bool(_SECTION.fullmatch(name))


# ── one person or two ──────────────────────────────────────────────────────
class Kinship(StrEnum):
    """What two mandates of one name say: one person, surely two, or nobody knows."""

    SAME = "same"
    OTHER = "other"
    ASK = "ask"


@article(3, "应当以所在地的县、乡两级人大代表为主：一个人可以同时是县、乡两级代表")
def may_hold_both(one: str, other: str) -> bool:
    """Whether one person may sit in two congresses: one lies within the other (Election Law, art. 49)."""
    return one == other or NATION in (one, other) or covers(one, other) or covers(other, one)


@article(5, "县、乡两级代表的基本信息应当公布：公布谁，先要认准谁")
def kinship(one: tuple[str, int, str, str], other: tuple[str, int, str, str], *, phones: bool | None) -> Kinship:
    """What (congress, term, district, certificate) of two mandates of people of one name say of them.

    `phones`: whether both gave the same private number; None when one gave none.
    """
    if not may_hold_both(one[0], other[0]):
        return Kinship.OTHER
    if phones:
        return Kinship.SAME
    if one[0] != other[0]:
        return Kinship.ASK
    if one[1] == other[1] and one[3] and other[3]:
        return Kinship.SAME if one[3] == other[3] else Kinship.OTHER
    if one[2] and other[2] and one[2] != other[2]:
        return Kinship.ASK
    return Kinship.SAME


# ── the report ─────────────────────────────────────────────────────────────
@dataclass
class Counts:
    """Rows of one register: what becomes of them."""

    new: int = 0
    changed: int = 0
    same: int = 0
    left_out: int = 0
    absent: int = 0
    """In the register but not in the file: they stay as they are."""

    def add(self, fate: Fate) -> None:
        setattr(self, fate.value, getattr(self, fate.value) + 1)

    @property
    def rows(self) -> int:
        return self.new + self.changed + self.same


@dataclass(frozen=True)
class Line:
    """One row that will be new or changed, for the preview."""

    kind: Kind
    fate: Fate
    sheet: str
    row: int
    title: str
    words: str


@dataclass(frozen=True)
class Question:
    """A row whose name somebody else bears already: the same person or another one?"""

    sheet: str
    row: int
    name: str
    known: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.sheet}!{self.row}"


@dataclass
class Report:
    """What was found in a file, and what would be done."""

    file: str
    sha256: str
    county: str
    faults: list[Fault] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: dict[Kind, Counts] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    done: bool = False

    @property
    def clean(self) -> bool:
        """Whether it can be imported as it is."""
        return not self.faults and not self.questions

    @property
    def acts(self) -> int:
        """Rows that are new or changed."""
        return sum(count.new + count.changed for count in self.counts.values())

    def count(self, kind: Kind) -> Counts:
        return self.counts.setdefault(kind, Counts())

    def as_json(self) -> dict[str, Any]:
        """The report for machines, and to be kept."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "county": self.county,
            "done": self.done,
            "clean": self.clean,
            "counts": {kind.value: vars(count) for kind, count in self.counts.items()},
            "notes": self.notes,
            "faults": [vars(fault) for fault in self.faults],
            "questions": [{**vars(question), "key": question.key} for question in self.questions],
            "lines": [vars(line) for line in self.lines[:SHOWN]],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Report":
        """A report out of `as_json`."""
        report = cls(kept["file"], kept["sha256"], kept["county"], notes=list(kept["notes"]), done=kept["done"])
        report.counts = {Kind(kind): Counts(**count) for kind, count in kept["counts"].items()}
        report.faults = [Fault(**fault) for fault in kept["faults"]]
        report.questions = [
            Question(each["sheet"], each["row"], each["name"], tuple(each["known"])) for each in kept["questions"]
        ]
        report.lines = [
            Line(**line | {"kind": Kind(line["kind"]), "fate": Fate(line["fate"])}) for line in kept["lines"]
        ]
        return report
