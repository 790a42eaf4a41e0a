"""The office's part before handling: return, treat as reference, number, assign. Two offices, two paths."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as recorded  # kept in Chinese, whoever reads what

from lianxin.kit import chance, moment
from lianxin.kit.actor import SYSTEM, Actor, Level
from lianxin.kit.dates import months_later
from lianxin.kit.workflow import Refused
from lianxin.ledger import actions as ledger
from lianxin.locality import queries as locality
from lianxin.opinions import actions as opinions
from lianxin.opinions.rules import Rejected
from lianxin.organs import queries as organs
from lianxin.suggestions import notices, rules
from lianxin.suggestions.actions.frame import awaits, needed, opened, settled
from lianxin.suggestions.actions.reckoning import stored
from lianxin.suggestions.models import Assignment, Series, Suggestion


@transaction.atomic
def return_for_revision(suggestion: Suggestion, *, words: str, by: Actor, seen: int | None = None) -> Suggestion:
    """Give it back to the deputy with a reason; nothing is lost and nothing is counted against him."""
    row, target = opened(suggestion, "return_for_revision", by, seen)
    why = needed("words", words, _("请写要改什么。"), 500)
    settled(row, "returned", target, by=by, detail={"words": why})
    notices.to_deputy(row, "suggestions.returned")
    return row


@transaction.atomic
def treat_as_reference(suggestion: Suggestion, *, words: str, by: Actor, seen: int | None = None) -> Suggestion:
    """Not admissible as a suggestion: kept for reference, the deputy and the residents are told why."""
    row, target = opened(suggestion, "treat_as_reference", by, seen)
    why = needed("words", words, _("请写为什么作参阅件。"), 500)
    settled(row, "kept_as_reference", target, by=by, detail={"words": why})
    told = recorded("作参阅件处理：%(why)s") % {"why": why}
    for source in row.sources.select_related("opinion"):
        if awaits(source.opinion):
            opinions.record_result(source.opinion, words=told, by=SYSTEM)
    notices.to_deputy(row, "suggestions.kept_as_reference")
    return row


@transaction.atomic
def number(suggestion: Suggestion, *, by: Actor, seen: int | None = None) -> Suggestion:
    """Vetted and admitted: the next number of its congress's series of the year."""
    row, target = opened(suggestion, "number", by, seen)
    name = rules.series_of(row.congress, moment.today().year)
    Series.objects.get_or_create(name=name)
    series = Series.objects.select_for_update().get(pk=name)
    series.last += 1
    series.save()
    row.series, row.number = name, series.last
    return settled(row, "numbered", target, by=by, detail={"number": row.number, "title": row.title})


@transaction.atomic
def assign_by_office(
    suggestion: Suggestion,
    *,
    organ: str,
    complex_matter: bool = False,
    reason: str = "",
    by: Actor,
    seen: int | None = None,
) -> Assignment:
    """The county standing committee's office assigns a county suggestion (Article 8; Deputies Law, art. 51)."""
    row, target = opened(suggestion, "assign_by_office", by, seen)
    settled(row, "assigned", target, by=by, detail=_leg_detail(row, organ, complex_matter))
    return _assigned(row, organ, Level.COUNTY, complex_matter, reason, by)


@transaction.atomic
def assign_by_presidium(
    suggestion: Suggestion,
    *,
    organ: str,
    complex_matter: bool = False,
    reason: str = "",
    by: Actor,
    seen: int | None = None,
) -> Assignment:
    """The township presidium assigns a township suggestion to a township organ (Article 8; Organic Law, art. 42)."""
    row, target = opened(suggestion, "assign_by_presidium", by, seen)
    settled(row, "assigned", target, by=by, detail=_leg_detail(row, organ, complex_matter))
    return _assigned(row, organ, Level.TOWNSHIP, complex_matter, reason, by)


def _leg_detail(row: Suggestion, organ: str, complex_matter: bool) -> dict[str, object]:
    months = rules.months_to_reply(complex_matter=complex_matter)
    reckoned = months_later(moment.today(), months, locality.day_table(), rules.LAW_51)
    row.due_day = reckoned.due
    found = organs.by_code(organ)
    return {"organ": found.name if found else "", "due": reckoned.due.isoformat(), "reckoning": reckoned.to_json()}


def _assigned(row: Suggestion, organ: str, level: Level, complex_matter: bool, reason: str, by: Actor) -> Assignment:
    lead = organs.assignable(level, row.congress).filter(code=organ).first()
    if lead is None:
        raise Rejected("organ", _("请选一个能承办这一级建议的单位。党组织只告知，不交办。"))
    if complex_matter and not reason.strip():
        raise Rejected("reason", _("六个月要写理由：涉及面怎么广、难在哪里。"))
    months = rules.months_to_reply(complex_matter=complex_matter)
    reckoned = months_later(moment.today(), months, locality.day_table(), rules.LAW_51)
    leg = Assignment.objects.create(
        code=chance.name(10),
        suggestion=row,
        organ=lead,
        round=row.assignments.count() + 1,
        assigned_day=moment.today(),
        months=months,
        reason=reason.strip()[:200],
        due_day=reckoned.due,
        provisional=reckoned.provisional,
        reckoning=stored(reckoned),
        by=by.ref,
    )
    ledger.record("suggestions.leg_assigned", leg, by=by, division=row.congress, first=True)
    notices.to_organ(leg, "suggestions.assigned")
    return leg


@transaction.atomic
def order_rehandling(suggestion: Suggestion, *, words: str, by: Actor, seen: int | None = None) -> Assignment:
    """The deputy was dissatisfied: the same organ, or whoever took over from it, handles it again within the limit."""
    row, target = opened(suggestion, "order_rehandling", by, seen)
    leg = row.assignments.select_related("organ", "reply__evaluation").order_by("-round").first()
    if leg is None or not rules.must_be_rehandled(rules.Satisfaction(leg.reply.evaluation.result)):
        raise Refused(_("代表没有评价不满意，不用重办。"))
    organ = organs.heir(leg.organ)
    if organ is None:
        raise Refused(_("原承办单位已经撤销，请先在单位名录里登记由谁承接，再要求重办。"))
    demand = needed("words", words, _("请写重办的要求。"), 500)
    limit = locality.policy(row.county, moment.today()).rehandling
    reckoned = limit.due(moment.today(), locality.day_table())
    row.due_day = reckoned.due
    detail = {
        "organ": organ.name,
        "words": demand,
        "due": reckoned.due.isoformat(),
        "reckoning": reckoned.to_json(),
    }
    settled(row, "rehandling_ordered", target, by=by, detail=detail)
    again = Assignment.objects.create(
        code=chance.name(10),
        suggestion=row,
        organ=organ,
        round=leg.round + 1,
        assigned_day=moment.today(),
        months=limit.amount,
        due_day=reckoned.due,
        provisional=reckoned.provisional,
        reckoning=stored(reckoned),
        by=by.ref,
    )
    ledger.record("suggestions.leg_assigned", again, by=by, division=row.congress, first=True)
    notices.to_organ(again, "suggestions.rehandling")
    return again
