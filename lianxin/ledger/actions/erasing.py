"""Lawful erasure: words go, the entry and its count stay."""

import uuid
from collections.abc import Collection, Sequence

from lianxin.kit.actor import Actor
from lianxin.ledger.models import Entry


def erase(entries: Collection[uuid.UUID] | Sequence[Entry], *, by: Actor, ground: str) -> Entry:
    raise NotImplementedError
