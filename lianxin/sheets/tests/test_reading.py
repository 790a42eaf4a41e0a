"""Tables as counties keep them: what a cell means, where a table begins, which letters a file is written in."""

from datetime import date, datetime

import pytest

from lianxin.sheets import reading
from lianxin.sheets.reading import BadFile, Column, Unreadable

COLUMNS = (
    Column("name", "姓名", ("代表姓名",), True),
    Column("phone", "联系电话", ("手机",)),
    Column("from", "任期起"),
    Column("until", "任期止"),
)


@pytest.mark.parametrize(
    "cell",
    [
        "2021-12-01", "2021/12/1", "2021.12.1", "2021年12月1日", "2021年12月", "20211201", 20211201, 44531, 44531.0,
        "44531", "２０２１．１２．１", "二〇二一年十二月一日", "2021-12-01 00:00:00", " 2021 年 12 月 1 号 ",
        date(2021, 12, 1), datetime(2021, 12, 1, 8, 30),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_style(cell: object) -> None:
    assert reading.day(cell) == date(2021, 12, 1)


def test_a_month_without_a_day_ends_a_term_on_its_last_day() -> None:
    assert reading.day("2026年2月", last=True) == date(2026, 2, 28)


@pytest.mark.parametrize("cell", ["2021", "去年", "2021-13-01", "2021-02-30", "1/12/2021", 12, "21.12.1", 0.5])
def test_what_is_no_day_is_said_with_an_example(cell: object) -> None:
    with pytest.raises(Unreadable, match="2021-12-01"):
        reading.day(cell)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("张 三", "张三"),
        ("欧阳　静", "欧阳静"),
        ("阿依 • 夏木", "阿依·夏木"),
        ("Anna  Li", "Anna Li"),
        ("王\n五", "王五"),
    ],
)
def test_a_name_loses_its_spaces_and_keeps_its_dot(cell: str, name: str) -> None:
    assert reading.name(cell) == name


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (13800000000.0, "13800000000"),
        ("13800000000.0", "13800000000"),
        ("０７００－１２３", "0700-123"),
        ("1，2", None),
    ],
)
def test_a_telephone_that_excel_took_for_a_number_comes_back(cell: object, number: str | None) -> None:
    if number is None:
        with pytest.raises(Unreadable, match="不像电话"):
            reading.phone(cell)
    else:
        assert reading.phone(cell) == number


@pytest.mark.parametrize("cell", ["1.38E+10", "1.3E10", 4.3052219e17])
def test_lost_digits_are_said_and_never_guessed(cell: object) -> None:
    with pytest.raises(Unreadable, match="文本"):
        reading.digits(cell)


@pytest.mark.parametrize(("words", "number"), [("十八", 18), ("二十一", 21), ("18", 18), ("十", 10), ("第", None)])
def test_chinese_numerals_are_numbers(words: str, number: int | None) -> None:
    assert reading.numeral(words) == number


def test_a_head_of_two_rows_is_found_under_titles() -> None:
    rows = [
        ["某镇代表名册"],
        ["序号", "代表姓名", "手机*", "任  期", ""],
        ["", "", "", "起", "止"],
        [1, "张三", "", "", ""],
    ]
    head = reading.find_head(rows, COLUMNS)
    assert head is not None
    assert (head.row, dict(head.at)) == (3, {"name": 1, "phone": 2, "from": 3, "until": 4})
    assert head.titles[0] == "某镇代表名册" and head.unknown == ((0, "序号"),)


def test_a_table_without_names_is_no_register() -> None:
    assert reading.find_head([["手机", "任期起"], ["1", "2"]], COLUMNS) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_file_is_read_in_any_letters_and_with_any_separator(encoding: str, mark: str) -> None:
    rows = (("姓名", "工作单位", "电话"), ("张三", "桐木村油茶种植户", "0700-1"), ("李四", "寸石镇小学", "0700-2"))
    words = "".join(mark.join(row) + "\r\n" for row in rows)
    sheet = reading.open_book(words.encode(encoding), "a.csv").sheets[0]
    assert list(sheet.rows())[1] == ["张三", "桐木村油茶种植户", "0700-1"]


def test_nul_octets_in_a_csv_file_do_no_harm() -> None:
    sheet = reading.open_book("姓名,电话\n张\0三,1\n".encode(), "a.csv").sheets[0]
    assert list(sheet.rows())[1] == ["张三", "1"]


def test_a_file_in_no_known_letters_says_from_which_line_on() -> None:
    with pytest.raises(BadFile, match="第2行"):
        reading.open_book("姓名,电话\n".encode() + b"\xff\xff\xff\x81\x20,1\n", "a.csv")
