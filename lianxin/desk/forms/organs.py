"""Forms of the register of organs."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.frame import ActForm, day, picked
from lianxin.desk.views.book import NewForm
from lianxin.divisions import queries as divisions
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Role, prefix
from lianxin.organs import actions, permissions, queries
from lianxin.organs.rules import MAX_GROUND, MAX_NAME, MAX_SHORT, level_of

KEEPERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR)


class Reached(ActForm):
    """How an organ is reached as a whole: what registering and revising share."""

    address = forms.CharField(label=_("办公地址"), max_length=120, required=False)
    duty_line = forms.CharField(label=_("值班电话"), max_length=30, required=False)
    mail = forms.EmailField(label=_("电子邮箱"), max_length=80, required=False)


class RegisterOrgan(NewForm, Reached):
    verb, act = "register_organ", actions.register_organ
    title, button, done = _("登记一个单位"), _("登记"), _("单位已登记，接着写上找谁")
    lead = _("政府部门、监委、法院、检察院，也可以是供电公司这样的组织。党组织登记了只用来告知去处，不交办。")
    name = forms.CharField(label=_("名称"), max_length=MAX_NAME)
    short_name = forms.CharField(label=_("简称"), max_length=MAX_SHORT, required=False)
    kind = picked(_("类型"), queries.KINDS)
    division = forms.ChoiceField(label=_("哪里的单位"))
    is_assignable = forms.BooleanField(label=_("可以承办代表建议"), required=False, initial=True)
    field_order = ("name", "short_name", "kind", "division", "is_assignable", "address", "duty_line", "mail")

    def prepare(self) -> None:
        self.fields["division"].choices = places_of(self.actor)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {**given, "level": level_of(given["division"])}


def places_of(actor: Actor) -> list[tuple[str, str]]:
    """Divisions whose organs somebody keeps: his own, for a county also its townships, its city, its province."""
    found: list[tuple[str, str]] = []
    for post in actor.posts_as(*KEEPERS):
        head = prefix(post.scope)
        codes = [post.scope]
        if post.role is Role.COUNTY_OFFICE:
            codes += [below.code for below in divisions.children(post.scope)]
            codes += [head[:width].ljust(12, "0") for width in (4, 2) if width < len(head)]
        found += [(code, names[code]) for names in (divisions.names(codes),) for code in codes if code in names]
    return list(dict.fromkeys(found))


class ReviseOrgan(Reached):
    verb, act, knows_version = "revise_organ", actions.revise_organ, False
    title, button, done = _("改地址、电话"), _("改好了"), _("已改好")
    lead = _("改名称请用“更名”，那样原来的名称会留下来。")
    short_name = forms.CharField(label=_("简称"), max_length=MAX_SHORT, required=False)
    is_assignable = forms.BooleanField(label=_("可以承办代表建议"), required=False)
    field_order = ("short_name", "address", "duty_line", "mail", "is_assignable")

    def prepare(self) -> None:
        for name in self.fields:
            if name != "seen":
                self.initial[name] = getattr(self.row, name)
        if self.row.kind == "party":
            del self.fields["is_assignable"]


class RenewContact(ActForm):
    verb, act, knows_version = "renew_contact", actions.renew_contact, False
    title, button, done = _("换联系人"), _("换成这个人"), _("联系人已更换，原来的留作历史")
    kind = picked(_("换哪一位"), queries.CONTACT_KINDS, initial="handler")
    name = forms.CharField(label=_("姓名"), max_length=40)
    duty = forms.CharField(label=_("职务"), max_length=40, required=False)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    from_day = day(_("从哪天起"), required=False, help_text=_("不填就是今天。"))


class CheckContacts(ActForm):
    verb, act, knows_version = "check_contacts", actions.check_contacts, False
    title, button, done = _("找的人还对吗"), _("还对"), _("核对好了，一年内不再问")


class Grounded(ActForm):
    """What a reform needs: since when, and by which document."""

    knows_version = False
    day = day(_("从哪天起"))
    ground = forms.CharField(
        label=_("依据"), max_length=MAX_GROUND, help_text=_("哪个文件，文号是多少。代表和单位都看得到。")
    )

    def prepare(self) -> None:
        if "day" in self.fields:
            self.initial.setdefault("day", moment.today())


class RenameOrgan(Grounded):
    verb, act = "rename_organ", actions.rename_organ
    title, button, done = _("更名"), _("换成新名称"), _("已更名，原来的名称留作历史")
    lead = _("从这一天起用新名称。以前的交办单、答复还是原来的名称。")
    name = forms.CharField(label=_("新名称"), max_length=MAX_NAME)
    short_name = forms.CharField(label=_("新简称"), max_length=MAX_SHORT, required=False)
    field_order = ("name", "short_name", "day", "ground")


class Successor(Grounded):
    """A reform that names who takes over."""

    into = forms.ChoiceField(label=_("并入哪个单位"))
    field_order = ("into", "day", "ground", "handlers_go_along")

    def prepare(self) -> None:
        super().prepare()
        found = [("", now("请选")), *((o.code, o.name) for o in queries.successors_for(self.row))]
        self.fields["into"].choices = found  # type: ignore[attr-defined]


class MergeOrgan(Successor):
    verb, act = "merge_organ", actions.merge_organ
    title, button, done = _("并入别的单位"), _("并入"), _("已并入。在办的建议随后转过去，期限不变")
    lead = _("机构改革用这一项。正在办的建议转给新单位接着办，答复期限不变；办完的留在原单位名下。新单位要先登记。")
    handlers_go_along = forms.BooleanField(
        label=_("原来的经办人到新单位接着办"),
        required=False,
        initial=True,
        help_text=_("不勾，他们的账号从现在起不再看到建议。"),
    )


class EndOrgan(Grounded):
    verb, act = "end_organ", actions.end_organ
    title, button, done = _("撤销，没有承接单位"), _("撤销"), _("已撤销，历史都在")
    lead = _("有单位接手的，请用“并入别的单位”。没有的，正在办的建议会停在这里，等您补登由谁承接。")


class NameSuccessor(Successor):
    verb, act = "name_successor", actions.name_successor
    title, button, done = _("补登由谁承接"), _("由它承接"), _("已登记。在办的建议随后转过去，期限不变")

    def prepare(self) -> None:
        del self.fields["day"]
        super().prepare()


FORMS: dict[str, type[ActForm]] = {
    form.verb: form
    for form in (
        RegisterOrgan, ReviseOrgan, RenewContact, CheckContacts, RenameOrgan, MergeOrgan, EndOrgan, NameSuccessor,
    )
}  # fmt: skip


def doable(actor: Actor, row: Any) -> tuple[str, ...]:
    """What somebody may do with an organ now."""
    keeps = permissions.may_keep_organ(actor, row)
    if not row.active:
        ending = queries.ending_of(row)
        return ("name_successor",) if keeps and ending is not None and ending.heir is None else ()
    own: tuple[str, ...] = ("renew_contact",) if permissions.may_renew_contact(actor, row) else ()
    if own and queries.people_of(row):
        own = ("check_contacts", *own)
    return (*own, *(("revise_organ", "rename_organ", "merge_organ", "end_organ") if keeps else ()))
