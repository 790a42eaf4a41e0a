"""Finding deputies for the open faces: by published name, by congress, by the words of a district."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count

from lianxin.deputies.models import Mandate, Person
from lianxin.deputies.queries.cards import Roster, roster
from lianxin.kit import moment
from lianxin.kit.actor import Level, bounds


def called(words: str, scope: str, on: date | None = None, limit: int = 60) -> Roster:
    """Those of a scope whose name holds the words, as cards: who withholds his name is not found by it."""
    low, high = bounds(scope)
    rows = Person.objects.filter(division__gte=low, division__lte=high, name__contains=words)
    return Roster(roster(rows.order_by("name", "pk")[:limit], on).cards)


def seated(congresses: Sequence[str], district: str = "", on: date | None = None) -> tuple[int, ...]:
    """Primary keys of the deputies of some congresses; with `district` those whose district is described with it."""
    rows = Mandate.objects.active(on or moment.today()).filter(congress__in=congresses)
    if district:
        rows = rows.filter(district__contains=district)
    return tuple(dict.fromkeys(rows.order_by("pk").values_list("person_id", flat=True)))


def seats_held(scope: str, level: Level, on: date | None = None) -> dict[str, int]:
    """How many deputies of a level each congress within a scope has: {congress: count}."""
    low, high = bounds(scope)
    rows = Mandate.objects.active(on or moment.today()).filter(level=level, congress__gte=low, congress__lte=high)
    return dict(rows.order_by().values_list("congress").annotate(held=Count("person", distinct=True)))
