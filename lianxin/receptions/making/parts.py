"""A request cut into parts that share neither deputies nor rooms, each to be solved by itself, in the order of keys."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lianxin.receptions.making.values import Busy, Meeting, Option, Person, Request

Place = tuple[int, int]
"""(which meeting of the part, which of its options)."""


@dataclass(frozen=True)
class Part:
    """Meetings and people sorted by key; `Place`s and persons are named by their numbers in these."""

    meetings: tuple[Meeting, ...]
    people: tuple[Person, ...]
    busy: tuple[Busy, ...]

    def option(self, place: Place) -> Option:
        """When a place is."""
        return self.meetings[place[0]].options[place[1]]

    def taken_by(self, place: Place) -> Busy | None:
        """Who has the room at that time, of those outside the plan."""
        room, option = self.meetings[place[0]].room, self.option(place)
        return next((b for b in self.busy if room and b.room == room and option.overlaps(b)), None)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every option of which the room is free."""
        every = ((m, o) for m, meeting in enumerate(self.meetings) for o in range(len(meeting.options)))
        return tuple(place for place in every if not self.taken_by(place))

    @cached_property
    def open_to(self) -> dict[Place, tuple[int, ...]]:
        """Who may sit where: of that station, not away, and on a day he chose if he chooses himself."""
        return {
            place: tuple(
                n
                for n, person in enumerate(self.people)
                if self.meetings[place[0]].station in person.stations and person.free(self.option(place).day)
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
        """Places of two meetings that would need one room at the same time."""
        by_day: dict[tuple[str, date], list[Place]] = defaultdict(list)
        for place in self.places:
            if self.meetings[place[0]].room:
                by_day[self.meetings[place[0]].room, self.option(place).day].append(place)
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
    """The parts in the order of their first meeting; people without any meeting are in a part of their own."""
    group = _Groups()
    for person in request.people:
        group.join(("person", person.key), *(("station", s) for s in person.stations))
    for meeting in request.meetings:
        group.join(("meeting", meeting.key), ("station", meeting.station))
        if meeting.room:
            group.join(("meeting", meeting.key), ("room", meeting.room))
    meetings, people = defaultdict(list), defaultdict(list)
    for meeting in sorted(request.meetings, key=lambda m: m.key):
        meetings[group.of(("meeting", meeting.key))].append(meeting)
    for person in sorted(request.people, key=lambda p: p.key):
        people[group.of(("person", person.key))].append(person)
    busy = sorted(request.busy, key=lambda b: (b.room, b.day, b.starts, b.ends, b.what))
    return tuple(
        Part(tuple(meetings[root]), tuple(people[root]), tuple(_rooms(busy, meetings[root])))
        for root in dict.fromkeys((*meetings, *people))
    )


def _rooms(busy: Iterable[Busy], meetings: list[Meeting]) -> Iterator[Busy]:
    rooms = {meeting.room for meeting in meetings}
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
