"""Five hundred ask a served installation for the last place at once: one booking, 499 clear answers (Article 6)."""

import json
import re
import threading
from collections import Counter

import pytest

from tests.intakes import Crowd
from tests.product import Product

pytestmark = [pytest.mark.faults, pytest.mark.article(6)]
ASKING = 500


def test_of_five_hundred_who_ask_for_the_last_place_one_gets_it_and_the_others_are_told(
    copied_product: Product,
) -> None:
    made = json.loads(copied_product.script("tests.populate", "reception", "last"))
    copied_product.start(quiet=True)
    crowd, start, answers = Crowd(copied_product, ""), threading.Barrier(ASKING), []

    def ask(number: int) -> None:
        start.wait()
        answers.append(crowd.book(made["reception"], made["at"], f"form-{number}"))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(ASKING)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(status for status, _page in answers) == {200: 1, 409: ASKING - 1}
    assert all(f"{made['at']}已经约满了" in page for status, page in answers if status == 409)
    (won,) = (page for status, page in answers if status == 200)
    number = re.sub(r"\D", "", re.findall(r'<b class="num">([\d -]+)</b>', won)[0])
    at = "SELECT b.number FROM receptions_booking b JOIN receptions_slot s ON s.id = b.slot_id ORDER BY s.at"
    assert copied_product.rows(at)[0] == (number,)
    assert copied_product.rows("SELECT count(*) FROM receptions_slot WHERE taken <> 1") == [(0,)]
    checked = copied_product.command("ledger", "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
