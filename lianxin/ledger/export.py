"""The ledger as plain files, so that anybody can check it with tools of his own."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from lianxin.ledger import queries, rules, sql

README = """# 账本导出 / Ledger export

一行一条 JSON。 One JSON value on each line.

- `entries.jsonl`: 记录。每行去掉行尾换行后的字节就是树叶的内容：叶哈希 = SHA-256(0x00 ‖ 该行)。
  Each line, without its line feed, is the exact content of a leaf: leaf hash = SHA-256(0x00 ‖ line).
- `payloads.jsonl`: `{"entry", "salt", "body"}`；记录的 `digest` = SHA-256("lianxin payload v1\\n" ‖ salt ‖ body)。
  依法删除的内容 `body` 为空。 A payload erased by law has an empty body.
- `leaves.jsonl`: `{"position", "entry", "hash", "series", "register_no"}`，按位置排列；树按 RFC 9162 第 2 节。
- `checkpoints.jsonl` 与 `checkpoints/<叶数>.txt`: 签名封存点 (C2SP tlog-checkpoint)。
- `promises.jsonl`: 回执承诺 (signed notes)。
- `erasures.jsonl`: 依法删除的登记。
- `keys.json`: 公钥与指纹；请与纸上公布的指纹核对。 Compare the fingerprint with the one on paper.
"""


def _lines(query: str, names: tuple[str, ...]) -> Iterator[str]:
    for row in chain.from_iterable(sql.stream(query)):
        values = [bytes(v).hex() if isinstance(v, bytes | memoryview) else v for v in row]
        yield json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False)


def _entries() -> Iterator[str]:
    query = f"SELECT {sql.header_columns('e')} FROM ledger_entry e ORDER BY e.id"  # noqa: S608
    for row in chain.from_iterable(sql.stream(query)):
        yield rules.header(row).decode("utf-8", "replace")


def _tables() -> dict[str, Iterator[str]]:
    ident = sql.hex_id("entry_id")
    by = sql.hex_id("by_entry")
    return {
        "entries": _entries(),
        "payloads": _lines(
            f"SELECT {ident}, salt, body FROM ledger_payload ORDER BY entry_id",  # noqa: S608
            ("entry", "salt", "body"),
        ),
        "leaves": _lines(
            f"SELECT position, {ident}, hash, series, register_no FROM ledger_leaf ORDER BY position",  # noqa: S608
            ("position", "entry", "hash", "series", "register_no"),
        ),
        "checkpoints": _lines(
            "SELECT size, root, at, note FROM ledger_checkpoint ORDER BY size", ("size", "root", "at", "note")
        ),
        "promises": _lines(
            f"SELECT number, {ident}, at, note FROM ledger_promise ORDER BY number",  # noqa: S608
            ("number", "entry", "at", "note"),
        ),
        "erasures": _lines(
            f"SELECT {ident}, {by}, at, ground FROM ledger_erasure ORDER BY entry_id",  # noqa: S608
            ("entry", "by_entry", "at", "ground"),
        ),
    }


def export(folder: Path) -> dict[str, int]:
    """Write the whole ledger into a new or empty folder; returns how many lines each file has.

    It holds payloads in clear: it is for the county and for audit, not for the public.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    with sql.snapshot():
        for name, lines in _tables().items():
            counts[name] = 0
            with (folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
                for line in lines:
                    file.write(line + "\n")
                    counts[name] += 1
    notes_folder = folder / "checkpoints"
    notes_folder.mkdir(exist_ok=True)
    with (folder / "checkpoints.jsonl").open(encoding="utf-8") as file:
        for line in file:
            checkpoint: dict[str, Any] = json.loads(line)
            (notes_folder / f"{checkpoint['size']}.txt").write_text(checkpoint["note"], encoding="utf-8")
    keys = queries.keys()
    (folder / "keys.json").write_text(
        json.dumps(
            {"origin": keys.origin, "fingerprint": keys.fingerprint, "verifiers": keys.verifiers, "jwks": keys.jwks},
            ensure_ascii=False,
            indent=2,
        ),
        encoding="utf-8",
    )
    (folder / "README.md").write_text(README, encoding="utf-8")
    return counts
