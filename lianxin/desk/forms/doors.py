"""Forms of the doors of Article 8."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import choices
from lianxin.desk.forms.frame import ActForm, day, picked, prose
from lianxin.kit import moment
from lianxin.opinions import actions, rules


class AnswerOnTheSpot(ActForm):
    verb, act = "answer_on_the_spot", actions.answer_on_the_spot
    title, button, done = _("当场怎么答的"), _("记下答复"), _("答复已记下，列入要告诉的人")
    lead = _("群众看得到这几句话。说得出依据，才算答复。")
    deputy = picked(_("哪位代表答的"), ())
    words = prose(_("答复"), 4)
    source = forms.CharField(label=_("依据"), help_text=_("哪个文件、哪个电话、问过谁。"), max_length=200)

    def prepare(self) -> None:
        if self.actor.is_deputy:
            del self.fields["deputy"]
            return
        self.fields["deputy"].choices = choices.deputies_for(self.row, self.actor)  # type: ignore[attr-defined]


class Inform(ActForm):
    verb, act = "inform", actions.inform
    title, button, done = _("该向哪里反映"), _("告知去处"), _("去处和解释已记下，列入要告诉的人")
    lead = _("告知也是办结的一种，不是推掉：要讲清楚找谁、为什么。")
    preset = forms.ChoiceField(label=_("常见的去处"), required=False)
    target = forms.CharField(label=_("别的去处"), required=False, max_length=120)
    words = prose(_("怎么解释的"), 4)

    def prepare(self) -> None:
        self.fields["preset"].choices = [("", now("请选")), *choices.redirects(self.row.county)]  # type: ignore[attr-defined]
        self.initial["words"] = now(
            "这件事按规定要由有关机关受理，代表不能替他们办。请带上材料去反映，我们这里已经登记，不会丢。"
        )

    def values(self) -> dict[str, Any]:
        target = self.cleaned_data["target"].strip() or self.cleaned_data["preset"]
        if not target:
            raise rules.Rejected("preset", now("请写清楚该向哪里反映。"))
        return {"target": target, "words": self.cleaned_data["words"]}


class RaiseInSpeech(ActForm):
    verb, act = "raise_in_speech", actions.raise_in_speech
    title, button, done = _("在哪次会上提出的"), _("记下来"), _("发言已记下，有了结果会排到您这里")
    lead = _("开过会以后再记。")
    meeting = forms.CharField(label=_("会议"), max_length=120)
    on = day(_("哪一天"))
    words = prose(_("发言里怎么说的"), 4)

    def prepare(self) -> None:
        self.initial["on"] = moment.today()


class Propose(ActForm):
    verb, act = "propose", actions.propose
    title, button, done = _("提请看什么、查什么"), _("提请"), _("已提请，县人大常委会代表工委会看到")
    kind = picked(_("怎么看"), rules.PROPOSALS)
    words = prose(_("想看什么、查什么"), 4)


class Refer(ActForm):
    verb, act = "refer", actions.refer
    title, button, done = _("转给哪个单位"), _("转办"), _("转办函已列入要送的纸件")
    lead = _("转办不是法定的交办。只转属于本乡镇、街道的事。")
    target = forms.CharField(label=_("单位"), max_length=120)
    words = prose(_("附一句话"), 2, required=False)


class RecordReferralReply(ActForm):
    verb, act = "record_referral_reply", actions.record_referral_reply
    title, button, done = _("单位怎么答复的"), _("记下答复"), _("答复已记下，列入要告诉的人")
    words = prose(_("答复"), 4)
