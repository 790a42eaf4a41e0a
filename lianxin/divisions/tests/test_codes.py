"""Codes, ranks, kinds and names inside free words: pure rules."""

import pytest

from lianxin.divisions.rules import (
    HAS_CONGRESS,
    Kind,
    Rank,
    ancestor_codes,
    best_hit,
    county_code,
    kind_of,
    spoken_name,
    stem,
    township_code,
    whole,
)


@pytest.mark.parametrize("code", ["", "4", "431", "43012", "4301211041", "43012110420x", "４３", "004301", "00"])
def test_what_is_no_division_code_is_refused(code):
    with pytest.raises(ValueError, match="not a division code"):
        whole(code)


def test_ancestors_run_from_the_province_down():
    assert ancestor_codes("430121104201") == ("430000000000", "430100000000", "430121000000", "430121104000")
    assert ancestor_codes("430000000000") == ()
    assert ancestor_codes("441900003001") == ("440000000000", "441900000000", "441900003000")


def test_county_and_township_of_a_code():
    assert county_code("430121104201") == "430121000000"
    assert county_code("430121000000") == "430121000000"
    assert county_code("430100000000") == "" == county_code("")
    assert township_code("430121104201") == "430121104000"
    assert township_code("430121000000") == ""


@pytest.mark.parametrize(
    ("rank", "code", "name", "kind"),
    [
        (Rank.CITY, "433100000000", "湘西土家族苗族自治州", Kind.PREFECTURE),
        (Rank.COUNTY, "430371000000", "湖南湘潭高新技术产业园区", Kind.STATISTICAL_ZONE),
        (Rank.COUNTY, "430102000000", "芙蓉区", Kind.DISTRICT),
        (Rank.COUNTY, "430182000000", "宁乡市", Kind.COUNTY_CITY),
        (Rank.COUNTY, "430529000000", "城步苗族自治县", Kind.COUNTY),
        (Rank.COUNTY, "429004000000", "仙桃市", Kind.COUNTY_CITY),
        (Rank.TOWNSHIP, "430121104000", "黄兴镇", Kind.TOWN),
        (Rank.TOWNSHIP, "430121006000", "湘龙街道", Kind.SUBDISTRICT),
        (Rank.TOWNSHIP, "430822202000", "某某白族乡", Kind.ETHNIC_TOWNSHIP),
        (Rank.TOWNSHIP, "430822202000", "沙塔坪乡", Kind.TOWNSHIP),
        (Rank.TOWNSHIP, "430822400000", "五峰铺国有林场", Kind.OTHER_ZONE),
        (Rank.VILLAGE, "430121104001", "老街居委会", Kind.NEIGHBOURHOOD),
        (Rank.VILLAGE, "430121104200", "双云村委会", Kind.VILLAGE),
    ],
)
def test_kind_is_read_from_rank_code_and_name(rank, code, name, kind):
    assert kind_of(rank, code, name) == kind


def test_subdistricts_villages_and_zones_have_no_congress():
    assert {Kind.TOWN, Kind.TOWNSHIP, Kind.ETHNIC_TOWNSHIP, Kind.COUNTY, Kind.DISTRICT} <= HAS_CONGRESS
    assert not HAS_CONGRESS & {Kind.SUBDISTRICT, Kind.VILLAGE, Kind.NEIGHBOURHOOD, Kind.STATISTICAL_ZONE}


@pytest.mark.parametrize(
    ("name", "spoken", "stemmed"),
    [
        ("识字里社区居委会", "识字里社区", "识字里"),
        ("双冲村委会", "双冲村", "双冲"),
        ("和平村村委会", "和平村", "和平"),
        ("黄兴镇", "黄兴镇", "黄兴"),
        ("某某村村民委员会", "某某村", "某某"),
        ("村委会", "村委会", ""),
        ("沙镇", "沙镇", ""),
    ],
)
def test_a_formal_name_becomes_what_people_say(name, spoken, stemmed):
    assert (spoken_name(name), stem(spoken_name(name))) == (spoken, stemmed)


def test_a_road_named_after_a_town_does_not_name_the_town():
    assert best_hit("黄兴大道与黄兴路交叉口", "黄兴镇", Rank.TOWNSHIP) is None
    assert best_hit("黄兴大道，黄兴集镇上", "黄兴镇", Rank.TOWNSHIP) is not None
    assert best_hit("", "黄兴镇", Rank.TOWNSHIP) is None
