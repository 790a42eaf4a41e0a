"""Who sees the register of organs and who keeps it."""

from django.db.models import Q, QuerySet

from lianxin.kit.actor import OFFICERS, SYSTEM, Actor, Role, covers, prefix
from lianxin.organs.models import Organ

_KEEPERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR)


def visible_to(actor: Actor) -> QuerySet[Organ]:
    """The register is no secret among staff: organs of one's scope and of the levels above it; one's own organ."""
    if actor == SYSTEM:
        return Organ.objects.all()
    seen = Q(code__in=[post.organ for post in actor.posts if post.organ])
    for post in actor.posts_as(*_KEEPERS, Role.SUBDISTRICT_OFFICE, *OFFICERS):
        head = prefix(post.scope)
        above = [head[:width].ljust(12, "0") for width in (2, 4, 6) if width < len(head)]
        seen |= Q(division__startswith=head) | Q(division__in=above)
    return Organ.objects.filter(seen)


def may_register_organ(actor: Actor, division: str) -> bool:
    """The county office for its county and what lies in it and above it; a township chair for his township's."""
    if actor == SYSTEM:
        return True
    if any(covers(post.scope, division) for post in actor.posts_as(*_KEEPERS)):
        return True
    # A county notes where residents may turn above it (the city's court, the province's supervisory commission).
    return any(covers(division, post.scope) for post in actor.posts_as(Role.COUNTY_OFFICE))


def may_keep_organ(actor: Actor, organ: Organ) -> bool:
    """Revise, rename, merge and end: whoever may register an organ there."""
    return may_register_organ(actor, organ.division)


def may_renew_contact(actor: Actor, organ: Organ) -> bool:
    """Who keeps the organ, and its own handlers."""
    own = any(post.organ == organ.code for post in actor.posts_as(Role.ORGAN_HANDLER))
    return own or may_keep_organ(actor, organ)


def may_check_contacts(actor: Actor, organ: Organ) -> bool:
    """Whoever may renew a contact may say that it is still right."""
    return may_renew_contact(actor, organ)
