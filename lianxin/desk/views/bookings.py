"""One booking at the desk: who has to tell him something finds where he can be reached, and tells him (Article 6)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lianxin.desk.views.frame import DeskRequest, acting, drawn, page, the_one
from lianxin.kit.workflow import Refused
from lianxin.outbox import queries as outbox
from lianxin.people import actions as people
from lianxin.receptions import actions, permissions, queries
from lianxin.receptions.queries import SeatState


def _row(request: DeskRequest, number: str) -> Any:
    """A booking of a reception whose day the actor helps to run, with a place to tell him of changes; else 404."""
    row = queries.booking_by(number)
    if row is None:
        raise Http404
    the_one(permissions.visible_to(request.actor), pk=row.reception_id)
    if not permissions.may_see_booker(request.actor, row.reception):
        raise Http404
    return row


@page
def booking(request: DeskRequest, number: str) -> HttpResponse:
    """When he comes, what he has to be told, and his contact behind a button."""
    return _shown(request, _row(request, number))


@acting
def contact(request: DeskRequest, number: str) -> HttpResponse:
    """Show the contact once, and note in the security log that it was seen."""
    row = _row(request, number)
    if row.contact is None:
        return redirect("desk:booking", number)
    people.note_sight(request.actor, "booking", row.number)
    return _shown(request, row, contact=actions.contact_of(row))


@acting
def cancel(request: DeskRequest, number: str) -> HttpResponse:
    """He telephoned that he will not come: his time is free for others."""
    row = _row(request, number)
    try:
        actions.cancel_booking(row, by=request.actor)
        messages.success(request, _("已取消，他的时间别人可以约了。"))
    except Refused as refused:
        messages.error(request, str(refused))
    except PermissionDenied as denied:
        raise Http404 from denied
    return redirect("desk:booking", number)


def _shown(request: DeskRequest, row: Any, contact: str = "") -> HttpResponse:
    r = row.reception
    coming = (SeatState.PLANNED, SeatState.ATTENDED)
    context = {
        "b": queries.booking_card(row),
        "r": r,
        "number": row.number,
        "left": row.contact is not None,
        "contact": contact,
        "names": [seat.person.name for seat in queries.seats(r) if seat.state in coming],
        "told": [outbox.as_card(each) for each in outbox.to_tell(request.actor, row.number)],
    }
    return drawn(request, "desk/booking.html", context)
