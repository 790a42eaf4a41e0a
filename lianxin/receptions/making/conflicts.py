"""Which wishes cannot be met together: a smallest such set, found by solving again with a wish forced (QuickXplain)."""

import time
from collections import Counter
from dataclasses import dataclass

from lianxin.receptions.making.model import Model
from lianxin.receptions.making.parts import Part
from lianxin.receptions.making.values import Kind, Param, Reason

TRIES = 200
"""So many times the model is solved for the wishes of one part."""
SECONDS = 5.0
"""So long, at most, for one try."""


@dataclass(frozen=True, order=True)
class Wish:
    """So much for a deputy (least, own days) or a reception (seats, a room), by its number in the part."""

    kind: Kind
    which: int
    amount: int


class GaveUp(Exception):
    """Too many tries, or too slow."""


class Conflicts:
    """The wishes of a plan that are met, and what they leave no room for."""

    def __init__(self, part: Part, met: list[Wish], deadline: float) -> None:
        self.part, self.met, self.deadline = part, met, deadline
        self.model = Model(part)
        self.tries = TRIES

    def with_(self, wish: Wish) -> tuple[Reason, ...]:
        """Why a wish cannot be met beside those that are."""
        others = [w for w in self.met if (w.kind, w.which) != (wish.kind, wish.which)]
        try:
            if not self._possible([wish]):
                return (Reason("impossible"),)
            if self._possible([wish, *others]):
                return (Reason("unknown"),)  # only where the plan is not the best one, for want of time
            found = self._smallest([wish], [wish], others)
        except GaveUp:
            return (Reason("others"),)
        return (together_with(found, self.part),)

    def _smallest(self, base: list[Wish], added: list[Wish], candidates: list[Wish]) -> list[Wish]:
        """Of the candidates, a set of which none can be left out and which cannot be met beside the base."""
        if added and added is not base and not self._possible(base):
            return []
        if len(candidates) == 1:
            return candidates
        half = len(candidates) // 2
        first, second = candidates[:half], candidates[half:]
        of_second = self._smallest(base + first, first, second)
        of_first = self._smallest(base + of_second, of_second, first)
        return of_first + of_second

    def _possible(self, wishes: list[Wish]) -> bool:
        self.tries -= 1
        left = self.deadline - time.monotonic()
        if self.tries < 0 or left < 0:
            raise GaveUp
        forced: Counter[int] = Counter()
        for wish in wishes:
            row = self._row(wish)
            forced[row] = max(forced[row], wish.amount)
        known = self.model.possible(sorted(forced.items()), min(left, SECONDS))
        if known is None:
            raise GaveUp
        return known

    def _row(self, wish: Wish) -> int:
        if wish.kind in (Kind.LEAST, Kind.OWN_DAY):
            return self.model.count[wish.which]
        return (self.model.seats if wish.kind == Kind.NEEDS else self.model.held)[wish.which]


def together_with(wishes: list[Wish], part: Part) -> Reason:
    """The wishes, by the keys of whom or what they are for."""
    named: list[Param] = []
    for one in sorted(wishes):
        of_person = one.kind in (Kind.LEAST, Kind.OWN_DAY)
        key = part.people[one.which].key if of_person else part.receptions[one.which].key
        named += [one.kind.value, key, one.amount]
    return Reason("together", tuple(named))
