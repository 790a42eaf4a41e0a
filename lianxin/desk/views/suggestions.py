"""Suggestions: drafting, every act on one, and assigning many at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.desk.forms import SUGGESTION, ActForm
from lianxin.desk.forms.drafting import Draft
from lianxin.desk.queries import suggestions as pages
from lianxin.desk.views.frame import DeskRequest, acting, carried_out, drawn, form_page, lost, page, the_one
from lianxin.kit.actor import Level, Role
from lianxin.kit.workflow import Refused
from lianxin.opinions import permissions as opinions
from lianxin.opinions.rules import Rejected
from lianxin.suggestions import actions, permissions


def rows(actor: Any) -> Any:
    """Suggestions the actor may open."""
    return permissions.visible_to(actor).select_related("lead")


@page
def suggestion(request: DeskRequest, code: str) -> HttpResponse:
    """The page of one suggestion; `?do=verb` opens a form in its place. An organ's next step stands open."""
    row = the_one(rows(request.actor), code=code)
    allowed = permissions.doable(request.actor, row)
    organ = bool(request.actor.posts_as(Role.ORGAN_HANDLER))
    verb = request.GET.get("do", "") or ("reply" if organ and "reply" in allowed else "")
    form = SUGGESTION[verb](row=row, actor=request.actor) if verb in SUGGESTION and verb in allowed else None
    return shown(request, row, form)


def shown(request: DeskRequest, row: Any, form: ActForm | None = None, *, status: int = 200) -> HttpResponse:
    """The suggestion as its reader's page: an organ's task, or the desk's."""
    context = {
        "page": pages.page(request.actor, row),
        "form": form,
        "verb": form.verb if form else "",
        "terms": pages.terms() if form is not None and "months" in form.fields else None,
    }
    organ = request.actor.posts_as(Role.ORGAN_HANDLER) and not request.actor.is_deputy
    return drawn(request, "desk/task.html" if organ else "desk/suggestion.html", context, status=status)


@acting
def act(request: DeskRequest, code: str, verb: str) -> HttpResponse:
    """One verb on one suggestion."""
    if verb not in SUGGESTION:
        raise Http404
    row = rows(request.actor).filter(code=code).first()
    if row is None:
        return lost(request)
    form = SUGGESTION[verb](request.POST, request.FILES, row=row, actor=request.actor)
    status = carried_out(form)
    if status == 200:
        messages.success(request, str(form.done))
        return (
            redirect("desk:suggestion", code)
            if rows(request.actor).filter(code=code).exists()
            else redirect("desk:today")
        )
    fresh = rows(request.actor).filter(code=code).first()
    if fresh is None:
        return lost(request)
    form.see_again(fresh.version)
    return shown(request, fresh, form, status=status)


@form_page
def new(request: DeskRequest) -> HttpResponse:
    """A draft from one or several opinions (`?opinion=number&opinion=…`), prefilled with the residents' words."""
    numbers = request.GET.getlist("opinion") + request.POST.getlist("opinion")
    mine = opinions.visible_to(request.actor).filter(confidential=False)
    sources = list(mine.filter(number__in=numbers[:50]).order_by("id")) if numbers else []
    if len(sources) < len(set(numbers)) or not request.actor.is_deputy:
        raise Http404
    form = Draft(request.POST if request.method == "POST" else None, sources=sources, actor=request.actor)
    status = 200
    if request.method == "POST":
        status = carried_out(form)
        if status == 200:
            return _drafted(request, form.drafted)
    more = [r for r in mine.filter(deputy_id=request.actor.person_id, state="passed_on")[:20] if r not in sources]
    return drawn(request, "desk/draft.html", {"form": form, "sources": sources, "others": more}, status=status)


def _drafted(request: DeskRequest, row: Any) -> HttpResponse:
    """Kept; and handed in at once when that was the button."""
    if request.POST.get("then") != "submit":
        messages.success(request, _("草稿已存。改好了再交。"))
        return redirect("desk:suggestion", row.code)
    actions.submit(row, by=request.actor)
    messages.success(request, _("已提交，等审查。群众那边也看得到您提了建议。"))
    return redirect("desk:suggestion", row.code)


@form_page
def bulk_assign(request: DeskRequest) -> HttpResponse:
    """Assign many at once: each row by itself succeeds, or says why not and keeps what was chosen."""
    offices = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR)
    if not request.actor.posts_as(*offices):
        raise Http404
    if request.method != "POST":
        return _assign_page(request, {}, 200)
    picked = request.POST.getlist("pick")[:100]
    found = {r.code: r for r in rows(request.actor).filter(code__in=picked)}
    wrong = {code: _assigned(request, found.get(code), code) for code in picked}
    done = sum(not why for why in wrong.values())
    if done:
        words = ngettext("交办了%(n)d件，期限从今天算起。", "交办了%(n)d件，期限从今天算起。", done) % {"n": done}
        messages.success(request, words)
    if picked and done == len(picked):
        return redirect("desk:today")
    if not picked:
        messages.error(request, _("还没有选。先勾上要交办的建议。"))
    return _assign_page(request, wrong, 400)


def _assigned(request: DeskRequest, row: Any, code: str) -> str:
    """'' when the row was assigned, else why not."""
    if row is None:
        return _("没有这一件，或者不归您交办。")
    seen = request.POST.get(f"seen-{code}", "")
    given: dict[str, Any] = {
        "organ": request.POST.get(f"organ-{code}", ""),
        "complex_matter": request.POST.get("months") == "6",
        "reason": request.POST.get("reason", ""),
        "seen": int(seen) if seen.isdigit() else 0,
    }
    assign = actions.assign_by_office if row.level == Level.COUNTY else actions.assign_by_presidium
    try:
        assign(row, by=request.actor, **given)
    except PermissionDenied:
        return _("这一件不归您交办。")
    except (Refused, Rejected) as error:
        return str(error)
    return ""


def _assign_page(request: DeskRequest, wrong: dict[str, str], status: int) -> HttpResponse:
    waiting = pages.assign_rows(pages.listed(request.actor, "to_assign")[:100])
    marked = [
        pages.tried(r, request.POST.get(f"organ-{r.item.row.code}", ""), wrong.get(r.item.row.code)) for r in waiting
    ]
    context = {
        "rows": marked,
        "terms": pages.terms(),
        "day": None,
        "months": request.POST.get("months", "3"),
        "reason": request.POST.get("reason", ""),
        "lost": [w for c, w in wrong.items() if w and c not in _codes(waiting)],
    }
    return drawn(request, "desk/office.html", context, status=status)


def _codes(waiting: list[pages.AssignRow]) -> set[str]:
    return {r.item.row.code for r in waiting}
