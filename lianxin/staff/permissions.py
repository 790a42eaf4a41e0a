"""Who hands over whose work, who runs a station's volunteers, and who sees what of them (Article 4)."""

from typing import Any

from django.db.models import Q, QuerySet

from lianxin.guidance.rules import article
from lianxin.kit.actor import OFFICERS, SYSTEM, Actor, Role, bounds, covers
from lianxin.people import permissions as people
from lianxin.staff.models import HandOver, Volunteer
from lianxin.stations import permissions as stations

_RUNNERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE)


def keeps_register(actor: Actor) -> bool:
    """Whose desk has the register of staff: whoever appoints."""
    return bool(actor.posts_as(*_RUNNERS))


def hand_overs_visible_to(actor: Actor) -> QuerySet[HandOver]:
    """Hand-overs within the scope of somebody who appoints, and one's own on either side."""
    if actor == SYSTEM:
        return HandOver.objects.all()
    seen = Q(posting__user_id=actor.user_id) | Q(successor__user_id=actor.user_id)
    for post in actor.posts_as(*_RUNNERS):
        low, high = bounds(post.scope)
        seen |= Q(division__gte=low, division__lte=high)
    return HandOver.objects.filter(seen)


@article(4, "由乡镇人大主席、街道人大工作机构确定相关工作人员")
def may_hand_over(actor: Actor, posting: Any) -> bool:
    """Who may end this posting and give it again; nobody hands over his own."""
    return people.may_end_posting(actor, posting) and actor.user_id != posting.user_id


def may_note_signed(actor: Actor, hand_over: HandOver) -> bool:
    """Who may hand over that posting may note that the paper was signed."""
    return people.may_end_posting(actor, hand_over.posting)


# ── volunteers ─────────────────────────────────────────────────────────────
def volunteers_visible_to(actor: Actor) -> QuerySet[Volunteer]:
    """Those of the stations somebody runs or works at; and oneself."""
    if actor == SYSTEM:
        return Volunteer.objects.all()
    seen = Q(user_id=actor.user_id) if actor.user_id else Q(pk__in=())
    for post in actor.posts_as(*OFFICERS):
        seen |= Q(station__code=post.station) if post.station else Q(pk__in=())
    for post in actor.posts_as(*_RUNNERS):
        low, high = bounds(post.scope)
        seen |= Q(station__division__gte=low, station__division__lte=high)
    return Volunteer.objects.filter(seen)


def may_sign_up(station: Any) -> bool:
    """Anybody, at a station that is open."""
    return station is not None


def _runs(actor: Actor, station: Any) -> bool:
    return actor == SYSTEM or stations.may_attach(actor, station)


def _works_at(actor: Actor, station: Any) -> bool:
    posted = any(p.station == station.code and covers(p.scope, station.division) for p in actor.posts_as(*OFFICERS))
    return posted or _runs(actor, station)


@article(4, "鼓励志愿者参与平台服务工作")
def may_approve_volunteer(actor: Actor, volunteer: Volunteer) -> bool:
    """Who runs the station day by day, and the county office."""
    return _runs(actor, volunteer.station)


def may_decline_volunteer(actor: Actor, volunteer: Volunteer) -> bool:
    return _runs(actor, volunteer.station)


def may_end_volunteer(actor: Actor, volunteer: Volunteer) -> bool:
    """Who may take him may let him go; he himself may always leave."""
    return _runs(actor, volunteer.station) or (actor.user_id is not None and volunteer.user_id == actor.user_id)


def may_give_account(actor: Actor, volunteer: Volunteer) -> bool:
    return _runs(actor, volunteer.station)


def may_note_papers(actor: Actor, volunteer: Volunteer) -> bool:
    """Agreement and insurance are noted by the station's own people."""
    return _works_at(actor, volunteer.station)


def may_plan_shift(actor: Actor, station: Any) -> bool:
    """The station's heads and officers, and who runs it."""
    return _works_at(actor, station)


def may_cancel_shift(actor: Actor, station: Any) -> bool:
    return _works_at(actor, station)


def may_sign_on(actor: Actor, volunteer: Volunteer) -> bool:
    """The volunteer himself, or the station's people for him."""
    own = actor.user_id is not None and volunteer.user_id == actor.user_id
    return own or _works_at(actor, volunteer.station)


def may_see_phone(actor: Actor, volunteer: Volunteer) -> bool:
    """Who calls him: the station's people. The sight is noted."""
    return actor.user_id is not None and _works_at(actor, volunteer.station)
