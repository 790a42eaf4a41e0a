"""Amounts as people write them, to the fen (Article 2)."""

import pytest

from lianxin.funds.rules import EARMARKED, NoAmount, Use, fen, may_pay_for, missing, too_little, yuan

pytestmark = pytest.mark.article(2)


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("1,234.5", 123450), ("1，234.50元", 123450), ("１２３４．５", 123450), ("1.2万", 1_200_000), ("¥ 80", 8000),
        ("人民币3000元整", 300_000), ("0.01", 1), ("1.10", 110), (0.1, 10), (1234.5, 123450), (19.99, 1999),
        (8000, 800_000), ("0.00005万", 50), ("99999999.99", 9_999_999_999), ("12 000", 1_200_000),
    ],
)  # fmt: skip
def test_amount_is_read_to_the_fen(typed: object, exact: int) -> None:
    assert fen(typed) == exact


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "负数"), ("(5)", "负数"), ("0", "零"), ("0.00", "零"), ("1.234", "到分"), ("100000000", "太大"),
        ("1万亿", "看不明白"), ("1,23", "看不明白"), ("", "看不明白"), ("十元", "看不明白"), ("1e9", "看不明白"),
        ("nan", "看不明白"), (float("inf"), "看不明白"), ("=1+1", "看不明白"), ("1.2.3", "看不明白"),
        (0.1 + 0.2, "到分"), (True, "看不明白"), (None, "看不明白"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_what_to_do(typed: object, said: str) -> None:
    with pytest.raises(NoAmount, match=said):
        fen(typed)


@pytest.mark.parametrize("amount", [1, 99, 100, 123450, 9_999_999_999])
def test_what_is_said_is_read_again_as_the_same(amount: int) -> None:
    assert fen(yuan(amount)) == amount
    assert yuan(-amount) == f"-{yuan(amount)}"


def test_lacking_sum_is_said_to_the_fen() -> None:
    assert (missing(123450, 150000), missing(5, 5)) == (26550, 0)
    assert too_little("这笔来源", 123450, 150000) == "这笔来源还剩 1,234.50 元，差 265.50 元。"


@pytest.mark.parametrize("use", list(Use))
def test_deputies_funds_pay_for_deputies_activities_alone(use: Use) -> None:
    assert may_pay_for("deputies", use) is (use in EARMARKED)
    assert may_pay_for("county", use)
