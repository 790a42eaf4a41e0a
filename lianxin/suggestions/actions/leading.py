"""Who leads a suggestion when its deputy has stepped back or left: another one; and what becomes of mere drafts."""

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import queries as deputies
from lianxin.interests import queries as interests
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Refused
from lianxin.opinions import actions as opinions
from lianxin.opinions.rules import Rejected
from lianxin.suggestions import notices, permissions
from lianxin.suggestions.actions.frame import awaits, opened, settled
from lianxin.suggestions.models import Suggestion


@transaction.atomic
def change_lead(suggestion: Suggestion, *, deputy: str, by: Actor, seen: int | None = None) -> Suggestion:
    """The office names the deputy who goes on with it and judges the reply: of that congress, and not recused."""
    row, _target = opened(suggestion, "change_lead", by, seen)
    person = deputies.by_code(deputy)
    held = deputies.mandates_active(person.pk, moment.today()) if person else ()
    if person is None or not any((m.level, m.congress) == (row.level, row.congress) for m in held):
        raise Rejected("deputy", _("请选一位本级在任的代表。"))
    numbers = row.sources.values_list("opinion__number", flat=True)
    if interests.is_recused(person.pk, numbers):
        raise Rejected("deputy", _("这位代表已经回避，请另选一位。"))
    before = row.lead.name
    row.lead = person
    settled(row, "lead_changed", by=by, detail={"before": before, "deputy": person.name})
    notices.to_deputy(row, "suggestions.led_on")
    return row


@transaction.atomic
def close_draft(suggestion: Suggestion, *, by: Actor = SYSTEM) -> Suggestion:
    """After its author stepped back a draft ends, and its opinions go back to the station for another deputy."""
    row, target = opened(suggestion, "close_draft", by)
    if not permissions.lead_stepped_back(row):
        raise Refused(_("领衔代表没有回避。"))
    settled(row, "draft_closed", target, by=by)
    for source in row.sources.select_related("opinion"):
        if awaits(source.opinion):
            opinions.hand_back(source.opinion, by=by)
    return row


@transaction.atomic
def tell_vacant(suggestion: Suggestion) -> None:
    """The office learns, once, that nobody leads what a deputy who stepped back had handed in."""
    notices.vacant(suggestion)
