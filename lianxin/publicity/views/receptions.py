"""接待日: when and where deputies receive, a time booked without an account, and the feeds to subscribe to."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.kit import chance, moment
from lianxin.kit.workflow import Refused
from lianxin.opinions.actions import NotKept, keeping
from lianxin.opinions.rules import Rejected
from lianxin.publicity import queries
from lianxin.publicity.forms import BookingForm, ReceiptForm
from lianxin.publicity.queries import calendars
from lianxin.publicity.views.gate import open_form
from lianxin.publicity.views.stations import gone
from lianxin.receptions import actions
from lianxin.receptions import queries as receptions
from lianxin.stations import queries as stations

ON_A_PAGE = 60
KEY_LETTERS = 24


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What is announced from today on; of one station (`?station=`), or of a place (`?division=`)."""
    code, division = request.GET.get("station", "")[:16], request.GET.get("division", "")[:12]
    station = stations.card(code) if code else None
    if code and station is None:
        return gone(request, code)
    scope = division if division.isdigit() and len(division) == 12 else ""
    rows = receptions.coming(code, scope, ON_A_PAGE)
    context = {"rows": rows, "station": station, "division": scope}
    return render(request, "publicity/receptions.html", context)


def _card(code: str) -> receptions.ReceptionCard:
    found = receptions.card(code)
    if found is None:
        raise Http404
    return found


@require_safe
def reception(request: HttpRequest, code: str) -> HttpResponse:
    """One reception as it is announced, what was changed since, and the times that are still free."""
    found = _card(code)
    form = BookingForm(initial={"key": chance.name(KEY_LETTERS)})
    return _shown(request, found, form)


def _shown(
    request: HttpRequest, found: receptions.ReceptionCard, form: BookingForm, status: int = 200, words: str = ""
) -> HttpResponse:
    times = receptions.times(found.code)
    context = {"r": found, "form": form, "times": times, "wrong": words}
    return render(request, "publicity/reception.html", context, status=status)


@open_form
def book(request: HttpRequest, code: str) -> HttpResponse:
    """A time is booked: number and code are shown once, in the answer to the form itself."""
    found = _card(code)
    if request.method != "POST":
        return _shown(request, found, BookingForm(initial={"key": chance.name(KEY_LETTERS)}))
    form = BookingForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form, 422)
    given = form.cleaned_data
    row = receptions.by_code(code)
    assert row is not None
    try:
        with keeping():
            booked = actions.book(
                row,
                given["at"],
                contact=given["contact"],
                headcount=given["headcount"] or 1,
                may_wait=given["may_wait"],
                key=f"web:{given['key']}",
            )
    except (Refused, Rejected) as refused:
        return _shown(request, found, form, 409, str(refused))
    except NotKept:
        return _shown(request, found, form, 503, _("现在太忙，没有约上。请过一会儿再按一次，不会约重。"))
    context = {"booked": booked, "r": found, "look_at": queries.address(reverse("publicity:booking"))}
    return render(request, "publicity/booked.html", context)


@open_form
def booking(request: HttpRequest) -> HttpResponse:
    """Looked up and cancelled by number and code; they travel in the body of the form alone."""
    if request.method != "POST":
        return render(request, "publicity/booking.html", {"form": ReceiptForm()})
    form = ReceiptForm(request.POST)
    form.full_clean()
    row = actions.find(request.POST.get("number", ""), request.POST.get("code", ""))
    if row is None:
        return render(request, "publicity/booking.html", {"form": form, "unknown": True}, status=422)
    words = ""
    if "cancel" in request.POST:
        try:
            row = actions.cancel_booking(row)
        except Refused as refused:
            words = str(refused)
    card = receptions.booking_card(row)
    context = {"booking": card, "r": receptions.card(row.reception.code), "form": form, "wrong": words}
    return render(request, "publicity/booking.html", context, status=409 if words else 200)


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """A station's receptions of this year and the next, to subscribe to."""
    station = stations.card(code)
    if station is None:
        raise Http404
    today: date = moment.today()
    rows = [*receptions.of_year(code, today.year), *receptions.of_year(code, today.year + 1)]
    name = _("%(station)s接待日") % {"station": station.name}
    response = HttpResponse(
        calendars.calendar(rows, name, request.get_host()), content_type="text/calendar; charset=utf-8"
    )
    response["Cache-Control"] = "public, max-age=300"
    return response
