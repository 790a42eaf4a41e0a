"""Who is attached where, who convenes, and which rights follow from it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from lianxin.deputies.queries import active_people
from lianxin.kit import moment
from lianxin.people import rights
from lianxin.stations.models import Attachment


def people_at(station: str, on: date | None = None) -> tuple[int, ...]:
    """Primary keys of the deputies at a station who have an active mandate, the convener first."""
    day = on or moment.today()
    rows = Attachment.objects.in_force(day).filter(station__code=station).order_by("-convener", "from_day", "pk")
    keys = list(rows.values_list("person_id", flat=True))
    active = active_people(keys, day)
    return tuple(key for key in keys if key in active)


def codes_of_person(person_id: int, on: date | None = None) -> tuple[str, ...]:
    """Codes of the stations a person is attached to on a day."""
    rows = Attachment.objects.in_force(on or moment.today()).filter(person_id=person_id)
    return tuple(rows.order_by("pk").values_list("station__code", flat=True))


def convener_of(station: str, on: date | None = None) -> int | None:
    """The person who convenes at a station: elected, still attached, his term not run out, a mandate in force."""
    day = on or moment.today()
    rows = Attachment.objects.convening(day).filter(station__code=station)
    found = rows.values_list("person_id", flat=True).first()
    return found if found is not None and active_people([found], day) else None


def _right_rows(user_id: int, on: date) -> "QuerySet[Attachment, rights.Row]":
    rows = Attachment.objects.in_force(on).filter(person__user_id=user_id)
    return rights.as_rows("station", rows, "pk", "station__code")


def _fold_rights(rows: Sequence[rights.Row]) -> dict[str, object]:
    return {"stations": tuple(row[2] for row in sorted(rows, key=lambda row: int(row[1])))}


RIGHTS = rights.Source("station", _right_rows, _fold_rights)
