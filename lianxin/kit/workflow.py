"""A workflow as one table of (verb, from, to): the whole life on one screen."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)


class Refused(Exception):
    """An act that the state of things forbids; the message is for the person who tried it."""


class Overtaken(Refused):
    """Somebody else acted first; the message says what happened."""


@dataclass(frozen=True)
class Move(Generic[S]):
    """One verb, the states it may start from, and the state it leads to (None: it stays)."""

    verb: str
    sources: frozenset[S]
    target: S | None


class Workflow(Generic[S]):
    """`Workflow(("answer", {State.A}, State.B), …)`; a verb may stand on several lines."""

    def __init__(self, *rows: tuple[str, Collection[S], S | None]) -> None:
        self.moves: tuple[Move[S], ...] = tuple(
            Move(verb, frozenset(sources), target) for verb, sources, target in rows
        )

    def __iter__(self) -> Iterator[Move[S]]:
        return iter(self.moves)

    @property
    def verbs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(move.verb for move in self.moves))

    def allows(self, verb: str, state: S) -> bool:
        return any(move.verb == verb and state in move.sources for move in self.moves)

    def after(self, verb: str, state: S) -> S:
        """The state after `verb`; Refused when the table has no such cell."""
        for move in self.moves:
            if move.verb == verb and state in move.sources:
                return state if move.target is None else move.target
        raise Refused(f"{verb} is not possible in state {state.value}")

    def open_verbs(self, state: S) -> tuple[str, ...]:
        """The verbs the table allows from `state`, in table order."""
        return tuple(verb for verb in self.verbs if self.allows(verb, state))
