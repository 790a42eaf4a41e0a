"""Each column of each row on the road of one voice, altered with SQL, turns the check red and is named.

Sealed and not yet sealed; altered, deleted and inserted; on the populated world, after the triggers were dropped.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from pytest_django.plugin import DjangoDbBlocker

from lianxin.ledger import sql, triggers
from lianxin.ledger.restate import held_tables
from lianxin.ledger.tests.factory import Direct
from lianxin.ledger.verify import Finding, verify
from tests.populate import Whole, whole

pytestmark = pytest.mark.django_db  # each test is a savepoint within the one transaction of the file

LIVE = (
    "opinions_opinion",
    "opinions_answer",
    "opinions_attachment",
    "opinions_publication",
    "opinions_receiptblock",
    "suggestions_suggestion",
    "suggestions_assignment",
    "suggestions_reply",
    "suggestions_evaluation",
    "receptions_receptionplan",
    "receptions_planrhythm",
    "receptions_plancorrection",
    "receptions_reception",
    "receptions_seat",
    "receptions_booking",
    "receptions_ticket",
    "receptions_visit",
    "receptions_offlinedesk",
    "receptions_handentry",
)
LEDGER = ("ledger_entry", "ledger_payload", "ledger_promise", "ledger_leaf", "ledger_checkpoint")
NOT_HELD: dict[str, set[str]] = {
    "receptions_receptionplan": {"wanted_at", "progress", "proposal"},
    "receptions_reception": {"last_ticket"},
    "receptions_ticket": {"called_key"},
}
"""Columns that live apart from any act: the plan maker's work in hand, a tally, the key of a press."""
UNSURE = {
    ("ledger_entry", "id"): {""},
    ("ledger_payload", "entry_id"): {""},
    ("ledger_leaf", "entry_id"): {"", "hash/entry_id"},
    ("ledger_checkpoint", "size"): {"root"},
}
"""Where a reference was turned elsewhere, the row is named; which end of it was touched cannot be known."""


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Whole]:
    """The populated world, once for this file, its triggers dropped."""
    with django_db_blocker.unblock(), rolled_back():
        world = whole()
        before = verify()
        assert before.whole, before.findings
        assert before.unsealed > 10
        triggers.remove(None, Direct())  # type: ignore[arg-type]
        yield world


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(query: str, params: tuple[Any, ...] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        assert cursor.rowcount == 1, (query, params)


def model_of(table: str) -> type[models.Model]:
    return next(m for m in apps.get_models() if m._meta.db_table == table)


def key_of(table: str) -> "models.Field[Any, Any]":
    """The column by which the check names a row of this table."""
    held = next((h for h in held_tables() if h.model._meta.db_table == table), None)
    if held is not None:
        return held.key_field
    return model_of(table)._meta.pk  # type: ignore[return-value]


def present(table: str, made: Whole, *, sealed: bool) -> Any:
    """The value of the naming column of one sealed or unsealed row, as the database keeps it."""
    keys = made.sealed if sealed else made.unsealed
    if table in keys:
        return keys[table]
    entry = f"SELECT entry_id FROM ledger_promise WHERE number = '{keys['opinions_opinion']}'"
    chosen = {
        "ledger_entry": entry,
        "ledger_payload": entry,
        "ledger_promise": f"SELECT '{keys['opinions_opinion']}'",
        "ledger_leaf": f"SELECT position FROM ledger_leaf WHERE entry_id = ({entry})",
        "ledger_checkpoint": "SELECT min(size) FROM ledger_checkpoint",
    }
    return sql.scalar(chosen[table])


def other(field: "models.Field[Any, Any]", value: Any) -> Any:
    """Another value that the column can hold."""
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(kind, models.BooleanField):
        return not value
    if isinstance(kind, models.JSONField):
        return '["7"]'
    if isinstance(kind, models.UUIDField):
        return uuid.uuid4().hex if connection.vendor == "sqlite" else uuid.uuid4()
    if isinstance(kind, models.IntegerField):
        return (value or 0) + 29_000  # still a small integer, and nobody's key
    if isinstance(kind, models.JSONField):
        return '["altered"]'
    if isinstance(kind, models.BinaryField):
        return bytes(value or b"") + b"\x01"
    if isinstance(kind, models.DateField) and connection.vendor == "postgresql":
        return _later(value, datetime if isinstance(kind, models.DateTimeField) else date)
    if isinstance(kind, models.DateField):
        return "2020-01-01 00:00:00" if isinstance(kind, models.DateTimeField) else "2020-01-01"
    return _flipped(str(value or ""))


def _later(value: Any, kind: type) -> Any:
    if value is None:
        return datetime.fromisoformat("2020-01-01T00:00:00Z") if kind is datetime else date(2020, 1, 1)
    return value + timedelta(days=1)


def _flipped(value: str) -> str:
    return value[:-1] + ("7" if value[-1:] != "7" else "3")


def naming(table: str, column: str, keys: set[str], findings: list[Finding]) -> bool:
    """Whether one finding names the table, the row and the column."""
    columns = UNSURE.get((table, column), set())
    return any(
        (f.table == table or f"({table})" in f.words)
        and (column in f.column.split("/") or f.column in columns)
        and any(key in f.row.replace("-", "") for key in keys)
        for f in findings
    )


def shown(key: Any) -> str:
    return str(key).replace("-", "")


PLACES = [(t, s) for t in (*LIVE, *LEDGER) for s in (True, False) if s or t not in ("ledger_leaf", "ledger_checkpoint")]
CASES = pytest.mark.parametrize(
    ("table", "sealed"), PLACES, ids=[f"{t}-{'sealed' if s else 'unsealed'}" for t, s in PLACES]
)


@CASES
def test_each_altered_column_is_named_with_its_row(table: str, sealed: bool, made: Whole) -> None:
    field, key = key_of(table), present(table, made, sealed=sealed)
    missed: list[tuple[str, list[Finding]]] = []
    for column in model_of(table)._meta.concrete_fields:
        name = column.column
        if name in NOT_HELD.get(table, ()):
            continue
        value = sql.scalar(f"SELECT {name} FROM {table} WHERE {field.column} = %s", [key])
        new = other(column, value)
        with rolled_back():
            run(f"UPDATE {table} SET {name} = %s WHERE {field.column} = %s", (new, key))
            found = verify().findings
        keys = {shown(key), *entry_of(table, key), *({shown(new)} if name in (field.column, "entry_id") else ())}
        if not naming(table, name, keys, found):
            missed.append((name, found[:4]))
    assert not missed, "\n".join(f"{name}: {found}" for name, found in missed)


@CASES
def test_a_deleted_row_is_named(table: str, sealed: bool, made: Whole) -> None:
    field, key = key_of(table), present(table, made, sealed=sealed)
    also = entry_of(table, key)
    with rolled_back():
        run(f"DELETE FROM {table} WHERE {field.column} = %s", (key,))
        found = verify().findings
    assert any(f.table == table and {*also, shown(key)} & keys_in(f) for f in found) or (
        table == "ledger_checkpoint" and any(f.table == table for f in found)  # the next one says that one is gone
    ), found


@CASES
def test_an_inserted_row_is_named(table: str, sealed: bool, made: Whole) -> None:
    field, key = key_of(table), present(table, made, sealed=sealed)
    columns = list(model_of(table)._meta.concrete_fields)
    names = ", ".join(f.column for f in columns)
    values = list(sql.rows(f"SELECT {names} FROM {table} WHERE {field.column} = %s", [key])[0])
    for place, column in enumerate(columns):
        if column.primary_key or column.unique or column.name == "seq" or (table, column.name) in TOGETHER:
            values[place] = other(column, values[place])
        if isinstance(values[place], time):
            values[place] = values[place].isoformat()
    new = {shown(v) for f, v in zip(columns, values, strict=True) if f in (field,) or f.column == "entry_id"}
    with rolled_back():
        run(f"INSERT INTO {table} ({names}) VALUES ({sql.holes(columns)})", tuple(values))
        found = verify().findings
    # A payload without an entry is an intruder, or what is left of a deleted entry: both tables are named.
    assert any((f.table == table or f"({table})" in f.words) and any(n in shown(f.row) for n in new) for f in found), (
        found
    )


TOGETHER = {
    ("suggestions_assignment", "round"),
    ("suggestions_suggestion", "number"),
    ("receptions_receptionplan", "year"),
    ("receptions_reception", "starts"),
    ("receptions_reception", "ends"),
    ("receptions_seat", "person"),
    ("receptions_ticket", "number"),
    ("receptions_visit", "paper"),
    ("receptions_offlinedesk", "letter"),
    ("ledger_promise", "entry_id"),
    ("ledger_leaf", "entry_id"),
    ("ledger_leaf", "register_no"),
}
"""Columns that a unique constraint makes an intruder choose anew."""


def entry_of(table: str, key: Any) -> set[str]:
    """The entry that a row of the ledger belongs to: the check may name the row by it."""
    if not any(f.column == "entry_id" for f in model_of(table)._meta.concrete_fields):
        return set()
    return {shown(sql.scalar(f"SELECT entry_id FROM {table} WHERE {key_of(table).column} = %s", [key]))}


def keys_in(finding: Finding) -> set[str]:
    """The row of a finding, whole and by its parts."""
    words = shown(finding.row).replace("…", "")
    return {words, *words.split("="), *(part for piece in words.split() for part in piece.split("="))}
