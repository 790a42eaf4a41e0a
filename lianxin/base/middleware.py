"""The fences around every answer, and the tongue of the page."""

import errno
import logging
import re
from collections.abc import Callable
from urllib.parse import unquote_plus

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from lianxin.base.views import bad_request, too_large, unavailable
from lianxin.kit.keyring import KeyringError

log = logging.getLogger(__name__)
UNREADABLE = re.compile("[\x00\ud800-\udfff\ufffd]")
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Content-Security-Policy (W3C CSP 3): our own files only, no inline script or style anywhere."""

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"


class Fences:
    """Security headers. An answer that sets one of them itself keeps its own (a downloaded file may be stricter)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.BEHIND_PROXY:
            forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
            request.META["REMOTE_ADDR"] = forwarded[-1].strip() or request.META.get("REMOTE_ADDR", "")
        response = self._stopped(request) or self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie",))
        return response

    def _stopped(self, request: HttpRequest) -> HttpResponse | None:
        """What no page can make sense of: a NUL or half a character in the address, a body beyond every limit."""
        address = request.path + unquote_plus(request.META.get("QUERY_STRING", ""))
        if UNREADABLE.search(address):
            return bad_request(request)
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.ATTACHMENT_MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not length.isdigit() or int(length) > most:
            return too_large(request)
        return None


class NotKept:
    """A database that is locked or away, or a full disk, becomes an honest page: nothing was kept, and it says so."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        full = isinstance(error, OSError) and error.errno in FULL
        if not full and not isinstance(error, OperationalError | InterfaceError | KeyringError):
            return None
        log.error("not kept: %s: %s", type(error).__name__, (str(error).splitlines() or [""])[0])
        return unavailable(request)


class Tongue:
    """The page's language: the cookie `tongue`, else Chinese.

    Accept-Language is not read: many phones sold here still say English, and their owners read Chinese.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = "en" if request.COOKIES.get("tongue") == "en" else "zh-hans"
        with translation.override(language):
            response = self.get_response(request)
            if not response.streaming and not getattr(response, "is_rendered", True):
                response.render()  # type: ignore[attr-defined]
        response.headers.setdefault("Content-Language", "en" if language == "en" else "zh-CN")
        return response
