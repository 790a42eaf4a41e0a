"""Sign-in and password forms, and the form that waits while its owner signs in again."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lianxin.base.forms import FacedForm
from lianxin.kit import moment
from lianxin.kit.crypto import CryptoError, vault
from lianxin.people.models import User
from lianxin.people.rules import KEPT_FORM_MAX_BYTES, KEPT_FORM_SECONDS

KEPT = "kept"
"""Where the session holds the form that waits."""

_NEVER_KEPT = ("csrfmiddlewaretoken", "password", "check_code", "token", "otp")


class SignIn(AuthenticationForm, FacedForm):
    """User name and password."""

    error_messages = {
        "invalid_login": _("用户名或密码不对。请看看大小写，再试一次。"),
        "inactive": _("用户名或密码不对。请看看大小写，再试一次。"),
    }
    password = forms.CharField(
        label=_("密码"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class NewPassword(PasswordChangeForm, FacedForm):
    """The old password and the new one twice."""


@dataclass(frozen=True)
class KeptForm:
    """A form typed before the sign-out: where it goes and its fields."""

    path: str
    fields: tuple[tuple[str, str], ...]
    lost_files: bool


def keep(request: HttpRequest) -> str:
    """What a signed-in person has just sent, encrypted so that he alone gets it back; "" when there is nothing."""
    user = request.user
    pairs = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    fields = [pair for pair in pairs if not any(word in pair[0].lower() for word in _NEVER_KEPT)]
    if not isinstance(user, User) or not fields:
        return ""
    content = {"path": request.path, "fields": fields, "files": bool(request.FILES), "at": moment.now().timestamp()}
    clear = json.dumps(content).encode()
    if len(clear) > KEPT_FORM_MAX_BYTES:
        return ""
    return urlsafe_b64encode(vault(settings.KEYS).encrypt("kept-form", clear, user.code.encode())).decode()


def kept(typed: str, user: User) -> KeptForm | None:
    """The form that waits, if it is this person's and not too old."""
    try:
        clear = vault(settings.KEYS).decrypt("kept-form", urlsafe_b64decode(typed), user.code.encode())
    except (CryptoError, ValueError):
        return None
    content: dict[str, Any] = json.loads(clear)
    if moment.now().timestamp() - content["at"] > KEPT_FORM_SECONDS:
        return None
    return KeptForm(content["path"], tuple((name, value) for name, value in content["fields"]), content["files"])
