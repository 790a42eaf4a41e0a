"""A station closes, opens again, or goes on within another: nothing that was ever said there is lost."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor, Role, covers
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.outbox import actions as outbox
from lianxin.people import actions as people
from lianxin.people import queries as postings
from lianxin.stations import permissions
from lianxin.stations.actions.electing import called_off
from lianxin.stations.actions.frame import allow, clean, county_locked, levels_of, locked, state_after
from lianxin.stations.actions.inviting import invite, seated, taken_back
from lianxin.stations.actions.opening import answered, named
from lianxin.stations.actions.placing import hand_over_house
from lianxin.stations.actions.running import left
from lianxin.stations.models import Station
from lianxin.stations.rules import ElectionState, InvitationState, State, may_be_invited, township_of


@transaction.atomic
def close_station(station: Station, *, by: Actor, ground: str = "") -> Station:
    """Closed from today; its code, its people and what was said there stay on record. A proposal is taken back so."""
    station = locked(station)
    allow(permissions.may_close_station(by, station))
    station.state = state_after("close", station)
    station.closed_on, station.ground = moment.today(), clean(ground, _("依据"))
    station.save(update_fields=["state", "closed_on", "ground"])
    record("stations.closed", station, by=by, division=station.division)
    _nothing_pending(station, _("站点关闭"), by=by)
    hand_over_house(station, by=by)
    return station


@transaction.atomic
def reopen_station(station: Station, *, by: Actor, near_reason: str = "") -> Station:
    """Open again, also after a merger: what went on elsewhere meanwhile stays there. Name and place are judged anew."""
    county_locked(station.county)
    station = locked(station)
    allow(permissions.may_reopen_station(by, station))
    station.state = state_after("reopen", station)
    if near_reason:
        station.near_reason = clean(near_reason, _("为什么还要设站"))
    named(station, station.name, station.name_reason, by)
    answered(station, by)
    station.closed_on, station.successor, station.ground = None, None, ""
    station.opened_on = station.opened_on or moment.today()
    station.save()
    record("stations.reopened", station, by=by, division=station.division)
    return station


@transaction.atomic
def merge_stations(
    station: Station, *, into: Station, by: Actor, ground: str, leave_behind: Collection[str] = ()
) -> Station:
    """A station goes on within another, in one act: deputies, invitations, staff and what is still to be told.

    leave_behind  codes of postings that end without going on at the successor

    The convener's office ends: the deputies of both elect anew. The old code, its history and its figures stay; what
    was said there and is not finished yet is pulled over by the room of opinions.
    """
    county_locked(station.county)
    station, into = _both(station, into)
    allow(permissions.may_merge_stations(by, station, into))
    if station.pk == into.pk or station.county != into.county:
        raise Refused(_("只能并入本县的另一个站。"))
    if into.state != State.OPEN:
        raise Refused(_("“%(name)s”没有开放，不能并进去。") % {"name": into.name})
    station.state = state_after("merge", station)
    station.successor, station.closed_on = into, moment.today()
    station.ground = clean(ground, _("合并的依据"), needed=True)
    station.save(update_fields=["state", "successor", "closed_on", "ground"])
    moved = {
        "deputies": _deputies_move(station, into, by),
        "invitations": _invitations_move(station, into, by),
        "postings": _postings_move(station, into, frozenset(leave_behind), by),
        "messages": outbox.move_station(station.code, into.code),
    }
    _nothing_pending(station, _("站点合并"), by=by)
    hand_over_house(station, by=by)
    record("stations.merged", station, by=by, division=station.division, detail={"into": into.code, **moved})
    return station


def _both(station: Station, into: Station) -> tuple[Station, Station]:
    """Both rows, the older locked first: two mergers never wait for each other."""
    held = {row.pk: locked(row) for row in sorted((station, into), key=lambda row: row.pk)}
    return held[station.pk], held[into.pk]


def _deputies_move(station: Station, into: Station, by: Actor) -> int:
    here = set(into.attachments.filter(until_day=None).values_list("person_id", flat=True))
    moved = 0
    for seat in station.attachments.select_for_update().filter(until_day=None).order_by("pk"):
        left(seat, station, by=by, how=_("并入%(name)s") % {"name": into.name})
        if seat.person_id not in here:
            seated(into, seat.person_id, by=by)
            moved += 1
    return moved


def _invitations_move(station: Station, into: Station, by: Actor) -> int:
    """Whoever has not answered is asked anew in the successor's name, unless he is there or was asked there."""
    here = set(into.attachments.filter(until_day=None).values_list("person_id", flat=True))
    asked = set(into.invitations.filter(state=InvitationState.SENT).values_list("person_id", flat=True))
    moved = 0
    for each in station.invitations.select_for_update().filter(state=InvitationState.SENT).order_by("pk"):
        taken_back(each, station, by=by)
        if each.person_id not in here | asked and may_be_invited(levels_of(each.person_id)):
            invite(into, each.person_id, by=by, words=each.words)
            moved += 1
    return moved


def _postings_move(station: Station, into: Station, behind: frozenset[str], by: Actor) -> int:
    """Each posting at the station ends today; an equal one begins at the successor, unless it is left behind.

    Nobody appoints himself: a posting of whoever merges the stations ends and does not go on.
    """
    moved = 0
    for posting in postings.postings_at(station.code):
        people.end_posting(posting, by=by)
        there = postings.postings_at(into.code).filter(user_id=posting.user_id, role=posting.role).exists()
        if posting.code in behind or posting.user_id == by.user_id or there:
            continue
        people.post(
            posting.user,
            Role(posting.role),
            posting.scope if covers(posting.scope, into.division) else township_of(into.division),
            by=by,
            station=into.code,
            from_day=max(posting.from_day, moment.today()),
            until_day=posting.until_day,
        )
        moved += 1
    return moved


def _nothing_pending(station: Station, how: str, *, by: Actor) -> None:
    """No vote is held and nobody is awaited at a station that is no more."""
    for election in station.elections.select_for_update().filter(state=ElectionState.NOTICED):
        called_off(election, station, how, by=by)
    for each in station.invitations.select_for_update().filter(state=InvitationState.SENT):
        taken_back(each, station, by=by)
