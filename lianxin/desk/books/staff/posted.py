"""The register of postings: who is what, where, from when until when."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import staff as forms
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line, Link
from lianxin.kit import moment, wording
from lianxin.kit.actor import Actor, Role
from lianxin.kit.wording import bare_day
from lianxin.people import permissions as people
from lianxin.people.rules import appoints
from lianxin.staff import permissions, queries

STATES = (("now", _("在任")), ("soon", _("任期快到")), ("later", _("还没开始")), ("over", _("已结束")))
MOST_NAMED = 8
SHOWN = 30


def span(row: Any) -> str:
    """2022年1月4日起, or with its last day."""
    return wording.span(row.from_day, row.until_day)


def line(row: Any) -> Line:
    today = moment.today()
    chips = (_("已结束"),) if row.is_over(today) else (_("快到期"),) if queries.ends_soon(row, today) else ()
    cells = (row.get_role_display(), row.station_name or "", row.user.username, span(row))
    return Line(row.user.name, cells, BOOK.at(row), chips=chips)


def leaf(actor: Actor, row: Any) -> Leaf:
    today = moment.today()
    over, taken = row.is_over(today), getattr(row, "handed_over", None)
    works = () if over else queries.left_by(row)
    others = people.postings_visible_to(actor).filter(user_id=row.user_id).exclude(pk=row.pk).order_by("-from_day")
    return Leaf(
        row.user.name,
        chips=(row.get_role_display(), *((_("已结束"),) if over else ())),
        lead=queries.place_words(row),
        warnings=(_("任期到%(day)s，快到了：延长、交接或者结束。") % {"day": bare_day(row.until_day)},)
        if queries.ends_soon(row, today)
        else (),
        blocks=(
            Block(pairs=((_("用户名"), row.user.username), (_("起止"), span(row)))),
            Block(
                _("手里的工作"),
                head=(_("内容"), _("类别"), _("期限")),
                lines=[Line(work.words, (work.kind, work.due)) for work in works[:SHOWN]],
                words=_("一共%(n)d件，这里是前%(shown)d件；交接时全部列入清单。") % {"n": len(works), "shown": SHOWN}
                if len(works) > SHOWN
                else "",
                empty="" if over else _("现在没有未办的事。"),
            ),
            Block(
                _("交接"),
                links=(Link(_("交接清单"), reverse("desk:handovers_one", args=[taken.code]), "doc"),) if taken else (),
            ),
            Block(
                _("他的其他任职"),
                head=(_("职责"), _("起止")),
                lines=[Line(other.get_role_display(), (span(other),), BOOK.at(other)) for other in others[:20]],
            ),
        ),
    )


def above(actor: Actor, request: HttpRequest) -> Sequence[Block]:
    """Stations without a liaison officer, and terms that run out."""
    missing = queries.stations_without_officer(actor)
    names = [station.name for station in missing[: MOST_NAMED + 1]]
    said = "、".join(names[:MOST_NAMED]) + ("……" if len(names) > MOST_NAMED else "")
    soon = queries.has_begun(people.postings_visible_to(actor), "soon").count()
    return (
        Block(_("没有联络员的站"), words=said),
        Block(
            _("任期快到"),
            links=(Link(_("60天内到期的%(n)d个") % {"n": soon}, "?state=soon", "clock"),) if soon else (),
        ),
    )


def doable(actor: Actor, row: Any) -> Collection[str]:
    if not people.may_end_posting(actor, row):
        return ()
    found = ["new_password"] if people.may_set_password(actor, row.user) and actor.user_id != row.user_id else []
    if row.is_over(moment.today()) or not permissions.may_hand_over(actor, row):
        return found
    return ["hand_over", "end", *(["extend"] if row.until_day else []), *found]


def table(actor: Actor, rows: Any) -> tuple[Sequence[Any], Iterable[Sequence[object]]]:
    head = (_("姓名"), _("用户名"), _("职责"), _("联络站"), _("区划代码"), _("起"), _("止"))
    cells = (
        (r.user.name, r.user.username, r.get_role_display(), r.station_name or "", r.scope, r.from_day, r.until_day)
        for r in rows
    )
    return head, cells


def _roles(actor: Actor) -> list[tuple[str, Any]]:
    return [*forms.roles_for(actor), (str(Role.VOLUNTEER.value), _("志愿者"))]


def _found(rows: Any, words: str) -> Any:
    return rows.filter(Q(user__name__contains=words) | Q(user__username__startswith=words) | Q(station=words))


BOOK = Book(
    key="staff",
    title=_("工作人员"),
    columns=(_("姓名"), _("职责"), _("联络站"), _("用户名"), _("起止")),
    rows=queries.postings,
    line=line,
    allowed=permissions.keeps_register,
    lead=_("谁在哪个岗位、从哪天到哪天。权限只从这里来，到期自己失效。"),
    placeholder=_("姓名、用户名"),
    empty=_("还没有任命过工作人员。先给每个站定一位联络员。"),
    found=_found,
    filters=(
        Filter("role", _("职责"), _roles, lambda rows, value: rows.filter(role=value)),
        Filter("state", _("状态"), lambda actor: STATES, queries.has_begun),
    ),
    leaf=leaf,
    verbs=(
        Verb("appoint", _("任命工作人员"), "", "plus", True),
        Verb("hand_over", _("办理交接"), "h", "send", True),
        Verb("extend", _("延长任期"), "", "clock", True),
        Verb("end", _("结束任职"), "", "x", True),
        Verb("new_password", _("给新密码"), "", "lock", True),
    ),
    forms={
        "appoint": forms.Appoint,
        "hand_over": forms.HandOver,
        "extend": forms.Extend,
        "end": forms.End,
        "new_password": forms.NewPassword,
    },
    doable=doable,
    doable_new=lambda actor: ("appoint",) if any(appoints(post.role) for post in actor.posts) else (),
    table=table,
    above=above,
    icon="people",
)
