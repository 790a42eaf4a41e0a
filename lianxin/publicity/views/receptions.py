"""接待日: when and where deputies receive, and a time booked without an account (Article 6)."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.kit import chance
from lianxin.kit.workflow import Refused
from lianxin.opinions.actions import NotKept, keeping
from lianxin.opinions.rules import Rejected
from lianxin.publicity import queries, rules
from lianxin.publicity.forms import BookingCodesForm, BookingForm
from lianxin.publicity.views.finder import asked
from lianxin.publicity.views.gate import open_form
from lianxin.publicity.views.stations import gone
from lianxin.receptions import actions
from lianxin.receptions import queries as receptions
from lianxin.stations import queries as stations


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What is announced from today on, by month: everywhere, of a station (`?station=`), or of a place (`?division=`,
    `?q=`); `?past=1` what is over."""
    code = request.GET.get("station", "")[:16]
    station = stations.card(code) if code else None
    if code and station is None:
        return gone(request, code)
    context = {} if station else asked(request, people=False)
    past = request.GET.get("past") == "1"
    sought = context.get("sought")
    if sought is not None and context["at"] is None:  # a place that nobody knows has no days
        context |= {"page": receptions.Page((), 1, 1, 0), "past": past, "nowhere": True}
        return render(request, "publicity/receptions.html", context)
    found, answer = _found(station, context.get("at"), rules.page_number(request.GET.get("page", "")), past)
    kept = {"station": code} if station else {"division": context["at"].code} if context.get("at") else {}
    context |= {
        "station": station,
        "answer": answer,
        "page": found,
        "past": past,
        "months": queries.by_month(found.cards),
        "kept": urlencode(kept),
        "paged": urlencode(kept | ({"past": "1"} if past else {})),
    }
    return render(request, "publicity/receptions.html", context)


def _found(station: Any, at: queries.Place | None, number: int, past: bool) -> tuple[receptions.Page, Any]:
    """The page of a station or place; of a small place without any receptions those of the station it belongs to."""
    if station is not None or at is None:
        return receptions.page(station.code if station else "", number=number, past=past), None
    found = receptions.page(scope=at.code, number=number, past=past)
    answer = queries.station_of(at).station if at.is_small and at.ours and not found.count else None
    return (receptions.page(answer.code, number=number, past=past) if answer else found), answer


def _card(code: str) -> receptions.ReceptionCard:
    found = receptions.card(code)
    if found is None:
        raise Http404
    return found


def _blank() -> BookingForm:
    return BookingForm(initial={"key": chance.form_key()})


@require_safe
def reception(request: HttpRequest, code: str) -> HttpResponse:
    """One reception as it is announced, what was changed since, and the times that are still free."""
    return _shown(request, _card(code), _blank())


def _shown(
    request: HttpRequest, found: receptions.ReceptionCard, form: BookingForm, status: int = 200, words: str = ""
) -> HttpResponse:
    context = {
        "r": found,
        "form": form,
        "times": receptions.times(found.code) if found.takes_bookings else [],
        "wrong": words,
        "how": receptions.how_reckoned(found.code) if status == 200 else None,
        "at": form["at"].value() or "",
        "key": form["key"].value() or "",
    }
    return render(request, "publicity/reception.html", context, status=status)


@open_form
def book(request: HttpRequest, code: str) -> HttpResponse:
    """A time is booked: number and code are shown once, in the answer to the form itself."""
    if request.method != "POST":
        return _shown(request, _card(code), _blank())
    form = BookingForm(request.POST)
    if not form.is_valid():
        return _shown(request, _card(code), form, 422)
    try:
        booked = _booked(code, form.cleaned_data)
    except actions.Used as used:
        return _shown(request, _card(code), _blank(), 409, str(used))
    except (Refused, Rejected) as refused:
        return _shown(request, _card(code), form, 409, str(refused))
    except NotKept:
        return _shown(request, _card(code), form, 503, _("现在太忙，没有约上。请过一会儿再按一次，不会约重。"))
    again = booked.at != form.cleaned_data["at"] if booked.at else not form.cleaned_data["may_wait"]
    context = {
        "booked": booked,
        "r": _card(code),
        "again": again,
        "look_at": queries.address(reverse("publicity:booking")),
    }
    return render(request, "publicity/booked.html", context)


def _booked(code: str, given: dict[str, Any]) -> actions.Booked:
    row = receptions.by_code(code)
    if row is None:
        raise Http404
    with keeping():
        return actions.book(
            row,
            given["at"],
            contact=given["contact"],
            headcount=given["headcount"] or 1,
            may_wait=given["may_wait"],
            key=f"web:{code}:{given['key']}" if given["key"] else "",
        )


@open_form
def booking(request: HttpRequest) -> HttpResponse:
    """Looked up and cancelled by number and code; they travel in the body of the form alone."""
    if request.method != "POST":
        return render(request, "publicity/booking.html", {"form": BookingCodesForm()})
    form = BookingCodesForm(request.POST)
    form.full_clean()
    row = actions.find(request.POST.get("number", ""), request.POST.get("code", ""))
    if row is None:
        return render(request, "publicity/booking.html", {"form": form, "unknown": True}, status=422)
    words, done = "", False
    if "cancel" in request.POST:
        try:
            with keeping():
                row, done = actions.cancel_booking(row), True
        except Refused as refused:
            words = str(refused)
        except NotKept:
            words = _("现在太忙，没有取消。请过一会儿再按一次。")
    found = _card(row.reception.code)
    card = receptions.booking_card(row, found)
    context = {"booking": card, "r": found, "form": form, "wrong": words, "done": done, "number": row.number}
    context["code"] = request.POST.get("code", "")
    return render(request, "publicity/booking.html", context, status=409 if words else 200)
