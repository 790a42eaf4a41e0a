"""Who is attached where, who convenes, and which rights follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.deputies.queries import active_people, card_changes
from lianxin.kit import moment
from lianxin.people import rights
from lianxin.stations.models import Attachment


@dataclass(frozen=True)
class RosterChange:
    """What changed about a deputy of a station, and from which day its wall has to say something else."""

    on: date
    name: str
    words: Any


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
    """Who joined, who left, and whose card changed at each station from `since` to `until`, the newest first.

    An attachment that ends on a day is gone from the day after. Seven queries, however many stations.
    """
    rows = Attachment.objects.filter(station__code__in=stations).select_related("person", "station")
    found: dict[str, list[RosterChange]] = {code: [] for code in stations}
    here: dict[int, list[Attachment]] = {}
    for row in rows.filter(Q(until_day=None) | Q(until_day__gte=since - timedelta(days=1))):
        here.setdefault(row.person_id, []).append(row)
        left = row.until_day + timedelta(days=1) if row.until_day else None
        if since <= row.from_day <= until:
            found[row.station.code].append(RosterChange(row.from_day, row.person.name, _("进站")))
        if left and since <= left <= until:
            found[row.station.code].append(RosterChange(left, row.person.name, _("离站")))
    for change in card_changes(here, since, until):
        for row in here[change.person_id]:
            if row.from_day < change.on and (row.until_day is None or row.until_day >= change.on):
                found[row.station.code].append(RosterChange(change.on, change.name, change.words))
    return {code: sorted(each, key=lambda change: change.on, reverse=True) for code, each in found.items()}


def _right_rows() -> "QuerySet[Attachment, rights.Row]":
    rows = Attachment.objects.in_force(rights.ON).filter(person__user_id=rights.USER)
    return rights.as_rows("station", rows, "pk", "station__code")


def _fold_rights(rows: Sequence[rights.Row]) -> dict[str, object]:
    return {"stations": tuple(row[2] for row in sorted(rows, key=lambda row: int(row[1])))}


RIGHTS = rights.Source("station", _right_rows, _fold_rights)
