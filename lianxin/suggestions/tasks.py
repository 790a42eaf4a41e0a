"""Clockwork of suggestions: provisional deadlines are reckoned again, open work follows reforms and recusals."""

from django.db.models import Exists, OuterRef

from lianxin.interests import queries as interests
from lianxin.kit.clockwork import Periodic
from lianxin.locality import queries as locality
from lianxin.organs import queries as organs
from lianxin.suggestions import actions
from lianxin.suggestions.models import Assignment, Source, Suggestion
from lianxin.suggestions.workflow import IN_HAND, IN_OFFICE, UNSENT


def reckon_again() -> int:
    """Settle every open provisional deadline whose year is published by now; returns how many were."""
    table = locality.day_table()
    legs = Assignment.objects.filter(provisional=True, suggestion__state__in=IN_HAND).order_by("pk")
    due = {pk: day for pk, day in legs.values_list("suggestion_id", "due_day") if table.published(day.year)}
    return sum(actions.reckon_again(row) for row in Suggestion.objects.filter(pk__in=due))


def follow_reforms() -> int:
    """Move what organs that are no more have in hand to their successors; returns how many moved."""
    open_rounds = Suggestion.objects.filter(state__in=IN_HAND, assignments__organ__in=organs.ended())
    return sum(actions.take_over(row) for row in open_rounds.distinct().order_by("pk"))


def follow_recusals() -> int:
    """End the drafts of deputies who stepped back, and tell the office of what they had handed in.

    Returns how many drafts ended. The fact pulled is the recusal; a suggestion that was dealt with is met no more.
    """
    recused = interests.all_recusals().filter(
        person_id=OuterRef("suggestion__lead_id"), subject=OuterRef("opinion__number")
    )
    built = Source.objects.filter(Exists(recused)).values("suggestion_id")
    rows = Suggestion.objects.filter(pk__in=built).select_related("lead").order_by("pk")
    for handed_in in rows.filter(state__in=IN_OFFICE):
        actions.tell_vacant(handed_in)
    return len([actions.close_draft(row) for row in rows.filter(state__in=UNSENT)])


TASKS = [
    Periodic("suggestions.reckon_again", 300, reckon_again),
    Periodic("suggestions.follow_reforms", 20, follow_reforms),
    Periodic("suggestions.follow_recusals", 20, follow_recusals),
]
