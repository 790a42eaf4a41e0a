"""A table of the tests' own, held to its records like any room's."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models, transaction

from lianxin.kit.actor import Actor
from lianxin.ledger import actions, restate, triggers
from lianxin.ledger.models import Entry

OFFICER = Actor(ref="user:7", name="李联络")
WORDS = "村口的路灯坏了三个月，晚上老人不敢出门。"


class Voice(models.Model):
    """Stands for any room's row."""

    number = models.CharField(max_length=20, unique=True)
    text = models.TextField()
    state = models.CharField(max_length=20, default="registered")
    at = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    cost = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    secret = models.BinaryField(null=True)
    urgent = models.BooleanField(default=False)

    class Meta:
        app_label = "ledger"
        managed = False
        db_table = "test_voice"


COLUMNS = ("number", "text", "state", "at", "due", "cost", "secret", "urgent")


def create_table() -> None:
    """Make the table; both engines take this inside a transaction."""
    postgresql = connection.vendor == "postgresql"
    kinds = {
        "id": "serial PRIMARY KEY" if postgresql else "integer PRIMARY KEY AUTOINCREMENT",
        "number": "varchar(20) UNIQUE",
        "text": "text",
        "state": "varchar(20)",
        "at": "timestamp with time zone" if postgresql else "datetime",
        "due": "date",
        "cost": "numeric(8, 2)" if postgresql else "decimal",
        "secret": "bytea" if postgresql else "BLOB",
        "urgent": "boolean" if postgresql else "bool",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE test_voice ({', '.join(f'{k} {v}' for k, v in kinds.items())})")


def held_alone() -> Iterator[None]:
    """Only this table is held while a test runs."""
    kept = dict(restate._by_label), dict(restate._by_model)
    restate._by_label.clear()
    restate.register("test.voice", Voice, key="number")
    yield
    for now, before in zip((restate._by_label, restate._by_model), kept, strict=True):
        now.clear()
        now.update(before)


def spoken(number: str = "A1", *, text: str = WORDS, promised: bool = False, **more: Any) -> tuple[Voice, Entry]:
    """A voice, registered."""
    with transaction.atomic():
        voice = Voice(number=number, text=text, at=datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC), cost="12.5")
        voice.secret = b"\x01\x02"
        voice.save(force_insert=True)
        entry = actions.record("voices.registered", voice, by=OFFICER, promised=promised, first=True, **more)
        if promised:
            actions.promise(f"R-{number}", entry)
    return voice, entry


def answered(voice: Voice, state: str = "answered", **more: Any) -> Entry:
    """The next act on a voice."""
    with transaction.atomic():
        voice.state = state
        voice.save()
        return actions.record("voices.answered", voice, by=OFFICER, detail={"words": "已报修"}, **more)


class Direct:
    """What `triggers` needs of a schema editor."""

    connection = connection

    def execute(self, line: str, params: None = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(line)


def forget() -> None:
    """Empty the ledger after a test that really committed: no ordinary way leads there."""
    triggers.remove(None, Direct())  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        for table in (*triggers.FROZEN, triggers.PAYLOAD, "ledger_progress"):
            cursor.execute(f"DELETE FROM {table}")
    triggers.install(None, Direct())  # type: ignore[arg-type]
