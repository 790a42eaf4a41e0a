"""`kill -9` in the middle of 200 concurrent intakes, ten times over, and in the middle of sealing.

Every receipt that reached somebody is in the database and in the ledger, and the ledger verifies.
"""

import random
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lianxin.kit import crypto
from lianxin.ledger import notes
from tests.intakes import Crowd
from tests.product import Product

pytestmark = pytest.mark.faults

VOICES = 200
TIMES = 10
SEED = secrets.randbelow(10**9)


def voices(crowd: Crowd, turn: int) -> list[tuple[object, str, str]]:
    """Half of them through the interface, half through the form."""
    return [
        (crowd.fill_in if n % 2 else crowd.speak, f"第{turn}次第{n}人：村口的路灯坏了。", f"key-{turn}-{n}")
        for n in range(VOICES)
    ]


def leaf_of(promise: str, product: Product) -> str:
    """The leaf that a signed promise names; it must be signed with this installation's key."""
    keys = crypto.vault(product.keys)
    return notes.opened(keys, notes.origin(keys), promise).split("\n")[3]


def held(crowd: Crowd) -> None:
    """Every receipt is in the database, its promise is genuine, and its leaf is in the sealed tree."""
    product = crowd.product
    sealed = product.command("ledger", "seal")
    assert sealed.returncode == 0, sealed.stderr
    checked = product.command("ledger", "verify", "--signatures")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    texts = dict(product.rows("SELECT number, text FROM opinions_opinion"))
    promises = dict(product.rows("SELECT number, note FROM ledger_promise"))
    leaves = {bytes(value) for (value,) in product.rows("SELECT hash FROM ledger_leaf")}
    for given in crowd.receipts.values():
        assert texts.get(given.number) == given.words
        assert promises[given.number] == (given.promise or promises[given.number])
        assert bytes.fromhex(leaf_of(promises[given.number], product)) in leaves
    assert set(texts) == set(promises)


def test_every_receipt_outlives_kill_9_in_the_middle_of_200_intakes_ten_times_over(
    peopled_product: tuple[Product, str],
) -> None:
    product, station = peopled_product
    chance = random.Random(SEED)
    crowd = Crowd(product, station)
    for turn in range(TIMES):
        product.start()
        crowd.all_at_once(voices(crowd, turn), kill_after=chance.randint(1, VOICES - 40))
    print(f"seed {SEED}: {len(crowd.receipts)} receipts of {VOICES * TIMES} voices", file=sys.stderr)
    assert not crowd.refused
    assert VOICES * TIMES / 8 < len(crowd.receipts) < VOICES * TIMES  # it was killed in the middle, not before or after
    held(crowd)

    # Whoever got no receipt sends the same again: no word is lost and none is kept twice.
    product.start()
    for turn in range(TIMES):
        for way, words, key in voices(crowd, turn):
            if words not in crowd.receipts and way == crowd.speak:
                assert crowd.speak(words, key) == 201
    kept = [text for (text,) in product.rows("SELECT text FROM opinions_opinion")]
    spoken = [words for turn in range(TIMES) for way, words, _key in voices(crowd, turn) if way == crowd.speak]
    assert sorted(text for text in kept if text in set(spoken)) == sorted(spoken)
    product.stop()
    held(crowd)


SEALER = """
import django; django.setup()
from lianxin.ledger.actions import seal
print("sealing", flush=True)
while seal(batch=3): pass
print("done", flush=True)
"""


def test_sealing_that_is_killed_goes_on_where_it_was_and_every_receipt_is_sealed_once(
    peopled_product: tuple[Product, str], tmp_path: Path
) -> None:
    product, station = peopled_product
    chance = random.Random(SEED)
    crowd = Crowd(product, station)
    product.start()
    for n in range(150):
        assert crowd.speak(f"第{n}人：水管漏水。", f"key-{n}") == 201
    product.stop()
    cut_short = 0
    for _ in range(6):
        sealer = subprocess.Popen(
            [sys.executable, "-c", SEALER], env=product.environment, stdout=subprocess.PIPE, text=True
        )
        assert sealer.stdout is not None
        assert sealer.stdout.readline() == "sealing\n"
        time.sleep(chance.uniform(0.0, 0.06))
        sealer.send_signal(signal.SIGKILL)
        cut_short += "done" not in sealer.communicate()[0]
        checked = product.command("ledger", "verify")
        assert checked.returncode == 0, f"seed {SEED}\n{checked.stdout}"
    assert cut_short, f"seed {SEED}"
    held(crowd)
    positions = [n for (n,) in product.rows("SELECT position FROM ledger_leaf ORDER BY position")]
    assert positions == list(range(len(positions)))
