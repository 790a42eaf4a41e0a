"""Workbooks out: empty ones to fill in, the registers to edit and bring back, and the faults of an import."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from lianxin.deputies import permissions as deputy_rights
from lianxin.deputies.rules import level_of_congress
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level, bounds
from lianxin.organs import permissions as organ_rights
from lianxin.registers.columns import BY_KIND, Plan
from lianxin.registers.places import Places
from lianxin.registers.rules import Kind, Report
from lianxin.sheets import writing
from lianxin.sheets.writing import safe
from lianxin.stations import permissions as station_rights
from lianxin.stations.rules import STANDING

LISTED = 1_000
"""Rows below the head that offer a list."""
LEVEL_WORDS = {
    Level.NATIONAL: "全国", Level.PROVINCE: "省", Level.CITY: "市", Level.COUNTY: "县", Level.TOWNSHIP: "乡",
}  # fmt: skip
_OFFERED = {
    Kind.DEPUTIES: {
        "gender": ("女", "男"), "level": ("全国", "省", "市", "县", "乡"), "twin": ("同一人", "另一人"),
    },
    Kind.STATIONS: {
        "kind": ("代表之家", "代表联络站", "代表联系点"),
        "venue": (
            "乡镇机关", "街道机关", "农家书屋", "社区服务中心", "村（居）委会", "企业", "学校", "其他场所",
        ),
    },
    Kind.ORGANS: {
        "kind": ("政府及其部门", "监察委员会", "人民法院", "人民检察院", "党组织", "其他组织"),
        "assignable": ("是", "否"),
    },
}  # fmt: skip
_NEVER_OUT = frozenset({"mobile", "twin"})
"""Columns that an exported workbook does not have: private numbers never leave."""


def _explained() -> list[tuple[str, str]]:
    return [
        (_("怎么填"), _("一行一个。姓名、站名、单位名称必填，别的不知道就空着：空格不会抹掉名册里已有的内容。")),
        (_("一人两级代表"), _("写两行，姓名一样。两行都填本人手机，就认得出是同一个人；不然会问您。")),
        (_("层级"), _("只填：全国、省、市、县、乡。街道没有人大，住在街道的县级代表写“县”。")),
        (_("本人手机"), _("加密保存，不公布，导出时不带。要公布的电话写在“公开联系方式”，可以是站里的电话。")),
        (_("日期"), _("写成 2021-12-01。2021.12.1、2021年12月1日、20211201 也认得。")),
        (_("所在联络站"), _("写站名，几个站之间用顿号隔开。站要先有，或者写在同一个文件的“联络站”表里。")),
        (_("示例"), _("每张表头下面两行是示例，导入时自动跳过，也可以删掉。")),
        (_("再导入一次"), _("改过的表可以再导入：一样的行不动，有变化的行更新，表里没有的人不删。")),
    ]


class _Sheets:
    """A workbook being written."""

    def __init__(self, places: Places) -> None:
        self.out, self.places = io.BytesIO(), places
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.out, options)
        self.bold = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
        self.must = self.book.add_format({"bold": True, "bottom": 1, "font_color": "#C8102E", "valign": "vcenter"})
        self.text = self.book.add_format({"num_format": "@"})
        self.grey = self.book.add_format({"num_format": "@", "font_color": "#6B7280", "italic": True})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})

    def register(self, plan: Plan, rows: Iterable[dict[str, Any]], *, examples: bool, keys: Sequence[str] = ()) -> None:
        """One register: its head, drop-downs, rows."""
        sheet = self.book.add_worksheet(plan.sheet)
        sheet.freeze_panes(1, 1)
        chosen = [column for column in plan.columns if not keys or column.key in keys]
        for at, column in enumerate(chosen):
            sheet.write_string(0, at, column.title, self.must if column.must else self.bold)
            sheet.set_column(at, at, max(11, 2 * len(column.title) + 2), self.text)
            self._offered(sheet, plan.kind, column.key, at)
        lines = [*(plan.examples if examples else ()), *rows]
        for number, line in enumerate(lines, 1):
            grey = examples and number <= len(plan.examples)
            for at, column in enumerate(chosen):
                if value := line.get(column.key):
                    sheet.write_string(number, at, safe(value), self.grey if grey else self.text)

    def _offered(self, sheet: Any, kind: Kind, key: str, at: int) -> None:
        words = _OFFERED[kind].get(key, ())
        rule: dict[str, Any] = {"validate": "list", "ignore_blank": True, "error_type": "warning"}
        if words:
            sheet.data_validation(1, at, LISTED, at, rule | {"source": list(words)})
        elif key == "township" and (count := len(self._townships())):
            sheet.data_validation(1, at, LISTED, at, rule | {"source": f"='{_('区划')}'!$B$2:$B${count + 1}"})

    def _townships(self) -> list[tuple[str, str]]:
        return [(code, name) for code, name in self.places.names.items() if code[9:] == "000" and code[6:9] != "000"]

    def divisions(self) -> None:
        """The county's townships, then its villages: what may be written for a place."""
        sheet = self.book.add_worksheet(_("区划"))
        sheet.write_row(0, 0, [_("区划代码"), _("名称"), _("所在乡镇")], self.bold)
        towns = self._townships()
        villages = [(code, name) for code, name in self.places.names.items() if code[9:] != "000"]
        for number, (code, name) in enumerate([*towns, *villages], 1):
            upper = self.places.names.get(code[:9] + "000", "") if code[9:] != "000" else ""
            sheet.write_row(number, 0, [code, name, upper], self.text)
        sheet.set_column(0, 2, 18)

    def explained(self) -> None:
        sheet = self.book.add_worksheet(_("填表说明"))
        sheet.set_column(0, 0, 16, self.wrap)
        sheet.set_column(1, 1, 90, self.wrap)
        for number, (head, words) in enumerate(_explained()):
            sheet.write_string(number, 0, head, self.bold)
            sheet.write_string(number, 1, words, self.wrap)

    def octets(self) -> bytes:
        self.book.close()
        return self.out.getvalue()


def blank(county: str, kinds: Iterable[Kind]) -> bytes:
    """A workbook to fill in: drop-downs, two invented rows, explanations, the county's divisions."""
    sheets = _Sheets(Places.of(county))
    for kind in kinds:
        sheets.register(BY_KIND[kind], (), examples=True)
    sheets.explained()
    sheets.divisions()
    return sheets.octets()


def filled(county: str, kinds: Iterable[Kind], *, by: Actor) -> bytes:
    """The registers as far as `by` sees them, to edit and import again. Private numbers never leave."""
    places = Places.of(county)
    sheets = _Sheets(places)
    rows = {Kind.DEPUTIES: _deputies, Kind.STATIONS: _stations, Kind.ORGANS: _organs}
    for kind in kinds:
        plan = BY_KIND[kind]
        keys = [column.key for column in plan.columns if column.key not in _NEVER_OUT]
        sheets.register(plan, rows[kind](places, by), examples=False, keys=keys)
    sheets.explained()
    return sheets.octets()


def _deputies(places: Places, by: Actor) -> Iterator[dict[str, Any]]:
    low, high = bounds(places.county)
    stations: dict[int, list[str]] = {}
    at = station_rights.visible_to(by).filter(county=places.county, attachments__until_day=None)
    for person, name in at.exclude(attachments=None).values_list("attachments__person_id", "name"):
        stations.setdefault(person, []).append(name)
    people = deputy_rights.visible_to(by).filter(division__gte=low, division__lte=high, mandates__status="active")
    columns = ("pk", "code", "name", "gender", "workplace", "public_contact")
    own = ("congress", "term", "district", "certificate_no", "from_day", "until_day")
    found = people.order_by("name", "pk").values_list(*columns, *(f"mandates__{column}" for column in own))
    for pk, code, name, gender, workplace, public, congress, term, district, number, start, end in found:
        level = level_of_congress(congress)
        yield {
            "name": name, "gender": {"f": "女", "m": "男"}.get(gender, ""), "level": LEVEL_WORDS[level],
            "congress": "全国" if level is Level.NATIONAL else places.names.get(congress, congress), "term": str(term),
            "district": district, "certificate": number, "workplace": workplace, "public": public,
            "from": start.isoformat(), "until": end.isoformat() if end else "",
            "stations": "、".join(sorted(stations.get(pk, ()))), "code": code,
        }  # fmt: skip


def _stations(places: Places, by: Actor) -> Iterator[dict[str, Any]]:
    kinds = {"home": "代表之家", "station": "代表联络站", "point": "代表联系点"}
    rows = station_rights.visible_to(by).filter(county=places.county, state__in=STANDING)
    for row in rows.order_by("division", "name"):
        words = {
            key: getattr(row, key) for key in ("name", "address", "hours", "phone", "access", "host", "shared_use")
        }
        yield words | {
            "kind": kinds[row.kind], "division": row.division, "code": row.code,
            "venue": str(row.get_venue_display()) if row.venue else "",
            "opened": row.opened_on.isoformat() if row.opened_on else "",
        }  # fmt: skip


def _organs(places: Places, by: Actor) -> Iterator[dict[str, Any]]:
    rows = organ_rights.visible_to(by).filter(active=True, division__startswith=places.county[:6])
    for row in rows.order_by("division", "name").prefetch_related("contacts"):
        words = {key: getattr(row, key) for key in ("name", "short_name", "address", "mail", "duty_line", "code")}
        words |= {"kind": str(row.get_kind_display()), "assignable": "是" if row.is_assignable else "否"}
        words["division"] = row.division
        for contact in sorted(row.contacts.all(), key=lambda c: (c.from_day, c.pk)):
            if contact.until_day is None:
                words |= {
                    contact.kind: contact.name, f"{contact.kind}_duty": contact.duty,
                    f"{contact.kind}_phone": contact.phone,
                }  # fmt: skip
        yield words


def faults(report: Report, form: str = "xlsx") -> bytes:
    """Everything that is wrong or unclear, as a table."""
    asked = [
        (
            q.sheet,
            q.row,
            "",
            _("姓名"),
            q.name,
            _("同名：%(known)s。在“同名核对”一列填“同一人”或者“另一人”。") % {"known": "；".join(q.known)},
        )
        for q in report.questions
    ]
    head = (_("表"), _("行"), _("列"), _("栏目"), _("读到的内容"), _("怎么改"))
    table = writing.Table(
        _("要改的地方"), head, [*(f.as_cells() for f in report.faults), *asked], (14, 6, 6, 16, 24, 80)
    )
    return writing.xlsx_octets([table]) if form == "xlsx" else writing.csv_octets(table)


def name_of(word: str, places_name: str) -> str:
    """A file's name for a download."""
    return f"{places_name}{word}-{moment.today():%Y%m%d}"
