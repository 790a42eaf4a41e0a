"""Volunteers of a station: sign-up, shifts, hours; and a volunteer's own page."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import staff as forms
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line, Link, gate, shown
from lianxin.desk.views.frame import DeskRequest, acting, page, the_one
from lianxin.kit import moment
from lianxin.kit.actor import OFFICERS, Actor, Role
from lianxin.kit.wording import bare_day, clock, day
from lianxin.papers import printing
from lianxin.sheets import writing
from lianxin.staff import actions, permissions, queries
from lianxin.staff.rules import VolunteerState

KEEPERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE, *OFFICERS)
STATES = (("asked", _("等审核")), ("approved", _("已同意")), ("declined", _("未同意")), ("left", _("已退出")))
INSURED_SOON = timedelta(days=30)


def allowed(actor: Actor) -> bool:
    """The stations' people; a volunteer for his own page, on shift or not (one more query for him alone)."""
    if actor.posts or actor.is_deputy:
        return bool(actor.posts_as(*KEEPERS, Role.VOLUNTEER))
    return queries.mine(actor) is not None


def line(row: Any) -> Line:
    cells = (row.station.name, row.get_state_display(), queries.in_hours(row.served))
    chips = () if row.adult else (_("未满18周岁"),)
    return Line(row.name, cells, BOOK.at(row), chips=chips)


def _warnings(row: Any) -> list[Any]:
    found: list[Any] = []
    if row.state != VolunteerState.APPROVED:
        return found
    if row.agreed_on is None:
        found.append(_("还没有签服务协议。"))
    if row.insured_until is None or row.insured_until < moment.today() + INSURED_SOON:
        found.append(_("没有保险，或者30天内到期。"))
    return found


def leaf(actor: Actor, row: Any) -> Leaf:
    keeps = permissions.may_note_papers(actor, row)
    clear = getattr(row, "phone_in_clear", "")
    pairs = [
        (_("联络站"), row.station.name),
        (_("电话"), clear or row.masked_phone),
        (_("能做什么"), row.skills or "—"),
        (_("年满18周岁"), _("是") if row.adult else _("否，监护人：%(name)s") % {"name": row.guardian or "—"}),
        (_("报名"), day(row.asked_at)),
        (_("账号"), row.user.username if row.user else "—"),
        (_("协议、保险"), f"{bare_day(row.agreed_on) if row.agreed_on else '—'}　{row.insurance}"),
    ]
    if row.answer:
        pairs.append((_("答复"), row.answer))
    year = moment.today().year
    paper = reverse("desk:volunteer_hours", args=[row.code, year, "pdf"])
    return Leaf(
        row.name,
        chips=(row.get_state_display(),),
        warnings=_warnings(row) if keeps else (),
        blocks=(
            Block(pairs=pairs),
            Block(template="desk/_volunteer_phone.html", data=reverse("desk:volunteer_phone", args=[row.code]))
            if permissions.may_see_phone(actor, row) and not clear
            else Block(),
            Block(
                _("接下来14天的班"),
                head=(_("哪天"), _("几点"), _("做什么")),
                lines=[_shift_line(*pair) for pair in queries.next_days(row)],
                empty=_("还没有排班。") if row.state == VolunteerState.APPROVED else "",
            ),
            Block(
                _("服务记录"),
                head=(_("哪天"), _("做什么"), _("到、走"), _("小时")),
                lines=[_served_line(each) for each in queries.hours_of(row)[:20]],
                links=(Link(_("%(year)d年时长证明") % {"year": year}, paper),) if row.served else (),
            ),
        ),
        note=_("志愿者只在班上（前后半小时）能登记来访，看不到以前的意见和任何人的电话。"),
    )


def _shift_line(on: Any, shift: Any) -> Line:
    return Line(day(on), (f"{shift.from_time:%H:%M}–{shift.until_time:%H:%M}", shift.task))


def _served_line(each: Any) -> Line:
    off = clock(each.off_at) if each.off_at else "—"
    return Line(bare_day(each.day), (each.shift.task, f"{clock(each.on_at)}–{off}", queries.in_hours(each.minutes)))


def doable(actor: Actor, row: Any) -> Collection[str]:
    if row.state == VolunteerState.ASKED:
        return ("approve", "decline") if permissions.may_approve_volunteer(actor, row) else ()
    if row.state != VolunteerState.APPROVED:
        return ("approve",) if permissions.may_approve_volunteer(actor, row) else ()
    found = ["sign_on", "sign_off"] if permissions.may_sign_on(actor, row) else []
    if permissions.may_plan_shift(actor, row.station):
        found += ["plan_shift", "cancel_shift", "note_papers"]
    if permissions.may_give_account(actor, row) and row.user_id is None and row.adult:
        found.append("give_account")
    return [*found, "leave"] if permissions.may_end_volunteer(actor, row) else found


@acting
def phone(request: DeskRequest, code: str) -> HttpResponse:
    """The number in clear, once, in the answer to the press; the security log notes it."""
    gate(request, BOOK)
    row = the_one(BOOK.rows(request.actor), code=code)
    try:
        row.phone_in_clear = actions.see_phone(row, by=request.actor)
    except PermissionDenied as error:
        raise Http404 from error
    return shown(request, BOOK, row)


@page
def hours_paper(request: DeskRequest, code: str, year: int, form: str) -> HttpResponse:
    """A volunteer's certificate of hours."""
    gate(request, BOOK)
    if form not in ("pdf", "docx"):
        raise Http404
    row = the_one(BOOK.rows(request.actor), code=code)
    return printing.response(
        queries.certificate(row, year), _now("志愿服务时长证明-%(name)s") % {"name": row.name}, form
    )


@page
def hours_table(request: DeskRequest, year: int, form: str) -> HttpResponse:
    """The hours of a year by station and volunteer, for a spreadsheet."""
    gate(request, BOOK)
    if form not in ("csv", "xlsx") or not request.actor.posts_as(*KEEPERS):
        raise Http404
    head = (_now("联络站"), _now("姓名"), _now("次数"), _now("小时"))
    rows = [(h.station, h.name, h.times, h.minutes / 60) for h in queries.hours(request.actor, year)]
    return writing.response(writing.Table(_now("志愿服务时长"), head, rows), f"volunteers-{year}", form)


def links(actor: Actor) -> Sequence[Link]:
    if not actor.posts_as(*KEEPERS):
        return ()
    year = moment.today().year
    return (
        Link(
            _("%(year)d年时长（Excel）") % {"year": year},
            reverse("desk:volunteer_hours_table", args=[year, "xlsx"]),
            "down",
        ),
    )


def above(actor: Actor, request: HttpRequest) -> Sequence[Block]:
    """Who serves today."""
    codes = dict.fromkeys(post.station for post in actor.posts if post.station)
    today = [shift for code in codes for shift in queries.shifts_today(code)] if actor.posts_as(*KEEPERS) else []
    lines = [Line(s.volunteer.name, (f"{s.from_time:%H:%M}–{s.until_time:%H:%M}", s.task)) for s in today]
    return (Block(_("今天来的"), head=(_("姓名"), _("几点"), _("做什么")), lines=lines),)


def table(actor: Actor, rows: Any) -> tuple[Sequence[Any], Iterable[Sequence[object]]]:
    """Without telephones: an export needs nobody's number."""
    head = (_("姓名"), _("联络站"), _("状态"), _("报名"), _("小时"))
    return head, ((r.name, r.station.name, r.get_state_display(), r.asked_at.date(), r.served / 60) for r in rows)


BOOK = Book(
    key="volunteers",
    title=_("志愿者"),
    columns=(_("姓名"), _("联络站"), _("状态"), _("服务小时")),
    rows=queries.volunteers,
    line=line,
    allowed=allowed,
    placeholder=_("姓名、能做什么"),
    empty=_("还没有人报名。站点页面上有“我来帮忙”，谁都可以报名。"),
    found=lambda rows, words: rows.filter(Q(name__contains=words) | Q(skills__contains=words)),
    filters=(Filter("state", _("状态"), lambda actor: STATES, lambda rows, value: rows.filter(state=value)),),
    leaf=leaf,
    verbs=(
        Verb("approve", _("同意"), "", "check", True),
        Verb("decline", _("不同意"), "", "x", True),
        Verb("sign_on", _("签到"), "", "check", True),
        Verb("sign_off", _("签退"), "", "out", True),
        Verb("plan_shift", _("排班"), "", "plus", True),
        Verb("cancel_shift", _("取消一个班"), "", "x", True),
        Verb("note_papers", _("协议和保险"), "", "doc", True),
        Verb("give_account", _("开账号"), "", "lock", True),
        Verb("leave", _("退出"), "", "undo", True),
    ),
    forms={
        "approve": forms.Approve,
        "decline": forms.Decline,
        "sign_on": forms.SignOn,
        "sign_off": forms.SignOff,
        "plan_shift": forms.Plan,
        "cancel_shift": forms.Cancel,
        "note_papers": forms.Papers,
        "give_account": forms.GiveAccount,
        "leave": forms.Leave,
    },
    doable=doable,
    table=table,
    above=above,
    links=links,
    icon="star",
)
PATHS = (
    path("volunteers/hours/<int:year>.<slug:form>", hours_table, name="volunteer_hours_table"),
    path("volunteers/<slug:code>/hours-<int:year>.<slug:form>", hours_paper, name="volunteer_hours"),
    path("volunteers/<slug:code>/phone", phone, name="volunteer_phone"),
)
