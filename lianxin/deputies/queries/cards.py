"""The cards that alone may leave the house (Article 5): one deputy, a roster, a page of them, their photos."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lianxin.deputies.models import Consent, Mandate, Person
from lianxin.deputies.rules import Given, Item, Way, disclosed_fields
from lianxin.kit import moment
from lianxin.kit.actor import Level

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
    given: tuple[Given, ...] = ()

    @property
    def levels(self) -> frozenset[Level]:
        return frozenset(Level(mandate.level) for mandate in self.mandates)


AT_ONCE = 5000
"""Persons asked for in one query: SQLite takes some thirty thousand values."""


def _known(people: Iterable[Person], on: date) -> Iterator[_Known]:
    """Mandates active on the day and consents open on it, two queries for up to AT_ONCE people."""
    rows = list(people)
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        keys = [person.pk for person in part]
        mandates: dict[int, list[Mandate]] = {key: [] for key in keys}
        for mandate in Mandate.objects.active(on).filter(person_id__in=keys).order_by("level", "congress"):
            mandates[mandate.person_id].append(mandate)
        given: dict[int, list[Given]] = {key: [] for key in keys}
        open_then = Consent.objects.filter(person_id__in=keys, given_on__lte=on)
        for row in open_then.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)):
            given[row.person_id].append(Given(row.item, row.way, row.at))
        yield from (_Known(p, tuple(mandates[p.pk]), tuple(given[p.pk])) for p in part)


def mandate_words(mandate: Mandate) -> str:
    """A mandate in words: the congress's own name when it is known, else its level."""
    if mandate.congress_name:
        return _("%(congress)s人大代表") % {"congress": mandate.congress_name}
    return str(LEVEL_WORDS[Level(mandate.level)])


def _as_card(known: _Known, way: str, at: str) -> DeputyCard | None:
    shown, person = disclosed_fields(known.levels, known.given, way, at), known.person
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


def photo_path(filename: str, on: date | None = None, way: Way = Way.WEB) -> Path | None:
    """The file behind a card's `photo_url`, while some page shows it; None for any other name.

    A photo agreed to at one station alone is on that station's page, so its address lives while any page has it.
    """
    person = Person.objects.filter(photo=f"deputies/{filename}").first() if filename else None
    known = next(_known([person], on or moment.today()), None) if person else None
    if person is None or known is None:
        return None
    places = {"", *(each.at for each in known.given)}
    seen = any({Item.NAME, Item.PHOTO} <= disclosed_fields(known.levels, known.given, way, at) for at in places)
    return Path(person.photo.path) if seen else None


def card(code: str, on: date | None = None, way: Way = Way.WEB, at: str = "") -> DeputyCard | None:
    """The card of the deputy with this public code; None when there is none, or none that may be shown."""
    found = next(_known(Person.objects.filter(code=code), on or moment.today()), None)
    return _as_card(found, way, at) if found else None


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
        finished = _as_card(known, way, at)
        if finished is None:
            level = min(known.levels)
            nameless[level] = nameless.get(level, 0) + 1
        else:
            shown.append(finished)
    shown.sort(key=lambda finished: (finished.level, finished.name, finished.code))
    return Roster(tuple(shown), tuple(_counted(level, nameless[level]) for level in sorted(nameless)))


Shown = DeputyCard | Level | None
"""How the public may know somebody: by his card, by his highest level alone, or (without a mandate) not at all."""


def shown_as(people: Iterable[Person], on: date | None = None, way: Way = Way.WEB, at: str = "") -> dict[int, Shown]:
    """How each of the people may be known, by his key; two queries at most."""
    found: dict[int, Shown] = {}
    for known in _known(people, on or moment.today()):
        card = _as_card(known, way, at) if known.levels else None
        found[known.person.pk] = card or (min(known.levels) if known.levels else None)
    return found


def nameless_words(levels: Iterable[Level]) -> tuple[str, ...]:
    """1名省人大代表, 2名县级人大代表: from the nation down."""
    counts: dict[Level, int] = {}
    for level in levels:
        counts[level] = counts.get(level, 0) + 1
    return tuple(_counted(level, counts[level]).words for level in sorted(counts))


def _counted(level: Level, count: int) -> NamelessCount:
    words = ngettext("%(count)d名%(level)s", "%(count)d名%(level)s", count) % {
        "count": count,
        "level": LEVEL_WORDS[level],
    }
    return NamelessCount(level, count, words)


def withheld_names(names: Collection[str], on: date | None = None) -> frozenset[str]:
    """Those of the names that nothing open may say: borne only by deputies who do not let theirs be known.

    What was public of somebody no longer in office stays so: roads are history. Three queries at most.
    """
    found = list(_known(Person.objects.filter(name__in=set(names)), on or moment.today()))
    past: dict[int, set[Level]] = {known.person.pk: set() for known in found if not known.levels}
    for key, level in Mandate.objects.filter(person_id__in=past).values_list("person_id", "level") if past else ():
        past[key].add(Level(level))
    open_names = {
        known.person.name
        for known in found
        if Item.NAME in disclosed_fields(known.levels or frozenset(past[known.person.pk]), known.given)
    }
    return frozenset(known.person.name for known in found) - open_names


def cards_page(after: str = "", limit: int = 50, way: Way = Way.WEB) -> tuple[list[DeputyCard], str]:
    """Cards in order of codes from behind `after` on, and the code to go on from ('' at the end).

    Who may not be shown is left out, so a page may hold fewer than `limit`.
    """
    people = list(Person.objects.filter(code__gt=after).order_by("code")[:limit])
    found = sorted(roster(people, way=way).cards, key=lambda card: card.code)
    return found, people[-1].code if len(people) == limit else ""
