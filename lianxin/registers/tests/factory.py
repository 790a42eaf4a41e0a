"""Workbooks for tests, made in code. All people are invented."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

ROSTER_HEAD = [
    "姓名",
    "层级",
    "乡镇",
    "届次",
    "选区",
    "代表证号",
    "工作单位",
    "手机",
    "当选日期",
    "任期止",
    "所在联络站",
]
STATION_HEAD = ["站名", "类型", "乡镇", "村", "地址", "开放时间", "电话"]
ORGAN_HEAD = ["单位名称", "类型", "层级", "值班电话", "分管领导", "联系人", "联系电话"]
Sheet = tuple[str, Sequence[Sequence[Any]]]


def workbook(*sheets: Sheet) -> bytes:
    """An .xlsx file with these sheets."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def roster(*rows: Sequence[Any], head: Sequence[str] = ROSTER_HEAD) -> bytes:
    """A workbook with one roster."""
    return workbook(("代表名册", [list(head), *rows]))


def deputy(name: str = "向晚舟", level: str = "县", town: str = "", term: Any = "18", district: str = "第21选区",
           number: str = "", work: str = "", mobile: str = "", since: Any = "2021-12-01", until: Any = "",
           station: str = "") -> list[Any]:  # fmt: skip
    """A row of a roster."""
    return [name, level, town, term, district, number, work, mobile, since, until, station]
