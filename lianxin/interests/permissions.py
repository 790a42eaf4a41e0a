"""Who sees what a deputy declared: himself, and the county's named reader. Nobody else, in no list, in no number."""

from django.db.models import Q, QuerySet

from lianxin.interests.models import Declaration, Recusal
from lianxin.kit.actor import Actor, Role, bounds, covers


def visible_to(actor: Actor) -> QuerySet[Declaration]:
    """One's own; for the county's named reader those of the deputies registered in his county."""
    seen = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=())
    for post in actor.posts_as(Role.CONFIDENTIAL_READER):
        low, high = bounds(post.scope)
        seen |= Q(person__division__gte=low, person__division__lte=high)
    return Declaration.objects.filter(seen)


def recusals_visible_to(actor: Actor) -> QuerySet[Recusal]:
    """The facts: one's own, and those of a county for its office and its named reader."""
    seen = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=())
    for post in actor.posts_as(Role.CONFIDENTIAL_READER, Role.COUNTY_OFFICE):
        low, high = bounds(post.scope)
        seen |= Q(division__gte=low, division__lte=high)
    return Recusal.objects.filter(seen)


def may_declare(actor: Actor) -> bool:
    """A deputy, for himself: nobody declares for another."""
    return actor.is_deputy and actor.person_id is not None


def may_change(actor: Actor, declaration: Declaration) -> bool:
    """Revise and withdraw: he who declared it, also when he is no deputy any more."""
    return actor.person_id is not None and declaration.person_id == actor.person_id


def may_read(actor: Actor, declaration: Declaration) -> bool:
    """Himself and the county's named reader, who leaves a trace."""
    if may_change(actor, declaration):
        return True
    return any(covers(p.scope, declaration.person.division) for p in actor.posts_as(Role.CONFIDENTIAL_READER))


def may_read_reason(actor: Actor, recusal: Recusal) -> bool:
    """Why he stepped back: himself and the county's named reader; never the office, never the station."""
    own = actor.person_id is not None and recusal.person_id == actor.person_id
    return own or any(covers(p.scope, recusal.division) for p in actor.posts_as(Role.CONFIDENTIAL_READER))
