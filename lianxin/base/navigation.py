"""Navigation is data: rooms register items (in their AppConfig.ready), the faces draw them.

navigation.register(Item(face=PUBLIC, label=_("联络站"), url_name="publicity:stations", icon="house", order=20))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from lianxin.kit.actor import RESIDENT, Actor

PUBLIC = "public"
"""The line of links in the masthead of public pages."""
FOOT = "foot"
"""我们守的规矩: the links at the foot of public pages."""
DESK = "desk"
"""The left pane of the desk."""

Words = str | Promise


def everybody(actor: Actor) -> bool:
    """The `allowed` of an item that anyone may see."""
    return True


@dataclass(frozen=True)
class Item:
    """One link. `allowed` decides who sees it; `count` (desk) says how many wait there, None says nothing."""

    face: str
    label: Words
    url_name: str
    icon: str = ""
    order: int = 100
    allowed: Callable[[Actor], bool] = everybody
    group: Words = ""
    count: Callable[[Actor], int | None] | None = None
    key: str = ""


@dataclass(frozen=True)
class Entry:
    """An item drawn for one person on one page."""

    label: Words
    href: str
    icon: str
    current: bool
    count: int | None
    key: str


@dataclass(frozen=True)
class Group:
    label: Words
    entries: tuple[Entry, ...]


_items: dict[tuple[str, str, str], Item] = {}


def register(*items: Item) -> None:
    """Add items; registering the same face, address and label again replaces it."""
    for item in items:
        _items[item.face, item.url_name, str(getattr(item.label, "_args", item.label))] = item


def entries(face: str, actor: Actor = RESIDENT, path: str = "") -> tuple[Entry, ...]:
    """What one person may see of a face, in order."""
    return tuple(entry for group in groups(face, actor, path) for entry in group.entries)


def groups(face: str, actor: Actor = RESIDENT, path: str = "") -> tuple[Group, ...]:
    """The same, under its group headings: groups stand in the order of their first item."""
    found: dict[str, list[Entry]] = {}
    for item in sorted((i for i in _items.values() if i.face == face), key=lambda i: i.order):
        if item.allowed(actor):
            found.setdefault(str(item.group), []).append(_entry(item, actor, path))
    return tuple(Group(label, tuple(rows)) for label, rows in found.items())


def _entry(item: Item, actor: Actor, path: str) -> Entry:
    href = reverse(item.url_name)
    current = path == href or (href.count("/") > 1 and href.endswith("/") and path.startswith(href))
    count = item.count(actor) if item.count else None
    return Entry(item.label, href, item.icon, current, count, item.key)
