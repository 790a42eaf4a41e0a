"""The script of a desk without network calls people in the very order of the product (Article 6)."""

import random
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page

from lianxin.receptions import rules
from lianxin.receptions.rules import Waiting

pytestmark = [pytest.mark.browser, pytest.mark.article(6)]
DAY = Path(str(finders.find("desk/offline/day.js"))).read_text("utf-8")


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Any:
    opened = chromium.new_page()
    opened.add_script_tag(content=DAY)
    yield opened
    opened.close()


def order(page: Page, waiting: list[Waiting], now: time) -> list[int]:
    tickets = [
        {"name": str(w.number), "order": w.number, "at": f"{w.booked_at:%H:%M}" if w.booked_at else ""} for w in waiting
    ]
    said = page.evaluate(
        "([rows, now]) => lianxinDay.inOrder(rows, now).map((t) => t.order)", [tickets, f"{now:%H:%M}"]
    )
    return [int(number) for number in said]


def test_order_is_that_of_the_product_for_any_room(page: Page) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    lots = random.Random(seed)
    for _ in range(200):
        times = [None, *(time(lots.randrange(8, 12), lots.choice((0, 20, 40))) for _ in range(3))]
        waiting = [Waiting(number, lots.choice(times)) for number in lots.sample(range(1, 100), lots.randrange(9))]
        now = time(lots.randrange(8, 12), lots.randrange(60))
        assert order(page, waiting, now) == [w.number for w in rules.in_order(waiting, now)], (seed, waiting, now)


BAG = {
    "letter": "B",
    "state": "announced",
    "bookings": [{"number": "123456789012", "at": "09:20", "people": 2}],
    "tickets": [{"name": "3", "at": "", "people": 1, "skips": 0, "state": "waiting"}],
    "seats": [{"code": "s1", "deputy": "d1", "name": "刘禾生", "state": "planned", "words": "会来", "at": ""}],
}


def played(page: Page, *events: tuple[str, dict[str, object]]) -> Any:
    told = [{"kind": kind, "data": data, "at": f"2026-11-02T01:0{at}:00Z"} for at, (kind, data) in enumerate(events)]
    return page.evaluate(
        """([bag, events]) => {
          const day = lianxinDay.play(bag, events), line = lianxinDay.line(day, "09:30");
          const names = (rows) => rows.map((t) => t.name);
          return { ...day, inside: names(line.inside), waiting: names(line.waiting), skipped: names(line.skipped) };
        }""",
        [BAG, told],
    )


def test_day_is_what_its_events_make_of_it(page: Page) -> None:
    matters = [{"number": "1", "text": "x"}, {"number": "2", "text": "y"}]
    day = played(
        page,
        ("open", {}),
        ("attend", {"seat": "s1"}),
        ("ticket", {"label": "B1"}),
        ("ticket", {"label": "B2", "booking": "123456789012"}),
        ("call", {"ticket": "B2"}),
        ("sheet", {"ticket": "B2", "headcount": 2, "matters": matters}),
        ("call", {"ticket": "3"}),
        ("skip", {"ticket": "3"}),
    )

    assert (day["open"], day["closed"], day["given"], day["used"]) == (True, False, 2, 2)
    assert (day["waiting"], day["inside"], day["skipped"], day["expected"]) == (["B1"], [], ["3"], [])
    assert day["seats"]["s1"]["state"] == "attended" and day["tickets"]["B2"]["state"] == "served"


def test_who_was_there_before_is_called_before_whom_the_device_gave_a_number(page: Page) -> None:
    assert played(page, ("ticket", {"label": "B1"}))["waiting"] == ["3", "B1"]
    assert played(page, ("ticket", {"label": "B1", "booking": "123456789012"}))["waiting"] == ["B1", "3"]
    assert played(page, ("sheet", {"ticket": "", "headcount": 1, "matters": []}), ("leave", {"ticket": "none"}))
