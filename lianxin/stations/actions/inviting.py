"""Higher-level deputies are asked, and decide for themselves (Article 3)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import queries as deputies
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.outbox import actions as outbox
from lianxin.stations import permissions
from lianxin.stations.actions.frame import allow, clean, levels_of, locked, must_be_open, tell_deputy
from lianxin.stations.models import Attachment, Invitation, Station
from lianxin.stations.rules import How, InvitationState, attached_directly, may_be_invited, township_of

INVITED = "stations.invited"


@transaction.atomic
def invite(
    station: Station,
    person_id: int,
    *,
    by: Actor,
    words: str = "",
    asked_on: date | None = None,
    told: bool = True,
) -> Invitation:
    """Ask a deputy of the nation, the province or the city to take part; he is told, and answers as he likes."""
    station = locked(station)
    allow(permissions.may_invite(by, station))
    must_be_open(station)
    levels = levels_of(person_id)
    if attached_directly(levels):
        raise Refused(_("他也是县、乡两级人大代表，不用邀请，直接“代表进站”就行。"))
    if not may_be_invited(levels):
        raise Refused(_("该人员没有在任的代表职务，不能邀请。"))
    if station.attachments.filter(person_id=person_id, until_day=None).exists():
        raise Overtaken(_("该代表已在本站。"))
    if station.invitations.filter(person_id=person_id, state=InvitationState.SENT).exists():
        raise Overtaken(_("已经邀请过他，正等他答复。"))
    asked = Invitation.objects.create(
        station=station,
        person_id=person_id,
        words=clean(words, _("邀请的话"), 300),
        asked_on=asked_on or moment.today(),
    )
    record("stations.invited", asked, by=by, division=station.division, first=True)
    if told:
        tell_deputy(INVITED, person_id, station)
    return asked


@transaction.atomic
def answer_invitation(
    invitation: Invitation,
    *,
    accepted: bool,
    by: Actor,
    how: str = How.HIMSELF,
    words: str = "",
    from_day: date | None = None,
) -> Invitation:
    """He accepts and is attached from today, or declines and need not say why; an officer may note what he said."""
    station, invitation = _open_one(invitation)
    allow(_may_answer(by, invitation, How(how)))
    must_be_open(station)
    if accepted and not levels_of(invitation.person_id):
        raise Refused(_("该人员没有在任的代表职务，不能进站。"))
    invitation.state = InvitationState.ACCEPTED if accepted else InvitationState.DECLINED
    invitation.how, invitation.answered_on = How(how), from_day or moment.today()
    invitation.answer_words = clean(words, _("答复的话"), 300)
    invitation.save(update_fields=["state", "how", "answered_on", "answer_words"])
    verb = "stations.invitation_accepted" if accepted else "stations.invitation_declined"
    record(verb, invitation, by=by, division=station.division)
    _need_not_be_told(invitation, station)
    if accepted and not station.attachments.filter(person_id=invitation.person_id, until_day=None).exists():
        seated(station, invitation.person_id, by=by, from_day=from_day)
    if how == How.HIMSELF:
        _tell_station(invitation, station, accepted)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> Invitation:
    """The station asks no more; whoever has answered already has answered."""
    station, invitation = _open_one(invitation)
    allow(permissions.may_withdraw_invitation(by, invitation))
    return taken_back(invitation, station, by=by)


def taken_back(invitation: Invitation, station: Station, *, by: Actor) -> Invitation:
    invitation.state, invitation.answered_on = InvitationState.WITHDRAWN, moment.today()
    invitation.save(update_fields=["state", "answered_on"])
    record("stations.invitation_withdrawn", invitation, by=by, division=station.division)
    _need_not_be_told(invitation, station)
    return invitation


def seated(station: Station, person_id: int, *, by: Actor, from_day: date | None = None) -> Attachment:
    """A seat at the station from a day on; Overtaken when he has one."""
    if station.attachments.filter(person_id=person_id, until_day=None).exists():
        raise Overtaken(_("该代表已在本站。"))
    seat = Attachment.objects.create(station=station, person_id=person_id, from_day=from_day or moment.today())
    record("stations.attached", seat, by=by, division=station.division, first=True)
    return seat


def _open_one(invitation: Invitation) -> tuple[Station, Invitation]:
    station = locked(invitation.station)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.state != InvitationState.SENT:
        raise Overtaken(_("这份邀请%(state)s，不用再答复。") % {"state": invitation.get_state_display()})
    return station, invitation


def _may_answer(by: Actor, invitation: Invitation, how: How) -> bool:
    """Online he answers himself; by telephone, in person or on paper somebody of the station notes it."""
    if how == How.HIMSELF:
        return permissions.is_invited(by, invitation)
    if how == How.REGISTER:
        return by == SYSTEM or permissions.may_attach(by, invitation.station)
    return permissions.may_answer_invitation(by, invitation) and not permissions.is_invited(by, invitation)


def _need_not_be_told(invitation: Invitation, station: Station) -> None:
    person = deputies.people_in([invitation.person_id]).get()
    outbox.void([person.code], kinds=[INVITED], station=station.code)


def _tell_station(invitation: Invitation, station: Station, accepted: bool) -> None:
    person = deputies.people_in([invitation.person_id]).get()
    outbox.tell(
        "stations.invitation_accepted" if accepted else "stations.invitation_declined",
        to_kind="staff",
        to_ref=township_of(station.division),
        form="file",
        params={"station": station.name, "deputy": person.name},
        division=station.division,
        station=station.code,
    )
