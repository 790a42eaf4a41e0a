"""Receipts and lawful erasures: rows that speak of an entry, held to that entry."""

import json
from itertools import chain
from typing import Any

from lianxin.kit.crypto import Vault
from lianxin.ledger import notes, rules, sql
from lianxin.ledger.tree import leaf_hash
from lianxin.ledger.verify.entries import EntryPass

_FIELDS = len(rules.HEADER)


class PromisePass:
    """Each receipt against its entry, and each entry that expects a receipt against the receipts.

    The authentication code covers the whole row, so signatures are checked only when asked for.
    """

    def __init__(self, learnt: EntryPass, vault: Vault, *, signatures: bool) -> None:
        self.report, self.vault, self.signatures = learnt.report, vault, signatures
        self.waiting = learnt.promised

    def run(self) -> None:
        """Check every receipt."""
        query = (
            f"SELECT r.number, {sql.hex_id('r.entry_id')}, r.at, r.note, r.mac, l.hash, {sql.header_columns('e')} "  # noqa: S608
            "FROM ledger_promise r LEFT JOIN ledger_entry e ON e.id = r.entry_id "
            "LEFT JOIN ledger_leaf l ON l.entry_id = r.entry_id"
        )
        for row in chain.from_iterable(sql.stream(query)):
            self.report.promises += 1
            self._one(row)
        for ident in sorted(self.waiting):
            self._find(f"entry_id={ident}", "回执承诺行缺失", "")

    def _find(self, row: str, words: str, column: str) -> None:
        self.report.find("promise", "ledger_promise", row, words, column)

    def _one(self, row: tuple[Any, ...]) -> None:
        number, ident, at, note, mac, leaf, *fields = row
        where = f"number={number}"
        if fields[rules.HEADER.index("id")] is None:
            self._find(where, "回执所承诺的记录不在账本中", "entry_id")
            return
        if leaf is None:
            leaf = leaf_hash(rules.header(fields))
        said = rules.promise_text(number, at, leaf) + "\n"
        if ident not in self.waiting:
            self._find(where, "该记录没有约定回执:回执行被插入", "entry_id")
        self.waiting.discard(ident)
        whole = self._mac_holds(rules.promise_octets(number, ident, at, note), mac)
        if not note.startswith(said):
            self._find(where, "回执的列与所签文本不符", _differing(note, said))
        elif not whole:
            column = "mac" if self._signed(note) else "note"
            self._find(where, "回执承诺被改动", column)
        elif self.signatures and not self._signed(note):
            self._find(where, "回执的签名不成立", "note")

    def _mac_holds(self, data: bytes, mac: str) -> bool:
        try:
            return self.vault.check_mac(rules.MAC, data, bytes.fromhex(mac))
        except ValueError:
            return False

    def _signed(self, note: str) -> bool:
        try:
            notes.opened(self.vault, notes.origin(self.vault), note)
        except notes.NoteError:
            return False
        return True


def _differing(note: str, said: str) -> str:
    """Which column of a receipt parted from its text."""
    spoken, kept = note.split("\n"), said.split("\n")
    for place, column in ((1, "number"), (2, "at"), (3, "entry_id")):
        if len(spoken) > place and spoken[place] != kept[place]:
            return column
    return "note"


class ErasurePass:
    """Each erased payload against the entry that erased it."""

    def __init__(self, learnt: EntryPass) -> None:
        self.report = learnt.report
        self.waiting = set(learnt.erased)
        self.details: dict[str, dict[str, Any]] = {}

    def run(self) -> None:
        """Check every erasure and every erased payload."""
        query = (
            f"SELECT {sql.hex_id('x.entry_id')}, {sql.hex_id('x.by_entry')}, x.at, x.ground, "  # noqa: S608
            "e.entered_at, e.verb, p.body FROM ledger_erasure x LEFT JOIN ledger_entry e ON e.id = x.by_entry "
            "LEFT JOIN ledger_payload p ON p.entry_id = x.by_entry"
        )
        for row in chain.from_iterable(sql.stream(query)):
            self._one(*row)
        for ident in sorted(self.waiting):
            self.report.find("erased_unlawfully", "ledger_payload", ident, "内容为空，却没有依法删除的记录", "body")

    def _find(self, ident: str, words: str, column: str) -> None:
        self.report.find("erasure", "ledger_erasure", f"entry_id={ident}", words, column)

    def _one(self, ident: str, by: str, at: str, ground: str, entered: str | None, verb: str, body: str) -> None:
        if verb != rules.ERASED or not body:
            self._find(ident, "没有对应的删除记录", "by_entry")
            self.waiting.discard(ident)
            return
        if by not in self.details:
            self.details[by] = json.loads(body)["detail"]
        if ident not in self.details[by]["entries"]:
            self._find(ident, "删除记录没有列出这一条", "entry_id/by_entry")
        elif ident not in self.waiting:
            self._find(ident, "有删除登记而内容仍在", "entry_id")
        self.waiting.discard(ident)
        if ground != self.details[by]["ground"]:
            self._find(ident, "删除依据与删除记录不符", "ground")
        if at != entered:
            self._find(ident, "删除时间与删除记录不符", "at")
