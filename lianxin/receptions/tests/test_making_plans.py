"""The plan maker's plans: they break no rule, meet as many wishes as can be met, and come out the same every time."""

import itertools
import random
import statistics
from datetime import date, timedelta

import pytest

from lianxin.receptions.making.solving import OutOfTime, propose
from lianxin.receptions.making.values import Busy, Person, Proposal
from lianxin.receptions.tests import plans
from lianxin.receptions.tests.plans import MONDAY, on, person, reception, township

pytestmark = [pytest.mark.article(6), pytest.mark.once]


@pytest.fixture(scope="module")
def year() -> Proposal:
    return propose(*township())


def test_a_townships_year_breaks_no_rule_and_tells_every_wish_it_misses(year: Proposal) -> None:
    assert plans.breaches(township(), year) == []
    assert year.optimal
    assert year.seconds < 60
    assert len(year.chosen) >= 200
    assert all(len(seats) >= 2 for seats in year.seats.values())


def test_no_deputy_of_a_townships_year_sits_far_more_often_than_others(year: Proposal) -> None:
    usual = [p for p in township()[1] if p.own_days is None and not p.away and p.most is None and len(p.stations) == 1]
    counts = [sum(p.key in keys for keys in year.seats.values()) for p in usual]
    assert max(counts) - min(counts) <= 3
    assert min(counts) >= 2


def test_a_deputys_receptions_lie_apart_over_the_year(year: Proposal) -> None:
    days = {m.key: m.options[year.chosen[m.key]].day for m in township()[0] if m.key in year.chosen}
    nearest = []
    for who in (p for p in township()[1] if p.own_days is None):
        sat = sorted(days[key] for key, keys in year.seats.items() if who.key in keys)
        nearest += [(later - day).days for day, later in itertools.pairwise(sat)]
    assert statistics.median(nearest) >= 35  # about seven a year
    assert sum(gap < 14 for gap in nearest) <= len(nearest) / 20


def test_the_first_option_is_held_unless_others_have_the_room_these_days(year: Proposal) -> None:
    receptions, _, busy = township()
    taken = {b.day for b in busy}
    for one in receptions:
        near = {
            one.options[0].day + timedelta(days=n) for n in (-1, 0, 1, 2)
        }  # the hall's other station comes next day
        if not (one.room and near & taken):
            assert year.chosen[one.key] == 0, one.key
    assert 1 <= sum(option > 0 for option in year.chosen.values()) <= len(busy)


@pytest.mark.parametrize("seed", range(12))
def test_small_plans_break_no_rule_whatever_is_asked(seed: int) -> None:
    luck = random.Random(seed)
    asked = township(seed, stations=luck.choice((1, 2, 3)), people=luck.randrange(3, 16), weeks=luck.randrange(3, 12))
    found = propose(*asked)
    assert plans.breaches(asked, found) == [], f"seed {seed}"
    assert found.optimal


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_at_all_meets_more_than_the_one_proposed(seed: int) -> None:
    asked = plans.tiny(seed)
    found = propose(*asked)
    assert plans.breaches(asked, found) == [], f"seed {seed}"
    assert plans.score(asked, found.chosen, found.seats) == plans.best_score(asked), f"seed {seed}"


def test_the_same_wishes_in_another_order_give_the_same_plan() -> None:
    receptions, people, busy = township(5, stations=3, people=20, weeks=10)
    one = propose(receptions, people, busy)
    random.Random(1).shuffle(receptions)
    other = propose(receptions, people[::-1], busy[::-1])
    assert (one.chosen, one.seats, one.unmet) == (other.chosen, other.seats, other.unmet)


def test_who_chose_a_day_himself_comes_before_those_who_can_be_asked_any_day() -> None:
    people = [person(1, least=1), person(2, own_days=frozenset({MONDAY}))]
    found = propose([reception("m", on(0))], people)
    assert found.seats == {"m": (2,)}


def test_a_reception_moves_to_a_fallback_when_nobody_can_come_on_its_first_day() -> None:
    found = propose([reception("m", on(0), on(1))], [person(1, away=((MONDAY, MONDAY),))])
    assert found.chosen == {"m": 1}
    assert found.seats == {"m": (1,)}
    assert not found.unmet


def test_a_room_shared_by_two_receptions_holds_one_after_the_other() -> None:
    receptions = [
        reception("m", on(0), on(0, 11, 12), room="hall"),
        reception("n", on(0, 10, 12), on(3), station="b", room="hall"),
    ]
    found = propose(
        receptions, [person(1), person(2, at="b")], [Busy("hall", MONDAY, on(0, 8, 9).starts, on(0).starts, "会")]
    )
    assert found.chosen == {"m": 0, "n": 1} or found.chosen == {"m": 1, "n": 0}
    assert plans.breaches((receptions, [person(1), person(2, at="b")], []), found) == []


def test_a_deputy_of_two_stations_sits_at_one_of_them_a_day() -> None:
    receptions = [reception("m", on(0)), reception("n", on(0, 15, 16), station="b")]
    found = propose(receptions, [person(1, at="ab", least=2), person(2, at="b")])
    assert sorted(map(len, found.seats.values())) == [1, 1]
    assert plans.breaches((receptions, [person(1, at="ab", least=2), person(2, at="b")], []), found) == []


def test_receptions_are_shared_when_there_are_not_enough_for_all() -> None:
    found = propose([reception(f"m{n}", on(7 * n)) for n in range(6)], [person(n, least=3) for n in (1, 2, 3)])
    counts = [sum(n in keys for keys in found.seats.values()) for n in (1, 2, 3)]
    assert counts == [2, 2, 2]


def test_nothing_asked_is_nothing_planned() -> None:
    assert propose([], []).optimal
    found = propose([], [person(1, least=1)])
    assert [(u.key, u.wanted, u.got) for u in found.unmet] == [(1, 1, 0)]
    alone = propose([reception("m", on(0))], [])
    assert (alone.chosen, alone.seats) == ({"m": 0}, {"m": ()})


def test_progress_runs_from_nothing_to_all_and_never_back() -> None:
    told: list[float] = []
    propose(*township(1, stations=2, people=8, weeks=4), progress=lambda share, _step: told.append(share))
    assert told[0] == 0.0 and told[-1] == 1.0
    assert told == sorted(told)


def test_keys_that_stand_twice_and_impossible_hours_are_refused() -> None:
    for asked in (
        ([reception("m", on(0)), reception("m", on(1))], []),
        ([], [person(1), person(1)]),
        ([reception("m", on(0, 11, 9))], []),
        ([reception("m", on(0), needs=0)], []),
        ([], [person(1, least=-1)]),
    ):
        with pytest.raises(ValueError, match=r"twice|hour|number"):
            propose(*asked)


def test_when_the_time_runs_out_there_is_a_plan_that_breaks_no_rule_or_a_clear_word() -> None:
    asked = township(2, stations=2, people=30, weeks=30)
    try:
        found = propose(*asked, limit_seconds=0.01)
    except OutOfTime:
        return
    assert not [line for line in plans.breaches(asked, found) if "reason" not in line]


def test_the_checker_sees_every_rule_broken() -> None:
    """The judge is judged: a plan spoilt in each way is told of."""
    away = ((MONDAY, MONDAY),)
    people: list[Person] = [
        person(1, most=1),
        person(2, away=away),
        person(3, at="b"),
        person(4, own_days=frozenset({MONDAY})),
    ]
    receptions = [reception("m", on(0), room="hall"), reception("n", on(0, 10, 12), room="hall"), reception("o", on(7))]
    busy = [Busy("hall", MONDAY, on(0).starts, on(0).ends, "会")]
    bad = Proposal({"m": 0, "n": 0, "o": 0}, {"m": (1, 2), "n": (1, 3), "o": (4,)}, (), True, 0)
    told = "\n".join(plans.breaches((receptions, people, busy), bad))
    for part in (
        "2 seats of 1", "3 is not of that station", "2 is away", "4 did not choose the day", "1 sits twice a day",
        "1 sits more often", "share a room", "m: the room is taken", "4 chose the day and has no seat", "told {}",
    ):  # fmt: skip
        assert part in told, part


def test_days_of_leave_include_the_first_and_the_last() -> None:
    away = ((MONDAY, MONDAY + timedelta(days=7)),)
    found = propose([reception(f"m{n}", on(7 * n)) for n in range(3)], [person(1, away=away)])
    assert found.seats == {"m0": (), "m1": (), "m2": (1,)}
    assert date(2026, 1, 19) == on(14).day
