"""Addresses as people write them: which divisions do the words name? Values in, values out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lianxin.divisions.rules import Rank, ancestor_codes, spoken_name

READ = 40
"""Letters of an address that are read: province, city, county, township, village and group together are shorter."""
LONGEST = 12
"""The longest name that is looked for whole; longer ones are found by their stem."""
BREAK = "|"
_OLD = str.maketrans(
    "鎮鄉縣區組灣橋嶺龍陽雙東馬張楊陳劉黃紅團結興華豐廟觀寶衝羅湯塢壩莊園圓頭鋪礦廠義業農場廣長門閣鄧趙樓關錢銅鐵銀鳳雞魚烏倉蘭蓮葉樹樂萬隴護衛軍國",
    "镇乡县区组湾桥岭龙阳双东马张杨陈刘黄红团结兴华丰庙观宝冲罗汤坞坝庄园圆头铺矿厂义业农场广长门阁邓赵楼关钱铜铁银凤鸡鱼乌仓兰莲叶树乐万陇护卫军国",
)
"""Letters of the traditional script that stand often in names of places; others are taken as they are."""
_TAILS = (
    "村", "村委会", "村民委员会", "村村委会", "村村民委员会", "社区", "社区居委会", "社区居民委员会", "社区委员会",
    "居委会", "居民委员会", "镇", "乡", "街道", "街道办事处", "县", "市", "区", "省",
)  # fmt: skip
_AFTER_VILLAGE = ("委会", "民委员会", "村委会", "村民委员会")
_AFTER_COMMUNITY = ("居委会", "居民委员会", "委员会")
_ETHNIC = "(?:苗族|侗族|土家族|瑶族|回族|白族|维吾尔族|壮族|维吾尔族回族)"
_ENDING = re.compile(f"{_ETHNIC}*(?:自治州|自治县)$|{_ETHNIC}*(?:民族)?乡$|社区$|街道$|[镇村县市区省]$")
_NOT_A_PLACE = ("路", "大道", "大街", "街", "组", "院", "广场", "大桥", "巷")
"""A stem before one of these names a road or a group of houses: 建设路 does not say 建设村, 杨家组 not 杨家村."""


def plain(text: str) -> str:
    """What was typed, with half-width letters and simplified script, without spaces; other marks divide it."""
    kept = []
    for letter in unicodedata.normalize("NFKC", text).translate(_OLD):
        kind = unicodedata.category(letter)
        if kind[0] == "L" or kind == "Co":  # the published list writes rare characters with private ones
            kept.append(letter)
        elif kind[0] != "Z" and kind != "Cf":
            kept.append(BREAK)
    return re.sub(rf"\{BREAK}+", BREAK, "".join(kept)).strip(BREAK)[:READ]


def parts(text: str) -> Iterator[str]:
    """Every run of letters of a plain text that could be a name."""
    for run in text.split(BREAK):
        for start in range(len(run)):
            for end in range(start + 2, min(start + LONGEST, len(run)) + 1):
                yield run[start:end]


def names(text: str) -> frozenset[str]:
    """Names of divisions that a plain text could mean, as the published list writes them: a few hundred."""
    found: set[str] = set()
    for part in parts(text):
        found.add(part)
        if part.endswith("村"):
            found.update(part + tail for tail in _AFTER_VILLAGE)
        elif part.endswith("社区"):
            found.update(part + tail for tail in _AFTER_COMMUNITY)
        if len(part) <= LONGEST // 2:
            found.update(part + tail for tail in _TAILS)
    return frozenset(found)


def stem(name: str) -> str:
    """A name without its kind: 寸石镇 → 寸石, 梅市社区居委会 → 梅市; '' if too little is left."""
    short = _ENDING.sub("", spoken_name(name))
    return short if len(short) >= 2 else ""


_BESIDE = "[、，,；;（）() 和及]"


def mentions(text: str, name: str) -> bool:
    """Whether a description names a place: whole, or by its stem between marks (第14选区（白石、桐木村）)."""
    short = stem(name)
    if name and name in text:
        return True
    return bool(short) and re.search(f"(?:^|{_BESIDE}){re.escape(short)}(?:$|{_BESIDE})", text) is not None


@dataclass(frozen=True)
class Seen:
    """Where a text names a division and how surely: a whole name outweighs a stem of the same length."""

    start: int
    end: int
    weight: int


def seen(text: str, name: str) -> Seen | None:
    """The surest place where a plain text names a division; None: nowhere."""
    spoken, short = spoken_name(name), stem(name)
    for form in (name, spoken):
        start = text.find(form) if len(form) >= 2 else -1
        if start >= 0:
            return Seen(start, start + len(form), 2 * len(form) + 1)
    start = text.find(short) if short else -1
    while start >= 0:
        end = start + len(short)
        if not text.startswith(_NOT_A_PLACE, end):
            other = _ENDING.match(text[end:]) or text[end : end + 1] in tuple("镇村乡县市区")
            return Seen(start, end, 2 * len(short) - (1 if other else 0))
        start = text.find(short, start + 1)
    return None


@dataclass(frozen=True)
class Named:
    """A division that an address may mean. `weight` counts what was read of its own name and of those above it."""

    code: str
    name: str
    rank: Rank
    weight: int
    own: Seen
    rest: str
    """What of the text neither its name nor those above it explain."""


def weighed(text: str, rows: Iterable[tuple[str, str, int]]) -> list[Named]:
    """The divisions (code, name, rank) that a plain text names, the surest first, then upper ones, then by code."""
    hits = {code: (name, Rank(rank), hit) for code, name, rank in rows if (hit := seen(text, name))}
    found = [_with_those_above(code, hits, text) for code in hits]
    return sorted(found, key=lambda one: (-one.weight, one.rank, one.code))


def _with_those_above(code: str, hits: Mapping[str, tuple[str, Rank, Seen]], text: str) -> Named:
    name, rank, own = hits[code]
    taken, weight = [own], own.weight
    for above in reversed(ancestor_codes(code)):
        if above in hits:
            hit = hits[above][2]
            if all(hit.end <= other.start or other.end <= hit.start for other in taken):
                taken.append(hit)
                weight += hit.weight
    rest = "".join(c for i, c in enumerate(text) if not any(hit.start <= i < hit.end for hit in taken))
    return Named(code, name, rank, weight, own, rest.replace(BREAK, ""))


def surest(found: list[Named]) -> list[Named]:
    """Those that fit best and equally well; not what only borrows the word of one above it (寸石: 寸石镇)."""
    top = [one for one in found if one.weight == found[0].weight]
    held = {one.code: one.own for one in top}
    return [one for one in top if not any(held.get(above) == one.own for above in ancestor_codes(one.code))]
