"""Why a wish was not met: the plain reasons first, by counting; then which wishes stand in each other's way."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from lianxin.receptions.making.conflicts import Conflicts, Wish, together_with
from lianxin.receptions.making.parts import Part, Place
from lianxin.receptions.making.values import Kind, Option, Reason, Unmet

Seats = set[tuple[Place, int]]
FEW = 9
"""So many deputies in each other's way are named; of more, their number is told."""
CONFLICT_SECONDS = 4.0
"""So long, at most, wishes in conflict are sought in one part of a plan."""


def explain(part: Part, chosen: Mapping[int, int], seats: Seats, deadline: float) -> list[Unmet]:
    """Every wish that the plan does not meet, with its reasons; conflicts are sought until `deadline` (monotonic)."""
    return list(_Explainer(part, chosen, seats, deadline).unmet())


class _Explainer:
    def __init__(self, part: Part, chosen: Mapping[int, int], seats: Seats, deadline: float) -> None:
        self.part, self.chosen, self.seats = part, chosen, seats
        self.deadline = min(deadline, time.monotonic() + CONFLICT_SECONDS)
        self.count = Counter(n for _, n in seats)
        self.at: dict[int, set[int]] = defaultdict(set)
        self.sits: dict[int, set[int]] = defaultdict(set)
        for place, n in seats:
            self.at[place[0]].add(n)
            self.sits[n].add(place[0])
        self.sitting = {m: len(self.at[m]) for m in range(len(part.receptions))}
        self.days = {(n, part.option(place).day) for place, n in seats}
        self.conflicts: Conflicts | None = None

    def unmet(self) -> Iterator[Unmet]:
        for m, reception in enumerate(self.part.receptions):
            if m not in self.chosen:
                yield Unmet(Kind.ROOM, reception.key, 1, 0, tuple(self._room(m)))
            elif self.sitting[m] < reception.needs:
                yield Unmet(Kind.NEEDS, reception.key, reception.needs, self.sitting[m], self._needs(m))
        for n, person in enumerate(self.part.people):
            if self.count[n] < person.least:
                yield Unmet(Kind.LEAST, person.key, person.least, self.count[n], self._least(n))
            missed = sorted(day for day in person.own_days or () if (n, day) not in self.days)
            if missed:
                wanted = len(person.own_days or ())
                why = tuple(self._own_day(n, day) for day in missed)
                yield Unmet(Kind.OWN_DAY, person.key, wanted, wanted - len(missed), why)

    # ── a room ─────────────────────────────────────────────────────────────
    def _room(self, m: int) -> Iterator[Reason]:
        reception = self.part.receptions[m]
        if not reception.options:
            yield Reason("no_day")
        for o, option in enumerate(reception.options):
            busy = self.part.taken_by((m, o))
            holder = next(
                (k for k, at in self.chosen.items() if self._same_room(k, m) and option.overlaps(self._option(k, at))),
                None,
            )
            if busy:
                yield Reason(
                    "room_busy", (option.day.isoformat(), f"{busy.starts:%H:%M}", f"{busy.ends:%H:%M}", busy.what)
                )
            elif holder is not None:
                yield Reason("room_shared", (option.day.isoformat(), self.part.receptions[holder].key))

    def _same_room(self, one: int, other: int) -> bool:
        room = self.part.receptions[one].room
        return bool(room) and room == self.part.receptions[other].room

    def _option(self, m: int, o: int) -> Option:
        return self.part.receptions[m].options[o]

    # ── seats of a reception ─────────────────────────────────────────────────
    def _needs(self, m: int) -> tuple[Reason, ...]:
        part, reception = self.part, self.part.receptions[m]
        own = [n for n, p in enumerate(part.people) if reception.station in p.stations]
        open_to = [part.open_to[place] for place in part.places if place[0] == m]
        if len(own) < reception.needs:
            return (Reason("few_people", (len(own), reception.needs)),)
        there = max(map(len, open_to))
        if there < reception.needs:
            return (Reason("few_that_day", (there, len(own))),)
        most = [part.people[n].most for n in own]
        wanted = sum(one.needs for one in part.receptions if one.station == reception.station)
        if None not in most and sum(n or 0 for n in most) < wanted:
            return (Reason("most_together", (sum(n or 0 for n in most), wanted)),)
        return self._taken(m) or self._conflict(Wish(Kind.NEEDS, m, reception.needs))

    def _taken(self, m: int) -> tuple[Reason, ...]:
        """What keeps each of those who could come that day: another reception, or his most; () if somebody is idle."""
        place, told = (m, self.chosen[m]), []
        for n in sorted(set(self.part.open_to[place]) - self.at[m]):
            person, day = self.part.people[n], self.part.option(place).day
            there = next((k for k in sorted(self.sits[n]) if self._option(k, self.chosen[k]).day == day), None)
            if there is not None:
                told.append(Reason("elsewhere", (person.key, self.part.receptions[there].key)))
            elif person.most is not None and self.count[n] >= person.most:
                told.append(Reason("at_most", (person.key, person.most)))
            else:
                return ()
        return tuple(told)

    # ── a deputy's least ───────────────────────────────────────────────────
    def _least(self, n: int) -> tuple[Reason, ...]:
        part, person = self.part, self.part.people[n]
        theirs = {m for m, reception in enumerate(part.receptions) if reception.station in person.stations}
        held = theirs & {m for m, _ in part.places}
        there = {m for m, _ in part.places_of[n]}
        alone = part.alone(n)
        if person.most is not None and person.most < person.least:
            return (Reason("most_below_least", (person.most, person.least)),)
        if len(held) < person.least:
            return (Reason("few_receptions", (len(theirs), len(held))),)
        if len(there) < person.least and person.own_days is not None:
            return (Reason("few_own_days", (len(there),)),)
        if not there:
            return (Reason("away_always", (len(held),)),)
        if len(there) < person.least:
            return (Reason("away_often", (len(held), len(held) - len(there), len(there))),)
        if alone < person.least:
            return (Reason("same_days", (alone,)),)
        return self._few_seats(n) or self._conflict(Wish(Kind.LEAST, n, person.least))

    def _few_seats(self, n: int) -> tuple[Reason, ...]:
        """The deputies who hold all the seats he could have, and could have no others themselves: they wish too much.

        From him over the receptions he could sit at to who sits there, and on. A free seat, or somebody with more than
        his least, means that the reason lies elsewhere.
        """
        part = self.part
        together, own_seats, reach = {n}, set(), [n]
        while reach:
            person = reach.pop()
            for m in {m for m, _ in part.places_of[person]} - self.sits[person]:
                if len(self.at[m]) < part.receptions[m].needs:
                    return ()
                for other in self.at[m] - together:
                    if part.people[other].own_days is not None:
                        own_seats.add((m, other))
                    elif self.count[other] > part.people[other].least:
                        return ()
                    else:
                        together.add(other)
                        reach.append(other)
        wished = sum(part.people[k].least for k in together)
        seats = sum(self.count[k] for k in together)
        told = [Reason("few_seats", (seats, len(together), wished))]
        others = sorted(together - {n})
        if 0 < len(others) < FEW:
            told.append(together_with([Wish(Kind.LEAST, k, part.people[k].least) for k in others], part))
        if own_seats:
            told.append(Reason("own_seats", (len(own_seats),)))
        return tuple(told)

    # ── days chosen oneself ────────────────────────────────────────────────
    def _own_day(self, n: int, day: date) -> Reason:
        part, person, iso = self.part, self.part.people[n], day.isoformat()
        planned = [
            (m, o)
            for m, reception in enumerate(part.receptions)
            for o, option in enumerate(reception.options)
            if option.day == day and reception.station in person.stations
        ]
        held = [place for place in planned if self.chosen.get(place[0]) == place[1]]
        if not planned:
            return Reason("day_without", (iso,))
        if any(first <= day <= last for first, last in person.away):
            return Reason("day_away", (iso,))
        if person.most is not None and self.count[n] >= person.most:
            return Reason("day_most", (iso, person.most))
        if not held:
            return self._not_held(iso, planned)
        choosers = {k for place in held for k in part.open_to[place] if part.people[k].own_days is not None}
        seats = sum(part.receptions[m].needs for m, _ in held)
        return Reason("day_seats", (iso, seats, len(choosers)))

    def _not_held(self, iso: str, planned: list[Place]) -> Reason:
        busy = next((busy for place in planned if (busy := self.part.taken_by(place))), None)
        if busy:
            return Reason("day_room", (iso, busy.what))
        return Reason("day_elsewhere", (iso, self.part.receptions[planned[0][0]].key))

    # ── wishes against each other ──────────────────────────────────────────
    def _conflict(self, wish: Wish) -> tuple[Reason, ...]:
        if self.conflicts is None:
            self.conflicts = Conflicts(self.part, self._met(), self.deadline)
        return self.conflicts.with_(wish)

    def _met(self) -> list[Wish]:
        """What the plan gives: the wishes that a better fate of another would have to take from."""
        part = self.part
        met = [Wish(Kind.LEAST, n, min(p.least, self.count[n])) for n, p in enumerate(part.people)]
        met += [Wish(Kind.OWN_DAY, n, self.count[n]) for n, p in enumerate(part.people) if p.own_days is not None]
        met += [Wish(Kind.NEEDS, m, self.sitting[m]) for m in self.chosen]
        met += [Wish(Kind.ROOM, m, 1) for m in self.chosen]
        return [wish for wish in met if wish.amount]
