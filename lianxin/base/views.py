"""Stub until base is built."""

from django.http import HttpRequest, HttpResponse


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse("expired", status=403)
