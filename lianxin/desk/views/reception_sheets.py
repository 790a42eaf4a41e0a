"""Sheets of a reception, written on the spot or entered back from paper, and a time booked for who telephones."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.desk.forms.reception_day import DOORS, PhoneBooking, SheetForm
from lianxin.desk.queries.papers import look_up
from lianxin.desk.views.frame import DeskRequest, drawn, form_page, page
from lianxin.desk.views.reception_day import Row, opened, writing
from lianxin.kit import chance, moment
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.opinions import rules as opinions
from lianxin.opinions.rules import Rejected
from lianxin.papers import qr
from lianxin.receptions import actions, queries
from lianxin.receptions.queries import SeatState, State

THERE = ("answered", "informed")
"""What is said to somebody's face; of answers that came later the sheet knows nothing."""
RECEIPTS_SHOWN = timedelta(hours=24)
"""How long whoever wrote a sheet can print its receipts once more: as long as its form is known by its key."""


def _turn(row: Row, given: str) -> Any:
    """The number somebody was called by; None when the sheet is for nobody's number."""
    if not given:
        return None
    turn = queries.turn_of(row, int(given)) if given.isdecimal() and len(given) < 6 else None
    if turn is None:
        raise Http404
    return turn


@form_page
def sheet(request: DeskRequest, code: str) -> HttpResponse:
    """The sheet for whoever sits before one (`?number=` his ticket), or to be entered afterwards."""
    row = writing(request, code)
    return _sheet(request, row, turn=_turn(row, request.GET.get("number", "")))


@form_page
def paper(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """Where a printed sheet's QR code leads: entered back once; after that, what was entered."""
    row = writing(request, code)
    if not 1 <= number <= row.last_paper:
        raise Http404
    kept = queries.visit_on_paper(row, number)
    if kept is not None and request.method != "POST":
        return redirect("desk:reception_visit", row.code, kept)
    return _sheet(request, row, paper=number)


@form_page
def papers(request: DeskRequest, code: str) -> HttpResponse:
    """Blank sheets to be filled in by hand: asked for, each gets a number of its own; `?first=&last=` prints them."""
    row = writing(request, code)
    if request.method == "POST":
        try:
            first, last = actions.print_sheets(row, _whole(request.POST.get("count", "")), by=request.actor)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("desk:reception_day", row.code)
        return redirect(f"{reverse('desk:reception_papers', args=[row.code])}?first={first}&last={last}")
    first, last = (_whole(request.GET.get(name, "")) for name in ("first", "last"))
    if not 1 <= first <= last <= row.last_paper:
        raise Http404
    context = {
        "r": row,
        "sheets": [_blank(row, number) for number in range(first, last + 1)],
        "names": [seat.person.name for seat in queries.seats(row) if seat.state != SeatState.ON_LEAVE],
        "doors": DOORS.items(),
        "tell_by": opinions.TELL_BY,
        "matters": (1, 2),
    }
    return render(request, "desk/blank_sheets.html", context)


def _whole(given: str) -> int:
    """A small number as somebody sends it; 0 for anything else."""
    return int(given) if given.isdecimal() and len(given) < 4 else 0


def _blank(row: Row, number: int) -> dict[str, Any]:
    address = settings.BASE_URL + reverse("desk:reception_paper", args=[row.code, number])
    return {"number": number, "qr": qr.inline(address)}


def _sheet(request: DeskRequest, row: Row, *, turn: Any = None, paper: int | None = None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = SheetForm(data, row=row, actor=request.actor, ticket=turn, paper=paper)
    status = 200
    if form.is_bound and not form.wants_more:
        noted, status = _noted(form)
        if noted is not None:
            return redirect("desk:reception_visit", row.code, noted.visit.code)
    written = queries.visit_of_turn(turn) if turn is not None else ""
    if written and not form.is_bound:
        return redirect("desk:reception_visit", row.code, written)
    kept = queries.visit_on_paper(row, paper) if paper is not None else None
    context = {"r": row, "form": form, "turn": turn, "paper": paper, "late": row.day < moment.today(), "kept": kept}
    return drawn(request, "desk/reception_sheet.html", context, status=status)


def _noted(form: SheetForm) -> tuple[actions.Noted | None, int]:
    if not form.is_valid():
        return None, 400
    try:
        return form.carry_out(), 200
    except Rejected as wrong:
        form.say_wrong(wrong.field, wrong.message)
        return None, 400
    except Overtaken as late:
        form.add_error(None, str(late))
        return None, 409
    except Refused as refused:
        form.add_error(None, str(refused))
        return None, 409
    except PermissionDenied:
        form.add_error(None, _("当场解答由代表或者联络员来记。请选别的办法，内容都还在。"))
        return None, 403


@page
def visit(request: DeskRequest, code: str, visit: str) -> HttpResponse:
    """A sheet that was written: its matters, and for whoever wrote it the receipts to be given at once."""
    row = writing(request, code)
    found = next((one for one in queries.written(row, request.actor) if one.code == visit), None)
    if found is None:
        raise Http404
    fresh = found.own and moment.now() - found.entered_at < RECEIPTS_SHOWN
    given = actions.receipts_of(queries.visit_row(row, visit)) if fresh else ()
    receipts = [(each, look_up(each.number)) for each in given]
    waiting = queries.line(row).waiting if receipts and row.state == State.OPEN else ()
    context = {"r": row, "v": found, "receipts": receipts, "waiting": waiting, "press": chance.form_key()}
    return drawn(request, "desk/reception_visit.html", context)


@page
def filled(request: DeskRequest, code: str, visit: str) -> HttpResponse:
    """The sheet of a visit on paper, to be signed if somebody wants to: no codes, no contacts, nothing confidential."""
    row = writing(request, code)
    found = next((one for one in queries.written(row, request.actor) if one.code == visit), None)
    if found is None:
        raise Http404
    matters: tuple[Any, ...] = found.matters
    there = [
        (each, [said for said in each.answers.all() if said.kind in THERE and said.at == found.came_at])
        for each in matters
    ]
    return render(request, "desk/filled_sheet.html", {"r": row, "v": found, "matters": there})


@form_page
def book(request: DeskRequest, code: str) -> HttpResponse:
    """A time for somebody on the telephone: number and code are read out to him from the answer."""
    row = opened(request, code)
    form = PhoneBooking(request.POST if request.method == "POST" else None, row=row, actor=request.actor)
    status = 200
    if form.is_bound:
        booked, status = _booked(form)
        if booked is not None:
            return drawn(request, "desk/reception_booked.html", {"r": row, "booked": booked})
    return drawn(request, "desk/reception_book.html", {"r": row, "form": form}, status=status)


def _booked(form: PhoneBooking) -> tuple[actions.Booked | None, int]:
    if not form.is_valid():
        return None, 400
    try:
        return form.carry_out(), 200
    except Rejected as wrong:
        form.add_error(wrong.field if wrong.field in form.fields else None, wrong.message)
        return None, 400
    except Refused as refused:
        form.add_error("at", str(refused))
        return None, 409
