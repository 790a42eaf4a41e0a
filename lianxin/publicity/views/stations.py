"""One station, its notice, one deputy as far as the public may know him, and their photos."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lianxin.deputies import queries as deputy_queries
from lianxin.deputies.rules import Way
from lianxin.kit.actor import Level
from lianxin.publicity import queries
from lianxin.receptions import queries as receptions
from lianxin.stations import queries as station_queries

RESULTS_OF_A_STATION = 4
NEXT_RECEPTIONS = 3
ON_A_NOTICE = 12
PICTURES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


def gone(request: HttpRequest, code: str) -> HttpResponse:
    """Where a merged or closed station has gone, for old doors and old papers; 404 for a code of no station."""
    found = queries.gone_station(code)
    if found is None:
        raise Http404
    return render(request, "publicity/gone.html", {"gone": found})


@require_safe
def station(request: HttpRequest, code: str) -> HttpResponse:
    """One station: who is there and when, and what became of what was said there."""
    found = station_queries.card(code)
    if found is None:
        return gone(request, code)
    context = {
        "station": found,
        "qr": queries.qr(queries.address(reverse("publicity:say_station", args=[found.code]))),
        "results": queries.results(station=found.code, limit=RESULTS_OF_A_STATION),
        "coming": queries.by_month(receptions.coming(found.code, limit=NEXT_RECEPTIONS)),
        "groups": sorted(found.groups, key=lambda g: (g.level < Level.COUNTY, g.level)),
        "elected_on": station_queries.elected_on(found.code) if found.convener else None,
        "above": (Level.NATIONAL, Level.PROVINCE, Level.CITY),
    }
    return render(request, "publicity/station.html", context)


@require_safe
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """The A3 sheet for the wall: station, code, telephone, deputies; at its foot what nobody can alter afterwards."""
    found = station_queries.card(code, way=Way.PRINT)
    if found is None:
        raise Http404
    last = queries.newest_checkpoints(1)
    context = {
        "station": found,
        "qr": queries.qr(queries.address(reverse("publicity:say_station", args=[found.code]))),
        "address": queries.address(reverse("publicity:say_station", args=[found.code])),
        "fingerprints": queries.fingerprints(),
        "checkpoint": last[0] if last else None,
        "cards": [card for group in found.groups for card in group.cards][:ON_A_NOTICE],
        "more": sum(len(group.cards) for group in found.groups) > ON_A_NOTICE,
        "nameless": [group.nameless for group in found.groups if group.nameless],
    }
    return render(request, "publicity/notice.html", context)


@require_safe
def deputy(request: HttpRequest, code: str) -> HttpResponse:
    """One deputy's card; of somebody who is not shown (any more), only where his place's station is."""
    found = station_queries.deputy_card(code)
    if found is None:
        return lead(request, code, status=404)
    context = {
        "card": found,
        "stations": station_queries.stations_of_deputy(code),
        "qr": queries.qr(queries.address(reverse("publicity:say_deputy", args=[code]))),
        "by_rule": found.level >= Level.COUNTY,
    }
    return render(request, "publicity/deputy.html", context)


def lead(request: HttpRequest, code: str, status: int = 200) -> HttpResponse:
    """A code that named a deputy: no name, no data, and the station that goes on. 404 for a code that never did."""
    station = queries.instead_of_deputy(code)
    if station is None:
        raise Http404
    return render(request, "publicity/instead.html", {"station": station}, status=status)


@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """The photo of a card, while the card shows it; no other file."""
    path = deputy_queries.photo_path(name) or station_queries.photo_path(name)
    if path is None or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=PICTURES.get(path.suffix.lower(), "application/octet-stream"))
    response["Cache-Control"] = "public, max-age=300"
    return response
