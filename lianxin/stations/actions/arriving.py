"""Whole registers of stations at once, and the deputies who are at them: the same rows and facts as the single acts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.guidance.rules import article
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import Draft, draft, insert_all, record_all
from lianxin.stations import permissions
from lianxin.stations.models import Attachment, Invitation, Station
from lianxin.stations.rules import How, InvitationState, Kind, State, county_of
from lianxin.stations.workflow import TABLE

AT_ONCE = 500
OF_PLACE = ("address", "venue", "host", "shared_use", "access")
"""Columns that belong to the house; the others belong to the station in it."""
OF_ITSELF = ("hours", "phone")
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ArrivingStation:
    """One station that comes with a workbook; `code` names one that is there already. '' leaves what is there."""

    name: str
    division: str
    kind: str = Kind.STATION
    details: dict[str, Any] = field(default_factory=dict)
    """Some of `OF_PLACE` and `OF_ITSELF`."""
    opened_on: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class ArrivingSeat:
    """That a deputy is at a station already; `invited`: he has mandates above the county only (Article 3)."""

    station: int
    person: int
    from_day: date | None = None
    invited: bool = False


def may_bring(by: Actor, division: str) -> bool:
    """Whether somebody may enter stations that stand in a division."""
    return permissions.may_open_station(by, division)


def may_seat(by: Actor, division: str) -> bool:
    """Whether somebody may note the deputies of a station in a division."""
    return permissions.may_attach(by, Station(division=division))


def differs(row: Station, each: ArrivingStation) -> tuple[str, ...]:
    """The columns of a station that what arrives would change."""
    return tuple(key for key, value in each.details.items() if value and getattr(row, key) != value)


@transaction.atomic
@article(2, "平台建设由县级人大常委会负责组织，已有的站一次登记进来")
def arrive(stations: Sequence[ArrivingStation], *, by: Actor, told: Told = lambda count: None) -> list[int]:
    """Enter stations that stand already (open), or bring them up to date. Returns their keys, in order.

    PermissionDenied for a place out of `by`'s reach, Refused outside of any county; nothing is written then.
    """
    if not all(may_bring(by, division) for division in {each.division for each in stations if not each.code}):
        raise PermissionDenied
    keys: list[int] = []
    rest = iter(stations)
    while part := list(islice(rest, AT_ONCE)):
        keys += _arrived(part, by)
        told(len(part))
    return keys


def _arrived(part: Sequence[ArrivingStation], by: Actor) -> list[int]:
    codes = [each.code for each in part if each.code]
    known = {row.code: row for row in Station.objects.select_for_update().filter(code__in=codes)}
    if len(known) != len(set(codes)):
        raise Overtaken(_("名册刚才有人动过，请再核对一遍。"))
    rows = [known[each.code] if each.code else _station(each) for each in part]
    insert_all([row for row, each in zip(rows, part, strict=True) if not each.code])
    acts: list[Draft] = []
    for row, each in zip(rows, part, strict=True):
        if not each.code:
            acts.append(draft("stations.opened", row, by=by, division=row.division))
        else:
            acts += _renewed(row, each, by)
    if known:
        Station.objects.bulk_update(known.values(), [*OF_PLACE, *OF_ITSELF])
    record_all(acts)
    return [row.pk for row in rows]


def _station(each: ArrivingStation) -> Station:
    try:
        county = county_of(each.division)
    except ValueError as error:
        raise Refused(_("联络站必须设在某个县（市、区）之内。")) from error
    return Station(
        name=each.name.strip(),
        kind=Kind(each.kind or Kind.STATION),
        division=each.division,
        county=county,
        state=TABLE.after("open", State.PLANNED),
        opened_on=each.opened_on or moment.today(),
        **{key: value for key, value in each.details.items() if value},
    )


def _renewed(row: Station, each: ArrivingStation, by: Actor) -> list[Draft]:
    """What belongs to the station, then what belongs to its house: two acts, as by hand."""
    acts, changed = [], differs(row, each)
    if changed and not permissions.may_attach(by, row):
        raise PermissionDenied
    for verb, columns in (("stations.renewed", OF_ITSELF), ("stations.place_renewed", OF_PLACE)):
        ours = [column for column in columns if column in changed]
        for column in ours:
            setattr(row, column, each.details[column])
        if ours:
            acts.append(draft(verb, row, by=by, division=row.division))
    return acts


# ── deputies at stations ───────────────────────────────────────────────────
@transaction.atomic
@article(3, "应当以所在地的县、乡两级人大代表为主，可以吸纳所在地的上级人大代表参加")
def seat(seats: Sequence[ArrivingSeat], *, by: Actor) -> int:
    """Note who is at which station already; who has mandates above the county only was invited before. How many."""
    stations = {row.pk: row for row in Station.objects.filter(pk__in={each.station for each in seats})}
    if not all(permissions.may_attach(by, row) for row in stations.values()):
        raise PermissionDenied
    if any(row.state != State.OPEN for row in stations.values()):
        raise Refused(_("联络站已关闭。"))
    rest = iter(seats)
    try:
        while part := list(islice(rest, AT_ONCE)):
            _seated(part, stations, by)
    except IntegrityError as error:
        raise Overtaken(_("名册刚才有人动过，请再核对一遍。")) from error
    return len(seats)


def _seated(part: Sequence[ArrivingSeat], stations: dict[int, Station], by: Actor) -> None:
    acts = _invited([each for each in part if each.invited], stations, by)
    rows = [
        Attachment(station_id=each.station, person_id=each.person, from_day=each.from_day or moment.today())
        for each in part
    ]
    insert_all(rows)
    acts += [draft("stations.attached", row, by=by, division=stations[row.station_id].division) for row in rows]
    record_all(acts)


def _invited(part: Sequence[ArrivingSeat], stations: dict[int, Station], by: Actor) -> list[Draft]:
    """An invitation that was answered before the product came, for each."""
    days = [each.from_day or moment.today() for each in part]
    rows = [
        Invitation(station_id=each.station, person_id=each.person, asked_on=day)
        for each, day in zip(part, days, strict=True)
    ]
    insert_all(rows)
    acts = []
    for row, day in zip(rows, days, strict=True):
        division = stations[row.station_id].division
        acts.append(draft("stations.invited", row, by=by, division=division))
        row.state, row.how, row.answered_on = InvitationState.ACCEPTED, How.REGISTER, day
        acts.append(draft("stations.invitation_accepted", row, by=by, division=division))
    if rows:
        Invitation.objects.bulk_update(rows, ["state", "how", "answered_on"])
    return acts
