"""The few words that differ between engines, and reading many rows without building objects."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from lianxin.ledger.rules import HEADER

CHUNK = 2000


def hex_id(column: str) -> str:
    """SQL for an identifier's 32 hex letters: SQLite keeps just those, PostgreSQL a uuid."""
    return f"replace({column}::text, '-', '')" if connection.vendor == "postgresql" else column


def header_columns(alias: str) -> str:
    """SQL for an entry's fields in the order of HEADER."""
    return ", ".join(hex_id(f"{alias}.id") if name == "id" else f"{alias}.{name}" for name in HEADER)


def holes(values: Sequence[Any]) -> str:
    """Placeholders for a list of values."""
    return ", ".join(["%s"] * len(values))


def rows(query: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def insert(table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Many rows, as each engine takes them fastest: one prepared statement, or copied in. IntegrityError as ever."""
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({holes(columns)})", values)  # noqa: S608
            return
        with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)


def stream(query: str, params: Sequence[Any] = ()) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query in chunks; on PostgreSQL through a named cursor, so that memory stays flat.

    Must run inside a transaction.
    """
    cursor = connection.chunked_cursor()
    try:
        cursor.execute(query, params)
        while chunk := cursor.fetchmany(CHUNK):
            yield chunk
    finally:
        cursor.close()


def scalar(query: str, params: Sequence[Any] = ()) -> Any:
    """The first column of the first row, or None."""
    found = rows(query, params)
    return found[0][0] if found else None


@contextmanager
def snapshot() -> Iterator[None]:
    """One view of the database for many reads, that no writer waits for."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        engine: Any = connection
        engine.ensure_connection()  # the mode is known only once connected
        mode, engine.transaction_mode = engine.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            engine.transaction_mode = mode
