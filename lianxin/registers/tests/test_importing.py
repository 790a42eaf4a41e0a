"""A county's workbook comes in: whole, once, by whoever may, and nobody is mistaken for another."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import xlwt

from lianxin.deputies.actions.arriving import same_mobile
from lianxin.deputies.models import Mandate, Person
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.ledger.actions import seal
from lianxin.ledger.models import Entry
from lianxin.ledger.verify import verify
from lianxin.locality import actions as locality
from lianxin.organs.models import Organ
from lianxin.registers import actions, permissions, workbooks
from lianxin.registers.models import Import
from lianxin.registers.rules import Kind, Report
from lianxin.registers.tests.factory import ORGAN_HEAD, ROSTER_HEAD, STATION_HEAD, deputy, roster, workbook
from lianxin.stations.models import Attachment, Station
from tests.world import COUNTY, NEXT_TOWN, TOWN, world

pytestmark = pytest.mark.django_db


def brought(octets: bytes, by: Actor = SYSTEM, **more: Any) -> Report:
    return actions.bring(octets, "名册.xlsx", county=COUNTY, by=by, **more)


WHOLE = workbook(
    (
        "代表",
        [
            ["新邵县人大代表名册（2026年）"],
            ROSTER_HEAD,
            deputy("向 晚 舟", "县", "", "十八", mobile="0700-1", station="寸石镇人大代表联络站、桐木村代表联系点"),
            deputy("向晚舟", "乡", "寸石镇", "第19届", "第2选区", mobile="0700-1"),
            deputy("阿依 · 夏木", "乡", "坪上", 19.0, "第5选区", "00123", since=44531.0),
            ["合计", "", "", "", "3人"],
        ],
    ),
    ("站点", [STATION_HEAD, ["桐木村代表联系点", "联系点", "寸石镇", "桐木村", "村部", "赶场日", "000-0000"]]),
    ("承办单位", [ORGAN_HEAD, ["新邵县教育局", "", "县", "000-0011", "示例丙", "示例丁", "000-0012"]]),
)


@pytest.mark.article(2)
@pytest.mark.article(3)
@pytest.mark.article(10)
def test_one_workbook_brings_deputies_stations_and_organs() -> None:
    world()
    report = brought(WHOLE)
    assert report.done and not report.faults, report.faults
    assert [report.count(kind).new for kind in Kind] == [3, 1, 1]
    assert report.count(Kind.DEPUTIES).left_out == 1
    who = Person.objects.get(name="向晚舟")
    assert sorted(who.mandates.values_list("congress", "term")) == [(COUNTY, 18), (TOWN, 19)]
    assert who.division == TOWN and who.private_mobile and b"0700" not in bytes(who.private_mobile)
    assert Mandate.objects.get(certificate_no="00123").person.name == "阿依·夏木"
    assert set(Attachment.objects.filter(person=who).values_list("station__name", flat=True)) == {
        "寸石镇人大代表联络站", "桐木村代表联系点",
    }  # fmt: skip
    organ = Organ.objects.get(name="新邵县教育局")
    assert sorted(organ.contacts.values_list("kind", "name")) == [("handler", "示例丁"), ("leader", "示例丙")]
    seal()
    assert verify().whole, verify().findings


def test_who_imported_what_and_when_stands_in_the_ledger() -> None:
    cast = world()
    report = brought(WHOLE, cast.actor("office"))
    row = Import.objects.get()
    assert (row.by_name, row.sha256, row.new) == ("石青山", report.sha256, 5)
    assert Entry.objects.get(verb="registers.imported").actor == cast.actor("office").ref


def test_the_same_file_again_changes_nothing() -> None:
    world()
    brought(WHOLE)
    before = Entry.objects.count()
    again = brought(WHOLE)
    assert again.done and again.acts == 0
    assert [again.count(kind).same for kind in Kind] == [3, 1, 1]
    assert Entry.objects.count() == before


def test_a_workbook_taken_out_comes_back_unchanged_and_without_private_numbers() -> None:
    world()
    brought(WHOLE)
    before = Entry.objects.count()
    out = workbooks.filled(COUNTY, tuple(Kind), by=SYSTEM)
    again = brought(out)
    assert again.done and again.acts == 0, again.lines
    assert Entry.objects.count() == before
    assert b"0700-1" not in out and all("本人手机" not in note for note in again.notes)


def test_a_template_brings_nothing_by_itself() -> None:
    world()
    report = brought(workbooks.blank(COUNTY, tuple(Kind)))
    assert report.clean and report.acts == 0
    assert [report.count(kind).left_out for kind in Kind] == [2, 2, 2]


def test_an_edited_row_renews_only_what_changed_and_blanks_erase_nothing() -> None:
    world()
    brought(WHOLE)
    before = Entry.objects.count()
    report = brought(roster(deputy("阿依·夏木", "乡", "坪上镇", 19, "第5选区", "00123", work="坪上镇卫生院", since="")))
    assert report.count(Kind.DEPUTIES).changed == 1
    assert set(Entry.objects.order_by("-pk").values_list("verb", flat=True)[:2]) == {
        "deputies.person_renewed", "registers.imported",
    }  # fmt: skip
    assert Entry.objects.count() == before + 2
    assert Person.objects.get(name="阿依·夏木").workplace == "坪上镇卫生院"


# ── one person or two ──────────────────────────────────────────────────────
def test_two_of_one_name_in_county_and_township_are_asked_about_and_never_merged() -> None:
    world()
    octets = roster(deputy(), deputy(level="乡", town="寸石镇", term=19, district="第2选区"))
    report = brought(octets)
    assert not report.done and [question.row for question in report.questions] == [3]
    assert "新邵县第21选区" in report.questions[0].known[0]
    assert brought(octets, answers={"代表名册!3": "same"}).done
    assert Person.objects.get(name="向晚舟").mandates.count() == 2


def test_an_answer_may_say_that_they_are_two() -> None:
    world()
    octets = roster(deputy(), deputy(level="乡", town="寸石镇", term=19, district="第2选区"))
    assert brought(octets, answers={"代表名册!3": "other"}).done
    assert Person.objects.filter(name="向晚舟").count() == 2


def test_the_same_private_number_says_that_they_are_one() -> None:
    world()
    brought(roster(deputy(mobile="0700-2")))
    assert brought(roster(deputy(level="乡", town="寸石镇", term=19, mobile="0700-2"))).done
    assert Person.objects.get(name="向晚舟").mandates.count() == 2


def test_nobody_sits_in_two_townships_so_one_name_there_is_two_people() -> None:
    world()
    both = (deputy(level="乡", town=town, term=19, district="第2选区") for town in ("寸石镇", "坪上镇"))
    assert brought(roster(*both)).done
    assert set(Person.objects.filter(name="向晚舟").values_list("division", flat=True)) == {TOWN, NEXT_TOWN}


def test_two_certificates_of_one_congress_are_two_people() -> None:
    world()
    assert brought(roster(deputy(number="1"), deputy(number="2", district="第22选区"))).done
    assert Person.objects.filter(name="向晚舟").count() == 2


# ── who may ────────────────────────────────────────────────────────────────
@pytest.mark.article(4)
def test_a_township_chair_imports_his_own_townships_deputies_only() -> None:
    chair = world().actor("chair")
    assert brought(roster(deputy(level="乡", town="寸石镇", term=19)), chair).done
    for row in (deputy("贺春生"), deputy("贺春生", level="乡", town="坪上镇", term=19)):
        report = brought(roster(row), chair)
        assert not report.done and "您不能登记" in report.faults[0].advice
    station = workbook(("站点", [STATION_HEAD, ["桐木村代表联系点", "联系点", "寸石镇", "桐木村"]]))
    assert "县人大代表工委登记" in brought(station, chair).faults[0].advice
    assert not Person.objects.filter(name="贺春生").exists()
    assert not Station.objects.filter(name="桐木村代表联系点").exists()


def test_who_keeps_no_register_imports_none() -> None:
    cast = world()
    for nick in ("officer", "volunteer", "health", "auditor", "long"):
        assert not permissions.may_import(cast.actor(nick), COUNTY), nick
    assert permissions.may_import(cast.actor("office"), COUNTY)
    assert not permissions.may_import(cast.actor("office"), "430100000000")


def test_a_township_table_knows_its_congress_from_its_title() -> None:
    world()
    rows = [["新邵县寸石镇第十九届人民代表大会代表名册"], ["姓名", "选区"], ["向晚舟", "第2选区"]]
    assert brought(workbook(("Sheet1", rows))).done
    assert Person.objects.get(name="向晚舟").mandates.get().congress == TOWN


def old_workbook(*rows: Sequence[Any]) -> bytes:
    """An .xls file (BIFF8, Excel 97): a merged title over the heads, dates as numbers with a format of dates."""
    book, out = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    sheet, day = book.add_sheet("代表名册"), xlwt.easyxf(num_format_str="yyyy/m/d")
    sheet.write_merge(0, 0, 0, len(ROSTER_HEAD) - 1, "新邵县第十八届人大代表名册")
    for number, row in enumerate([ROSTER_HEAD, *rows], 1):
        for column, value in enumerate(row):
            sheet.write(number, column, value, day if isinstance(value, date) else xlwt.Style.default_style)
    book.save(out)
    return out.getvalue()


@pytest.mark.article(3)
def test_an_old_excel_workbook_comes_in_like_a_new_one() -> None:
    world()
    row = deputy("向　晚 舟", district="第２１选区", number="00123", mobile=7000000001.0, since=date(2021, 12, 1))
    report = actions.bring(old_workbook(row), "名册.xls", county=COUNTY, by=SYSTEM)
    assert report.done, report.faults
    mandate = Mandate.objects.get(certificate_no="00123")
    assert (mandate.person.name, mandate.district, mandate.from_day) == ("向晚舟", "第21选区", date(2021, 12, 1))
    assert same_mobile(mandate.person.code, bytes(mandate.person.private_mobile), "7000000001")


@pytest.mark.article(2)
def test_stations_that_stand_already_come_in_and_what_is_odd_about_them_is_noted() -> None:
    world()
    locality.choose_policy(
        COUNTY,
        from_day=moment.today(),
        profile="deputies-law-2025",
        changes={"station_names": {"point": ["{乡镇}{村}代表联系点"]}},
        by=SYSTEM,
    )
    rows = [
        ["寸石镇桐木村代表联系点", "联系点", "寸石镇", "桐木村", "村部", "赶场日", "000-0000"],
        ["老槐树议事点", "联系点", "寸石镇", "桐木村", "老槐树下", "", "000-0000"],
        ["坪上镇茅田村代表联系点", "联系点", "坪上镇", "茅田村", "村部", "", "000-0000"],
    ]
    report = brought(workbook(("站点", [STATION_HEAD, *rows])))
    assert report.done, report.faults
    notes = "\n".join(report.notes)
    assert "有1个新登记的站，名称不合本县的格式，照登了：老槐树议事点。" in notes
    assert "有2个新登记的站，同一个村里还有别的站：寸石镇桐木村代表联系点、老槐树议事点。" in notes
    again = brought(workbook(("站点", [STATION_HEAD, *rows])))
    assert again.done and "格式" not in "\n".join(again.notes)
