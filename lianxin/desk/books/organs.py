"""The desk's register of organs and organisations, and whom to reach there (Article 10)."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.frame import ActForm, day
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line
from lianxin.kit.actor import Actor, Role
from lianxin.organs import actions, permissions, queries

KEEPERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE, Role.LIAISON_OFFICER)


class RenewContact(ActForm):
    verb, act = "renew_contact", actions.renew_contact
    knows_version = False
    title, button, done = _("换联系人"), _("换成这个人"), _("联系人已更换，原来的留作历史")
    name = forms.CharField(label=_("联系人"), max_length=40)
    duty = forms.CharField(label=_("职务"), max_length=40, required=False)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    from_day = day(_("从哪天起"), required=False)


def leaf(actor: Actor, row: Any) -> Leaf:
    contacts = row.contacts.order_by("-from_day", "-pk")
    return Leaf(
        row.name,
        chips=(row.get_kind_display(), row.get_level_display()),
        blocks=(
            Block(
                _("联系人"),
                head=(_("姓名"), _("职务"), _("电话"), _("起止")),
                lines=[Line(c.name, (c.duty, c.phone, f"{c.from_day}—{c.until_day or ''}")) for c in contacts],
                empty=_("还没有联系人。交办以前先问清楚找谁。"),
            ),
        ),
    )


def line(row: Any) -> Line:
    return Line(row.name, (row.short_name, row.get_kind_display(), row.get_level_display()), BOOK.at(row))


def found(rows: Any, words: str) -> Any:
    return rows.filter(name__contains=words)


def table(actor: Actor, rows: Any) -> tuple[Sequence[Any], Iterable[Sequence[object]]]:
    head = (_("名称"), _("简称"), _("类型"), _("层级"))
    return head, ((r.name, r.short_name, r.get_kind_display(), r.get_level_display()) for r in rows)


def doable(actor: Actor, row: Any) -> Collection[str]:
    return ("renew_contact",) if row.active and permissions.may_renew_contact(actor, row) else ()


BOOK = Book(
    key="organs",
    title=_("机关、组织"),
    columns=(_("名称"), _("简称"), _("类型"), _("层级")),
    rows=queries.organs_visible_to,
    line=line,
    allowed=lambda actor: bool(actor.posts_as(*KEEPERS)),
    placeholder=_("单位名称"),
    empty=_("还没有登记单位。"),
    found=found,
    filters=(
        Filter(
            "kind",
            _("类型"),
            lambda actor: queries.KINDS,
            lambda rows, value: rows.filter(kind=value),
        ),
    ),
    leaf=leaf,
    verbs=(Verb("renew_contact", _("换联系人"), "c", "edit", True),),
    forms={"renew_contact": RenewContact},
    doable=doable,
    table=table,
    icon="flag",
)
BOOKS = (BOOK,)
