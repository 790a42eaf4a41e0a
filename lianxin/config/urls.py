"""All addresses, face by face."""

from django.urls import include, path

urlpatterns = [
    path("", include("lianxin.publicity.urls")),
    path("desk/", include("lianxin.desk.urls")),
    path("people/", include("lianxin.people.urls")),
    path("api/v1/", include("lianxin.api.urls")),
    path("", include("lianxin.base.urls")),
]

handler400 = "lianxin.base.views.bad_request"
handler403 = "lianxin.base.views.refused"
handler404 = "lianxin.base.views.not_found"
handler500 = "lianxin.base.views.broken"
