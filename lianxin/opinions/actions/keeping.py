"""A receipt shown is a record kept: whatever the database or the disk refuses becomes one honest answer."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError


class NotKept(Exception):
    """Nothing was recorded: the database is locked or away, or the disk is full."""


@contextmanager
def keeping() -> Iterator[None]:
    """Around an act of a face that must not name the database: NotKept when it could not be made durable."""
    try:
        yield
    except (DatabaseError, OSError) as error:
        raise NotKept from error
