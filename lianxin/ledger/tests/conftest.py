from collections.abc import Iterator

import pytest
from django.db import connection

from lianxin.ledger.tests import factory


@pytest.fixture
def voices(db: None) -> Iterator[None]:
    """The tests' own table, alone held."""
    factory.create_table()
    yield from factory.held_alone()
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE test_voice")
