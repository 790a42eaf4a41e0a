"""What every page of the desk shares: sign-in, the panes around it, and carrying out a form."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianxin.desk import rules
from lianxin.desk.forms import ActForm
from lianxin.desk.queries import frame
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Refused
from lianxin.opinions.rules import Rejected

View = Callable[..., HttpResponseBase]


class DeskRequest(HttpRequest):
    """A request of somebody signed in."""

    actor: Actor


def page(view: Any) -> View:
    """GET only, signed in, kept by no cache."""
    guarded: View = login_required(never_cache(require_safe(view)))
    return guarded


def acting(view: Any) -> View:
    """POST only, signed in."""
    guarded: View = login_required(never_cache(require_POST(view)))
    return guarded


def form_page(view: Any) -> View:
    """GET and POST, signed in."""
    guarded: View = login_required(never_cache(require_http_methods(["GET", "HEAD", "POST"])(view)))
    return guarded


def drawn(
    request: DeskRequest, template: str, context: Mapping[str, Any], *, current: str = "", status: int = 200
) -> HttpResponse:
    """A page of the desk with its lists around it."""
    around = {
        "lists": frame.nav(request.actor, current),
        "role": frame.role_of(request.actor),
        "is_deputy": request.actor.is_deputy and not request.actor.posts,
        "find": request.GET.get("q", ""),
        "search_at": frame.search_at(request.actor),
        "place": frame.place_of(request.actor),
    }
    return render(request, template, {**around, **context}, status=status)


def the_one(rows: Any, **which: Any) -> Any:
    """The row an actor may open, or 404; `rows` came through a room's `visible_to`."""
    found = rows.filter(**which).first()
    if found is None:
        raise Http404
    return found


def lost(request: HttpRequest) -> HttpResponse:
    """An act on what is not (or no longer) the actor's: the same page for both, with what he typed."""
    kept = [(n, v) for n in request.POST for v in request.POST.getlist(n) if n not in ("csrfmiddlewaretoken", "seen")]
    return render(request, "desk/lost.html", {"kept": kept}, status=404)


def carried_out(form: ActForm) -> int:
    """200 when it is done, or when `form.ahead` is to be seen first; else the form says why, in the person's words."""
    if not form.is_valid():
        return 400
    try:
        if not form.look():
            form.carry_out()
    except Rejected as error:
        field = form.aliases.get(error.field, error.field)
        form.add_error(field if field in form.fields else None, error.message)
        return 400
    except Refused as error:
        form.add_error(None, str(error))
        return 409
    except PermissionDenied:
        form.add_error(None, str(rules.forbidden_words(form.verb)))
        return 403
    return 200
