"""The organ acknowledges and replies, the deputy judges, the office concludes."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as recorded  # kept in Chinese, whoever reads what

from lianxin.kit import chance, moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Refused
from lianxin.ledger import actions as ledger
from lianxin.locality import queries as locality
from lianxin.opinions import actions as opinions
from lianxin.opinions.rules import Rejected
from lianxin.suggestions import notices, rules
from lianxin.suggestions.actions.frame import awaits, needed, opened, present_leg, settled
from lianxin.suggestions.models import Assignment, Evaluation, Reply, Suggestion


@transaction.atomic
def acknowledge(suggestion: Suggestion, *, by: Actor, seen: int | None = None) -> Suggestion:
    """签收: the organ has it."""
    row, target = opened(suggestion, "acknowledge", by, seen)
    leg = present_leg(row)
    leg.acknowledged_at = moment.now()
    leg.save()
    ledger.record("suggestions.leg_acknowledged", leg, by=by, division=row.congress)
    return settled(row, "acknowledged", target, by=by, detail={"organ": leg.organ.name})


@transaction.atomic
def reply(
    suggestion: Suggestion,
    *,
    reply_class: str,
    words: str,
    signed_by: str,
    promise: str = "",
    promise_day: date | None = None,
    contacted: str = "",
    letter: tuple[str, str] = ("", ""),
    by: Actor,
    seen: int | None = None,
) -> Reply:
    """答复 with its class; class B promises by which day. `letter` is (file, digest) of the stamped letter."""
    row, target = opened(suggestion, "reply", by, seen)
    leg = present_leg(row)
    answer = Reply(
        code=chance.name(10),
        assignment=leg,
        reply_class=_class(row, reply_class),
        words=needed("words", words, _("请写答复内容。"), 10_000),
        signed_by=needed("signed_by", signed_by, _("请写签发人（主要负责人）。"), 40),
        contacted=contacted.strip()[:200],
        letter=letter[0],
        letter_digest=letter[1],
        at=moment.now(),
        by=by.ref,
    )
    _promise(answer, promise, promise_day)
    answer.save(force_insert=True)
    ledger.record("suggestions.reply_kept", answer, by=by, division=row.congress, first=True)
    settled(row, "replied", target, by=by, detail=_reply_detail(leg, answer, row))
    notices.to_deputy(row, "suggestions.replied")
    return answer


def _class(row: Suggestion, code: str) -> str:
    known = {c.code for c in locality.policy(row.county, moment.today()).reply_classes}
    if code not in known:
        raise Rejected("reply_class", _("请选答复类别。"))
    return code


def _promise(answer: Reply, promise: str, day: date | None) -> None:
    if not rules.promise_needed(answer.reply_class):
        return
    answer.promise = needed("promise", promise, _("列入计划的，要写明办到什么样。"), 200)
    if day is None or day <= moment.today():
        raise Rejected("promise_day", _("列入计划的，要写明哪一天前办到，写以后的日期。"))
    answer.promise_day = day


def _reply_detail(leg: Assignment, answer: Reply, row: Suggestion) -> dict[str, object]:
    label = next(
        (c.label for c in locality.policy(row.county, moment.today()).reply_classes if c.code == answer.reply_class), ""
    )
    return {
        "organ": leg.organ.name,
        "class": answer.reply_class,
        "class_label": label,
        "words": answer.words,
        "promise": answer.promise,
        "promise_day": answer.promise_day.isoformat() if answer.promise_day else "",
        "on_time": moment.today() <= leg.due_day,
        "contacted": answer.contacted,
    }


@transaction.atomic
def evaluate(
    suggestion: Suggestion, *, attitude: str, result: str, words: str = "", by: Actor, seen: int | None = None
) -> Evaluation:
    """The lead deputy judges attitude and result; the residents' opinions then have their result."""
    row, target = opened(suggestion, "evaluate", by, seen)
    allowed = dict(rules.SATISFACTION)
    for field, value in (("attitude", attitude), ("result", result)):
        if value not in allowed:
            raise Rejected(field, _("请选满意、基本满意或不满意。"))
    if result == rules.Satisfaction.DISSATISFIED and not words.strip():
        raise Rejected("words", _("不满意的，请写一句为什么，单位要照着重办。"))
    leg = present_leg(row)
    judged = Evaluation.objects.create(
        code=chance.name(10),
        reply=leg.reply,
        attitude=attitude,
        result=result,
        words=words.strip()[:500],
        at=moment.now(),
        by=by.ref,
    )
    ledger.record("suggestions.evaluation_kept", judged, by=by, division=row.congress, first=True)
    row.due_day = None
    detail = {"attitude": attitude, "result": result, "words": judged.words, "deputy": by.name}
    settled(row, "evaluated", target, by=by, detail=detail)
    if not rules.must_be_rehandled(rules.Satisfaction(result)):
        _results(row, leg)
    return judged


def _results(row: Suggestion, leg: Assignment) -> None:
    """Every opinion behind the suggestion now has something to tell."""
    label = recorded("%(organ)s答复（%(class)s类）：%(words)s") % {
        "organ": leg.organ.name,
        "class": leg.reply.reply_class,
        "words": leg.reply.words[:800],
    }
    for source in row.sources.select_related("opinion"):
        if awaits(source.opinion):
            opinions.record_result(source.opinion, words=label, by=SYSTEM)


@transaction.atomic
def conclude(suggestion: Suggestion, *, by: Actor, seen: int | None = None) -> Suggestion:
    """办结, by the office of the congress; a dissatisfied deputy's suggestion is handled again first."""
    row, target = opened(suggestion, "conclude", by, seen)
    leg = present_leg(row)
    if rules.must_be_rehandled(rules.Satisfaction(leg.reply.evaluation.result)):
        raise Refused(_("代表不满意，要先重办。"))
    return settled(row, "concluded", target, by=by)
