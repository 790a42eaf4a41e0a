"""Article 5 over its whole product: level × item × what the deputy agreed to × way out.

Every page, table and paper by which the public could learn of a deputy is read, and each word of `tests.disclosing` is
looked for in it: what he withheld is in none of them, what he disclosed is there.
"""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from lianxin.deputies import queries as deputies
from lianxin.deputies.models import Person
from lianxin.desk.queries import papers
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Level
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion
from lianxin.papers import printing
from lianxin.registers import workbooks
from lianxin.registers.rules import Kind
from lianxin.stations import queries as stations
from lianxin.suggestions import queries as roads
from lianxin.worlds.cast import COUNTY, TOWN, VILLAGE
from tests import walking
from tests.disclosing import (
    ANYWHERE,
    AWAY,
    GONE,
    HERE,
    ITEMS,
    Cell,
    County,
    build,
    colours_in,
    judged,
    plain,
    read,
    text_in,
    together,
)  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.article(5)]

WORDS = ("name", "workplace", "contact")


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[County]:
    with django_db_blocker.unblock(), override_settings(ALLOWED_HOSTS=["testserver"]), moment.at(walking.NOON):
        log = logging.getLogger("django.request")  # every 404 is wanted
        log.setLevel(logging.ERROR)
        with transaction.atomic():
            yield build()
            transaction.set_rollback(True)
        log.setLevel(logging.NOTSET)


def told(breaches: list[str]) -> None:
    if breaches:
        pytest.fail(f"{len(breaches)} breaches:\n" + "\n".join(breaches[:40]), pytrace=False)


# ── pages, feeds, interface ────────────────────────────────────────────────
FEEDS = ("feed_checkpoints", "feed_results", "feed_stations", "home", "results", "stations", "deputies")


def paged(path: str) -> dict[str, str]:
    """A list of the open site with all its further pages."""
    found: dict[str, str] = {}
    for number in range(1, 9):
        words = read(f"{path}&page={number}")
        if words in found.values():
            break
        found[f"{path}&page={number}"] = words
    return found


@pytest.fixture(scope="module")
def pages(county: County) -> dict[str, str]:
    """Path → text of the pages on which anybody may stand, whatever his station."""
    found = {path: read(path) for path in (reverse(f"publicity:{name}") for name in FEEDS)}
    for place in (TOWN, COUNTY, VILLAGE):
        found |= paged(reverse("publicity:deputies") + f"?township={place}")
        found |= {path: read(path) for path in (reverse("publicity:stations") + f"?division={place}",)}
    for name, cells in (("publicity:deputy", county.cells), ("publicity:say_deputy", few(county))):
        found |= {path: read(path) for path in (reverse(name, args=[c.person.code]) for c in cells)}
    return found


def few(county: County) -> list[Cell]:
    """Where only the name decides, and nothing but its state: a provincial deputy in each state, and all others."""
    return [c for c in county.cells if (c.levels == (Level.PROVINCE,) and c.item == "name") or c.is_local]


@pytest.fixture(scope="module")
def interface(county: County) -> dict[str, str]:
    """Path → text of what partners are given of deputies."""
    found = {path: read(path) for path in (reverse("api:deputy", args=[c.person.code]) for c in few(county))}
    for place in (TOWN, COUNTY):
        found |= {path: read(path) for path in (reverse("api:deputies") + f"?division={place}",)}
    path = reverse("api:deputies")
    while path:
        found[path] = read(path)
        path = Client().get(path).json()["next"] or ""
    return found


def test_pages_and_feeds_tell_what_was_agreed_for_the_web(county: County, pages: dict[str, str]) -> None:
    told(judged(county.cells, pages, "web", ANYWHERE, ITEMS))


def test_interface_tells_what_was_agreed_for_the_web(county: County, interface: dict[str, str]) -> None:
    told(judged(county.cells, interface, "web", ANYWHERE, ITEMS))


def test_search_finds_nobody_by_a_name_that_he_withheld(county: County) -> None:
    breaches = []
    for cell in few(county):
        for path in (reverse("publicity:deputies"), reverse("api:deputies")):
            found = read(f"{path}?q={cell.words['name']}")
            if (cell.person.code in found) is not cell.shown("name", "web"):
                breaches.append(f"{cell}: {path}")
            breaches += judged([cell], {path: found.replace(cell.words["name"], "")}, "web", ANYWHERE, ())
    told(breaches)


@pytest.mark.parametrize("name", ["publicity:station", "api:station"])
def test_page_of_a_station_tells_what_was_agreed_for_the_web_at_that_station(county: County, name: str) -> None:
    carried = ITEMS if name.startswith("api") else ("name", "photo", "workplace", "contact")
    told(at_stations(county, name, "web", carried))


def test_notice_for_the_wall_tells_what_was_agreed_for_print_at_that_station(county: County) -> None:
    told(at_stations(county, "publicity:notice", "print", ("name", "workplace")))


def at_stations(county: County, name: str, way: str, carried: tuple[str, ...]) -> list[str]:
    """Breaches on the pages of everybody's own station, and of the other one where some are too."""
    breaches = []
    for station in county.stations:
        own = [c for c in county.cells if c.station == station]
        path = reverse(name, args=[station.code])
        breaches += judged(own, {path: read(path)}, way, HERE, carried)
    path = reverse(name, args=[county.cast.next_station.code])
    return breaches + judged(county.both, {path: read(path)}, way, AWAY, carried)


def test_photo_has_an_address_only_while_some_page_shows_it(county: County) -> None:
    breaches = []
    for cell in (c for c in county.cells if c.item in ("name", "photo")):
        answer = Client().get(f"/photos/{cell.words['photo']}.jpg")
        public = any(cell.shown("photo", "web", at) for at in (ANYWHERE, HERE, AWAY))
        if (answer.status_code == 200) is not public:
            breaches.append(f"{cell}: {answer.status_code}")
        walking.done_with(answer)
    told(breaches)


# ── tables ─────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", ["deputies_csv", "deputies_json"])
def test_open_data_tells_what_was_agreed_for_tables(county: County, name: str) -> None:
    path = reverse(f"publicity:{name}")
    told(judged(county.cells, {path: read(path)}, "table", ANYWHERE, WORDS))


@pytest.mark.parametrize("name", ["stations_csv", "stations_json"])
def test_open_data_of_stations_names_no_deputy(county: County, name: str) -> None:
    found = read(reverse(f"publicity:{name}"))
    assert county.stations[0].code in found
    assert [str(c) for c in county.cells if any(word in found for word in c.words.values())] == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_roster_that_staff_take_along_as_a_table_tells_what_was_agreed_for_tables(county: County, form: str) -> None:
    path = reverse("desk:deputies") + f"?format={form}"
    told(judged(county.cells, {path: read(path, county.browser("office"))}, "table", ANYWHERE, WORDS))


# ── papers ─────────────────────────────────────────────────────────────────
def test_roster_that_staff_print_from_the_list_tells_what_was_agreed_for_print(county: County) -> None:
    path = reverse("desk:deputies") + "?format=print"
    told(judged(county.cells, {path: read(path, county.browser("office"))}, "print", ANYWHERE, ("name", "workplace")))


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_roster_of_the_whole_county_tells_what_was_agreed_for_print(county: County, form: str) -> None:
    path = reverse("desk:area_roster", args=[form])
    told(judged(county.cells, {path: read(path, county.browser("office"))}, "print", ANYWHERE, WORDS))


def printed(codes: list[str], paper: str, form: str) -> bytes:
    """One paper of some stations, all on one."""
    whole = together([papers.of_station(code, paper, form) for code in codes])
    return printing.pdf(whole) if form == "pdf" else printing.docx(whole)


PAPERS = [
    ("board-a3", "pdf", WORDS), ("board-a3", "docx", WORDS), ("cards", "pdf", WORDS), ("cards", "docx", WORDS),
    ("table", "pdf", WORDS[:2]), ("table", "docx", WORDS[:2]), ("roster", "pdf", WORDS), ("roster", "docx", WORDS),
    ("chart", "pdf", ()), ("chart", "docx", ()),
]  # fmt: skip


@pytest.mark.parametrize(("paper", "form", "carried"), PAPERS)
def test_paper_of_a_station_tells_what_was_agreed_for_print_at_that_station(
    county: County, paper: str, form: str, carried: tuple[str, ...]
) -> None:
    octets = printed([s.code for s in county.stations], paper, form)
    breaches = judged(county.cells, {paper: text_in(octets)}, "print", HERE, carried)
    if paper.startswith("board"):
        shown, found = {c.plate for c in county.cells if c.shown("photo", "print", HERE)}, colours_in(octets)
        breaches += [f"{c}: photo" for c in county.cells if (c.plate in found) is not (c.plate in shown)]
    told(breaches)


@pytest.mark.parametrize("paper", papers.PAPERS)
def test_paper_of_another_station_tells_what_was_agreed_for_that_one(county: County, paper: str) -> None:
    made = repr(papers.of_station(county.cast.next_station.code, paper, "pdf"))
    carried = () if paper.startswith(("sign", "chart")) else ("name", "workplace")
    told(judged(county.both, {paper: made}, "print", AWAY, carried))


def test_sign_of_a_station_names_no_deputy(county: County) -> None:
    made = "".join(repr(papers.of_station(s.code, "sign", "pdf")) for s in county.stations)
    assert [str(c) for c in county.cells if any(word in made for word in c.words.values())] == []


def test_cards_of_one_deputy_are_printed_only_when_his_name_may_be_printed_there(county: County) -> None:
    breaches = []
    for cell in county.cells:
        at = stations.card(cell.station.code)
        assert at is not None
        made = papers.of_deputy(cell.person.code, at)
        if (made is not None) is not cell.shown("name", "print", HERE):
            breaches.append(f"{cell}: cards")
        breaches += judged([cell], {"cards": repr(made)}, "print", HERE, WORDS)
    told(breaches)


# ── roads, and what never leaves ───────────────────────────────────────────
def test_road_of_what_was_said_names_a_deputy_only_while_he_lets_his_name_be_known(county: County) -> None:
    breaches = []
    for cell in (c for c in few(county) if not c.is_gone):
        given = opinions.register(opinions.Words(text="桥坏了", station=county.cast.station.code))
        row = Opinion.objects.get(number=given.number)
        row = opinions.pass_on(row, deputy=cell.person.code, by=county.cast.actor("officer"))
        seen = {
            "receipt": plain(repr(roads.road(row))),
            "published": plain(repr(roads.frozen_stages(row))),
            "interface": plain(repr(roads.public_stages(roads.stages(row)))),
        }
        for where, words in seen.items():
            if (cell.words["name"] in words) is not cell.shown("name", "web"):
                breaches.append(f"{cell}: {where}")
        assert cell.words["name"] in repr(roads.road(row, staff=True))
    told(breaches)


def test_private_number_reaches_nobody(county: County, pages: dict[str, str], interface: dict[str, str]) -> None:
    found, office = pages | interface, county.browser("office")
    for form in ("csv", "print", "xlsx"):
        found[form] = read(reverse("desk:deputies") + f"?format={form}", office)
    found |= {name: read(reverse(f"publicity:{name}")) for name in ("deputies_csv", "deputies_json")}
    found |= {s.code: read(reverse("publicity:station", args=[s.code])) for s in county.stations}
    found["register"] = text_in(workbooks.filled(COUNTY, tuple(Kind), by=SYSTEM))
    assert all(cell.words["name"] in found["register"] for cell in county.cells if not cell.is_gone)
    told([f"{c.mobile} stands on {path}" for path, text in found.items() for c in county.cells if c.mobile in text])


@pytest.mark.parametrize("state", GONE)
def test_whoever_is_out_of_office_has_no_rights_either(county: County, state: str) -> None:
    gone = [c.person for c in county.cells if c.state == state]
    assert gone
    assert not deputies.active_people([p.pk for p in gone])
    assert not Person.objects.filter(pk__in=[p.pk for p in gone], mandates__status="active").exclude(
        mandates__until_day__lt=moment.today()
    )
