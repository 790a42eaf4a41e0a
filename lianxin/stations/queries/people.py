"""Who is attached where, who convenes, and which rights follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from lianxin.deputies.queries import active_people
from lianxin.kit import moment
from lianxin.people import rights
from lianxin.stations.models import Attachment


@dataclass(frozen=True)
class RosterChange:
    """A deputy who joined or left a station: from which day his name belongs, or no longer belongs, on its wall."""

    on: date
    name: str
    joined: bool


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


def roster_changes(stations: Sequence[str], since: date, until: date) -> dict[str, list[RosterChange]]:
    """Who joined and who left each station from `since` to `until`, the newest first; one query.

    An attachment that ends on a day is gone from the day after.
    """
    rows = Attachment.objects.filter(station__code__in=stations).select_related("person", "station")
    found: dict[str, list[RosterChange]] = {code: [] for code in stations}
    for row in rows.filter(Q(from_day__gte=since) | Q(until_day__gte=since - timedelta(days=1))):
        left = row.until_day + timedelta(days=1) if row.until_day else None
        if since <= row.from_day <= until:
            found[row.station.code].append(RosterChange(row.from_day, row.person.name, True))
        if left and since <= left <= until:
            found[row.station.code].append(RosterChange(left, row.person.name, False))
    return {code: sorted(each, key=lambda change: change.on, reverse=True) for code, each in found.items()}


def _right_rows() -> "QuerySet[Attachment, rights.Row]":
    rows = Attachment.objects.in_force(rights.ON).filter(person__user_id=rights.USER)
    return rights.as_rows("station", rows, "pk", "station__code")


def _fold_rights(rows: Sequence[rights.Row]) -> dict[str, object]:
    return {"stations": tuple(row[2] for row in sorted(rows, key=lambda row: int(row[1])))}


RIGHTS = rights.Source("station", _right_rows, _fold_rights)
