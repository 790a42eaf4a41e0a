"""他们说过的，后来怎样了: published results, searchable, newest first."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.kit import moment
from lianxin.opinions import queries as opinion_queries
from lianxin.publicity import queries
from lianxin.stations import queries as stations

PAGE = 12


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The list: `q` searches words, `category` and `station` filter, `before` (a time) pages on."""
    given = {name: request.GET.get(name, "").strip()[:60] for name in ("q", "category", "station")}
    categories = dict(opinion_queries.categories())
    category = given["category"] if given["category"] in categories else ""
    try:
        before = moment.parse(request.GET["before"]) if request.GET.get("before") else None
    except ValueError:
        before = None
    found = queries.results(
        words=given["q"], category=category, station=given["station"], before=before, limit=PAGE + 1
    )
    station = stations.card(given["station"]) if given["station"] else None
    active = {"q": (_("查找"), given["q"])} if given["q"] else {}
    active |= {"category": (_("类别"), categories[category])} if category else {}
    active |= {"station": (_("联络站"), station.name)} if station else {}
    older = ""
    if len(found) > PAGE:
        kept = {name: value for name, value in given.items() if value}
        older = urlencode(kept | {"before": found[PAGE - 1].published_at.isoformat()})
    context = {
        "results": found[:PAGE],
        "older": older,
        "given": given,
        "active": active,
        "category": category,
        "categories": opinion_queries.categories(),
        "paged": before is not None,
    }
    return render(request, "publicity/results.html", context)


@require_safe
def result(request: HttpRequest, code: str) -> HttpResponse:
    """One published result with its whole road."""
    found = queries.result(code)
    if found is None:
        raise Http404
    return render(request, "publicity/result.html", {"result": found, "proof": queries.publication_proof(code)})
