"""A request cut into parts that share neither deputies nor rooms, each to be solved by itself, in the order of keys."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lianxin.receptions.making.values import Busy, Option, Person, Reception, Request

Place = tuple[int, int]
"""(which reception of the part, which of its options)."""


@dataclass(frozen=True)
class Part:
    """Receptions and people sorted by key; `Place`s and persons are named by their numbers in these."""

    receptions: tuple[Reception, ...]
    people: tuple[Person, ...]
    busy: tuple[Busy, ...]

    def option(self, place: Place) -> Option:
        """When a place is."""
        return self.receptions[place[0]].options[place[1]]

    def taken_by(self, place: Place) -> Busy | None:
        """Who has the room at that time, of those outside the plan."""
        room, option = self.receptions[place[0]].room, self.option(place)
        return next((b for b in self.busy if room and b.room == room and option.overlaps(b)), None)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every option of which the room is free."""
        every = ((m, o) for m, reception in enumerate(self.receptions) for o in range(len(reception.options)))
        return tuple(place for place in every if not self.taken_by(place))

    @cached_property
    def open_to(self) -> dict[Place, tuple[int, ...]]:
        """Who may sit where: of that station, not away, and on a day he chose if he chooses himself."""
        return {
            place: tuple(
                n
                for n, person in enumerate(self.people)
                if self.receptions[place[0]].station in person.stations and person.free(self.option(place).day)
            )
            for place in self.places
        }

    @cached_property
    def places_of(self) -> dict[int, tuple[Place, ...]]:
        """The same, by person."""
        found: dict[int, list[Place]] = defaultdict(list)
        for place, people in self.open_to.items():
            for person in people:
                found[person].append(place)
        return {n: tuple(found[n]) for n in range(len(self.people))}

    @cached_property
    def clashes(self) -> tuple[tuple[Place, Place], ...]:
        """Places of two receptions that would need one room at the same time."""
        by_day: dict[tuple[str, date], list[Place]] = defaultdict(list)
        for place in self.places:
            if self.receptions[place[0]].room:
                by_day[self.receptions[place[0]].room, self.option(place).day].append(place)
        return tuple(
            (one, other)
            for places in by_day.values()
            for n, one in enumerate(places)
            for other in places[n + 1 :]
            if one[0] != other[0] and self.option(one).overlaps(self.option(other))
        )

    def alone(self, person: int) -> int:
        """How many receptions he could sit at if nobody else wished anything: one a day, one option of each."""
        days: dict[int, list[date]] = defaultdict(list)
        for place in self.places_of[person]:
            days[place[0]].append(self.option(place).day)
        return matched(days)


def matched(choices: dict[int, list[date]]) -> int:
    """The most keys that can each have one of their days with no day given twice (augmenting paths)."""
    holder: dict[date, int] = {}

    def give(key: int, tried: set[date]) -> bool:
        for day in choices[key]:
            if day not in tried:
                tried.add(day)
                if day not in holder or give(holder[day], tried):
                    holder[day] = key
                    return True
        return False

    return sum(give(key, set()) for key in sorted(choices))


def parts(request: Request) -> tuple[Part, ...]:
    """The parts in the order of their first reception; people without any reception are in a part of their own."""
    group = _Groups()
    for person in request.people:
        group.join(("person", person.key), *(("station", s) for s in person.stations))
    for reception in request.receptions:
        group.join(("reception", reception.key), ("station", reception.station))
        if reception.room:
            group.join(("reception", reception.key), ("room", reception.room))
    receptions, people = defaultdict(list), defaultdict(list)
    for reception in sorted(request.receptions, key=lambda m: m.key):
        receptions[group.of(("reception", reception.key))].append(reception)
    for person in sorted(request.people, key=lambda p: p.key):
        people[group.of(("person", person.key))].append(person)
    busy = sorted(request.busy, key=lambda b: (b.room, b.day, b.starts, b.ends, b.what))
    return tuple(
        Part(tuple(receptions[root]), tuple(people[root]), tuple(_rooms(busy, receptions[root])))
        for root in dict.fromkeys((*receptions, *people))
    )


def _rooms(busy: Iterable[Busy], receptions: list[Reception]) -> Iterator[Busy]:
    rooms = {reception.room for reception in receptions}
    return (one for one in busy if one.room in rooms)


Node = tuple[str, str | int]


class _Groups:
    """Which things hang together (union-find)."""

    def __init__(self) -> None:
        self.parent: dict[Node, Node] = {}

    def of(self, node: Node) -> Node:
        while (up := self.parent.setdefault(node, node)) != node:
            self.parent[node] = self.parent[up]
            node = up
        return node

    def join(self, *nodes: Node) -> None:
        for node in nodes:
            self.parent[self.of(node)] = self.of(nodes[0])
