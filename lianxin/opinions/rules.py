"""The guidance's rules for opinions, as pure functions: values in, values out."""

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.iso7064 import mod_11_10

from lianxin.guidance.rules import article
from lianxin.kit.actor import Level
from lianxin.locality.rules import Limit, Policy
from lianxin.opinions.workflow import State as State

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MAX_TEXT = 2000
"""Characters a resident may write at once; a letter entered by staff may have five times that."""
MAX_LETTER = 10_000
MAX_PLACE = 120
MAX_CONTACT = 60
NUMBER_DIGITS = 12
CODE_DIGITS = 10
MOST_IN_BLOCK = 200
"""Receipt numbers that one desk without network takes along for a day."""
MOST_BLOCKS = 12
"""Blocks that one station has out for one day."""
BLOCK_AHEAD = 7
"""Days before its day that a block may be issued at the earliest."""


class Channel(StrEnum):
    """How the words came in (Article 1)."""

    WEB = "web"
    QR = "qr"
    VISIT = "visit"
    RECEPTION = "reception"
    HOME_VISIT = "home_visit"
    PHONE = "phone"
    SMS = "sms"
    MAIL = "mail"
    CHAT = "chat"
    DEPUTY = "deputy"
    API = "api"


CHANNELS = [
    (Channel.WEB, _("网上")),
    (Channel.QR, _("扫码")),
    (Channel.VISIT, _("来访")),
    (Channel.RECEPTION, _("接待日")),
    (Channel.HOME_VISIT, _("走访")),
    (Channel.PHONE, _("来电")),
    (Channel.SMS, _("短信")),
    (Channel.MAIL, _("来信")),
    (Channel.CHAT, _("微信群")),
    (Channel.DEPUTY, _("代表本人接到")),
    (Channel.API, _("其他平台转来")),
]


class TellBy(StrEnum):
    """How the resident wants to hear back."""

    LOOKUP = "lookup"
    PHONE = "phone"
    SMS = "sms"
    VISIT = "visit"


TELL_BY = [
    (TellBy.LOOKUP, _("凭登记号自己查")),
    (TellBy.PHONE, _("打电话")),
    (TellBy.SMS, _("发短信")),
    (TellBy.VISIT, _("上门讲")),
]


class Bar(StrEnum):
    """Why a matter must not be raised by a deputy (Articles 8 and 11; Deputies Law, article 59)."""

    NONE = ""
    PENDING_CASE = "pending_case"
    PARTY_MATTER = "party_matter"
    TENDER = "tender"
    PRIVATE_GAIN = "private_gain"


BARS = [
    (Bar.NONE, _("没有")),
    (Bar.PENDING_CASE, _("正在审理的案件")),
    (Bar.PARTY_MATTER, _("政党组织的工作")),
    (Bar.TENDER, _("具体招投标")),
    (Bar.PRIVATE_GAIN, _("为个人谋利")),
]

SET_ASIDE_GROUNDS = [
    ("no_substance", _("无实质内容")),
    ("praise", _("表扬感谢")),
    ("declined_improper", _("不当请托，已婉拒")),
    ("answered_before", _("同一人同一事，已经答复过")),
]

PROPOSALS = [
    ("certificate_inspection", _("持证视察")),
    ("topic_research", _("专题调研")),
    ("committee_inspection", _("建议常委会组织视察")),
    ("enforcement_inspection", _("建议常委会执法检查")),
]

CONCLUDE_GROUNDS = [
    ("fed_back", _("已反馈本人")),
    ("published_instead", _("没有联系方式，以公布代替反馈")),
    ("consultation_answered", _("咨询已当场解答")),
    ("no_further_words", _("请补充后未再补充，到期")),
]

CATEGORIES = [
    ("agriculture", _("农业农村")),
    ("roads", _("交通道路")),
    ("water", _("水利与饮水")),
    ("power_telecom", _("供电通信")),
    ("sanitation", _("环境卫生")),
    ("environment", _("生态环境")),
    ("education", _("教育")),
    ("health", _("医疗卫生")),
    ("insurance", _("医保社保")),
    ("eldercare", _("养老托育")),
    ("civil_affairs", _("民政救助")),
    ("housing", _("住房物业")),
    ("municipal", _("城管市政")),
    ("planning", _("规划建设")),
    ("land", _("征地拆迁")),
    ("labour", _("劳动就业")),
    ("market", _("市场监管")),
    ("safety", _("安全生产与灾害")),
    ("order", _("社会治安")),
    ("culture", _("文化体育旅游")),
    ("village_affairs", _("村务社区公开")),
    ("business", _("营商环境")),
    ("justice", _("法治司法")),
    ("party", _("政党组织")),
    ("case", _("涉法涉诉")),
    ("petition", _("信访事项")),
    ("tender", _("招投标")),
    ("consultation", _("咨询")),
    ("praise", _("表扬")),
    ("other", _("其他")),
]


UNUSED = {
    "open": _(
        "这个号是接待站没有网络时发出的，号和查询码都对。您说的事还在接待站的设备里，一有网络就传上来，请过一两天再查。"
    ),
    "voided": _(
        "这个号没有用过，已经作废。要是您手里的回执上是这个号，请带回执到站里，或者打站里电话，工作人员帮您查。"
    ),
}
"""What is said of a number that was reserved for a desk without network and under which nothing is registered."""


class Rejected(Exception):
    """Input that cannot be taken; `field` names where, the message says what to do."""

    def __init__(self, field: str, message: "str | StrPromise") -> None:
        super().__init__(message)
        self.field, self.message = field, str(message)


_UNSEEN = {"\u200b", "\u2060", "\ufeff", *(chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))}


def readable(words: str) -> str:
    """The words without what no eye can see: control characters, direction overrides, zero-width marks.

    Line breaks and tabs stay, letters are never touched. Emoji joiners (U+200D) and variation selectors stay.
    """
    kept = (
        c
        for c in words.replace("\r\n", "\n").replace("\r", "\n")
        if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") and c not in _UNSEEN)
    )
    return "".join(kept).strip()


@article(1, "群众的每一句话都记下来，写得再短也收")
def accepted_text(words: str, limit: int = MAX_TEXT) -> str:
    """The resident's words as they will be kept; Rejected when there are none or too many."""
    clean = readable(words)
    if not any(unicodedata.category(c)[0] in "LNS" for c in clean):
        raise Rejected("text", _("还没写什么事。写一句话也行。"))
    if len(clean) > limit:
        raise Rejected(
            "text",
            _("写了%(count)d个字，一次最多%(limit)d个字。请分成几件说，或者打电话、到站里来说。")
            % {"count": len(clean), "limit": limit},
        )
    return clean


def accepted_place(words: str, *, needed: bool) -> str:
    """Where it is, in the resident's words; empty only when a station is known."""
    clean = " ".join(readable(words).split())
    if needed and not clean:
        raise Rejected("place", _("还没写地方。写一个乡镇或村的名字也行。"))
    if len(clean) > MAX_PLACE:
        raise Rejected("place", _("地方写得太长了，最多%(limit)d个字。") % {"limit": MAX_PLACE})
    return clean


def accepted_contact(words: str) -> str:
    """A telephone number, an address or '' (nobody must leave one)."""
    clean = " ".join(readable(words).split())
    if len(clean) > MAX_CONTACT:
        raise Rejected("contact", _("联系方式太长了，最多%(limit)d个字。") % {"limit": MAX_CONTACT})
    return clean


def number_with_check_digit(body: str) -> str:
    """A receipt number: 11 random digits and a check digit after ISO/IEC 7064, MOD 11,10."""
    return body + str(mod_11_10.calc_check_digit(body))


def read_number(typed: str) -> str | None:
    """The 12 digits of a receipt number as people type it (spaces, dashes, full width); None when it cannot be one."""
    digits = "".join(str(unicodedata.digit(c)) for c in typed if c.isdigit() and unicodedata.digit(c, None) is not None)
    if len(digits) != NUMBER_DIGITS:
        return None
    try:
        mod_11_10.validate(digits)
    except BadNumber:
        return None
    return digits


def read_code(typed: str) -> str | None:
    """The 10 digits of a check code as people type it; None when it cannot be one."""
    digits = "".join(str(unicodedata.digit(c)) for c in typed if c.isdigit() and unicodedata.digit(c, None) is not None)
    return digits if len(digits) == CODE_DIGITS else None


def code_from_mac(mac: bytes) -> str:
    """Ten decimal digits from a MAC (dynamic truncation over 8 octets; the bias is below 2^-30)."""
    return str(int.from_bytes(mac[:8], "big") % 10**CODE_DIGITS).zfill(CODE_DIGITS)


_PHONE = re.compile(r"\D")


def contact_key(contact: str) -> str:
    """What of a contact is compared: its digits when it is a telephone number, else ''."""
    digits = _PHONE.sub("", contact)
    return digits if 6 <= len(digits) <= 15 else ""


@article(9, "每一步都有期限：分类、签收、转办答复、反馈")
def limit_of(state: State, policy: Policy) -> Limit | None:
    """How long the present step may take; None where a suggestion's own clock runs, or nothing is awaited."""
    table = {
        State.REGISTERED: policy.triage,
        State.PASSED_ON: policy.acknowledge,
        State.CLARIFYING: policy.clarify,
        State.REFERRED: policy.referral_reply,
        State.ANSWERED: policy.feedback,
        State.INFORMED: policy.feedback,
        State.SET_ASIDE: policy.feedback,
        State.FED_BACK: policy.feedback,
    }
    return table.get(state)


@article(8, "由相应层级的代表提出")
def level_matches(mandate: Level, matter: Level | None) -> bool:
    """Whether a mandate is of the matter's level; a matter without one may be raised at county or township."""
    if matter is None:
        return mandate in (Level.COUNTY, Level.TOWNSHIP)
    return mandate == matter


@article(8, "正在审理的案件、政党组织的工作，只可告知去处并解释，不能提出")
@article(11, "不得干涉具体司法案件或者招投标")
def may_be_raised(bar: Bar) -> bool:
    """Whether a matter may become a suggestion, a speech or a proposal."""
    return bar is Bar.NONE


@article(9, "有了结果才能反馈；告知与解答本身就是结果")
def result_is_there(state: State, *, has_result: bool) -> bool:
    """Whether there is something to tell the resident in this state."""
    return has_result or state in (State.ANSWERED, State.INFORMED, State.SET_ASIDE)
