"""When words name what a deputy has declared, and what a declaration must say. Values in, values out."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from lianxin.guidance.rules import article

MAX_NAME, MAX_OTHERS, MAX_RELATION, MAX_WORDS = 80, 300, 40, 500
SHORTEST = 3
"""Letters that a name must have, without its legal form: a shorter one stands in too many other words."""
FRESH_DAYS = 365
LEGAL_FORMS = ("有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "公司")
"""What may stand behind a firm's name or be left out of it; the longest first."""
_KEPT = re.compile(r"[^\w]|_")
_BETWEEN = re.compile(r"[、，,；;\s]*[\n、，,；;][、，,；;\s]*")


class Kind(StrEnum):
    """What is declared (Deputies Law 2025, article 59)."""

    POST = "post"
    FIRM = "firm"
    KIN_FIRM = "kin_firm"
    OTHER = "other"


@dataclass(frozen=True)
class Words:
    """What a declaration says; it is kept encrypted, whole."""

    kind: str
    name: str
    others: tuple[str, ...] = ()
    """Further and short names."""
    relation: str = ""
    """Whose it is, for a kinsman's firm: spouse, son …"""
    from_day: str = ""
    until_day: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> "Words":
        return cls(**given | {"others": tuple(given["others"])})

    def holds(self, on: date) -> bool:
        """Whether it is so on a day; both ends inclusive, open without one."""
        day = on.isoformat()
        return (not self.from_day or self.from_day <= day) and (not self.until_day or day <= self.until_day)


def parted(others: str) -> tuple[str, ...]:
    """Several names out of one field: a line, a comma or 、 parts them."""
    found = (" ".join(part.split()) for part in _BETWEEN.split(others))
    return tuple(dict.fromkeys(part for part in found if part))


def plain(text: str) -> str:
    """Letters and digits alone, in one width and case: what two ways of writing one name have in common."""
    return _KEPT.sub("", unicodedata.normalize("NFKC", text)).lower()


def core(name: str) -> str:
    """A name without its legal form (有限责任公司 …), plain."""
    bare = plain(name)
    for form in LEGAL_FORMS:
        if bare.endswith(form) and bare != form:
            return bare.removesuffix(form)
    return bare


def is_too_short(name: str) -> bool:
    """Whether a name could be found in no text without being found everywhere."""
    return len(core(name)) < SHORTEST and len(plain(name)) <= SHORTEST


def is_named(name: str, text: str) -> bool:
    """Whether a text, already `plain`, names it: without its legal form, or with any when the rest is too short."""
    bare = core(name)
    if len(bare) >= SHORTEST:
        return bare in text
    if is_too_short(name):
        return False
    return plain(name) in text or any(bare + form in text for form in LEGAL_FORMS)


@article(11, "代表应当廉洁自律，不得利用代表身份谋取利益：意见涉及本人申报的利害关系，提醒其回避")
def named_in(declared: Iterable[Words], texts: Iterable[str], on: date) -> tuple[str, ...]:
    """The declared names that some words name on a day, each as it was declared."""
    said = [plain(text) for text in texts]
    found = (each.name for each in declared if each.holds(on) and _any_named(each, said))
    return tuple(dict.fromkeys(found))


def _any_named(declared: Words, said: list[str]) -> bool:
    return any(is_named(name, text) for name in (declared.name, *declared.others) for text in said)


@article(11, "申报的利害关系每年核对一次")
def is_due(checked: date, today: date) -> bool:
    """Whether the deputy is asked again if it is still right."""
    return today - checked > timedelta(days=FRESH_DAYS)


def years_unseen(checked: date, today: date) -> int:
    """How many years in a row he did not look: each is asked about once."""
    return max(0, (today - checked).days - 1) // FRESH_DAYS
