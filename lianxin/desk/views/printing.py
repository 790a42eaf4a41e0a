"""Sheets for the printer: the opinion with its road, the blank form, the suggestion paper, the assignment slip."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from lianxin.desk.forms.intake import own_stations
from lianxin.desk.queries import opinions as pages
from lianxin.desk.queries import suggestions as suggestion_pages
from lianxin.desk.views.frame import DeskRequest, page, the_one
from lianxin.desk.views.opinions import rows
from lianxin.desk.views.register import may_write_down
from lianxin.desk.views.suggestions import rows as suggestion_rows
from lianxin.kit import moment
from lianxin.opinions import rules
from lianxin.organs import queries as organs
from lianxin.suggestions import queries


@page
def sheet(request: DeskRequest, number: str) -> HttpResponse:
    """An opinion with its whole road, A4. A confidential one is never printed."""
    row = the_one(rows(request.actor), number=number, confidential=False)
    return render(request, "desk/sheet.html", {"page": pages.page(request.actor, row), "now": moment.now()})


@page
def blank_form(request: DeskRequest) -> HttpResponse:
    """The registration form to fill in by hand."""
    if not may_write_down(request.actor):
        raise Http404
    stations = own_stations(request.actor)
    context = {"channels": rules.CHANNELS[2:7], "tell_by": rules.TELL_BY, "station": stations[0][1] if stations else ""}
    return render(request, "desk/blank_form.html", context)


@page
def suggestion_paper(request: DeskRequest, code: str) -> HttpResponse:
    """代表建议专用纸."""
    row = the_one(suggestion_rows(request.actor), code=code)
    return render(request, "desk/suggestion_paper.html", {"page": suggestion_pages.page(request.actor, row)})


@page
def slip(request: DeskRequest, code: str) -> HttpResponse:
    """交办单: once it is assigned."""
    row = the_one(suggestion_rows(request.actor), code=code)
    leg = queries.assignment_card(row)
    if leg is None:
        raise Http404
    then = organs.name_of(leg["organ"], leg["leg"].assigned_day)  # a paper of that day keeps the name of that day
    context = {"page": suggestion_pages.page(request.actor, row), "leg": leg, "organ_then": then}
    return render(request, "desk/slip.html", context)
