"""Article 2's money as pure functions: amounts in whole fen, what a fund may be used for, what is left of it."""

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.guidance.rules import article

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST = 100_000_000 * 100
"""Fen of one booking: a hundred million yuan is no station's money but a slip of the finger."""


class Kind(StrEnum):
    """Where money comes from (Article 2)."""

    COUNTY = "county"
    TOWNSHIP = "township"
    PROVINCE = "province"
    DEPUTIES = "deputies"
    OTHER = "other"


class Use(StrEnum):
    """What money is spent on (domain brief, section 8)."""

    SIGNS = "signs"
    FURNITURE = "furniture"
    NETWORK = "network"
    PRINTING = "printing"
    TRAINING = "training"
    ACTIVITY = "activity"
    TRAVEL = "travel"
    LOST_WAGE = "lost_wage"
    LEGAL = "legal"
    INSURANCE = "insurance"
    PUBLICITY = "publicity"
    REWARD = "reward"
    OTHER = "other"


class State(StrEnum):
    """Of an expenditure: noted by a station's people and waiting, booked, or refused by who approves."""

    WAITING = "waiting"
    BOOKED = "booked"
    REFUSED = "refused"


KINDS = [
    (Kind.COUNTY, gettext_lazy("县级财政")),
    (Kind.TOWNSHIP, gettext_lazy("乡镇财政")),
    (Kind.PROVINCE, gettext_lazy("省级补助")),
    (Kind.DEPUTIES, gettext_lazy("代表活动经费")),
    (Kind.OTHER, gettext_lazy("其他")),
]
USES = [
    (Use.ACTIVITY, gettext_lazy("活动餐费、场地")),
    (Use.TRAVEL, gettext_lazy("代表交通")),
    (Use.LOST_WAGE, gettext_lazy("误工补贴")),
    (Use.TRAINING, gettext_lazy("代表培训")),
    (Use.SIGNS, gettext_lazy("标牌、公示栏")),
    (Use.FURNITURE, gettext_lazy("家具、设备")),
    (Use.NETWORK, gettext_lazy("网络、电话")),
    (Use.PRINTING, gettext_lazy("印刷、资料")),
    (Use.LEGAL, gettext_lazy("法律咨询")),
    (Use.INSURANCE, gettext_lazy("志愿者保险")),
    (Use.PUBLICITY, gettext_lazy("宣传")),
    (Use.REWARD, gettext_lazy("以奖代补")),
    (Use.OTHER, gettext_lazy("其他")),
]
LINES = [
    ("2010104", gettext_lazy("人大会议")),
    ("2010106", gettext_lazy("人大监督")),
    ("2010107", gettext_lazy("人大代表履职能力提升")),
    ("2010108", gettext_lazy("代表工作")),
    ("2010109", gettext_lazy("人大信访工作")),
    ("2010199", gettext_lazy("其他人大事务支出")),
]
"""Budget lines of 20101 人大事务 (domain brief, section 8)."""
EARMARKED = frozenset({Use.ACTIVITY, Use.TRAVEL, Use.LOST_WAGE, Use.TRAINING})
"""What deputies' activity funds may be spent on: they stand in the budget for that alone (Deputies Law, Art. 42)."""

_AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


class NoAmount(ValueError):
    """What was typed is no amount; the message says what to do."""


def fen(typed: object) -> int:
    """An amount as people write it, in whole fen: "1,234.5", "１２００元", "1.2万" → 12000000 hundredths of a yuan.

    Never through a binary fraction: a workbook's number is read by its shortest decimal. NoAmount for anything that is
    negative, nothing, finer than a fen, or a hundred million yuan and more.
    """
    words = repr(typed) if isinstance(typed, float) else str(typed)
    clean = re.sub(r"\s+", "", unicodedata.normalize("NFKC", words)).replace("，", ",")
    clean = re.sub(r"^(?:人民币|RMB|CNY|[¥￥])", "", clean)
    clean = re.sub(r"(?:元整|元|圆)$", "", clean)
    times = Decimal(1)
    if clean.endswith("万"):
        clean, times = clean[:-1], Decimal(10_000)
    if clean.startswith(("-", "−", "(")):
        raise NoAmount(_("金额不能是负数；要冲回，用“冲回”。"))
    if not _AMOUNT.fullmatch(clean):
        raise NoAmount(_("金额看不明白，请写成1234.50或者1.2万。"))
    try:
        exact = Decimal(clean.replace(",", "")) * times * 100
    except InvalidOperation as error:
        raise NoAmount(_("金额看不明白，请写成1234.50或者1.2万。")) from error
    if exact >= MOST:
        raise NoAmount(_("金额太大，请看看是不是多写了零。"))
    if exact != int(exact):
        raise NoAmount(_("金额最小到分，请去掉多余的小数。"))
    if exact == 0:
        raise NoAmount(_("金额不能是零。"))
    return int(exact)


def yuan(amount: int) -> str:
    """Fen as yuan with two decimals: 123450 → 1,234.50; a counter-entry's with its minus."""
    whole, rest = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole:,}.{rest:02d}"


@article(2, "可以从代表活动经费中适当列支")
def may_pay_for(kind: str, use: str) -> bool:
    """Whether a source of this kind may be spent on this: deputies' activity funds only on deputies' activities."""
    return kind != Kind.DEPUTIES or use in EARMARKED


@article(2, "所需经费以县乡两级财政保障为主，省级财政给予适当补助")
def missing(left: int, wanted: int) -> int:
    """By how much `wanted` is beyond what is left; 0 when it is covered."""
    return max(0, wanted - left)


def too_little(what: str, left: int, wanted: int) -> "StrPromise | str":
    """The refusal that says to the fen what is there and what is lacking."""
    return _("%(what)s还剩 %(left)s 元，差 %(missing)s 元。") % {
        "what": what,
        "left": yuan(left),
        "missing": yuan(missing(left, wanted)),
    }


def within_year(year: int, day: date, today: date) -> bool:
    """Whether something happened in the budget year and not in the future."""
    return day.year == year and day <= today
