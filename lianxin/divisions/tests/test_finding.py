"""Addresses as people write them name the divisions they mean, over a whole province."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.divisions import finding, queries
from lianxin.divisions.tests import factory


@pytest.fixture
def _tree(db):
    factory.miniature()


def meant(text):
    return [one.code for one in finding.surest(queries.named(text))]


@pytest.mark.usefixtures("_tree")
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("黄兴镇黄兴村三组", ["430121104201"]),
        ("石坝", ["430121105201"]),
        ("石 坝 村", ["430121105201"]),
        ("石坝村，和平镇", ["430121105201"]),
        ("湖南省长沙市长沙县和平镇石坝村杨家组12号", ["430121105201"]),
        ("黃興鎮", ["430121104000"]),
        ("识字里", ["430121006001"]),
        ("识字里居委会", ["430121006001"]),
        ("识字里村", ["430121006001"]),
        ("黄兴", ["430121104000"]),
        ("黄兴乡", ["430121104000"]),
        ("长沙", ["430100000000"]),
        ("和平村", ["430121104202", "430121105202", "430182105201"]),
        ("双江口和平村", ["430182105201"]),
        ("黄兴大道", []),
        ("石坝组", []),
        ("", []),
        ("12号", []),
        ("%", []),
        ("🏠🏠", []),
    ],
)
def test_an_address_in_any_order_and_writing_names_its_place(text, codes):
    assert meant(text) == codes


@pytest.mark.usefixtures("_tree")
def test_what_is_left_over_is_told():
    assert finding.surest(queries.named("黄兴镇李家村"))[0].rest == "李家村"


@pytest.mark.usefixtures("_tree")
def test_ten_thousand_letters_cost_no_more_than_forty():
    assert len(finding.plain("和平村" * 4000)) == finding.READ
    with CaptureQueriesContext(connection) as asked:
        queries.named("和平村" * 4000)
    assert len(asked) <= 3


def test_names_of_nationalities_are_left_out_in_speech():
    assert finding.stem("城步苗族自治县") == "城步"
    assert finding.stem("湘西土家族苗族自治州") == "湘西"
    assert finding.stem("梅市社区居委会") == "梅市"
    assert finding.stem("澧县") == ""


def test_a_district_mentions_a_place_whole_or_between_marks():
    assert finding.mentions("第14选区（白石、桐木村）", "桐木村")
    assert finding.mentions("第14选区（白石、桐木）", "桐木村")
    assert not finding.mentions("第14选区（桐木冲）", "桐木村")
    assert not finding.mentions("", "桐木村")
