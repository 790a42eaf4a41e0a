"""Clockwork of suggestions: reckon provisional deadlines again when the table of their year has come."""

from lianxin.kit.clockwork import Periodic
from lianxin.locality import queries as locality
from lianxin.suggestions import actions
from lianxin.suggestions.models import Assignment, Suggestion
from lianxin.suggestions.workflow import IN_HAND


def reckon_again() -> int:
    """Settle every open provisional deadline whose year is published by now; returns how many were."""
    table = locality.day_table()
    legs = Assignment.objects.filter(provisional=True, suggestion__state__in=IN_HAND).order_by("pk")
    due = {pk: day for pk, day in legs.values_list("suggestion_id", "due_day") if table.published(day.year)}
    return sum(actions.reckon_again(row) for row in Suggestion.objects.filter(pk__in=due))


TASKS = [Periodic("suggestions.reckon_again", 300, reckon_again)]
