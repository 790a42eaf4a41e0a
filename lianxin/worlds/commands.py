"""`lianxin demo` and `lianxin world build`."""

import json
import os
import shutil
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lianxin.divisions import actions as divisions
from lianxin.divisions import extract
from lianxin.divisions import queries as division_queries
from lianxin.kit import keyring, moment
from lianxin.kit.command import Command, CommandFailed
from lianxin.ledger import queries as ledger_queries
from lianxin.ledger import tasks as ledger
from lianxin.locality import queries as locality
from lianxin.stations import queries as stations
from lianxin.worlds import demo, serving, synthetic
from lianxin.worlds.cast import COUNTY

TITLES = {
    "liaison_officer": "联络员", "township_chair": "镇人大主席", "volunteer": "志愿者",
    "county_office": "县人大代表工委", "confidential_reader": "县密件专人", "organ_handler": "承办单位经办人",
    "city_viewer": "市级查看", "auditor": "审计员", "deputy": "人大代表",
}  # fmt: skip


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="端口 / port")
    parser.add_argument(
        "--fresh", action="store_true", help="丢掉旧的演示数据，重新建 / drop the old demo and build anew"
    )


def _note(data: Path) -> Path:
    """What says that the demo world stands here, and with what."""
    return data / "demo.json"


def _demo(given: Namespace) -> int:
    data = Path(settings.DATA)
    serving.free_port(given.port)
    held = serving.hold(data)
    if given.fresh:
        _drop(data)
    address = f"http://127.0.0.1:{given.port}"
    if not _note(data).exists():
        _make(data)
    elif _is_behind():
        _say("更新演示数据库…… / bringing the demo's database up to date …")
        call_command("migrate", interactive=False, verbosity=0)
    told = _written(data, address)
    environment = {"DATA": str(data), "BASE_URL": address}
    children = [
        serving.start("网站", ["serve", "--port", str(given.port)], environment),
        serving.start("后台任务", ["worker"], environment),
    ]
    try:
        return serving.watch(children, given.port, lambda: _greet(told))
    finally:
        held.close()


def _is_behind() -> bool:
    """Whether the program was renewed since this demo stood: its data are nobody's, so nobody has to be asked."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _drop(data: Path) -> None:
    """Take the demo's own files away; a folder that holds something else is left alone."""
    if not (_note(data).exists() or not (data / "lianxin.sqlite3").exists()):
        raise CommandFailed(f"{data} 里不是演示数据，不删除 / this folder does not hold a demo; nothing was removed")
    if connection.vendor != "sqlite":
        raise CommandFailed("--fresh 只用于 SQLite；PostgreSQL 请换一个空库 / on PostgreSQL name an empty database")
    for path in (*data.glob("lianxin.sqlite3*"), _note(data)):
        path.unlink(missing_ok=True)
    for folder in ("files", "outgoing"):
        shutil.rmtree(data / folder, ignore_errors=True)


def _make(data: Path) -> None:
    """Schema, divisions, world: each all or nothing, so that an interrupted first start just goes on."""
    call_command("migrate", interactive=False, verbosity=0)
    if not division_queries.provinces().exists():
        _say("载入湖南省行政区划…… / loading Hunan's divisions …")
        divisions.load(extract.read(extract.HUNAN))
    if demo.stands():
        return
    if locality.localities():
        raise CommandFailed(f"{data} 里已有正式数据，演示请换一个目录 / this folder holds real data, take another one")
    _say("建演示世界：新邵县，人物均为虚构…… / building the demo world …")
    demo.build(moment.today(), _progress)
    ledger.scrub()


def _written(data: Path, address: str) -> dict[str, Any]:
    """DATA/demo.json as the contract gives it, renewed for this start."""
    note = _note(data)
    told: dict[str, Any] = json.loads(note.read_text("utf-8")) if note.exists() else {}
    if told.get("base_url") == address:
        return told
    told = {
        "base_url": address,
        "accounts": demo.accounts(),
        "api_token": keyring.secret(Path(settings.KEYS), "api-token", 1).hex(),
        "stations": told.get("stations") or [card.code for card in stations.cards(COUNTY)],
    }
    fresh = note.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, indent=1)
    fresh.replace(note)
    return told


def _greet(told: dict[str, Any]) -> None:
    address, first = told["base_url"], told["stations"][0]
    lines = [
        "", "连心演示 / Lianxin demo   (Ctrl-C 结束 / to end)", "",
        f"  网站 / public site      {address}/",
        f"  我有话说 / speak up     {address}/say",
        f"  一个站 / one station    {address}/s/{first}",
        f"  工作台 / desk           {address}/desk/",
        f"  接口 / API              {address}/api/v1/openapi.json", "",
        f"  演示账号 / demo accounts（密码都是 / password: {demo.PASSWORD}）",
        *(f"    {a['username']:18}{a['role']:22}{TITLES[a['role']]}" for a in told["accounts"]), "",
    ]  # fmt: skip
    _say("\n".join(lines))


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def _progress(done: int, whole: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:>5} / {whole}" + ("\n" if done == whole else ""))
        sys.stderr.flush()


# ── synthetic worlds ───────────────────────────────────────────────────────
def _build_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--scale", required=True, choices=tuple(synthetic.SIZES), help="规模 / scale")
    parser.add_argument("--seed", required=True, type=int, help="种子 / seed")
    parser.add_argument("--years", type=_positive, default=1, help="年数 / years")
    parser.add_argument("--opinions", type=_positive, help="意见件数（默认按规模）/ opinions (default: by scale)")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _build(given: Namespace) -> int:
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    if locality.localities():
        raise CommandFailed("库里已有数据，请换一个空的目录 / the database is not empty, name an empty data folder")
    if not division_queries.provinces().exists():
        divisions.load(extract.read(extract.HUNAN))
    with _bars() as bars:
        tasks = {name: bars.add_task(title, total=None) for name, title in STAGES.items()}
        synthetic.build(
            given.scale, given.seed, moment.today(), years=given.years, opinions=given.opinions,
            told=lambda what, done, whole: bars.update(tasks[what], completed=done, total=whole),
        )  # fmt: skip
    found = ledger_queries.latest_checkpoint()
    _say(
        f"{given.scale}：账目{found.size if found else 0:,}条，已封存 / entries, sealed; {found.root if found else ''}"
    )
    return 0


STAGES = {"places": "县、站、代表 / places", "opinions": "意见和要求 / opinions", "sealing": "封存 / sealing"}


def _bars() -> Progress:
    columns = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))


COMMANDS = [
    Command("world build", "合成世界，供测量 / a synthetic world for benchmarks", _build, _build_arguments),
    Command("demo", "建好演示世界并运行 / build the demo world and serve it", _demo, _demo_arguments),
]
