"""Every address of the desk: open to its owner, not there for a stranger, closed to visitors and to wrong methods."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tests import house
from tests.addresses import ELSEWHERE, Address, addresses, filled_in_forms, open_addresses
from tests.populated import BYSTANDERS, STRANGERS
from tests.walking import Browsers, comparable, counted, done_with, holds, standing, text_of

pytestmark = pytest.mark.django_db
OUTSIDERS = [
    STRANGERS[0], *(pytest.param(nick, marks=pytest.mark.once) for nick in (*STRANGERS[1:], *BYSTANDERS))
]  # fmt: skip
"""Guards mean the same on both engines: one outsider tries every door on PostgreSQL too, all of them on SQLite."""


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Browsers]:
    with standing(django_db_blocker) as world:
        yield Browsers(world)


@pytest.fixture(scope="module")
def walked(county: Browsers) -> list[Address]:
    return addresses(county.world)


TAKEN_AS_POST = {("put", "people:password")}
"""Django's own form views take PUT for POST; without fields it changes nothing."""


def told(breaches: list[str]) -> None:
    if breaches:
        pytest.fail(f"{len(breaches)} breaches:\n" + "\n".join(breaches[:40]), pytrace=False)


@pytest.mark.once
def test_every_address_of_the_product_is_walked_or_left_out_for_a_reason(
    county: Browsers, walked: list[Address]
) -> None:
    there = {name for _route, name, _pattern in house.patterns()}
    here = {a.name for a in (*walked, *open_addresses(county.world))}
    assert not there - here - set(ELSEWHERE), "add these to tests/addresses.py"
    assert not (here | set(ELSEWHERE)) - there, "these are walked, but no longer there"


SHEETS = {"desk:sheet", "desk:slip", "desk:suggestion_paper", "desk:station_paper", "desk:letter"}
"""Papers of each matter, which look the same to all its owners: these take turns, and each opens one of each kind."""


def openers(walked: list[Address]) -> Iterator[tuple[Address, tuple[str, ...]]]:
    """Each page with the owners who open it."""
    met: set[tuple[str, str]] = set()
    for number, address in enumerate(a for a in walked if not a.acts):
        owners = address.owners
        if address.name in SHEETS and owners:
            turn = owners[number % len(owners)]
            owners = tuple(nick for nick in owners if nick == turn or (address.name, nick) not in met)
        met |= {(address.name, nick) for nick in owners}
        yield address, owners


def test_every_page_opens_for_its_owners(county: Browsers, walked: list[Address]) -> None:
    breaches = []
    for address, owners in openers(walked):
        for nick in owners:
            answer = county.get(nick, address.path)
            landed = urlsplit(answer.headers.get("Location", "")).path
            good = (answer.status_code, landed) == ((302, address.moves) if address.moves else (200, ""))
            if not good:
                breaches.append(f"{address.name} {address.path} {nick}: {answer.status_code} {landed}")
            done_with(answer)
    told(breaches)


def test_every_form_of_a_verb_opens_for_somebody_who_may_use_it(county: Browsers) -> None:
    forms = list(filled_in_forms(county.world))
    breaches = []
    for address in forms:
        verb = address.path.rpartition("=")[2]
        page = text_of(county.get(address.owners[0], address.path))
        if f'/{verb}"' not in page and f'/{verb}#ahead"' not in page:
            breaches.append(f"{address.path} {address.owners[0]}: no form that sends {verb}")
    told(breaches)


@pytest.mark.parametrize("nick", OUTSIDERS)
def test_a_stranger_finds_nothing_where_its_owner_finds_a_page(
    county: Browsers, walked: list[Address], nick: str
) -> None:
    breaches, words = [], list(county.world.marks.home)
    for address in (a for a in walked if not (a.own or a.acts or nick in a.owners)):
        answer = county.get(nick, address.path)
        if answer.status_code != 404:
            breaches.append(f"{address.name} {address.path}: {answer.status_code}")
        breaches += [f"{address.path}: says {w}" for w in holds(text_of(answer), words)]
    told(breaches)


def others_who_open(county: Browsers, addresses: list[Address]) -> list[str]:
    """Who of the home county opens a page that is not his."""
    breaches = []
    for address in addresses:
        owners = {*address.owners, *(["office2"] if "office" in address.owners else [])}
        for nick in county.world.cast.users.keys() - {*owners, *STRANGERS, *BYSTANDERS}:
            answer = county.get(nick, address.path)
            done_with(answer)
            if answer.status_code != 404:
                breaches.append(f"{address.name} {address.path} {nick}: {answer.status_code}")
    return breaches


def never_handed_in(county: Browsers) -> list[str]:
    """Codes of suggestions that their author withdrew before anybody had them."""
    return [r.code for r in county.world.suggestions.values() if r.state == "withdrawn" and r.submitted_at is None]


@pytest.mark.once
def test_nobody_at_all_but_its_owners_opens_a_page(county: Browsers, walked: list[Address]) -> None:
    """One page of each matter: the whole cast stands before it."""
    names = {"desk:opinion", "desk:suggestion", "desk:letter", "desk:attachment", "desk:publication"}
    private = never_handed_in(county)
    told(others_who_open(county, [a for a in walked if a.name in names and a.path.split("/")[3] not in private]))


def test_a_draft_withdrawn_before_it_was_handed_in_stays_its_authors(county: Browsers, walked: list[Address]) -> None:
    private = never_handed_in(county)
    assert private
    told(
        others_who_open(county, [a for a in walked if a.name == "desk:suggestion" and a.path.split("/")[3] in private])
    )


def acts(walked: list[Address]) -> list[Address]:
    """Every verb once, every matter at least once."""
    found = {}
    for address in (a for a in walked if a.acts):
        head, verb = address.path.rsplit("/", 1)
        found.setdefault((address.name, verb, address.secret), address)
        found.setdefault(head, address)
    return list(dict.fromkeys(found.values()))


@pytest.mark.parametrize("nick", OUTSIDERS)
def test_a_strangers_act_meets_nothing_and_changes_nothing(county: Browsers, walked: list[Address], nick: str) -> None:
    before, breaches = counted(), []
    for address in (a for a in acts(walked) if nick not in a.owners):
        answer = county.at(nick).post(address.path, {"seen": "1", "words": "别人的", "checked": "on"})
        if answer.status_code != 404:
            breaches.append(f"{address.name} {address.path}: {answer.status_code}")
    assert counted() == before
    told(breaches)


@pytest.mark.parametrize("nick", STRANGERS)
def test_a_form_page_takes_no_foreign_matter(county: Browsers, nick: str) -> None:
    world, before = county.world, counted()
    foreign = world.opinions["acknowledged"].number
    for answer in (
        county.get(nick, reverse("desk:suggestion_new"), opinion=foreign),
        county.at(nick).post(reverse("desk:suggestion_new"), {"opinion": foreign, "heading": "别人的"}),
    ):
        assert answer.status_code == 404
    waiting = world.suggestions["town_numbered"].code
    answer = county.at(nick).post(reverse("desk:bulk_assign"), {"pick": waiting, f"seen-{waiting}": "3"})
    assert answer.status_code in (400, 404)
    assert not holds(text_of(answer), list(world.marks.home))
    assert counted() == before


def test_joining_to_a_foreign_matter_says_the_same_as_to_none_at_all(county: Browsers) -> None:
    world, path = county.world, reverse("desk:act", args=[county.world.away["first"].number, "merge"])
    said = []
    for number in (world.opinions["registered"].number, world.secret["marked"].number, "000000000000"):
        page = text_of(county.at("stranger").post(path, {"seen": str(world.away["first"].version), "number": number}))
        said.append(comparable(page).replace(number, ""))
    assert "没有找到要并入的那一件" in said[0]
    assert len({part.split("<main", 1)[1].split("</form>")[0] for part in said}) == 1


@pytest.mark.once
def test_a_visitor_is_sent_to_the_sign_in_page_from_every_address(county: Browsers, walked: list[Address]) -> None:
    sign_in, breaches = reverse("people:sign_in"), []
    for address in walked:
        client = county.at("")
        answer = client.post(address.path) if address.acts else client.get(address.path)
        if answer.status_code != 302 or urlsplit(answer.headers["Location"]).path != sign_in:
            breaches.append(f"{address.path}: {answer.status_code}")
    told(breaches)


@pytest.mark.once
def test_a_wrong_method_is_refused_even_to_the_owner(county: Browsers, walked: list[Address]) -> None:
    before, breaches = counted(), []
    one_of_each = {a.name: a for a in walked if a.owners}
    for address in one_of_each.values():
        wrong = [
            "put",
            "patch",
            "delete",
            *(["get"] if address.acts else []),
            *([] if address.acts or address.forms else ["post"]),
        ]
        for method in wrong:
            answer = getattr(county.at(address.owners[0]), method)(address.path)
            if answer.status_code not in (404, 405) and (method, address.name) not in TAKEN_AS_POST:
                breaches.append(f"{method} {address.path} {address.owners[0]}: {answer.status_code}")
    assert counted() == before
    told(breaches)
