"""Who sees which stations at the desk, and who may open them, attach deputies and note a convener's election."""

from django.db.models import Q, QuerySet

from lianxin.kit.actor import OFFICERS, SYSTEM, Actor, Role, bounds, covers
from lianxin.stations.models import Station

_RUNNERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE)
_VIEWERS = (Role.CITY_VIEWER, Role.PROVINCE_VIEWER, Role.AUDITOR)


def visible_to(actor: Actor) -> QuerySet[Station]:
    """Stations in one's scope; for officers, volunteers and deputies those they are posted or attached to."""
    if actor == SYSTEM:
        return Station.objects.all()
    own = [post.station for post in actor.posts_as(*OFFICERS, Role.VOLUNTEER) if post.station]
    seen = Q(code__in=[*own, *actor.stations])
    for post in actor.posts_as(*_RUNNERS, *_VIEWERS):
        low, high = bounds(post.scope)
        seen |= Q(division__gte=low, division__lte=high)
    return Station.objects.filter(seen)


def may_open_station(actor: Actor, division: str) -> bool:
    """The county organises the stations (Article 2): its office alone opens one."""
    return actor == SYSTEM or actor.holds(Role.COUNTY_OFFICE, division)


def may_close_station(actor: Actor, station: Station) -> bool:
    """Who may open it may close it."""
    return may_open_station(actor, station.division)


def may_attach(actor: Actor, station: Station) -> bool:
    """Who runs the station day by day (Article 4), and the county office."""
    return actor == SYSTEM or any(covers(post.scope, station.division) for post in actor.posts_as(*_RUNNERS))


def may_detach(actor: Actor, station: Station) -> bool:
    """Who may attach may detach."""
    return may_attach(actor, station)


def may_elect_convener(actor: Actor, station: Station) -> bool:
    """The deputies elect (Article 3); who runs the station notes the result."""
    return may_attach(actor, station)
