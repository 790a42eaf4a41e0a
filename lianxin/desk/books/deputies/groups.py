"""The desk's register of deputy groups (代表小组)."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.deputies import permissions, queries
from lianxin.desk.books.deputies.people import BOOK as PEOPLE
from lianxin.desk.books.deputies.people import in_force
from lianxin.desk.forms import congress as forms
from lianxin.desk.forms.deputies import SERVERS
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line
from lianxin.kit.actor import Actor
from lianxin.kit.wording import span


def rows(actor: Actor) -> Any:
    return queries.groups_visible_to(actor).prefetch_related("members__person__mandates")


def inside(row: Any) -> list[Any]:
    """Members in force whose mandates are, the leader first: who lost his mandate is shown no more."""
    members = [m for m in row.members.all() if m.until_day is None and in_force(m.person)]
    return sorted(members, key=lambda m: (not m.leader, m.from_day, m.pk))


def line(row: Any) -> Line:
    members = inside(row)
    leader = next((m.person.name for m in members if m.leader), "")
    chips = (now("已撤销"),) if row.until_day else ()
    return Line(row.name, (row.get_kind_display(), row.field, leader, len(members)), BOOK.at(row), chips=chips)


def leaf(actor: Actor, row: Any) -> Leaf:
    members = inside(row)
    keys = {m.pk for m in members}
    visible = set(queries.people_visible_to(actor).filter(memberships__group=row).values_list("pk", flat=True))
    lines = [
        Line(
            m.person.name,
            ("、".join(queries.mandate_words(x) for x in in_force(m.person)), span(m.from_day, m.until_day)),
            PEOPLE.at(m.person) if m.person_id in visible and PEOPLE.allowed(actor) else "",
            chips=(now("组长"),) if m.leader else (),
        )
        for m in members
    ]
    gone = sorted((m for m in row.members.all() if m.pk not in keys), key=lambda m: m.pk)
    past = [Line(m.person.name, (span(m.from_day, m.until_day),)) for m in gone]
    headless = row.until_day is None and not any(m.leader for m in members)
    return Leaf(
        row.name,
        chips=(row.get_kind_display(), *((row.field,) if row.field else ()), span(row.from_day, row.until_day)),
        lead=_("代表小组是闭会期间活动的基本形式。乡镇里三名以上代表可以组成；上级代表也可以参加。"),
        warnings=[now("还没有组长。请代表推选，推选了记在这里。")] if headless else (),
        blocks=(
            Block(
                _("组员"),
                head=(_("姓名"), _("代表职务"), _("起止")),
                lines=lines,
                empty=_("还没有组员。"),
            ),
            Block(_("以前的组员和已不在任的"), head=(_("姓名"), _("起止")), lines=past),
        ),
    )


def doable(actor: Actor, row: Any) -> Collection[str]:
    if row.until_day is not None or not permissions.may_keep_group(actor, row.division):
        return ()
    some = [m for m in row.members.all() if m.until_day is None]
    return ("join_group", "renew_group", "dissolve_group", *(("lead_group", "leave_group") if some else ()))


FORMS = (
    forms.FoundGroup, forms.RenewGroup, forms.JoinGroup, forms.LeadGroup, forms.LeaveGroup, forms.DissolveGroup,
)  # fmt: skip
BOOK = Book(
    key="groups",
    title=_("代表小组"),
    columns=(_("小组"), _("组成"), _("地区或领域"), _("组长"), _("人数")),
    rows=rows,
    line=line,
    allowed=lambda actor: bool(actor.posts_as(*permissions.READERS)) or actor.is_deputy,
    placeholder=_("小组名称"),
    empty=_("还没有代表小组。"),
    found=lambda found, words: found.filter(name__contains=words),
    filters=(Filter("kind", _("组成"), lambda actor: forms.KINDS, lambda found, value: found.filter(kind=value)),),
    leaf=leaf,
    verbs=(
        Verb("found_group", _("成立一个小组"), "n", "plus", True),
        Verb("join_group", _("请代表进小组"), "a", "plus", True),
        Verb("lead_group", _("记下推选的组长"), "l", "flag"),
        Verb("renew_group", _("改名称、领域"), "c", "edit"),
        Verb("leave_group", _("退出小组"), "", "undo"),
        Verb("dissolve_group", _("撤销小组"), "", "x"),
    ),
    forms={form.verb: form for form in FORMS},
    doable=doable,
    doable_new=lambda actor: ("found_group",) if actor.posts_as(*SERVERS) else (),
    icon="people",
)
