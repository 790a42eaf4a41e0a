"""The register of postings: who holds what, where, from when until when."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from lianxin.divisions import queries as divisions
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor, Role
from lianxin.people import permissions as people
from lianxin.people import queries as people_queries
from lianxin.people.rules import appoints
from lianxin.staff.rules import ENDS_SOON
from lianxin.stations import queries as stations

_RUNNERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE)


def postings(actor: Actor) -> "QuerySet[Any]":
    """Postings in one's scope with their users and the station's name, in the order of the places."""
    named = stations.stations_visible_to(SYSTEM).order_by().filter(code=OuterRef("station")).values("name")[:1]
    rows = people.postings_visible_to(actor).select_related("user")
    return rows.annotate(station_name=Subquery(named)).order_by("scope", "role", "pk")


def has_begun(rows: "QuerySet[Any]", state: str) -> "QuerySet[Any]":
    """Postings `now` in force, those that end `soon`, `later` or `over` ones."""
    today = moment.today()
    over = Q(until_day__lt=today) | Q(ended_at__isnull=False, until_day__lte=today)
    if state == "over":
        return rows.filter(over)
    rows = rows.exclude(over)
    if state == "later":
        return rows.filter(from_day__gt=today)
    if state == "soon":
        return rows.filter(until_day__lte=today + ENDS_SOON)
    return rows.filter(from_day__lte=today)


def ends_soon(posting: Any, today: date) -> bool:
    return posting.until_day is not None and not posting.is_over(today) and posting.until_day <= today + ENDS_SOON


def stations_for(actor: Actor) -> "QuerySet[Any]":
    """Open stations for which somebody may appoint."""
    if not actor.posts_as(*_RUNNERS):
        return stations.stations_visible_to(actor).none()
    return stations.stations_visible_to(actor).filter(state="open")


def townships_for(actor: Actor) -> list[tuple[str, str]]:
    """Townships and sub-districts within the county of somebody who appoints their heads: (code, name)."""
    scopes = [p.scope for p in actor.posts if Role.TOWNSHIP_CHAIR in appoints(p.role)]
    return [(d.code, d.name) for scope in scopes for d in divisions.children(scope)]


def stations_without_officer(actor: Actor) -> "QuerySet[Any]":
    """Open stations in one's scope at which no liaison officer is posted today."""
    served = people_queries.postings_today(Role.LIAISON_OFFICER).exclude(station="").values("station")
    return stations_for(actor).exclude(code__in=served)


def place_words(posting: Any) -> str:
    """Which chair it is, in words: 联络员 · 寸石镇人大代表联络站."""
    station = stations.by_code(posting.station) if posting.station else None
    where = station.name if station else divisions.names([posting.scope]).get(posting.scope, posting.scope)
    return f"{posting.get_role_display()} · {where}"


def may_succeed(posting: Any, limit: int = 80) -> list[tuple[str, str]]:
    """(user name, words) of those who could take over: posted within the posting's place today, the same role first."""
    found = people_queries.postings_in_force(posting.scope, *Role).exclude(user_id=posting.user_id)
    seen: dict[str, tuple[bool, str]] = {}
    for row in found[:limit]:
        other = row.role != posting.role
        seen.setdefault(row.user.username, (other, f"{row.user.name}（{row.get_role_display()}）"))
    ordered = sorted(seen.items(), key=lambda pair: pair[1])
    return [(username, words) for username, (_other, words) in ordered]
