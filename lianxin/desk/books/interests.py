"""Declared interests at the desk of the deputy and of the county's named reader; recusals, as facts (Article 11)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.interests import FORMS, SECRET, doable, doable_new
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Leaf, Line, Link, Rows
from lianxin.interests import actions, permissions, queries
from lianxin.kit.actor import Actor, Role
from lianxin.kit.wording import bare_day, short_day
from lianxin.opinions import permissions as opinions

KINDS = {str(kind): words for kind, words in queries.KINDS}


# ── declarations ───────────────────────────────────────────────────────────
def line(row: Any) -> Line:
    """No list says what was declared: the page does, to whoever may read it."""
    state = _("已撤回") if row.withdrawn_at else bare_day(row.checked_on)
    title = now("%(day)s申报的一条") % {"day": short_day(row.declared_at)}
    return Line(title, (row.person.name, state), BOOK.at(row))


def leaf(actor: Actor, row: Any) -> Leaf:
    """The words, for himself; for the reader too, who leaves a trace by opening it."""
    words = actions.read(row, by=actor)
    pairs = [
        (_("代表"), row.person.name),
        (_("种类"), KINDS.get(words.kind, words.kind)),
        (_("全称"), words.name),
        (_("别的名称、简称"), "、".join(words.others)),
        (_("是什么人的"), words.relation),
        (_("起止"), f"{words.from_day}—{words.until_day}" if words.from_day or words.until_day else ""),
        (_("最近核对"), bare_day(row.checked_on)),
    ]
    own = permissions.may_change(actor, row)
    return Leaf(
        now("申报的事项"),
        chips=(_("已撤回"),) if row.withdrawn_at else (),
        lead=SECRET if own else _("您看过这一页，已留痕。"),
        blocks=(Block(pairs=[pair for pair in pairs if pair[1]]),),
    )


def declares(actor: Actor) -> bool:
    return permissions.may_declare(actor) or bool(actor.posts_as(Role.CONFIDENTIAL_READER))


BOOK = Book(
    key="interests",
    title=_("利害关系申报"),
    columns=(_("申报"), _("代表"), _("最近核对")),
    rows=queries.declarations_visible_to,
    line=line,
    allowed=declares,
    lead=_("您的任职、企业和近亲属的企业。群众的话里提到，会私下提醒您，要不要回避由您定。"),
    empty=_("还没有申报。有的报上来，群众的话里提到了会提醒您。"),
    leaf=leaf,
    verbs=(
        Verb("declare", _("申报一条"), "n", "plus", True),
        Verb("check_declarations", _("都还对"), "y", "check", True),
        Verb("revise_declaration", _("改这一条"), "e", "edit", True),
        Verb("withdraw_declaration", _("撤回"), "w", "undo"),
    ),
    forms=FORMS,
    doable=doable,
    doable_new=doable_new,
    links=lambda actor: (Link(_("回避过的事"), reverse("desk:recusals"), "list"),),
    icon="lock",
)


# ── recusals ───────────────────────────────────────────────────────────────
def recusals_of(actor: Actor) -> Rows:
    """The facts: for the office those of matters it may see, so that a confidential one is in no list."""
    rows = queries.recusals(actor)
    if actor.posts_as(Role.CONFIDENTIAL_READER):
        return rows
    seen = opinions.visible_to(actor).values("number")
    own = rows.filter(person_id=actor.person_id) if actor.person_id else rows.none()
    return own | rows.filter(subject__in=seen)


def recusal_line(row: Any) -> Line:
    how = _("县里决定") if row.ordered else _("自己回避")
    return Line(
        now("%(name)s代表回避") % {"name": row.person.name}, (row.subject, short_day(row.at), how), RECUSALS.at(row)
    )


def recusal_leaf(actor: Actor, row: Any) -> Leaf:
    pairs: list[tuple[Any, Any]] = [
        (_("登记号"), row.subject),
        (_("日期"), short_day(row.at)),
        (_("怎么回避的"), _("县里决定") if row.ordered else _("自己回避")),
    ]
    knows = permissions.may_read_reason(actor, row)
    if knows:
        pairs.append((_("原因"), actions.reason(row, by=actor) or _("没有写")))
    note = "" if knows else _("为什么回避，只有他本人和县里指定的专人看得到。")
    title = now("%(name)s代表回避") % {"name": row.person.name}
    return Leaf(title, blocks=(Block(pairs=pairs),), note=note)


RECUSALS = Book(
    key="recusals",
    title=_("回避名单"),
    columns=(_("代表"), _("登记号"), _("日期"), _("怎么回避的")),
    rows=recusals_of,
    line=recusal_line,
    allowed=lambda actor: declares(actor) or bool(actor.posts_as(Role.COUNTY_OFFICE)),
    lead=_("回避的代表看不到那件事，不办、不评，也不再转给他。"),
    empty=_("还没有代表回避。"),
    leaf=recusal_leaf,
    icon="shield",
)
BOOKS = (BOOK, RECUSALS)
