"""Who sees what is still to be told, and who may say that it was."""

from django.db.models import Q, QuerySet

from lianxin.kit.actor import OFFICERS, SYSTEM, Actor, Role, bounds
from lianxin.outbox.models import Message

_BY_SCOPE = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE)


def _in(scope: str) -> Q:
    low, high = bounds(scope)
    return Q(division__gte=low, division__lte=high)


def visible_to(actor: Actor) -> QuerySet[Message]:
    """A station's for its heads and officers, a scope's for its offices; confidential ones for the county's reader."""
    if actor == SYSTEM:
        return Message.objects.all()
    seen = Q(pk__in=())
    for post in actor.posts_as(*OFFICERS):
        if post.station:
            seen |= Q(confidential=False, station=post.station)
    for post in actor.posts_as(*_BY_SCOPE):
        seen |= Q(confidential=False) & _in(post.scope)
    for post in actor.posts_as(Role.CONFIDENTIAL_READER):
        seen |= Q(confidential=True) & _in(post.scope)
    return Message.objects.filter(seen)


def may_mark_delivered(actor: Actor, message: Message) -> bool:
    """Whoever sees a message may carry it out and say so."""
    return visible_to(actor).filter(pk=message.pk).exists()
