"""From opinions to a submitted suggestion: the deputy's part."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as recorded  # kept in Chinese, whoever reads what

from lianxin.kit import chance, moment
from lianxin.kit.actor import SYSTEM, Actor, Level
from lianxin.kit.workflow import Refused
from lianxin.ledger import actions as ledger
from lianxin.opinions import actions as opinions
from lianxin.opinions.rules import Rejected, readable
from lianxin.suggestions import notices, permissions, rules
from lianxin.suggestions.actions.frame import awaits, needed, opened, settled
from lianxin.suggestions.models import Source, Suggestion

if TYPE_CHECKING:
    from lianxin.opinions.models import Opinion


@transaction.atomic
def draft(
    sources: Sequence["Opinion"],
    *,
    level: Level,
    congress: str,
    title: str,
    situation: str,
    advice: str,
    analysis: str = "",
    openness: str = "full",
    by: Actor,
) -> Suggestion:
    """A deputy turns what residents said into a suggestion of his own congress (Article 8): one matter, n opinions."""
    if level not in rules.own_levels():
        raise Refused(_("市级以上代表建议在各自系统办理，这里只登记县、乡两级。"))
    if not permissions.may_draft(by, level, congress):
        raise PermissionDenied("draft")
    now = moment.now()
    row = Suggestion(
        code=chance.name(10),
        level=level,
        congress=congress,
        county=congress[:6].ljust(12, "0"),
        lead_id=cast(int, by.person_id),
        drafted_at=now,
        category=next((o.category for o in sources if o.category), ""),
    )
    _write(row, title, situation, analysis, advice, openness)
    row.save(force_insert=True)
    detail = {"title": row.title, "sources": [o.number for o in sources], "deputy": by.name}
    ledger.record("suggestions.drafted", row, by=by, detail=detail, division=congress, first=True)
    for opinion in sources:
        opinions.raise_as_suggestion(opinion, title=row.title, matter=row.code, level=level, by=by)
        source = Source.objects.create(suggestion=row, opinion=opinion)
        ledger.record("suggestions.source_joined", source, by=by, division=congress, first=True)
    return row


def _write(row: Suggestion, title: str, situation: str, analysis: str, advice: str, openness: str) -> None:
    row.title = needed("title", title, _("请写标题，比如“关于……的建议”。"), rules.MAX_TITLE)
    row.situation = needed("situation", situation, _("请写情况：群众反映了什么，您看到了什么。"))
    row.advice = needed("advice", advice, _("请写具体建议：请哪个单位做什么。"))
    row.analysis = readable(analysis)[: rules.MAX_PART]
    if openness not in dict(rules.OPENNESS):
        raise Rejected("openness", _("请选公开意见。"))
    row.openness = openness


@transaction.atomic
def revise(
    suggestion: Suggestion,
    *,
    title: str,
    situation: str,
    advice: str,
    analysis: str = "",
    openness: str = "full",
    by: Actor,
    seen: int | None = None,
) -> Suggestion:
    """The lead deputy changes his own draft, or what the office returned to him."""
    row, _target = opened(suggestion, "revise", by, seen)
    _write(row, title, situation, analysis, advice, openness)
    return settled(row, "revised", by=by, detail={"title": row.title})


@transaction.atomic
def submit(suggestion: Suggestion, *, by: Actor, seen: int | None = None) -> Suggestion:
    """Hand it to the county office or the township presidium; the text as submitted stays in the ledger."""
    row, target = opened(suggestion, "submit", by, seen)
    row.submitted_at = moment.now()
    text = {"title": row.title, "situation": row.situation, "analysis": row.analysis, "advice": row.advice}
    settled(row, "submitted", target, by=by, detail={**text, "deputy": by.name})
    notices.to_office(row, "suggestions.submitted")
    return row


@transaction.atomic
def withdraw(suggestion: Suggestion, *, words: str, by: Actor, seen: int | None = None) -> Suggestion:
    """The deputy takes it back in writing, which ends its handling; the opinions it came from stay raised on record."""
    row, target = opened(suggestion, "withdraw", by, seen)
    why = needed("words", words, _("请写为什么撤回。"), 500)
    row.due_day = None
    settled(row, "withdrawn", target, by=by, detail={"words": why})
    told = recorded("代表撤回了建议：%(why)s") % {"why": why}
    for source in row.sources.select_related("opinion"):
        if awaits(source.opinion):
            opinions.record_result(source.opinion, words=told, by=SYSTEM)
    return row
