"""Loading a code list: all or nothing, again without change, newer editions, bad files."""

import gzip
import lzma
from argparse import ArgumentParser
from datetime import date

import pytest

from lianxin.divisions import actions, commands, extract, queries
from lianxin.divisions.extract import BadSource
from lianxin.divisions.models import Division
from lianxin.divisions.tests.factory import ROWS, codes, miniature
from lianxin.kit.command import CommandFailed

pytestmark = pytest.mark.django_db
LATER = date(2024, 6, 30)


def test_loading_twice_changes_nothing():
    first = actions.load(codes())
    assert (first.added, first.unchanged) == (len(ROWS), 0)
    again = actions.load(codes())
    assert (again.added, again.renamed, again.ended, again.unchanged) == (0, 0, 0, len(ROWS))


def test_progress_is_told_up_to_the_last_row():
    told = []
    actions.load(codes(), lambda done, whole: told.append((done, whole)))
    assert told[-1] == (len(ROWS), len(ROWS))


def test_a_rare_character_outside_unicode_is_let_in_as_it_was_published():
    actions.load(codes(*ROWS, ("430121104203", "\ue863沟村")))
    assert queries.by_code("430121104203").name == "\ue863沟村"


def test_a_load_that_breaks_off_leaves_nothing(monkeypatch):
    def broken_off(done, whole):
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "BATCH", 3)
    with pytest.raises(KeyboardInterrupt):
        actions.load(codes(), broken_off)
    assert not Division.objects.exists()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("43012x", "某县"), "不是区划代码"),
        (("4301", "又一个长沙市"), "重复"),
        (("430122", ""), "名称为空"),
        (("430122", "某\x00县"), "不可见"),
        (("430122", "县" * 61), "过长"),
        (("430199001", "某镇"), "没有上级"),
        (("440101", "某区"), "没有上级"),
    ],
)
def test_one_bad_row_and_nothing_is_loaded(row, words):
    with pytest.raises(BadSource, match=words):
        actions.load(codes(*ROWS, row))
    assert not Division.objects.exists()


def test_a_newer_edition_ends_codes_and_keeps_them_for_old_records():
    miniature()
    rows = [(c, "星沙街道" if c == "430121006" else n) for c, n in ROWS if c != "430121105202"]
    report = actions.load(codes(*rows, ("430121105203", "和美村"), edition=LATER))
    assert (report.added, report.renamed, report.ended) == (1, 1, 1)
    ended = queries.by_code("430121105202")
    assert ended.valid_until == date(2024, 6, 29)
    assert ended not in queries.within("430121000000")
    assert ended in Division.objects.in_force(date(2024, 6, 29))
    assert ended not in Division.objects.in_force(date(2024, 6, 30))
    assert queries.path("430121105202") == "湖南省 长沙市 长沙县 和平镇 和平村"
    assert queries.by_code("430121006000").name == "星沙街道"


def test_an_older_edition_never_overwrites_a_newer_one():
    actions.load(codes(edition=LATER))
    with pytest.raises(BadSource, match="更新"):
        actions.load(codes())


def test_a_part_of_a_province_does_not_end_the_rest():
    miniature()
    with pytest.raises(BadSource, match="不像整省"):
        actions.load(codes(*ROWS[:3], edition=LATER))
    assert Division.objects.current().count() == len(ROWS)


def test_a_successor_is_named_for_an_ended_code_only_and_never_in_a_ring():
    miniature()
    rows = [row for row in ROWS if row[0] not in ("430121105202", "430121104202")]
    actions.load(codes(*rows, edition=LATER))
    assert actions.name_successor("430121105202", "430121104202").successor_id == "430121104202"
    with pytest.raises(ValueError, match="绕回"):
        actions.name_successor("430121104202", "430121105202")
    with pytest.raises(ValueError, match="仍在使用"):
        actions.name_successor("430121104201", "430121105201")
    with pytest.raises(LookupError):
        actions.name_successor("430121105202", "439999000000")


def test_a_city_without_counties_is_one_division_and_its_towns_are_its_children():
    actions.load(codes(("44", "广东省"), ("4419", "东莞市"), ("441900", "东莞市"), ("441900003", "东城街道")))
    assert [d.name for d in queries.children("441900000000")] == ["东城街道"]
    assert queries.path("441900003000") == "广东省 东莞市 东城街道"


def _package(folder):
    (folder / "dist").mkdir()
    for name, width in zip(extract.PACKAGE_FILES, (2, 4, 6, 9, 12), strict=True):
        rows = [f'{code},"{words}",x' for code, words in ROWS if len(code) == width]
        text = "\n".join(["code,name,more", *rows, "11,北京市,x" if width == 2 else ""])
        (folder / "dist" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_the_unpacked_package_is_extracted_to_the_same_bytes_each_time(tmp_path):
    package = _package(tmp_path)
    taken = extract.from_package(package, "43")
    assert {(r.code, r.name) for r in taken.rows} == set(ROWS)
    for name in ("a.tsv.xz", "b.tsv.xz"):
        extract.write(taken, tmp_path / name)
    assert (tmp_path / "a.tsv.xz").read_bytes() == (tmp_path / "b.tsv.xz").read_bytes()
    read = extract.read(tmp_path / "a.tsv.xz")
    assert (read.edition, {(r.code, r.name) for r in read.rows}) == (extract.PACKAGE_EDITION, set(ROWS))
    with pytest.raises(BadSource, match="没有省级代码 99"):
        extract.from_package(package, "99")
    with pytest.raises(BadSource, match="没有这个文件"):
        extract.from_package(tmp_path / "nowhere", "43")


GOOD = "# 2023-06-30\n43\t湖南省\n4301\t长沙市\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tsv", GOOD.encode()),
        ("a.csv", GOOD.replace("\t", ",").encode("utf-8-sig")),
        ("a.tsv.gz", gzip.compress(GOOD.encode(), mtime=0)),
        ("a.tsv.xz", lzma.compress(GOOD.replace("\n", "\r\n\r\n").encode())),
    ],
)
def test_plain_and_packed_files_are_read_alike(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert [(r.code, r.name) for r in extract.read(tmp_path / name).rows] == [("43", "湖南省"), ("4301", "长沙市")]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.tsv", b"", "第1行"),
        ("a.tsv", b"43\thunan\n", "第1行"),
        ("a.tsv", b"# 2023-06-30\n", "没有任何代码"),
        ("a.tsv", "# 2023-06-30\n43 湖南省\n".encode(), "第2行"),
        ("a.tsv", GOOD.encode("gb18030"), "读不出"),
        ("a.tsv.xz", b"not xz", "读不出"),
        ("a.tsv.gz", gzip.compress(GOOD.encode(), mtime=0)[:-9], "读不出"),
        ("a.tsv", b"# 2023-06-30\n" + b"43\thunan\n" * 200_001, "超过"),
    ],
)
def test_a_bad_file_is_refused_and_named(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadSource, match=words):
        extract.read(tmp_path / name)


def _run(position, *words):
    command = commands.COMMANDS[position]
    parser = ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args(words))


def test_the_command_loads_a_file_or_the_package_and_says_what_changed(tmp_path, capsys):
    package = _package(tmp_path)
    assert _run(0, "--file", str(package)) == 0
    assert f"新增{len(ROWS)}" in capsys.readouterr().out
    assert _run(1, str(package), str(tmp_path / "x.tsv.xz")) == 0
    assert _run(0, "--file", str(tmp_path / "x.tsv.xz")) == 0
    assert f"未变{len(ROWS)}" in capsys.readouterr().out


def test_the_command_refuses_another_province_in_one_line(tmp_path):
    with pytest.raises(CommandFailed, match="只有湖南省"):
        _run(0, "--province", "44")
    (tmp_path / "a.tsv").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CommandFailed, match="不符"):
        _run(0, "--province", "44", "--file", str(tmp_path / "a.tsv"))
    with pytest.raises(SystemExit):
        _run(0, "--province", "4x")
