"""What stands before every open form: whose page it came from, and that nothing of the answer is stored."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lianxin.base.views import refused, too_many

View = Callable[..., HttpResponse]


def from_another_house(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on somebody else's page. A browser that says nothing is believed."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def open_form(view: View) -> View:
    """GET and POST for everybody. There is no session whose rights a forged form could use, so no token is asked for
    (decision 8); a foreign page's form is refused all the same, and no cache keeps an answer."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and from_another_house(request):
            return refused(request)
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(guarded))


def slowed(request: HttpRequest, wait: float) -> HttpResponse | None:
    """The page "too many" for who tries again too soon; None for everybody else."""
    if not wait:
        return None
    answer = too_many(request, minutes=1)
    answer["Retry-After"] = "2"
    return answer
