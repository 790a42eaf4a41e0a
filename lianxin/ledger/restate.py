"""Facts are held to their records: how a live row is restated as JSON, and which tables are held.

A room calls `register` in its `AppConfig.ready`; from then on every act on such a row records the row's
facts, and `ledger verify` compares the live row to the last facts recorded about it.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import connection, models

from lianxin.kit.canonical import canonical

LONGEST = 64
"""Longer strings are held by their hash: the entry stays small and its words are in one place less."""

Fact = str | int | bool | None


def instant(value: datetime) -> str:
    """An aware time as text in UTC to the microsecond: `2026-11-23T04:00:00.000000Z`."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def _text(value: str) -> str:
    if len(value) <= LONGEST:
        return str.__str__(value)
    return "sha256:" + hashlib.sha256(value.encode()).hexdigest()


def _octets(value: Any) -> str:
    return _text(bytes(value).hex())


_PLAIN: tuple[tuple[type | tuple[type, ...], Callable[[Any], Fact]], ...] = (
    (str, _text),
    (bool, bool),
    (int, lambda v: int(v) if -(2**53) < v < 2**53 else str(int(v))),
    (datetime, instant),
    ((date, time), lambda v: str(v.isoformat())),
    ((bytes, bytearray, memoryview), _octets),
    (timedelta, lambda v: int(v / timedelta(microseconds=1))),
    ((dict, list), lambda v: _text(canonical(v).decode())),
)


def fact(value: Any) -> Fact:
    """One column's value as JSON; decimals and whatever else has a text are given as that text."""
    if value is None:
        return None
    if isinstance(value, Enum):
        return fact(value.value)
    for kinds, say in _PLAIN:
        if isinstance(value, kinds):
            return say(value)
    return _text(str(value))


def _words(value: Any) -> Fact:
    """A text column's value, whatever stands for the text (an enum member, a file, a lazy string)."""
    if type(value) is str:
        return value if len(value) <= LONGEST else _text(value)
    if value is None:
        return None
    return _text(str(value.value if isinstance(value, Enum) else value))


Reader = Callable[[Any], Fact]


def _reader(field: "models.Field[Any, Any]") -> Reader:
    """What turns a value of this column, as set by hand or as read back, into the one fact."""
    if isinstance(field, models.DecimalField):
        grain = Decimal(1).scaleb(-(field.decimal_places or 0))
        return lambda value: None if value is None else str(Decimal(value).quantize(grain))
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else _text(canonical(value).decode())
    if isinstance(field, models.TextField | models.CharField | models.FileField):
        return _words
    if isinstance(field, models.BinaryField):
        return fact
    if isinstance(field, models.ForeignKey):
        return _reader(field.target_field)
    if isinstance(field, models.IntegerField):
        return lambda value: value if type(value) is int and -(2**53) < value < 2**53 else fact(field.to_python(value))
    return lambda value: None if value is None else fact(field.to_python(value))


def _stored_instant(value: Any) -> Fact:
    """SQLite keeps times as text in UTC, without microseconds when there are none."""
    if value is None:
        return None
    return f"{value[:10]}T{value[11:]}{'.000000Z' if len(value) == 19 else 'Z'}"


def _stored_reader(field: "models.Field[Any, Any]", vendor: str) -> Reader:
    """The same for a value as the engine's driver gives it, without Django's conversions."""
    if isinstance(field, models.ForeignKey):
        return _stored_reader(field.target_field, vendor)
    read = _reader(field)
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else read(json.loads(value))
    if vendor != "sqlite":
        return read
    if isinstance(field, models.DateTimeField):
        return _stored_instant
    if isinstance(field, models.DecimalField):
        return lambda value: None if value is None else read(str(value))
    if isinstance(field, models.BooleanField):
        return lambda value: {0: False, 1: True}.get(value, value)
    if isinstance(field, models.DateField | models.IntegerField):
        return lambda value: fact(value) if type(value) is not int or not -(2**53) < value < 2**53 else value
    return read


def stored_expression(field: "models.Field[Any, Any]", vendor: str) -> str:
    """SQL for the value just as it is stored: on SQLite an expression keeps the driver from converting it."""
    column = connection.ops.quote_name(field.column or "")
    if vendor == "sqlite" and isinstance(field, models.DateField):
        return f"{column} || ''"
    return f"+{column}" if vendor == "sqlite" and isinstance(field, models.BooleanField) else column


@dataclass(frozen=True)
class Held:
    """One held table: subjects are `label:<value of key>`."""

    label: str
    source: type[models.Model] | str
    key: str
    fields: tuple[str, ...] | None
    exclude: tuple[str, ...]

    @cached_property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.source) if isinstance(self.source, str) else self.source

    @cached_property
    def key_field(self) -> "models.Field[Any, Any]":
        """The column that names a subject."""
        fields = self.model._meta.concrete_fields
        if self.key == "pk":
            return next(f for f in fields if f.primary_key)
        return next(f for f in fields if self.key in (f.name, f.attname))

    @cached_property
    def held_fields(self) -> "tuple[models.Field[Any, Any], ...]":
        """The held columns, in the order of their names."""
        chosen = [
            f
            for f in self.model._meta.concrete_fields
            if (self.fields is None or f.name in self.fields) and f.name not in self.exclude
        ]
        return tuple(sorted(chosen, key=lambda f: f.attname))

    @cached_property
    def columns(self) -> tuple[tuple[str, Reader], ...]:
        """(attribute, reader) of each held column."""
        return tuple((f.attname, _reader(f)) for f in self.held_fields)

    @cached_property
    def unset(self) -> dict[str, Fact]:
        """The fact of each column that nobody has set: what a row recorded before the column existed must hold."""
        return {f.attname: _reader(f)(f.get_default()) for f in self.held_fields}

    def stored_columns(self, vendor: str) -> tuple[tuple[str, Reader], ...]:
        """(attribute, reader) for values as the driver of an engine gives them."""
        return tuple((f.attname, _stored_reader(f, vendor)) for f in self.held_fields)

    def subject(self, key: object) -> str:
        return f"{self.label}:{key}"


_by_label: dict[str, Held] = {}
_by_model: dict[str, Held] = {}


def register(
    label: str,
    model: type[models.Model] | str,
    key: str = "pk",
    fields: Iterable[str] | None = None,
    exclude: Iterable[str] = (),
) -> None:
    """Hold a table: `register("opinions.opinion", self.get_model("Opinion"), key="number")`.

    `model` is a class or "app.Model"; `key` a unique column; `fields` (default all) and `exclude` name
    columns. Columns that live apart from any act (counters, search text) belong in `exclude`.
    """
    held = Held(label, model, key, tuple(fields) if fields is not None else None, tuple(exclude))
    name = model.lower() if isinstance(model, str) else model._meta.label_lower
    _by_label[label] = _by_model[name] = held


def held_tables() -> tuple[Held, ...]:
    """Every table held to its records."""
    return tuple(_by_label.values())


def held(row: models.Model) -> Held:
    """How this row's table is held; LookupError when no room registered it."""
    try:
        return _by_model[row._meta.label_lower]
    except KeyError:
        raise LookupError(f"{row._meta.label} is not registered with ledger.restate") from None


def subject_of(row: models.Model) -> str:
    """The subject under which the ledger speaks of this row."""
    how = held(row)
    return how.subject(getattr(row, how.key))


def restate(row: models.Model) -> dict[str, Fact]:
    """The row's facts: one JSON value for each held column."""
    values = row.__dict__
    return {name: read(values[name] if name in values else getattr(row, name)) for name, read in held(row).columns}
