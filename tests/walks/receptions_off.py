"""The walks' desks without network: their page, what it speaks with, what waits for a hand."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from lianxin.receptions.models import OfflineDesk
from tests.populate import offline
from tests.walks import Address
from tests.walks.receptions_day import WRITERS, _row

EVERYBODY = (*WRITERS, "volunteer", "reader", "health", "town_hall", "city", "auditor")


def populate(made: Any) -> None:
    """One device of today's reception came back with a sheet nobody can merge."""
    offline(_row(), made.cast.actor("officer"))


def addresses(made: Any) -> Iterator[Address]:
    for name in ("", "_days", "_waiting"):
        yield Address(f"desk:offline{name}", reverse(f"desk:offline{name}"), EVERYBODY, own=True)
    desk = OfflineDesk.objects.get()
    entry = desk.entries.get().code
    yield Address("desk:offline_take", reverse("desk:offline_take"), WRITERS, acts=True)
    for name in ("events", "finish", "key", "give_up"):
        yield Address(f"desk:offline_{name}", reverse(f"desk:offline_{name}", args=[desk.code]), WRITERS, acts=True)
    yield Address("desk:offline_by_hand", reverse("desk:offline_by_hand", args=[entry]), WRITERS, acts=True)


def open_addresses(made: Any) -> list[Address]:
    return [Address(f"desk:offline_{name}", reverse(f"desk:offline_{name}"), ()) for name in ("worker", "manifest")]
