"""The steps of `rhythm` in words, Chinese and English, as `kit.dates` says its own."""

from datetime import date

from lianxin.kit.dates import Line, day_words
from lianxin.kit.lunar import lunar, lunar_words, month_words, ordinal
from lianxin.kit.wording import EN, ZH, weekday_name

# code → ((label, value) in Chinese, (label, value) in English); the names are those of `_said`.
_WORDS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "plain": (("按安排", "{day}"), ("By the rule", "{day}")),
    "lunar": (("农历{lunar}", "{day}"), ("The {lunar}", "{day}")),
    "weekend": (("{day}是休息日", "不安排接待"), ("{day} is a weekend", "no reception")),
    "rest": (("{day}是放假日", "不安排接待"), ("{day} is a holiday", "no reception")),
    "shifted": (("改在", "{day}"), ("Held instead on", "{day}")),
    "provisional": (
        ("暂定", "{last}（{first}年放假安排尚未公布，公布后再核）"),
        ("Provisional", "{last} (the holidays of {first} are not published yet; it will be reckoned again)"),
    ),
    "joined": (("与另一次合并", "{day}的接待并到这一天"), ("Joined by another", "the reception of {day}")),
    "moved": (("按新公布的放假安排", "由{day}改为{last}"), ("By the holidays now published", "{day} moves to {last}")),
    "leaves": (
        ("{day}遇休息日", "改期会出{last}年，不安排"),
        ("{day} is a day of rest", "left out: not in {last} any more"),
    ),
    "no_day": (("{month}", "没有{last}日，不安排"), ("{month}", "has no {nth}: left out")),
    "no_weekday": (("{month}", "没有第{nth}个{weekday}，不安排"), ("{month}", "has no {nth} {weekday}: left out")),
    "no_lunar_day": (("农历{moon}", "没有三十，不安排"), ("The {lunar}", "is the month's last day, there is no 30th")),
    "leap_month": (("农历{moon}", "闰月不赶场，不安排"), ("The {lunar}", "no market in a leap month: left out")),
}
_NTH = ("", "一", "二", "三", "四", "五")


def worded(line: Line, *, english: bool) -> tuple[str, str]:
    """A step as (label, value); KeyError for a code that no rhythm writes."""
    label, value = _WORDS[line.code][1 if english else 0]
    said = _said(line, english=english)
    return label.format(**said), value.format(**said)


def _said(line: Line, *, english: bool) -> dict[str, str]:
    """Everything a step can be told with: its days, its numbers, and what they are called."""
    shown = [day_words(date.fromisoformat(p), english=english) if isinstance(p, str) else str(p) for p in line.params]
    said = {"day": shown[0], "first": shown[0], "last": shown[-1]}
    if line.code in ("lunar", "no_lunar_day", "leap_month"):
        day = date.fromisoformat(str(line.params[0]))
        said |= {"lunar": lunar_words(day, english=english), "moon": month_words(lunar(day))}
    if line.code in ("no_day", "no_weekday"):
        first, number = date.fromisoformat(str(line.params[0])), int(line.params[1])
        said["month"] = f"{first:%b %Y}" if english else f"{first.year}年{first.month}月"
        said["nth"] = ordinal(number) if english else _nth(number)
    if line.code == "no_weekday":
        said["weekday"] = weekday_name(int(line.params[2]), EN if english else ZH)
    return said


def _nth(number: int) -> str:
    return _NTH[number] if number < len(_NTH) else str(number)
