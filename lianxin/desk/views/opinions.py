"""One opinion: its page, its acts, its contact."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from lianxin.desk import rules
from lianxin.desk.forms import OPINION, ActForm
from lianxin.desk.queries import frame
from lianxin.desk.queries import opinions as pages
from lianxin.desk.views.frame import DeskRequest, acting, carried_out, drawn, lost, page, the_one
from lianxin.opinions import actions, permissions, queries
from lianxin.people import actions as people

NEIGHBOURS = 40
"""How far a list is looked through for the next item."""


def rows(actor: Any) -> Any:
    """Opinions the actor may open, with what their page needs."""
    return permissions.visible_to(actor).select_related("station", "deputy", "merged_into")


@page
def opinion(request: DeskRequest, number: str) -> HttpResponse:
    """The page of one opinion; `?do=verb` opens a form in its place, `?list=key` keeps the list beside it."""
    row = the_one(rows(request.actor), number=number)
    verb = request.GET.get("do", "")
    form = OPINION[verb](row=row, actor=request.actor) if verb in OPINION else None
    if form is not None and verb not in permissions.doable(request.actor, row):
        form = None
    return shown(request, row, form)


def shown(
    request: DeskRequest, row: Any, form: ActForm | None = None, *, status: int = 200, contact: str = ""
) -> HttpResponse:
    """The opinion with the list it was opened from beside it."""
    actor = request.actor
    key = request.GET.get("list") or request.POST.get("list", "")
    work = next((w for w in queries.lists_of(actor) if w.key == key and frame.in_panes(actor)), None)
    beside = [pages.item(r) for r in queries.listed(actor, key)[:NEIGHBOURS]] if work else []
    context = {
        "page": pages.page(actor, row),
        "form": form,
        "verb": form.verb if form else "",
        "clear_contact": contact,
        "items": beside,
        "list": work,
        "key": key if work else "",
        "chosen": row.number,
        "about": row.text[:40],
    }
    return drawn(request, "desk/opinion.html", context, current=f"o.{key}", status=status)


@acting
def act(request: DeskRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one opinion."""
    if verb not in OPINION:
        raise Http404
    row = rows(request.actor).filter(number=number).first()
    if row is None:
        return lost(request)
    key = request.POST.get("list", "")
    behind = list(queries.listed(request.actor, key)[:NEIGHBOURS].values_list("number", flat=True)) if key else []
    form = OPINION[verb](request.POST, request.FILES, row=row, actor=request.actor)
    status = carried_out(form)
    if status == 200:
        messages.success(request, str(form.done))
        return _onwards(request, number, key, behind)
    fresh = rows(request.actor).filter(number=number).first()
    if fresh is None:
        return lost(request)
    form.see_again(fresh.version)
    return shown(request, fresh, form, status=status)


def _onwards(request: DeskRequest, number: str, key: str, behind: list[str]) -> HttpResponseRedirect:
    """Stay while the item is still in the list; else the next one; else the day."""
    actor = request.actor
    still = rows(actor).filter(number=number).exists()
    here = still and (not key or queries.listed(actor, key).filter(number=number).exists())
    following = number if here else rules.after(behind, number) if key and frame.in_panes(actor) else ""
    if not following:
        return HttpResponseRedirect(reverse("desk:today") + (f"?list={key}" if key and frame.in_panes(actor) else ""))
    return HttpResponseRedirect(reverse("desk:opinion", args=[following]) + (f"?list={key}" if key else ""))


@acting
def contact(request: DeskRequest, number: str) -> HttpResponse:
    """Show the contact once, and note in the security log that it was seen."""
    row = the_one(rows(request.actor), number=number)
    if not permissions.may_see_contact(request.actor, row) or row.contact is None:
        return redirect("desk:opinion", number)
    people.note_sight(request.actor, "contact", row.number)
    return shown(request, row, contact=actions.contact_of(row))
