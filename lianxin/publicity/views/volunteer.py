"""我来帮忙: anybody may offer his help at a station, without an account."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from lianxin.kit.workflow import Refused
from lianxin.publicity.forms import OpenForm
from lianxin.publicity.views.gate import open_form
from lianxin.staff import actions
from lianxin.stations import queries as stations

AGES = [("adult", _("年满18周岁")), ("minor", _("不满18周岁"))]


class VolunteerForm(OpenForm):
    """Name, telephone, what one can do, whether one is of age: nothing else is asked."""

    name = forms.CharField(label=_("怎么称呼您"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = forms.CharField(
        label=_("电话"),
        max_length=30,
        help_text=_("站里联系您用，加密保存，网上不显示。"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    skills = forms.CharField(
        label=_("能帮什么"), max_length=200, required=False, help_text=_("如：登记来访、陪老人填表、说苗语瑶语。")
    )
    age = forms.ChoiceField(label=_("年龄"), choices=AGES, widget=forms.RadioSelect)


@open_form
def volunteer(request: HttpRequest, code: str) -> HttpResponse:
    """GET asks; POST keeps the sign-up and says what happens next. The answer tells nothing of others."""
    station = stations.card(code)
    if station is None:
        raise Http404
    form = VolunteerForm(request.POST if request.method == "POST" else None)
    status, done = 200, False
    if request.method == "POST":
        done, status = _signed_up(code, form)
    context: dict[str, Any] = {"station": station, "form": form, "done": done}
    return render(request, "publicity/volunteer.html", context, status=status)


def _signed_up(code: str, form: VolunteerForm) -> tuple[bool, int]:
    if not form.is_valid():
        return False, 422
    given = form.cleaned_data
    try:
        actions.sign_up(
            code, name=given["name"], phone=given["phone"], skills=given["skills"], adult=given["age"] == "adult"
        )
    except actions.TooMany as error:
        form.add_error(None, str(error))
        return False, 429
    except Refused as error:
        form.add_error("phone" if isinstance(error, actions.BadPhone) else None, str(error))
        return False, 422
    return True, 200
