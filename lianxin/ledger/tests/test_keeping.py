"""The database itself refuses changes; erasure by law removes words and nothing else; many write while one seals."""

import threading
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from lianxin.kit import moment
from lianxin.kit.workflow import Refused
from lianxin.ledger import actions, projections, queries, sql, tasks
from lianxin.ledger.commands import COMMANDS
from lianxin.ledger.models import Erasure, Leaf
from lianxin.ledger.tests.factory import OFFICER, WORDS, Voice, answered, spoken
from lianxin.ledger.verify import verify

TABLES = ("entry", "payload", "leaf", "checkpoint", "promise", "erasure", "subtree")


def run(query: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query)


def fill() -> None:
    with transaction.atomic():
        rows = [Voice(number=f"B{n}", text="") for n in range(256)]
        Voice.objects.bulk_create(rows)
        actions.record_many([actions.draft("voices.registered", v, by=OFFICER) for v in rows])
    voice, entry = spoken("A1", promised=True)
    with transaction.atomic():
        actions.erase([entry], by=OFFICER, ground="本人申请")
        actions.record("voices.restated", voice, by=OFFICER)
    actions.seal()


@pytest.mark.usefixtures("voices")
@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_update_and_delete(table: str) -> None:
    fill()
    column = sql.rows(f"SELECT * FROM ledger_{table} LIMIT 1") and {
        "entry": "actor", "payload": "body", "leaf": "series", "checkpoint": "root", "promise": "at",
        "erasure": "ground", "subtree": "place",
    }[table]  # fmt: skip
    for change in (f"UPDATE ledger_{table} SET {column} = {column}", f"DELETE FROM ledger_{table}"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            run(change)


@pytest.mark.usefixtures("voices")
def test_a_payload_without_an_erasure_cannot_be_blanked_nor_an_erased_one_filled() -> None:
    fill()
    blank = "X''" if connection.vendor == "sqlite" else "''::bytea"
    for change in (
        f"UPDATE ledger_payload SET body = '', salt = {blank} WHERE body <> ''",
        "UPDATE ledger_payload SET body = 'x' WHERE body = ''",
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            run(change)


@pytest.mark.usefixtures("voices")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_database_refuses_truncate() -> None:
    fill()
    for table in TABLES:
        with pytest.raises(DatabaseError, match="never emptied"), transaction.atomic():
            run(f"TRUNCATE ledger_{table}")


@pytest.mark.usefixtures("voices")
def test_an_erased_entry_stays_counted_proved_and_green_and_is_shown_as_erased() -> None:
    fill()
    report = verify()
    assert report.whole, report.findings
    assert report.erased == 1
    card = queries.entries_about("test.voice", ["A1"])[0]
    assert card.erased
    assert card.facts == {}
    assert queries.proof(card.id) is not None
    bundle = queries.bundle("R-A1")
    assert bundle is not None and bundle["payload"] is None


@pytest.mark.usefixtures("voices")
def test_the_record_of_an_erasure_cannot_be_erased_and_nothing_twice() -> None:
    voice, entry = spoken()
    with transaction.atomic():
        record = actions.erase([entry], by=OFFICER, ground="本人申请")
        actions.record("voices.restated", voice, by=OFFICER)
    for again in (record, entry):
        with pytest.raises(Refused), transaction.atomic():
            actions.erase([again], by=OFFICER, ground="再删")
    assert Erasure.objects.count() == 1


@pytest.mark.usefixtures("voices")
def test_a_row_not_recorded_anew_after_its_erasure_is_named() -> None:
    _, entry = spoken()
    with transaction.atomic():
        actions.erase([entry], by=OFFICER, ground="本人申请")
    assert [f.kind for f in verify().findings] == ["row_without_facts"]


@pytest.mark.usefixtures("voices")
def test_a_subject_that_goes_on_under_another_name_is_whole_even_after_erasure() -> None:
    voice, first = spoken("A1")
    with transaction.atomic():
        voice.number = "hidden"
        voice.save()
        second = actions.record(
            "voices.hidden", voice, by=OFFICER, neutral=True, first=True, detail={"continues": "test.voice:A1"}
        )
    assert verify().whole, verify().findings
    with transaction.atomic():
        actions.erase([first, second], by=OFFICER, ground="本人申请")
        actions.record("voices.restated", voice, by=OFFICER, neutral=True)
    assert verify().whole, verify().findings


def test_no_octet_of_an_erased_text_is_left_in_the_files(committed: Path | None) -> None:
    secret = "独一无二的秘密地名梧桐坳"
    voice, entry = spoken("A1", text="", detail={"words": secret})
    answered(voice)
    actions.seal()
    where = _files(committed)
    if connection.vendor == "sqlite":
        assert any(secret.encode() in path.read_bytes() for path in where())
    with transaction.atomic():
        actions.erase([entry], by=OFFICER, ground="本人申请")
    assert tasks.scrub_when_needed()
    assert not tasks.scrub_when_needed()
    assert not any(secret.encode() in path.read_bytes() for path in where())
    assert verify().whole, verify().findings


def _files(folder: Path | None) -> Callable[[], list[Path]]:
    """The files that hold the ledger's payloads."""
    if folder is not None:
        return lambda: [p for p in folder.iterdir() if p.is_file()]

    def of_server() -> list[Path]:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
        base = Path(sql.scalar("SHOW data_directory"))
        found = sql.scalar("SELECT pg_relation_filepath('ledger_payload')")
        return [base / found] if (base / found).exists() else []

    return of_server


def test_many_writers_and_two_sealers_skip_nothing_and_give_no_place_twice(committed: Path | None) -> None:
    failures: list[BaseException] = []
    stop = threading.Event()

    def guarded(work: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                work()
            except BaseException as error:
                failures.append(error)
            finally:
                connection.close()

        return run

    def write(writer: int) -> Callable[[], None]:
        def work() -> None:
            for n in range(25):
                voice, _ = spoken(f"W{writer}-{n}", promised=True, series="430124/2026")
                answered(voice)

        return work

    def sealing() -> None:
        while not stop.is_set():
            actions.seal(batch=7)

    sealers = [threading.Thread(target=guarded(sealing)) for _ in range(2)]
    writers = [threading.Thread(target=guarded(write(n))) for n in range(4)]
    for thread in (*sealers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in sealers:
        thread.join()
    tasks.seal_now()
    assert failures == []
    report = verify(signatures=True)
    assert report.whole, report.findings
    assert (report.entries, report.sealed, report.promises) == (200, 200, 100)


@pytest.mark.usefixtures("voices")
def test_an_entry_whose_id_is_older_than_the_last_leaf_is_sealed_all_the_same() -> None:
    spoken("A1")
    actions.seal()
    with moment.at(datetime(2020, 1, 1, tzinfo=moment.SHANGHAI)):
        _, old = spoken("A2")
    assert queries.unsealed() == 1
    actions.seal()
    assert Leaf.objects.get(entry_id=old.id).position == 1


@pytest.mark.usefixtures("voices")
def test_a_projection_rebuilt_is_the_projection_that_grew() -> None:
    book: list[tuple[str, int, bool]] = []
    projections.register(
        projections.Projection(
            "test.book",
            ("voices.*",),
            lambda card: book.append((card.subject, card.seq, card.erased)),
            book.clear,
        )
    )
    try:
        fill()
        projections.catch_up("test.book")
        voice = Voice.objects.get(number="A1")
        answered(voice)
        assert projections.catch_up("test.book") == 0
        actions.seal()
        assert projections.catch_up("test.book") == 1
        grown = list(book)
        assert len(grown) == 259
        assert projections.rebuild("test.book") == 260
        assert book == grown
        assert ("test.voice:A1", 1, True) in book
    finally:
        del projections._known["test.book"]


@pytest.mark.usefixtures("voices")
def test_the_command_says_whole_broken_or_could_not_run_by_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def command(name: str, *words: str) -> int:
        chosen = next(c for c in COMMANDS if c.name == name)
        parser = ArgumentParser()
        chosen.arguments(parser)
        return chosen.run(parser.parse_args(words))

    fill()
    note = queries.checkpoints(1)[0].note
    (tmp_path / "note.txt").write_text(note)
    assert command("ledger verify") == 0
    assert "未封存 0" in capsys.readouterr().out
    assert command("ledger verify", "--json", "--against", str(tmp_path / "note.txt")) == 0
    assert command("ledger verify", "--against", note) == 0
    assert command("ledger verify", "--against", str(tmp_path / "nowhere")) == 3
    assert command("ledger prove", "R-A1") == 0
    assert command("ledger export", str(tmp_path / "out")) == 0
    lines = (tmp_path / "out" / "entries.jsonl").read_bytes().splitlines()
    assert len(lines) == 259
    Voice.objects.filter(number="A1").update(text="改过的")
    capsys.readouterr()
    assert command("ledger verify") == 1
    out = capsys.readouterr().out
    assert "test_voice number=A1 列 text" in out
    assert WORDS not in out
