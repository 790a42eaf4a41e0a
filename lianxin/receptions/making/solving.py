"""The plan maker: wishes one after the other, by integer programming. Only the maker's own process imports this file.

Each part of a request (stations that share neither deputies nor rooms) is solved by itself. A first plan holds every
reception on the best day at hand; then each aim is taken in its order, and solved anew only where the first plan does
not already reach what is reachable at all. Spreading comes last.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lianxin.receptions.making.explaining import explain
from lianxin.receptions.making.model import Model, Terms
from lianxin.receptions.making.parts import Part, Place, parts
from lianxin.receptions.making.spacing import spaced
from lianxin.receptions.making.values import Busy, Person, Proposal, Reception, Request, Unmet

Progress = Callable[[float, str], None]
"""Told the share done, 0 to 1, and a code of what is being done: see `reasons.STEPS`."""


class OutOfTime(RuntimeError):
    """The limit passed before any plan was found."""


def silent(_share: float, _step: str) -> None:
    """Progress for nobody."""


@dataclass
class Draft:
    """A plan of a part: reception → option, seats, and whether it is proven the best."""

    chosen: dict[int, int]
    seats: set[tuple[Place, int]]
    optimal: bool


def propose(
    receptions: Sequence[Reception], people: Sequence[Person], busy: Sequence[Busy] = (), *,
    progress: Progress = silent, limit_seconds: float = 60,
) -> Proposal:  # fmt: skip
    """The best plan by the order of the wishes, with what could not be met; ValueError for an impossible request.

    Order: every reception has a deputy; is held; each deputy his least; seats filled; own days; first options; spread.
    """
    began = time.monotonic()
    request = Request(tuple(receptions), tuple(people), tuple(busy), limit_seconds)
    request.check()
    chosen: dict[str, int] = {}
    seats: dict[str, tuple[int, ...]] = {}
    unmet: list[Unmet] = []
    optimal, every = True, parts(request)
    for done, part in enumerate(every):

        def tell(share: float, step: str, done: int = done) -> None:
            progress((done + share) / len(every), step)

        deadline = began + limit_seconds * (done + 1) / len(every)
        draft = _solved(part, deadline, tell)
        tell(0.8, "why")
        optimal = optimal and draft.optimal
        for m, option in draft.chosen.items():
            key = part.receptions[m].key
            chosen[key] = option
            seats[key] = tuple(sorted(part.people[n].key for (place, n) in draft.seats if place[0] == m))
        unmet += explain(part, draft.chosen, draft.seats, max(deadline, time.monotonic() + 1))
    progress(1.0, "done")
    return Proposal(chosen, seats, _sorted(unmet), optimal, round(time.monotonic() - began, 3))


def _sorted(unmet: list[Unmet]) -> tuple[Unmet, ...]:
    order = ("room", "needs", "least", "own_day")
    return tuple(sorted(unmet, key=lambda u: (order.index(u.kind), str(u.key).zfill(20))))


# ── one part ───────────────────────────────────────────────────────────────
def _solved(part: Part, deadline: float, tell: Progress) -> Draft:
    tell(0.0, "days")
    first = _first_days(part, deadline)
    tell(0.1, "seats")
    settled = Model(part, first)
    values, _ = settled.best(_all_at_once(settled), deadline - time.monotonic())
    if values is None:
        raise OutOfTime("no plan was found in time")
    draft = _draft(settled, values, optimal=True)
    reached, bounds = _reached(part, draft), _bounds(part, deadline)
    if reached != bounds:
        draft = _aim_by_aim(part, draft, bounds, deadline, tell)
    tell(0.6, "spread")
    draft = _evened(part, draft, deadline)
    tell(0.7, "spread")
    return Draft(draft.chosen, spaced(part, draft.seats), draft.optimal)


def _first_days(part: Part, deadline: float, seat: int = 100) -> dict[int, int]:
    """An option for each reception that can have one: where most of its seats can be filled (each worth `seat`), then
    the earliest named; and no room twice."""
    worth = {
        place: -seat * min(part.receptions[place[0]].needs, len(part.open_to[place])) - 10_000 + place[1]
        for place in part.places
    }
    if not part.clashes:
        found: dict[int, int] = {}
        for place in part.places:
            if place[0] not in found or worth[place] < worth[place[0], found[place[0]]]:
                found[place[0]] = place[1]
        return found
    alone = Model(Part(part.receptions, (), part.busy))
    values, _ = alone.best({alone.z[place]: cost for place, cost in worth.items()}, deadline - time.monotonic())
    return {place[0]: place[1] for place in alone.places if values and values[alone.z[place]]}


def _aims(model: Model) -> tuple[Terms, ...]:
    """What is to be as great as possible, in this order."""
    own = {c: 1.0 for (_, n), c in model.x.items() if model.part.people[n].own_days is not None}
    return (
        dict.fromkeys(model.y.values(), 1.0),
        dict.fromkeys(model.z.values(), 1.0),
        dict.fromkeys(model.r.values(), 1.0),
        dict.fromkeys(model.x.values(), 1.0),
        own,
        {column: -float(place[1]) for place, column in model.z.items() if place[1]},
    )


def _all_at_once(model: Model) -> Terms:
    """A rough sum of all aims: a good plan, to be made the best one aim by aim."""
    costs: dict[int, float] = {}
    for aim, weight in zip(_aims(model), (1000, 0, 100, 10, 3, 0), strict=True):
        for column, value in aim.items():
            costs[column] = costs.get(column, 0) - weight * value
    return costs


def _bounds(part: Part, deadline: float) -> tuple[int, ...]:
    """What each aim could reach if nothing else were wished but, for first options, that as many are held."""
    most_at = {m: 0 for m, _ in part.places}
    for place, people in part.open_to.items():
        most_at[place[0]] = max(most_at[place[0]], min(part.receptions[place[0]].needs, len(people)))
    rooms = _first_days(part, deadline, seat=0)
    alone = [part.alone(n) if p.least or p.own_days is not None else 0 for n, p in enumerate(part.people)]
    caps = [min(a, p.most) if p.most is not None else a for a, p in zip(alone, part.people, strict=True)]
    return (
        sum(1 for seats in most_at.values() if seats),
        len(rooms),
        sum(min(p.least, cap) for p, cap in zip(part.people, caps, strict=True)),
        sum(most_at.values()),
        sum(cap for p, cap in zip(part.people, caps, strict=True) if p.own_days is not None),
        -sum(rooms.values()),
    )


def _reached(part: Part, draft: Draft) -> tuple[int, ...]:
    counts = [sum(1 for _, n in draft.seats if n == person) for person in range(len(part.people))]
    return (
        len({place[0] for place, _ in draft.seats}),
        len(draft.chosen),
        sum(min(p.least, count) for p, count in zip(part.people, counts, strict=True)),
        len(draft.seats),
        sum(count for p, count in zip(part.people, counts, strict=True) if p.own_days is not None),
        -sum(draft.chosen.values()),
    )


def _aim_by_aim(part: Part, draft: Draft, bounds: tuple[int, ...], deadline: float, tell: Progress) -> Draft:
    """Two aims at a time as far as they go, without giving up any before; one of the first outweighs the second."""
    model = Model(part)
    aims = _aims(model)
    spans = (len(part.receptions), bounds[3], sum(max(len(m.options) - 1, 0) for m in part.receptions))
    for at in range(0, len(aims), 2):
        tell(0.1 + 0.5 * at / len(aims), "wishes")
        pair = slice(at, at + 2)
        reached = _reached(part, draft)
        if reached[pair] != bounds[pair] or reached[1] != bounds[1]:
            costs = _weighed(aims[at], aims[at + 1], 1 + spans[at // 2])
            values, proven = model.best(costs, deadline - time.monotonic(), _start(model, draft))
            found = _draft(model, values, draft.optimal and proven) if values is not None else draft
            draft = found if _reached(part, found)[: at + 2] >= _reached(part, draft)[: at + 2] else draft
            draft.optimal = draft.optimal and proven
        for aim, value in zip(aims[pair], _reached(part, draft)[pair], strict=True):
            model.hold(aim, value)
    return draft


def _weighed(first: Terms, second: Terms, weight: int) -> Terms:
    """Costs of two aims, the first with more weight."""
    costs = {column: -value for column, value in second.items()}
    for column, value in first.items():
        costs[column] = costs.get(column, 0) - weight * value
    return costs


def _evened(part: Part, draft: Draft, deadline: float) -> Draft:
    """The same days and as many wishes met, with receptions spread evenly over the deputies."""
    model = Model(part, draft.chosen)
    costs = model.spread()
    if not costs:
        return draft
    for aim, value in zip(_aims(model)[:5], _reached(part, draft)[:5], strict=True):
        model.hold(aim, value)
    values, proven = model.best(costs, deadline - time.monotonic(), _start(model, draft))
    return (
        _draft(model, values, draft.optimal and proven)
        if values is not None
        else Draft(draft.chosen, draft.seats, False)
    )


def _start(model: Model, draft: Draft) -> Mapping[int, float]:
    """A plan as values of the model's columns, for the solver to begin with."""
    start = {column: float(draft.chosen.get(place[0]) == place[1]) for place, column in model.z.items()}
    return start | {column: float(seat in draft.seats) for seat, column in model.x.items()}


def _draft(model: Model, values: Sequence[int], optimal: bool) -> Draft:
    chosen = {place[0]: place[1] for place, column in model.z.items() if values[column]}
    return Draft(chosen, {seat for seat, column in model.x.items() if values[column]}, optimal)
