"""Who sees which persons, terms and groups, and who may register, grant, end, and note what was consented to.

County offices and township chairs keep the register. Sub-district offices serve deputies (Deputies Law 2025, Art. 25),
so they renew details, give photos, note down consents and keep groups; they grant and end no mandate.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.deputies.models import CongressTerm, DeputyGroup, Mandate, Person
from lianxin.deputies.rules import MandateState
from lianxin.kit.actor import OFFICERS, SYSTEM, Actor, Role, bounds, covers

_KEEPERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR)
_SERVERS = (*_KEEPERS, Role.SUBDISTRICT_OFFICE)
READERS = (*_SERVERS, *OFFICERS)
_NATION = "0" * 12


def visible_to(actor: Actor) -> QuerySet[Person]:
    """Oneself, and the persons kept by, or holding a mandate in, a division of one's scope."""
    if actor == SYSTEM:
        return Person.objects.all()
    seen = Q(pk=actor.person_id)
    for post in actor.posts_as(*READERS):
        low, high = bounds(post.scope)
        held = Mandate.objects.filter(congress__gte=low, congress__lte=high)
        seen |= Q(division__gte=low, division__lte=high) | Q(pk__in=held.values("person_id"))
    return Person.objects.filter(seen)


MANY = 10_000
"""From here on it is quicker to look at each person in order than to gather the keys of all who hold a mandate."""


def register_of(actor: Actor) -> QuerySet[Person]:
    """The same persons as `visible_to`, asked for as a list of them is read fastest, however many they are."""
    scopes = [] if actor == SYSTEM else [bounds(post.scope) for post in actor.posts_as(*READERS)]
    kept = [Q(division__gte=low, division__lte=high) for low, high in scopes]
    if not any(Person.objects.filter(each).order_by()[MANY : MANY + 1].exists() for each in kept):
        return visible_to(actor)
    seen = Q(pk=actor.person_id) if actor.person_id else Q()
    for each, (low, high) in zip(kept, scopes, strict=True):
        held = Mandate.objects.filter(person=OuterRef("pk"), congress__gte=low, congress__lte=high)
        seen |= each | Q(Exists(held))
    return Person.objects.filter(seen)


def may_register_person(actor: Actor, division: str) -> bool:
    """The county office, and a township chair for his township's deputies; the division keeps the record."""
    return actor == SYSTEM or any(covers(post.scope, division) for post in actor.posts_as(*_KEEPERS))


def may_keep_person(actor: Actor, person: Person) -> bool:
    """Whoever may register persons where this one is kept."""
    return may_register_person(actor, person.division)


def may_serve_person(actor: Actor, person: Person) -> bool:
    """Renew his details, give his photo, answer his requests: his keeper, and the sub-district office of his place."""
    return actor == SYSTEM or any(covers(post.scope, person.division) for post in actor.posts_as(*_SERVERS))


def may_grant_mandate(actor: Actor, person: Person, congress: str) -> bool:
    """The keeper of the person; a township chair only mandates of his own township's congress."""
    if actor == SYSTEM or (actor.holds(Role.COUNTY_OFFICE, person.division)):
        return True
    return actor.holds(Role.TOWNSHIP_CHAIR, person.division) and actor.holds(Role.TOWNSHIP_CHAIR, congress)


def may_change_mandate(actor: Actor, mandate: Mandate) -> bool:
    """Suspend, resume or end: whoever may grant it."""
    return may_grant_mandate(actor, mandate.person, mandate.congress)


def may_consent(actor: Actor, person: Person) -> bool:
    """The deputy himself; whoever serves him may note down what he signed on paper."""
    return (actor.person_id is not None and actor.person_id == person.pk) or may_serve_person(actor, person)


def may_see_mobile(actor: Actor, person: Person) -> bool:
    """A deputy's private number: himself, and whoever serves deputies where he is seen."""
    return visible_to(actor).filter(pk=person.pk).exists()


# ── terms ──────────────────────────────────────────────────────────────────
def terms_visible_to(actor: Actor) -> QuerySet[CongressTerm]:
    """Terms of the congresses within, and above, the division of whoever serves deputies there."""
    if actor == SYSTEM:
        return CongressTerm.objects.all()
    seen = Q(pk__in=())
    for post in actor.posts_as(*READERS):
        low, high = bounds(post.scope)
        above = [_NATION, *(post.scope[:width].ljust(12, "0") for width in (2, 4, 6))]
        seen |= Q(congress__gte=low, congress__lte=high) | Q(congress__in=above)
    return CongressTerm.objects.filter(seen)


def may_keep_term(actor: Actor, congress: str) -> bool:
    """Open, renew and change the term of a congress.

    The county office for its own congress and those below; the township chair for his own. Of a congress above, the
    county office while nobody kept by another county holds a mandate of it here: it can end no stranger's mandate.
    """
    if actor == SYSTEM or any(covers(post.scope, congress) for post in actor.posts_as(*_KEEPERS)):
        return True
    for post in actor.posts_as(Role.COUNTY_OFFICE):
        if congress == _NATION or covers(congress, post.scope):
            low, high = bounds(post.scope)
            held = Mandate.objects.filter(congress=congress).exclude(status=MandateState.ENDED)
            return not held.exclude(person__division__gte=low, person__division__lte=high).exists()
    return False


# ── groups ─────────────────────────────────────────────────────────────────
def groups_visible_to(actor: Actor) -> QuerySet[DeputyGroup]:
    """Groups of one's scope, and those one belongs to."""
    if actor == SYSTEM:
        return DeputyGroup.objects.all()
    seen = Q(pk__in=())
    if actor.person_id is not None:
        seen |= Q(members__person_id=actor.person_id, members__until_day=None)
    for post in actor.posts_as(*READERS):
        low, high = bounds(post.scope)
        seen |= Q(division__gte=low, division__lte=high)
    return DeputyGroup.objects.filter(seen).distinct()


def may_keep_group(actor: Actor, division: str) -> bool:
    """Whoever organises deputies' activities there: county office, township chair, sub-district office."""
    return actor == SYSTEM or any(covers(post.scope, division) for post in actor.posts_as(*_SERVERS))
