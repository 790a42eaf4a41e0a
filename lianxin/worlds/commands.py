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

from lianxin.divisions import actions as divisions
from lianxin.divisions import extract
from lianxin.divisions import queries as division_queries
from lianxin.kit import keyring, moment
from lianxin.kit.command import Command, CommandFailed
from lianxin.ledger import tasks as ledger
from lianxin.locality import queries as locality
from lianxin.stations import queries as stations
from lianxin.worlds import demo, serving
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


COMMANDS = [
    Command("demo", "建好演示世界并运行 / build the demo world and serve it", _demo, _demo_arguments),
]
