"""Receptions to subscribe to, of a station or of a whole division, and on paper for the wall (Article 6)."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.base.caching import kept
from lianxin.base.context import tongue
from lianxin.kit import moment
from lianxin.papers import printing
from lianxin.papers.printing import FontsMissing
from lianxin.papers.shapes import ReceptionNotice
from lianxin.publicity import queries
from lianxin.publicity.queries import calendars
from lianxin.receptions import queries as receptions
from lianxin.stations import queries as stations

FRESH = 300
"""Seconds that a copy may be kept."""


def _answer(name: str, *, station: str = "", scope: str = "") -> HttpResponse:
    today = moment.today()
    mark = (station, scope, tongue(), today.year, receptions.state_of_plans(station, scope))

    def made() -> bytes:
        return calendars.calendar(receptions.of_year(station, today.year, years=2, scope=scope), name)

    octets = calendars.remembered(mark, made)
    return HttpResponse(octets, content_type="text/calendar; charset=utf-8")


@require_safe
@kept(FRESH)
def station(request: HttpRequest, code: str) -> HttpResponse:
    """A station's receptions of this year and the next."""
    found = stations.card(code)
    if found is None:
        raise Http404
    return _answer(_("%(station)s接待日") % {"station": found.name}, station=code)


@require_safe
@kept(FRESH)
def division(request: HttpRequest, code: str) -> HttpResponse:
    """Those of every station of a county, township or village of ours."""
    place = queries.place(code)
    if place is None or not place.ours or place.county is None:
        raise Http404
    return _answer(_("%(station)s接待日") % {"station": place.name}, scope=code)


@require_safe
@kept(60)
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """The A3 sheet: of a year (`?year=`), a quarter or a month of it (`&quarter=`, `&month=`)."""
    found = stations.card(code)
    asked = queries.period(*(request.GET.get(name, "") for name in ("year", "quarter", "month")))
    if found is None or asked is None:
        raise Http404
    try:
        return _printed(queries.reception_notice(found, asked), found.name)
    except FontsMissing as missing:
        return HttpResponse(str(missing), status=503, content_type="text/plain; charset=utf-8")


def _printed(paper: ReceptionNotice, name: str) -> HttpResponse:
    octets = calendars.remembered(paper, lambda: printing.pdf(paper))
    answer = HttpResponse(octets, content_type=printing.PDF)
    title = _("%(station)s接待日公告") % {"station": name}
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(printing.file_name(title), safe='')}.pdf"
    return answer
