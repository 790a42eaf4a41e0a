"""Announced receptions as the open pages group them, and as open data has them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from lianxin.deputies.rules import Way
from lianxin.receptions import queries as receptions
from lianxin.receptions.queries import After, ReceptionCard

A_TIME = 500


@dataclass(frozen=True)
class Month:
    """The receptions of a month: its name and their cards."""

    title: str
    cards: tuple[ReceptionCard, ...]


def by_month(cards: Iterable[ReceptionCard]) -> list[Month]:
    """Cards in the order of time, under the names of their months."""
    groups = groupby(cards, key=lambda card: (card.day.year, card.day.month))
    return [Month(_("%(year)d年%(month)d月") % {"year": y, "month": m}, tuple(rows)) for (y, m), rows in groups]


def all_receptions() -> Iterator[ReceptionCard]:
    """Everything announced from today on, as far as an exported table may name who receives; in the order of time."""
    last: After | None = None
    while rows := receptions.after(last, A_TIME, way=Way.TABLE):
        yield from rows
        last = After(rows[-1].day, rows[-1].starts, rows[-1].code)
