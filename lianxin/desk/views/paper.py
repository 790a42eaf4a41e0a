"""What must still be told by paper, telephone or a visit."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.desk.views.frame import DeskRequest, acting, drawn, page, the_one
from lianxin.kit import moment
from lianxin.kit.workflow import Refused
from lianxin.outbox import actions, permissions, queries
from lianxin.outbox.rules import ToKind

OF_BOOKINGS = "receptions.booking_"


@page
def paper(request: DeskRequest) -> HttpResponse:
    """The list, to work through or to print."""
    found = queries.paper_list(request.actor)
    if request.GET.get("format") == "print":
        cards = [queries.as_card(m) for m in found[:500]]
        return render(request, "desk/paper_sheet.html", {"cards": cards, "now": moment.now()})
    paged = Paginator(found, 25).get_page(request.GET.get("page"))
    cards = [queries.as_card(m) for m in paged]
    lines = [{"card": card, "about": _about(card)} for card in cards]
    return drawn(request, "desk/paper.html", {"paged": paged, "lines": lines})


def _about(card: queries.MessageCard) -> str:
    """Where a resident's matter stands: the opinion, or the booking, with a way to reach him."""
    if card.to_kind != ToKind.RESIDENT:
        return ""
    return reverse("desk:booking" if card.kind.startswith(OF_BOOKINGS) else "desk:opinion", args=[card.to_ref])


@acting
def done(request: DeskRequest, key: UUID) -> HttpResponse:
    """Somebody was told."""
    message = the_one(permissions.visible_to(request.actor), pk=key)
    try:
        actions.mark_delivered(message, by=request.actor, how=message.form)
        messages.success(request, _("记下了：已经告知。"))
    except Refused as error:
        messages.error(request, str(error))
    if message.kind.startswith(OF_BOOKINGS) and request.POST.get("booking") == message.to_ref:
        return redirect("desk:booking", message.to_ref)
    return redirect("desk:paper")
