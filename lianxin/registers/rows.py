"""Rows of a sheet as values: each cell read by what its column asks, each fault with its place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lianxin.kit.actor import Level
from lianxin.organs.rules import Kind as OrganKind
from lianxin.registers import columns, rules
from lianxin.registers.places import Places
from lianxin.registers.rules import Report
from lianxin.sheets import reading
from lianxin.sheets.reading import Fault, Head, Sheet, Unreadable
from lianxin.stations.rules import Kind as StationKind


@dataclass(slots=True)
class Row:
    """One row: where it stands, and its cells by column."""

    sheet: str
    number: int
    head: Head
    titles: dict[str, str]
    cells: dict[str, Any]
    bad: bool = False

    def words(self, key: str) -> str:
        return reading.text(self.cells.get(key))

    def plain(self, key: str) -> str:
        return reading.plain(self.cells.get(key))

    def fault(self, key: str, advice: str) -> Fault:
        """A fault of this row, in the column `key` ('' for the whole row)."""
        self.bad = True
        at = self.head.at.get(key)
        letter = "" if at is None else reading.letter_of(at)
        return Fault(self.sheet, self.number, letter, self.titles.get(key, ""), self.words(key)[:40], advice)


@dataclass(slots=True)
class DeputyRow:
    """One mandate of one person, with the stations he is attached to. None: the table does not say."""

    row: Row
    name: str
    congress: str = ""
    term: int = 0
    gender: str = ""
    workplace: str = ""
    public: str = ""
    mobile: str = ""
    district: str = ""
    certificate: str = ""
    from_day: date | None = None
    until_day: date | None = None
    stations: tuple[str, ...] = ()
    attached: date | None = None
    twin: str = ""
    code: str = ""


@dataclass(slots=True)
class StationRow:
    row: Row
    name: str
    division: str = ""
    kind: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    opened: date | None = None
    code: str = ""


@dataclass(slots=True)
class OrganRow:
    row: Row
    name: str
    kind: str = ""
    division: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    contacts: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """leader, handler → (name, duty, phone)."""
    from_day: date | None = None
    code: str = ""


@dataclass
class Reader:
    """Reads the rows of one sheet, and tells the report what it cannot read."""

    places: Places
    report: Report
    answers: dict[str, str]
    sheet: Sheet
    head: Head
    plan: columns.Plan
    term: int | None = None
    township: str = ""
    level: Level | None = None
    congresses: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    """What a row says of its congress → its code, or why it is none: said alike in many rows."""

    def __post_init__(self) -> None:
        said = " ".join((self.sheet.name, *self.head.titles))
        self.term, self.township = rules.term_in(said), self.places.township_in(said)
        if "人民代表大会" in said or "人大代表" in said or "代表名册" in said or "代表花名册" in said:
            self.level = Level.TOWNSHIP if self.township else Level.COUNTY if self.places.name in said else None

    # ── cells ──────────────────────────────────────────────────────────────
    def rows(self) -> Iterator[Row]:
        """Rows that hold something, below the head."""
        titles = self.plan.titles
        for number, cells in enumerate(self.sheet.rows(), 1):
            if number <= self.head.row:
                continue
            found = {
                key: cells[at] for key, at in self.head.at.items() if at < len(cells) and cells[at] not in ("", None)
            }
            row = Row(self.sheet.name, number, self.head, titles, found)
            if self.sheet.errors:
                self._error_values(row)
            if not found or self._left_out(row):
                continue
            yield row

    def _error_values(self, row: Row) -> None:
        for key, at in self.head.at.items():
            if said := self.sheet.errors.get((row.number, at)):
                row.cells[key] = said
                self.report.faults.append(row.fault(key, _("这一格的公式出了错。请改成直接填写的内容。")))

    def _left_out(self, row: Row) -> bool:
        name = row.plain("name")
        filled = [key for key, cell in row.cells.items() if not isinstance(cell, str) or not cell.isspace()]
        if not filled:
            return True
        only = row.plain(filled[0]) if len(filled) == 1 else name
        aside = rules.is_aside(name or only, len(filled)) or (not name and len(filled) == 1)
        if aside or name in columns.EXAMPLES:
            self.report.count(self.plan.kind).left_out += 1
        return aside or name in columns.EXAMPLES

    def tell(self, row: Row, key: str, advice: str) -> None:
        self.report.faults.append(row.fault(key, advice))

    def take(self, row: Row, key: str, read: Callable[[Any], Any], default: Any = "") -> Any:
        """A cell's value; what it cannot mean is told, and the default given."""
        value = row.cells.get(key)
        if value in ("", None):
            return default
        try:
            return read(value)
        except Unreadable as error:
            self.tell(row, key, str(error))
            return default

    def kept(self, row: Row, key: str, most: int, read: Callable[[Any], str] = reading.text) -> str:
        """Words that are not longer than their column."""
        words: str = self.take(row, key, read)
        if len(words) > most:
            self.tell(row, key, _("写得太长，有%(n)d个字，最多%(most)d个。") % {"n": len(words), "most": most})
            return ""
        return words

    def chosen(self, row: Row, key: str, find: Callable[[str], Any], choices: str) -> Any:
        """One of some words; '' for an empty cell."""
        words = row.plain(key)
        found = find(words) if words else ""
        if words and not found:
            self.tell(row, key, _("不认识“%(words)s”。只填：%(choices)s。") % {"words": words[:20], "choices": choices})
        return found or ""

    def dates(self, row: Row, first: str, last: str) -> tuple[date | None, date | None]:
        """Two days of which the second is not before the first."""
        start = self.take(row, first, reading.day, None)
        end = self.take(row, last, lambda value: reading.day(value, last=True), None)
        if start and end and end < start:
            self.tell(row, last, _("止期%(end)s早于起期%(start)s，请核对。") % {"end": end, "start": start})
        return start, end

    # ── rows ───────────────────────────────────────────────────────────────
    def deputies(self) -> Iterator[DeputyRow]:
        for row in self.rows():
            name = self.kept(row, "name", 40, reading.name)
            if not name and not row.bad:
                self.tell(row, "name", _("没有填姓名。"))
            made = DeputyRow(row, name)
            made.congress, made.term = self._congress(row), self._term(row)
            made.gender = self.chosen(row, "gender", {"男": "m", "女": "f", "男性": "m", "女性": "f"}.get, "男、女")
            made.workplace, made.public = self.kept(row, "workplace", 80), self.kept(row, "public", 60)
            made.mobile = self.kept(row, "mobile", 60, reading.phone)
            made.district = self.kept(row, "district", 80, reading.plain)
            made.certificate = self.kept(row, "certificate", 40, reading.digits)
            made.from_day, made.until_day = self.dates(row, "from", "until")
            made.stations = tuple(dict.fromkeys(filter(None, _split(row.plain("stations")))))
            made.attached = self.take(row, "attached", reading.day, None)
            made.twin = self._twin(row)
            made.code = row.plain("code")
            yield made

    def _congress(self, row: Row) -> str:
        level, named, town = row.plain("level"), row.plain("congress"), row.plain("township")
        if not level and not named and self.level:
            level = "乡" if self.level is Level.TOWNSHIP else "县"
        key = "congress" if named else "level"
        if not named and town and rules.level_of(level) is Level.TOWNSHIP:
            key = "township"
        said = (level, named, town)
        if said not in self.congresses:
            try:
                self.congresses[said] = (self.places.congress(*said, self.township), "")
            except Unreadable as error:
                self.congresses[said] = ("", str(error))
        code, advice = self.congresses[said]
        if advice:
            self.tell(row, key, advice)
        return code

    def _term(self, row: Row) -> int:
        words = row.plain("term")
        if words:
            found = rules.term_of(words)
            if found is None:
                self.tell(row, "term", _("届次只填数字，如 18 或者“第十八届”。"))
            return found or 0
        return self.term or 0

    def _twin(self, row: Row) -> str:
        answer = self.answers.get(f"{row.sheet}!{row.number}", "")
        if answer:
            return answer
        words = {
            "同一人": "same",
            "是": "same",
            "是同一人": "same",
            "另一人": "other",
            "否": "other",
            "不是同一人": "other",
        }
        return str(self.chosen(row, "twin", words.get, "同一人、另一人"))

    def stations(self) -> Iterator[StationRow]:
        for row in self.rows():
            made = StationRow(row, self.kept(row, "name", 60, reading.plain))
            if not made.name and not row.bad:
                self.tell(row, "name", _("没有填站名。"))
            made.kind = self.chosen(row, "kind", rules.station_kind, "代表之家、代表联络站、代表联系点") or _kind_by(
                made.name
            )
            made.division = self._place(row)
            for key, most in (("address", 120), ("hours", 120), ("access", 120), ("host", 60), ("shared_use", 120)):
                made.details[key] = self.kept(row, key, most)
            made.details["phone"] = self.kept(row, "phone", 30, reading.phone)
            made.details["venue"] = self.chosen(
                row, "venue", rules.venue_of, "乡镇机关、农家书屋、社区服务中心、村（居）委会……"
            )
            made.opened, made.code = self.take(row, "opened", reading.day, None), row.plain("code")
            yield made

    def _place(self, row: Row) -> str:
        """Where a station stands; the column that says it most narrowly first."""
        town, village, place = row.plain("township"), row.plain("village"), row.plain("division")
        key = "village" if village else "township" if town else "division"
        try:
            if village:
                return self.places.village(village, self.places.township(town) if town else self.township)
            if town:
                return self.places.township(town)
            if place:
                return self._within(self.places.place(place))
        except Unreadable as error:
            self.tell(row, key, str(error))
            return ""
        if self.township:
            return self.township
        if not row.plain("code"):
            self.tell(row, key, _("没有写设在哪里。请在“乡镇”一列填乡镇或者街道的名称。"))
        return ""

    def _within(self, code: str) -> str:
        if code[:6] != self.places.county[:6]:
            raise Unreadable(_("联络站必须设在本县。"))
        return code

    def organs(self) -> Iterator[OrganRow]:
        for row in self.rows():
            made = OrganRow(row, self.kept(row, "name", 80, reading.plain))
            if not made.name and not row.bad:
                self.tell(row, "name", _("没有填单位名称。"))
            made.kind = self._organ_kind(row, made.name)
            made.division = self._organ_place(row, made.name)
            for key, most in (("short_name", 20), ("address", 120), ("mail", 80)):
                made.details[key] = self.kept(row, key, most)
            made.details["duty_line"] = self.kept(row, "duty_line", 30, reading.phone)
            made.details["is_assignable"] = self.take(row, "assignable", reading.yes, None)
            for kind in ("leader", "handler"):
                made.contacts[kind] = self._contact(row, kind)
            made.from_day, made.code = self.take(row, "from", reading.day, None), row.plain("code")
            yield made

    def _contact(self, row: Row, kind: str) -> tuple[str, str, str]:
        name = self.kept(row, kind, 40, reading.name)
        phone, duty = self.kept(row, f"{kind}_phone", 30, reading.phone), self.kept(row, f"{kind}_duty", 40)
        if phone and not name:
            self.tell(row, kind, _("填了电话，没有填姓名。"))
        return (name, duty, phone) if name else ("", "", "")

    def _organ_kind(self, row: Row, name: str) -> OrganKind | str:
        found = rules.organ_kind(row.plain("kind"), name)
        if found is None and not row.plain("code"):
            self.tell(
                row,
                "kind",
                _("看不出单位类型。只填：政府及其部门、监察委员会、人民法院、人民检察院、党组织、其他组织。"),
            )
        return found or ""

    def _organ_place(self, row: Row, name: str) -> str:
        words = row.plain("division")
        try:
            if not words:
                return self.township or self.places.township_in(name) or self.places.county
            level = rules.level_of(words) if words not in self.places.names.values() else None
            if level and level is not Level.NATIONAL and level is not Level.TOWNSHIP:
                return self.places.above(level)
            if level is Level.TOWNSHIP:
                found = self.township or self.places.township_in(name)
                if not found:
                    raise Unreadable(_("看不出是哪个乡镇的单位。请写乡镇名称。"))
                return found
            return self.places.place(words)
        except Unreadable as error:
            self.tell(row, "division", str(error))
            return ""


def _split(words: str) -> list[str]:
    for mark in "，,;；/\\ ":
        words = words.replace(mark, "、")
    return words.split("、")


def _kind_by(name: str) -> str:
    """A station's kind by its name, '' when it says none."""
    if name.endswith("之家"):
        return StationKind.HOME
    return StationKind.POINT if name.endswith("点") else ""
