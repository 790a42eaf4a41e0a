"""Forms of declared interests."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.frame import ActForm, day, picked, prose
from lianxin.desk.views.book import NewForm
from lianxin.interests import actions, permissions, queries
from lianxin.interests.rules import MAX_NAME, MAX_OTHERS, MAX_RELATION
from lianxin.kit.actor import Actor

SECRET = _("只有您本人和县里指定的专人看得到，别人看不到，也查不到。")


class DeclarationFields(ActForm):
    """What a declaration says."""

    lead = SECRET
    kind = picked(_("哪一种"), queries.KINDS)
    name = forms.CharField(label=_("单位或者企业的全称"), max_length=MAX_NAME)
    others = prose(
        _("别的名称、简称"),
        2,
        required=False,
        max_length=MAX_OTHERS,
        help_text=_("群众平时怎么叫它。一行一个，至少三个字。"),
    )
    relation = forms.CharField(
        label=_("是您的什么人"),
        max_length=MAX_RELATION,
        required=False,
        help_text=_("近亲属的企业才要写，比如配偶、子女。"),
    )
    from_day = day(_("从哪天起"), required=False)
    until_day = day(_("到哪天止"), required=False, help_text=_("现在还是这样的，空着。"))
    field_order = ("kind", "name", "others", "relation", "from_day", "until_day")


class Declare(NewForm, DeclarationFields):
    verb, act = "declare", actions.declare
    title, button, done = _("申报一条"), _("申报"), _("已申报。群众的话里提到它，会私下提醒您")


class ReviseDeclaration(DeclarationFields):
    verb, act = "revise_declaration", actions.revise_declaration
    title, button, done = _("改这一条"), _("改好了"), _("已改好")

    def prepare(self) -> None:
        words = queries.own_words(self.row, self.actor)
        if words is not None:
            self.initial.update({**words.as_json(), "others": "\n".join(words.others)})


class WithdrawDeclaration(ActForm):
    verb, act = "withdraw_declaration", actions.withdraw_declaration
    title, button, done = _("撤回这一条"), _("撤回"), _("已撤回，以后不再提醒")
    lead = _("现在已经不是这样了，才撤回。")


class CheckDeclarations(NewForm):
    verb, act = "check_declarations", actions.check_declarations
    title, button, done = _("申报的都还对吗"), _("都还对"), _("核对好了，一年内不再问")

    def carry_out(self) -> Any:
        super().carry_out()
        self.row = None  # a number of declarations is no row to go on to
        return None


FORMS: dict[str, type[ActForm]] = {
    form.verb: form for form in (Declare, ReviseDeclaration, WithdrawDeclaration, CheckDeclarations)
}


def doable(actor: Actor, row: Any) -> tuple[str, ...]:
    """What somebody may do with a declaration: its own deputy alone, while it holds."""
    own = row.withdrawn_at is None and permissions.may_change(actor, row)
    return ("revise_declaration", "withdraw_declaration") if own else ()


def doable_new(actor: Actor) -> tuple[str, ...]:
    if not permissions.may_declare(actor):
        return ()
    held = permissions.visible_to(actor).filter(person_id=actor.person_id or 0, withdrawn_at=None).exists()
    return ("declare", "check_declarations") if held else ("declare",)
