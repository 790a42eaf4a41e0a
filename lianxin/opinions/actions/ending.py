"""What came of it, told, judged and concluded (Article 9)."""

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Refused
from lianxin.opinions import rules
from lianxin.opinions.actions.frame import needed, opened, said, settled, with_result
from lianxin.opinions.actions.keys import judged_by_proxy
from lianxin.opinions.models import Opinion
from lianxin.opinions.workflow import State
from lianxin.outbox import actions as outbox

SATISFACTION = [("satisfied", _("满意")), ("basically", _("基本满意")), ("dissatisfied", _("不满意"))]


@transaction.atomic
def record_result(opinion: Opinion, *, words: str, by: Actor, seen: int | None = None) -> Opinion:
    """What came of a speech, a proposal or a suggestion. Every joined voice has the same result and its own telling."""
    row, _target = opened(opinion, "record_result", by, seen)
    result = needed("words", words, _("请写结果是什么。"))
    if by.ref != "system" and row.state == State.RAISED and not _spoken(row):
        raise Refused(_("这件事已经写成代表建议，结果等单位答复、代表评价后自己会来。"))
    with_result(row, result, by)
    return row


def _spoken(row: Opinion) -> bool:
    """Whether it was raised in a speech, whose result only people can bring."""
    return row.answers.filter(kind="speech", round=row.round).exists()


@transaction.atomic
def feed_back(opinion: Opinion, *, how: str, words: str, by: Actor, seen: int | None = None) -> Opinion:
    """Tell the resident the result: how, and in which words. Without any contact, publication stands for it."""
    row, target = opened(opinion, "feed_back", by, seen)
    if not rules.result_is_there(State(row.state), has_result=row.has_result):
        raise Refused(_("还没有结果，先不反馈。结果来了会排到您这里。"))
    if how not in ("phone", "visit", "sms", "face", "published"):
        raise rules.Rejected("how", _("请选怎么告诉的。"))
    if how == "published" and row.contact is not None:
        raise rules.Rejected("how", _("本人留了联系方式，请先告诉本人；公布不能代替。"))
    told = needed("words", words, _("请写跟本人怎么说的。"), 2000)
    if not row.confidential:
        said(row, "fed_back", told, by=by, target=how)
    outbox.void([row.number], kinds=("opinions.result", "opinions.clarify"))
    return settled(row, "fed_back", target, by=by, detail={"how": how, "words": told})


@transaction.atomic
def evaluate(opinion: Opinion, *, satisfaction: str, by: Actor, words: str = "", seen: int | None = None) -> Opinion:
    """The resident says whether he is content, once a round; his own word stands above one that staff read out."""
    row, _target = opened(opinion, "evaluate", by, seen)
    if row.satisfaction and not (by.ref == "resident" and judged_by_proxy(row)):
        raise Refused(_("这一轮已经评价过了。"))
    if satisfaction not in dict(SATISFACTION):
        raise rules.Rejected("satisfaction", _("请选满意、基本满意或不满意。"))
    row.satisfaction = satisfaction
    proxy = "" if by.ref == "resident" else by.name
    detail = {"satisfaction": satisfaction, "words": rules.readable(words)[:500], "read_out_by": proxy}
    return settled(row, "evaluated", by=by, detail=detail)


@transaction.atomic
def conclude(opinion: Opinion, *, ground: str, by: Actor, seen: int | None = None) -> Opinion:
    """The chair or the sub-district office closes the matter on a named ground; never a deputy or an officer."""
    row, target = opened(opinion, "conclude", by, seen)
    if ground not in ("fed_back", "published_instead"):
        raise rules.Rejected("ground", _("请选办结的依据。"))
    if row.voices.exclude(state__in=(State.FED_BACK, State.CONCLUDED)).exists():
        raise Refused(_("并进来的人还没有都告诉到，先逐个反馈。"))
    return settled(row, "concluded", target, by=by, detail={"ground": ground})


def answered_himself(row: Opinion) -> bool:
    """Whether the deputy wrote the answer with his own account, not an officer for him."""
    last = row.answers.filter(kind="answered", round=row.round).select_related("deputy__user").order_by("pk").last()
    user = last.deputy.user if last and last.deputy else None
    return last is not None and user is not None and last.by == f"person:{user.code}"


@transaction.atomic
def conclude_by_rule(opinion: Opinion, *, by: Actor = SYSTEM) -> Opinion:
    """The clock concludes: a consultation that was answered, or a question nobody came back to. The ground is named."""
    row, target = opened(opinion, "conclude_by_rule", by)
    ground = "consultation_answered" if row.state == State.ANSWERED else "no_further_words"
    return settled(row, "concluded", target, by=by, detail={"ground": ground})


@transaction.atomic
def reopen(opinion: Opinion, *, words: str, by: Actor, seen: int | None = None) -> Opinion:
    """A new round: the resident once, when he is not content; the chair at any time."""
    row, target = opened(opinion, "reopen", by, seen)
    why = needed("words", words, _("请写为什么要重新办。"), 1000)
    if by.ref == "resident" and (row.satisfaction != "dissatisfied" or row.round > 1):
        raise Refused(_("不满意的，可以要求重新办一次。再有意见，请联系站长。"))
    row.round += 1
    row.has_result, row.satisfaction = False, ""
    row.deputy_id, row.acknowledged_at, row.merged_into_id = None, None, None
    said(row, "added", why, by=by)
    return settled(row, "reopened", target, by=by, detail={"words": why})
