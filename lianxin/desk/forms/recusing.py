"""Forms of stepping back from a matter, and of who goes on with it."""

from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import choices
from lianxin.desk.forms.frame import ActForm, picked, prose
from lianxin.interests.rules import MAX_WORDS
from lianxin.opinions import actions as opinions
from lianxin.suggestions import actions as suggestions


class Recuse(ActForm):
    verb, act = "recuse", opinions.recuse
    title, button, done = _("回避这件事"), _("我回避"), _("您已回避，联络站会转给别的代表")
    lead = _("回避以后，这件事您看不到，也不能办、不能评，不能再转回给您。别人只看到您回避了，看不到为什么。")
    words = prose(
        _("原因"),
        2,
        required=False,
        max_length=MAX_WORDS,
        help_text=_("可以不写。写了也只有您和县里指定的专人看得到。"),
    )


class OrderRecusal(ActForm):
    verb, act = "order_recusal", opinions.order_recusal
    title, button, done = _("请哪位代表回避"), _("请他回避"), _("已回避，联络站会转给别的代表")
    lead = _("回避以后，他看不到这件事。别人只看到他回避了，看不到为什么。")
    deputy = picked(_("代表"), ())
    words = prose(_("原因"), 2, max_length=MAX_WORDS, help_text=_("只有他本人和县里指定的专人看得到。"))

    def prepare(self) -> None:
        self.fields["deputy"].choices = choices.deputies_for(self.row, self.actor)  # type: ignore[attr-defined]
        if self.row.deputy:
            self.initial["deputy"] = self.row.deputy.code


class ChangeLead(ActForm):
    verb, act = "change_lead", suggestions.change_lead
    title, button, done = _("由哪位代表接着领衔"), _("由他接着办"), _("已换领衔代表，他会看到")
    lead = _("原来的领衔代表回避了或者已经离任。接替的代表评价单位的答复。")
    deputy = picked(_("代表"), ())

    def prepare(self) -> None:
        self.fields["deputy"].choices = choices.leads_for(self.row)  # type: ignore[attr-defined]
