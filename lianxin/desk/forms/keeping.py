"""Forms of what came of it, of marks, and of making a result public."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.frame import ActForm, picked, prose
from lianxin.opinions import actions, rules
from lianxin.opinions import queries as opinions
from lianxin.suggestions import queries as suggestions

HOW = (
    ("phone", _("打电话")),
    ("face", _("当面")),
    ("visit", _("上门")),
    ("sms", _("发短信")),
    ("published", _("没有联系方式，以公布代替")),
)


def last_result(row: Any) -> str:
    """The latest words that are a result, for whoever has to tell them."""
    kinds = ("answered", "informed", "set_aside", "referral_reply", "result")
    found = row.answers.filter(kind__in=kinds, round=row.round).order_by("-at", "-id").first()
    return found.words if found else ""


class RecordResult(ActForm):
    verb, act = "record_result", actions.record_result
    title, button, done = _("结果是什么"), _("记下结果"), _("结果已记下，列入要告诉的人")
    lead = _("写明谁做了什么。写成建议的，单位答复以后结果自己会来，不用在这里记。")
    words = prose(_("结果"), 4)


class FeedBack(ActForm):
    verb, act = "feed_back", actions.feed_back
    title, button, done = _("怎么告诉本人的"), _("已经告诉了"), _("已告诉本人")
    how = picked(_("方式"), HOW)
    words = prose(_("跟他怎么说的"), 4)

    def prepare(self) -> None:
        self.initial.update({"words": last_result(self.row), "how": "phone" if self.row.contact else "published"})


class Evaluate(ActForm):
    verb, act = "evaluate", actions.evaluate
    title, button, done = _("念给本人听，替他记"), _("照他说的记下"), _("评价已记下")
    lead = _("请念：“您反映的事，我们这样办、这样告诉您，您满意、基本满意，还是不满意？”他怎么说就怎么记。")
    satisfaction = picked(_("他说"), actions.SATISFACTION)
    words = prose(_("他还说了什么"), 2, required=False)


class Conclude(ActForm):
    verb, act = "conclude", actions.conclude
    title, button, done = _("办结的依据"), _("审定办结"), _("已办结")
    ground = picked(_("依据"), rules.CONCLUDE_GROUNDS)

    def prepare(self) -> None:
        told = self.row.answers.filter(kind="fed_back", round=self.row.round).order_by("-id").first()
        self.initial["ground"] = "published_instead" if told and told.target == "published" else "fed_back"


class Reopen(ActForm):
    verb, act = "reopen", actions.reopen
    title, button, done = _("为什么重新办"), _("重新办理"), _("已重新办理，是新的一轮")
    words = prose(_("原因"))


class MarkEmergency(ActForm):
    verb, act = "mark_emergency", actions.mark_emergency
    title, button, done = _("先打电话，再来登记"), _("标为紧急"), _("已标为紧急，镇里县里马上看到")
    lead = _("有生命危险，先打110、119、120。打过以后在这里记：哪个电话、谁接的、几点。")
    words = prose(_("打了哪个电话"))


class MarkConfidential(ActForm):
    verb, act = "mark_confidential", actions.mark_confidential
    title, button, done = _("定为密件"), _("定为密件，移送"), _("已移送县里指定的人，本站不再显示")
    lead = _(
        "检举控告一类的事才定密。按下以后，这一件从本站的清单、搜索、数字里全部消失，您也看不到了；"
        "只有县人大常委会指定的人能看。被检举的人和单位无从知道。"
    )


class LiftConfidential(ActForm):
    verb, act = "lift_confidential", actions.lift_confidential
    title, button, done = _("为什么解除"), _("解除密件"), _("已解除，退回联络站")
    words = prose(_("理由"))


class ProtectIdentity(ActForm):
    verb, act = "protect_identity", actions.protect_identity
    title, button, done = _("保护身份"), _("保护起来"), _("身份已保护，代表也看不到联系方式")
    lead = _("单位本来就看不到是谁说的。保护以后，代表也看不到联系方式。")


class BarFromRaising(ActForm):
    verb, act = "bar_from_raising", actions.bar_from_raising
    title, button, done = _("为什么不能提出"), _("注明"), _("已注明，只能告知去处并解释")
    bar = picked(_("原因"), rules.BARS)

    def prepare(self) -> None:
        self.initial["bar"] = self.row.bar


class PublicationFields(ActForm):
    """The card of a result as one person prepares it; stages can be left out, never rewritten."""

    knows_version = False
    title, button, done = _("整理公布稿"), _("送另一位审核"), _("公布稿已整理好，请另一位同事审核")
    lead = _("去掉姓名、电话、住址和能认出人的细节。您整理，另一个人审核，两个人都看过才公布。")
    quote = prose(_("公布的原话"), 4, max_length=500)
    outcome = prose(_("结果"), 4, max_length=1000)
    done_well = forms.BooleanField(label=_("办成了"), required=False)
    stages = forms.MultipleChoiceField(
        label=_("公布哪几步"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("不宜公布的，去掉勾。")
    )

    def road(self) -> list[dict[str, Any]]:
        """Every stage that could be published."""
        raise NotImplementedError

    def prepare(self) -> None:
        self.all_stages = self.road()
        named = [(str(i), f"{s['at'][:10]}　{s['title']}") for i, s in enumerate(self.all_stages)]
        self.fields["stages"].choices = named  # type: ignore[attr-defined]
        self.initial["stages"] = [key for key, _words in named]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        kept = {int(i) for i in given["stages"]}
        stages = [s for i, s in enumerate(self.all_stages) if i in kept]
        return {"quote": given["quote"], "outcome": given["outcome"], "done": given["done_well"], "stages": stages}


class PreparePublication(PublicationFields):
    verb, act = "prepare_publication", actions.prepare_publication

    def road(self) -> list[dict[str, Any]]:
        return suggestions.frozen_stages(self.row)

    def prepare(self) -> None:
        super().prepare()
        self.initial.update({"quote": opinions.paper_words(self.row)[:500], "outcome": last_result(self.row)[:1000]})
        self.fields["quote"].help_text = now("原话一个字都不改，只遮去认得出人的地方。")
