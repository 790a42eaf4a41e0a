"""How dates and numbers are said, and what is masked."""

from datetime import UTC, date, datetime

import pytest

from lianxin.kit import wording
from lianxin.kit.moment import SHANGHAI

DAY = date(2026, 11, 23)


def test_a_date_carries_its_weekday() -> None:
    assert wording.day(DAY) == "2026年11月23日 周一"
    assert wording.day(DAY, "en") == "Mon 23 Nov 2026"


def test_a_time_is_said_in_shanghai_whatever_its_zone() -> None:
    late = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert wording.when(late) == "2026年11月23日 周一 00:30"
    assert wording.civil(late) == DAY


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2026, 11, 23, 9, 20, tzinfo=SHANGHAI), "今天 9:20"),
        (datetime(2026, 11, 22, 21, 15, tzinfo=SHANGHAI), "昨天 21:15"),
        (date(2026, 11, 20), "11月20日"),
        (date(2025, 3, 2), "2025年3月2日"),
        (date(2026, 11, 24), "11月24日"),
    ],
)
def test_lists_say_when_as_short_as_they_can(value: date, said: str) -> None:
    assert wording.near_when(value, DAY) == said


def test_elapsed_days_are_said_as_on_a_line_map() -> None:
    assert [wording.gap(n) for n in (0, 1, 14)] == ["当天", "第2天", "过了14天"]


def test_numbers_are_grouped_for_reading() -> None:
    assert wording.receipt_number("583920174416") == "5839 2017 4416"
    assert wording.receipt_number("5839-2017-4416") == "5839-2017-4416"
    assert wording.check_code("4079158236") == "40791 58236"
    assert wording.grouped("1234567", (4,)) == "1234 567"


@pytest.mark.parametrize(
    "private",
    [
        "430000199001011234",
        "43000019900101123X",
        "430000 19900101 1234",
        "４３００００１９９００１０１１２３４",
        "13900000000",
        "139 0000 0000",
        "139-0000-0000",
        "+8613900000000",
        "0700-0000000",
        "（0700）00000000",
        "6200000000000000000",
        "6200 0000 0000 0000",
        "someone@example.org",
    ],
)
def test_what_names_a_person_is_masked_inside_a_sentence(private: str) -> None:
    masked = wording.masked_text(f"请打{private}找我")
    assert masked == "请打【已遮盖】找我"


@pytest.mark.parametrize(
    "open_text",
    [
        "12盏路灯坏了8盏",
        "2026年11月23日",
        "跑了40公里",
        "报警110、119、120",
        "第23号建议，3500元",
        "登记号5839 2017 4416",
        "",
    ],
)
def test_ordinary_numbers_stay(open_text: str) -> None:
    assert wording.masked_text(open_text) == open_text


def test_segments_give_the_whole_text_back() -> None:
    text = "我儿子（身份证430000199001011234，电话0700-0000000）病了"
    segments = wording.mask_text(text)
    assert "".join(s.text for s in segments) == text
    assert [s.what for s in segments if s.what] == ["identity", "landline"]


def test_names_and_telephones_are_half_said() -> None:
    assert wording.masked_name("向春林") == "向某某"
    assert wording.masked_name("欧阳静安") == "欧阳某某"
    assert wording.masked_name("李四") == "李某"
    assert wording.masked_phone("13900000000") == "139****0000"
    assert wording.masked_phone("000-0000") == "000-****"
