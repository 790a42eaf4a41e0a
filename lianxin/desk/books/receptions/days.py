"""One reception's whole life: when, where, who; leave and who stands in; what was corrected; and the list of them.

What is done on the day itself stands on a page of its own, to which `_links` leads.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.books.receptions import year
from lianxin.desk.forms.receptions import days as forms
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line, Link
from lianxin.kit.actor import Actor
from lianxin.kit.wording import bare_day, day
from lianxin.receptions import permissions, queries
from lianxin.receptions.queries import COMING, PlanState, State
from lianxin.stations import permissions as station_rights

WHICH = (
    ("coming", _("还没到的")),
    ("short", _("缺代表的")),
    ("provisional", _("日子暂定的")),
    ("late", _("公告晚了的")),
)


# ── the list ───────────────────────────────────────────────────────────────
def lines(rows: Sequence[Any]) -> list[Line]:
    """A page of receptions; names only where everybody who sees the list may know them: on the page itself."""
    return [
        Line(
            f"{day(row.day)}　{row.starts:%H:%M}",
            (row.station.name, row.get_state_display(), now("%(n)d位") % {"n": len(queries.sitting(row))}),
            BOOK.at(row),
            chips=tuple(words for words, _kind in year.chips_of(row) if words != row.get_state_display()),
        )
        for row in rows
    ]


def table(actor: Actor, rows: Any) -> tuple[Sequence[Any], Iterable[Sequence[object]]]:
    head = (
        _("日期"), _("开始时间"), _("结束时间"), _("代表联络站"), _("地点"), _("代表"), _("状态"), _("暂定"),
        _("公告时间"), _("公告晚了"),
    )  # fmt: skip
    return head, _cells(actor, list(rows))


def _cells(actor: Actor, rows: Sequence[Any]) -> Iterable[Sequence[object]]:
    names = queries.named(actor, rows)
    for row in rows:
        yield (
            row.day, f"{row.starts:%H:%M}", f"{row.ends:%H:%M}", row.station.name, row.place,
            "、".join(year.names_of(row, names)), row.get_state_display(), _("是") if row.provisional else "",
            row.announced_at, _("是") if row.notice_late else "",
        )  # fmt: skip


# ── one reception ──────────────────────────────────────────────────────────
def doable(actor: Actor, row: Any) -> Sequence[str]:
    """What somebody may do with a reception now, in no order."""
    if row.state == State.PLANNED:
        edits = row.plan.state == PlanState.DRAFT and permissions.may_edit_plan(actor, row.plan)
        return ("seat", "leave_out_day") if edits else ()
    if State(row.state) not in COMING:
        return ()
    found = [verb for verb in ("move", "cancel") if queries.can(verb, row) and permissions.may_correct(actor, row)]
    if "move" in found and queries.better_day(row)[0]:
        found.append("keep_day")
    arranges = permissions.may_substitute(actor, row)
    own = [seat for seat in row.sitting if arranges or permissions.is_seated_himself(actor, seat.person_id)]
    if any(queries.seat_can("ask_leave", seat) for seat in own):
        found.append("ask_leave")
    if any(seat in own for seat in queries.on_leave(row)):
        found.append("take_back_leave")
    if arranges:
        found += ["substitute", "join"] if row.sitting else ["join"]
        if len(queries.sitting(row)) > 1 or (queries.on_leave(row) and queries.sitting(row)):
            found.append("leave_out")
    return found


def leaf(actor: Actor, row: Any) -> Leaf:
    names = queries.named(actor, [row])
    return Leaf(
        day(row.day),
        chips=[row.get_state_display(), *(w for w, _kind in year.chips_of(row) if w != row.get_state_display())],
        lead=now("%(station)s　%(from)s—%(to)s　%(place)s")
        % {"station": row.station.name, "from": f"{row.starts:%H:%M}", "to": f"{row.ends:%H:%M}", "place": row.place},
        warnings=_warnings(row, names),
        blocks=(
            _who(row, names),
            _booked(row),
            _reckoned(row),
            _corrections(actor, row),
            _told(row),
        ),
        links=_links(actor, row),
    )


def _warnings(row: Any, names: Any) -> list[object]:
    found: list[object] = []
    if row.state == State.CANCELLED:
        found.append(now("已取消：%(why)s") % {"why": row.words})
    if queries.is_coming(row):
        for seat in queries.on_leave(row):
            name = names.get(seat.person_id) or _("一位代表")
            found.append(now("%(name)s请假了，还没有人代替。") % {"name": name})
    rests, better = queries.better_day(row)
    if rests:
        said = now("按规律应当改在%(day)s。") % {"day": day(better)} if better else now("按规律这一天不安排接待。")
        found.append(now("放假安排公布了，这一天是休息日。%(said)s请改期、取消，或者照常接待。") % {"said": said})
    elif row.provisional:
        found.append(now("日子暂定：%(y)d年的放假安排还没有公布，公布以后再核。") % {"y": row.day.year})
    return found


def _who(row: Any, names: Any) -> Block:
    lines = []
    for seat in row.sitting:
        other = names.get(seat.stands_in_for.person_id) if seat.stands_in_for else ""
        said = now("代替%(name)s") % {"name": other} if other else ""
        cells = (seat.get_state_display(), said, seat.words)
        lines.append(Line(names.get(seat.person_id) or _("一位不公开姓名的代表"), cells))
    head = (_("代表"), _("安排"), _("代替谁"), _("说明"))
    return Block(_("谁接待"), head=head, lines=lines, empty=_("还没有排代表。"))


def _booked(row: Any) -> Block:
    if State(row.state) not in COMING or not row.slot_minutes:
        return Block()
    taken, places, waiting = queries.booked(row)
    pairs = [(_("已约"), now("%(n)d位，共%(all)d个位置") % {"n": taken, "all": places})]
    if waiting:
        pairs.append((_("候补"), now("%(n)d位") % {"n": waiting}))
    return Block(_("预约"), pairs=pairs)


def _reckoned(row: Any) -> Block:
    pairs = list(queries.reckoned(row)) if row.lines else []
    return Block(_("日子怎样算的") if pairs else "", pairs=pairs)


def _corrections(actor: Actor, row: Any) -> Block:
    knows = station_rights.may_know_deputies(actor, row.station)
    lines = []
    for each in queries.corrections_on(row):
        before = each.before or (each.out.name if each.out and knows else "")
        after = each.after or (each.joined.name if each.joined and knows else "")
        chips = (_("更正晚了"),) if each.late else ()
        told = " → ".join(filter(None, (before, after)))
        lines.append(Line(each.get_kind_display(), (told, each.reason, bare_day(each.at)), chips=chips))
    return Block(_("更正"), head=(_("更正"), _("怎么改的"), _("原因"), _("哪天更正")), lines=lines)


def _told(row: Any) -> Block:
    """Whether the notice came in time."""
    if row.state == State.PLANNED:
        return Block(pairs=((_("最晚哪天公告"), bare_day(queries.notice_by(row))),))
    if row.announced_at is None:
        return Block()
    return Block(
        pairs=((_("公告日期"), bare_day(row.announced_at)), (_("最晚哪天公告"), bare_day(queries.notice_by(row))))
    )


def _links(actor: Actor, row: Any) -> list[Link]:
    plan = now("%(y)d年计划") % {"y": row.plan.year}
    found = [Link(plan, reverse("desk:plans_one", args=[row.plan.code]), "cal")]
    if row.state not in (State.PLANNED, State.CANCELLED) and permissions.may_call(actor, row):
        at = reverse("desk:reception_day", args=[row.code])
        found.insert(0, Link(_("接待现场"), at, "speak"))
    if row.state != State.PLANNED:
        sheet = f"/stations/{row.station.code}/receptions.pdf?year={row.day.year}&month={row.day.month}"
        found.append(Link(_("群众看到的页面"), f"/receptions/{row.code}", "eye"))
        found.append(Link(_("打印这个月的A3公告"), sheet, "print"))
    return found


# ── the book ───────────────────────────────────────────────────────────────
def _years(actor: Actor) -> list[tuple[str, str]]:
    return [(str(y), now("%(y)d年") % {"y": y}) for y in queries.years_of(actor)]


def _months(actor: Actor, within: str) -> list[tuple[str, str]]:
    return [(str(n), now("%(n)d月") % {"n": n}) for n in range(1, 13)]


VERBS = (
    Verb("seat", _("排这一天的代表"), "s", "people", True),
    Verb("substitute", _("请别的代表来"), "s", "swap", True),
    Verb("ask_leave", _("请假"), "l", "back"),
    Verb("take_back_leave", _("又能来了"), "y", "check"),
    Verb("join", _("再加一位代表"), "j", "plus"),
    Verb("move", _("改期、换地点"), "m", "cal"),
    Verb("keep_day", _("照常接待"), "o", "check"),
    Verb("cancel", _("取消这次接待"), "x", "x"),
    Verb("leave_out", _("不来的代表去掉"), "", "x"),
    Verb("leave_out_day", _("这一天不接待"), "x", "x"),
)
BOOK = Book(
    key="receptions",
    title=_("接待日"),
    columns=(_("哪天"), _("代表联络站"), _("状态"), _("代表")),
    rows=lambda actor: queries.nearest_first(queries.receptions(actor)),
    lines=lines,
    allowed=permissions.reads,
    lead=_("每一次接待，从公告到开完。改期、取消、换代表，都在那一天的页上。"),
    placeholder=_("站名"),
    empty=_("还没有接待日。先在接待计划里定下来。"),
    found=lambda rows, words: rows.filter(station__name__contains=words),
    filters=(
        Filter("which", _("看哪些"), lambda actor: WHICH, queries.which),
        Filter("year", _("年份"), _years, lambda rows, value: rows.filter(plan__year=int(value))),
        Filter("month", _("月份"), _months, lambda rows, value, within: rows.filter(day__month=int(value)), "year"),
        Filter("state", _("状态"), lambda actor: queries.STATES, lambda rows, value: rows.filter(state=value)),
    ),
    leaf=leaf,
    verbs=VERBS,
    forms=forms.FORMS,
    doable=doable,
    table=table,
    icon="speak",
)
