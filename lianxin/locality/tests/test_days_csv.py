"""Reading a notice from CSV: what people's programs save, and what is wrong with it."""

import pytest

from lianxin.locality.days import BadDays, canonical, latest_year, read

GOOD = "date,mark,name\n2027-01-01,rest,元旦\n2027-02-27,work,春节\n"


def faults(content, year=2027):
    with pytest.raises(BadDays) as caught:
        read(content if isinstance(content, bytes) else content.encode(), year)
    return caught.value.faults


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("gb18030"),
        GOOD.replace("\n", "\r\n").encode(),
        "日期,类型,名称\n2027-02-27,上班,春节\n2027/1/1,放假,元旦\n,,\n".encode("gb18030"),
        "name,date,mark\n元旦,2027-01-01,REST\n春节,2027-2-27,work\n\n".encode(),
    ],
)
def test_what_excel_and_others_save_is_read_alike(content):
    assert canonical(read(content, 2027)) == GOOD


def test_the_last_days_of_the_december_before_may_stand_in_a_notice():
    (row, *_) = read(b"date,mark,name\n2026-12-31,rest,x\n2027-01-01,rest,x\n", 2027)
    assert row.day.year == 2026
    assert faults("date,mark,name\n2026-12-24,rest,x\n")[0].column == "date"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "列应为"),
        ("date,mark\n2027-01-01,rest\n", "列应为"),
        ("date,mark,name,more\n2027-01-01,rest,x,y\n", "列应为"),
        ("date,date,name\n", "列应为"),
        ("date,mark,name\n", "没有任何日期"),
        ("date;mark;name\n2027-01-01;rest;x\n", "列应为"),
        ('date,mark,name\n"2027-01-01,rest,x\n', "不是完好的CSV"),
    ],
)
def test_a_file_of_another_shape_is_refused(content, words):
    (fault,) = faults(content)
    assert words in str(fault)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("2028-01-01,rest,元旦", "date", "不属于2027年"),
        ("2026-05-01,rest,劳动节", "date", "不属于2027年"),
        ("2027-02-30,rest,春节", "date", "不是日期"),
        ("01/02/2027,rest,春节", "date", "不是日期"),
        ("46388,rest,春节", "date", "不是日期"),
        ("２０２７-01-02,rest,春节", "date", "不是日期"),
        ("=DATE(2027;1;1),rest,元旦", "date", "不是日期"),
        ("2027-01-01,rest,元旦", "date", "与第2行重复"),
        ("2027-01-05,work,元旦", "mark", "本是工作日"),
        ("2027-01-05,maybe,元旦", "mark", "应为 rest"),
        ("2027-01-05,rest,", "name", "1至20个字"),
        ("2027-01-05,rest,=cmd|' /C calc'!A0", "name", "只含文字"),
        ("2027-01-05,rest,@SUM(A1)", "name", "只含文字"),
        ("2027-01-05,rest,<b>元旦</b>", "name", "只含文字"),
        ("2027-01-05,rest," + "长" * 21, "name", "1至20个字"),
        ("2027-01-05,rest", "", "应有3列"),
    ],
)
def test_a_bad_row_is_named_by_row_and_column(row, column, words):
    (fault,) = faults(f"date,mark,name\n2027-01-01,rest,元旦\n{row}\n")
    assert (fault.row, fault.column) == (3, column)
    assert words in str(fault)


def test_every_fault_is_reported_not_the_first_alone():
    found = faults("date,mark,name\nx,rest,元旦\n2027-01-02,y,\n")
    assert [(f.row, f.column) for f in found] == [(2, "date"), (3, "mark"), (3, "name")]


def test_a_million_lines_are_refused_before_they_are_parsed():
    (fault,) = faults(b"date,mark,name\n" + b"2027-01-01,rest,x\n" * 1_000_000)
    assert "过大" in fault.words
    (fault,) = faults("date,mark,name\n" + "2027-01-01,rest,x\n" * 121)
    assert "121行" in fault.words


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02", b"PK\x03\x04" + bytes(range(256)), b"\xff\xfe" + GOOD.encode("utf-16-le")]
)
def test_what_is_no_text_is_refused(content):
    assert faults(content)[0].row in (0, 1)


def test_the_latest_year_of_a_file_is_seen_and_a_file_without_one_is_refused():
    assert latest_year(b"date,mark,name\n2026-12-31,rest,x\n2027-01-01,rest,x\n") == 2027
    with pytest.raises(BadDays):
        latest_year(b"date,mark,name\n")
