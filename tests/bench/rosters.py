"""Workbooks for the import's figures: a county's register, and a roster of any length. All names are made up.

`python -m tests.bench.rosters <folder> <county>:<mandates> …` runs inside an installation (DATA, KEYS, DATABASE_URL)
and prints one JSON list: of each roster what the bare limit, the import and the same import once more took.
"""

import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django
import xlsxwriter
from django.apps import apps

if not apps.ready:
    django.setup()

from django.db import transaction
from python_calamine import CalamineWorkbook

from lianxin.deputies.models import Mandate, Person
from lianxin.divisions import queries as divisions
from lianxin.divisions.rules import HAS_CONGRESS, Rank
from lianxin.kit.actor import SYSTEM, Level
from lianxin.registers import actions
from lianxin.registers.tests.factory import ROSTER_HEAD, STATION_HEAD

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
LETTERS = "安宁和平青山绿水云海晨光春秋月明清远思源志诚文博静雅书礼嘉禾"
STATIONS = 45
IN_A_COUNTY = 300
"""County mandates of a register of a county; the rest sits in townships."""


def _name(number: int) -> str:
    """A name, no two alike."""
    number, first = divmod(number, len(SURNAMES))
    given = ""
    for _ in range(4):
        number, letter = divmod(number, len(LETTERS))
        given += LETTERS[letter]
    return SURNAMES[first] + given


def _station(number: int, towns: list[str]) -> str:
    return f"{towns[number % len(towns)]}代表联络站{number + 1}"


def write(path: Path, county: str, count: int) -> int:
    """One workbook: so many mandates, and the stations of a county with some of their deputies."""
    rows = divisions.within(county).filter(rank=Rank.TOWNSHIP).order_by("code")
    towns = [row.name for row in rows if row.kind in HAS_CONGRESS]
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("代表")
        sheet.write_row(0, 0, ROSTER_HEAD)
        for n in range(count):
            town = "" if n < IN_A_COUNTY else towns[n % len(towns)]
            station = _station(n % STATIONS, towns) if n < 4 * STATIONS else ""
            level, term = ("乡", 19) if town else ("县", 18)
            cells = [_name(n), level, town, term, f"第{n % 200}选区", f"{n:06}", "某村种植户", f"0700-{n:06}"]
            sheet.write_row(n + 1, 0, [*cells, "2021-12-01", "", station])
        more = book.add_worksheet("联络站")
        more.write_row(0, 0, STATION_HEAD)
        for n in range(STATIONS):
            cells = [_station(n, towns), "联络站", towns[n % len(towns)], "", "镇政府一楼", "周一至周五", "000-0000"]
            more.write_row(n + 1, 0, cells)
    return count


def bring(path: Path, county: str) -> int:
    """Import it whole, in one transaction."""
    report = actions.bring(path.read_bytes(), path.name, county=county, by=SYSTEM)
    assert report.done, report.faults[:3] or report.questions[:3]
    return report.acts


def again(path: Path, county: str) -> int:
    """The same file once more: nothing may change."""
    report = actions.bring(path.read_bytes(), path.name, county=county, by=SYSTEM)
    assert report.done and not report.acts, report.lines[:3]
    return sum(count.rows for count in report.counts.values())


def bare(path: Path, county: str) -> int:
    """The limit: the same file read by the parser, and bare rows of persons and mandates written, without the ledger.

    Nothing of it stays.
    """
    rows: list[list[Any]] = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1:]
    with transaction.atomic():
        people = [Person(name=row[0], division=county, workplace=row[6]) for row in rows]
        Person.objects.bulk_create(people, batch_size=500)
        mandates = [
            Mandate(
                person=person, level=Level.COUNTY, congress=county, term=90, district=row[4], certificate_no=row[5],
                from_day=row[8],
            )
            for person, row in zip(people, rows, strict=True)
        ]  # fmt: skip
        Mandate.objects.bulk_create(mandates, batch_size=500)
        transaction.set_rollback(True)
    return len(rows)


def _apart(task: Callable[[], int]) -> dict[str, float]:
    """Rows, seconds, processor seconds and most MiB of a task in a process of its own: a fork, so none starts anew."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        began, before = time.perf_counter(), time.process_time()
        try:
            rows = task()
            told = {"rows": rows, "seconds": time.perf_counter() - began, "cpu": time.process_time() - before}
            told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            os.write(theirs, json.dumps(told).encode())
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        said = pipe.read()
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("an import failed: see above")
    found: dict[str, float] = json.loads(said)
    return found


def main(folder: str, *wanted: str) -> list[dict[str, Any]]:
    """Write, limit, import and import again, for each `county:mandates`."""
    found = []
    for county, mandates in (each.split(":") for each in wanted):
        path = Path(folder) / f"{county}.xlsx"
        _apart(partial(write, path, county, int(mandates)))
        tasks = {"bare": bare, "bring": bring, "again": again}
        found.append({name: _apart(partial(task, path, county)) for name, task in tasks.items()})
    return found


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
