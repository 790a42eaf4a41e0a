"""What a cell means: full-width letters, spaces in names, styles of dates, telephones that Excel took for numbers."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

Cell = str | int | float | bool | date | datetime | timedelta | None
"""A cell as the parser gives it."""

SHOWN = 60
EXCEL_ZERO = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)
"""Days since `EXCEL_ZERO` that can be meant for one: 1954 to 2119."""
YEARS = range(1940, 2101)
EXACT = 10**15
"""Excel keeps fifteen digits of a number; the rest are zeros."""

_FULL = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FULL |= {0x3000: 0x20, 0xA0: 0x20, 0x2002: 0x20, 0x2003: 0x20, 0x2009: 0x20, 0x202F: 0x20, 0xFF0E: 0x2E, 0xFF0D: 0x2D}
_FULL |= dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD), None)
_DOTS = re.compile(r"\s*[·•・‧∙●⋅]\s*")
_CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_NUMERALS = {letter: number for number, letter in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_LOST = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_POINT_ZERO = re.compile(r"\.0+$")
_PHONE = re.compile(r"\+?[\d\-() ]{3,}(?:转\d{1,6})?")


class Unreadable(ValueError):
    """A cell that does not say what its column asks; the message says what to do."""


def letter_of(column: int) -> str:
    """A column's letters: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def _number(value: int | float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)


REMEMBERED = 4096
"""Words whose reading is remembered: a table says the same in many of its rows."""


def text(value: Cell) -> str:
    """Words in one line: full-width digits and letters made plain, control characters and doubled spaces gone."""
    if type(value) is str:
        return _line(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return _line(str(value))


@lru_cache(REMEMBERED)
def _line(words: str) -> str:
    letters = words.translate(_FULL)
    if not letters.isprintable():
        letters = "".join(c if c.isprintable() else " " for c in letters)
    return " ".join(letters.split()) if " " in letters else letters


def plain(value: Cell) -> str:
    """Words without any space: for codes, numbers, names of places and heads."""
    return text(value).replace(" ", "")


def name(value: Cell) -> str:
    """A person's name: 张 三 → 张三; the dot of a minority's name stays; a name in Latin letters keeps its spaces."""
    words = text(value)
    if words.isalpha():  # without spaces and dots: nearly every name
        return words
    words = _DOTS.sub("·", words)
    return words.replace(" ", "") if _CJK.search(words) else words


def digits(value: Cell) -> str:
    """A number that is a name (of a certificate): Unreadable where Excel has lost its last digits."""
    words = plain(value)
    if isinstance(value, float | int) and not isinstance(value, bool) and abs(value) >= EXACT:
        raise Unreadable(_("号码太长，Excel按数字存，末尾几位已经丢了。把这一列设成“文本”，再照原件填一遍。"))
    if words.isdigit():
        return words
    if _LOST.fullmatch(words):
        raise Unreadable(_("Excel把号码变成了科学计数，末尾几位已经丢了。把这一列设成“文本”，再照原件填一遍。"))
    return _POINT_ZERO.sub("", words) if words.replace(".", "").isdigit() else words


def phone(value: Cell) -> str:
    """A telephone number, several with “、” between them; Unreadable when it cannot be one."""
    words = digits(value)
    parts = [part for part in re.split(r"[、,，;；/]", words) if part]
    for part in parts:
        if not _PHONE.fullmatch(part.replace("—", "-").replace("（", "(").replace("）", ")")):
            raise Unreadable(_("不像电话号码。只写数字和短横线，几个号码之间用顿号隔开。"))
    return "、".join(parts)


def numeral(words: str) -> int | None:
    """A whole number up to 99 in Arabic or Chinese digits: 18, 十八, 二十; None for anything else."""
    if words.isascii() and words.isdigit():
        return int(words) if len(words) < 4 else None
    if not words or any(letter not in _NUMERALS and letter != "十" for letter in words):
        return None
    if "十" not in words:
        return int("".join(str(_NUMERALS[letter]) for letter in words)) if len(words) < 4 else None
    tens, _ten, ones = words.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)


_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_SPOKEN = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?"
)


def _asked() -> Unreadable:
    return Unreadable(_("看不出是哪一天。写成 2021-12-01 这样。"))


def _made(year: int, month: int, number: int) -> date:
    try:
        made = date(year, month, number)
    except ValueError as error:
        raise Unreadable(_("日历上没有这一天。写成 2021-12-01 这样。")) from error
    if made.year not in YEARS:
        raise Unreadable(_("年份不对。写成 2021-12-01 这样。"))
    return made


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _of_number(number: int | float) -> date:
    whole = int(number)
    if whole in SERIALS:
        return EXCEL_ZERO + timedelta(days=whole)
    if 19_000_000 < whole < 21_010_000 and float(number).is_integer():
        return _made(whole // 10_000, whole // 100 % 100, whole % 100)
    raise _asked()


def day(value: Cell, *, last: bool = False) -> date | None:
    """A day out of a date, an Excel serial, 2021-12-01, 2021/12/1, 2021.12.1, 2021年12月, 二〇二一年十二月, 20211201.

    Only a month is said: its first day, or its `last`. None for an empty cell; Unreadable for everything else.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _made(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value)
    return _day_in(text(value), last)


@lru_cache(REMEMBERED)
def _day_in(words: str, last: bool) -> date | None:
    words = words.replace("号", "日")
    if not words or words in ("-", "—", "/", "无"):
        return None
    words = re.sub(r"\s*([-/.年月日])\s*", r"\1", words)
    if words.isascii() and words.replace(".0", "").isdigit():
        return _of_number(int(words.replace(".0", "")))
    if found := _DAY.fullmatch(words):
        return _made(*(int(part) for part in found.groups()))
    if found := _MONTH.fullmatch(words):
        first = _made(int(found[1]), int(found[2]), 1)
        return month_end(first) if last else first
    return _spoken(words, last)


def _spoken(words: str, last: bool) -> date:
    found = _SPOKEN.fullmatch(words)
    if found is None:
        raise _asked()
    year = int("".join(str(_NUMERALS[letter]) for letter in found[1]))
    first = _made(year, numeral(found[2]) or 0, numeral(found[3] or "一") or 0)
    return month_end(first) if last and not found[3] else first


_YES = frozenset("是 有 可 可以 能 对 √ ✓ ✔ 1 y yes true".split())
_NO = frozenset("否 无 不 不可 不可以 不能 × ✗ x 0 n no false".split())


def yes(value: Cell) -> bool | None:
    """Yes or no; None for an empty cell; Unreadable for anything else."""
    words = plain(value).lower()
    if not words:
        return None
    if words in _YES or words in _NO:
        return words in _YES
    raise Unreadable(_("只填“是”或者“否”。"))
