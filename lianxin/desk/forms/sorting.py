"""Forms from registered to the right person."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import choices
from lianxin.desk.forms.frame import ActForm, picked, prose
from lianxin.opinions import actions, rules
from lianxin.opinions import permissions as opinions
from lianxin.opinions import queries as opinion_queries


class Route(ActForm):
    verb, act, knows_version = "route", actions.route, False
    title, button, done = _("分到哪个站"), _("分过去"), _("已分到站")
    station = forms.ChoiceField(label=_("联络站"))

    def prepare(self) -> None:
        self.fields["station"].choices = choices.stations_for(self.row)  # type: ignore[attr-defined]


class PassOn(ActForm):
    verb, act = "pass_on", actions.pass_on
    title, button, done = _("转交哪位代表"), _("转交"), _("已转交，代表的手机上会看到")
    lead = _("看层级选：要县里办的事，转给县代表；要镇里办的，转给镇代表。")
    deputy = picked(_("代表"), ())
    words = prose(_("捎一句话"), 2, required=False)

    def prepare(self) -> None:
        me = self.actor.person_id if self.row.deputy_id == self.actor.person_id else self.row.deputy_id
        self.fields["deputy"].choices = choices.deputies_for(self.row, self.actor, without=me)  # type: ignore[attr-defined]


class Acknowledge(ActForm):
    verb, act = "acknowledge", actions.acknowledge
    title, button, done = _("签收"), _("我看过了"), _("已签收")
    lead = _("签收表示您看过了。怎么办，可以过后再定。")


class AskToClarify(ActForm):
    verb, act = "ask_to_clarify", actions.ask_to_clarify
    title, button, done = _("请本人补充什么"), _("请他补充"), _("已请本人补充，列入要告诉的人")
    lead = _("只问一件缺了就没法办的事。到期没有补充，由系统注明原因办结，记录都在。")
    words = prose(_("要问的话"))


class Clarify(ActForm):
    verb, act = "clarify", actions.clarify
    title, button, done = _("本人又说了什么"), _("记下来"), _("补充已记下，一字不改")
    lead = _("照他的原话写。")
    words = prose(_("原话"), 4)


class Classify(ActForm):
    verb, act = "classify", actions.classify
    title, button, done = _("说的是哪一类事"), _("定下来"), _("类别已定")
    category = forms.ChoiceField(label=_("类别"), choices=[("", _("请选")), *rules.CATEGORIES])
    level = forms.ChoiceField(
        label=_("归哪一级"),
        required=False,
        choices=[
            ("", _("还看不出")),
            ("5", _("乡镇")),
            ("4", _("县")),
            ("3", _("市州")),
            ("2", _("省")),
            ("1", _("全国")),
        ],
        help_text=_("定了层级，只有那一级的代表能提出。"),
    )

    def prepare(self) -> None:
        self.initial.update({"category": self.row.category, "level": str(self.row.level or "")})


class Merge(ActForm):
    verb, act = "merge", actions.merge
    title, button, done = _("和哪一件是同一件事"), _("并到一起"), _("已并到一起，结果会逐个告诉")
    lead = _("一起办，分别反馈。每个人的原话都留着。同一个人又说一次的，请勾上。")
    into = picked(_("像是这些"), (), required=False)
    number = forms.CharField(
        label=_("或者写登记号"), required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    same_person = forms.BooleanField(label=_("是同一个人又说了一次"), required=False)

    def prepare(self) -> None:
        same = list(opinion_queries.same_contact(self.row, self.actor)[:4])
        near = (
            opinions.visible_to(self.actor)
            .filter(township=self.row.township, merged_into=None, confidential=False)
            .exclude(state="concluded")
            .exclude(pk__in=[self.row.pk, *(s.pk for s in same)])
            .order_by("-id")
        )
        if self.row.category:
            near = near.filter(category__in=("", self.row.category))
        found = [*same, *near[:6]]
        self.fields["into"].choices = [(o.number, self._told(o)) for o in found]  # type: ignore[attr-defined]

    def _told(self, other: Any) -> str:
        return f"{opinion_queries.paper_words(other)[:60]}（{other.number}）"

    def values(self) -> dict[str, Any]:
        typed = rules.read_number(self.cleaned_data["number"]) or self.cleaned_data["into"]
        master = opinions.visible_to(self.actor).filter(number=typed).first()
        if master is None:
            raise rules.Rejected("into", now("没有找到要并入的那一件。"))
        return {"into": master, "same_person": self.cleaned_data["same_person"]}


class SetAside(ActForm):
    verb, act = "set_aside", actions.set_aside
    title, button, done = _("为什么不作办理"), _("不作办理，留存"), _("已留存，理由会告诉本人")
    lead = _("登记还在，谁也删不掉。理由本人看得到。")
    ground = picked(_("理由"), rules.SET_ASIDE_GROUNDS)
    words = prose(_("写一句"), 2)
