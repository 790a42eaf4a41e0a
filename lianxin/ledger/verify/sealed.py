"""Leaves, subtrees, register numbers and checkpoints: one tree that only grew."""

import base64
import hashlib
from itertools import chain

from lianxin.kit.crypto import Vault
from lianxin.ledger import notes, queries, rules, sql
from lianxin.ledger.actions.sealing import LEVEL
from lianxin.ledger.tree import STEP, Peaks
from lianxin.ledger.verify.report import Report


class TreePass:
    """Grows the tree again from the leaves and holds every stored root to it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.peaks = Peaks()
        self.last: dict[str, int] = {}
        self.roots: list[tuple[int, str]] = sql.rows("SELECT size, root FROM ledger_checkpoint ORDER BY size")[::-1]
        self.next = 0
        self.broken = False

    def run(self) -> None:
        """Positions, register numbers, roots at every checkpoint, subtrees."""
        query = "SELECT position, hash, series, register_no FROM ledger_leaf ORDER BY position"
        for chunk in sql.stream(query):
            positions = [row[0] for row in chunk]
            if positions != list(range(self.next, self.next + len(chunk))):
                self._gap(positions)
                return
            self.next += len(chunk)
            for position, _, series, number in chunk:
                if series or number is not None:
                    self._number(position, series, number)
            self._extend([row[1] for row in chunk])
        if self.roots:
            words = f"封存点所说的叶数多于现有封存位置({self.next})"
            self.report.find("leaf_missing", "ledger_leaf", f"position={self.next}…", words)
        size = sql.scalar("SELECT max(size) FROM ledger_checkpoint") or 0
        if size < self.next:
            self.report.find("leaf", "ledger_leaf", f"position={size}…", "封存位置没有封存点覆盖")
        self._subtrees()

    def _gap(self, positions: list[int]) -> None:
        for expected, found in enumerate(positions, self.next):
            if expected != found:
                break
        self.report.find("leaf_missing", "ledger_leaf", f"position={expected}", "封存位置不连续", "position")

    def _number(self, position: int, series: str, number: int | None) -> None:
        expected = self.last.get(series, 0) + 1 if series else None
        self.last[series] = number if number is not None else (expected or 0)
        if number != expected:
            words = f"登记号系列 {series or '(空)'} 应为 {expected}，现为 {number}"
            self.report.find("register", "ledger_leaf", f"position={position}", words, "register_no")

    def _extend(self, hashes: list[bytes]) -> None:
        at = 0
        while self.roots and self.roots[-1][0] <= self.next:
            size, root = self.roots.pop()
            end = at + size - self.peaks.size
            self.peaks.extend(hashes[at:end])
            at = end
            if not self.broken and base64.b64encode(self.peaks.root()).decode() != root:
                self.broken = True  # every later root differs too: the first says where to look
                words = "封存点的树根与现有封存位置算出的不符"
                self.report.find("root", "ledger_checkpoint", f"size={size}", words, "root")
        self.peaks.extend(hashes[at:])

    def _subtrees(self) -> None:
        grown = {height // STEP * LEVEL + index: value for height, index, value in self.peaks.grown}
        stored = {place: bytes(value) for place, value in sql.rows("SELECT place, hash FROM ledger_subtree")}
        for place in sorted(grown.keys() | stored.keys()):
            if place not in stored:
                self.report.find("subtree", "ledger_subtree", f"place={place}", "子树行缺失", "place")
            elif place not in grown:
                self.report.find("subtree", "ledger_subtree", f"place={place}", "多出的子树行", "place")
            elif grown[place] != stored[place]:
                self.report.find("subtree", "ledger_subtree", f"place={place}", "子树哈希不符", "hash")


class NotePass:
    """Every checkpoint's columns against its note, and the notes against each other.

    Each note holds the hash of the one before, signatures included, so the newest signature covers all;
    older signatures are checked where the chain breaks, to say which row was altered.
    """

    def __init__(self, report: Report, vault: Vault) -> None:
        self.report, self.vault = report, vault
        self.name = notes.origin(vault)

    def run(self) -> None:
        """Columns, chain, signatures."""
        previous, before, last = rules.FIRST, None, None
        query = "SELECT size, root, at, note FROM ledger_checkpoint ORDER BY size"
        for size, root, at, note in chain.from_iterable(sql.stream(query)):
            self.report.checkpoints += 1
            said = self._said(size, note)
            if said is not None:
                self._columns(said, size, root, at)
                if said.previous != previous:
                    self._broken_chain(size, note, before)
            previous = base64.b64encode(hashlib.sha256(note.encode()).digest()).decode()
            before = last = (size, note)
        if last is not None:
            self._signed(*last)

    def _find(self, size: int, words: str, column: str) -> None:
        self.report.find("checkpoint", "ledger_checkpoint", f"size={size}", words, column)

    def _said(self, size: int, note: str) -> notes.CheckpointText | None:
        try:
            return notes.checkpoint(notes.split(note)[0])
        except notes.NoteError as error:
            self._find(size, f"签名文本读不出来:{error}", "note")
            return None

    def _columns(self, said: notes.CheckpointText, size: int, root: str, at: str) -> None:
        for column, kept, spoken in (("size", size, said.size), ("root", root, said.root), ("at", at, said.at)):
            if kept != spoken:
                self._find(size, f"列与签名文本不符:{kept} ≠ {spoken}", column)
        if said.origin != self.name:
            self._find(size, f"不是本账本的封存点:{said.origin}", "note")

    def _signed(self, size: int, note: str) -> bool:
        try:
            notes.opened(self.vault, self.name, note)
        except notes.NoteError as error:
            self._find(size, f"签名不成立:{error}", "note")
            return False
        return True

    def _broken_chain(self, size: int, note: str, before: tuple[int, str] | None) -> None:
        if (before is None or self._signed(*before)) and self._signed(size, note):
            self._find(size, "与前一封存点不相连:其间有封存点被删除或插入", "note")


def against(report: Report, vault: Vault, note: str) -> None:
    """Hold the tree to a checkpoint kept outside: same key, not longer than ours, same beginning."""
    table = "ledger_checkpoint"
    try:
        said = notes.checkpoint(notes.opened(vault, notes.origin(vault), note))
    except notes.NoteError as error:
        report.find("against", table, "--against", f"外存封存点不是用本账本的密钥签的:{error}", "note")
        return
    if said.size > report.sealed:
        words = f"外存封存点有 {said.size} 条，现在只有 {report.sealed} 条:尾部被截去"
        report.find("against", table, f"size={said.size}", words)
        return
    try:
        root = base64.b64encode(queries.root_at(said.size)).decode()
    except (KeyError, ValueError):
        root = ""
    if root != said.root:
        report.find("against", table, f"size={said.size}", "账本的前段与外存封存点不符:历史被改写", "root")
