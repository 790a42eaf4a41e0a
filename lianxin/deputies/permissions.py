"""Who sees which persons, and who may register them, grant and end mandates, and note consents."""

from django.db.models import Q, QuerySet

from lianxin.deputies.models import Mandate, Person
from lianxin.kit.actor import OFFICERS, SYSTEM, Actor, Role, bounds, covers

_KEEPERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR)
_READERS = (*_KEEPERS, Role.SUBDISTRICT_OFFICE, *OFFICERS)


def visible_to(actor: Actor) -> QuerySet[Person]:
    """Oneself, and the persons kept by, or holding a mandate in, a division of one's scope."""
    if actor == SYSTEM:
        return Person.objects.all()
    seen = Q(pk=actor.person_id)
    for post in actor.posts_as(*_READERS):
        low, high = bounds(post.scope)
        held = Mandate.objects.filter(congress__gte=low, congress__lte=high)
        seen |= Q(division__gte=low, division__lte=high) | Q(pk__in=held.values("person_id"))
    return Person.objects.filter(seen)


def may_register_person(actor: Actor, division: str) -> bool:
    """The county office, and a township chair for his township's deputies; the division keeps the record."""
    return actor == SYSTEM or any(covers(post.scope, division) for post in actor.posts_as(*_KEEPERS))


def may_keep_person(actor: Actor, person: Person) -> bool:
    """Whoever may register persons where this one is kept."""
    return may_register_person(actor, person.division)


def may_grant_mandate(actor: Actor, person: Person, congress: str) -> bool:
    """The keeper of the person; a township chair only mandates of his own township's congress."""
    if actor == SYSTEM or (actor.holds(Role.COUNTY_OFFICE, person.division)):
        return True
    return actor.holds(Role.TOWNSHIP_CHAIR, person.division) and actor.holds(Role.TOWNSHIP_CHAIR, congress)


def may_change_mandate(actor: Actor, mandate: Mandate) -> bool:
    """Suspend, resume or end: whoever may grant it."""
    return may_grant_mandate(actor, mandate.person, mandate.congress)


def may_consent(actor: Actor, person: Person) -> bool:
    """The deputy himself; his keeper may note down what he signed on paper."""
    return (actor.person_id is not None and actor.person_id == person.pk) or may_keep_person(actor, person)


def may_see_mobile(actor: Actor, person: Person) -> bool:
    """A deputy's private number: himself, and whoever serves deputies where he is seen."""
    return visible_to(actor).filter(pk=person.pk).exists()
