"""A database in which acts are really committed: two threads, two connections."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections


@pytest.fixture
def committed(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """SQLite: a file of its own in place of the tests' database in memory; PostgreSQL: as it is."""
    if connection.vendor == "postgresql":
        yield
        return
    given = connections.settings["default"]
    name, memory = given["NAME"], connection.connection
    connection.connection = None
    given["NAME"] = connection.settings_dict["NAME"] = tmp_path / "funds.sqlite3"
    try:
        call_command("migrate", verbosity=0, skip_checks=True)
        yield
    finally:
        connection.close()
        connection.connection = memory
        given["NAME"] = connection.settings_dict["NAME"] = name
