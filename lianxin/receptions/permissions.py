"""Who plans, confirms and announces receptions, who runs the day, and who sees which plans (Articles 3, 4, 6)."""

from typing import Any

from django.db.models import Q, QuerySet

from lianxin.guidance.rules import article
from lianxin.kit.actor import OFFICERS, SYSTEM, Actor, Role, bounds, covers
from lianxin.receptions.models import Reception, ReceptionPlan, RoomUse
from lianxin.stations import permissions as stations
from lianxin.stations import queries as station_queries

HEADS = (Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE)
OVERSEERS = (Role.COUNTY_OFFICE, *HEADS, Role.CITY_VIEWER, Role.PROVINCE_VIEWER, Role.AUDITOR)
PLANNERS = (Role.COUNTY_OFFICE, *HEADS, *OFFICERS)
"""Whose posting lets him draft a plan; conveners besides."""
Station = Any
"""A row of the stations room."""


def reads(actor: Actor) -> bool:
    """Whose desk has plans and receptions at all."""
    return actor.is_deputy or bool(actor.posts_as(*OVERSEERS, *OFFICERS, Role.VOLUNTEER))


def _stations(actor: Actor, field: str) -> Q:
    """Rows of the stations somebody is posted or attached to, or that lie in his scope."""
    own = [post.station for post in actor.posts_as(*OFFICERS, Role.VOLUNTEER) if post.station]
    seen = Q(**{f"{field}__code__in": [*own, *actor.stations]})
    for post in actor.posts_as(*OVERSEERS):
        low, high = bounds(post.scope)
        seen |= Q(**{f"{field}__division__gte": low, f"{field}__division__lte": high})
    return seen


def plans_visible_to(actor: Actor) -> "QuerySet[ReceptionPlan]":
    if actor == SYSTEM:
        return ReceptionPlan.objects.all()
    return ReceptionPlan.objects.filter(_stations(actor, "station"))


def visible_to(actor: Actor) -> "QuerySet[Reception]":
    """Receptions of one's stations; drafts among them for whoever may see the plan."""
    if actor == SYSTEM:
        return Reception.objects.all()
    return Reception.objects.filter(_stations(actor, "station"))


def room_uses_visible_to(actor: Actor) -> "QuerySet[RoomUse]":
    if actor == SYSTEM:
        return RoomUse.objects.all()
    return RoomUse.objects.filter(_stations(actor, "station"))


def heads(actor: Actor, station: Station) -> bool:
    """Who runs the station day by day (Article 4), and the county office over it."""
    return stations.may_attach(actor, station)


def works(actor: Actor, station: Station) -> bool:
    """Posted as head, vice-head or liaison officer to this station."""
    return stations.works_at(actor, station)


# ── the plan ───────────────────────────────────────────────────────────────
@article(3, "召集人负责……计划拟定等工作")
def may_draft_plan(actor: Actor, station: Station) -> bool:
    """The convener drafts; the officer writes it down for him, and the chair may."""
    return stations.convenes(actor, station) or works(actor, station) or heads(actor, station)


def may_edit_plan(actor: Actor, plan: ReceptionPlan) -> bool:
    return may_draft_plan(actor, plan.station)


def may_submit_plan(actor: Actor, plan: ReceptionPlan) -> bool:
    return may_draft_plan(actor, plan.station)


@article(4, "乡镇人大主席、副主席和街道人大工作机构负责平台的日常运行")
def may_confirm_plan(actor: Actor, plan: ReceptionPlan) -> bool:
    """The chair, or the sub-district office; not the convener, not the officer."""
    return heads(actor, plan.station)


def may_give_plan_back(actor: Actor, plan: ReceptionPlan) -> bool:
    return heads(actor, plan.station)


@article(6, "向群众公告接待时间、地点、代表姓名等内容")
def may_publish_plan(actor: Actor, plan: ReceptionPlan) -> bool:
    """Once it is confirmed, whoever works at the station puts it up."""
    return works(actor, plan.station) or heads(actor, plan.station)


def may_use_room(actor: Actor, station: Station) -> bool:
    """Who says that others use the room."""
    return works(actor, station) or heads(actor, station)


# ── after it was announced ─────────────────────────────────────────────────
def may_correct(actor: Actor, reception: Reception) -> bool:
    """Another day, hour or place, one more or one less: who runs the station, or works there."""
    return works(actor, reception.station) or heads(actor, reception.station)


def is_seated_himself(actor: Actor, person_id: int) -> bool:
    return actor.is_deputy and actor.person_id == person_id


def may_ask_leave(actor: Actor, reception: Reception, person_id: int) -> bool:
    """The deputy himself, or who was told so by telephone."""
    return is_seated_himself(actor, person_id) or may_substitute(actor, reception)


def may_substitute(actor: Actor, reception: Reception) -> bool:
    """The convener arranges who stands in; the station's people do it for him."""
    return stations.convenes(actor, reception.station) or may_correct(actor, reception)


# ── the day ────────────────────────────────────────────────────────────────
@article(6, "通过平台接待群众来访，应当定期进行")
def may_run_day(actor: Actor, reception: Reception) -> bool:
    """Open, write down, close: the station's people, and deputies of the station."""
    at = reception.station
    return works(actor, at) or heads(actor, at) or (actor.is_deputy and at.code in actor.stations)


def may_call(actor: Actor, reception: Reception) -> bool:
    """Tickets may be handed out and called by a volunteer on his shift as well."""
    here = any(
        post.station == reception.station.code and covers(post.scope, reception.station.division)
        for post in actor.posts_as(Role.VOLUNTEER)
    )
    return here or may_run_day(actor, reception)


def may_book_for(actor: Actor, reception: Reception) -> bool:
    """Somebody telephones and wants a time: whoever may hand out tickets books it for him."""
    return may_call(actor, reception)


def may_see_booker(actor: Actor, reception: Reception) -> bool:
    """Who has to tell whoever booked sees where he can be reached; neither a deputy nor a volunteer does."""
    return may_correct(actor, reception)


def deputies_of(station: Station) -> tuple[int, ...]:
    """Who can sit at a station today: attached, with a mandate in force."""
    return station_queries.people_at(station.code)
