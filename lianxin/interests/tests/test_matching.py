"""When words name what was declared: one width, no spaces, no legal form, and never a name too short (Article 11)."""

from datetime import date

import pytest

from lianxin.interests.rules import Words, core, is_due, is_too_short, named_in, parted, years_unseen

TODAY = date(2026, 11, 25)
pytestmark = pytest.mark.article(11)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("清泉水业有限责任公司", "清泉水业把井封了", True),
        ("清泉水业有限公司", "说的是清泉水业有限责任公司", True),
        ("清泉水业", "清 泉 水 业 有限公司不管", True),
        ("ＡＢＣ建材有限公司", "abc建材的车太吵", True),
        ("ABC建材有限公司", "ＡＢＣ 建材", True),
        ("清泉（新邵）水业有限公司", "清泉(新邵)水业", True),
        ("清泉水业有限公司", "村里的清泉和水业站", False),
        ("水", "水龙头没有水", False),
        ("清泉", "清泉村的路", False),
        ("清泉有限公司", "清泉村的路", False),
        ("清泉有限公司", "清泉公司的车", True),
        ("清泉有限公司", "清泉有限责任公司的车", True),
        ("公司", "公司不发工资", False),
        ("", "什么都有", False),
    ],
)
def test_words_name_a_firm_however_it_is_written_and_no_other(name: str, text: str, found: bool) -> None:
    assert bool(named_in([Words("firm", name)], [text], TODAY)) is found


def test_short_names_count_and_the_full_name_is_said_back() -> None:
    declared = Words("kin_firm", "新邵县清泉水业有限公司", others=("清泉水厂",))
    assert named_in([declared], ["路过清泉水厂", "清泉水厂又来了"], TODAY) == ("新邵县清泉水业有限公司",)


@pytest.mark.parametrize(
    ("from_day", "until_day", "found"),
    [
        ("", "", True),
        ("2026-11-25", "", True),
        ("2026-11-26", "", False),
        ("", "2026-11-25", True),
        ("", "2026-11-24", False),
    ],
)
def test_only_what_holds_today_is_compared(from_day: str, until_day: str, found: bool) -> None:
    declared = Words("firm", "清泉水业", from_day=from_day, until_day=until_day)
    assert bool(named_in([declared], ["清泉水业"], TODAY)) is found


def test_names_are_parted_by_lines_and_commas_and_legal_forms_fall_away() -> None:
    assert parted(" 清泉水厂、清泉 水业\n\n清泉，清泉水厂 ") == ("清泉水厂", "清泉 水业", "清泉")
    assert core("甲乙丙集团有限公司") == "甲乙丙"
    assert [is_too_short(name) for name in ("水", "清泉", "清泉公司", "清泉水")] == [True, True, False, False]


def test_each_year_without_a_look_is_asked_about_once() -> None:
    assert [is_due(date(2025, 11, day), TODAY) for day in (24, 25)] == [True, False]
    assert [years_unseen(date(year, 11, 24), TODAY) for year in (2025, 2024)] == [1, 2]
