from django.urls import path

from lianxin.base import views

app_name = "base"
urlpatterns = [
    path("care", views.care, name="care"),
    path("tongue", views.change_tongue, name="tongue"),
    path("components/", views.components, name="components"),
    path("components/paper/", views.components_paper, name="components_paper"),
    path("components/desk/", views.components_desk, name="components_desk"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
