"""The registers on the command line: what is said, what is written, which exit code; and what is refused."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from lianxin.config import cli
from lianxin.deputies.models import Mandate, Person
from lianxin.divisions.models import Division
from lianxin.kit.actor import SYSTEM
from lianxin.locality import actions as locality
from lianxin.registers.tests.factory import deputy, roster, workbook
from lianxin.stations.models import Station
from tests.world import COUNTY, world

pytestmark = [pytest.mark.django_db, pytest.mark.article(3)]


Ran = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _county(db: None) -> None:
    world()


@pytest.fixture
def ran(capsys: pytest.CaptureFixture[str]) -> Ran:
    """Run `lianxin …`: (exit code, what it printed, what it complained of)."""

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(roster(deputy(), deputy("向二", district="第22选区")))
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(roster(deputy(), deputy("向二", until="2020-01-01"), deputy("向三", "县", term="没有")))
    return path


def test_dry_run_says_what_would_be_done_and_writes_nothing(ran: Ran, good: Path) -> None:
    before = Person.objects.count()
    code, said, _ = ran("roster", "import", good, "--dry-run")
    assert code == 0
    assert "新登记2" in said and "没有问题，可以导入。这次只核对，没有导入。" in said
    assert Person.objects.count() == before


def test_import_is_carried_out_and_the_same_again_changes_nothing(ran: Ran, good: Path) -> None:
    assert ran("roster", "import", good)[:1] == (0,)
    held = Mandate.objects.count()
    code, said, _ = ran("roster", "import", good)
    assert code == 0 and "新登记0，更新0，没有变化2" in said
    assert Mandate.objects.count() == held


def test_faults_are_told_by_row_and_column_with_exit_code_1_and_written_to_a_file(
    ran: Ran, bad: Path, tmp_path: Path
) -> None:
    before, faults = Person.objects.count(), tmp_path / "问题.xlsx"
    code, said, _ = ran("registers", "import", bad, "--faults", faults)
    assert code == 1
    assert "什么都没有导入" in said and "第3行" in said and "第4行" in said
    assert Person.objects.count() == before
    told = str(CalamineWorkbook.from_path(str(faults)).get_sheet_by_index(0).to_python())
    assert "2020-01-01" in told and "没有" in told


def test_report_as_json_is_one_object(ran: Ran, bad: Path) -> None:
    code, said, _ = ran("roster", "import", bad, "--json", "--dry-run")
    report = json.loads(said)
    assert code == 1 and report["clean"] is False and report["done"] is False
    assert {fault["row"] for fault in report["faults"]} >= {3, 4}


def test_file_that_is_not_there_gets_one_line(ran: Ran, tmp_path: Path) -> None:
    code, _, said = ran("roster", "import", tmp_path / "没有.xlsx")
    assert code == 1 and "读不出" in said and "Traceback" not in said


@pytest.mark.parametrize("given", ["4305", "新邵县", "43052200000"])
def test_county_that_is_no_code_is_refused_by_name(ran: Ran, good: Path, given: str) -> None:
    code, _, said = ran("roster", "import", good, "--county", given)
    assert code == 1 and given in said and "6位或12位" in said


def test_county_must_be_named_where_there_are_two(ran: Ran, good: Path) -> None:
    Division.objects.create(code="430523000000", name="另一县", rank=3, kind="county", valid_from=date(2023, 6, 30))
    locality.set_locality(
        "430523000000", name="另一县人大常委会", short_name="另一县", platform_name="平台", telephone="000-0000",
        hours="工作日", by=SYSTEM,
    )  # fmt: skip
    code, _, said = ran("roster", "import", good)
    assert code == 1 and "--county" in said
    assert ran("roster", "import", good, "--county", COUNTY[:6])[0] == 0


def test_stations_command_takes_stations_alone(ran: Ran, tmp_path: Path) -> None:
    path = tmp_path / "都有.xlsx"
    head = ["站名", "类型", "乡镇", "村", "地址", "开放时间", "电话"]
    rows = [head, ["桐木村代表联系点", "联系点", "寸石镇", "桐木村", "村部", "赶场日", "000-0000"]]
    path.write_bytes(workbook(("代表", [["姓名", "层级", "乡镇", "届次"], ["向晚舟", "县", "", "18"]]), ("站点", rows)))
    before = Person.objects.count()
    assert ran("stations", "import", path)[0] == 0
    assert Station.objects.filter(name="桐木村代表联系点").exists()
    assert Person.objects.count() == before


@pytest.mark.parametrize("first", ["roster", "stations", "organs", "registers"])
def test_template_and_export_are_workbooks_that_come_in_again_unchanged(ran: Ran, tmp_path: Path, first: str) -> None:
    for verb in ("template", "export"):
        path = tmp_path / f"{verb}.xlsx"
        code, said, _ = ran(first, verb, path)
        assert code == 0 and "字节" in said
        assert path.read_bytes()[:2] == b"PK"
    code, said, _ = ran(first, "import", tmp_path / "export.xlsx")
    assert code == 0 and "新登记0，更新0" in said


def test_template_that_cannot_be_written_gets_one_line(ran: Ran, tmp_path: Path) -> None:
    code, _, said = ran("roster", "template", tmp_path / "没有的文件夹" / "表.xlsx")
    assert code == 1 and "写不了" in said and "Traceback" not in said
