"""How a county wants its stations named, and how near two may stand (Article 2)."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.kit.workflow import Refused
from lianxin.locality import actions, permissions, queries
from lianxin.locality.rules import BadPolicy, example_name, fits, platform_name, station_names_from
from lianxin.locality.tests import factory
from lianxin.locality.tests.factory import COUNTY, OFFICE, OFFICER

pytestmark = [pytest.mark.django_db, pytest.mark.article(2)]
TODAY = date(2026, 11, 23)
WORDS = {"县": "新邵县", "乡镇": "寸石镇"}


@pytest.fixture(autouse=True)
def _today():
    with moment.at(datetime(2026, 11, 23, 9, tzinfo=moment.SHANGHAI)):
        factory.locality()
        yield


@pytest.mark.parametrize(
    ("name", "patterns", "expected"),
    [
        ("随便", (), True),
        ("寸石镇人大代表联络站", ("{乡镇}人大代表联络站",), True),
        ("寸石镇人大代表联络站.", ("{乡镇}人大代表联络站",), False),
        ("坪上镇人大代表联络站", ("{乡镇}人大代表联络站",), False),
        ("新邵县寸石镇老街联络站", ("{县}{乡镇}{名}联络站",), True),
        ("新邵县寸石镇联络站", ("{县}{乡镇}{名}联络站",), False),
        ("桐木村联络站", ("{村}联络站",), False),
        ("寸石镇（甲.*）站", ("{乡镇}（甲.*）站",), True),
        ("寸石镇（甲乙）站", ("{乡镇}（甲.*）站",), False),
        ("寸石镇之家", ("{县}站", "{乡镇}之家"), True),
    ],
)
def test_name_fits_a_pattern_word_for_word(name: str, patterns: tuple[str, ...], expected: bool) -> None:
    assert fits(name, patterns, WORDS) is expected


def test_example_fills_in_the_place_and_leaves_own_words_open() -> None:
    assert example_name("{县}{乡镇}{名}站", WORDS) == "新邵县寸石镇……站"


@pytest.mark.parametrize(
    "bad",
    [
        {"house": ["{县}站"]},
        {"home": "{县}站"},
        {"home": ["{县}"]},
        {"home": ["{省}站"]},
        {"home": ["{县}站{"]},
        {"home": ["长" * 61]},
        {"home": ["两\n行"]},
        {"home": [7]},
        [],
    ],
)
def test_pattern_that_says_nothing_or_too_much_is_refused(bad) -> None:
    with pytest.raises(BadPolicy):
        station_names_from(bad)
    with pytest.raises(BadPolicy):
        actions.adapt_policy(COUNTY, {"station_names": bad}, from_day=TODAY, by=OFFICE)


@pytest.mark.parametrize("metres", [-1, 20_001, True, "500", None])
def test_radius_is_a_number_that_can_be_meant(metres) -> None:
    with pytest.raises(BadPolicy):
        actions.adapt_policy(COUNTY, {"neighbour_metres": metres}, from_day=TODAY, by=OFFICE)


def test_what_the_county_sets_holds_from_its_day_on_and_leaves_the_rest_alone() -> None:
    later = TODAY + timedelta(days=7)
    actions.adapt_policy(COUNTY, {"referral_allowed": True}, from_day=TODAY, by=OFFICE)
    changes = {"station_names": {"home": ["{乡镇}之家"]}, "neighbour_metres": 0}
    actions.adapt_policy(COUNTY, changes, from_day=later, by=OFFICE)
    before, after = queries.policy(COUNTY, TODAY), queries.policy(COUNTY, later)
    assert (before.station_names, before.neighbour_metres) == ({}, 500)
    assert (after.station_names, after.neighbour_metres) == ({"home": ("{乡镇}之家",)}, 0)
    assert after.referral_allowed and after.bases["station_names"] == "本县规定"


def test_second_change_of_one_day_waits_for_the_next() -> None:
    assert not queries.is_chosen(COUNTY, TODAY)
    actions.adapt_policy(COUNTY, {"neighbour_metres": 300}, from_day=TODAY, by=OFFICE)
    assert queries.is_chosen(COUNTY, TODAY)
    with pytest.raises(Refused, match="以后的日期"):
        actions.adapt_policy(COUNTY, {"neighbour_metres": 400}, from_day=TODAY, by=OFFICE)
    with pytest.raises(Refused, match=r"不能|只能"):
        actions.adapt_policy(COUNTY, {"neighbour_metres": 400}, from_day=TODAY - timedelta(days=1), by=OFFICE)


def test_only_the_countys_office_sees_and_sets_them() -> None:
    assert [row.pk for row in queries.localities_visible_to(OFFICE)] == [COUNTY]
    assert not queries.localities_visible_to(OFFICER).exists()
    assert permissions.visible_to(SYSTEM).count() == 1
    with pytest.raises(PermissionDenied):
        actions.adapt_policy(COUNTY, {"neighbour_metres": 300}, from_day=TODAY, by=OFFICER)


def test_platform_has_the_unified_name_or_the_statutory_word() -> None:
    assert platform_name(" 连心 ", "新邵县") == "连心"
    assert platform_name("", "新邵县") == "新邵县人大代表联络站"
