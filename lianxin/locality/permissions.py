"""Who may name a county's platform, choose its policy, and load the days of rest (guidance, Articles 2 and 13)."""

from lianxin.kit.actor import SYSTEM, Actor, Role


def may_load_days(actor: Actor) -> bool:
    """The days of rest hold for everybody alike: any county office, or whoever works at the machine."""
    return actor == SYSTEM or bool(actor.posts_as(Role.COUNTY_OFFICE))


def may_set_locality(actor: Actor, county: str) -> bool:
    """The office of that county's standing committee, or whoever works at the machine."""
    return actor == SYSTEM or actor.holds(Role.COUNTY_OFFICE, county)


def may_choose_policy(actor: Actor, county: str) -> bool:
    """As for the names; a choice for days gone by is made at the machine only (see `actions`)."""
    return may_set_locality(actor, county)
