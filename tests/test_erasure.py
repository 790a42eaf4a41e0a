"""What is erased by law, or marked confidential, stands in no byte that the product keeps; the ledger stays whole."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.populate import WORDS
from tests.product import Product

pytestmark = pytest.mark.faults

FORMS = {
    "UTF-8": WORDS.encode(),
    "UTF-16 LE": WORDS.encode("utf-16-le"),
    "UTF-16 BE": WORDS.encode("utf-16-be"),
    "GB 18030": WORDS.encode("gb18030"),
    "JSON": json.dumps(WORDS).strip('"').encode(),
    "contact": b"000-7777",
}


def database_files(product: Product) -> Iterator[Path]:
    """The files in which PostgreSQL keeps this database's tables, indexes and samples, after a checkpoint."""
    product.change("CHECKPOINT")
    [(folder, database)] = product.rows(
        "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
    )
    yield from (path for path in (Path(folder) / "base" / str(database)).iterdir() if path.is_file())


def traces(product: Product) -> set[tuple[str, str]]:
    """(file, form) wherever the words still stand: data folder, and on PostgreSQL its tables' files and rows."""
    files = [path for path in product.data.rglob("*") if path.is_file()]
    if product.database_url:
        files += database_files(product)
    found = set()
    for path in files:
        try:
            octets = path.read_bytes()
        except FileNotFoundError:  # a living server makes and removes files of its own
            continue
        found |= {(path.name, form) for form, words in FORMS.items() if words in octets}
    return found | {(table, "row") for table in _rows(product)}


def _rows(product: Product) -> Iterator[str]:
    if not product.database_url:
        return
    for (table,) in product.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
        if product.rows(f"""SELECT 1 FROM "{table}" x WHERE x::text LIKE '%{WORDS}%' LIMIT 1"""):
            yield table


def spoken(product: Product, *more: str) -> str:
    """A voice whose words are everywhere; the trace of them is seen first, or this test would prove nothing."""
    number = json.loads(product.script("tests.populate", "voice", *more))["number"]
    if product.database_url:
        product.change("ANALYZE")
    seen = traces(product)
    assert {form for _file, form in seen} >= {"UTF-8", "UTF-16 LE"}, seen
    return str(number)


def whole(product: Product) -> None:
    product.command("ledger", "seal")
    checked = product.command("ledger", "verify", "--signatures")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_erased_words_stand_in_no_byte_and_the_ledger_is_whole(copied_product: Product) -> None:
    number = spoken(copied_product, "published")
    copied_product.script("tests.populate", "erase", number, "shiqingshan")
    assert traces(copied_product) == set()
    whole(copied_product)
    assert traces(copied_product) == set()
    cards = copied_product.rows("SELECT state, quote FROM opinions_publication")
    assert cards == [("withdrawn", "")] * 2  # the voice's own, and that of the suggestion that quoted it
    [(count,)] = copied_product.rows("SELECT count(*) FROM opinions_opinion")
    assert count == 1  # the act is still counted


def test_the_words_of_a_confidential_matter_stand_in_no_byte_in_clear(copied_product: Product) -> None:
    number = spoken(copied_product)
    copied_product.script("tests.populate", "conceal", number)
    assert traces(copied_product) == set()
    whole(copied_product)
    copied_product.script("tests.populate", "erase", number, "guweichen")
    whole(copied_product)
    assert traces(copied_product) == set()


def test_the_receipt_of_erased_words_still_opens_a_road_without_them(copied_product: Product) -> None:
    number = spoken(copied_product, "published")
    copied_product.script("tests.populate", "erase", number, "shiqingshan")
    shown = copied_product.script("tests.populate", "road", number)
    assert number in shown
    assert WORDS not in shown


def test_a_long_reader_puts_the_scrubbing_off_and_it_comes_round_again(copied_product: Product) -> None:
    if copied_product.database_url:
        pytest.skip("SQLite alone empties its log under readers")
    number = spoken(copied_product)
    with closing(sqlite3.connect(copied_product.data / "lianxin.sqlite3")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM opinions_opinion").fetchone()
        assert copied_product.script("tests.populate", "erase", number, "shiqingshan") == "put off\n"
        assert traces(copied_product)
    assert copied_product.script("tests.populate", "scrub") == "scrubbed\n"
    assert traces(copied_product) == set()
