"""Forms of a suggestion's journey."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from lianxin.desk.forms import choices
from lianxin.desk.forms.frame import ActForm, day, picked, prose
from lianxin.desk.forms.keeping import PublicationFields
from lianxin.kit import moment
from lianxin.locality import queries as locality
from lianxin.opinions import queries as opinions
from lianxin.suggestions import actions, queries, rules

MONTHS = (("3", _("3个月　一般")), ("6", _("6个月　涉及面广、处理难度大，要写理由")))


class TextFields(ActForm):
    """What a suggestion says: 情况, 分析, 具体建议."""

    heading = forms.CharField(label=_("标题"), max_length=rules.MAX_TITLE, help_text=_("关于……的建议"))
    situation = prose(_("一、情况"), 6)
    analysis = prose(_("二、分析"), 3, required=False)
    advice = prose(_("三、具体建议"), 4, help_text=_("请哪个单位，做什么，做到什么样。"))
    openness = picked(_("能不能公开"), rules.OPENNESS, initial="full")

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {"title": given.pop("heading"), **given}


class Revise(TextFields):
    verb, act = "revise", actions.revise
    title, button, done = _("修改建议"), _("存下修改"), _("已存")

    def prepare(self) -> None:
        row = self.row
        self.initial.update(
            {
                "heading": row.title,
                "situation": row.situation,
                "analysis": row.analysis,
                "advice": row.advice,
                "openness": row.openness,
            }
        )


class Submit(ActForm):
    verb, act = "submit", actions.submit
    title, button, done = _("交上去"), _("交上去"), _("已提交，等审查")
    lead = _("交上去以后由县人大常委会代表工委（乡镇由主席团）审查、交办。退回来还能改。")


class Withdraw(ActForm):
    verb, act = "withdraw", actions.withdraw
    title, button, done = _("为什么撤回"), _("撤回"), _("已撤回")
    lead = _("撤回以后办理终止，记录都在。")
    words = prose(_("原因"))


class ReturnForRevision(ActForm):
    verb, act = "return_for_revision", actions.return_for_revision
    title, button, done = _("要改什么"), _("退回修改"), _("已退回代表")
    words = prose(_("要改的地方"))


class TreatAsReference(ActForm):
    verb, act = "treat_as_reference", actions.treat_as_reference
    title, button, done = _("为什么作参阅件"), _("作参阅件"), _("已作参阅件，代表和群众都会知道原因")
    words = prose(_("原因"))


class Number(ActForm):
    verb, act = "number", actions.number
    title, button, done = _("审查通过"), _("编号"), _("已编号，可以交办")
    lead = _("内容具体、属于本级、不是具体案件，就给编号。")


class AssignFields(ActForm):
    """One organ, three months or six."""

    title, button, done = _("交哪个单位办"), _("交办"), _("已交办，期限从今天算起")
    lead = _("交办以后期限开始算，不能撤回。党组织只告知，不交办。")
    organ = forms.ChoiceField(label=_("承办单位"))
    months = picked(_("答复期限"), MONTHS, initial="3")
    reason = forms.CharField(label=_("六个月的理由"), required=False, max_length=200)

    def prepare(self) -> None:
        found = choices.organs_for(self.row.level, self.row.congress)
        self.fields["organ"].choices = [("", _("请选")), *found]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"organ": given["organ"], "complex_matter": given["months"] == "6", "reason": given["reason"]}


class AssignByOffice(AssignFields):
    verb, act = "assign_by_office", actions.assign_by_office


class AssignByPresidium(AssignFields):
    verb, act = "assign_by_presidium", actions.assign_by_presidium


class Acknowledge(ActForm):
    verb, act = "acknowledge", actions.acknowledge
    title, button, done = _("签收"), _("签收"), _("已签收")
    lead = _("不归贵单位办的，请马上打电话给交办的机关，不要自行转给别的单位。")


class Reply(ActForm):
    verb, act, has_files = "reply", actions.reply, True
    title, button, done = _("贵单位的答复"), _("送出答复"), _("答复已送出，代表会评价")
    lead = _("送出后由领衔代表评价。不满意的，要重新办理。")
    reply_class = picked(_("答复类别"), ())
    promise = forms.CharField(label=_("B类要写明：办到什么样"), required=False, max_length=200)
    promise_day = day(_("B类要写明：哪一天前"), required=False)
    words = prose(_("答复内容"), 8)
    contacted = forms.CharField(
        label=_("和代表怎么沟通的"), required=False, max_length=200, help_text=_("哪一天，谁，当面还是电话。")
    )
    signed_by = forms.CharField(label=_("签发人"), max_length=40, help_text=_("单位主要负责人。"))
    letter = forms.FileField(
        label=_("盖章的答复函"),
        required=False,
        help_text=_("扫描成PDF。纸质件照常送。"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def prepare(self) -> None:
        classes = locality.policy(self.row.county, moment.today()).reply_classes
        self.fields["reply_class"].choices = [(c.code, f"{c.code}　{c.label}") for c in classes]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = super().values()
        file = given.pop("letter")
        return {**given, "letter": actions.keep_letter(file)} if file else given


class Evaluate(ActForm):
    verb, act = "evaluate", actions.evaluate
    title, button, done = _("您对答复满意吗"), _("交上评价"), _("评价已交，群众的意见也有了结果")
    lead = _("只有您能评价，别人不能代替。不满意的，单位要重新办理。")
    attitude = picked(_("办理态度"), rules.SATISFACTION)
    result = picked(_("办理结果"), rules.SATISFACTION)
    words = prose(_("说一句"), 2, required=False, help_text=_("不满意的，要写为什么。"))


class OrderRehandling(ActForm):
    verb, act = "order_rehandling", actions.order_rehandling
    title, button, done = _("重办的要求"), _("要求重办"), _("已要求重办，期限从今天算起")
    words = prose(_("要求"))


class Conclude(ActForm):
    verb, act = "conclude", actions.conclude
    title, button, done = _("办结"), _("办结"), _("建议已办结")


class PreparePublication(PublicationFields):
    verb, act = "prepare_publication", actions.prepare_publication

    def road(self) -> list[dict[str, Any]]:
        first = self.row.sources.select_related("opinion__station", "opinion__deputy").order_by("pk").first()
        with override("zh-hans"):  # what is frozen stays Chinese, whoever presses
            found = queries.stages(first.opinion) if first else queries.stages_of_suggestion(self.row)
            return queries.public_stages(found)

    def prepare(self) -> None:
        super().prepare()
        first = self.row.sources.select_related("opinion").order_by("pk").first()
        leg = self.row.assignments.select_related("reply").filter(reply__isnull=False).order_by("-round").first()
        self.initial["quote"] = opinions.paper_words(first.opinion)[:500] if first else ""
        self.initial["outcome"] = leg.reply.words[:1000] if leg else ""
        self.initial["done_well"] = bool(leg and leg.reply.reply_class == "A")
