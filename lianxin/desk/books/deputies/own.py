"""我的公开信息, a deputy's own page: what the public sees of him, why, what he may choose or ask to be put right."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from lianxin.base import navigation
from lianxin.deputies import actions, queries
from lianxin.deputies.rules import Given, Item
from lianxin.desk.books.deputies.people import in_force, is_local, previews
from lianxin.desk.forms import deputies as forms
from lianxin.desk.views.frame import DeskRequest, carried_out, drawn, form_page
from lianxin.stations import queries as stations

PRESETS = {
    "all": (_("四项都公开"), tuple(Item)),
    "name": (_("只公开姓名"), (Item.NAME,)),
    "none": (_("都不公开"), ()),
}
"""What one touch chooses, everywhere and in every way."""


def my_card(request: DeskRequest) -> HttpResponseBase:
    """Three touches: open, choose, done. The picture of the card under it is the proof."""
    if request.actor.person_id is None:
        raise Http404
    row = queries.people_visible_to(request.actor).prefetch_related("mandates").get(pk=request.actor.person_id)
    if request.method != "POST":
        return drawn_card(request, row, forms.Chosen(row=row, actor=request.actor), asking(request, row))
    kind = request.POST.get("do", "")
    if kind in PRESETS:
        wanted = {Given(item, way) for item in PRESETS[kind][1] for way, _words in forms.WAYS}
        actions.choose(row, wanted, by=request.actor)
        messages.success(request, str(forms.Chosen.done))
        return redirect("desk:my_card")
    if kind == "ask_correction":
        ask = forms.AskCorrection(request.POST, row=row, actor=request.actor)
        chosen = forms.Chosen(row=row, actor=request.actor)
        return answered(request, row, ask, chosen, ask)
    chosen = forms.Chosen(request.POST, row=row, actor=request.actor)
    return answered(request, row, chosen, chosen, asking(request, row))


def asking(request: DeskRequest, row: Any) -> forms.AskCorrection:
    return forms.AskCorrection(row=row, actor=request.actor)


def answered(request: DeskRequest, row: Any, form: Any, chosen: Any, ask: Any) -> HttpResponseBase:
    """Carry out the form that was sent; the page again with what is wrong, or anew."""
    status = carried_out(form)
    if status == 200:
        messages.success(request, str(form.done))
        return redirect("desk:my_card")
    return drawn_card(request, row, chosen, ask, status=status)


def drawn_card(request: DeskRequest, row: Any, chosen: Any, ask: Any, *, status: int = 200) -> HttpResponse:
    at = [found for code in stations.codes_of_person(row.pk) if (found := stations.by_code(code))]
    given = queries.given_by(row)
    here = at[0].code if at and any(each.at for each in given) else ""
    context = {
        "row": row,
        "held": [queries.mandate_words(m) for m in in_force(row)],
        "local": is_local(row),
        "previews": previews(row, here),
        "at": at[0].name if here else "",
        "presets": [(key, words) for key, (words, _items) in PRESETS.items()],
        "form": chosen,
        "ask": ask,
        "asked": row.corrections.order_by("-pk")[:5],
    }
    return drawn(request, "desk/my_card.html", context, current="my_card", status=status)


PATHS = (path("my-card", form_page(my_card), name="my_card"),)

navigation.register(
    navigation.Item(
        face=navigation.DESK,
        label=_("我的公开信息"),
        url_name="desk:my_card",
        icon="shield",
        order=400,
        allowed=lambda actor: actor.person_id is not None,
    )
)
