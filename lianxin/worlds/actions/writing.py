"""Many rows and their records at once: the same rows, facts and octets as the real actions write one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max

from lianxin.kit.actor import Actor, Role
from lianxin.ledger import actions as ledger

ROWS = 500
"""Rows of one INSERT: the lowest limit of parameters that SQLite is built with holds them."""


class Keys:
    """The next primary keys of each table: facts name a row's key before the row is written."""

    def __init__(self) -> None:
        self._next: dict[type[models.Model], int] = {}

    def give(self, model: type[models.Model]) -> int:
        """One key, never given before."""
        if model not in self._next:
            last = model._base_manager.aggregate(last=Max("pk"))["last"]
            self._next[model] = (last or 0) + 1
        self._next[model] += 1
        return self._next[model] - 1

    def tell_database(self) -> None:
        """PostgreSQL's sequences go on after the keys given here; SQLite sees them in the rows."""
        tables = list(self._next)
        with connection.cursor() as cursor:
            for line in connection.ops.sequence_reset_sql(_NO_STYLE, tables):
                cursor.execute(line)


class _NoStyle:
    """SQL without colours."""

    def __getattr__(self, _name: str) -> Any:
        return str


_NO_STYLE: Any = _NoStyle()


@dataclass
class Batch:
    """Rows and records that are written together."""

    keys: Keys
    rows: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)
    drafts: list[ledger.Draft] = field(default_factory=list)
    promised: list[tuple[str, int, datetime]] = field(default_factory=list)
    """Receipt number, place of its entry in `drafts`, when."""

    def add(self, row: Any) -> Any:
        """A new row, written at the end in the state it has then."""
        if row.pk is None:
            row.pk = self.keys.give(type(row))
        self.rows.setdefault(type(row), []).append(row)
        return row

    def record(
        self, verb: str, row: models.Model, by: Actor, division: str, role: Role | None = None,
        detail: Mapping[str, Any] | None = None, **more: Any,
    ) -> int:  # fmt: skip
        """What was done to a row, with its facts as they are now; the record's place in `drafts`."""
        self.drafts.append(ledger.draft(verb, row, by=by, role=role, division=division, detail=detail, **more))
        return len(self.drafts) - 1

    def kept(self, verb: str, row: Any, by: Actor, division: str, **more: Any) -> Any:
        """A new row and its first record."""
        self.add(row)
        self.record(verb, row, by, division, **more)
        return row

    def write(self) -> None:
        """Everything in one transaction; the batch is empty afterwards."""
        with transaction.atomic():
            for model, rows in self.rows.items():
                model._base_manager.bulk_create(rows, batch_size=ROWS)
            entries = ledger.record_many(self.drafts)
            ledger.promise_many([(number, entries[at]) for number, at, _when in self.promised])
        self.rows, self.drafts, self.promised = {}, [], []
