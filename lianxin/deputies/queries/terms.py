"""Terms of congresses: what runs, how many seats are taken, and what a change would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from lianxin.deputies import permissions
from lianxin.deputies.models import CongressTerm, Mandate, Person
from lianxin.deputies.rules import MandateState, TermState, election_coming, most_seats, over_quota
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level


def _counted(rows: QuerySet[Mandate]) -> Coalesce:
    """How many rows go with the term at hand, as a subquery that the index of congresses serves."""
    found = rows.order_by().values("congress").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(found, output_field=IntegerField()), Value(0))


def terms_visible_to(actor: Actor) -> QuerySet[CongressTerm]:
    """Terms on the actor's desk, with `seated` (its active mandates) and `held` (all that ever were)."""
    here = Mandate.objects.filter(congress=OuterRef("congress"))
    rows = permissions.terms_visible_to(actor)
    return rows.annotate(
        seated=_counted(here.filter(status=MandateState.ACTIVE, term=OuterRef("number"))),
        held=_counted(here.filter(term=OuterRef("number"))),
    ).order_by("level", "congress", "-number")


def congresses_for(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of each congress on the actor's desk whose term runs, the highest first."""
    rows = permissions.terms_visible_to(actor).filter(state=TermState.RUNNING).order_by("level", "congress")
    return list(rows.values_list("congress", "name"))


def running_term(congress: str) -> CongressTerm | None:
    """The term of a congress that runs, if one is registered."""
    return CongressTerm.objects.filter(congress=congress, state=TermState.RUNNING).first()


def running_terms(congresses: Sequence[str]) -> dict[str, CongressTerm]:
    """Congress → its running term, for those that have one; one query."""
    rows = CongressTerm.objects.filter(congress__in=set(congresses), state=TermState.RUNNING)
    return {row.congress: row for row in rows}


def terms_of(congress: str) -> QuerySet[CongressTerm]:
    """All terms of a congress, the latest first."""
    return CongressTerm.objects.filter(congress=congress).order_by("-number")


def mandates_of(term: CongressTerm) -> QuerySet[Mandate]:
    """The mandates of one term of a congress, in force or not, with their persons."""
    rows = Mandate.objects.filter(congress=term.congress, term=term.number).select_related("person")
    return rows.order_by("district", "person__name", "pk")


@dataclass(frozen=True)
class Seats:
    """Seats of a running term: numbers of mandates. `most` is the help of Election Law, Art. 12 (0: not known)."""

    active: int
    suspended: int
    quota: int
    over: int
    most: int
    most_added: int


def seats(term: CongressTerm) -> Seats:
    """How many seats are taken, and whether more than there are; one query."""
    rows = Mandate.objects.filter(congress=term.congress).exclude(status=MandateState.ENDED)
    counts = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
    active = counts.get(MandateState.ACTIVE, 0)
    level, people = Level(term.level), term.population
    return Seats(
        active=active,
        suspended=counts.get(MandateState.SUSPENDED, 0),
        quota=term.quota,
        over=over_quota(active, term.quota),
        most=most_seats(level, people) if people else 0,
        most_added=most_seats(level, people, added=True) if people else 0,
    )


@dataclass(frozen=True)
class Change:
    """What a change of term would do: the mandates that end, and who then has no mandate left at all."""

    mandates: tuple[Mandate, ...]
    leaving: tuple[Person, ...]
    """Without a mandate from then on, unless elected again."""
    staying: tuple[Person, ...]
    """Still deputies by a mandate of another congress."""


def change_of(
    term: CongressTerm, continuing: Sequence[str] = (), *, number: int | None = None, on: date | None = None
) -> Change:
    """The preview of a change; `continuing` are codes of persons who were elected again, `number` the next term's."""
    rows = Mandate.objects.filter(congress=term.congress).exclude(status=MandateState.ENDED)
    rows = rows.exclude(term=term.number + 1 if number is None else number).select_related("person")
    ending = tuple(rows.order_by("district", "person__name", "pk"))
    keys = {mandate.person_id for mandate in ending}
    others = Mandate.objects.active(on or moment.today()).filter(person_id__in=keys)
    kept = set(others.exclude(pk__in=[m.pk for m in ending]).values_list("person_id", flat=True))
    again = set(continuing)
    gone = [m.person for m in ending if m.person.code not in again]
    return Change(
        ending,
        tuple(person for person in gone if person.pk not in kept),
        tuple(person for person in gone if person.pk in kept),
    )


def is_coming(term: CongressTerm, today: date | None = None) -> bool:
    """Whether the election of the next congress is to be prepared."""
    return term.state == TermState.RUNNING and election_coming(term.ends_on, today or moment.today())
