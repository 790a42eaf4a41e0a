"""How dates, times, spans and numbers are said, in Chinese and in English, and how personal data is masked.

Pure functions. `tongue` is "zh" or "en"; anything else is read as Chinese. Dates follow GB/T 7408
(Asia/Shanghai); nothing here knows a request or a setting.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from lianxin.kit.moment import SHANGHAI

ZH, EN = "zh", "en"
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def civil(value: date | datetime) -> date:
    """The civil date in Asia/Shanghai of a date or of an aware datetime."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).date() if value.tzinfo else value.date()
    return value


def weekday(value: date | datetime, tongue: str = ZH) -> str:
    """周一; Mon."""
    return weekday_name(civil(value).weekday(), tongue)


def weekday_name(number: int, tongue: str = ZH) -> str:
    """0 is 周一; Mon."""
    return _DAYS[number] if tongue == EN else _WEEKDAYS[number]


def bare_day(value: date | datetime, tongue: str = ZH) -> str:
    """2026年11月23日; 23 Nov 2026."""
    d = civil(value)
    if tongue == EN:
        return f"{d.day} {_MONTHS[d.month - 1]} {d.year}"
    return f"{d.year}年{d.month}月{d.day}日"


def span(first: date | None, last: date | None) -> str:
    """2022年1月4日—2024年3月31日; 2022年1月4日起 when it has no end; '' without days."""
    if first and last:
        return f"{bare_day(first)}—{bare_day(last)}"
    return f"{bare_day(first)}起" if first else f"到{bare_day(last)}" if last else ""


def day(value: date | datetime, tongue: str = ZH) -> str:
    """2026年11月23日 周一; Mon 23 Nov 2026."""
    if tongue == EN:
        return f"{weekday(value, EN)} {bare_day(value, EN)}"
    return f"{bare_day(value)} {weekday(value)}"


def short_day(value: date | datetime, tongue: str = ZH) -> str:
    """11月23日; 23 Nov."""
    d = civil(value)
    return f"{d.day} {_MONTHS[d.month - 1]}" if tongue == EN else f"{d.month}月{d.day}日"


def clock(value: datetime) -> str:
    """20:14, in Asia/Shanghai."""
    local = value.astimezone(SHANGHAI) if value.tzinfo else value
    return f"{local:%H:%M}"


def when(value: date | datetime, tongue: str = ZH) -> str:
    """2026年11月23日 周一 20:14; a bare date goes without the hour."""
    return f"{day(value, tongue)} {clock(value)}" if isinstance(value, datetime) else day(value, tongue)


def near_when(value: date | datetime, today: date, tongue: str = ZH) -> str:
    """今天 9:20, 昨天 21:15, 11月20日, 2025年3月2日: as short as a list can bear."""
    d = civil(value)
    ago = (today - d).days
    if ago in (0, 1):
        names = ("today", "yesterday") if tongue == EN else ("今天", "昨天")
        hour = f" {clock(value).removeprefix('0')}" if isinstance(value, datetime) else ""
        return names[ago] + hour
    return short_day(d, tongue) if d.year == today.year else bare_day(d, tongue)


def gap(days: int, tongue: str = ZH) -> str:
    """Elapsed days on the road: 当天, 第2天, 过了14天."""
    if tongue == EN:
        return ("the same day", "the next day")[days] if days in (0, 1) else f"{days} days later"
    return ("当天", "第2天")[days] if days in (0, 1) else f"过了{days}天"


def duration(days: int, tongue: str = ZH) -> str:
    """228天; 1 day, 228 days."""
    if tongue == EN:
        return "1 day" if days == 1 else f"{days} days"
    return f"{days}天"


def grouped(value: str, sizes: tuple[int, ...], by: str = " ") -> str:
    """Split a number for reading: ("583920174416", (4, 4, 4)) gives 5839 2017 4416. A rest stays one group."""
    parts, at = [], 0
    for size in sizes:
        parts.append(value[at : at + size])
        at += size
    return by.join(part for part in (*parts, value[at:]) if part)


def receipt_number(value: str) -> str:
    """A receipt number in groups of four; what is already grouped is left as it is."""
    return value if re.search(r"[\s-]", value) else grouped(value, (4,) * (len(value) // 4))


def check_code(value: str) -> str:
    """A 10-digit check code as 5-5."""
    return value if re.search(r"[\s-]", value) else grouped(value, (5, 5))


def fingerprint(value: str) -> str:
    """A hexadecimal digest in groups of eight."""
    return grouped(value, (8,) * (len(value) // 8))


@dataclass(frozen=True)
class Segment:
    """A run of a text: `what` names the kind of data hidden ("" when nothing is)."""

    text: str
    what: str = ""


# Order matters: the longest numbers first. Digits may be full-width or parted by spaces and hyphens,
# because people paste them so.
_D = r"[0-9\uff10-\uff19]"
_SEP = r"[ \u3000\-\u2010-\u2014]?"
_PRIVATE = re.compile(
    "|".join(
        (
            rf"(?P<identity>(?<!{_D}){_D}(?:{_SEP}{_D}){{16}}{_SEP}(?:{_D}|[XxＸｘ])(?!{_D}))",
            rf"(?P<bank>(?<!{_D}){_D}(?:{_SEP}{_D}){{14,18}}(?!{_D}))",
            rf"(?P<mobile>(?<!{_D})(?:[+＋]?86{_SEP})?[1１][3-9３-９](?:{_SEP}{_D}){{9}}(?!{_D}))",
            rf"(?P<landline>(?<!{_D})[(（]?[0０]{_D}{{2,3}}[)）]?{_SEP}{_D}{{7,8}}(?!{_D}))",
            r"(?P<mail>[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,})",
        )
    )
)


def mask_text(text: str) -> tuple[Segment, ...]:
    """Cut a text into open and hidden runs: ID numbers, bank cards, mobile and landline numbers, mail.

    Hidden runs keep their original text (for the one who may see it); a page shows 已遮盖 in their place.
    """
    found, at = [], 0
    for match in _PRIVATE.finditer(text):
        if match.start() > at:
            found.append(Segment(text[at : match.start()]))
        found.append(Segment(match.group(), match.lastgroup or ""))
        at = match.end()
    if at < len(text) or not found:
        found.append(Segment(text[at:]))
    return tuple(found)


def masked_text(text: str, plate: str = "【已遮盖】") -> str:
    """The text with each hidden run replaced by `plate`: for plain-text places such as feeds and exports."""
    return "".join(plate if segment.what else segment.text for segment in mask_text(text))


def masked_phone(value: str) -> str:
    """139****0000 for a mobile number, 000-**** for another: enough to recognise, too little to call."""
    digits = re.sub(r"\D", "", value)
    if len(digits) == 11 and digits.startswith("1"):
        return f"{digits[:3]}****{digits[-4:]}"
    return f"{digits[:3]}-****" if len(digits) > 4 else "****"


def masked_name(value: str) -> str:
    """杨某某: the surname stays. Compound surnames are kept whole."""
    name = value.strip()
    if not name:
        return ""
    compound = ("欧阳", "上官", "司马", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "令狐", "慕容")
    keep = 2 if len(name) > 2 and name[:2] in compound else 1
    return name[:keep] + "某" * max(1, min(2, len(name) - keep))
