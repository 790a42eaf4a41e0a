"""The live rows against the last facts recorded about them, both ways."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, models

from lianxin.kit.canonical import plain_text
from lianxin.ledger import sql
from lianxin.ledger.restate import Held, held_tables, stored_expression
from lianxin.ledger.verify.report import Report

_PART = 500


class LivePass:
    """Every held table, row by row."""

    def __init__(self, report: Report, continued: set[str]) -> None:
        self.report, self.continued = report, continued

    def run(self, progress: Callable[[int], None]) -> None:
        """Check all held tables; subjects of tables that nobody holds are left alone."""
        for how in held_tables():
            found = 0
            for part in _parts(how):
                found += self._part(how, part)
                self.report.rows += len(part)
                progress(len(part))
            self._gone(how, found)

    def _find(self, kind: str, how: Held, key: object, words: str, column: str = "") -> None:
        self.report.find(kind, how.model._meta.db_table, f"{how.key}={key}", words, column)

    def _part(self, how: Held, part: list[tuple[Any, dict[str, Any]]]) -> int:
        """Compare some rows; returns how many have a record."""
        last = _last_payloads([how.subject(key) for key, _ in part])
        for key, facts in part:
            body = last.get(how.subject(key))
            if body is None:
                self._find("row_without_entry", how, key, "数据行在账本中没有记录:被插入或改了主键", how.key)
            elif not body:
                self._find("row_without_facts", how, key, "最后一条记录已依法删除，其后没有重新记录")
            elif not body.endswith(f'"facts":{plain_text(facts)}}}'):
                self._differences(how, key, facts, body)
        return len(last)

    def _differences(self, how: Held, key: object, facts: dict[str, Any], body: str) -> None:
        try:
            recorded = json.loads(body)["facts"]
        except (ValueError, KeyError, TypeError):
            return  # the payload itself was altered: named by its digest
        known = dict(how.columns)
        for column in sorted(facts.keys() | (recorded.keys() & known.keys())):
            expected = recorded[column] if column in recorded else how.unset[column]
            if facts.get(column) != expected:
                self._find("row", how, key, "数据与最后一次记录不符", column)

    def _gone(self, how: Held, found: int) -> None:
        """Subjects that have records but no row; looked for only when the counts differ."""
        low, high = f"{how.label}:", f"{how.label};"
        ended = {s for s in self.continued if s.startswith(low)}
        query = "FROM ledger_entry WHERE seq = 1 AND subject >= %s AND subject < %s"
        if sql.scalar(f"SELECT count(*) {query}", [low, high]) == found + len(ended):
            return
        subjects = [s for (s,) in sql.rows(f"SELECT subject {query}", [low, high]) if s not in ended]
        live = {how.subject(key) for key in how.model._base_manager.values_list(how.key, flat=True).iterator()}
        for subject in subjects:
            if subject not in live:
                self._find("row_missing", how, subject.removeprefix(low), "账本有记录而数据行不在:被删除", how.key)


def _last_payloads(subjects: list[str]) -> dict[str, str | None]:
    """The payload text of each subject's last entry ('' when erased)."""
    query = (
        "SELECT e.subject, p.body FROM ledger_entry e JOIN ledger_payload p ON p.entry_id = e.id "  # noqa: S608
        f"WHERE e.subject IN ({sql.holes(subjects)}) "
        "AND e.seq = (SELECT max(x.seq) FROM ledger_entry x WHERE x.subject = e.subject)"
    )
    return dict(sql.rows(query, subjects))


def _parts(how: Held) -> Iterable[list[tuple[Any, dict[str, Any]]]]:
    """(key, facts) of all rows, some hundreds at a time, straight from the driver."""
    vendor, key = connection.vendor, how.key_field
    columns = how.stored_columns(vendor)
    names, readers = [name for name, _ in columns], [read for _, read in columns]
    wanted = ", ".join(stored_expression(field, vendor) for field in (key, *how.held_fields))
    plain_key = isinstance(key, models.CharField | models.IntegerField)
    table = connection.ops.quote_name(how.model._meta.db_table)
    for chunk in sql.stream(f"SELECT {wanted} FROM {table}"):  # noqa: S608
        for at in range(0, len(chunk), _PART):
            yield [
                (
                    row[0] if plain_key else key.to_python(row[0]),
                    {name: read(value) for name, read, value in zip(names, readers, row[1:], strict=True)},
                )
                for row in chunk[at : at + _PART]
            ]
