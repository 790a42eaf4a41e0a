"""The real addresses and one desk page that says who acts and what was sent."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from lianxin.config.urls import urlpatterns as real


def echo(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"actor": request.actor.ref, "name": request.actor.name, "sent": request.POST.get("text", "")})


urlpatterns = [path("desk/echo", echo), path("echo", echo), *real]
