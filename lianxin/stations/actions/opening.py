"""A station is proposed, approved, returned or opened; named by the county's pattern, and not beside another."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.stations import permissions, queries
from lianxin.stations.actions.frame import allow, clean, county_locked, locked, state_after, tell_office
from lianxin.stations.actions.placing import placed
from lianxin.stations.models import Station
from lianxin.stations.rules import Kind, State, county_of, must_be_answered, township_of
from lianxin.stations.workflow import TABLE

NAME_LENGTH = 60


@transaction.atomic
def propose_station(
    name: str, division: str, *, by: Actor, kind: str = "station", name_reason: str = "", **details: Any
) -> Station:
    """A township says that a station is needed; it takes up its name and its place until the county has decided.

    details  what `placing.placed` takes: address, hours, venue, latitude …; and near_reason
    """
    allow(permissions.may_propose_station(by, division))
    station = _fresh(name, division, kind, name_reason, details, by)
    station.state = State.PLANNED
    station.save()
    record("stations.proposed", station, by=by, division=division, first=True)
    tell_office("stations.proposed", station, to=station.county)
    return station


@transaction.atomic
def open_station(
    name: str, division: str, *, by: Actor, kind: str = "station", name_reason: str = "", **details: Any
) -> Station:
    """A new station, open from today. Refused when the division lies in no county, or the name is taken.

    The office must give its reason for another name and for a place near another's. Whoever sets up the installation
    (SYSTEM) enters what stands already and is asked for none.
    """
    allow(permissions.may_open_station(by, division))
    station = _fresh(name, division, kind, name_reason, details, by)
    station.state, station.opened_on = TABLE.after("open", State.PLANNED), moment.today()
    station.save()
    answered(station, by)
    record("stations.opened", station, by=by, division=division, first=True)
    return station


@transaction.atomic
def revise_proposal(
    station: Station, *, by: Actor, name: str, kind: str, name_reason: str = "", near_reason: str = "", **details: Any
) -> Station:
    """The proposal is written anew, perhaps after the county's words, and waits again."""
    county_locked(station.county)
    station = locked(station)
    allow(permissions.may_revise_proposal(by, station))
    station.state = state_after("revise", station)
    station.kind = Kind(kind)
    station.name, station.name_reason = named(station, name, name_reason, by)
    station.near_reason = clean(near_reason, _("为什么还要设站"))
    station.returned_words = ""
    placed(station, details)
    station.save()
    record("stations.revised", station, by=by, division=station.division)
    tell_office("stations.proposed", station, to=station.county)
    return station


@transaction.atomic
def approve_station(station: Station, *, by: Actor) -> Station:
    """Open from today. Refused while it stands near another and nobody has said why it is needed."""
    county_locked(station.county)
    station = locked(station)
    allow(permissions.may_approve_station(by, station))
    station.state = state_after("approve", station)
    named(station, station.name, station.name_reason, by)
    answered(station, by)
    station.opened_on = moment.today()
    station.save(update_fields=["state", "opened_on"])
    record("stations.approved", station, by=by, division=station.division)
    tell_office("stations.approved", station, to=township_of(station.division))
    return station


@transaction.atomic
def return_proposal(station: Station, *, by: Actor, words: str) -> Station:
    """The county says what is missing; the township writes the proposal anew or takes it back."""
    station = locked(station)
    allow(permissions.may_return_proposal(by, station))
    station.state = state_after("return_proposal", station)
    station.returned_words = clean(words, _("要改什么"), needed=True)
    station.save(update_fields=["state", "returned_words"])
    record("stations.returned", station, by=by, division=station.division)
    tell_office("stations.returned", station, to=township_of(station.division))
    return station


@transaction.atomic
def rename_station(station: Station, *, by: Actor, name: str, name_reason: str = "") -> Station:
    """Another name; code, address of its page and everything said there stay."""
    county_locked(station.county)
    station = locked(station)
    allow(permissions.may_rename_station(by, station))
    before = station.name
    station.name, station.name_reason = named(station, name, name_reason, by)
    station.save(update_fields=["name", "name_reason"])
    record("stations.renamed", station, by=by, division=station.division, detail={"before": before})
    return station


def _fresh(name: str, division: str, kind: str, name_reason: str, details: dict[str, Any], by: Actor) -> Station:
    """A row not yet saved, with everything about it judged but its neighbours."""
    try:
        county = county_of(division)
    except ValueError as error:
        raise Refused(_("联络站必须设在某个县（市、区）之内。")) from error
    county_locked(county)
    station = Station(kind=Kind(kind), division=division, county=county)
    station.near_reason = clean(str(details.pop("near_reason", "")), _("为什么还要设站"))
    station.name, station.name_reason = named(station, name, name_reason, by)
    placed(station, details)
    return station


def named(station: Station, name: str, reason: str, by: Actor) -> tuple[str, str]:
    """Name and reason as they are kept; Refused when the name is taken, or is another than the county's without reason.

    A name after the county's pattern needs no reason, and keeps none.
    """
    name = clean(name, _("站名"), NAME_LENGTH, needed=True)
    if queries.is_taken(name, station.county, station.pk):
        raise Refused(_("本县已经有一个“%(name)s”，请换个名称。") % {"name": name})
    if queries.follows_pattern(name, station.kind, station.division):
        return name, ""
    reason = clean(reason, _("另取名称的理由"))
    if not reason and by != SYSTEM:
        wanted = _("或者").join(f"“{example}”" for example in queries.example_names(station.kind, station.division))
        raise Refused(_("按本县的命名格式应当是%(wanted)s。要另取名称，请写明理由。") % {"wanted": wanted})
    return name, reason


def answered(station: Station, by: Actor) -> None:
    """Article 2: no second building without a word why."""
    near = queries.neighbours(station) if by != SYSTEM and not station.near_reason else ()
    if must_be_answered(len(near), station.near_reason):
        names = "、".join(
            neighbour.station.name
            if neighbour.metres is None
            else _("%(name)s（%(metres)d米）") % {"name": neighbour.station.name, "metres": neighbour.metres}
            for neighbour in near
        )
        raise Refused(_("附近已经有%(names)s。要再设一个，先写明“为什么还要设站”（避免重复建设）。") % {"names": names})
