"""The station's deputies elect one of themselves as convener, or dismiss him (Article 3)."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies.queries import active_people
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.stations import permissions, queries, rules
from lianxin.stations.actions.frame import allow, clean, end_convening, locked, must_be_open, tell_deputy
from lianxin.stations.models import Attachment, Candidate, Election, Station
from lianxin.stations.rules import Count, ElectionKind, ElectionState, may_convene

NOTICED = "stations.election_noticed"


@transaction.atomic
def notice_election(
    station: Station,
    *,
    by: Actor,
    held_on: date,
    place: str,
    candidates: Collection[int] = (),
    secret: bool = True,
    kind: str = ElectionKind.ELECT,
    cause: str = "",
) -> Election:
    """Tell every deputy of the station when and where they elect a convener, or vote on dismissing him.

    candidates  persons (keys), all of the station; to dismiss it is the convener himself
    """
    station = locked(station)
    allow(permissions.may_elect_convener(by, station))
    must_be_open(station)
    if held_on < moment.today():
        raise Refused(_("开会的日子已经过了。以前推选的，请用“补记以前的推选”。"))
    if station.elections.filter(state=ElectionState.NOTICED).exists():
        raise Refused(_("已经通知过一次，还没有计票。请先计票或者取消那一次。"))
    voters = queries.people_at(station.code)
    standing = _candidates(station, ElectionKind(kind), candidates, voters)
    election = _noticed(
        Election(
            station=station,
            kind=ElectionKind(kind),
            cause=clean(cause, _("事由"), needed=kind == ElectionKind.DISMISS),
            secret=secret,
            place=clean(place, _("地点"), 120, needed=True),
            noticed_on=moment.today(),
            held_on=held_on,
        ),
        standing,
        by=by,
    )
    _tell_all(election, voters)
    return election


def _candidates(
    station: Station, kind: ElectionKind, given: Collection[int], voters: tuple[int, ...]
) -> tuple[int, ...]:
    if kind == ElectionKind.DISMISS:
        convener = queries.convener_of(station.code)
        if convener is None:
            raise Refused(_("现在没有召集人，不用罢免。"))
        return (convener,)
    if not given:
        raise Refused(_("请至少选一位候选人。"))
    if set(given) - set(voters):
        raise Refused(_("候选人只能是本站在任的代表。"))
    return tuple(who for who in voters if who in given)


def _noticed(election: Election, standing: Collection[int], *, by: Actor) -> Election:
    """The notice and who stands, each on record."""
    election.save()
    division = election.station.division
    record(NOTICED, election, by=by, division=division, first=True)
    for who in standing:
        candidate = Candidate.objects.create(election=election, person_id=who)
        record("stations.candidate_stands", candidate, by=by, division=division, first=True)
    return election


def _tell_all(election: Election, voters: Collection[int]) -> None:
    kind = "stations.dismissal_noticed" if election.kind == ElectionKind.DISMISS else NOTICED
    for who in voters:
        tell_deputy(kind, who, election.station, day=election.held_on.isoformat(), place=election.place)


@transaction.atomic
def count_votes(
    election: Election,
    *,
    by: Actor,
    eligible: int,
    present: int,
    votes: Mapping[int, int],
    blank: int = 0,
    invalid: int = 0,
    against: int = 0,
    chaired_by: str = "",
    counted_by: str = "",
    term_until: date | None = None,
    run_off_on: date | None = None,
) -> Election:
    """Enter the count; what it means follows by rule: elected, dismissed, run-off of the two best, lost, or no quorum.

    votes  candidate (key of the person) → votes; to dismiss, the votes for it. `against`: votes against dismissing.
    """
    station, election = _open_one(election, by)
    if election.held_on > moment.today():
        raise Refused(_("还没有到开会的日子（%(day)s），不能计票。") % {"day": election.held_on})
    count = Count(eligible, present, dict(votes), blank, invalid, against)
    _must_add_up(election, count)
    if term_until is not None and term_until <= election.held_on:
        raise Refused(_("任期要到推选以后的某一天。"))
    election.eligible, election.present = eligible, present
    election.blank_votes, election.invalid_votes, election.against = blank, invalid, against
    election.chaired_by = clean(chaired_by, _("主持人"), 40)
    election.counted_by = clean(counted_by, _("计票人"), 40)
    election.state = rules.outcome(ElectionKind(election.kind), count)
    _votes_kept(election, count, by)
    _result(election, station, count, term_until, by)
    if election.state == ElectionState.RUN_OFF:
        _run_off(election, count, run_off_on or election.held_on, by)
    return election


def _must_add_up(election: Election, count: Count) -> None:
    """Refused with the sum that is wrong."""
    standing = set(election.candidates.values_list("person_id", flat=True))
    if set(count.votes) != standing:
        raise Refused(_("请给每一位候选人都填得票数，没有票的填0。"))
    known = len(queries.people_at(election.station.code, election.held_on))
    if count.eligible != known:
        raise Refused(
            _("应到人数填的是%(given)d，可是本站那天有%(known)d名在任代表。请先把进站、离站登记清楚。")
            % {"given": count.eligible, "known": known}
        )
    if count.present > count.eligible:
        raise Refused(
            _("实到%(present)d人，多于应到%(eligible)d人。") % {"present": count.present, "eligible": count.eligible}
        )
    if not rules.adds_up(count):
        raise Refused(
            _("票数合计%(cast)d张（%(parts)s），多于实到的%(present)d人。请再数一遍。")
            % {"cast": count.cast, "parts": _parts(election, count), "present": count.present}
        )


def _parts(election: Election, count: Count) -> str:
    names = dict(election.candidates.values_list("person_id", "person__name"))
    parts = [f"{names[who]}{votes}" for who, votes in count.votes.items()]
    if election.kind == ElectionKind.DISMISS:
        parts = [_("赞成%(n)d") % {"n": sum(count.votes.values())}, _("反对%(n)d") % {"n": count.against}]
    return "＋".join([*parts, _("弃权%(n)d") % {"n": count.blank}, _("无效%(n)d") % {"n": count.invalid}])


def _votes_kept(election: Election, count: Count, by: Actor) -> None:
    for candidate in election.candidates.select_for_update().order_by("pk"):
        candidate.votes = count.votes[candidate.person_id]
        candidate.save(update_fields=["votes"])
        record("stations.votes_counted", candidate, by=by, division=election.station.division)


def _result(election: Election, station: Station, count: Count, term_until: date | None, by: Actor) -> None:
    """Save what came of it; a new convener takes over, a dismissed one leaves, in the same act."""
    chosen = rules.winner(count) if election.state == ElectionState.CARRIED else None
    if chosen is not None and election.kind == ElectionKind.ELECT:
        election.elected_id, election.term_until = chosen, term_until
    election.save()
    record("stations.election_counted", election, by=by, division=station.division)
    if chosen is None:
        return
    if election.kind == ElectionKind.DISMISS:
        for seat in _conveners(station):
            end_convening(seat, _("经表决罢免"), by=by, division=station.division, on=election.held_on)
        return
    take_office(election, station, by=by)


def take_office(election: Election, station: Station, *, by: Actor) -> Attachment:
    """The elected one convenes; the one before him steps down in the same act."""
    seats = station.attachments.select_for_update().in_force(moment.today())
    seat = seats.filter(person_id=election.elected_id or 0).first()
    if seat is None:
        raise Refused(_("召集人须从本站在任代表中推选。"))
    for former in _conveners(station):
        end_convening(former, _("改选"), by=by, division=station.division, on=election.held_on, but=election.pk)
    seat.refresh_from_db()
    seat.convener, seat.elected_on, seat.convener_until = True, election.held_on, election.term_until
    seat.save(update_fields=["convener", "elected_on", "convener_until"])
    record("stations.convener_elected", seat, by=by, division=station.division)
    return seat


def _conveners(station: Station) -> list[Attachment]:
    return list(station.attachments.select_for_update().filter(convener=True))


def _run_off(election: Election, count: Count, held_on: date, by: Actor) -> None:
    """The next round between the best, noticed at once: mostly it is held at the same meeting."""
    if held_on < election.held_on:
        raise Refused(_("下一轮不能早于这一轮。"))
    following = Election(
        station=election.station,
        kind=election.kind,
        cause=election.cause,
        secret=election.secret,
        place=election.place,
        noticed_on=moment.today(),
        held_on=held_on,
        round=election.round + 1,
        follows=election,
    )
    _noticed(following, rules.run_off(count.votes), by=by)
    if held_on > election.held_on:
        _tell_all(following, queries.people_at(election.station.code))


@transaction.atomic
def call_off_election(election: Election, *, by: Actor, cause: str) -> Election:
    """It is not held; the notice stays on record with the reason."""
    station, election = _open_one(election, by)
    return called_off(election, station, clean(cause, _("取消的原因"), needed=True), by=by)


def called_off(election: Election, station: Station, cause: str, *, by: Actor) -> Election:
    election.state, election.ended_how, election.ended_on = ElectionState.CALLED_OFF, cause, moment.today()
    election.save(update_fields=["state", "ended_how", "ended_on"])
    record("stations.election_called_off", election, by=by, division=station.division)
    return election


@transaction.atomic
def elect_convener(
    station: Station,
    person_id: int,
    *,
    by: Actor,
    elected_on: date | None = None,
    term_until: date | None = None,
    cause: str = "",
) -> Attachment:
    """Note an election held before, without its count: whom they elected, when, until when (以前推选，补记)."""
    station = locked(station)
    allow(permissions.may_elect_convener(by, station))
    must_be_open(station)
    chosen = station.attachments.in_force(moment.today()).filter(person_id=person_id).first()
    if chosen is None or not may_convene(True, bool(active_people([person_id]))):
        raise Refused(_("召集人须从本站在任代表中推选。"))
    if chosen.convenes(moment.today()):
        raise Overtaken(_("该代表已是召集人。"))
    day = elected_on or moment.today()
    if day > moment.today():
        raise Refused(_("补记的推选日期不能在将来。还没有开的会，请用“通知推选”。"))
    election = Election.objects.create(
        station=station,
        kind=ElectionKind.EARLIER,
        cause=clean(cause, _("依据")),
        state=ElectionState.CARRIED,
        noticed_on=day,
        held_on=day,
        elected_id=person_id,
        term_until=term_until,
    )
    record("stations.election_noted", election, by=by, division=station.division, first=True)
    return take_office(election, station, by=by)


@transaction.atomic
def step_down(station: Station, *, by: Actor, cause: str = "") -> Station:
    """The convener lays down his office, himself or by telling the office so."""
    station = locked(station)
    allow(permissions.may_step_down(by, station))
    seats = _conveners(station)
    if not seats:
        raise Overtaken(_("现在没有召集人。"))
    for seat in seats:
        how = clean(cause, _("原因")) or _("本人辞去")
        end_convening(seat, how, by=by, division=station.division)
    return station


@transaction.atomic
def end_term(seat: Attachment) -> bool:
    """The clock: a convener's term has run out; whether it had. What he did until then stays."""
    station = locked(seat.station)
    seat = Attachment.objects.select_for_update().get(pk=seat.pk)
    if not seat.convener or seat.convener_until is None or seat.convener_until >= moment.today():
        return False
    end_convening(seat, _("任期届满"), by=SYSTEM, division=station.division, on=seat.convener_until)
    return True


def _open_one(election: Election, by: Actor) -> tuple[Station, Election]:
    station = locked(election.station)
    rows = Election.objects.select_for_update(of=("self",)).select_related("station")
    election = rows.get(pk=election.pk)
    allow(permissions.may_elect_convener(by, station))
    if election.state != ElectionState.NOTICED:
        raise Overtaken(_("这次推选%(state)s，不能再改。") % {"state": election.get_state_display()})
    return station, election
