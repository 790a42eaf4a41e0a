"""Where an actor's rights come from, gathered in one query.

People knows postings alone. Rooms above it (deputies, stations) name a `Source` by its dotted path in their
`AppConfig.ready()`; every source is one SELECT of six text columns, and `actor_for` joins them with UNION ALL,
so that a request costs one query for rights however many rooms grant some. The query is made once in the life of a
process, with names where its values go (`Given`): making it costs far more than running it (decision 0094).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, DateField, Expression, F, Field, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.module_loading import import_string

Row = tuple[str, str, str, str, str, str]
"""What the row is (the source's name), then up to five values as text ('' where there is none)."""


class Given(Expression):
    """Where a value goes that every run of the query brings: its name, and the field that says how it is written."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: object, connection: object) -> Any:
        """A place for one value, and itself instead of the value."""
        return "%s", [self]


USER = Given("user", BigIntegerField())
ON = Given("on", DateField())
"""Whose rights, and on which day: every source may use them."""


@dataclass(frozen=True)
class Source:
    """One kind of right: `rows()` made with `as_rows`, and `fold(rows)` → keyword arguments of Actor.

    `given(on)` are further values by name, for places that the rows name with a `Given` of their own.
    """

    name: str
    rows: Callable[[], "QuerySet[Any, Row]"]
    fold: Callable[[Sequence[Row]], Mapping[str, object]]
    given: Callable[[date], Mapping[str, object]] = lambda on: {}


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


def gathered(found: tuple[Source, ...], user_id: int, on: date) -> list[Row]:
    """The rows of all these sources for one user on a day: one query."""
    given: dict[str, object] = {"user": user_id, "on": on}
    for source in found:
        given |= source.given(on)
    words, places = _prepared(found, connection.vendor)
    values: list[Any] = [
        place.output_field.get_db_prep_value(given[place.name], connection) if isinstance(place, Given) else place
        for place in places
    ]
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        rows: list[Row] = cursor.fetchall()
    return rows


@lru_cache(maxsize=8)
def _prepared(found: tuple[Source, ...], vendor: str) -> tuple[str, tuple[object, ...]]:
    """The query of these sources for this kind of database, and what goes where in it."""
    first, *others = (source.rows() for source in found)
    words, places = first.union(*others, all=True).query.get_compiler(connection=connection).as_sql()
    return words, tuple(places)


def _text(value: str) -> Expression:
    return Cast(Value(value), TextField())
