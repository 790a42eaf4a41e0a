"""Invitations to higher-level deputies: a deputy's own, and those of the stations somebody looks after (Article 3)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.station_people import INVITATION
from lianxin.desk.forms.stations import RUNNERS
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line
from lianxin.kit.actor import OFFICERS, Actor
from lianxin.kit.wording import bare_day
from lianxin.stations import permissions, queries
from lianxin.stations.rules import InvitationState, may_be_invited


def allowed(actor: Actor) -> bool:
    """Staff who invite, and deputies who can be invited."""
    return bool(actor.posts_as(*RUNNERS, *OFFICERS)) or may_be_invited([m.level for m in actor.mandates])


def line(row: Any) -> Line:
    cells = (row.station.name, bare_day(row.asked_on), row.get_state_display())
    return Line(row.person.name, cells, BOOK.at(row))


def doable(actor: Actor, row: Any) -> tuple[str, ...]:
    if row.state != InvitationState.SENT:
        return ()
    if permissions.is_invited(actor, row):
        return ("accept", "decline")
    if not permissions.may_answer_invitation(actor, row):
        return ()
    return ("note_answer", *(("withdraw_invitation",) if permissions.may_withdraw_invitation(actor, row) else ()))


def leaf(actor: Actor, row: Any) -> Leaf:
    own = permissions.is_invited(actor, row)
    place = row.station.place
    pairs = (
        (_("联络站"), row.station.name),
        (_("地址"), place.address),
        (_("开放时间"), row.station.hours),
        (_("电话"), row.station.phone),
        (_("邀请日期"), bare_day(row.asked_on)),
        (_("答复日期"), bare_day(row.answered_on) if row.answered_on else ""),
        (_("怎样答复的"), row.get_how_display()),
        (_("答复的话"), row.answer_words),
    )
    return Leaf(
        row.station.name if own else row.person.name,
        chips=(row.get_state_display(),),
        lead=_("这个站请您参加活动，来不来由您决定。") if own and row.state == InvitationState.SENT else "",
        blocks=(
            Block(_("邀请的话") if row.words else "", words=row.words),
            Block(pairs=[pair for pair in pairs if pair[1]]),
        ),
    )


BOOK = Book(
    key="invitations",
    title=_("进站邀请"),
    columns=(_("代表"), _("联络站"), _("邀请日期"), _("答复")),
    rows=queries.invitations_visible_to,
    line=line,
    allowed=allowed,
    lead=_("市、省、全国代表来站里，由本人决定：邀请了谁、怎么答复的，都在这里。"),
    empty=_("没有邀请。"),
    placeholder=_("代表姓名、站名"),
    found=lambda rows, words: rows.filter(person__name__contains=words) | rows.filter(station__name__contains=words),
    filters=(Filter("state", _("状态"), lambda actor: queries.ANSWERS, lambda rows, value: rows.filter(state=value)),),
    leaf=leaf,
    verbs=(
        Verb("accept", _("接受邀请"), "y", "check", True),
        Verb("decline", _("谢绝"), "x", "x"),
        Verb("note_answer", _("记下他的答复"), "a", "edit", True),
        Verb("withdraw_invitation", _("收回邀请"), "w", "undo"),
    ),
    forms=INVITATION,
    doable=doable,
    icon="mail",
)
