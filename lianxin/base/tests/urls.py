"""Addresses of the room's own tests: base alone, and pages that go wrong on purpose."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.decorators.csrf import csrf_protect

from lianxin.base import views


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def burst(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


def swell(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig("on purpose")


@csrf_protect
def speak(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return HttpResponse(f"heard {request.POST['text']}")
    return render(request, "base/tests_form.html")


def hurry(request: HttpRequest) -> HttpResponse:
    return views.too_many(request, minutes=15)


def full(request: HttpRequest) -> HttpResponse:
    return views.unavailable(request)


urlpatterns = [
    path("refuse", refuse),
    path("burst", burst),
    path("swell", swell),
    path("speak", speak),
    path("hurry", hurry),
    path("full", full),
    path("", include("lianxin.base.urls")),
]
handler400 = views.bad_request
handler403 = views.refused
handler404 = views.not_found
handler500 = views.broken
