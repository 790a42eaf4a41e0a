"""An upgrade adds or drops a column: old records do not know it, and only a change without a record turns red."""

import pytest
from django.db import connection

from lianxin.ledger import restate
from lianxin.ledger.tests.factory import Voice, spoken
from lianxin.ledger.verify import verify

pytestmark = pytest.mark.usefixtures("voices")


def run(query: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query)


def test_a_column_added_after_the_record_must_hold_what_nobody_has_set() -> None:
    restate.register("test.voice", Voice, key="number", exclude=("urgent", "due"))
    spoken("S1")
    restate.register("test.voice", Voice, key="number")
    assert verify().whole
    run("UPDATE test_voice SET due = '2026-12-31'")
    found = verify().findings
    assert [finding.column for finding in found] == ["due"]


def test_a_column_dropped_after_the_record_is_no_breach() -> None:
    spoken("S1")
    restate.register("test.voice", Voice, key="number", exclude=("cost",))
    assert verify().whole
    run("UPDATE test_voice SET state = 'answered'")
    assert [finding.column for finding in verify().findings] == ["state"]
