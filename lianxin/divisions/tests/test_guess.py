"""Free words of a place: honest about what fits several, silent about what fits none."""

import pytest

from lianxin.divisions import queries
from lianxin.divisions.tests import factory

CHANGSHA = "430121000000"


@pytest.fixture(autouse=True)
def _tree(db):
    factory.miniature()


def guess(text, scope=CHANGSHA):
    return [d.code for d in queries.guess(text, scope)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("黄兴镇黄兴村三组", ["430121104201"]),
        ("黄兴镇", ["430121104000"]),
        ("黄兴集镇东头的水渠", ["430121104000"]),
        ("石坝村 三组", ["430121105201"]),
        ("和平镇石坝村", ["430121105201"]),
        ("湘龙街道识字里社区门口", ["430121006001"]),
        ("湘龙 识字里", ["430121006001"]),
        ("和平镇和平村", ["430121105202"]),
        ("和平镇", ["430121105000"]),
        ("黄兴镇和平村", ["430121104202"]),
        ("黄兴镇石坝村", ["430121104000"]),
        ("黄兴大道", []),
        ("双江口镇", []),
        ("这里路灯不亮", []),
        ("", []),
    ],
)
def test_a_place_that_is_named_is_found(text, codes):
    assert guess(text) == codes


def test_a_village_name_that_repeats_gives_every_village_of_that_name():
    assert guess("我住和平村") == ["430121104202", "430121105202"]


def test_another_county_is_never_guessed():
    assert guess("双江口镇和平村", "430182000000") == ["430182105201"]
    assert guess("和平村", "430182000000") == ["430182105201"]


def test_a_scope_wider_than_a_county_is_searched_for_townships_only():
    assert guess("双江口镇和平村", "430100000000") == ["430182105000"]


def test_an_empty_scope_holds_nothing():
    assert guess("黄兴镇", "") == []
