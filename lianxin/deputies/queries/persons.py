"""Persons and mandates for the desk and for the rooms above; the rights that mandates give."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db.models import FilteredRelation, Prefetch, Q, QuerySet

from lianxin.deputies import permissions
from lianxin.deputies.models import Consent, Correction, DeputyGroup, Mandate, Person
from lianxin.deputies.queries.cards import mandate_words
from lianxin.deputies.rules import CorrectionState, Given, MandateState, portrait_fits
from lianxin.kit import moment
from lianxin.kit.actor import ActiveMandate, Actor, Level
from lianxin.kit.pictures import size_of
from lianxin.ledger.queries import entries_about
from lianxin.people import rights


def people_visible_to(actor: Actor) -> QuerySet[Person]:
    """Persons whom the actor's desk may show."""
    return permissions.visible_to(actor).order_by("name", "pk")


def people_in(keys: Sequence[int]) -> QuerySet[Person]:
    """Persons by primary key."""
    return Person.objects.filter(pk__in=keys).order_by("name", "pk")


def with_mandate(level: Level, congress: str, on: date | None = None) -> QuerySet[Person]:
    """Persons with an active mandate of this level in this congress."""
    held = Mandate.objects.active(on or moment.today()).filter(level=level, congress=congress)
    return Person.objects.filter(pk__in=held.values("person_id")).order_by("name", "pk")


def mandates_active(person_id: int, on: date | None = None) -> tuple[ActiveMandate, ...]:
    """The mandates that give a person rights on a day, the highest level first."""
    rows = Mandate.objects.active(on or moment.today()).filter(person_id=person_id).order_by("level", "congress")
    return tuple(ActiveMandate(m.pk, Level(m.level), m.congress) for m in rows)


def active_people(keys: Sequence[int], on: date | None = None) -> frozenset[int]:
    """Those among the persons who have any active mandate."""
    rows = Mandate.objects.active(on or moment.today()).filter(person_id__in=keys)
    return frozenset(rows.values_list("person_id", flat=True))


def levels_of(keys: Sequence[int], on: date | None = None) -> dict[int, set[int]]:
    """At which levels each of the persons has an active mandate."""
    rows = Mandate.objects.active(on or moment.today()).filter(person_id__in=keys)
    found: dict[int, set[int]] = {}
    for key, level in rows.values_list("person_id", "level"):
        found.setdefault(key, set()).add(level)
    return found


def by_code(code: str) -> Person | None:
    """The person with this public code, for staff faces."""
    return Person.objects.filter(code=code).first()


def _right_rows() -> "QuerySet[Person, rights.Row]":
    """One row per active mandate of the user's person; one with empty mandate columns when he has none."""
    in_force = Q(mandates__status=MandateState.ACTIVE, mandates__from_day__lte=rights.ON) & (
        Q(mandates__until_day=None) | Q(mandates__until_day__gte=rights.ON)
    )
    people = Person.objects.filter(user_id=rights.USER).annotate(held=FilteredRelation("mandates", condition=in_force))
    return rights.as_rows("mandate", people, "pk", "held__pk", "held__level", "held__congress")


def _fold_rights(rows: Sequence[rights.Row]) -> dict[str, object]:
    if not rows:
        return {}
    held = [ActiveMandate(int(pk), Level(int(level)), code) for _w, _p, pk, level, code, _e in rows if pk]
    held.sort(key=lambda mandate: (mandate.level, mandate.congress))
    return {"person_id": int(rows[0][1]), "mandates": tuple(held)}


RIGHTS = rights.Source("mandate", _right_rows, _fold_rights)


# ── the register at the desk ───────────────────────────────────────────────
def register_of(actor: Actor) -> QuerySet[Person]:
    """Persons for a list, with their mandates fetched at once: current ones first, the highest level first."""
    mandates = Mandate.objects.order_by("status", "level", "-from_day")
    return (
        permissions.register_of(actor).order_by("name", "pk").prefetch_related(Prefetch("mandates", queryset=mandates))
    )


@dataclass(frozen=True)
class Step:
    """One step in the life of a mandate: when, which act of the ledger, on what ground."""

    at: datetime
    verb: str
    ground: str


def history_of(mandates: Sequence[Mandate]) -> dict[str, list[Step]]:
    """Code of a mandate → its steps in order, read from the ledger; one query."""
    found: dict[str, list[Step]] = {mandate.code: [] for mandate in mandates}
    for entry in entries_about("deputies.mandate", found):
        code = entry.subject.partition(":")[2]
        found[code].append(Step(entry.event_at, entry.verb, str(entry.facts.get("ground") or "")))
    return found


def holding(rows: QuerySet[Person], **which: object) -> QuerySet[Person]:
    """Those among the persons with a mandate of which these columns are so: level=4, status="active", district=…"""
    return rows.filter(pk__in=Mandate.objects.filter(**which).values("person_id"))


def in_office(rows: QuerySet[Person], on: date | None = None) -> QuerySet[Person]:
    """Those among the persons with a mandate in force."""
    held = Mandate.objects.active(on or moment.today())
    return rows.filter(pk__in=held.values("person_id")).prefetch_related("mandates")


def without_office(rows: QuerySet[Person], on: date | None = None) -> QuerySet[Person]:
    """Those among the persons without any mandate in force."""
    return rows.exclude(pk__in=Mandate.objects.active(on or moment.today()).values("person_id"))


def districts_of(congress: str, limit: int = 400) -> list[str]:
    """Names of the districts and electing units of a congress's active mandates."""
    held = Mandate.objects.filter(congress=congress, status=MandateState.ACTIVE).exclude(district="")
    return list(held.order_by("district").values_list("district", flat=True).distinct()[:limit])


def named(person: Person) -> str:
    """A person in a list to choose from: name, and of which congresses he is a deputy today."""
    today = moment.today()
    held = [m for m in person.mandates.all() if m.status == MandateState.ACTIVE and m.from_day <= today]
    words = "、".join(mandate_words(m) for m in sorted(held, key=lambda m: m.level))
    return f"{person.name}　{words}"


def photo_fits(person: Person) -> bool:
    """Whether the photo is upright enough for a board."""
    if not person.photo:
        return False
    try:
        return portrait_fits(*size_of(Path(person.photo.path).read_bytes()))
    except OSError:
        return False


GROUND_WORDS = Mandate.GROUNDS
"""Grounds of the law with their words."""


def consents_of(person: Person) -> QuerySet[Consent]:
    """Everything a person ever agreed to disclose, what is open first."""
    return person.consents.order_by("-given_on", "-pk")


def given_by(person: Person, on: date | None = None) -> frozenset[Given]:
    """What a person agreed to and has not withdrawn."""
    day = on or moment.today()
    rows = person.consents.filter(given_on__lte=day).filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))
    return frozenset(Given(row.item, row.way, row.at) for row in rows)


def corrections_asked(actor: Actor) -> QuerySet[Correction]:
    """Requests that wait for the actor's office."""
    rows = Correction.objects.filter(state=CorrectionState.ASKED, person__in=people_visible_to(actor))
    return rows.select_related("person").order_by("asked_on", "pk")


def groups_visible_to(actor: Actor) -> QuerySet[DeputyGroup]:
    """Deputy groups on the actor's desk."""
    return permissions.groups_visible_to(actor).order_by("division", "name", "pk")


def holder_of_certificate(congress: str, term: int, number: str) -> Person | None:
    """Whose certificate this is, or was, in a term of a congress; None for a blank or unknown one."""
    if not number:
        return None
    held = Mandate.objects.filter(congress=congress, term=term, certificate_no=number).select_related("person")
    row = held.order_by("status", "-pk").first()
    return row.person if row else None
