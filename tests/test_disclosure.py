"""Article 5 over its whole product: level × item × what the deputy agreed to × way out.

Each deputy of the world stands for one cell; each of his items holds a word that stands nowhere else. Every page, table
and paper by which the public could learn of him is read once, and each word is looked for in it: what he withheld is in
none of them, what he disclosed is there.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import PurePath

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from lianxin.deputies import actions
from lianxin.deputies.models import Person
from lianxin.deputies.tests.factory import JPEG
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Level
from lianxin.stations import actions as stations
from lianxin.stations.models import Station
from lianxin.worlds.cast import CITY, COUNTY, PROVINCE, TOWN, Cast
from tests import walking
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.article(5)]

CONGRESS = {
    Level.NATIONAL: "0" * 12, Level.PROVINCE: PROVINCE, Level.CITY: CITY, Level.COUNTY: COUNTY, Level.TOWNSHIP: TOWN,
}  # fmt: skip
BEGAN, RAN_OUT = date(2021, 12, 1), date(2026, 11, 22)
UPPER = (Level.NATIONAL, Level.PROVINCE, Level.CITY)
LOCAL = (Level.COUNTY, Level.TOWNSHIP)
ITEMS = ("name", "photo", "workplace", "contact")
STATES = ("none", "withdrawn", "everywhere", "web", "print", "table", "here", "elsewhere")
"""What he agreed to for the one item: nothing, something taken back, all, one way, one station."""
GONE = ("suspended", "ended", "run_out", "term_over")
AT_A_STATION = 10
"""A notice names twelve deputies at most, and no one's fate may depend on the others'."""


@dataclass
class Cell:
    """One deputy, the item that he stands for, and what he agreed to; `words` by item."""

    levels: tuple[Level, ...]
    item: str
    state: str
    person: Person
    station: Station
    words: dict[str, str] = field(default_factory=dict)

    def agreed(self, item: str, way: str, here: bool) -> bool:
        """Said again, apart from the rules: whether he let this item be known that way."""
        state = self.state if item == self.item else "everywhere"
        plain = {"none": False, "withdrawn": False, "everywhere": True, "here": here, "elsewhere": False}
        return plain.get(state, state == way)

    def shown(self, item: str, way: str, here: bool) -> bool:
        if self.state in GONE:
            return False
        if set(self.levels) & set(LOCAL):
            return True
        return self.agreed("name", way, here) and self.agreed(item, way, here)

    def __str__(self) -> str:
        return f"{'+'.join(level.name for level in self.levels)} {self.item} {self.state}"


@dataclass
class County:
    cast: Cast
    cells: list[Cell]
    stations: list[Station]


def cells_of() -> Iterator[tuple[tuple[Level, ...], str, str]]:
    yield from (((level,), item, state) for level in UPPER for item in ITEMS for state in STATES)
    yield from (((level,), "name", "none") for level in LOCAL)
    yield from (((upper, local), "name", "none") for upper, local in zip(UPPER, (*LOCAL, Level.COUNTY), strict=True))
    yield from (((level,), "name", state) for level in (Level.PROVINCE, Level.TOWNSHIP) for state in GONE)


def deputy(number: int, levels: tuple[Level, ...], item: str, state: str, here: Station, away: Station) -> Cell:
    words = {each: f"{each}词{number}末" for each in ITEMS}
    person = actions.register_person(
        words["name"], division=TOWN, workplace=words["workplace"], public_contact=words["contact"],
        private_mobile=f"0700-{number:07d}", by=SYSTEM,
    )  # fmt: skip
    person = actions.give_photo(person, JPEG, by=SYSTEM)
    words["photo"] = PurePath(person.photo.name or "").stem
    for level in levels:
        ran_out = {"term": 19, "until_day": RAN_OUT} if state == "run_out" else {"term": 18}
        actions.grant_mandate(person, CONGRESS[level], from_day=BEGAN, by=SYSTEM, **ran_out)
    agree(person, item, state, here.code, away.code)
    stations.bring_in(here, person.pk)
    return Cell(levels, item, state, person, here, words)


def agree(person: Person, item: str, state: str, here: str, away: str) -> None:
    """His consents: everything but the one item everywhere, the one item as the cell says."""
    for other in ITEMS:
        if other != item or state in ("everywhere", *GONE):
            actions.consent(person, other, by=SYSTEM)
    if state == "withdrawn":
        actions.consent(person, item, by=SYSTEM)
        actions.withdraw(person, item, by=SYSTEM)
    elif state in ("web", "print", "table"):
        actions.consent(person, item, way=state, by=SYSTEM)
    elif state in ("here", "elsewhere"):
        actions.consent(person, item, at=away if state == "elsewhere" else here, by=SYSTEM)


def build() -> County:
    cast, plan = world(), list(cells_of())
    made: list[Station] = []
    cells: list[Cell] = []
    with moment.at(walking.NOON - timedelta(days=3)):
        for number, (levels, item, state) in enumerate(plan):
            if number % AT_A_STATION == 0:
                name = f"第{number}号联络站"
                made.append(stations.open_station(name, TOWN, kind="point", phone="000-0000", by=SYSTEM))
            cells.append(deputy(number, levels, item, state, made[-1], cast.next_station))
    for act in (actions.suspend, actions.end):
        for cell in (c for c in cells if c.state == f"{act.__name__}ed"):
            for mandate in cell.person.mandates.all():
                act(mandate, ground="依据", by=SYSTEM)
    for congress in CONGRESS.values():  # those of "term_over" hold the old term alone; the others were elected again
        over = [c.person.code for c in cells if c.state == "term_over"]
        renew(congress, over)
    return County(cast, cells, made)


def renew(congress: str, over: list[str]) -> None:
    """A change of term in one congress: everybody goes on but those whose term is over."""
    old = actions.open_term(congress, number=18, name="人民代表大会", began_on=BEGAN, by=SYSTEM)
    held = Person.objects.filter(mandates__congress=congress, mandates__status="active").exclude(code__in=over)
    held = held.filter(mandates__congress=congress, mandates__term=18, mandates__status="active")
    again = [actions.Continuing(code) for code in held.values_list("code", flat=True)]
    actions.change_term(old, on=moment.today(), continuing=again, by=SYSTEM)


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[County]:
    with django_db_blocker.unblock(), override_settings(ALLOWED_HOSTS=["testserver"]), moment.at(walking.NOON):
        log = logging.getLogger("django.request")  # every 404 is wanted
        log.setLevel(logging.ERROR)
        with transaction.atomic():
            yield build()
            transaction.set_rollback(True)
        log.setLevel(logging.NOTSET)


# ── ways out ───────────────────────────────────────────────────────────────
def read(path: str, by: Client | None = None) -> str:
    answer = (by or Client()).get(path)
    return walking.text_of(answer) if answer.status_code == 200 else ""


@pytest.fixture(scope="module")
def everywhere(county: County) -> dict[str, str]:
    """Path → text of the pages on which anybody may stand, whatever his station."""
    pages = [reverse("publicity:deputies") + f"?township={TOWN}", *(reverse(f"publicity:{n}") for n in FEEDS)]
    found = {path: read(path) for path in pages}
    found |= {path: read(path) for c in county.cells for path in (reverse("publicity:deputy", args=[c.person.code]),)}
    found |= {path: read(path) for c in county.cells for path in (reverse("api:deputy", args=[c.person.code]),)}
    path = reverse("api:deputies")
    while path:
        answer = Client().get(path)
        found[path] = answer.content.decode()
        path = answer.json()["next"] or ""
    return found


FEEDS = ("feed_checkpoints", "feed_results", "home", "results")


def told(breaches: list[str]) -> None:
    if breaches:
        pytest.fail(f"{len(breaches)} breaches:\n" + "\n".join(breaches[:40]), pytrace=False)


def judged(cells: list[Cell], pages: dict[str, str], way: str, here: bool, carried: tuple[str, ...]) -> list[str]:
    """Withheld words that stand on a page, and disclosed ones that stand on none."""
    whole, breaches = "\n".join(pages.values()), []
    for cell in cells:
        for item, word in cell.words.items():
            if cell.shown(item, way, here):
                if item in carried and word not in whole:
                    breaches.append(f"{cell}: {item} was disclosed and is missing")
            elif word in whole:
                where = [path for path, text in pages.items() if word in text]
                breaches.append(f"{cell}: {item} was withheld and stands on {where[:3]}")
    return breaches


def test_pages_feeds_and_the_interface_tell_what_was_agreed_for_the_web(
    county: County, everywhere: dict[str, str]
) -> None:
    told(judged(county.cells, everywhere, "web", False, ITEMS))


@pytest.mark.parametrize("name", ["publicity:station", "api:station"])
def test_page_of_a_station_tells_what_was_agreed_for_the_web_at_that_station(county: County, name: str) -> None:
    carried = () if name.startswith("api") else ("name",)  # the interface gives no deputies with a station
    for station in county.stations:
        own = [c for c in county.cells if c.station == station]
        path = reverse(name, args=[station.code])
        told(judged(own, {path: read(path)}, "web", True, carried))


def test_notice_for_the_wall_tells_what_was_agreed_for_print_at_that_station(county: County) -> None:
    for station in county.stations:
        own = [c for c in county.cells if c.station == station]
        path = reverse("publicity:notice", args=[station.code])
        told(judged(own, {path: read(path)}, "print", True, ("name", "workplace")))


@pytest.mark.parametrize(
    ("form", "way", "carried"),
    [("csv", "table", ("name", "workplace", "contact")), ("print", "print", ("name", "workplace"))],
)
def test_roster_that_staff_take_along_tells_what_was_agreed_for_tables_and_print(
    county: County, form: str, way: str, carried: tuple[str, ...]
) -> None:
    office = Client()
    office.force_login(county.cast.users["office"], backend=walking.BACKEND)
    path = reverse("desk:deputies") + f"?format={form}"
    told(judged(county.cells, {path: read(path, office)}, way, False, carried))


def test_photo_has_an_address_only_while_some_page_shows_it(county: County) -> None:
    breaches = []
    for cell in county.cells:
        answer = Client().get(f"/photos/{cell.words['photo']}.jpg")
        public = cell.shown("photo", "web", True) or (cell.state == "elsewhere" and cell.shown("name", "web", True))
        if cell.state == "elsewhere" and cell.item in ("name", "photo"):
            public = True  # agreed to at the other station: its page may show it
        if (answer.status_code == 200) is not public:
            breaches.append(f"{cell}: {answer.status_code}")
        walking.done_with(answer)
    told(breaches)


def test_private_number_reaches_nobody(county: County, everywhere: dict[str, str]) -> None:
    pages = dict(everywhere)
    office = Client()
    office.force_login(county.cast.users["office"], backend=walking.BACKEND)
    for form in ("csv", "print"):
        pages[form] = read(reverse("desk:deputies") + f"?format={form}", office)
    pages |= {s.code: read(reverse("publicity:station", args=[s.code])) for s in county.stations}
    numbers = [f"0700-{n:07d}" for n in range(len(county.cells))]
    told([f"{n} stands on {path}" for path, text in pages.items() for n in numbers if n in text])


@pytest.mark.parametrize("state", GONE)
def test_whoever_is_out_of_office_has_no_rights_either(county: County, state: str) -> None:
    gone = [c.person for c in county.cells if c.state == state]
    assert gone
    assert not Person.objects.filter(pk__in=[p.pk for p in gone], mandates__status="active").exclude(
        mandates__until_day__lt=moment.today()
    )
