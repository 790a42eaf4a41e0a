from django.urls import path

from lianxin.people import views

app_name = "people"
urlpatterns = [
    path("sign-in", views.SignInView.as_view(), name="sign_in"),
    path("sign-out", views.SignOutView.as_view(), name="sign_out"),
    path("password", views.PasswordView.as_view(), name="password"),
    path("go-on", views.go_on, name="go_on"),
]
