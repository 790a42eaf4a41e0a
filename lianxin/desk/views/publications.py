"""Making results public: one prepares, another reviews what the public will see, and publishes."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lianxin.desk.views.frame import DeskRequest, acting, drawn, page, the_one
from lianxin.kit.workflow import Refused
from lianxin.opinions import actions as opinions
from lianxin.opinions import permissions as opinion_permissions
from lianxin.opinions.rules import Rejected
from lianxin.people import queries as people
from lianxin.suggestions import actions as suggestions
from lianxin.suggestions import permissions as suggestion_permissions
from lianxin.suggestions import queries as suggestion_queries


def cards(actor: Any) -> Any:
    """Public cards, drafts included, that the actor may open."""
    return suggestion_permissions.publications_visible_to(actor).select_related("opinion__station")


@page
def publications(request: DeskRequest) -> HttpResponse:
    """Drafts to be reviewed, and what is public."""
    found = cards(request.actor)
    shown = Paginator(found.filter(state="published").order_by("-published_at", "-id"), 25)
    context = {
        "drafts": found.filter(state="draft").order_by("prepared_at")[:100],
        "paged": shown.get_page(request.GET.get("page")),
    }
    return drawn(request, "desk/publications.html", context)


@page
def publication(request: DeskRequest, code: str) -> HttpResponse:
    """One card exactly as the public will see it, and the reviewer's button."""
    return _shown(request, the_one(cards(request.actor), code=code))


def _shown(request: DeskRequest, card: Any, *, wrong: str = "", words: str = "", status: int = 200) -> HttpResponse:
    actor = request.actor
    stages = json.loads(card.stages)
    context = {
        "card": card,
        "road": suggestion_queries.road_from_public(stages, done=card.done, voices=card.voices),
        "own": card.prepared_by == actor.ref,
        "wrong": wrong,
        "typed": words,
        "by": people.name_of(card.prepared_by),
        "reviewer": people.name_of(card.reviewed_by),
        "may_publish": card.state == "draft" and _may_publish(actor, card),
        "may_withdraw": card.state != "withdrawn" and opinion_permissions.may_withdraw_publication(actor, card),
    }
    return drawn(request, "desk/publication.html", context, status=status)


def _may_publish(actor: Any, card: Any) -> bool:
    room: Any = suggestion_permissions if card.matter else opinion_permissions
    return bool(room.may_publish(actor, card))


def _tried(request: DeskRequest, code: str, does: Any, done: str) -> HttpResponse:
    """Carry it out, or show the card again with the reason."""
    card = the_one(cards(request.actor), code=code)
    words = request.POST.get("words", "")
    try:
        does(card)
    except (Refused, Rejected) as error:
        status = 400 if isinstance(error, Rejected) else 409
        return _shown(request, the_one(cards(request.actor), code=code), wrong=str(error), words=words, status=status)
    except PermissionDenied:
        return _shown(request, card, wrong=_("公布由主席、街道工委或者县代表工委审核。"), words=words, status=403)
    messages.success(request, done)
    return redirect("desk:publication", code)


@acting
def publish(request: DeskRequest, code: str) -> HttpResponse:
    """The second person has checked it."""
    checked = request.POST.get("checked") == "on"

    def does(card: Any) -> None:
        room: Any = suggestions if card.matter else opinions
        room.publish(card, checked=checked, by=request.actor)

    return _tried(request, code, does, _("已公布，群众现在看得到。"))


@acting
def withdraw(request: DeskRequest, code: str) -> HttpResponse:
    """Take it off the public pages, with a reason."""
    words = request.POST.get("words", "")
    return _tried(
        request,
        code,
        lambda card: opinions.withdraw_publication(card, words=words, by=request.actor),
        _("已撤下，记录都在。"),
    )
