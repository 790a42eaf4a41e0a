"""您在哪儿？ One field that leads from a place to its station and its deputies; without it a map and lists."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianxin.publicity import queries, rules


def asked(request: HttpRequest, *, people: bool) -> dict[str, Any]:
    """What the address asks for: `q` words, `division` (or `township`) a code, nothing: where one begins.

    404 for a code that nobody has.
    """
    typed = request.GET.get("q", "")
    code = request.GET.get("division", "") or request.GET.get("township", "")
    sought = queries.seek(typed, people=people) if typed.strip() and not code else None
    own = queries.counties()
    code = code or (sought.code if sought else "")
    place = queries.place(code or queries.start(own))
    if code and place is None:
        raise Http404
    at = place if code and place else None
    return {
        "sought": sought,
        "words": sought.words if sought else "",
        "place": place,
        "at": at,
        "map": None if place is None or place.is_small else queries.tile_map(place.code),
        "found": bool(sought and not sought.code),
    }


@require_safe
def stations(request: HttpRequest) -> HttpResponse:
    """The station of a place, or all there are."""
    context = asked(request, people=False)
    place, at = context["place"], context["at"]
    if at and at.is_small and at.ours:
        context["answer"] = queries.station_of(at)
        context["around"] = queries.deputies_of(at)
    elif place and place.county and not context["found"]:
        context["groups"] = queries.stations_in(place.code)
    return render(request, "publicity/stations.html", context)


@require_safe
def deputies(request: HttpRequest) -> HttpResponse:
    """The deputies of a place, or those of the county by level."""
    context = asked(request, people=True)
    place, at = context["place"], context["at"]
    page = rules.page_number(request.GET.get("page", ""))
    if at and at.is_small and at.ours:
        context["answer"] = queries.station_of(at)
    if place and place.county and not context["found"]:
        context["around"] = queries.deputies_of(place, page)
    return render(request, "publicity/deputies.html", context)
