"""Every open page: no model objects behind it, nobody's number or telephone on it, light enough for a village line."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion
from tests.addresses import Address, open_addresses
from tests.walking import Browsers, holds, standing, text_of

pytestmark = pytest.mark.django_db
HEAVIEST = 100 * 1024
"""Octets of a page with its styles and scripts, compressed."""
MOST_QUERIES = 20
OURS = ("csrf_token", "request", "face", "messages", "DEFAULT_MESSAGE_LEVELS", "True", "False", "None", "block")
"""What every template has, whatever the view hands it."""


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Browsers]:
    with standing(django_db_blocker) as world:
        yield Browsers(world)


@pytest.fixture(scope="module")
def walked(county: Browsers) -> list[Address]:
    return [a for a in open_addresses(county.world) if not a.acts]


def none(breaches: list[str]) -> None:
    if breaches:
        pytest.fail(f"{len(breaches)} breaches:\n" + "\n".join(breaches[:40]), pytrace=False)


def answers_of_holders(county: Browsers) -> Iterator[tuple[str, Opinion, Any]]:
    """Pages that a number and a check code open, for a voice in each state."""
    client = county.at("")
    for name, row in {**county.world.opinions, **county.world.secret}.items():
        given = {"number": row.number, "code": opinions.receipt_of(row).check_code}
        for path in ("publicity:receipt", "publicity:verify", "publicity:offline"):
            yield f"{path} {name}", row, client.post(reverse(path), given)
        yield f"again {name}", row, client.post(reverse("publicity:receipt"), given | {"act": "again"})


def models_in(value: object, seen: set[int], depth: int = 0) -> Iterator[str]:
    """The model objects that can be reached from a value of a context."""
    if id(value) in seen or depth > 8 or isinstance(value, str | bytes | int | float | type(None)):
        return
    seen.add(id(value))
    if isinstance(value, models.Model | models.QuerySet | models.Manager):
        yield type(value).__name__
    elif isinstance(value, dict):
        for inner in value.values():
            yield from models_in(inner, seen, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from models_in(inner, seen, depth + 1)
    elif is_dataclass(value):
        for part in fields(value):
            yield from models_in(getattr(value, part.name), seen, depth + 1)
    elif hasattr(value, "__dict__") and type(value).__module__.startswith(("lianxin", "django.core.paginator")):
        yield from models_in(vars(value), seen, depth + 1)


def behind(answer: Any) -> list[str]:
    """Names in a page's contexts behind which a model object stands."""
    found = []
    drawn = answer.context if isinstance(answer.context, list) else [answer.context]  # a page of one template has one
    for context in filter(None, drawn):
        for layer in context.dicts:
            for name, value in layer.items():
                if name not in OURS:
                    found += [f"{name}: {kind}" for kind in models_in(value, set())]
    return sorted(set(found))


def test_every_open_page_opens_for_a_visitor(county: Browsers, walked: list[Address]) -> None:
    none([f"{a.path}: {s}" for a in walked if (s := county.get("", a.path).status_code) != 200])


@pytest.mark.once
def test_open_pages_receive_no_model_objects(county: Browsers, walked: list[Address]) -> None:
    breaches = [f"{a.path}: {what}" for a in walked for what in behind(county.get("", a.path))]
    for name, _row, answer in answers_of_holders(county):
        breaches += [f"{name}: {what}" for what in behind(answer)]
    none(breaches)


@pytest.mark.once
def test_no_open_page_shows_a_number_a_check_code_or_a_telephone(county: Browsers, walked: list[Address]) -> None:
    world, breaches = county.world, []
    rows = [*world.opinions.values(), *world.secret.values(), *world.away.values()]
    hidden = [*world.marks.home, world.marks.away, *(r.number for r in rows)]
    hidden += [opinions.receipt_of(r).check_code for r in rows]
    for address in walked:
        breaches += [f"{address.path}: {w}" for w in holds(text_of(county.get("", address.path)), hidden)]
    none(breaches)


def test_a_holder_sees_his_own_voice_and_nobody_elses(county: Browsers) -> None:
    world, breaches = county.world, []
    rows = [*world.opinions.values(), *world.secret.values()]
    codes = {r.number: opinions.receipt_of(r).check_code for r in rows}
    for name, row, answer in answers_of_holders(county):
        page = text_of(answer)
        if answer.status_code != 200 or not holds(page, [row.number]):
            breaches.append(f"{name}: {answer.status_code}, without its own number")
        others = [w for n, c in codes.items() if n != row.number for w in (n, c)]
        breaches += [f"{name}: {w}" for w in holds(page, [*others, world.marks.phone, world.marks.away])]
        if not row.confidential:
            breaches += [f"{name}: {world.marks.secret}"] if world.marks.secret in page else []
    none(breaches)


ASSETS = re.compile(r'(?:<link[^>]+rel="stylesheet"[^>]+href|<script[^>]+src)="/static/([^"?]+)')


def weight(page: str) -> int:
    """Octets of a page with the styles and scripts it names, each compressed."""
    parts = [page.encode()]
    for name in dict.fromkeys(ASSETS.findall(page)):
        path = finders.find(name)
        assert path, f"{name} is not there"
        parts.append(Path(str(path)).read_bytes())
    assert len(parts) > 1 or "<html" not in page, "a page without styles is weighed"
    return sum(len(gzip.compress(part, 6)) for part in parts)


@pytest.mark.once
def test_every_open_page_is_light(county: Browsers, walked: list[Address]) -> None:
    weights = {a.path: weight(text_of(county.get("", a.path))) for a in walked if not a.name.startswith("base:")}
    none([f"{path}: {octets} octets" for path, octets in weights.items() if octets > HEAVIEST])


def test_every_open_page_asks_the_database_little(county: Browsers, walked: list[Address]) -> None:
    breaches = []
    for address in walked:
        with CaptureQueriesContext(connection) as queries:
            county.get("", address.path)
        if len(queries) > MOST_QUERIES:
            breaches.append(f"{address.path}: {len(queries)} queries")
    none(breaches)
