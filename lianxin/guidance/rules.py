"""The 14 articles of the guidance as data, and the mark that ties a rule to its article.

Source: 《湖南省人大常委会主任会议关于加强我省人大代表联系群众工作平台建设的指导意见（试行）》, data/guidance.zh.txt.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

TEXT = Path(__file__).parent / "data" / "guidance.zh.txt"
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")
TITLES: tuple[tuple[str, str], ...] = (
    ("平台与宗旨", "The platform and its purpose"),
    ("组织、名称与经费", "Organisation, names and funds"),
    ("参加的代表与召集人", "The deputies who take part, and their convener"),
    ("日常运行与联络员", "Daily running and liaison officers"),
    ("代表信息公布", "What is published about deputies"),
    ("定期接待与年度计划", "Regular receptions and the year's plan"),
    ("活动与网络平台", "Activities and the network platform"),
    ("不直接处理问题，四条合法去路", "No direct handling: the lawful roads"),
    ("办理答复与结果公布", "Replies, and results made public"),
    ("各方面支持配合", "Everybody's duty to support"),
    ("廉洁自律，不得干涉个案", "Integrity, and no meddling in cases"),
    ("台账、考评与宣传", "Ledger books, appraisal and publicity"),
    ("为代表服务与联系电话", "Service to deputies, and their hotline"),
    ("省市县三级指导", "Guidance by province, city and county"),
)


@dataclass(frozen=True)
class Article:
    """One article: its number 1–14, its text without the numeral, and short titles."""

    number: int
    text: str
    title_zh: str
    title_en: str


@dataclass(frozen=True)
class Rule:
    """Where a rule lives: dotted module, qualified name, source file and line, and the article's words it keeps."""

    article: int
    words: str
    module: str
    name: str
    file: str
    line: int


LACKING: dict[int, str] = {
    1: "来信、电话、短信等渠道的自动接入随“渠道”一期建设；目前网上、二维码、接口和窗口代录进入同一登记簿。",
    4: "月报、季报的汇总报送随“台账”一期建设，其数据已由登记自动形成。",
    6: "年度计划、公告、预约、叫号、替换和接待登记已在此；断网时的接待、放假表公布后重排暂定日期还在建设。",
    7: "视察、调研、述职、座谈等活动随“活动”一期建设：活动的报名、签到、报告尚无对应的房间。",
    8: "持证视察、专题调研、执法检查的实施随“活动”一期建设；本期如实登记所提的建议。",
    10: "各承办单位办理情况的通报随“统筹指导”一期建设；单位联系人与签收期限已在此。",
    12: "台账簿册、履职档案与考评随“台账”一期建设：它们只是记录的投影，须待各类记录齐备。",
    13: "代表专用的咨询电话、短信、邮箱随“渠道”一期建设：它是代表对县级人大的另一条线，不与群众渠道混用。",
    14: "省、市、县三级的比较、示范站与指导随“统筹指导”一期建设：须有各站数据之后才有可比之数。",
}
"""What of an article no room keeps yet, and why. The rooms that keep one are read from the marks (`queries`)."""

_registry: dict[int, list[Rule]] = defaultdict(list)


def article(number: int, words: str) -> Callable[[F], F]:
    """Mark a rule with the article (1–14) it keeps, in that article's own words. Does not change the rule."""
    if not 1 <= number <= len(NUMERALS):
        raise ValueError(f"the guidance has articles 1 to {len(NUMERALS)}, not {number}")
    caller = sys._getframe(1)
    file, line = caller.f_code.co_filename, caller.f_lineno

    def mark(rule: F) -> F:
        name = getattr(rule, "__qualname__", repr(rule))
        _registry[number].append(Rule(number, words, rule.__module__, name, file, line))
        return rule

    return mark


def marked(number: int) -> tuple[Rule, ...]:
    """The rules of an article among the modules imported so far, in order of file and line."""
    return tuple(sorted(_registry[number], key=lambda rule: (rule.file, rule.line)))


@lru_cache(maxsize=1)
def articles() -> tuple[Article, ...]:
    """All 14 articles, in order."""
    found = re.findall(r"^(十?[一二三四五六七八九十])、(.+)$", TEXT.read_text(encoding="utf-8"), re.MULTILINE)
    if tuple(numeral for numeral, _ in found) != NUMERALS:
        raise ValueError("data/guidance.zh.txt does not hold the 14 articles in order")
    return tuple(Article(number, text.strip(), *TITLES[number - 1]) for number, (_, text) in enumerate(found, start=1))


def text_of(number: int) -> Article:
    """Article `number`; LookupError when the guidance has none."""
    if not 1 <= number <= len(NUMERALS):
        raise LookupError(f"指导意见共{len(NUMERALS)}条，没有第{number}条")
    return articles()[number - 1]
