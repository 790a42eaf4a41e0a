"""Reads of persons and mandates; the cards that alone may leave the house."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lianxin.deputies import permissions
from lianxin.deputies.models import Consent, Mandate, Person
from lianxin.deputies.rules import Item, MandateState, Way, disclosed_fields
from lianxin.kit import moment
from lianxin.kit.actor import ActiveMandate, Actor, Level
from lianxin.people import rights

PHOTOS = "/photos/"
"""Where the public face serves the photos of cards, and no other file."""

LEVEL_WORDS = {
    Level.NATIONAL: gettext_lazy("全国人大代表"),
    Level.PROVINCE: gettext_lazy("省人大代表"),
    Level.CITY: gettext_lazy("市级人大代表"),
    Level.COUNTY: gettext_lazy("县级人大代表"),
    Level.TOWNSHIP: gettext_lazy("乡级人大代表"),
}


@dataclass(frozen=True)
class DeputyCard:
    """What the public may know of one deputy (Article 5), and nothing else; a withheld item is ''."""

    code: str
    name: str
    levels: tuple[str, ...]
    """Such as "宁乡市人大代表", the highest level first."""
    district: str
    workplace: str = ""
    contact: str = ""
    photo_url: str = ""
    stations: tuple[str, ...] = ()
    level: Level = Level.TOWNSHIP
    """The highest level at which he is active."""


@dataclass(frozen=True)
class NamelessCount:
    """Deputies who did not consent to their names: only how many of which level, as in "1名全国人大代表"."""

    level: Level
    count: int
    words: str


@dataclass(frozen=True)
class Roster:
    """Deputies as the public may know them: cards by level from the nation down, then counts."""

    cards: tuple[DeputyCard, ...] = ()
    nameless: tuple[NamelessCount, ...] = ()

    def at_level(self, level: Level) -> tuple[DeputyCard, ...]:
        return tuple(card for card in self.cards if card.level == level)


@dataclass(frozen=True)
class _Known:
    """A person with what decides over his card; never leaves this module."""

    person: Person
    mandates: tuple[Mandate, ...]
    consented: frozenset[str] = field(default=frozenset())

    @property
    def levels(self) -> frozenset[Level]:
        return frozenset(Level(mandate.level) for mandate in self.mandates)

    @property
    def shown(self) -> frozenset[str]:
        return disclosed_fields(self.levels, self.consented)


def _known(people: Iterable[Person], on: date) -> list[_Known]:
    """Mandates active on the day and consents open on it, two queries for however many people."""
    rows = list(people)
    keys = [person.pk for person in rows]
    mandates: dict[int, list[Mandate]] = {key: [] for key in keys}
    for mandate in Mandate.objects.active(on).filter(person_id__in=keys).order_by("level", "congress"):
        mandates[mandate.person_id].append(mandate)
    consents: dict[int, set[str]] = {key: set() for key in keys}
    given = Consent.objects.filter(person_id__in=keys, given_on__lte=on)
    for consent in given.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)):
        consents[consent.person_id].add(consent.item)
    return [_Known(p, tuple(mandates[p.pk]), frozenset(consents[p.pk])) for p in rows]


def mandate_words(mandate: Mandate) -> str:
    """A mandate in words: the congress's own name when it is known, else its level."""
    if mandate.congress_name:
        return _("%(congress)s人大代表") % {"congress": mandate.congress_name}
    return str(LEVEL_WORDS[Level(mandate.level)])


def _as_card(known: _Known) -> DeputyCard | None:
    shown, person = known.shown, known.person
    if Item.NAME not in shown:
        return None
    return DeputyCard(
        code=person.code,
        name=person.name,
        levels=tuple(mandate_words(mandate) for mandate in known.mandates),
        district="；".join(dict.fromkeys(m.district for m in known.mandates if m.district)),
        workplace=person.workplace if Item.WORKPLACE in shown else "",
        contact=person.public_contact if Item.CONTACT in shown else "",
        photo_url=_photo_url(person) if Item.PHOTO in shown else "",
        level=min(known.levels),
    )


def _photo_url(person: Person) -> str:
    return f"{PHOTOS}{PurePosixPath(person.photo.name or '').name}" if person.photo else ""


def photo_path(filename: str, on: date | None = None) -> Path | None:
    """The file behind a card's `photo_url`, while a card shows it; None for any other name."""
    person = Person.objects.filter(photo=f"deputies/{filename}").first()
    finished = card(person.code, on) if person else None
    return Path(person.photo.path) if person and finished and finished.photo_url else None


def card(code: str, on: date | None = None, way: Way = Way.WEB, at: str = "") -> DeputyCard | None:
    """The card of the deputy with this public code; None when there is none, or none that may be shown."""
    found = _known(Person.objects.filter(code=code), on or moment.today())
    return _as_card(found[0]) if found else None


def cards(people: Iterable[Person], on: date | None = None, way: Way = Way.WEB, at: str = "") -> list[DeputyCard]:
    """Cards of those among the people who may be shown by name; the others are left out."""
    return list(roster(people, on, way, at).cards)


def roster(people: Iterable[Person], on: date | None = None, way: Way = Way.WEB, at: str = "") -> Roster:
    """Everybody among the people with an active mandate, as far as the public may know him; three queries at most.

    way    how the public comes to know (`rules.Way`)
    at     code of the station on whose page, board or table it stands, '' for everywhere
    """
    shown: list[DeputyCard] = []
    nameless: dict[Level, int] = {}
    for known in _known(people, on or moment.today()):
        if not known.levels:
            continue
        finished = _as_card(known)
        if finished is None:
            level = min(known.levels)
            nameless[level] = nameless.get(level, 0) + 1
        else:
            shown.append(finished)
    shown.sort(key=lambda finished: (finished.level, finished.name, finished.code))
    return Roster(tuple(shown), tuple(_counted(level, nameless[level]) for level in sorted(nameless)))


def _counted(level: Level, count: int) -> NamelessCount:
    words = ngettext("%(count)d名%(level)s", "%(count)d名%(level)s", count) % {
        "count": count,
        "level": LEVEL_WORDS[level],
    }
    return NamelessCount(level, count, words)


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


def by_code(code: str) -> Person | None:
    """The person with this public code, for staff faces."""
    return Person.objects.filter(code=code).first()


def _right_rows(user_id: int, on: date) -> "QuerySet[Person, rights.Row]":
    """One row per active mandate of the user's person; one with empty mandate columns when he has none."""
    in_force = Q(mandates__status=MandateState.ACTIVE, mandates__from_day__lte=on) & (
        Q(mandates__until_day=None) | Q(mandates__until_day__gte=on)
    )
    people = Person.objects.filter(user_id=user_id).annotate(held=FilteredRelation("mandates", condition=in_force))
    return rights.as_rows("mandate", people, "pk", "held__pk", "held__level", "held__congress")


def _fold_rights(rows: Sequence[rights.Row]) -> dict[str, object]:
    if not rows:
        return {}
    held = [ActiveMandate(int(pk), Level(int(level)), code) for _w, _p, pk, level, code, _e in rows if pk]
    held.sort(key=lambda mandate: (mandate.level, mandate.congress))
    return {"person_id": int(rows[0][1]), "mandates": tuple(held)}


RIGHTS = rights.Source("mandate", _right_rows, _fold_rights)


def cards_page(after: str = "", limit: int = 50) -> tuple[list[DeputyCard], str]:
    """Cards in order of codes from behind `after` on, and the code to go on from ('' at the end).

    Who may not be shown is left out, so a page may hold fewer than `limit`.
    """
    people = list(Person.objects.filter(code__gt=after).order_by("code")[:limit])
    found = sorted(roster(people).cards, key=lambda card: card.code)
    return found, people[-1].code if len(people) == limit else ""
