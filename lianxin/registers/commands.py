"""`lianxin roster|stations|organs|registers import`, and their templates and files to edit."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.core.exceptions import PermissionDenied
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lianxin.kit.actor import SYSTEM
from lianxin.kit.command import Command, CommandFailed
from lianxin.kit.workflow import Refused
from lianxin.locality import queries as locality
from lianxin.registers import actions, workbooks
from lianxin.registers.rules import SHOWN, Fate, Kind, Report
from lianxin.sheets.reading import MOST_BYTES

KINDS = {
    "roster": (Kind.DEPUTIES,),
    "stations": (Kind.STATIONS,),
    "organs": (Kind.ORGANS,),
    "registers": tuple(Kind),
}
WORDS = {"roster": "代表名册", "stations": "联络站", "organs": "承办单位", "registers": "代表、联络站、单位"}
TITLES = {Kind.DEPUTIES: "代表", Kind.STATIONS: "联络站", Kind.ORGANS: "单位"}
STAGES = {"read": "读表 / reading", "people": "登记代表 / deputies", "seats": "进站 / seats"}
FATES = {Fate.NEW: "新登记", Fate.CHANGED: "更新", Fate.SAME: "没有变化"}


def _county(given: str) -> str:
    """The county meant: the one that was named, else the only one of this installation."""
    known = locality.localities()
    if given:
        code = given.ljust(12, "0")
        if len(given) not in (6, 12) or not given.isdigit():
            raise CommandFailed(f"--county 要写6位或12位区划代码：{given}")
        return code
    codes = [card.code for card in known]
    if len(codes) != 1:
        raise CommandFailed("请用 --county 写明是哪个县（区划代码）/ name the county with --county")
    return codes[0]


def _octets(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandFailed(f"{path}：读不出（{error.strerror}）") from error


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=".xlsx、.xls 或 .csv / workbook or CSV")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不导入 / check only, write nothing")
    parser.add_argument("--county", default="", help="县级区划代码 / code of the county (default: the only one)")
    parser.add_argument("--json", action="store_true", help="报告用JSON / the report as JSON")
    parser.add_argument("--faults", type=Path, metavar="FILE", help="把全部问题写成 .xlsx / write all faults to a file")


def _import(first: str, given: Namespace) -> int:
    county, octets = _county(given.county), _octets(given.file)
    run = actions.look if given.dry_run else actions.bring
    with _bars() as bars:
        tasks: dict[str, int] = {}

        def told(what: str, done: int, whole: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(STAGES[what], total=whole)
            bars.update(tasks[what], completed=done)  # type: ignore[arg-type]

        try:
            report = run(octets, given.file.name, county=county, by=SYSTEM, kinds=KINDS[first], told=told)
        except (Refused, PermissionDenied) as error:
            raise CommandFailed(str(error) or "没有权限") from error
    if given.faults and not report.clean:
        given.faults.write_bytes(workbooks.faults(report))
    sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n" if given.json else _told(report))
    return 0 if report.clean else 1


def _told(report: Report) -> str:
    """The report in lines."""
    lines = [f"{report.file}  SHA-256 {report.sha256[:16]}…", *report.notes]
    for kind, count in report.counts.items():
        lines.append(
            f"{TITLES[kind]}：新登记{count.new}，更新{count.changed}，没有变化{count.same}，没有用到{count.left_out}行，"
            f"名册里有而表里没有{count.absent}（不动）"
        )
    for fault in report.faults[:SHOWN]:
        lines.append("  " + _place(fault.sheet, fault.row, fault.column, fault.title, fault.read) + fault.advice)
    for question in report.questions[:SHOWN]:
        known = "；".join(question.known)
        lines.append(
            f"  {_place(question.sheet, question.row, '', '', question.name)}同名：{known}。是同一人还是另一人？"
            "请在“同名核对”一列填“同一人”或者“另一人”。"
        )
    wrong = len(report.faults) + len(report.questions)
    if wrong:
        rest = f"（只显示前{SHOWN}处，其余用 --faults 取）" if wrong > SHOWN else ""
        lines.append(f"有{wrong}处要先改{rest}。什么都没有导入。")
    else:
        lines.append("已导入。" if report.done else "没有问题，可以导入。这次只核对，没有导入。")
    return "\n".join(lines) + "\n"


def _place(sheet: str, row: int, column: str, title: str, read: str) -> str:
    where = f"表“{sheet}”第{row}行" if row else ""
    return f"{where}{column}{'列' if column else ''}{title}{f'“{read}”' if read else ''}：" if where else ""


def _bars() -> Progress:
    columns = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty())


def _file_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="写入的 .xlsx / the .xlsx to write")
    parser.add_argument("--county", default="", help="县级区划代码 / code of the county (default: the only one)")


def _written(write: Callable[[str, tuple[Kind, ...]], bytes], first: str, given: Namespace) -> int:
    octets = write(_county(given.county), KINDS[first])
    try:
        given.file.write_bytes(octets)
    except OSError as error:
        raise CommandFailed(f"{given.file}：写不了（{error.strerror}）") from error
    sys.stdout.write(f"{given.file}：{len(octets):,}字节\n")
    return 0


def _export(county: str, kinds: tuple[Kind, ...]) -> bytes:
    return workbooks.filled(county, kinds, by=SYSTEM)


def _commands() -> list[Command]:
    found = []
    for first, words in WORDS.items():
        found += [
            Command(
                f"{first} import", f"导入{words} / import from a workbook", partial(_import, first), _import_arguments
            ),
            Command(
                f"{first} template", f"{words}的空白表 / an empty workbook", partial(_written, workbooks.blank, first),
                _file_arguments,
            ),
            Command(
                f"{first} export", f"导出{words}，改了再导入 / a workbook to edit", partial(_written, _export, first),
                _file_arguments,
            ),
        ]  # fmt: skip
    return found


COMMANDS = _commands()
