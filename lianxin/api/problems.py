"""Errors as problem documents (RFC 9457), in the caller's words and without data."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from lianxin.kit.workflow import Refused
from lianxin.opinions.actions import KeyTaken
from lianxin.opinions.rules import Rejected

log = logging.getLogger(__name__)

TITLES = {
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    413: "Content Too Large",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    503: "Service Unavailable",
}


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """One problem document."""
    body = {
        "type": "about:blank",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "detail": str(detail),
        **more,
    }
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def _fields(error: ValidationError) -> str:
    return "；".join(f"{'.'.join(str(x) for x in e.get('loc', ())[2:])}: {e.get('msg', '')}" for e in error.errors)


def install(api: NinjaAPI) -> None:
    """Hand every error that a caller can meet to a problem document."""

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(422, _fields(error) or _("内容的格式不对。"))

    @api.exception_handler(HttpError)
    def http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error))

    @api.exception_handler(Rejected)
    def rejected(request: HttpRequest, error: Rejected) -> HttpResponse:
        return problem(422, error.message, field=error.field)

    @api.exception_handler(KeyTaken)
    def taken(request: HttpRequest, error: KeyTaken) -> HttpResponse:
        return problem(409, _("这个防重键已经用于别的内容。"))

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return problem(409, str(error))

    @api.exception_handler(PermissionDenied)
    def denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return problem(404, _("没有这一件，或者查询码不对。"))

    @api.exception_handler(DatabaseError)
    @api.exception_handler(OSError)
    def broken(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("not kept: %s: %s", type(error).__name__, (str(error).splitlines() or [""])[0])
        return problem(503, _("没有记下，请再试一次。"))
