"""The forms of the open pages. What is wrong is said by the rooms' own rules; these only carry what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.base.forms import FacedForm
from lianxin.opinions.rules import MAX_TEXT, TELL_BY

JUDGEMENTS = [("satisfied", _("满意")), ("basically", _("基本满意")), ("dissatisfied", _("不满意"))]


def _said(field: forms.CharField, most: int = 0) -> forms.CharField:
    """A field that takes whatever was typed, letter by letter, and shows it again when something is wrong.

    `most` is told to the person who types; the browser must not cut off what is beyond it.
    """
    field.strip, field.required, field.validators = False, False, []
    field.widget.attrs.pop("maxlength", None)
    if most:
        field.max_length = most
    return field


class OpenForm(FacedForm):
    """The server says in our own words what is missing; the browser's bubble speaks the browser's language."""

    use_required_attribute = False


class WhatForm(OpenForm):
    """什么事."""

    text = forms.CharField(
        label=_("您想说什么事？"),
        help_text=_("怎么想的就怎么写，方言也行。一次说一件事，最容易办。"),
        widget=forms.Textarea(attrs={"rows": 7, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["text"], MAX_TEXT)  # type: ignore[arg-type]
        self.fields["text"].required = True


class WhereForm(OpenForm):
    """在哪里."""

    place = forms.CharField(label=_("是在哪里的事？"), help_text=_("写到村、组、路名或者单位就够了。"))
    contact = forms.CharField(
        label=_("手机、座机或者住处"),
        help_text=_("只用来告诉您结果，承办单位看不到。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tell_by = forms.ChoiceField(label=_("怎么告诉您"), choices=TELL_BY, widget=forms.RadioSelect, required=False)
    confidential = forms.BooleanField(label=_("这是检举控告，只让县里指定的人看"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["place"])  # type: ignore[arg-type]
        _said(self.fields["contact"])  # type: ignore[arg-type]
        self.fields["place"].required = True
        self.fields["place"].widget.attrs["autocomplete"] = "off"


class ContactForm(OpenForm):
    """有了结果怎么告诉您."""

    contact = forms.CharField(
        label=_("手机、座机或者住处"),
        help_text=_("只用来告诉您结果，承办单位看不到。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tell_by = forms.ChoiceField(label=_("怎么告诉您"), choices=TELL_BY, widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["contact"])  # type: ignore[arg-type]


class ReceiptForm(OpenForm):
    """登记号 and 查询码, as people type them."""

    number = forms.CharField(
        label=_("登记号"),
        help_text=_("12位数字，在回执第一行。"),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "in--code", "data-of-receipt": True}
        ),
    )
    code = forms.CharField(
        label=_("查询码"),
        help_text=_("10位数字，在登记号旁边。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "in--code"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["number"])  # type: ignore[arg-type]
        _said(self.fields["code"])  # type: ignore[arg-type]
        self.fields["number"].required = self.fields["code"].required = True


class WordsForm(OpenForm):
    """补充几句, or why a matter is to be taken up again."""

    words = forms.CharField(label=_("还想补充什么？"), widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["words"], MAX_TEXT)  # type: ignore[arg-type]
        self.fields["words"].required = True


class JudgeForm(OpenForm):
    """评价."""

    satisfaction = forms.ChoiceField(
        label=_("对这件事办得怎么样，您怎么看？"), choices=JUDGEMENTS, widget=forms.RadioSelect
    )
    words = forms.CharField(label=_("想说的话"), widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["words"])  # type: ignore[arg-type]


WAIT = "wait "
"""Stands before a time that was full when the page was drawn: whoever picks it wants to wait."""


class BookingForm(OpenForm):
    """约个时间: which time, for how many, and where he can be told if something changes."""

    at = forms.CharField(label=_("几点来"), widget=forms.HiddenInput, required=False)
    headcount = forms.IntegerField(
        label=_("几个人来"),
        min_value=1,
        max_value=99,
        required=False,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "in--few"}),
    )
    contact = forms.CharField(
        label=_("电话"),
        help_text=_("只在接待改期、取消、候补到了和前一天提醒时打。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel", "class": "in--tel"}),
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self.fields["contact"])  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        """`at` is the bare time, `may_wait` whether he would wait for one."""
        given = super().clean() or {}
        typed = given.get("at") or ""
        return {**given, "at": typed.removeprefix(WAIT), "may_wait": typed.startswith(WAIT)}


class BookingCodesForm(ReceiptForm):
    """预约号 and 取消码, as people type them."""

    NAMES = {"number": (_("预约号"), _("12位数字。")), "code": (_("取消码"), _("10位数字，在预约号旁边。"))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.NAMES.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
