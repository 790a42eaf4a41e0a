"""Which addresses are open to everybody: a list, and the proof that there are no others.

Routes are written with `*` for each argument. An address that is not listed must send a visitor
who is not signed in to the sign-in page, or refuse him, whatever he puts in the arguments.
"""

import re
from urllib.parse import urlsplit

import pytest
from django.shortcuts import resolve_url
from django.test import Client, override_settings

from tests import house

OPEN = frozenset(
    {
        "",
        "say",
        "s/*",
        "d/*",
        "receipt",
        "verify",
        "verify/offline",
        "stations/",
        "stations/*",
        "stations/*/notice",
        "stations/*/receptions.pdf",
        "stations/*/volunteer",
        "deputies/",
        "deputies/*",
        "photos/*",
        "receptions/",
        "receptions/*",
        "receptions/*/book",
        "booking",
        "door/*",
        "door/*/paper",
        "place/*",
        "board/*",
        "desk/offline/worker.js",
        "desk/offline/app.webmanifest",
        "calendar/*.ics",
        "calendar/division/*.ics",
        "results/",
        "results/*",
        "privacy",
        "where-to-turn",
        "accessibility",
        "about",
        "healthz",
        "feeds/checkpoints.atom",
        "feeds/results.atom",
        "feeds/stations.atom",
        "feeds/receptions.atom",
        "open-data/stations.csv",
        "open-data/stations.json",
        "open-data/receptions.csv",
        "open-data/receptions.json",
        "open-data/deputies.csv",
        "open-data/deputies.json",
        "people/sign-in",
        "people/sign-out",
        "care",
        "tongue",
        "components/",
        "components/paper/",
        "components/desk/",
        "robots.txt",
        "favicon.ico",
        "api/v1/",  # ninja's own root: 404 to everybody
        "api/v1/openapi.json",
        "api/v1/stations",
        "api/v1/deputies",
        "api/v1/results",
        "api/v1/receptions",
        "api/v1/receptions/*",
        "api/v1/stations/*",
        "api/v1/deputies/*",
        "api/v1/results/*",
        "api/v1/opinions",
        "api/v1/opinions/*",
        "api/v1/opinions/*/attachments",
    }
)

SAMPLES = {"int": "1", "uuid": "018f0000-0000-7000-8000-000000000000"}


def _address(route: str) -> str:
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found.group(1) or "", "x"), route)


def _raw_routes() -> list[tuple[str, str]]:
    """(route with *, address with samples) of every pattern."""
    found = []
    for starred, _name, pattern in house.patterns():
        head = starred[: len(starred) - len(re.sub(r"<[^>]+>", "*", str(pattern.pattern)))]
        found.append((starred, _address(head.replace("*", "x") + str(pattern.pattern))))
    return found


def test_open_pages_equal_the_list() -> None:
    routes = {route for route, _ in _raw_routes()}
    missing = OPEN - routes
    assert not missing, f"listed, but not there: {sorted(missing)}"


@pytest.mark.django_db
@override_settings(ALLOWED_HOSTS=["testserver"])
def test_every_other_address_refuses_a_visitor_who_is_not_signed_in() -> None:
    client, breaches = Client(raise_request_exception=True), []
    sign_in = resolve_url("people:sign_in")
    for route, address in _raw_routes():
        if route in OPEN:
            continue
        answers = [client.get(address), client.post(address)]
        refused = [
            a.status_code in (401, 403) or (a.status_code == 302 and urlsplit(a.headers["Location"]).path == sign_in)
            for a in answers
        ]
        closed = [refused[i] or answers[i].status_code == 405 for i in range(2)]
        if not all(closed) or not any(refused):
            breaches.append(f"{route} ({address}): {[a.status_code for a in answers]}")
    assert not breaches, "\n".join(breaches)
