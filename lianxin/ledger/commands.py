"""`lianxin ledger verify | export | prove | rebuild | seal`."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.db import DatabaseError

from lianxin.kit.command import Command, CommandFailed
from lianxin.kit.keyring import KeyringError
from lianxin.ledger import export, notes, projections, queries, tasks
from lianxin.ledger.verify import Report, verify

WHOLE, BROKEN, NOT_RUN = 0, 1, 3


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def _note(given: str) -> str:
    """A checkpoint given as a file or as its text; CommandFailed when it is neither."""
    if "\n" in given:
        return given
    try:
        note = Path(given).read_text(encoding="utf-8")
        notes.checkpoint(notes.split(note)[0])
    except (OSError, UnicodeError, notes.NoteError) as error:
        raise CommandFailed(f"读不出封存点 {given}:{error}") from error
    return note


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r  {done:,} …")


def _print(report: Report) -> None:
    for finding in report.findings:
        column = f" 列 {finding.column}" if finding.column else ""
        _say(f"✗ [{finding.kind}] {finding.table} {finding.row}{column}:{finding.words}")
    for kind, count in report.counts.items():
        shown = sum(f.kind == kind for f in report.findings)
        if count > shown:
            _say(f"✗ [{kind}] 另有 {count - shown:,} 处")
    _say(
        f"记录 {report.entries:,} 条:已封存 {report.sealed:,}，未封存 {report.unsealed:,}，"
        f"依法删除内容 {report.erased:,}；"
        f"封存点 {report.checkpoints:,}，回执 {report.promises:,}，数据行 {report.rows:,}。"
    )
    rate = report.entries / report.seconds if report.seconds else 0
    _say(f"{'完整' if report.whole else '不完整'}。用时 {report.seconds:.2f} 秒，每秒 {rate:,.0f} 条。")


def _verify(given: Namespace) -> int:
    try:
        outside = _note(given.against) if given.against else None
        report = verify(outside, _progress, signatures=given.signatures)
    except (DatabaseError, KeyringError, OSError, CommandFailed) as error:
        sys.stderr.write(f"核验未能进行:{error}\n")
        return NOT_RUN
    if given.json:
        _say(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        _print(report)
    return WHOLE if report.whole else BROKEN


def _verify_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--against", metavar="CHECKPOINT", help="外存的封存点:文件或文本")
    parser.add_argument("--signatures", action="store_true", help="逐条核对回执签名(较慢)")


def _export(given: Namespace) -> int:
    folder = Path(given.folder)
    if folder.exists() and any(folder.iterdir()):
        raise CommandFailed(f"{folder} 不是空文件夹")
    for name, count in export.export(folder).items():
        _say(f"{name}: {count:,}")
    return WHOLE


def _prove(given: Namespace) -> int:
    bundle = queries.bundle(given.number)
    if bundle is None:
        raise CommandFailed(f"没有回执号 {given.number}")
    _say(json.dumps(bundle, ensure_ascii=False, indent=2))
    return WHOLE


def _rebuild(given: Namespace) -> int:
    if given.name and given.name not in projections.known():
        raise CommandFailed(f"没有投影 {given.name}；现有:{'、'.join(projections.known()) or '无'}")
    _say(f"重建完毕，读取 {projections.rebuild(given.name):,} 条。")
    return WHOLE


def _seal(_given: Namespace) -> int:
    tasks.seal_now()
    last = queries.latest_checkpoint()
    _say(last.note if last else "账本还是空的。")
    return WHOLE


COMMANDS = (
    Command("ledger verify", "核验账本 / check the whole ledger", _verify, _verify_arguments),
    Command(
        "ledger export", "导出账本 / write the ledger as files", _export, lambda p: _one(p, "folder", "文件夹 / folder")
    ),
    Command(
        "ledger prove", "导出一张回执的证明 / the proof of one receipt", _prove, lambda p: _one(p, "number", "回执号")
    ),
    Command(
        "ledger rebuild",
        "由账本重建各投影 / rebuild projections",
        _rebuild,
        lambda p: _one(p, "name", "投影名，缺省为全部", optional=True),
    ),
    Command("ledger seal", "立即封存 / seal now and print the checkpoint", _seal),
)


def _one(parser: ArgumentParser, name: str, words: str, *, optional: bool = False) -> None:
    parser.add_argument(name, nargs="?" if optional else None, help=words)
