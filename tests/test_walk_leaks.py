"""No list, search, table, count or menu tells anybody what is not his: before and after, letter by letter."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from lianxin.ledger.tasks import seal_now
from lianxin.opinions import queries as opinions
from lianxin.opinions.models import Attachment
from lianxin.opinions.rules import CATEGORIES, CHANNELS
from lianxin.suggestions import queries as suggestions
from tests.addresses import addresses, open_addresses
from tests.populated import STRANGERS, confidential, home_township, registers
from tests.walking import Browsers, comparable, holds, standing, text_of

pytestmark = pytest.mark.django_db
ELSE = ("officer", "chair", "office", "long", "liu", "health", "volunteer", "auditor")
"""Everybody but the county's named reader, and the strangers, who are compared with less."""
QUIET = tuple(f"publicity:{name}" for name in ("feed_checkpoints", "verify", "healthz", "notice", "receptions_notice"))
"""Their checkpoints tell how many records there are of all kinds together, and nothing else."""


@dataclass
class Told:
    """The whole county as it is now, and how desks and open pages looked before a part of it was there."""

    county: Browsers
    before_home: dict[str, dict[str, str]]
    before_secret: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Told]:
    """First the next township's matters alone, then the home township's, then the confidential ones."""
    with standing(django_db_blocker, home=False, secret=False) as world:
        county = Browsers(world)
        before_home = {nick: snapshot(county, nick, desk_of(county, nick)) for nick in STRANGERS}
        home_township(world)
        registers(world)
        seal_now()
        paths = {nick: desk_of(county, nick) for nick in ELSE} | {"": open_paths(county)}
        pages = [a for a in addresses(world) if a.name in ("desk:opinion", "desk:suggestion")]
        for nick in ("officer", "long"):
            paths[nick] += [a.path for a in pages if nick in a.owners]
        before_secret = {nick: snapshot(county, nick, found) for nick, found in paths.items()}
        confidential(world)
        seal_now()
        yield Told(county, before_home, before_secret)


def none(breaches: list[str]) -> None:
    if breaches:
        pytest.fail(f"{len(breaches)} breaches:\n" + "\n".join(breaches[:40]), pytrace=False)


def desk_of(county: Browsers, nick: str) -> list[str]:
    """Every page that somebody finds on his desk without knowing of any matter: the day, lists, tables, menus."""
    actor = county.world.scene.actor(nick)
    found = [reverse(f"desk:{name}") for name in ("today", "register", "paste", "paper", "publications", "bulk_assign")]
    found += [reverse("desk:suggestion_new"), reverse("desk:paper") + "?format=print"]
    for work in opinions.lists_of(actor):
        path = reverse("desk:list", args=[work.key])
        found += [f"{reverse('desk:today')}?list={work.key}", f"{path}?format=csv"]
        found += [path, f"{path}?format=print"] if work.key in ("all", "to_sort", "to_tell", "emergency") else []
    for work in suggestions.lists_of(actor):
        path = reverse("desk:suggestion_list", args=[work.key])
        found += [path, f"{path}?format=csv", f"{path}?light=late"]
    return found


def open_paths(county: Browsers) -> list[str]:
    return [a.path for a in open_addresses(county.world) if not a.acts and a.name not in QUIET]


def searches(county: Browsers, nick: str, words: list[str]) -> list[str]:
    """Every list searched for every word; the widest also filtered in every way, the others as far as it matters."""
    actor = county.world.scene.actor(nick)
    lists = [reverse("desk:list", args=[w.key]) for w in opinions.lists_of(actor)]
    also = [reverse("desk:suggestion_list", args=[w.key]) for w in suggestions.lists_of(actor)]
    found = [f"{path}?q={word}&format=csv" for path, word in product((*lists, *also), words)]
    found += [f"{path}?channel={c}&category={k}" for path, c, k in product(lists, ("visit", "web"), ("", "roads"))]
    for path in lists[-1:]:
        found += [f"{path}?q={word}" for word in words]
        found += [f"{path}?channel={c}" for c, _words in CHANNELS] + [f"{path}?category={c}" for c, _w in CATEGORIES]
    return found


def snapshot(county: Browsers, nick: str, paths: list[str]) -> dict[str, str]:
    """Address → status and page."""
    found = {}
    for path in paths:
        answer = county.get(nick, path)
        found[path] = f"{answer.status_code} {comparable(text_of(answer))}"
    return found


def differences(before: dict[str, str], after: dict[str, str], who: str) -> list[str]:
    breaches = []
    for path, page in before.items():
        if after[path] != page:
            at = next((i for i, (a, b) in enumerate(zip(page, after[path], strict=False)) if a != b), 0)
            breaches.append(f"{who} {path}: …{page[at - 60 : at + 40]!r} became …{after[path][at - 60 : at + 60]!r}")
    return breaches


@pytest.mark.parametrize("nick", STRANGERS)
def test_a_strangers_desk_is_the_same_whatever_the_next_township_has(told: Told, nick: str) -> None:
    before = told.before_home[nick]
    assert any(told.county.world.marks.away in page for page in before.values()), "he does not even find his own"
    none(differences(before, snapshot(told.county, nick, list(before)), nick))


OF_THEIRS = {"health": ("county",), "town_hall": ("town",), "yang": ("town", "said")}
"""What a handler or a deputy has in hand himself; an organ never gets a resident's words."""


@pytest.mark.parametrize("nick", [*STRANGERS, "volunteer", "auditor", "health", "town_hall", "liu", "yang"])
def test_no_search_and_no_filter_finds_what_is_not_his(told: Told, nick: str) -> None:
    world = told.county.world
    own = [getattr(world.marks, name) for name in OF_THEIRS.get(nick, ())]
    person = world.cast.people[nick].pk if nick in world.cast.people else 0
    foreign = [r.number for r in (*world.opinions.values(), *world.secret.values()) if r.deputy_id != (person or -1)]
    asked = [world.marks.said, world.marks.county, world.marks.secret, foreign[0], foreign[-1][:5]]
    hidden = [w for w in world.marks.home if w not in own] + foreign
    none(shown(told, nick, [*desk_of(told.county, nick), *searches(told.county, nick, asked)], hidden))


def shown(told: Told, nick: str, paths: list[str], hidden: list[str]) -> list[str]:
    """Which hidden words stand on which pages; a word that was searched for is said back, and does not count."""
    breaches = []
    for path in paths:
        page = text_of(told.county.get(nick, path))
        breaches += [f"{nick} {path}: {word}" for word in holds(page, [h for h in hidden if h not in path])]
        if "q=" in path and "format=csv" in path and nick in STRANGERS and page.startswith("\ufeff"):
            breaches += [f"{nick} {path} finds something"] if page.count("\n") != 1 else []
    return breaches


# ── confidential matters ───────────────────────────────────────────────────
@pytest.mark.article(11)
@pytest.mark.parametrize("nick", ["", *ELSE], ids=lambda nick: nick or "visitor")
def test_every_page_is_byte_for_byte_as_if_a_confidential_matter_had_never_been(told: Told, nick: str) -> None:
    before = told.before_secret[nick]
    none(differences(before, snapshot(told.county, nick, list(before)), nick or "a visitor"))


@pytest.mark.article(11)
@pytest.mark.parametrize("nick", ["officer", "chair", "office", "long"])
def test_no_search_of_the_station_or_the_office_finds_a_confidential_matter(told: Told, nick: str) -> None:
    world = told.county.world
    hidden = [world.marks.secret, *(r.number for r in world.secret.values())]
    none(shown(told, nick, searches(told.county, nick, [world.marks.secret, hidden[1], "有人收钱"]), hidden))
    for word in (world.marks.secret, hidden[1], "有人收钱"):
        path = reverse("desk:list", args=["all"]) + f"?format=csv&q={word}"
        page = text_of(told.county.get(nick, path))
        assert page.count("\n") <= 1 or nick == "long", f"{path} finds something"


@pytest.mark.article(11)
def test_the_named_reader_finds_every_confidential_matter_with_its_words_and_files(told: Told) -> None:
    world, county = told.county.world, told.county
    for name, row in world.secret.items():
        assert world.marks.secret in text_of(county.get("reader", reverse("desk:opinion", args=[row.number]))), name
        for file in Attachment.objects.filter(opinion=row):
            answer = county.get("reader", reverse("desk:attachment", args=[file.code]))
            octets = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert octets.startswith(b"\xff\xd8"), f"the reader of {name} gets a file that nobody can open"
