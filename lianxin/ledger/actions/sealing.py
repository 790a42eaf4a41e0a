"""Sealing: entries that have no place yet get one, and a signed checkpoint says so."""

import base64
import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from lianxin.kit import moment
from lianxin.ledger import notes, rules, sql
from lianxin.ledger.actions.recording import vault
from lianxin.ledger.models import Checkpoint, Progress
from lianxin.ledger.restate import instant
from lianxin.ledger.tree import STEP, WIDTH, complete, fold, leaf_hash, peaks_of

SEALER = "ledger.seal"
LEVEL = 1 << 48
"""A subtree's place is level · LEVEL + index; level 1 holds roots of 256 leaves, level 2 of 65,536 …"""

_DAY = 24 * 3600 * 1000
_SERIES = rules.HEADER.index("series")
_ID = rules.HEADER.index("id")


def _since() -> str:
    """A day before the newest leaf: where entries without a leaf nearly always are."""
    last = sql.scalar(f"SELECT {sql.hex_id('entry_id')} FROM ledger_leaf ORDER BY position DESC LIMIT 1")  # noqa: S608
    milliseconds = int(last[:12], 16) - _DAY if last else 0
    return f"{max(milliseconds, 0):012x}" + "0" * 20


def _without_leaf(since: str, batch: int) -> list[tuple[Any, ...]]:
    return sql.rows(
        f"SELECT {sql.header_columns('e')} FROM ledger_entry e WHERE e.id >= %s "  # noqa: S608
        "AND NOT EXISTS (SELECT 1 FROM ledger_leaf l WHERE l.entry_id = e.id) ORDER BY e.id LIMIT %s",
        [since, batch],
    )


def _unsealed(waiting: int, batch: int) -> list[tuple[Any, ...]]:
    """Entries without a leaf, by id. Never "id > last": ids can commit out of order.

    The last day is looked through first; when that leaves any of the `waiting` out, the whole ledger is.
    """
    found = _without_leaf(_since(), batch)
    return found if len(found) >= min(waiting, batch) else _without_leaf("0" * 32, batch)


def waiting_entries() -> int:
    """How many entries have no place yet."""
    sealed = sql.scalar("SELECT max(position) + 1 FROM ledger_leaf") or 0
    return int(sql.scalar("SELECT count(*) FROM ledger_entry")) - int(sealed)


def _tail(level: int, count: int) -> list[bytes]:
    """The nodes of a stored level that no node of the next level covers yet."""
    first = count - count % WIDTH
    if level == 0:
        query, start = "SELECT hash FROM ledger_leaf WHERE position >= %s ORDER BY position", first
    else:
        query, start = "SELECT hash FROM ledger_subtree WHERE place >= %s AND place < %s ORDER BY place", level * LEVEL
        return [bytes(h) for (h,) in sql.rows(query, [start + first, start + LEVEL])]
    return [bytes(h) for (h,) in sql.rows(query, [start])]


def _peak_hashes(nodes: list[bytes]) -> list[bytes]:
    """Roots of the complete subtrees in a tail, left to right."""
    hashes, at = [], 0
    for height, _ in peaks_of((0, len(nodes))):
        hashes.append(complete(nodes[at : at + (1 << height)]))
        at += 1 << height
    return hashes


def _grow(size: int, fresh: list[bytes]) -> tuple[bytes, list[tuple[int, bytes]]]:
    """Root after adding leaves to a tree of `size`, and the subtrees (place, hash) that became complete."""
    subtrees: list[tuple[int, bytes]] = []
    levels: list[list[bytes]] = []
    level, count = 0, size
    while fresh or count:
        nodes = _tail(level, count) + fresh
        whole = len(nodes) - len(nodes) % WIDTH
        fresh = [complete(nodes[at : at + WIDTH]) for at in range(0, whole, WIDTH)]
        levels.append(nodes[whole:])
        count >>= STEP
        level += 1
        subtrees += [(level * LEVEL + count + i, value) for i, value in enumerate(fresh)]
    peaks = [peak for nodes in reversed(levels) for peak in _peak_hashes(nodes)]
    return fold(peaks), subtrees


def _register_numbers(series: Sequence[str]) -> list[int | None]:
    """The next number in each entry's series, in order; None where none is asked."""
    asked = sorted(set(series) - {""})
    last: dict[str, int] = {}
    for at in range(0, len(asked), 500):
        part = asked[at : at + 500]
        query = f"SELECT series, max(register_no) FROM ledger_leaf WHERE series IN ({sql.holes(part)}) GROUP BY series"  # noqa: S608
        last.update(sql.rows(query, part))
    numbers: list[int | None] = []
    for name in series:
        if name:
            last[name] = last.get(name, 0) + 1
        numbers.append(last[name] if name else None)
    return numbers


def _checkpoint(size: int, root: bytes) -> Checkpoint:
    keys = vault()
    name, at = notes.origin(keys), instant(moment.now())
    last = sql.scalar("SELECT note FROM ledger_checkpoint ORDER BY size DESC LIMIT 1")
    previous = base64.b64encode(hashlib.sha256(last.encode()).digest()).decode() if last else rules.FIRST
    text_root = base64.b64encode(root).decode()
    note = notes.signed(keys, name, rules.checkpoint_text(name, size, text_root, at, previous))
    return Checkpoint.objects.create(size=size, root=text_root, at=at, note=note)


def _write(size: int, entries: list[tuple[Any, ...]]) -> Checkpoint:
    hashes = [leaf_hash(rules.header(entry)) for entry in entries]
    series = [entry[_SERIES] for entry in entries]
    numbers = _register_numbers(series)
    root, subtrees = _grow(size, hashes)
    leaves = [(size + i, entry[_ID], hashes[i], series[i], numbers[i]) for i, entry in enumerate(entries)]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO ledger_leaf (position, entry_id, hash, series, register_no) VALUES (%s, %s, %s, %s, %s)",
            leaves,
        )
        if subtrees:
            cursor.executemany("INSERT INTO ledger_subtree (place, hash) VALUES (%s, %s)", subtrees)
    return _checkpoint(size + len(entries), root)


def seal(batch: int = 2000) -> Checkpoint | None:
    """Seal up to `batch` entries under one checkpoint; None when every entry has its place.

    One sealer works at a time (it locks its own progress row; SQLite has one writer anyway). Writers of
    entries wait for nothing of it beyond the database's own lock.
    """
    waiting = waiting_entries()
    if not waiting:
        return None
    with transaction.atomic():
        Progress.objects.get_or_create(name=SEALER)
        Progress.objects.select_for_update().get(name=SEALER)
        entries = _unsealed(waiting, batch)
        if not entries:
            return None
        size = sql.scalar("SELECT max(position) + 1 FROM ledger_leaf") or 0
        return _write(size, entries)
