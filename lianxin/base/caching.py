"""Answers that caches may keep: how long, and by which mark they are known again (RFC 9110, ETag)."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

View = Callable[..., HttpResponse]


def kept(seconds: int) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Let everybody keep a view's good answers for so many seconds; whoever has the same one gets 304."""

    def around(view: View) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            if request.method not in ("GET", "HEAD") or response.status_code != 200:
                return response
            etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            response["ETag"] = etag
            response["Cache-Control"] = f"public, max-age={seconds}"
            found = get_conditional_response(request, etag=etag, response=response)
            return found if found is not None else response

        return marked

    return around
