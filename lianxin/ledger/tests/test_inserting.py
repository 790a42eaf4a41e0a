"""Rows and records of a whole register at once are what they are one by one."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from lianxin.kit.canonical import NotCanonical
from lianxin.ledger import actions
from lianxin.ledger.models import Entry, Payload
from lianxin.ledger.tests.factory import OFFICER, Voice
from lianxin.ledger.verify import verify

pytestmark = pytest.mark.usefixtures("voices")
AT = datetime(2026, 11, 20, 1, 2, 3, 4, tzinfo=UTC)


def voices(mark: str, count: int = 1, **more: Any) -> list[Voice]:
    given = {
        "text": "路灯坏了",
        "at": AT,
        "due": date(2026, 12, 1),
        "cost": "12.5",
        "secret": b"\x01\x00",
        "urgent": True,
    }
    return [Voice(number=f"{mark}{n}", **given | more) for n in range(count)]


def test_rows_written_at_once_are_kept_as_bulk_create_keeps_them() -> None:
    with transaction.atomic():
        actions.insert_all([*voices("A"), *voices("B", at=None, due=None, cost=None, secret=None, urgent=False)])
    Voice.objects.bulk_create([*voices("C"), *voices("D", at=None, due=None, cost=None, secret=None, urgent=False)])
    columns = ("text", "state", "at", "due", "cost", "secret", "urgent")
    a, b, c, d = Voice.objects.order_by("number").values_list(*columns)
    assert a == c and b == d


def test_each_of_many_rows_gets_its_own_key() -> None:
    rows = voices("A", 1203)
    with transaction.atomic():
        actions.insert_all(rows)
    assert {row.pk: row.number for row in rows} == dict(Voice.objects.values_list("pk", "number"))
    rows[7].state = "answered"
    rows[7].save()
    assert Voice.objects.get(state="answered").number == "A7"


def test_a_register_written_at_once_verifies_and_its_next_acts_go_on() -> None:
    rows = voices("A", 3)
    with transaction.atomic():
        actions.insert_all(rows)
        assert actions.record_all(actions.draft("voices.registered", row, by=OFFICER) for row in rows) == 3
    with transaction.atomic():
        actions.record("voices.noted", rows[0], by=OFFICER, detail={"words": "听见了"})
    actions.seal()
    assert verify().whole, verify().findings
    assert sorted(Entry.objects.values_list("subject", "seq")) == [
        ("test.voice:A0", 1), ("test.voice:A0", 2), ("test.voice:A1", 1), ("test.voice:A2", 1),
    ]  # fmt: skip


def test_what_many_acts_leave_behind_is_what_one_act_leaves() -> None:
    [row] = voices("A")
    with transaction.atomic():
        actions.insert_all([row])
        actions.record_all([actions.draft("voices.noted", row, by=OFFICER, detail={"n": 1})])
        actions.record("voices.noted", row, by=OFFICER, detail={"n": 1})
    one, other = (json.loads(body) for body in Payload.objects.values_list("body", flat=True))
    assert one == other and one["facts"]["cost"] == "12.50"


def test_a_row_that_the_table_refuses_brings_none() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.insert_all([*voices("A", 2), *voices("A")])
    assert not Voice.objects.exists()


def test_nothing_is_written_at_once_outside_of_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    for write in (actions.insert_all, actions.record_all):
        with monkeypatch.context() as context, pytest.raises(transaction.TransactionManagementError):
            context.setattr(connections["default"], "in_atomic_block", False)
            write([])


def test_facts_with_half_a_letter_are_refused_by_name() -> None:
    [row] = voices("A", state="\ud800")
    with pytest.raises(NotCanonical), transaction.atomic():
        actions.record("voices.registered", row, by=OFFICER, first=True)
