"""One file becomes rows of the registers: all of it or nothing, in one transaction."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import actions as deputies
from lianxin.deputies.actions import ArrivingPerson
from lianxin.divisions import queries as divisions
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.organs import actions as organs
from lianxin.registers import people
from lianxin.registers.gathering import readers
from lianxin.registers.models import Import
from lianxin.registers.offices import Offices
from lianxin.registers.people import Roster, Somebody
from lianxin.registers.permissions import may_import
from lianxin.registers.places import Places
from lianxin.registers.rules import Kind, Report
from lianxin.registers.sites import Sites
from lianxin.stations import actions as stations

Told = Callable[[str, int, int], None]
"""Called with (what is being done, how many are done, how many there are)."""


def _unheard(_what: str, _done: int, _all: int) -> None:
    """Nobody watches."""


@dataclass
class Plan:
    """What is to be done, in the order in which it is done."""

    report: Report
    sites: Sites | None = None
    offices: Offices | None = None
    arrivals: list[tuple[Somebody, ArrivingPerson]] = field(default_factory=list)


def look(
    octets: bytes, name: str, *, county: str, by: Actor, kinds: Iterable[Kind] = tuple(Kind),
    answers: Mapping[str, str] | None = None, told: Told = _unheard,
) -> Report:  # fmt: skip
    """The dry run: what is wrong, what would be new, changed, the same. Writes nothing."""
    return _planned(octets, name, county, by, tuple(kinds), dict(answers or {}), told).report


def _planned(
    octets: bytes, name: str, county: str, by: Actor, kinds: tuple[Kind, ...], answers: dict[str, str], told: Told
) -> Plan:
    if not may_import(by, county):
        raise PermissionDenied
    places = Places.of(county)
    if county not in places.names:
        raise Refused(_("没有载入这个县的区划代码：%(county)s。") % {"county": county})
    report = Report(name, hashlib.sha256(octets).hexdigest(), county)
    found = readers(octets, name, kinds, places, report, answers)
    plan = Plan(report, Sites(places, report, by))
    assert plan.sites is not None
    for reader in found.get(Kind.STATIONS, ()):
        for station in reader.stations():
            plan.sites.take(station)
    plan.sites.finished()
    if Kind.ORGANS in found:
        plan.offices = Offices(places, report, by)
        for reader in found[Kind.ORGANS]:
            for organ in reader.organs():
                plan.offices.take(organ)
        plan.offices.finished()
    rows = [row for reader in found.get(Kind.DEPUTIES, ()) for row in reader.deputies()]
    told("read", len(rows), len(rows))
    if Kind.DEPUTIES in found:
        roster = Roster(places, report, by, people.known(county, rows))
        for row in rows:
            roster.take(row)
        plan.arrivals = roster.arrivals()
        people.told(roster, plan.arrivals, plan.sites.seat(roster.people))
    return plan


def bring(
    octets: bytes, name: str, *, county: str, by: Actor, kinds: Iterable[Kind] = tuple(Kind),
    answers: Mapping[str, str] | None = None, seen: Report | None = None, told: Told = _unheard,
) -> Report:  # fmt: skip
    """Import a file: all of it, or nothing when anything is wrong or unclear; the report says which.

    seen   the dry run that was confirmed: Overtaken when something else would be done now
    """
    with transaction.atomic():
        # One import of a county after the other: the county's own row is held meanwhile.
        divisions.within(county).filter(pk=county).select_for_update().first()
        plan = _planned(octets, name, county, by, tuple(kinds), dict(answers or {}), told)
        report = plan.report
        if seen is not None and (seen.counts, seen.sha256) != (report.counts, report.sha256):
            raise Overtaken(_("核对以后名册有了变动，请再核对一遍。"))
        if not report.clean:
            return report
        if report.acts:
            _written(plan, by, told)
            _recorded(report, by)
        report.done = True
        return report


def _written(plan: Plan, by: Actor, told: Told) -> None:
    """Stations, organs, persons with their mandates, and who is where. Called within `bring`."""
    assert plan.sites is not None
    station_keys = stations.arrive_stations(plan.sites.arrivals, by=by)
    if plan.offices is not None:
        organs.arrive(plan.offices.arrivals, by=by)
    whole, done = len(plan.arrivals), 0

    def counted(more: int) -> None:
        nonlocal done
        done += more
        told("people", done, whole)

    keys = deputies.arrive([arriving for _one, arriving in plan.arrivals], by=by, told=counted)
    of_somebody = {id(one): key for (one, _arriving), key in zip(plan.arrivals, keys, strict=True)}
    seats = plan.sites.arriving_seats(station_keys, of_somebody)
    stations.seat(seats, by=by)
    told("seats", len(seats), len(seats))


def _recorded(report: Report, by: Actor) -> None:
    """Who imported what, when: counts and the file's digest, for ever."""
    counts = report.counts.values()
    row = Import.objects.create(
        county=report.county,
        file_name=report.file[-120:],
        sha256=report.sha256,
        by=by.ref,
        by_name=by.name,
        at=moment.now(),
        new=sum(count.new for count in counts),
        changed=sum(count.changed for count in counts),
        same=sum(count.same for count in counts),
        left_out=sum(count.left_out for count in counts),
    )
    detail = {kind.value: vars(count) for kind, count in report.counts.items()}
    record("registers.imported", row, by=by, division=report.county, first=True, detail=detail)
