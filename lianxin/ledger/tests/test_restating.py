"""A row restated in memory, and read back from either engine, gives one and the same facts."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from django.db import transaction

from lianxin.ledger import actions, restate
from lianxin.ledger.tests.factory import OFFICER, Voice
from lianxin.ledger.verify import verify

pytestmark = pytest.mark.usefixtures("voices")


class State(StrEnum):
    ANSWERED = "answered"


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"at": datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)},
        {"at": datetime(2026, 11, 20, 1, 2, 3, 40, tzinfo=UTC)},
        {"at": datetime(2026, 1, 1, 1, 2, 3, 999_999, tzinfo=timezone(timedelta(hours=8)))},
        {"due": date(2027, 2, 28)},
        {"cost": "12.5"},
        {"cost": Decimal("-0.10")},
        {"cost": 7},
        {"secret": b""},
        {"secret": bytes(range(256))},
        {"urgent": True},
        {"state": State.ANSWERED},
        {"text": "字" * 64},
        {"text": "字" * 65},
        {"text": 'quote " backslash \\ tab \t emoji 😀 right-to-left \u202e'},
    ],
)
def test_facts_recorded_from_memory_are_the_facts_read_back(values: dict[str, Any]) -> None:
    with transaction.atomic():
        voice = Voice(number="A1", **{"text": "", **values})
        voice.save(force_insert=True)
        actions.record("voices.registered", voice, by=OFFICER)
    report = verify()
    assert report.whole, report.findings
    assert restate.restate(Voice.objects.get(number="A1")) == restate.restate(voice)


def test_a_long_text_is_held_by_its_hash_and_a_short_one_as_it_is() -> None:
    short, long = Voice(number="A", text="字" * 64), Voice(number="B", text="字" * 65)
    assert restate.restate(short)["text"] == "字" * 64
    assert str(restate.restate(long)["text"]).startswith("sha256:")


def test_a_row_of_a_table_that_nobody_registered_is_refused() -> None:
    restate._by_model.clear()
    with pytest.raises(LookupError, match="not registered"):
        restate.restate(Voice(number="A", text=""))
