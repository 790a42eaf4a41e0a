"""Receptions of one deputy apart from one another over the year: by exchanges that change nothing else."""

from collections import defaultdict

from lianxin.receptions.making.parts import Part, Place

ROUNDS = 3
NEAR = 400
"""Days; receptions so far apart no longer trouble each other."""

Seats = set[tuple[Place, int]]


def spaced(part: Part, seats: Seats) -> Seats:
    """The same plan with deputies exchanged between receptions of a station while that brings theirs further apart.

    Everybody keeps his number of receptions; who chose his days himself keeps his seats.
    """
    table = _Table(part, seats)
    movable = sorted(seat for seat in seats if part.people[seat[1]].own_days is None)
    by_station: dict[str, list[int]] = defaultdict(list)
    table.seats = list(movable)
    for number, (place, _) in enumerate(movable):
        by_station[part.receptions[place[0]].station].append(number)
    for _ in range(ROUNDS):
        moved = [
            table.exchange(one, other)
            for numbers in by_station.values()
            for at, one in enumerate(numbers)
            for other in numbers[at + 1 :]
        ]
        if not any(moved):
            break
    return set(table.seats) | (seats - set(movable))


class _Table:
    """Who sits when, by ordinal days."""

    def __init__(self, part: Part, seats: Seats) -> None:
        self.part = part
        self.seats: list[tuple[Place, int]] = []
        self.day = {place: part.option(place).day.toordinal() for place, _ in seats}
        self.days: dict[int, set[int]] = defaultdict(set)
        self.open_to = {place: frozenset(part.open_to[place]) for place, _ in seats}
        for place, person in seats:
            self.days[person].add(self.day[place])

    def exchange(self, one: int, other: int) -> bool:
        """Exchange the deputies of two seats if they may and their receptions come further apart."""
        (here, a), (there, b) = self.seats[one], self.seats[other]
        if a == b or a not in self.open_to[there] or b not in self.open_to[here]:
            return False
        day, that = self.day[here], self.day[there]
        if day == that or that in self.days[a] or day in self.days[b]:
            return False
        before = self._trouble(a, day, day) + self._trouble(b, that, that)
        if self._trouble(a, day, that) + self._trouble(b, that, day) >= before - 1e-9:
            return False
        self.seats[one], self.seats[other] = (here, b), (there, a)
        self.days[a] = self.days[a] - {day} | {that}
        self.days[b] = self.days[b] - {that} | {day}
        return True

    def _trouble(self, person: int, leaves: int, comes: int) -> float:
        """How near a day would be to his other receptions."""
        return sum(1 / (1 + abs(comes - day)) for day in self.days[person] if day != leaves)
