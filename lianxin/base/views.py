"""The two switches of every page, the error pages, and the living catalogue of components."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from lianxin.base import catalogue
from lianxin.base.forms import SampleForm

YEAR = 365 * 24 * 3600
KEEP_AT_MOST = 40
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "check_code", "code", "token", "otp")


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Back to where the person came from, inside this house only."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/")
    return HttpResponseRedirect(target if safe else "/")


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True)


# A stranger's page could at most switch the size of the letters: a token would cost every public page a cookie.
@csrf_exempt
@require_POST
def care(request: HttpRequest) -> HttpResponse:
    """Switch 关怀版 on or off and come back. Remembered for a year."""
    response = _back(request)
    if request.POST.get("care") == "1":
        _remember(response, "care", "1")
    else:
        response.delete_cookie("care", samesite="Lax")
    return response


@csrf_exempt
@require_POST
def change_tongue(request: HttpRequest) -> HttpResponse:
    """中文 / English."""
    response = _back(request)
    if request.POST.get("tongue") == "en":
        _remember(response, "tongue", "en")
    else:
        response.delete_cookie("tongue", samesite="Lax")
    return response


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for developers."""
    form = SampleForm(initial=catalogue.TYPED)
    wrong = SampleForm(data=catalogue.MISTYPED, prefix="wrong")
    return render(request, "base/components.html", {**catalogue.samples(), "form": form, "wrong": wrong})


@require_safe
def components_desk(request: HttpRequest) -> HttpResponse:
    """The three panes of the desk with sample content."""
    return render(request, "base/components_desk.html", catalogue.samples())


SHEETS = {"a4": "base/components_a4.html", "a3": "base/components_a3.html"}


@require_safe
def components_paper(request: HttpRequest) -> HttpResponse:
    """A sheet: A4 with the road, or ?size=a3 for a notice."""
    size = "a3" if request.GET.get("size") == "a3" else "a4"
    return render(request, SHEETS[size], catalogue.samples())


@require_safe
@cache_control(max_age=86400, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    lines = ("User-agent: *", "Disallow: /desk/", "Disallow: /people/", "Disallow: /o/", "Disallow: /components/")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("base/favicon.svg"))


# ── when something is wrong ────────────────────────────────────────────────
def _from_here(request: HttpRequest) -> bool:
    """Whether the browser vouches that the form stood on our own page.

    Without this the page "press again" would hand a stranger's form a fresh token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    own = f"{request.scheme}://{request.get_host()}"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return origin == own or origin.startswith(own + "/")


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be sent again with a fresh token: text fields only, nothing secret."""
    if request.method != "POST" or not _from_here(request):
        return []
    pairs = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    return [(n, v) for n, v in pairs if not any(word in n.lower() for word in NEVER_KEPT)][:KEEP_AT_MOST]


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token did not fit (the page stood open too long, or cookies are off): 请再按一次."""
    kept = _kept(request)
    long_texts = [value for _name, value in kept if len(value) > 12]
    context = {"kept": kept, "texts": long_texts, "lost_files": bool(request.FILES), "target": request.get_full_path()}
    return render(request, "base/errors/form_expired.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return render(request, "base/errors/400.html", status=400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "base/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "base/errors/404.html", status=404)


def too_large(request: HttpRequest) -> HttpResponse:
    """An attachment or a text over the limit. What was typed cannot be read back from such a request."""
    return render(request, "base/errors/413.html", {"most": settings.ATTACHMENT_MAX_BYTES // 1024 // 1024}, status=413)


def too_many(request: HttpRequest, minutes: int = 15) -> HttpResponse:
    response = render(request, "base/errors/429.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """500: drawn without anything that may itself be broken (no context, no database)."""
    return render(request, "base/errors/500.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database is locked or the disk is full. Nothing was kept, and the page says so."""
    response = render(request, "base/errors/503.html", {"kept": _kept(request)}, status=503)
    response["Retry-After"] = "60"
    return response
