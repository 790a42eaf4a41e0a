"""`lianxin ledger verify` as the auditor runs it: what an intruder did to the database of a whole product is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from lianxin.ledger import triggers
from tests.product import Product

pytestmark = pytest.mark.faults

ALTERED = {
    ("opinions_opinion", "text"): "text || '！'",
    ("opinions_answer", "words"): "words || '！'",
    ("opinions_publication", "outcome"): "outcome || '！'",
    ("suggestions_suggestion", "title"): "title || '！'",
    ("suggestions_reply", "words"): "words || '！'",
    ("suggestions_evaluation", "result"): "'dissatisfied'",
    ("ledger_payload", "body"): "replace(body, '机', '车')",
    ("ledger_entry", "actor"): "'person:nobody'",
    ("ledger_promise", "note"): "replace(note, 'receipt v1', 'receipt v2')",
}


@pytest.fixture
def populated(copied_product: Product) -> tuple[Product, dict[str, Any]]:
    """A whole world in an installation of its own, whose triggers an intruder has dropped."""
    made = json.loads(copied_product.script("tests.populate", "whole"))
    postgresql = bool(copied_product.database_url)
    copied_product.change(
        *(
            f"DROP TRIGGER IF EXISTS {name} {f'ON {table}' if postgresql else ''}"
            for table in (*triggers.FROZEN, triggers.PAYLOAD)
            for name in (*triggers._names(table), f"{table}_law")
        )
    )
    return copied_product, made


def verify(product: Product, *words: str) -> tuple[int, dict[str, Any]]:
    done = product.command("ledger", "verify", "--json", *words)
    return done.returncode, json.loads(done.stdout)


def test_the_command_names_what_was_altered_sealed_or_not(populated: tuple[Product, dict[str, Any]]) -> None:
    product, made = populated
    assert verify(product)[0] == 0
    for keys in (made["sealed"], made["unsealed"]):
        entry = f"(SELECT entry_id FROM ledger_promise WHERE number = '{keys['opinions_opinion']}')"
        where = {
            "ledger_payload": f"entry_id = {entry}",
            "ledger_entry": f"id = {entry}",
            "ledger_promise": f"number = '{keys['opinions_opinion']}'",
            "opinions_opinion": f"number = '{keys['opinions_opinion']}'",
        }
        product.change(
            *(
                f"UPDATE {table} SET {column} = {value} WHERE {where.get(table) or f'''code = '{keys[table]}' '''}"
                for (table, column), value in ALTERED.items()
            )
        )
    code, report = verify(product)
    assert code == 1
    named = {(f["table"], c) for f in report["findings"] for c in f["column"].split("/")}
    # The payload of an entry whose own header was altered proves nothing: the entry is named.
    assert set(ALTERED) - {("ledger_payload", "body")} <= named, report["findings"]
    for keys in (made["sealed"], made["unsealed"]):
        rows = " ".join(f["row"] for f in report["findings"])
        assert all(keys[table] in rows for table, _column in ALTERED if table in keys)


def test_a_deleted_and_an_inserted_row_are_named_by_the_command(populated: tuple[Product, dict[str, Any]]) -> None:
    product, made = populated
    judged, answer = made["unsealed"]["suggestions_evaluation"], made["sealed"]["opinions_answer"]
    columns = "opinion_id, round, kind, words, source, target, deputy_id, by, at"
    names = columns.replace(" by", ' "by"')
    product.change(
        f"DELETE FROM suggestions_evaluation WHERE code = '{judged}'",
        f"INSERT INTO opinions_answer (code, {names}) "
        f"SELECT 'intruder', {names} FROM opinions_answer WHERE code = '{answer}'",
    )
    code, report = verify(product)
    assert code == 1
    assert {(f["kind"], f["table"], f["row"]) for f in report["findings"]} == {
        ("row_missing", "suggestions_evaluation", f"code={judged}"),
        ("row_without_entry", "opinions_answer", "code=intruder"),
    }


def test_a_tail_cut_off_with_its_checkpoints_is_seen_only_against_a_kept_one(
    populated: tuple[Product, dict[str, Any]], tmp_path: Path
) -> None:
    product, made = populated
    (size, note), (before, _) = product.rows("SELECT size, note FROM ledger_checkpoint ORDER BY size DESC")[:2]
    kept = tmp_path / "checkpoint.txt"
    kept.write_text(note, encoding="utf-8")
    assert verify(product, "--against", str(kept))[0] == 0
    tail = f"SELECT entry_id FROM ledger_leaf WHERE position >= {before}"
    [(number,)] = product.rows(f"SELECT number FROM ledger_promise WHERE entry_id IN ({tail})")
    assert number != made["sealed"]["opinions_opinion"]
    product.change(
        f"DELETE FROM opinions_opinion WHERE number = '{number}'",
        f"DELETE FROM ledger_promise WHERE number = '{number}'",
        f"DELETE FROM ledger_payload WHERE entry_id IN ({tail})",
        f"DELETE FROM ledger_entry WHERE id IN ({tail})",
        f"DELETE FROM ledger_leaf WHERE position >= {before}",
        f"DELETE FROM ledger_checkpoint WHERE size = {size}",
    )
    assert verify(product)[0] == 0  # nothing inside the house can tell: that is what checkpoints outside are for
    code, report = verify(product, "--against", str(kept))
    assert code == 1
    assert [(f["kind"], f["table"]) for f in report["findings"]] == [("against", "ledger_checkpoint")]


def test_a_check_that_cannot_run_says_so_and_is_not_green(copied_product: Product) -> None:
    if copied_product.database_url:
        copied_product.database_url = "postgresql://nobody@127.0.0.1:1/nothing"
    else:
        (copied_product.data / "lianxin.sqlite3").write_bytes(b"no database at all" * 100)
    done = copied_product.command("ledger", "verify", "--json")
    assert done.returncode == 3
