"""The guidance as data, its mark, and the command that finds where an article lives."""

import hashlib
from argparse import Namespace
from pathlib import Path

import pytest

from lianxin.guidance import commands, queries, rules
from lianxin.guidance.rules import Rule, article, articles, marked, text_of
from lianxin.kit.command import CommandFailed


def test_the_text_is_the_document_to_the_letter():
    digest = hashlib.sha256(rules.TEXT.read_bytes()).hexdigest()
    assert digest == "ed588d7cbe344d01d0ff6316c8e540e9d5039eb12675598b7a721616d26724e5"


def test_fourteen_articles_stand_in_order_with_titles_in_two_languages():
    assert [a.number for a in articles()] == list(range(1, 15))
    assert articles()[7].text.startswith("在参加代表联系群众工作平台的活动时，代表和联络员不直接处理问题。")
    assert articles()[13].text.endswith("取得实效。")
    assert all(a.title_zh and a.title_en.isascii() for a in articles())


@pytest.mark.parametrize("number", [0, 15, -1])
def test_an_article_that_does_not_exist_is_refused(number):
    with pytest.raises(LookupError, match="没有第"):
        text_of(number)
    with pytest.raises(ValueError, match="1 to 14"):
        article(number, "…")


def test_the_mark_keeps_the_rule_as_it_was_and_remembers_where_it_stands(monkeypatch):
    monkeypatch.setattr(rules, "_registry", rules.defaultdict(list))

    @article(13, "应当开通咨询电话")
    def hotline(number: str) -> str:
        return number * 2

    assert hotline("0") == "00"
    (found,) = marked(13)
    assert isinstance(found, Rule)
    assert (found.article, found.words, found.module) == (13, "应当开通咨询电话", __name__)
    assert found.name.endswith("hotline") and found.file == __file__
    assert "@article(13" in Path(__file__).read_text(encoding="utf-8").splitlines()[found.line - 1]


def test_every_article_has_a_home_or_a_written_reason():
    assert not queries.homeless()
    assert all(1 <= number <= 14 and len(words) >= 15 for number, words in rules.LACKING.items())


def test_rooms_of_an_article_are_those_that_mark_a_rule_of_it():
    assert queries.rooms(queries.places(6)) == ("opinions", "receptions")
    assert queries.rooms(queries.places(14)) == ()


def _tree(folder: Path) -> Path:
    room = folder / "lianxin" / "hall"
    (room / "tests").mkdir(parents=True)
    (room / "rules.py").write_text(
        '@article(9, "及时作出答复")\ndef reply_due():\n    pass\n\n\n'
        'class A:\n    @article(5, "公布")\n    def b(self): ...\n',
        encoding="utf-8",
    )
    (room / "tests" / "test_reply.py").write_text(
        "@pytest.mark.article(9)\ndef test_reply_is_in_time():\n    pass\n\npytestmark = [pytest.mark.article(5, 6)]\n",
        encoding="utf-8",
    )
    (room / "broken.py").write_text("article( :", encoding="utf-8")
    return folder


def test_rules_and_tests_are_found_by_reading_the_sources(tmp_path):
    found = queries.places(9, _tree(tmp_path))
    assert [str(p) for p in found] == [
        "lianxin/hall/rules.py:2  reply_due",
        "lianxin/hall/tests/test_reply.py:2  test_reply_is_in_time",
    ]
    assert [p.is_test for p in found] == [False, True]
    assert [(p.name, p.is_test) for p in queries.places(5, tmp_path)] == [("A.b", False), ("（整个文件）", True)]
    assert len(queries.places(6, tmp_path)) == 1


def test_an_article_without_rule_or_reason_is_homeless(tmp_path, monkeypatch):
    later = dict.fromkeys(range(1, 15), "later")
    monkeypatch.setattr(queries, "LACKING", {number: words for number, words in later.items() if number != 9})
    assert queries.homeless(_tree(tmp_path)) == ()
    (tmp_path / "lianxin" / "hall" / "rules.py").unlink()
    assert queries.homeless(tmp_path) == (9,)


def test_the_command_prints_text_rules_tests_and_what_is_lacking(capsys):
    assert commands.COMMANDS[0].run(Namespace(number=6)) == 0
    out = capsys.readouterr().out
    assert "每年应当制定" in out
    assert "lianxin/receptions/rhythm/days.py:" in out and "occurrences" in out
    assert "房间 rooms：opinions、receptions" in out
    assert "尚缺" in out and "公告、预约" in out


def test_the_command_lists_all_and_refuses_what_is_not_there(capsys):
    assert commands.COMMANDS[0].run(Namespace(number=None)) == 0
    assert len(capsys.readouterr().out.splitlines()) == 14
    with pytest.raises(CommandFailed, match="没有第15条"):
        commands.COMMANDS[0].run(Namespace(number=15))
