"""Forms of terms of congresses, their change, and deputy groups."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.deputies import actions, permissions, queries
from lianxin.deputies.rules import GroupKind
from lianxin.desk.forms.deputies import KEEPERS, SERVERS, places
from lianxin.desk.forms.frame import ActForm, day, picked
from lianxin.desk.views.book import NewForm
from lianxin.divisions import queries as divisions
from lianxin.kit import moment


# ── terms ──────────────────────────────────────────────────────────────────
class OpenTerm(NewForm):
    verb, act = "open_term", actions.open_term
    title, button, done = _("登记一个人大的届次"), _("登记"), _("届次已登记")
    congress = forms.ChoiceField(label=_("哪一级人大"))
    name = forms.CharField(label=_("人大全称"), max_length=60, help_text=_("例如“新邵县人民代表大会”。"))
    number = forms.IntegerField(label=_("第几届"), min_value=1, max_value=99)
    began_on = day(_("本届从哪天起"))
    ends_on = day(_("到哪天届满"), required=False, help_text=_("空着按五年算。"))
    quota = forms.IntegerField(label=_("代表名额"), min_value=0, max_value=3000, required=False)
    quota_ground = forms.CharField(label=_("名额依据"), max_length=120, required=False)
    population = forms.IntegerField(
        label=_("人口数"), min_value=0, max_value=2_000_000_000, required=False,
        help_text=_("填了就能对照选举法第十二条算出法定名额，只作参考。"),
    )  # fmt: skip

    def prepare(self) -> None:
        mine = [post.scope for post in self.actor.posts_as(*KEEPERS)]
        above = [code[:width].ljust(12, "0") for code in mine for width in (4, 2) if len(code.rstrip("0")) <= 6]
        names = divisions.names(above)
        upper = [(code, names[code]) for code in dict.fromkeys(above) if code in names]
        nation = [("0" * 12, now("全国"))] if upper else []
        here = [(c, n) for c, n in places(self.actor, *KEEPERS) if c[6:9] == "000" or c[6:9] >= "100"]
        offered = [(c, n) for c, n in (*here, *upper, *nation) if permissions.may_keep_term(self.actor, c)]
        self.fields["congress"].choices = offered  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {name: given[name] or 0 for name in ("quota", "population")}


class RenewTerm(ActForm):
    verb, act = "renew_term", actions.renew_term
    knows_version = False
    title, button, done = _("改届满日期、名额"), _("改好了"), _("已更新")
    name = forms.CharField(label=_("人大全称"), max_length=60)
    ends_on = day(_("到哪天届满"))
    quota = forms.IntegerField(label=_("代表名额"), min_value=0, max_value=3000)
    quota_ground = forms.CharField(label=_("名额依据"), max_length=120, required=False)
    population = forms.IntegerField(label=_("人口数"), min_value=0, max_value=2_000_000_000)

    def prepare(self) -> None:
        for name in ("name", "ends_on", "quota", "quota_ground", "population"):
            self.initial[name] = getattr(self.row, name)


class ChangeTerm(ActForm):
    """换届: the day, the new term, and its seats; who was elected again stands in the table under it."""

    verb, act = "change_term", actions.change_term
    knows_version = False
    title, button, done = _("换届"), _("先看看会怎样"), _("换届已完成。老一届的职务都留在履历里")
    on = day(_("新一届从哪天起"), help_text=_("通常是新一届第一次会议的第一天。没有到的日子不能办。"))
    number = forms.IntegerField(label=_("新一届是第几届"), min_value=1, max_value=99)
    ground = forms.CharField(label=_("依据"), max_length=120, required=False)
    quota = forms.IntegerField(label=_("新一届代表名额"), min_value=0, max_value=3000, required=False)
    quota_ground = forms.CharField(label=_("名额依据"), max_length=120, required=False)

    def prepare(self) -> None:
        self.initial["number"], self.initial["on"] = self.row.number + 1, moment.today()
        self.initial["quota"] = self.row.quota

    def ticked(self) -> Mapping[str, actions.Continuing]:
        """Whom the table says to go on, by code."""
        if not self.is_bound:
            return {}
        data: Any = self.data
        return {
            code: actions.Continuing(code, data.get(f"d-{code}", "")[:80], data.get(f"c-{code}", "")[:40])
            for code in data.getlist("again")
        }

    def carry_out(self) -> Any:
        given = self.values()
        given["quota"] = given["quota"] or 0
        return actions.change_term(self.row, by=self.actor, continuing=list(self.ticked().values()), **given)


# ── groups ─────────────────────────────────────────────────────────────────
KINDS = ((GroupKind.AREA, _("按地区")), (GroupKind.FIELD, _("按领域")))


class FoundGroup(NewForm):
    verb, act = "found_group", actions.found_group
    title, button, done = _("成立代表小组"), _("成立"), _("小组已成立，把代表加进来")
    name = forms.CharField(label=_("小组名称"), max_length=60)
    kind = picked(_("怎么组成"), KINDS, initial=GroupKind.AREA)
    field = forms.CharField(label=_("地区或领域"), max_length=60, required=False)
    division = forms.ChoiceField(label=_("归哪里"))
    from_day = day(_("成立之日"), required=False)

    def prepare(self) -> None:
        self.fields["division"].choices = places(self.actor, *SERVERS)  # type: ignore[attr-defined]


class RenewGroup(ActForm):
    verb, act = "renew_group", actions.renew_group
    knows_version = False
    title, button, done = _("改名称、领域"), _("改好了"), _("已更新")
    name = forms.CharField(label=_("小组名称"), max_length=60)
    field = forms.CharField(label=_("地区或领域"), max_length=60, required=False)

    def prepare(self) -> None:
        self.initial["name"], self.initial["field"] = self.row.name, self.row.field


class MemberForm(ActForm):
    """An act on one of the group's members."""

    knows_version = False
    person = forms.ChoiceField(label=_("哪一位"))

    def prepare(self) -> None:
        self.people = {p.code: p for p in self.offered()}
        self.fields["person"].choices = [(c, queries.named(p)) for c, p in self.people.items()]  # type: ignore[attr-defined]

    def offered(self) -> Any:
        return [m.person for m in self.row.members.filter(until_day=None).select_related("person").order_by("pk")]

    def carry_out(self) -> Any:
        given = self.values()
        return type(self).act(self.row, self.people[given.pop("person")], by=self.actor, **given)


class JoinGroup(MemberForm):
    verb, act = "join_group", actions.join_group
    title, button, done = _("请代表进小组"), _("加进来"), _("已加入小组")
    lead = _("上级代表也可以参加下级的小组。")
    from_day = day(_("从哪天起"), required=False)

    def offered(self) -> Any:
        inside = self.row.members.filter(until_day=None).values("person_id")
        return queries.in_office(queries.people_visible_to(self.actor)).exclude(pk__in=inside)[:600]


class LeadGroup(MemberForm):
    verb, act = "lead_group", actions.lead_group
    title, button, done = _("记下推选的组长"), _("记下"), _("组长已记下")


class LeaveGroup(MemberForm):
    verb, act = "leave_group", actions.leave_group
    title, button, done = _("退出小组"), _("退出"), _("已退出，履历留着")
    last_day = day(_("最后一天"), required=False)


class DissolveGroup(ActForm):
    verb, act = "dissolve_group", actions.dissolve_group
    knows_version = False
    title, button, done = _("撤销小组"), _("撤销"), _("小组已撤销，履历留着")
    last_day = day(_("最后一天"), required=False)
