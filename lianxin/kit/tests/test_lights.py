"""The light of a deadline."""

from datetime import date, timedelta

import pytest

from lianxin.kit.lights import NEAR_WORKING, Kind, light

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("left", "kind", "words"),
    [
        (56, Kind.OK, "剩56天"),
        (16, Kind.OK, "剩16天"),
        (15, Kind.NEAR, "剩15天"),
        (0, Kind.NEAR, "今天到期"),
        (-1, Kind.LATE, "超1天"),
    ],
)
def test_a_deadline_in_months_turns_near_fifteen_days_before(left: int, kind: Kind, words: str) -> None:
    lit = light(TODAY + timedelta(days=left), TODAY)
    assert lit is not None
    assert (lit.kind, lit.days_words) == (kind, words)


def test_a_limit_in_working_days_turns_near_two_before() -> None:
    due = TODAY + timedelta(days=5)
    assert light(due, TODAY, near=NEAR_WORKING, working_days_left=3).kind is Kind.OK  # type: ignore[union-attr]
    near = light(due, TODAY, near=NEAR_WORKING, working_days_left=2)
    assert near is not None
    assert (near.kind, near.days_words) == (Kind.NEAR, "剩2个工作日")


def test_no_deadline_has_no_light() -> None:
    assert light(None, TODAY) is None


def test_an_extended_deadline_says_so_until_it_is_near() -> None:
    far = light(TODAY + timedelta(days=35), TODAY, extended=True)
    assert far is not None
    assert (far.word, far.days_words) == ("已延期", "至12月28日")
    assert light(TODAY + timedelta(days=3), TODAY, extended=True).kind is Kind.NEAR  # type: ignore[union-attr]
    assert light(TODAY - timedelta(days=1), TODAY, extended=True).kind is Kind.LATE  # type: ignore[union-attr]


def test_what_is_done_says_how_early_or_late() -> None:
    early = light(TODAY, TODAY, done=True, done_on=TODAY - timedelta(days=12))
    late = light(TODAY, TODAY, done=True, done_on=TODAY + timedelta(days=2))
    assert early is not None
    assert late is not None
    assert (early.days_words, late.days_words) == ("提前12天", "迟2天")


def test_each_kind_has_its_own_icon_and_word() -> None:
    lights = [
        light(TODAY + timedelta(days=n), TODAY, extended=e, done=d)
        for n, e, d in ((56, False, False), (9, False, False), (-6, False, False), (56, True, False), (1, False, True))
    ]
    assert len({lit.icon for lit in lights if lit}) == 5
    assert len({lit.word for lit in lights if lit}) == 5
    assert len({lit.said("en")[0] for lit in lights if lit}) == 5
