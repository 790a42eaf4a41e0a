"""At the door: a number by the code on the wall, one's own place, and the board for a screen in the room (Article 6).

The code at the door and that of a place are random and stand in their addresses: they open no word of anybody.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.kit import chance
from lianxin.kit.workflow import Refused
from lianxin.opinions.actions import NotKept, keeping
from lianxin.opinions.rules import read_number
from lianxin.publicity import queries
from lianxin.publicity.views.gate import open_form
from lianxin.receptions import actions
from lianxin.receptions import queries as receptions


def _at(door: str) -> Any:
    found = receptions.by_door(door)
    if found is None:
        raise Http404
    return found


@open_form
def door(request: HttpRequest, code: str) -> HttpResponse:
    """Who came takes a number, who booked gives the number of his booking; the same form gives the same number."""
    row = _at(code)
    if request.method != "POST":
        return _shown(request, row)
    typed = request.POST.get("number", "").strip()
    booking = receptions.booking_of(row, read_number(typed) or "") if typed else None
    if typed and booking is None:
        return _shown(request, row, 422, _("这次接待没有这个预约号。再看一遍；没有约过的，空着就行。"))
    try:
        with keeping():
            ticket = actions.take_ticket(row, booking=booking, key=request.POST.get("key", "")[:64])
    except Refused as refused:
        return _shown(request, row, 409, str(refused))
    except NotKept:
        return _shown(request, row, 503, _("现在太忙，没有取到。请过一会儿再按一次，不会取重。"))
    return HttpResponseRedirect(reverse("publicity:place", args=[ticket.code]))


def _shown(request: HttpRequest, row: Any, status: int = 200, wrong: str = "") -> HttpResponse:
    key = request.POST.get("key", "")[:64] or chance.form_key()
    context = {"r": receptions.room(row), "key": key, "wrong": wrong, "typed": request.POST.get("number", "")[:40]}
    return render(request, "publicity/door.html", context, status=status)


@open_form
def place(request: HttpRequest, code: str) -> HttpResponse:
    """我的位置: my number and how many are before me; whoever cannot wait says so, and nobody waits for him."""
    row = receptions.ticket_of(code)
    if row is None:
        raise Http404
    wrong = ""
    if request.method == "POST" and "leave" in request.POST:
        try:
            actions.leave(row)
        except Refused as refused:
            wrong = str(refused)
        row = receptions.ticket_of(code)
        assert row is not None
    context = {"p": receptions.place_card(row), "wrong": wrong}
    return render(request, "publicity/place.html", context, status=409 if wrong else 200)


@require_safe
def board(request: HttpRequest, code: str) -> HttpResponse:
    """The screen in the room: who is asked in, who comes next; numbers and no names."""
    row = _at(code)
    address = queries.address(reverse("publicity:door", args=[code]))
    context = {"r": receptions.room(row), "qr": queries.qr(address), "address": address}
    return render(request, "publicity/board.html", context)


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet for the door: its code, and what to do without a telephone."""
    row = _at(code)
    address = queries.address(reverse("publicity:door", args=[code]))
    context = {"r": receptions.room(row), "qr": queries.qr(address), "address": address}
    return render(request, "publicity/door_paper.html", context)
