"""Every entry against its payload, its leaf and its authentication code: the long pass."""

import json
from collections.abc import Callable
from typing import Any

from lianxin.kit.crypto import Vault
from lianxin.ledger import rules, sql
from lianxin.ledger.verify.blame import altered_column, mac_holds
from lianxin.ledger.verify.report import Report

Row = tuple[Any, ...]
Progress = Callable[[int], None]

_FIELDS = len(rules.HEADER)
_DIGEST = rules.HEADER.index("digest")
_ID = rules.HEADER.index("id")
_SERIES = rules.HEADER.index("series")
_PROMISED = rules.HEADER.index("promised")


def _query() -> str:
    return (
        f"SELECT {sql.header_columns('e')}, p.salt, p.body, l.hash, l.series "  # noqa: S608
        "FROM ledger_entry e LEFT JOIN ledger_payload p ON p.entry_id = e.id "
        "LEFT JOIN ledger_leaf l ON l.entry_id = e.id"
    )


class EntryPass:
    """One pass over all entries; what it learns is used by the checks that follow."""

    def __init__(self, report: Report, vault: Vault) -> None:
        self.report, self.vault = report, vault
        self.continued: set[str] = set()
        self.erased: set[str] = set()
        self.promised: set[str] = set()
        self.payloads = 0

    def run(self, progress: Progress) -> None:
        """Check every entry; `progress` hears how many are done."""
        done = 0
        for chunk in sql.stream(_query()):
            self._chunk(chunk)
            done += len(chunk)
            progress(done)
        self.report.entries = done
        self.report.erased = len(self.erased)
        self.report.unsealed = done - self.report.sealed
        self._orphans()
        self._sequences()

    def _chunk(self, chunk: list[Row]) -> None:
        form, salted, new = rules.FORM, rules.PAYLOAD, rules.PROVIDER.hasher
        sealed, payloads = 0, 0
        for row in chunk:
            salt, body, leaf, series = row[_FIELDS:]
            try:
                if body:
                    payloads += 1
                    if new(salted + salt + body.encode()).hexdigest() != row[_DIGEST]:
                        self._odd(row)
                    elif '"continues":' in body:
                        self.continued.update(rules.continues(body))
                else:
                    self._without_words(row)
                if leaf is None:
                    self._unsealed(row)
                else:
                    sealed += 1
                    head = (form % row[:_FIELDS]).encode("utf-8", "surrogatepass")
                    if new(b"\x00" + head).digest() != leaf:
                        self._wrong_leaf(row)
                    elif series != row[_SERIES]:
                        self._find_leaf(row, "series")
                if row[_PROMISED]:
                    self.promised.add(row[_ID])
            except (TypeError, AttributeError, UnicodeError):
                self._wrong_kind(row)
        self.report.sealed += sealed
        self.payloads += payloads

    def _wrong_kind(self, row: Row) -> None:
        """SQLite stores text where octets belong if it is told to."""
        kinds = zip(("salt", "body"), (bytes, str), row[_FIELDS:], strict=False)
        column = next((name for name, kind, value in kinds if not isinstance(value, kind)), "body/salt")
        self.report.find("payload", "ledger_payload", row[_ID], "记录内容的类型被改动", column)

    def _find_leaf(self, row: Row, column: str) -> None:
        self.report.find("leaf", "ledger_leaf", f"entry_id={row[_ID]}", "封存位置与记录不符", column)

    def _find_entry(self, row: Row, column: str) -> None:
        where = f"{row[_ID]} ({row[rules.HEADER.index('subject')]})"
        self.report.find("entry", "ledger_entry", where, "记录被改动", column)

    def _odd(self, row: Row) -> None:
        """The digest is not that of the payload. If the header is whole, the payload was altered."""
        if not mac_holds(row[:_FIELDS], self.vault):
            return  # the header itself was altered: named by the leaf or the code
        column = "" if _canonical(row[_FIELDS + 1]) else "body"
        if len(row[_FIELDS]) != 32:
            column = "salt"
        self.report.find("payload", "ledger_payload", row[_ID], "记录内容被改动(盐或正文)", column or "body/salt")

    def _without_words(self, row: Row) -> None:
        salt, body = row[_FIELDS : _FIELDS + 2]
        if body is None:
            self.report.find("payload_missing", "ledger_payload", row[_ID], "记录没有内容行")
            return
        self.payloads += 1
        self.erased.add(row[_ID])
        if len(salt):
            self.report.find("payload", "ledger_payload", row[_ID], "已依法删除的内容行仍有盐", "salt")

    def _unsealed(self, row: Row) -> None:
        if not mac_holds(row[:_FIELDS], self.vault):
            self._find_entry(row, altered_column(row[:_FIELDS], None, _payload(row), self.vault))

    def _wrong_leaf(self, row: Row) -> None:
        if mac_holds(row[:_FIELDS], self.vault):
            self._find_leaf(row, "hash/entry_id")
        else:
            self._find_entry(row, altered_column(row[:_FIELDS], row[_FIELDS + 2], _payload(row), self.vault))

    def _orphans(self) -> None:
        """Rows of the other tables that belong to no entry; looked for only when the counts differ."""
        for table, matched, words in (
            ("ledger_payload", self.payloads, "内容行没有对应的记录"),
            ("ledger_leaf", self.report.sealed, "封存位置没有对应的记录"),
        ):
            if sql.scalar(f"SELECT count(*) FROM {table}") == matched:  # noqa: S608
                continue
            query = (
                f"SELECT {sql.hex_id('t.entry_id')} FROM {table} t "  # noqa: S608
                "WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = t.entry_id)"
            )
            for (ident,) in sql.rows(query):
                self.report.find("entry_missing", "ledger_entry", ident, f"{words}:记录被删除或行被插入({table})")

    def _sequences(self) -> None:
        query = (
            "SELECT subject, count(*), min(seq), max(seq) FROM ledger_entry GROUP BY subject "
            "HAVING count(*) <> max(seq) OR min(seq) <> 1 OR count(DISTINCT seq) <> count(*)"
        )
        for subject, count, low, high in sql.rows(query):
            words = f"对象的序号不连续:{count} 条，从 {low} 到 {high}"
            self.report.find("sequence", "ledger_entry", subject, words, "seq")


def _payload(row: Row) -> tuple[bytes, str] | None:
    salt, body = row[_FIELDS : _FIELDS + 2]
    return None if body is None else (bytes(salt), body)


def _canonical(body: str) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False
