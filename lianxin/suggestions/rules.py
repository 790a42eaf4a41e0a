"""The guidance's and the law's rules for suggestions, as pure functions."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from lianxin.guidance.rules import article
from lianxin.kit.actor import Level

MAX_TITLE = 60
MAX_PART = 5000
LAW_51 = (
    "《全国人民代表大会和地方各级人民代表大会代表法》第五十一条：交办之日起三个月内答复，涉及面广、处理难度大的六个月内"
)


class Satisfaction(StrEnum):
    """How the deputy judges the organ's reply."""

    SATISFIED = "satisfied"
    BASICALLY = "basically"
    DISSATISFIED = "dissatisfied"


SATISFACTION = [
    (Satisfaction.SATISFIED, _("满意")),
    (Satisfaction.BASICALLY, _("基本满意")),
    (Satisfaction.DISSATISFIED, _("不满意")),
]

OPENNESS = [("full", _("同意全文公开")), ("title", _("只公开标题"))]


@article(8, "由相应层级的代表向本级人大常委会提出；乡镇没有常委会，由主席团")
def own_levels() -> frozenset[Level]:
    """The levels whose suggestions are handled here; higher ones have systems of their own (kept as a reference)."""
    return frozenset({Level.COUNTY, Level.TOWNSHIP})


@article(9, "有关机关、组织应当及时作出答复")
def months_to_reply(*, complex_matter: bool) -> int:
    """Three calendar months from the day of assignment; six for wide and difficult matters (Deputies Law, art. 51)."""
    return 6 if complex_matter else 3


@article(9, "代表对答复不满意的，重新办理")
def must_be_rehandled(satisfaction: Satisfaction) -> bool:
    """Whether the office must order the organ to handle the matter again."""
    return satisfaction is Satisfaction.DISSATISFIED


@article(9, "答复分类：列入计划的要写明日期")
def promise_needed(reply_class: str) -> bool:
    """Class B is a promise: what will be done by which day."""
    return reply_class == "B"


def series_of(congress: str, year: int) -> str:
    """The series of numbers of one congress in one year out of session."""
    return f"{congress}/{year}"
