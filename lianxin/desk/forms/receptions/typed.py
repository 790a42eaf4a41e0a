"""Days as people type or paste them: 3月1日—3月15日, 7月, 2027-01-05, 逢三、八. Read into values and said back."""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext as _

from lianxin.kit.wording import short_day

PARTS = re.compile(r"[\n;；,，、]+")
_DAY = r"(?:(\d{4})\s*[-年/.]\s*)?(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*[日号]?"
_ONE = re.compile(_DAY)
_SPAN = re.compile(rf"{_DAY}\s*(?:—+|–|-|~|～|至|到)\s*(?:{_DAY}|(\d{{1,2}})\s*[日号])")
_MONTHS = re.compile(r"(\d{1,2})\s*月份?(?:\s*(?:—+|–|-|~|～|至|到)\s*(\d{1,2})\s*月份?)?")
_FULL = str.maketrans("０１２３４５６７８９／．：", "0123456789/.:")
_NUMBERS = {word: n for n, word in enumerate("〇一二三四五六七八九十")} | {"零": 0}
Span = tuple[date, date]


def spans(text: str, year: int) -> list[Span]:
    """What is typed as spans of days, both days included; ValidationError names the part nobody understands."""
    return [_span(part, year) for part in _parts(text)]


def days(text: str, year: int) -> list[date]:
    """What is typed as single days; a span gives all of its days."""
    found = [
        date.fromordinal(n) for first, last in spans(text, year) for n in range(first.toordinal(), last.toordinal() + 1)
    ]
    return sorted(set(found))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in PARTS.split(text.translate(_FULL)) if part.strip()]


def _span(part: str, year: int) -> Span:
    try:
        if found := _SPAN.fullmatch(part):
            first = _day(found[1], found[2], found[3], year)
            last = _day(found[4], found[5] or found[2], found[6] or found[7], first.year)
        elif found := _ONE.fullmatch(part):
            first = last = _day(found[1], found[2], found[3], year)
        elif found := _MONTHS.fullmatch(part):
            until = int(found[2] or found[1])
            first, last = date(year, int(found[1]), 1), date(year, until, calendar.monthrange(year, until)[1])
        else:
            raise ValueError(part)
    except ValueError:
        raise forms.ValidationError(_("看不懂“%(part)s”。请写成 3月1日—3月15日，或者 7月。") % {"part": part}) from None
    if last < first:
        raise forms.ValidationError(_("“%(part)s”结束的一天早于开始的一天。") % {"part": part})
    return first, last


def _day(year: str | None, month: str, day: str, usual: int) -> date:
    return date(int(year) if year else usual, int(month), int(day))


def said(found: Iterable[Sequence[date]]) -> str:
    """Spans as they may be typed again, one a line."""
    return "\n".join(
        short_day(span[0]) if span[0] == span[-1] else f"{short_day(span[0])}—{short_day(span[-1])}" for span in found
    )


def numbers(text: str, least: int, most: int) -> tuple[int, ...]:
    """Numbers in any hand: "3、8", "逢三、逢八", "15日"; ValidationError outside least to most."""
    bare = re.sub(r"[逢初号日每月\s]", "", text.translate(_FULL))
    found = []
    for part in filter(None, re.split(r"[;；,，、和]+", bare)):
        number = int(part) if part.isdecimal() else _chinese(part)
        if number is None or not least <= number <= most:
            said_range = {"part": part, "least": least, "most": most}
            raise forms.ValidationError(_("“%(part)s”不对，请填%(least)d到%(most)d的数，用顿号隔开。") % said_range)
        found.append(number)
    return tuple(sorted(set(found)))


def _chinese(word: str) -> int | None:
    """一 to 三十一, also 廿三."""
    word = word.replace("廿", "二十").replace("卅", "三十")
    if not word or any(letter not in _NUMBERS for letter in word):
        return None
    if len(word) == 1:
        return _NUMBERS[word]
    if word.count("十") != 1:
        return None
    tens, ones = word.split("十")
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (_NUMBERS[tens] if tens else 1) * 10 + (_NUMBERS[ones] if ones else 0)
