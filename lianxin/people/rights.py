"""Where an actor's rights come from, gathered in one query.

People knows postings alone. Rooms above it (deputies, stations) name a `Source` by its dotted path in their
`AppConfig.ready()`; every source is one SELECT of six text columns, and `actor_for` joins them with UNION ALL,
so that a request costs one query for rights however many rooms grant some.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Expression, F, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.module_loading import import_string

Row = tuple[str, str, str, str, str, str]
"""What the row is (the source's name), then up to five values as text ('' where there is none)."""


@dataclass(frozen=True)
class Source:
    """One kind of right: `rows(user_id, on)` made with `as_rows`, and `fold(rows)` → keyword arguments of Actor."""

    name: str
    rows: Callable[[int, date], "QuerySet[Any, Row]"]
    fold: Callable[[Sequence[Row]], Mapping[str, object]]


_paths: list[str] = []


def provide(path: str) -> None:
    """Name a `Source` by its dotted path, such as "lianxin.deputies.queries.RIGHTS"."""
    if path not in _paths:
        _paths.append(path)


def sources() -> tuple[Source, ...]:
    """The sources the rooms above have named."""
    return tuple(import_string(path) for path in _paths)


def as_rows(name: str, rows: "QuerySet[Any]", *columns: str) -> "QuerySet[Any, Row]":
    """A queryset as right rows: `name` and up to five columns, each as text."""
    if len(columns) > 5:
        raise ValueError("a right row has five values")
    values: list[Expression] = [Cast(F(column), TextField()) for column in columns]
    values += [_text("")] * (5 - len(values))
    return rows.order_by().values_list(_text(name), *values)


def _text(value: str) -> Expression:
    return Cast(Value(value), TextField())
