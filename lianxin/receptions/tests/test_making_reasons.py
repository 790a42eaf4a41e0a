"""A wish that cannot be met is explained, truly and in words a convener understands."""

from datetime import date, time, timedelta

import pytest
from django.utils.translation import override

from lianxin.receptions.making import reasons
from lianxin.receptions.making.solving import propose
from lianxin.receptions.making.values import Busy, Kind, Person, Reception, Unmet
from lianxin.receptions.tests import plans
from lianxin.receptions.tests.plans import MONDAY, on, person, reception

pytestmark = [pytest.mark.article(6), pytest.mark.once]
PEOPLE = {1: "龙秀梅", 2: "刘和生", 3: "马秋实", 4: "石青山"}
RECEPTIONS = {"m0": "1月5日的接待", "m1": "1月12日的接待", "n0": "南站的接待"}
ONE = ((MONDAY, MONDAY),)
ALWAYS = ((date(2026, 1, 1), date(2026, 12, 31)),)


def weekly(count: int, needs: int = 1, station: str = "a", letter: str = "m") -> list[Reception]:
    return [reception(f"{letter}{n}", on(7 * n), needs=needs, station=station) for n in range(count)]


def own(*days: int) -> frozenset[date]:
    return frozenset(MONDAY + timedelta(days=n) for n in days)


def unmet(
    receptions: list[Reception], people: list[Person], kind: Kind, key: str | int, busy: tuple[Busy, ...] = ()
) -> Unmet:
    found = propose(receptions, people, busy)
    assert plans.breaches((receptions, people, list(busy)), found) == []
    return next(u for u in found.unmet if (u.kind, u.key) == (kind, key))


def why(*asked: object) -> tuple[str, ...]:
    return reasons.why_words(unmet(*asked), PEOPLE, RECEPTIONS)  # type: ignore[arg-type]


# ── a deputy's least ───────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("receptions", "people", "told"),
    [
        (weekly(3), [person(1, least=2, most=1)], "最多1次，比至少2次还少。"),
        (weekly(1), [person(1, least=2)], "所在的站全年计划1次接待，能举行的只有1次。"),
        (weekly(2), [person(1, least=2, away=ALWAYS)], "所在的站全年2次接待，请假或者在别处，都来不了。"),
        (weekly(3), [person(1, least=3, away=ONE)], "所在的站全年3次接待，请假或者在别处错过1次，只能赶上2次。"),
        (weekly(3), [person(1, least=2, own_days=own(7))], "自己选的日子里只有1次接待。"),
        ([*weekly(1), *weekly(1, station="b", letter="n")], [person(1, at="ab", least=2)],
         "所在各站的接待挤在同样的日子，一天只能去一处，最多1次。"),
        (weekly(3), [person(1, least=2), person(2, least=2)], "2位代表一共要求4次，他们能用的席位只有3个。"),
    ],
)  # fmt: skip
def test_each_reason_why_a_deputy_gets_too_few_receptions(receptions: list, people: list, told: str) -> None:
    found = propose(receptions, people)
    assert plans.breaches((receptions, people, []), found) == []
    short = [u for u in found.unmet if u.kind == Kind.LEAST]
    assert [reasons.why_words(u, PEOPLE, RECEPTIONS)[0] for u in short] == [told]


def test_wishes_that_together_cannot_be_met_are_named_and_no_others() -> None:
    """Two deputies can only come on one and the same day; a third has nothing to do with it."""
    early = ((MONDAY + timedelta(days=1), date(2026, 12, 31)),)
    people = [person(1, least=1, away=early), person(2, least=1, away=early), person(3, least=1)]
    found = propose(weekly(5), people)
    (short,) = [u for u in found.unmet if u.kind == Kind.LEAST]
    other = {1: 2, 2: 1}[int(short.key)]
    assert [r.code for r in short.why] == ["few_seats", "together"]
    assert short.why[0].params == (1, 2, 2)
    assert short.why[1].params == ("least", other, 1)
    told = reasons.why_words(short, PEOPLE, RECEPTIONS)
    assert told[1] == f"与这些已经排好的要求合在一起排不下：{PEOPLE[other]}至少1次。"


def test_a_set_of_wishes_in_conflict_is_as_small_as_can_be() -> None:
    """1 and 2 can only come in the first two weeks, 3 in the first only: three wishes for two seats."""
    week = timedelta(days=7)
    after = ((MONDAY + 2 * week, date(2026, 12, 31)),)
    people = [
        person(1, least=1, away=after), person(2, least=1, away=after),
        person(3, least=1, away=((MONDAY + week, ALWAYS[0][1]),)),
        *(person(n, least=1) for n in range(10, 14)),
    ]  # fmt: skip
    found = propose(weekly(9), people)
    (short,) = [u for u in found.unmet if u.kind == Kind.LEAST]
    together = next(r for r in short.why if r.code == "together")
    assert set(together.params[1::3]) == {1, 2, 3} - {short.key}
    assert short.why[0].params == (2, 3, 3)


def test_seats_of_those_who_chose_the_day_are_told_apart() -> None:
    found = propose(weekly(2), [person(1, least=2), person(2, own_days=own(0))])
    (short,) = [u for u in found.unmet if u.kind == Kind.LEAST]
    assert [(r.code, r.params) for r in short.why] == [
        ("few_seats", (1, 1, 2)), ("own_seats", (1,)),
    ]  # fmt: skip


def test_of_many_deputies_in_each_others_way_the_number_is_told() -> None:
    found = propose(weekly(10), [person(n, least=1) for n in range(1, 17)])
    short = [u for u in found.unmet if u.kind == Kind.LEAST]
    assert len(short) == 6
    assert {tuple((r.code, r.params) for r in u.why) for u in short} == {(("few_seats", (10, 11, 11)),)}


@pytest.mark.parametrize("others", [[person(3, at="b")], []])
def test_wishes_in_conflict_over_one_day_are_found_by_trying(others: list[Person]) -> None:
    """The seats would suffice; but 1 cannot be at two stations on one day, and 2 can come on the other day only."""
    receptions = [*weekly(2), *weekly(1, station="b", letter="n")]
    people = [person(1, at="ab", least=2), person(2, least=1, away=((MONDAY, MONDAY),)), *others]
    found = propose(receptions, people)
    (short,) = [u for u in found.unmet if u.kind == Kind.LEAST]
    other = {1: ("least", 2, 1), 2: ("least", 1, 2)}[int(short.key)]
    assert [(r.code, r.params) for r in short.why] == [("together", other)]


# ── seats ──────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("people", "told"),
    [
        ([person(1)], "这个站可以排班的代表只有1位，少于2位。"),
        ([person(1), person(2, away=ALWAYS)], "可选的日子里最多只有1位代表能来，这个站共有2位。"),
        ([person(1, most=1), person(2, most=1)], "这个站各位代表最多一共接待2次，少于全年的4个席位。"),
    ],
)
def test_each_reason_why_seats_stay_empty(people: list[Person], told: str) -> None:
    found = propose(weekly(2, needs=2), people)
    short = [u for u in found.unmet if u.kind == Kind.NEEDS]
    assert short and all(reasons.why_words(u, PEOPLE, RECEPTIONS) == (told,) for u in short)


def test_a_seat_empty_because_the_deputy_is_needed_elsewhere_names_where() -> None:
    """One deputy of two stations on one day: the other station's seat is what takes him."""
    receptions = [*weekly(1), *weekly(1, station="b", letter="n")]
    short = next(u for u in propose(receptions, [person(1, at="ab")]).unmet if u.kind == Kind.NEEDS)
    other = {"m0": "n0", "n0": "m0"}[str(short.key)]
    assert reasons.why_words(short, PEOPLE, RECEPTIONS) == (f"龙秀梅当天在{RECEPTIONS[other]}。",)
    assert reasons.unmet_words(short, PEOPLE, RECEPTIONS).endswith("没有代表能来，应有1位。")


def test_a_seat_empty_because_a_deputy_reached_his_most_says_so() -> None:
    found = propose(weekly(3, needs=2), [person(1), person(2, most=2)])
    assert [u.kind for u in found.unmet] == [Kind.NEEDS]
    assert reasons.why_words(found.unmet[0], PEOPLE, RECEPTIONS) == ("刘和生最多接待2次，已经排满。",)


# ── own days ───────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("people", "told"),
    [
        ([person(1, own_days=own(1))], "2026年1月6日 周二，所在的站没有接待。"),
        ([person(1, own_days=own(0), away=ALWAYS)], "2026年1月5日 周一请假或者在别处。"),
        ([person(1, own_days=own(0, 7), most=1)], "没有排：最多接待1次，已经排满。"),
    ],
)
def test_each_reason_why_a_day_chosen_oneself_is_missed(people: list[Person], told: str) -> None:
    (sentence,) = why(weekly(2), people, Kind.OWN_DAY, 1)
    assert sentence.endswith(told)


def test_more_deputies_than_seats_on_a_day_they_chose_are_told_the_numbers() -> None:
    found = propose(weekly(1), [person(1, own_days=own(0)), person(2, own_days=own(0))])
    (short,) = found.unmet
    assert reasons.why_words(short, PEOPLE, RECEPTIONS) == (
        "2026年1月5日 周一只有1个席位，自己选了这一天的代表有2位。",
    )


def test_a_chosen_day_without_a_room_says_who_has_it() -> None:
    asked = [reception("m0", on(0), on(1), room="hall")]
    busy = (Busy("hall", MONDAY, time(10), time(12), "党课"),)
    assert why(asked, [person(1, own_days=own(0))], Kind.OWN_DAY, 1, busy) == (
        "2026年1月5日 周一的接待没有场地：党课。",
    )


def test_a_chosen_day_on_which_the_reception_is_held_elsewhen_says_so() -> None:
    told = why(
        [reception("m0", on(0), on(1))], [person(1, own_days=own(1)), person(2, own_days=own(0))], Kind.OWN_DAY, 1
    )
    assert told == ("2026年1月6日 周二没有接待：1月5日的接待改在别的日子，或者不能举行。",)


# ── rooms ──────────────────────────────────────────────────────────────────
def test_a_reception_without_any_room_says_for_each_day_who_has_it() -> None:
    asked = [reception("m0", on(0), on(1), room="hall"), reception("n0", on(1, 10, 12), station="b", room="hall")]
    busy = (Busy("hall", MONDAY, time(10), time(12), "党课"),)
    people = [person(1), person(2, at="b")]
    found = propose(asked, people, busy)
    (short,) = found.unmet
    assert short.kind == Kind.ROOM
    if short.key == "m0":
        assert reasons.why_words(short, PEOPLE, RECEPTIONS) == (
            "2026年1月5日 周一10:00到12:00场地已有安排：党课。",
            "2026年1月6日 周二场地已经排给南站的接待。",
        )
    else:
        assert reasons.why_words(short, PEOPLE, RECEPTIONS) == ("2026年1月6日 周二场地已经排给1月5日的接待。",)


def test_a_reception_without_any_day_says_so() -> None:
    assert why([reception("m0")], [person(1)], Kind.ROOM, "m0") == ("没有定下任何可用的日子。",)


# ── in words ───────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("kind", "key", "chinese", "english"),
    [
        (Kind.LEAST, 1, "龙秀梅应当至少接待2次，只排到1次。", "龙秀梅 should receive at least 2 times and has 1."),
        (Kind.NEEDS, "m0", "1月5日的接待应有2位代表，只排到1位。", "1月5日的接待 needs 2 deputies and has 1."),
        (Kind.OWN_DAY, 9, "9自己选了2天，排到1天。", "9 chose 2 days and has 1."),
        (Kind.ROOM, "x", "x没有能用的场地，不能举行。", "x has no room and cannot be held."),
    ],
)
def test_a_wish_not_met_is_told_by_name(kind: Kind, key: str | int, chinese: str, english: str) -> None:
    one = Unmet(kind, key, 2, 1, ())
    assert reasons.unmet_words(one, PEOPLE, RECEPTIONS) == chinese
    with override("en"):
        assert reasons.unmet_words(one, PEOPLE, RECEPTIONS) == english


def test_reasons_speak_english_too_and_a_code_nobody_knows_breaks_nothing() -> None:
    with override("en"):
        assert why(weekly(1), [person(1, own_days=own(1))], Kind.OWN_DAY, 1) == (
            "Tue 6 Jan 2026: no reception at the stations of this deputy.",
        )
        assert reasons.reason_words(reasons.Reason("of another version"), {}, {}).startswith("The reason was not found")
        assert reasons.step_words("of another version") == "Making the plan"
