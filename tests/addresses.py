"""Every address of the product with whoever owns it, on the populated county. What the walks walk.

`python -m tests.addresses` builds the county on the installation that the environment names, and prints addresses
and session keys as one JSON line, for a real browser.
"""

import json
import sys
from collections.abc import Iterator
from importlib import import_module

from tests.populated import World, build  # isort: skip - it sets Django up
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import reverse

from lianxin.desk.forms import OPINION, SUGGESTION
from lianxin.opinions import actions as opinions
from lianxin.opinions import permissions as opinion_rights
from lianxin.opinions.models import Attachment, Opinion, Publication
from lianxin.opinions.queries import lists_of as opinion_lists
from lianxin.opinions.queries.lists import LISTS as OPINION_LISTS
from lianxin.outbox.models import Message
from lianxin.suggestions import permissions as suggestion_rights
from lianxin.suggestions.queries import LISTS as SUGGESTION_LISTS
from lianxin.suggestions.queries import lists_of as suggestion_lists
from lianxin.worlds.cast import TOWN
from tests import walks
from tests.walks import Address, receptions_day

WRITERS = ("officer", "chair", "volunteer", "office", "long", "liu", "yang")
OFFICES = ("officer", "chair", "office")
EVERYBODY = tuple("officer chair volunteer office office2 reader health town_hall city auditor long liu yang".split())


def addresses(made: World) -> list[Address]:
    """Every address of the desk and of the accounts, with its owners, said here and not asked of the guards."""
    return [
        *_own_pages(),
        *_lists(made),
        *_opinions(made),
        *_suggestions(made),
        *_papers(made),
        *_publications(made),
        *_files(made),
        *(a for area in walks.areas("addresses") for a in area(made)),
    ]


def _own_pages() -> Iterator[Address]:
    for nick in EVERYBODY:
        moves = receptions_day.screen() if nick == "volunteer" else ""  # his day is that of today's reception
        yield Address("desk:today", reverse("desk:today"), (nick,), own=True, moves=moves)
    for name, owners in (("register", WRITERS), ("paste", WRITERS)):
        yield Address(f"desk:{name}", reverse(f"desk:{name}"), owners, own=True, forms=True)
    yield Address("desk:blank_form", reverse("desk:blank_form"), WRITERS, own=True)
    yield Address("desk:suggestion_new", reverse("desk:suggestion_new"), ("long", "yang", "liu"), own=True, forms=True)
    assigners = ("office", "office2", "chair")
    yield Address("desk:bulk_assign", reverse("desk:bulk_assign"), assigners, own=True, forms=True)
    for address in ("", "?format=print"):
        yield Address("desk:paper", reverse("desk:paper") + address, (*OFFICES, "reader"), own=True)
    yield Address("desk:publications", reverse("desk:publications"), OFFICES, own=True)
    yield Address("people:password", reverse("people:password"), EVERYBODY, own=True, forms=True)
    yield Address("people:go_on", reverse("people:go_on"), EVERYBODY, own=True, moves=reverse("desk:today"))


def _lists(made: World) -> Iterator[Address]:
    for name, lists, of in (
        ("desk:list", OPINION_LISTS, opinion_lists),
        ("desk:suggestion_list", SUGGESTION_LISTS, suggestion_lists),
    ):
        for work in lists:
            owners = [n for n in EVERYBODY if work.key in [w.key for w in of(made.scene.actor(n))]]  # type: ignore[operator]
            yield Address(name, reverse(name, args=[work.key]), tuple(owners), own=True)


def _opinions(made: World) -> Iterator[Address]:
    for row in made.opinions.values():
        deputy = next((n for n, p in made.cast.people.items() if p.pk == row.deputy_id), "")
        station = ("officer", "chair") if row.township == TOWN else ()
        owners = tuple(n for n in (*station, "office", deputy) if n)
        yield from _opinion(row, owners)
    for row in made.secret.values():
        yield from _opinion(row, ("reader",), secret=True)


def _opinion(row: Opinion, owners: tuple[str, ...], *, secret: bool = False) -> Iterator[Address]:
    number = row.number
    yield Address("desk:opinion", reverse("desk:opinion", args=[number]), owners, secret=secret)
    if not secret:  # a confidential matter is never printed
        yield Address("desk:sheet", reverse("desk:sheet", args=[number]), owners)
    yield Address("desk:contact", reverse("desk:contact", args=[number]), owners, acts=True, secret=secret)
    for verb in opinion_rights.TABLE.open_verbs(row.state):
        if verb in OPINION:
            path = reverse("desk:act", args=[number, verb])
            yield Address("desk:act", path, owners, acts=True, secret=secret)


def _suggestions(made: World) -> Iterator[Address]:
    for name, row in made.suggestions.items():
        lead, office, organ = (
            ("long", "office", "health") if name.startswith("county") else ("yang", "chair", "town_hall")
        )
        handed_in = row.state not in ("draft", "returned") and not (
            row.state == "withdrawn" and row.submitted_at is None
        )
        legs = row.assignments.exists()
        owners = tuple(
            dict.fromkeys((lead, *((office, "officer", "chair") if handed_in else ()), *((organ,) if legs else ())))
        )
        yield Address("desk:suggestion", reverse("desk:suggestion", args=[row.code]), owners)
        yield Address("desk:suggestion_paper", reverse("desk:suggestion_paper", args=[row.code]), owners)
        if legs:
            yield Address("desk:slip", reverse("desk:slip", args=[row.code]), owners)
        for leg in row.assignments.filter(reply__isnull=False).select_related("reply"):
            yield Address("desk:letter", reverse("desk:letter", args=[leg.reply.code]), owners)
        for verb in suggestion_rights.TABLE.open_verbs(row.state):
            if verb in SUGGESTION:
                yield Address(
                    "desk:suggestion_act", reverse("desk:suggestion_act", args=[row.code, verb]), owners, acts=True
                )


def _papers(made: World) -> Iterator[Address]:
    mine = set(made.numbers())
    for message in Message.objects.filter(to_ref__in=mine).order_by("created_at", "id"):
        owners = ("reader",) if message.confidential else ("officer", "chair", "office")
        path = reverse("desk:paper_done", args=[message.pk])
        yield Address("desk:paper_done", path, owners, acts=True, secret=message.confidential)


def _publications(made: World) -> Iterator[Address]:
    for card in Publication.objects.exclude(opinion__confidential=True).order_by("pk"):
        for name, acts in (("publication", False), ("publish", True), ("withdraw_publication", True)):
            yield Address(f"desk:{name}", reverse(f"desk:{name}", args=[card.code]), OFFICES, acts=acts)


def _files(made: World) -> Iterator[Address]:
    for file in Attachment.objects.select_related("opinion").order_by("pk"):
        secret = file.opinion.confidential
        owners = ("reader",) if secret else OFFICES
        yield Address("desk:attachment", reverse("desk:attachment", args=[file.code]), owners, secret=secret)


def open_addresses(made: World) -> list[Address]:
    """Every open page that GET answers with a page, feed or document; `acts`: POST only."""
    station, person = made.cast.station.code, made.cast.people["liu"].code
    card = Publication.objects.filter(state="published", matter="").first()
    result = card.code if card else "none"
    one: dict[str, dict[str, str]] = {
        "publicity:say_station": {"code": station},
        "publicity:say_deputy": {"code": person},
        "publicity:station": {"code": station},
        "publicity:notice": {"code": station},
        "publicity:deputy": {"code": person},
        "publicity:result": {"code": result},
        "api:station": {"code": station},
        "api:deputy": {"code": person},
        "api:result": {"code": result},
    }
    plain = (
        *(f"publicity:{n}" for n in OPEN_PAGES),
        *(f"base:{n}" for n in ("components", "components_paper", "components_desk", "robots")),
        *(f"api:{n}" for n in ("openapi-json", "stations", "deputies", "results")),
        "people:sign_in",
    )
    found = [Address(name, reverse(name), ()) for name in plain]
    found += [Address(name, reverse(name, kwargs=given), ()) for name, given in one.items()]
    found.append(Address("publicity:deputies", reverse("publicity:deputies") + f"?township={TOWN}", ()))
    found.append(Address("publicity:results", reverse("publicity:results") + "?q=修&category=roads", ()))
    found.append(Address("publicity:stations", reverse("publicity:stations") + "?q=寸石", ()))
    found += [Address(name, reverse(name), (), acts=True) for name in ("base:care", "base:tongue", "publicity:offline")]
    found += [a for area in walks.areas("open_addresses") for a in area(made)]
    return found


OPEN_PAGES = (
    "home say receipt verify stations deputies results privacy where_to_turn accessibility about healthz "
    "feed_checkpoints feed_results"
).split()
ELSEWHERE = {
    "publicity:photo": "needs a photo on a card; its own room tests it",
    "people:sign_out": "POST only; ends the session that walks",
    "base:favicon": "leads to a static file",
    "api:api-root": "404 to everybody",
    "api:opinion": "needs the check code in a header; the interface's own tests walk it",
    "api:opinions": "POST only; the interface's own tests walk it",
    "api:attachments": "POST only; the interface's own tests walk it",
    **{name: why for left in walks.areas("ELSEWHERE") for name, why in left.items()},
}
"""Addresses that the walks leave out, and why."""


# ── for a browser ──────────────────────────────────────────────────────────
def session_of(made: World, nick: str) -> str:
    """A session of somebody of the cast, as signing in would make it."""
    user = made.cast.users[nick]
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def filled_in_forms(made: World) -> Iterator[Address]:
    """The form of each verb, once, opened by somebody who may use it: `?do=verb`."""
    for name, rows, rights, verbs in (
        ("desk:opinion", {**made.opinions, **made.secret}, opinion_rights, OPINION),
        ("desk:suggestion", made.suggestions, suggestion_rights, SUGGESTION),
    ):
        left = set(verbs)
        for row in rows.values():
            for nick in ("officer", "chair", "long", "yang", "office", "health", "town_hall", "reader"):
                actor = made.scene.actor(nick)
                if not rights.visible_to(actor).filter(pk=row.pk).exists():  # type: ignore[attr-defined]
                    continue
                for verb in left & set(rights.doable(actor, row)):  # type: ignore[attr-defined]
                    left.discard(verb)
                    key = row.number if name == "desk:opinion" else row.code
                    yield Address(name, f"{reverse(name, args=[key])}?do={verb}", (nick,))
    yield from (a for area in walks.areas("forms") for a in area(made))


def main() -> int:
    made = build()
    files = ("desk:attachment", "desk:letter")
    pages = [a for a in (*addresses(made), *filled_in_forms(made)) if not (a.acts or a.moves or a.name in files)]
    told = {
        "open": [[a.name, a.path] for a in open_addresses(made) if not a.acts],
        "desk": [[a.name, a.path, list(a.owners)] for a in pages],
        "sessions": {nick: session_of(made, nick) for nick in made.cast.users},
        "receipt": [made.opinions["concluded"].number, opinions.receipt_of(made.opinions["concluded"]).check_code],
    }
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
