"""Who sees which accounts, and who may give and end postings."""

from django.db.models import Q, QuerySet

from lianxin.kit.actor import SYSTEM, Actor, Role, bounds, covers
from lianxin.people.models import Posting, User
from lianxin.people.rules import appoints

_APPOINTERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE)


def postings_visible_to(actor: Actor) -> QuerySet[Posting]:
    """Postings within the scopes of somebody who appoints; nothing for anybody else."""
    if actor == SYSTEM:
        return Posting.objects.all()
    within = Q(pk__in=())
    for post in actor.posts_as(*_APPOINTERS):
        low, high = bounds(post.scope)
        within |= Q(scope__gte=low, scope__lte=high)
    return Posting.objects.filter(within)


def visible_to(actor: Actor) -> QuerySet[User]:
    """Oneself, and whoever holds or held a posting within one's scope."""
    if actor == SYSTEM:
        return User.objects.all()
    return User.objects.filter(Q(pk=actor.user_id) | Q(pk__in=postings_visible_to(actor).values("user_id")))


def may_create_account(actor: Actor) -> bool:
    """Whoever appoints somebody may make his account; an account without a posting has no right."""
    return actor == SYSTEM or bool(actor.posts_as(*_APPOINTERS))


def may_post(actor: Actor, role: Role, scope: str) -> bool:
    """County office within its county; township chair and sub-district office officers and volunteers (Art. 4)."""
    if actor == SYSTEM:
        return True
    return any(role in appoints(post.role) and covers(post.scope, scope) for post in actor.posts)


def may_end_posting(actor: Actor, posting: Posting) -> bool:
    """Who may give a posting may end it."""
    return may_post(actor, Role(posting.role), posting.scope)


def may_set_password(actor: Actor, user: User) -> bool:
    """Oneself; for another, somebody who appoints him in every posting he holds (no way up through a password)."""
    if actor == SYSTEM or actor.user_id == user.pk:
        return True
    held = list(Posting.objects.filter(user=user))
    return bool(held) and all(may_end_posting(actor, posting) for posting in held)


def may_read_sights(actor: Actor) -> bool:
    """The security log is the auditor's."""
    return actor == SYSTEM or bool(actor.posts_as(Role.AUDITOR))
