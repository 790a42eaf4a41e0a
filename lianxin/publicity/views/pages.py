"""The home page, the pages of words, and the one address for machines that watch."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianxin.ledger import queries as ledger
from lianxin.publicity import queries
from lianxin.publicity.forms import ReceiptForm
from lianxin.stations import queries as stations

RESULTS = 5
STATIONS = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What to do here, what became of it, and the year in sentences."""
    scopes = queries.reach(queries.counties())
    here = [card for scope in scopes for card in stations.cards(scope, limit=STATIONS)]
    context = {
        "form": ReceiptForm(auto_id="home_%s"),
        "results": queries.results(limit=RESULTS),
        "figures": queries.figures(),
        "stations": here[:STATIONS],
        "station_count": sum(sum(stations.tallies(scope, 6).values()) for scope in scopes),
    }
    return render(request, "publicity/home.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "publicity/privacy.html")


@require_safe
def where_to_turn(request: HttpRequest) -> HttpResponse:
    return render(request, "publicity/where_to_turn.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "publicity/accessibility.html")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "publicity/about.html")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """{"up", "database", "checkpoint": {"size", "age_seconds"}}, 503 when down; with the API token also "unsealed"."""
    token = getattr(settings, "API_TOKEN", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    known = bool(token) and hmac.compare_digest(given.encode(), str(token).encode())
    found = ledger.health(backlog=known)
    body: dict[str, object] = {"up": found is not None, "database": found is not None, "checkpoint": None}
    if found is not None and found.age is not None:
        body["checkpoint"] = {"size": found.size, "age_seconds": found.age}
    if known and found is not None:
        body["unsealed"] = found.unsealed
    response = JsonResponse(body, status=200 if found is not None else 503)
    response["Cache-Control"] = "no-store"
    return response
