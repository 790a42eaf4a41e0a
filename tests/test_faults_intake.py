"""Trouble at intake: an honest 503, nothing half-written, and the same form sent again works.

A locked database, a full disk, keys that are gone, one key used by fifty people at once, two people at one matter.
"""

import json
import os
import resource
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.intakes import Crowd
from tests.product import Product

pytestmark = pytest.mark.faults

WORDS = "村口的路灯坏了三个月，晚上老人不敢出门。"
WAIT = 2


@pytest.fixture
def crowd(peopled_product: tuple[Product, str]) -> Crowd:
    """A served installation that waits two seconds for its database, with the small cast in it."""
    product, station = peopled_product
    product.more["DATABASE_WAIT"] = str(WAIT)
    product.start()
    return Crowd(product, station)


def kept(product: Product) -> tuple[int, int, int]:
    """Opinions, entries about opinions, receipts: equal when nothing is half-written."""
    counts = (
        "SELECT count(*) FROM opinions_opinion",
        "SELECT count(*) FROM ledger_entry WHERE verb = 'opinions.registered'",
        "SELECT count(*) FROM ledger_promise",
    )
    first, second, third = (product.rows(query)[0][0] for query in counts)
    return first, second, third


def whole(product: Product) -> None:
    checked = product.command("ledger", "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr


@contextmanager
def locked(product: Product) -> Iterator[None]:
    """Somebody else holds what an intake must write, for as long as the block lasts."""
    if product.database_url:
        with psycopg.connect(product.database_url) as postgresql:
            postgresql.execute("LOCK TABLE opinions_opinion, ledger_entry IN ACCESS EXCLUSIVE MODE")
            yield
            postgresql.rollback()
    else:
        with closing(sqlite3.connect(product.data / "lianxin.sqlite3", isolation_level=None)) as sqlite:
            sqlite.execute("BEGIN IMMEDIATE")
            yield
            sqlite.execute("ROLLBACK")


def processes(product: Product) -> list[int]:
    """The serving processes of this product."""
    assert product.process is not None
    group = product.process.pid
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == group:
                found.append(int(entry.name))
    return found


@contextmanager
def no_file_longer_than(product: Product, octets: int) -> Iterator[None]:
    """A disk that is full for whoever lets a file grow beyond `octets`."""
    for pid in processes(product):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (octets, resource.RLIM_INFINITY))
    yield
    for pid in processes(product):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


WAYS = pytest.mark.parametrize("way", ["speak", "fill_in"], ids=["interface", "form"])


@WAYS
def test_a_locked_database_is_an_honest_503_and_the_same_sent_again_is_kept(crowd: Crowd, way: str) -> None:
    send, product = getattr(crowd, way), crowd.product
    with locked(product):
        assert send(WORDS, "key-1") == 503
    assert kept(product) == (0, 0, 0)
    assert send(WORDS, "key-1") in (200, 201)
    assert send(WORDS, "key-1") in (200, 201)
    assert kept(product) == (1, 1, 1)
    whole(product)


@WAYS
def test_a_full_disk_is_an_honest_503_and_the_same_sent_again_is_kept(crowd: Crowd, way: str) -> None:
    send, product = getattr(crowd, way), crowd.product
    if product.database_url:
        pytest.skip("PostgreSQL's disk is PostgreSQL's own")
    assert send("先说一件别的事，让日志在。", "key-0") in (200, 201)
    wal = product.data / "lianxin.sqlite3-wal"
    with no_file_longer_than(product, wal.stat().st_size + 5000):
        assert send(WORDS, "key-1") == 503
        assert kept(product) == (1, 1, 1)
    assert send(WORDS, "key-1") in (200, 201)
    assert kept(product) == (2, 2, 2)
    whole(product)


def test_a_database_that_goes_away_in_the_middle_is_an_honest_503(crowd: Crowd) -> None:
    product = crowd.product
    if not product.database_url:
        pytest.skip("SQLite does not go away")
    assert crowd.speak("先说一件别的事。", "key-0") == 201
    with psycopg.connect(product.database_url, autocommit=True) as postgresql:
        postgresql.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    statuses = [crowd.speak(WORDS, "key-1") for _ in range(4)]
    assert set(statuses) <= {201, 503}
    assert statuses[-1] == 201
    assert kept(product) == (2, 2, 2)
    whole(product)


def test_an_attachment_that_the_disk_cannot_take_leaves_nothing_behind(crowd: Crowd, tmp_path: Path) -> None:
    product = crowd.product
    assert crowd.speak(WORDS, "key-1") == 201
    given = crowd.receipts[WORDS]
    sound = b"ID3\x04" + os.urandom(3_000_000)
    with no_file_longer_than(product, 2_500_000):
        assert crowd.attach(given, sound) == 503
    assert product.rows("SELECT count(*) FROM opinions_attachment") == [(0,)]
    assert not [path for path in (product.data / "files").rglob("*") if path.is_file()]
    assert crowd.attach(given, sound) == 201
    assert product.rows("SELECT count(*) FROM opinions_attachment") == [(1,)]
    whole(product)


def test_keys_that_are_gone_are_never_made_anew_beside_old_data(crowd: Crowd) -> None:
    product = crowd.product
    away = product.keys.with_name("keys-away")
    product.keys.rename(away)
    status = crowd.speak(WORDS, "key-1")
    assert status in (201, 503)  # what a running process has in hand it may go on using
    assert not product.keys.exists()
    product.stop()
    for words in (("serve", "--port", str(product.port)), ("ledger", "verify"), ("migrate",)):
        refused = product.command(*words, timeout=60)
        assert refused.returncode in (1, 3), words
        assert str(product.keys) in refused.stderr, words
        assert refused.stderr.count("\n") == 1, refused.stderr
    assert not product.keys.exists()
    away.rename(product.keys)
    product.start()
    assert crowd.speak(WORDS, "key-1") == 201
    assert kept(product) == (1, 1, 1)
    whole(product)


@WAYS
def test_fifty_people_with_one_key_get_one_receipt(crowd: Crowd, way: str) -> None:
    send = getattr(crowd, way)
    crowd.product.stop()
    crowd.product.more.clear()
    crowd.product.start()
    start, numbers = threading.Barrier(50), Counter[int]()
    given: set[str] = set()

    def one() -> None:
        start.wait()
        numbers[send(WORDS, "one-key")] += 1
        given.add(crowd.receipts[WORDS].number)

    threads = [threading.Thread(target=one) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(numbers.values()) == 50
    assert set(numbers) <= {200, 201}, numbers
    assert len(given) == 1
    assert kept(crowd.product) == (1, 1, 1)
    assert send(WORDS + "另一件", "one-key") in (409, 422)
    assert kept(crowd.product) == (1, 1, 1)
    whole(crowd.product)


def test_two_people_who_act_on_one_matter_at_once_one_acts_and_the_other_is_told(copied_product: Product) -> None:
    copied_product.script("tests.populate", "place")
    done = subprocess.run(
        [sys.executable, "-m", "tests.populate", "race", "12"],
        env=copied_product.environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rounds = json.loads(done.stdout)
    assert len(rounds) == 12
    for outcome in rounds:
        assert outcome.count("done") == 1, rounds
        assert outcome.count("Overtaken") == len(outcome) - 1, rounds
    whole(copied_product)
