"""Forms with the look of the house.

class SayForm(FacedForm): …      then in a template: {{ form.as_fields }} or {% field form.text %}
"""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template import TemplateDoesNotExist
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


class FaceRenderer(TemplatesSetting):
    """Our templates first, Django's own widgets behind them."""

    form_template_name = "base/forms/form.html"
    field_template_name = "base/forms/field.html"
    _own = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("django/"):
            return self._own.get_template(template_name)
        try:
            return super().get_template(template_name)
        except TemplateDoesNotExist:
            return self._own.get_template(template_name)


def _is_written(field: forms.Field) -> bool:
    """Whether the person types into it, rather than chooses."""
    return not isinstance(field, forms.ChoiceField | forms.BooleanField | forms.FileField)


class FacedForm(forms.Form):
    """A form whose fields are drawn as ours. `{{ form }}` and `{{ form.as_fields }}` give all of them."""

    default_renderer = FaceRenderer
    required_css_class = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("这里还没有写。") if _is_written(field) else _("这里还没有选。")

    def as_fields(self) -> SafeString:
        """All visible fields, the hidden ones, and what is wrong with the form as a whole."""
        return self.render("base/forms/form.html")


class SampleForm(FacedForm):
    """The form of the components page."""

    place = forms.CharField(label=_("是在哪里的事？"), help_text=_("写到村、组、路名就够了。"), max_length=80)
    text = forms.CharField(
        label=_("您想说什么事？"),
        help_text=_("怎么想的就怎么写，方言也行。一次说一件事，最容易办。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    check = forms.RegexField(
        label=_("查询码"),
        regex=r"^\d{5} ?\d{5}$",
        error_messages={"invalid": _("查询码是10位数字，您写的不够。看看回执第二行。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "in--code"}),
    )
    level = forms.ChoiceField(
        label=_("答复期限"),
        choices=[("3", _("3个月，一般")), ("6", _("6个月，涉及面广、处理难度大"))],
        widget=forms.RadioSelect,
    )
    home = forms.BooleanField(label=_("我不方便接电话，请到家里来讲一声"), required=False)
    station = forms.ChoiceField(label=_("交给哪个站"), choices=[("1", "白石镇联络站"), ("2", "南门社区联络站")])
