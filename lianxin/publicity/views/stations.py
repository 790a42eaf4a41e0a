"""Where to find whom: stations, their notices, and deputies as far as the public may know them."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lianxin.deputies import queries as deputy_queries
from lianxin.kit.actor import Level
from lianxin.publicity import queries
from lianxin.stations import queries as station_queries
from lianxin.stations.queries import StationCard

RESULTS_OF_A_STATION = 4
ON_A_NOTICE = 12
PICTURES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@require_safe
def stations(request: HttpRequest) -> HttpResponse:
    """Every open station by township, or those that a place's name finds (`q`)."""
    words = request.GET.get("q", "").strip()[:60]
    found = queries.stations_for(words)
    context = {"words": words, "groups": queries.by_township(found), "count": len(found)}
    return render(request, "publicity/stations.html", context)


def _card(code: str) -> StationCard:
    found = station_queries.card(code)
    if found is None:
        raise Http404
    return found


@require_safe
def station(request: HttpRequest, code: str) -> HttpResponse:
    """One station: who is there and when, and what became of what was said there."""
    found = _card(code)
    context = {
        "station": found,
        "qr": queries.qr(queries.address(reverse("publicity:say_station", args=[found.code]))),
        "results": queries.results(station=found.code, limit=RESULTS_OF_A_STATION),
        "groups": sorted(found.groups, key=lambda g: (g.level < Level.COUNTY, g.level)),
        "above": (Level.NATIONAL, Level.PROVINCE, Level.CITY),
    }
    return render(request, "publicity/station.html", context)


@require_safe
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """The A3 sheet for the wall: station, code, telephone, deputies; at its foot what nobody can alter afterwards."""
    found = _card(code)
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
def deputies(request: HttpRequest) -> HttpResponse:
    """The townships, and the deputies of the one that was chosen."""
    code = request.GET.get("township", "")
    found = queries.deputies_in(code) if code else None
    if code and found is None:
        raise Http404
    return render(request, "publicity/deputies.html", {"townships": queries.townships(), "found": found})


@require_safe
def deputy(request: HttpRequest, code: str) -> HttpResponse:
    """One deputy's card."""
    found = station_queries.deputy_card(code)
    if found is None:
        raise Http404
    context = {
        "card": found,
        "stations": station_queries.stations_of_deputy(code),
        "qr": queries.qr(queries.address(reverse("publicity:say_deputy", args=[code]))),
    }
    return render(request, "publicity/deputy.html", context)


@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """The photo of a card, while the card shows it; no other file."""
    path = deputy_queries.photo_path(name)
    if path is None or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=PICTURES.get(path.suffix.lower(), "application/octet-stream"))
    response["Cache-Control"] = "public, max-age=300"
    return response
