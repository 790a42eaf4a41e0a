from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections

from lianxin.ledger.tests import factory


@pytest.fixture
def voices(db: None) -> Iterator[None]:
    """The tests' own table, alone held."""
    factory.create_table()
    yield from factory.held_alone()
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE test_voice")


def _committed() -> Iterator[None]:
    factory.create_table()
    yield from factory.held_alone()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_voice")
    factory.forget()


@pytest.fixture
def committed(transactional_db: None, tmp_path: Path) -> Iterator[Path | None]:
    """A database in which acts are really committed: a file of its own (its folder is given), or PostgreSQL's."""
    if connection.vendor == "postgresql":
        for _ in _committed():
            yield None
        return
    given = connections.settings["default"]
    name, memory = given["NAME"], connection.connection
    connection.connection = None
    given["NAME"] = connection.settings_dict["NAME"] = tmp_path / "ledger.sqlite3"
    try:
        call_command("migrate", "ledger", verbosity=0, skip_checks=True)
        for _ in _committed():
            yield tmp_path
    finally:
        connection.close()
        connection.connection = memory
        given["NAME"] = connection.settings_dict["NAME"] = name
