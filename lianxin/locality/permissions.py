"""Who may name a county's platform, choose its policy, and load the days of rest (guidance, Articles 2 and 13)."""

from django.db.models import QuerySet

from lianxin.divisions.rules import county_code
from lianxin.kit.actor import SYSTEM, Actor, Role
from lianxin.locality.models import Locality


def visible_to(actor: Actor) -> QuerySet[Locality]:
    """The counties whose settings somebody may look at and change."""
    if actor == SYSTEM:
        return Locality.objects.all()
    return Locality.objects.filter(pk__in=[county_code(post.scope) for post in actor.posts_as(Role.COUNTY_OFFICE)])


def may_load_days(actor: Actor) -> bool:
    """The days of rest hold for everybody alike: any county office, or whoever works at the machine."""
    return actor == SYSTEM or bool(actor.posts_as(Role.COUNTY_OFFICE))


def may_set_locality(actor: Actor, county: str) -> bool:
    """The office of that county's standing committee, or whoever works at the machine."""
    return actor == SYSTEM or actor.holds(Role.COUNTY_OFFICE, county)


def may_choose_policy(actor: Actor, county: str) -> bool:
    """As for the names; a choice for days gone by is made at the machine only (see `actions`)."""
    return may_set_locality(actor, county)
