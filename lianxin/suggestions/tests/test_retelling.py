"""A frozen road is told again in the language of the page; what people said stays as they said it."""

import pytest
from django.utils.translation import override

from lianxin.suggestions import queries
from tools import messages


@pytest.mark.parametrize(
    ("frozen", "told"),
    [
        ("办结", "Concluded"),
        ("刘禾生代表当场解答", "Deputy 刘禾生 answered on the spot"),
        ("本人评价：满意", "The person’s evaluation: Satisfied"),
        ("现在是3个人的声音。", "Now the voice of 3 people."),
        ("2026年11月3日（周二）前：9家都有医生", "By Tue 3 Nov 2026: 9家都有医生"),
        ("还差300米，先铺了碎石。", "还差300米，先铺了碎石。"),
        ("", ""),
    ],
)
def test_a_frozen_title_follows_the_language_of_the_page(frozen: str, told: str) -> None:
    with override("en"):
        assert queries.said_again(frozen) == told
    with override("zh-hans"):
        assert queries.said_again(frozen) == frozen


def test_everything_the_road_says_with_a_name_in_it_stands_in_the_catalogue() -> None:
    known = {entry.msgid for entry in messages.catalogue()}
    assert [said for _pattern, said in queries._FROZEN if said not in known] == []
