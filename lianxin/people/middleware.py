"""`request.actor`, and the end of sessions that nobody has used for a while."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.people.forms import KEPT, keep
from lianxin.people.queries import actor_for
from lianxin.people.rules import NOTE_SEEN_EVERY, is_idle

SIGNED_IN_PATHS = ("/desk/", "/people/password", "/people/go-on")
"""Where a signed-in person's page stands; everywhere else a visitor whose session ended simply goes on."""

Answer = Callable[[HttpRequest], HttpResponse]


class IdleSignOut:
    """Sign out whoever rested longer than IDLE_SIGN_OUT_SECONDS; what he typed waits until he is back.

    It acts as a view is about to run, when the form's token has been checked, so that a stranger's form is never kept.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or SESSION_KEY not in request.session:
            return None
        now, seen = moment.now().timestamp(), request.session.get("seen")
        if seen is not None and is_idle(seen, now, settings.IDLE_SIGN_OUT_SECONDS):
            return self._sign_out(request)
        if seen is None or now - seen >= NOTE_SEEN_EVERY:
            request.session["seen"] = int(now)
        if request.method == "POST" and KEPT in request.session:
            del request.session[KEPT]
        return _to_new_password(request)

    def _sign_out(self, request: HttpRequest) -> HttpResponse | None:
        if not request.path.startswith(SIGNED_IN_PATHS):
            logout(request)
            return None
        typed = keep(request) if request.method == "POST" else ""
        logout(request)
        if typed:
            request.session[KEPT] = typed
            messages.warning(request, _("您离开得久了，已自动退出。刚才填的还在，登录后可以接着交。"))
        else:
            messages.warning(request, _("您离开得久了，已自动退出，请重新登录。"))
        return _to_sign_in(request)


def _to_new_password(request: HttpRequest) -> HttpResponse | None:
    """Who was given a password on a slip chooses his own before anything else."""
    here = request.path.startswith(SIGNED_IN_PATHS) and request.path != reverse("people:password")
    if not here or not getattr(request.user, "must_change", False):
        return None
    messages.warning(request, _("您用的是别人发给您的密码。先换成自己的，再办事。"))
    return HttpResponseRedirect(reverse("people:password"))


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and from there back; a fragment's request moves the whole page."""
    back = QueryDict(mutable=True)
    back["next"] = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    if "HX-Request" in request.headers:
        back["next"] = getattr(getattr(request, "htmx", None), "current_url_abs_path", None) or "/desk/"
        target = f"{reverse('people:sign_in')}?{back.urlencode()}"
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    response = HttpResponseRedirect(f"{reverse('people:sign_in')}?{back.urlencode()}")
    response.status_code = 303
    return response


class ActorOfRequest:
    """`request.actor`: who acts, reckoned when first asked for and kept for the request."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_for(request.user))  # type: ignore[attr-defined]
        return self.get_response(request)
