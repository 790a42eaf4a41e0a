"""Requests for the plan maker, and a checker that shares no code with it: only the raw values are read."""

import itertools
import random
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta

from lianxin.receptions.making.values import Busy, Kind, Option, Person, Proposal, Reception

MONDAY = date(2026, 1, 5)
Request = tuple[list[Reception], list[Person], list[Busy]]


def on(days: int, starts: int = 9, ends: int = 11) -> Option:
    """An option so many days after a Monday."""
    return Option(MONDAY + timedelta(days=days), time(starts), time(ends))


def reception(key: str, *options: Option, needs: int = 1, station: str = "a", room: str = "") -> Reception:
    return Reception(key, station, options, needs, room)


def person(key: int, *, at: str = "a", **more: object) -> Person:
    return Person(key, frozenset(at), **more)  # type: ignore[arg-type]


def township(seed: int = 1, stations: int = 4, people: int = 80, weeks: int = 52) -> Request:
    """A year: weekly receptions, two stations that share a hall others use too, leave, higher-level deputies."""
    luck = random.Random(seed)
    receptions, persons = [], []
    for s, week in itertools.product(range(stations), range(weeks)):
        days = tuple(on(7 * week + s + later) for later in range(3))
        hall = "hall" if s in (0, 1) else ""
        receptions.append(Reception(f"s{s}w{week:02}", f"s{s}", days, luck.choice((2, 3)), hall))
    for n in range(people):
        first = date(2026, 1, 1) + timedelta(days=luck.randrange(300))
        away = ((first, first + timedelta(days=luck.randrange(5, 60))),) if luck.random() < 0.5 else ()
        at = frozenset({f"s{n % stations}"} | ({f"s{(n + 1) % stations}"} if luck.random() < 0.1 else set()))
        higher = n % 16 == 15
        own = frozenset(luck.choice([m for m in receptions if m.station in at]).options[0].day for _ in range(3))
        most = None if n % 3 else 12
        persons.append(Person(n + 1, at, 0 if higher else 2, most, away, own if higher else None))
    busy = [Busy("hall", MONDAY + timedelta(days=luck.randrange(350)), time(8), time(12), "培训") for _ in range(20)]
    return receptions, persons, busy


def tiny(seed: int) -> Request:
    """Few enough of everything to try every plan, and tight enough that wishes collide."""
    luck = random.Random(seed)
    receptions = [
        Reception(
            f"m{n}", luck.choice("ab"),
            tuple(on(luck.randrange(3), luck.choice((9, 10))) for _ in range(luck.choice((1, 2, 2)))),
            luck.choice((1, 1, 2)), luck.choice(("", "hall")),
        )
        for n in range(luck.choice((2, 3, 3)))
    ]  # fmt: skip
    people = []
    for n in range(luck.choice((2, 3))):
        day = MONDAY + timedelta(days=luck.randrange(3))
        own = frozenset({day, day + timedelta(days=1)}) if luck.random() < 0.35 else None
        away = ((day, day),) if luck.random() < 0.3 else ()
        at = frozenset(luck.sample("ab", luck.choice((1, 2))))
        people.append(Person(n + 1, at, luck.choice((0, 1, 2)), luck.choice((None, None, 1)), away, own))
    busy = [Busy("hall", MONDAY + timedelta(days=luck.randrange(3)), time(8), time(10), "培训")] * luck.choice((0, 1))
    return receptions, people, busy


# ── the checker ────────────────────────────────────────────────────────────
def breaches(asked: Request, found: Proposal) -> list[str]:
    """Every rule that a proposal breaks, and every wish it misses without saying so, one line each."""
    return [*_broken(asked, found.chosen, found.seats), *_untold(asked, found)]


def _held(asked: Request, chosen: Mapping[str, int]) -> dict[str, tuple[Reception, Option]]:
    return {m.key: (m, m.options[chosen[m.key]]) for m in asked[0] if m.key in chosen}


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _meet(a: Option | Busy, b: Option | Busy) -> bool:
    if a.day != b.day:
        return False
    return bool(set(range(_minutes(a.starts), _minutes(a.ends))) & set(range(_minutes(b.starts), _minutes(b.ends))))


def _broken(asked: Request, chosen: Mapping[str, int], seats: Mapping[str, tuple[int, ...]]) -> Iterator[str]:
    held, people = _held(asked, chosen), {p.key: p for p in asked[1]}
    if set(seats) - set(held) or set(chosen) - set(held):
        yield "something is held that was not asked for"
    sat: dict[int, list[date]] = {p.key: [] for p in asked[1]}
    for key, keys in seats.items():
        at, option = held[key]
        if len(keys) > at.needs or len(set(keys)) != len(keys):
            yield f"{key}: {len(keys)} seats of {at.needs}"
        for who in (people[k] for k in keys):
            sat[who.key].append(option.day)
            if at.station not in who.stations:
                yield f"{key}: {who.key} is not of that station"
            if [span for span in who.away if span[0] <= option.day <= span[1]]:
                yield f"{key}: {who.key} is away"
            if who.own_days is not None and option.day not in who.own_days:
                yield f"{key}: {who.key} did not choose the day"
    for who in asked[1]:
        if len(set(sat[who.key])) != len(sat[who.key]):
            yield f"{who.key} sits twice a day"
        if who.most is not None and len(sat[who.key]) > who.most:
            yield f"{who.key} sits more often than {who.most}"
    yield from _rooms(asked, held)
    yield from _passed_over(asked, held, seats, sat)


def _rooms(asked: Request, held: Mapping[str, tuple[Reception, Option]]) -> Iterator[str]:
    for (a, one), (b, other) in itertools.combinations(held.values(), 2):
        if a.room and a.room == b.room and _meet(one, other):
            yield f"{a.key} and {b.key} share a room at one time"
    for at, option in held.values():
        if any(at.room and b.room == at.room and _meet(option, b) for b in asked[2]):
            yield f"{at.key}: the room is taken"


def _passed_over(
    asked: Request, held: Mapping[str, tuple[Reception, Option]], seats: Mapping[str, tuple[int, ...]],
    sat: Mapping[int, list[date]],
) -> Iterator[str]:  # fmt: skip
    """Who chose a day, may come and sits nowhere that day finds every seat taken by others who chose it."""
    choosers = {p.key: p for p in asked[1] if p.own_days is not None}
    for who in choosers.values():
        for at, option in held.values():
            could = at.station in who.stations and option.day in (who.own_days or ()) and option.day not in sat[who.key]
            away = any(first <= option.day <= last for first, last in who.away)
            full = who.most is not None and len(sat[who.key]) >= who.most
            others = [k for k in seats.get(at.key, ()) if k in choosers]
            if could and not away and not full and len(others) < at.needs:
                yield f"{at.key}: {who.key} chose the day and has no seat"


def _untold(asked: Request, found: Proposal) -> Iterator[str]:
    told = {(u.kind, u.key): (u.wanted, u.got) for u in found.unmet}
    true: dict[tuple[Kind, str | int], tuple[int, int]] = {}
    days: dict[int, set[date]] = {p.key: set() for p in asked[1]}
    for key, (at, option) in _held(asked, found.chosen).items():
        got = found.seats.get(key, ())
        if len(got) < at.needs:
            true[Kind.NEEDS, key] = (at.needs, len(got))
        for who in got:
            days[who].add(option.day)
    true |= {(Kind.ROOM, m.key): (1, 0) for m in asked[0] if m.key not in found.chosen}
    for who in asked[1]:
        if len(days[who.key]) < who.least:
            true[Kind.LEAST, who.key] = (who.least, len(days[who.key]))
        if who.own_days and who.own_days - days[who.key]:
            true[Kind.OWN_DAY, who.key] = (len(who.own_days), len(who.own_days & days[who.key]))
    if told != true:
        yield f"told {told}, true {true}"
    yield from (f"{u.kind} {u.key} has no reason" for u in found.unmet if not u.why)


# ── every plan there is ────────────────────────────────────────────────────
Score = tuple[int, ...]


def score(asked: Request, chosen: Mapping[str, int], seats: Mapping[str, tuple[int, ...]]) -> Score:
    """How far each aim is reached, in the order of the aims."""
    counts = {p.key: sum(p.key in keys for keys in seats.values()) for p in asked[1]}
    return (
        sum(bool(keys) for keys in seats.values()),
        len(chosen),
        sum(min(p.least, counts[p.key]) for p in asked[1]),
        sum(map(len, seats.values())),
        sum(counts[p.key] for p in asked[1] if p.own_days is not None),
        -sum(chosen.values()),
    )


def best_score(asked: Request) -> Score:
    """The best score of all plans that break no rule, found by trying every one."""
    return max(score(asked, *plan) for plan in _every_plan(asked) if not any(_broken(asked, *plan)))


def _every_plan(asked: Request) -> Iterator[tuple[dict[str, int], dict[str, tuple[int, ...]]]]:
    keys = [p.key for p in asked[1]]
    for options in itertools.product(*([None, *range(len(m.options))] for m in asked[0])):
        chosen = {m.key: o for m, o in zip(asked[0], options, strict=True) if o is not None}
        groups = [
            [c for n in range(m.needs + 1) for c in itertools.combinations(keys, n)]
            for m in asked[0]
            if m.key in chosen
        ]
        for seats in itertools.product(*groups):
            yield chosen, dict(zip(chosen, seats, strict=True))
