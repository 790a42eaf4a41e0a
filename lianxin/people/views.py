"""Signing in and out, the own password, and the page that hands back what was typed."""

from typing import cast

from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lianxin.kit import moment
from lianxin.people import actions, queries
from lianxin.people.forms import KEPT, NewPassword, SignIn, kept
from lianxin.people.models import User

LONG = 12
"""Characters from which a kept text is shown in full, so that it can be read again and copied."""


class SignInView(LoginView):
    template_name = "people/sign_in.html"
    authentication_form = SignIn
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        self.request.session["seen"] = int(moment.now().timestamp())
        return response

    def get_success_url(self) -> str:
        return reverse("people:go_on") if KEPT in self.request.session else super().get_success_url()


class SignOutView(LogoutView):
    """POST only."""


class PasswordView(PasswordChangeView):
    template_name = "people/password.html"
    form_class = NewPassword

    def form_valid(self, form: NewPassword) -> HttpResponse:  # type: ignore[override]
        user = cast(User, self.request.user)
        actions.set_password(user, form.cleaned_data["new_password1"], by=queries.actor_for(user))
        user.refresh_from_db()
        update_session_auth_hash(self.request, user)
        messages.success(self.request, _("密码已经换好。别处登录的都已退出。"))
        return HttpResponseRedirect(resolve_url("people:password"))


@require_safe
@never_cache
@login_required
def go_on(request: HttpRequest) -> HttpResponse:
    """What was typed before the sign-out, ready to be sent: to its owner alone, and only when he presses the button."""
    waiting = kept(request.session.get(KEPT, ""), cast(User, request.user))
    if waiting is None:
        return redirect(settings.LOGIN_REDIRECT_URL)

    return render(request, "people/go_on.html", {"waiting": waiting, "long": LONG})


def locked_out(request: HttpRequest, *_attempt: object) -> HttpResponse:
    """After too many failures: how long to wait; the same whether the account exists or not (axes counts the name)."""
    wait = get_cool_off(request)
    minutes = max(1, round(wait.total_seconds() / 60)) if wait else 15
    response = render(request, "people/locked_out.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response
