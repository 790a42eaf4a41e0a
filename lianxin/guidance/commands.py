"""`lianxin guidance [N]`: the text of an article, and where it lives."""

import sys
from argparse import ArgumentParser, Namespace

from lianxin.guidance import queries
from lianxin.guidance.rules import LACKING, articles, text_of
from lianxin.kit.command import Command, CommandFailed


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("number", type=int, nargs="?", help="条次1至14，不写则列出全部 / article 1 to 14")


def _overview() -> str:
    places = queries.every_place()
    lines = []
    for each in articles():
        own = [p for p in places if p.article == each.number]
        tests = sum(p.is_test for p in own)
        rules, rooms = len(own) - tests, "、".join(queries.rooms(own)) or "（尚无）"
        lines.append(f"第{each.number}条 {each.title_zh}：规则{rules}，测试{tests}，房间 {rooms}")
    return "\n".join(lines)


def _one(number: int) -> str:
    each, found = text_of(number), queries.places(number)
    lines = [f"第{number}条 {each.title_zh} / {each.title_en}", "", each.text, "", "规则 rules"]
    lines += [f"  {p}\n      {p.words}" for p in found if not p.is_test] or ["  （尚无）"]
    lines += ["测试 tests", *([f"  {p}" for p in found if p.is_test] or ["  （尚无）"])]
    if rooms := queries.rooms(found):
        lines.append(f"房间 rooms：{'、'.join(rooms)}")
    if number in LACKING:
        lines.append(f"尚缺 lacking：{LACKING[number]}")
    return "\n".join(lines)


def _run(given: Namespace) -> int:
    try:
        words = _overview() if given.number is None else _one(given.number)
    except LookupError as error:
        raise CommandFailed(str(error)) from error
    sys.stdout.write(words + "\n")
    return 0


COMMANDS = [Command("guidance", "指导意见各条在哪里 / where Article N lives", _run, _arguments)]
