"""What a state means in a resident's words. Values in, words out."""

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.divisions.finding import plain
from lianxin.divisions.rules import ancestor_codes
from lianxin.guidance.rules import article

LONG_QUOTE, MIDDLING_QUOTE = 120, 48
"""Letters from which a quotation is set smaller."""

_STATES = {
    "registered": gettext_lazy("记下了，联络员正在看。"),
    "passed_on": gettext_lazy("已经转到代表手里。"),
    "clarifying": gettext_lazy("还差几句话，请您补充。"),
    "answered": gettext_lazy("代表答复了。"),
    "informed": gettext_lazy("告诉您该找谁了。"),
    "referred": gettext_lazy("转给有关单位了，在等回话。"),
    "raised": gettext_lazy("代表正式提出来了，在等答复。"),
    "proposed": gettext_lazy("代表提请去实地看，在等安排。"),
    "merged": gettext_lazy("和别人说的同一件事并到一起办了。"),
    "set_aside": gettext_lazy("这件不再往下办，原因写在下面。"),
    "fed_back": gettext_lazy("结果告诉您了。"),
    "concluded": gettext_lazy("办完了。"),
}


@article(9, "办到哪一步，随时查得到，用一句话说清")
def state_words(state: str, *, has_result: bool, confidential: bool) -> str:
    """The state of a matter in one sentence."""
    if confidential:
        return _("收到了，由专人按规定处理。")
    if has_result and state in ("referred", "raised", "proposed", "merged"):
        return _("有结果了，正要告诉您。")
    return str(_STATES.get(state, ""))


def quote_size(words: str) -> str:
    """The class of a quotation that is the largest thing on its page and still fits it."""
    if len(words) > LONG_QUOTE:
        return "say-q--s"
    return "say-q--m" if len(words) > MIDDLING_QUOTE else ""


def figure_shown(count: int, least: int) -> bool:
    """Whether a public figure is large enough to name nobody. Nothing at all is not a figure."""
    return count >= max(1, least)


PROOF_WORDS = {
    "digest": (gettext_lazy("您的原话，和记下的指纹对得上"), gettext_lazy("记录的内容和它的指纹不一致")),
    "leaf": (gettext_lazy("记录本身没有动过"), gettext_lazy("记录和它在树上的位置不一致")),
    "promise": (gettext_lazy("给您回执时的承诺，是我们签的，说的就是这条记录"), gettext_lazy("回执的承诺和记录不一致")),
    "inclusion": (gettext_lazy("这条记录在公开的校验点里面"), gettext_lazy("这条记录不在公开的校验点里")),
    "checkpoint": (gettext_lazy("校验点是我们签的"), gettext_lazy("校验点的签名不成立")),
}


# ── places and names ───────────────────────────────────────────────────────
LONGEST_WORDS = 80
"""Letters of a place or a name; whoever typed more meant something else."""
_SMALL = re.compile("[^村社居组]{1,8}(?:村|社区|居委会|林场|小区)")


def shown_words(typed: str) -> str:
    """What was typed as it may be shown again: one line, nothing invisible, never longer than a place is."""
    clean = "".join(c if unicodedata.category(c)[0] != "C" or unicodedata.category(c) == "Co" else " " for c in typed)
    return " ".join(clean[: 4 * LONGEST_WORDS].split())[:LONGEST_WORDS]


def above(code: str) -> tuple[str, ...]:
    """What a division lies in, from its city down: the province goes without saying."""
    return tuple(c for c in ancestor_codes(code) if not c.endswith("0" * 10))


def unread(rest: str) -> str:
    """The village or community in what a place's name left over: it was meant, and nobody knows it."""
    found = _SMALL.search(rest)
    return found.group() if found else ""


def page_number(typed: str) -> int:
    """A page's number as an address has it; 1 for what is none."""
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else 1


def as_name(words: str) -> str:
    """A person's name out of what was typed (杨 小满, 杨小满代表); '' for what cannot be one."""
    name = plain(words).removesuffix("代表").removesuffix("人大")
    return name if 2 <= len(name) <= 12 and "|" not in name else ""
