"""Which open work somebody leaves behind at a hand-over: the rooms that have such work say it here.

A room names a `Source` by its dotted path in its `AppConfig.ready()`, as sources of rights are named; nobody imports
upwards. A source never names anything confidential.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string

from lianxin.kit.actor import Actor, Post, Role


@dataclass(frozen=True)
class Work:
    """One open matter: of what kind, which (names, numbers, no contacts), until when."""

    kind: str
    words: str
    due: str = ""


@dataclass(frozen=True)
class Source:
    """`lines(actor)`: what is open for somebody who holds one posting and nothing else; the most pressing first.

    `move(old, new)`: give what is bound to the person of one posting to that of another; how many were moved.
    """

    lines: Callable[[Actor], Iterable[Work]]
    move: Callable[[Any, Any], int] | None = None


_paths: list[str] = []


def provide(path: str) -> None:
    """Name a `Source` by its dotted path, such as "lianxin.opinions.queries.handing.OPEN"."""
    if path not in _paths:
        _paths.append(path)


def sources() -> tuple[Source, ...]:
    """The sources the rooms have named, in the order of their heights."""
    return tuple(import_string(path) for path in _paths)


def holder(posting: Any) -> Actor:
    """Somebody with this posting alone: what he sees is what the posting leaves behind, and nothing of his others."""
    post = Post(Role(posting.role), posting.scope, posting.station, posting.organ)
    return Actor(posting.user.ref, posting.user.name, posting.user_id, (post,))


def left_by(posting: Any) -> list[Work]:
    """Everything open under a posting, in the order of the rooms; nothing of confidential matters, not their number."""
    if posting.role == Role.CONFIDENTIAL_READER:
        return []
    actor = holder(posting)
    return [work for source in sources() for work in source.lines(actor)]
