"""Workbooks that are broken, hostile or wrong: each gets a clear report and changes nothing."""

import io
import random
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from django.apps import apps
from msoffcrypto.format.ooxml import OOXMLFile

from lianxin.kit.actor import SYSTEM
from lianxin.ledger.restate import held_tables
from lianxin.registers import actions
from lianxin.registers.rules import Report
from lianxin.registers.tests.factory import ROSTER_HEAD, deputy, roster, workbook
from tests.world import COUNTY, world

pytestmark = pytest.mark.django_db
GOOD = roster(deputy())


def counted() -> dict[str, int]:
    """How many rows every table of the house has, the ledger's included."""
    ours = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("lianxin.") and ".tests" not in model.__module__
    ]
    return {model._meta.label: model._base_manager.count() for model in ours}


def refused(octets: bytes, *words: str, name: str = "名册.xlsx") -> Report:
    """The report of an import that must change nothing; every one of the words stands in it."""
    before = counted()
    report = actions.bring(octets, name, county=COUNTY, by=SYSTEM)
    assert not report.clean and not report.done
    assert counted() == before
    told = "\n".join(
        [*(f"{f.sheet} {f.row} {f.column} {f.read} {f.advice}" for f in report.faults), *map(str, report.questions)]
    )
    for word in words:
        assert word in told, told
    return report


@pytest.fixture(autouse=True)
def _county(db: None) -> None:
    world()


def rezipped(
    octets: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None
) -> bytes:
    """A workbook with some members changed (None: left out) and some added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = change(info.filename, old.read(info))
            if content is not None:
                new.writestr(info.filename, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


# ── files that are none ────────────────────────────────────────────────────
def test_an_empty_file_is_said_to_be_empty() -> None:
    refused(b"", "空文件")


def test_a_pdf_with_another_ending_is_called_a_pdf() -> None:
    refused(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF")


def test_a_picture_with_another_ending_is_called_a_picture() -> None:
    refused(b"\xff\xd8\xff\xe0" + bytes(200), "图片")


def test_a_word_document_is_called_a_word_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", "<a/>")
    refused(out.getvalue(), "Word")


def test_a_web_page_that_calls_itself_xls_is_told_apart() -> None:
    refused("<html><table><tr><td>姓名</td></tr></table></html>".encode(), "网页文件", name="名册.xls")


def test_a_workbook_cut_off_in_the_middle_is_broken() -> None:
    refused(GOOD[: len(GOOD) // 2], "已损坏")


def test_a_workbook_whose_sheet_is_no_xml_is_broken() -> None:
    refused(rezipped(GOOD, lambda n, c: b"<worksheet><sheetData><row" if "sheet1" in n else c), "损坏")


def test_a_file_with_a_password_asks_to_take_it_off() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    refused(ole, "密码")


def test_a_workbook_that_was_really_encrypted_asks_to_take_the_password_off() -> None:
    sealed = io.BytesIO()
    OOXMLFile(io.BytesIO(GOOD)).encrypt("0700", sealed)
    refused(sealed.getvalue(), "密码")


def test_an_old_workbook_that_is_broken_is_said_to_be_broken() -> None:
    refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "已损坏", name="名册.xls")


def test_a_file_of_sixty_megabytes_is_refused_before_it_is_read() -> None:
    refused(bytes(60 * 2**20), "60兆", "40兆")


# ── hostile ones ───────────────────────────────────────────────────────────
def test_a_zip_bomb_is_refused_by_what_it_declares() -> None:
    refused(rezipped(GOOD, lambda n, c: c, {"xl/media/a.xml": bytes(600 * 2**20)}), "太大")


def test_a_zip_bomb_that_lies_about_its_size_is_refused_by_what_it_is() -> None:
    bomb = rezipped(GOOD, lambda n, c: c, {"xl/more.xml": bytes(40 * 2**20)})
    lied = (40 * 2**20).to_bytes(4, "little")
    assert bomb.count(lied) >= 1
    refused(bomb.replace(lied, (1000).to_bytes(4, "little")), "太大")


def test_a_billion_laughs_are_refused_unread() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    refused(rezipped(GOOD, lambda n, c: laughs + c.split(b"?>", 1)[1] if "sharedStrings" in n else c), "实体声明")


def test_one_cell_at_the_end_of_the_world_does_not_take_all_memory() -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    refused(rezipped(GOOD, lambda n, c: c.replace(b"</sheetData>", far) if "sheet1" in n else c), "XFD列第1048576行")


def test_a_million_empty_rows_are_read_quickly_and_said_to_be_empty() -> None:
    empty = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(3, 1_000_000, 4))
    octets = rezipped(GOOD, lambda n, c: c.replace(b"</sheetData>", empty + b"</sheetData>") if "sheet1" in n else c)
    assert actions.look(octets, "a.xlsx", county=COUNTY, by=SYSTEM).clean


def test_formulas_give_values_and_an_error_value_is_reported_with_its_place() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("代表")
        sheet.write_row(0, 0, ROSTER_HEAD)
        sheet.write_row(1, 0, deputy())
        sheet.write_formula(1, 4, "=VLOOKUP(#REF!,A1:B2,2)", None, "#REF!")
    refused(out.getvalue(), "代表 2 E #REF!", "公式")


@pytest.mark.parametrize("seed", range(40))
def test_random_octets_never_break_the_import(seed: int) -> None:
    luck = random.Random(seed)
    start = luck.choice(
        (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xef\xbb\xbf", b"\xff\xfe", b"", GOOD[:200])
    )
    refused(start + luck.randbytes(luck.randrange(1, 3000)), name=f"{seed}.xlsx")


@pytest.mark.parametrize("seed", range(20))
def test_a_workbook_with_flipped_octets_is_read_or_refused(seed: int) -> None:
    luck, octets = random.Random(seed), bytearray(GOOD)
    for _ in range(6):
        octets[luck.randrange(len(octets))] ^= 1 << luck.randrange(8)
    before = counted()
    report = actions.look(bytes(octets), f"{seed}.xlsx", county=COUNTY, by=SYSTEM)
    assert counted() == before, seed
    assert report.faults or report.counts, seed


# ── rows that cannot be meant ──────────────────────────────────────────────
ROWS: dict[str, tuple[list[list[Any]], tuple[str, ...]]] = {
    "a name is missing": ([deputy(name="")], ("代表名册 2 A", "没有填姓名")),
    "an unknown township": ([deputy(level="乡", town="寸时镇")], ("2 C 寸时镇", "是不是“寸石镇”")),
    "an unknown level": ([deputy(level="村")], ("2 B 村", "全国、省、市、县、乡")),
    "two levels in one cell": ([deputy(level="县、乡")], ("一人两级代表就写两行",)),
    "a sub-district": ([deputy(level="街道")], ("街道没有人民代表大会",)),
    "no township for a township deputy": ([deputy(level="乡")], ("哪个乡镇",)),
    "an end before the start": ([deputy(until="2020-01-01")], ("2 J 2020-01-01", "早于起期")),
    "a day that is none": ([deputy(since="去年冬天")], ("2 I 去年冬天", "2021-12-01")),
    "a term that is none": ([deputy(term="本届")], ("2 D 本届", "届次只填数字")),
    "no term at all": ([deputy(term="")], ("第几届",)),
    "a telephone with lost digits": ([deputy(mobile="1.38E+10")], ("2 H", "科学计数")),
    "a cell that is too long": ([deputy(work="很" * 81)], ("2 G", "最多80个")),
    "an unknown station": ([deputy(station="寸石镇联络站")], ("2 K", "是不是“寸石镇人大代表联络站”")),
    "the same row twice": ([deputy(), deputy()], ("3 A", "和第2行重复")),
    "the same certificate twice": (
        [deputy(number="0007"), deputy(name="贺春生", number="0007")], ("3 F 0007", "和第2行（向晚舟）重复"),
    ),
    "a second mandate in one congress": ([deputy(name="龙秀梅", district="第14选区", term="19")], ("第18届还在任",)),
    "a name that is known": ([deputy(name="龙秀梅")], ("龙秀梅", "第14选区")),
}  # fmt: skip


@pytest.mark.article(5)
@pytest.mark.parametrize("case", ROWS)
def test_a_row_that_cannot_be_meant_is_told_with_its_place(case: str) -> None:
    rows, words = ROWS[case]
    refused(roster(*rows), *words)


def test_one_bad_row_keeps_all_others_out() -> None:
    refused(roster(*(deputy(name=f"向晚{n}", district=f"第{n}选区") for n in "甲乙丙丁"), deputy(since="？")), "6 I ？")


def test_a_level_that_contradicts_the_congress_is_asked_about() -> None:
    head = ["姓名", "层级", "所属人大", "届次"]
    refused(roster(["向晚舟", "县", "寸石镇", "19"], head=head), "对不上")


def test_a_workbook_without_any_register_says_what_heads_it_needs() -> None:
    refused(workbook(("表一", [["甲", "乙"], [1, 2]])), "没有找到名册", "姓名", "站名", "单位名称")


def test_every_held_table_is_counted_by_these_tests() -> None:
    assert {held.model._meta.label for held in held_tables()} <= set(counted())
