"""Readers of the sealed ledger: tables that can be dropped and rebuilt from it, and a test does so.

A projection is fed every sealed entry once, in the order of the tree; each batch is applied in one
transaction with its progress, so that a crash neither skips nor repeats one.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from lianxin.ledger import sql
from lianxin.ledger.models import Progress
from lianxin.ledger.queries import CARD, EntryCard, card

BATCH = 500
HOLDS = 0.2
"""Seconds after which a batch is ended and committed, whatever is left of it."""


@dataclass(frozen=True)
class Projection:
    """`apply` takes one entry whose act is among `verbs` (a trailing "*" takes a family); `clear` empties the table.

    An erased entry comes too, with `erased=True` and empty detail and facts: it is still counted.
    """

    name: str
    verbs: tuple[str, ...]
    apply: Callable[[EntryCard], None]
    clear: Callable[[], None]

    def takes(self, act: str) -> bool:
        """Whether this projection reads entries of an act."""
        return any(act == v or (v.endswith("*") and act.startswith(v[:-1])) for v in self.verbs)


_known: dict[str, Projection] = {}


def register(projection: Projection) -> None:
    """Make a projection known; rooms call it in `AppConfig.ready`."""
    _known[projection.name] = projection


def known() -> tuple[str, ...]:
    """The names of all projections."""
    return tuple(_known)


def _place(name: str) -> str:
    return f"projection.{name}"


def _batch(projection: Projection) -> int:
    """Apply one batch; returns how many entries were read."""
    with transaction.atomic():
        Progress.objects.get_or_create(name=_place(projection.name))
        progress = Progress.objects.select_for_update().get(name=_place(projection.name))
        rows = sql.rows(
            f"SELECT {CARD} FROM ledger_leaf l JOIN ledger_entry e ON e.id = l.entry_id "  # noqa: S608
            "LEFT JOIN ledger_payload p ON p.entry_id = e.id "
            "WHERE l.position >= %s AND l.position < %s ORDER BY l.position",
            [progress.position, progress.position + BATCH],
        )
        read, until = 0, time.monotonic() + HOLDS
        for entry in map(card, rows):
            if projection.takes(entry.act):
                projection.apply(entry)
            read += 1
            if time.monotonic() > until:
                break
        progress.position += read
        progress.save(update_fields=["position"])
    return read


def catch_up(name: str | None = None, *, gently: bool = False) -> int:
    """Feed one projection (default: all) what was sealed since; returns how many entries were read.

    `gently` rests after each batch as long as the batch took: on SQLite nobody else could write meanwhile.
    """
    read = 0
    for projection in [_known[name]] if name else list(_known.values()):
        began = time.monotonic()
        while count := _batch(projection):
            read += count
            if gently:
                time.sleep(min(time.monotonic() - began, HOLDS))
            began = time.monotonic()
    return read


def rebuild(name: str | None = None) -> int:
    """Drop what one projection (default: all) made and make it again from the ledger."""
    for projection in [_known[name]] if name else list(_known.values()):
        with transaction.atomic():
            projection.clear()
            Progress.objects.update_or_create(name=_place(projection.name), defaults={"position": 0})
    return catch_up(name)
