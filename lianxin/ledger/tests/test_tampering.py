"""Whatever is altered, added or taken away with SQL turns `ledger verify` red and is named."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from lianxin.kit import crypto
from lianxin.ledger import actions, notes, queries, rules, sql, triggers
from lianxin.ledger.models import Checkpoint
from lianxin.ledger.tests.factory import OFFICER, Direct, Voice, answered, spoken
from lianxin.ledger.verify import Report, verify

pytestmark = pytest.mark.usefixtures("voices")


def run(query: str, params: tuple[Any, ...] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, params)


@pytest.fixture
def attacker(voices: None) -> Iterator[None]:
    """A ledger of 300 sealed and some unsealed entries whose triggers the attacker has dropped."""
    with transaction.atomic():
        rows = [Voice(number=f"B{n}", text="") for n in range(290)]
        Voice.objects.bulk_create(rows)
        actions.record_many([actions.draft("voices.registered", v, by=OFFICER) for v in rows])
    sealed, _ = spoken("S1", promised=True, series="430124/2026")
    first = answered(sealed)
    with transaction.atomic():
        actions.erase([first], by=OFFICER, ground="本人申请")
        actions.record("voices.restated", sealed, by=OFFICER)
    actions.seal()
    for n in range(3):
        spoken(f"S{n + 2}", promised=True, series="430124/2026")
        actions.seal()
    spoken("U1", promised=True, series="430124/2026")
    spoken("U2")
    before = verify()
    assert before.whole, before.findings
    assert (before.sealed, before.unsealed, before.erased) == (297, 2, 1)
    triggers.remove(None, Direct())  # type: ignore[arg-type]
    yield


ENTRY = "(SELECT entry_id FROM ledger_promise WHERE number = %s)"
SEALED_LEAF = f"position = (SELECT position FROM ledger_leaf WHERE entry_id = {ENTRY})"
COLUMNS = [
    # table, column, new value (SQL), columns that may be named
    ("ledger_entry", "event_at", "'2020-01-01T00:00:00.000000Z'", {"event_at"}),
    ("ledger_entry", "entered_at", "'2020-01-01T00:00:00.000000Z'", {"entered_at"}),
    ("ledger_entry", "actor", "'user:8'", {"actor"}),
    ("ledger_entry", "role", "'deputy'", {"role"}),
    ("ledger_entry", "verb", "'voices.forged'", {"verb"}),
    ("ledger_entry", "subject", "'test.voice:B7x'", {"subject"}),
    ("ledger_entry", "seq", "9", {"seq"}),
    ("ledger_entry", "division", "'430124000000'", {"division"}),
    ("ledger_entry", "series", "'other'", {"series"}),
    ("ledger_entry", "promised", "2", {"promised"}),
    ("ledger_entry", "digest", "'{}'".format("a" * 64), {"digest"}),
    ("ledger_entry", "mac", "'{}'".format("01" + "a" * 64), {"mac"}),
    ("ledger_payload", "body", """'{"detail":{},"facts":{}}'""", {"body/salt"}),
    ("ledger_payload", "body", "'no JSON'", {"body"}),
    ("ledger_payload", "body", "''", {"salt", "body"}),
    ("ledger_payload", "salt", "{octets}", {"salt", "body/salt"}),
    ("ledger_promise", "at", "'2020-01-01T00:00:00.000000Z'", {"at"}),
    ("ledger_promise", "note", "note || 'x'", {"note"}),
    ("ledger_promise", "mac", "'{}'".format("01" + "a" * 64), {"mac"}),
    ("ledger_promise", "number", "'R-other'", {"number"}),
]


def named(report: Report, table: str, columns: set[str]) -> bool:
    return any(f.table == table and f.column in columns for f in report.findings)


def octets(text: str) -> str:
    """A literal of 32 octets in the engine's words."""
    literal = "'\\x{}'::bytea" if connection.vendor == "postgresql" else "X'{}'"
    return text.replace("{octets}", literal.format("ab" * 32))


@pytest.mark.parametrize("number", ["R-S2", "R-U1"], ids=["sealed", "unsealed"])
@pytest.mark.parametrize(("table", "column", "value", "names"), COLUMNS)
def test_an_altered_column_of_an_entry_its_payload_or_its_receipt_is_named(
    attacker: None, table: str, column: str, value: str, names: set[str], number: str
) -> None:
    where = {"ledger_entry": f"id = {ENTRY}", "ledger_payload": f"entry_id = {ENTRY}"}.get(table, "number = %s")
    run(f"UPDATE {table} SET {column} = {octets(value)} WHERE {where}", (number,))
    report = verify()
    assert named(report, table, names), report.findings


OTHER = "00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("change", "table", "names"),
    [
        (f"UPDATE ledger_entry SET id = '{OTHER}' WHERE id = {ENTRY}", "ledger_entry", {""}),
        (f"UPDATE ledger_payload SET entry_id = '{OTHER}' WHERE entry_id = {ENTRY}", "ledger_payload", {""}),
        (f"UPDATE ledger_promise SET entry_id = '{OTHER}' WHERE entry_id = {ENTRY}", "ledger_promise", {"entry_id"}),
        (f"UPDATE ledger_leaf SET entry_id = '{OTHER}' WHERE entry_id = {ENTRY}", "ledger_entry", {""}),
        (f"UPDATE ledger_leaf SET hash = {{octets}} WHERE entry_id = {ENTRY}", "ledger_leaf", {"hash/entry_id"}),
        (f"UPDATE ledger_leaf SET position = 900 WHERE entry_id = {ENTRY}", "ledger_leaf", {"position"}),
        (f"UPDATE ledger_leaf SET series = 'x' WHERE entry_id = {ENTRY}", "ledger_leaf", {"series"}),
        (f"UPDATE ledger_leaf SET register_no = 9 WHERE entry_id = {ENTRY}", "ledger_leaf", {"register_no"}),
        (f"UPDATE ledger_leaf SET register_no = NULL WHERE entry_id = {ENTRY}", "ledger_leaf", {"register_no"}),
    ],
)
def test_an_altered_identifier_or_leaf_is_named(attacker: None, change: str, table: str, names: set[str]) -> None:
    ident = OTHER.replace("-", "") if connection.vendor == "sqlite" else OTHER
    run(octets(change).replace(OTHER, ident), ("R-S2",))
    report = verify()
    assert named(report, table, names), report.findings


@pytest.mark.parametrize(
    ("change", "table", "names"),
    [
        ("UPDATE ledger_subtree SET hash = {octets}", "ledger_subtree", {"hash"}),
        ("UPDATE ledger_subtree SET place = place + 1", "ledger_subtree", {"place"}),
        ("DELETE FROM ledger_subtree", "ledger_subtree", {"place"}),
        ("INSERT INTO ledger_subtree (place, hash) VALUES (5, {octets})", "ledger_subtree", {"place"}),
        ("UPDATE ledger_checkpoint SET root = 'AAAA' WHERE size = 295", "ledger_checkpoint", {"root"}),
        ("UPDATE ledger_checkpoint SET at = '2020' WHERE size = 295", "ledger_checkpoint", {"at"}),
        ("UPDATE ledger_checkpoint SET size = 299 WHERE size = 297", "ledger_checkpoint", {"size"}),
        ("UPDATE ledger_checkpoint SET note = replace(note, 'time 2', 'time 1')", "ledger_checkpoint", {"at", "note"}),
        ("UPDATE ledger_checkpoint SET note = 'no note' WHERE size = 295", "ledger_checkpoint", {"note"}),
        (
            "UPDATE ledger_checkpoint SET note = replace(note, '— l', '— m') WHERE size = 295",
            "ledger_checkpoint",
            {"note"},
        ),
        ("DELETE FROM ledger_checkpoint WHERE size = 295", "ledger_checkpoint", {"note"}),
        ("DELETE FROM ledger_checkpoint WHERE size = 294", "ledger_checkpoint", {"note"}),
        ("DELETE FROM ledger_checkpoint WHERE size = 297", "ledger_leaf", {""}),
        ("DELETE FROM ledger_leaf WHERE position = 296", "ledger_leaf", {""}),
        ("DELETE FROM ledger_leaf WHERE position = 3", "ledger_leaf", {"position"}),
        ("DELETE FROM ledger_promise WHERE number = 'R-S2'", "ledger_promise", {""}),
        ("DELETE FROM ledger_promise WHERE number = 'R-U1'", "ledger_promise", {""}),
        ("DELETE FROM ledger_erasure", "ledger_payload", {"body"}),
        ("UPDATE ledger_erasure SET ground = 'x'", "ledger_erasure", {"ground"}),
        ("UPDATE ledger_erasure SET at = '2020'", "ledger_erasure", {"at"}),
        ("UPDATE ledger_erasure SET by_entry = entry_id", "ledger_erasure", {"by_entry"}),
        (f"UPDATE ledger_erasure SET entry_id = {ENTRY.replace('%s', repr('R-S2'))}", "ledger_payload", {"body"}),
        ("DELETE FROM test_voice WHERE number = 'B7'", "test_voice", {"number"}),
        ("UPDATE test_voice SET number = 'B7x' WHERE number = 'B7'", "test_voice", {"number"}),
        ("UPDATE test_voice SET state = 'x' WHERE number = 'S1'", "test_voice", {"state"}),
        ("UPDATE test_voice SET text = 'x' WHERE number = 'U1'", "test_voice", {"text"}),
        ("UPDATE test_voice SET due = '2026-01-01' WHERE number = 'S1'", "test_voice", {"due"}),
        ("UPDATE test_voice SET cost = 1 WHERE number = 'S1'", "test_voice", {"cost"}),
        ("UPDATE test_voice SET at = NULL WHERE number = 'S1'", "test_voice", {"at"}),
        ("UPDATE test_voice SET secret = {octets} WHERE number = 'S1'", "test_voice", {"secret"}),
        (
            "INSERT INTO test_voice (number, text, state, urgent) SELECT 'Z1', text, state, urgent FROM test_voice "
            "WHERE number = 'B7'",
            "test_voice",
            {"number"},
        ),
    ],
)
def test_a_changed_missing_or_inserted_row_is_named(attacker: None, change: str, table: str, names: set[str]) -> None:
    run(octets(change))
    report = verify()
    assert named(report, table, names), report.findings


@pytest.mark.parametrize("number", ["R-S2", "R-U1"], ids=["sealed", "unsealed"])
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_payload"])
def test_a_deleted_entry_or_payload_is_named(attacker: None, table: str, number: str) -> None:
    key = "id" if table == "ledger_entry" else "entry_id"
    run(f"DELETE FROM {table} WHERE {key} = {ENTRY}", (number,))
    assert named(verify(), table, {""})


def test_an_entry_deleted_with_all_that_belongs_to_it_leaves_its_row_without_a_record(attacker: None) -> None:
    for table, key in (("ledger_payload", "entry_id"), ("ledger_entry", "id")):
        run(f"DELETE FROM {table} WHERE {key} = {ENTRY}", ("R-U1",))
    run("DELETE FROM ledger_promise WHERE number = 'R-U1'")
    assert named(verify(), "test_voice", {"number"})


def _forged(ident: str = "f" * 32) -> None:
    columns = ", ".join(c for c in rules.HEADER if c not in ("id", "seq"))
    run(
        f"INSERT INTO ledger_entry (id, seq, {columns}) SELECT '{ident}', 2, {columns} FROM ledger_entry "
        "WHERE subject = 'test.voice:U2'"
    )
    run(
        f"INSERT INTO ledger_payload (entry_id, salt, body) SELECT '{ident}', p.salt, p.body FROM ledger_payload p "
        "JOIN ledger_entry e ON e.id = p.entry_id WHERE e.subject = 'test.voice:U2' AND e.seq = 1"
    )


def test_an_inserted_entry_is_named(attacker: None) -> None:
    _forged()
    report = verify()
    assert [(f.table, f.row[:32]) for f in report.findings] == [("ledger_entry", "f" * 32)]


def test_an_inserted_leaf_payload_receipt_or_erasure_is_named(attacker: None) -> None:
    ident = queries.entries_about("test.voice", ["U2"])[0].id.hex
    run(f"INSERT INTO ledger_leaf (position, entry_id, hash, series) VALUES (297, '{ident}', {octets('{octets}')}, '')")
    assert named(verify(), "ledger_leaf", {"hash/entry_id", ""})
    run("DELETE FROM ledger_leaf WHERE position = 297")
    run(
        f"INSERT INTO ledger_erasure (entry_id, by_entry, at, ground) SELECT '{ident}', by_entry, at, ground "
        "FROM ledger_erasure"
    )
    assert named(verify(), "ledger_erasure", {"entry_id/by_entry"})
    run(f"DELETE FROM ledger_erasure WHERE entry_id = '{ident}'")
    run(
        f"INSERT INTO ledger_promise (number, entry_id, at, note, mac) SELECT 'R-U2', '{ident}', at, note, mac "
        "FROM ledger_promise WHERE number = 'R-U1'"
    )
    assert named(verify(), "ledger_promise", {"entry_id"})
    run("DELETE FROM ledger_promise WHERE number = 'R-U2'")
    assert verify().whole
    run(f"INSERT INTO ledger_payload (entry_id, salt, body) VALUES ('{'e' * 32}', {octets('{octets}')}, '{{}}')")
    assert named(verify(), "ledger_entry", {""})


def test_an_entry_put_under_a_stolen_identity_fails_even_with_its_digest_made_anew(attacker: None) -> None:
    """Without the key nobody can make the authentication code."""
    run('UPDATE ledger_payload SET body = \'{"detail":{},"facts":{}}\' WHERE entry_id = ' + ENTRY, ("R-U1",))
    salt = bytes(sql.scalar(f"SELECT salt FROM ledger_payload WHERE entry_id = {ENTRY}", ("R-U1",)))
    digest = rules.digest(salt, b'{"detail":{},"facts":{}}')
    run(f"UPDATE ledger_entry SET digest = '{digest}' WHERE id = {ENTRY}", ("R-U1",))
    assert named(verify(), "ledger_entry", {""})


def _cut_tail() -> str:
    """The operator removes the last sealed acts with all that speaks of them; returns the newest note before."""
    note = Checkpoint.objects.order_by("-size")[0].note
    for number in ("R-S4", "R-U1"):
        ident = sql.scalar(f"SELECT {sql.hex_id('entry_id')} FROM ledger_promise WHERE number = %s", (number,))
        for table, key in (("leaf", "entry_id"), ("payload", "entry_id"), ("promise", "entry_id"), ("entry", "id")):
            run(f"DELETE FROM ledger_{table} WHERE {key} = '{ident}'")
        run("DELETE FROM test_voice WHERE number = %s", (number[2:],))
    run("DELETE FROM ledger_checkpoint WHERE size > 296")
    return note


def test_a_tail_cut_with_its_checkpoints_shows_only_against_a_note_kept_outside(attacker: None) -> None:
    note = _cut_tail()
    inside = verify()
    assert inside.whole, inside.findings
    report = verify(note)
    assert [f.kind for f in report.findings] == ["against"]
    assert "截去" in report.findings[0].words


def test_a_cut_tail_grown_over_again_does_not_fit_the_note_kept_outside(attacker: None) -> None:
    note = _cut_tail()
    for n in range(5):
        spoken(f"N{n}")
    actions.seal()
    assert verify().whole
    report = verify(note)
    assert [(f.kind, f.column) for f in report.findings] == [("against", "root")]


def test_the_note_of_an_honest_ledger_fits_as_the_ledger_grows(voices: None) -> None:
    spoken("A1")
    old = actions.seal()
    assert old is not None
    for n in range(2, 9):
        spoken(f"A{n}")
        actions.seal()
    assert verify(old.note).whole


def test_checkpoints_signed_anew_with_another_key_are_red(attacker: None, tmp_path: Any) -> None:
    thief = crypto.Vault(tmp_path)
    for checkpoint in Checkpoint.objects.all():
        text, _ = notes.split(checkpoint.note)
        run(
            "UPDATE ledger_checkpoint SET note = %s WHERE size = %s",
            (notes.signed(thief, notes.origin(crypto.vault(settings.KEYS)), text), checkpoint.size),
        )
    assert named(verify(), "ledger_checkpoint", {"note"})


def test_a_note_of_another_ledger_is_red(attacker: None, tmp_path: Any) -> None:
    text, _ = notes.split(Checkpoint.objects.order_by("size")[0].note)
    thief = crypto.Vault(tmp_path)
    report = verify(notes.signed(thief, notes.origin(thief), text))
    assert [f.kind for f in report.findings] == ["against"]


def test_any_single_octet_of_any_text_column_changed_is_red(attacker: None) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    source = random.Random(seed)
    for column in ("actor", "entered_at", "event_at", "role", "subject", "verb", "digest", "mac"):
        ident, value = source.choice(sql.rows(f"SELECT {sql.hex_id('id')}, {column} FROM ledger_entry"))
        at = source.randrange(len(value))
        changed = value[:at] + ("x" if value[at] != "x" else "y") + value[at + 1 :]
        run(f"UPDATE ledger_entry SET {column} = %s WHERE id = %s", (changed, ident))
        assert named(verify(), "ledger_entry", {column, ""}), (column, ident)
        run(f"UPDATE ledger_entry SET {column} = %s WHERE id = %s", (value, ident))
    assert verify().whole
