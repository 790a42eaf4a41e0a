"""The register of yearly plans: which station has one, how far it has come, and a plan with its year."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.books.receptions import year
from lianxin.desk.forms.receptions import plans as forms
from lianxin.desk.forms.receptions import rhythms
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line, Link
from lianxin.kit.actor import Actor
from lianxin.kit.wording import bare_day, short_day
from lianxin.receptions import permissions, queries
from lianxin.receptions.queries import PlanState, proposing
from lianxin.stations import permissions as station_rights

MOST_LACKING = 16
NEXT = {
    PlanState.SUBMITTED: _("已报主席，等主席确认。确认以后由站里公告。"),
    PlanState.CONFIRMED: _("主席已经确认，等站里公告。公告要赶在接待前，晚了会标出来。"),
    PlanState.PUBLISHED: _("已公告。每一次改动都是更正，大家看得到。"),
}


# ── the list ───────────────────────────────────────────────────────────────
def line(row: Any) -> Line:
    cells = (
        now("%(y)d年") % {"y": row.year},
        row.get_state_display(),
        str(row.days),
        str(row.held or ""),
        str(row.late or ""),
    )
    return Line(row.station.name, cells, BOOK.at(row))


def table(actor: Actor, rows: Any) -> tuple[Sequence[Any], Iterable[Sequence[object]]]:
    head = (
        _("代表联络站"), _("区划代码"), _("年份"), _("状态"), _("版次"), _("接待日"), _("已接待"), _("取消"),
        _("公告晚了"), _("公告时间"),
    )  # fmt: skip
    return head, (
        (
            r.station.name, r.station.division, r.year, r.get_state_display(), r.version, r.days, r.held, r.cancelled,
            r.late, r.published_at,
        )
        for r in rows
    )  # fmt: skip


def above(actor: Actor, request: HttpRequest) -> Sequence[Block]:
    """What waits for the chair, and who has no plan for the year to come."""
    found = []
    if actor.posts_as(*permissions.OVERSEERS[:3]):
        waiting = queries.plans(actor).filter(state=PlanState.SUBMITTED).count()
        if waiting:
            at = f"{BOOK.href}?state={PlanState.SUBMITTED}"
            words = now("有%(n)d份计划等您确认。") % {"n": waiting}
            found.append(Block(words=words, links=(Link(_("去看"), at, "eye"),)))
    return found


# ── one plan ───────────────────────────────────────────────────────────────
def doable(actor: Actor, row: Any) -> Sequence[str]:
    """What somebody may do with a plan now, in no order."""
    found: list[str] = []
    if row.state == PlanState.DRAFT and permissions.may_edit_plan(actor, row):
        found += _drafting(row)
    if row.state == PlanState.DRAFT and _is_its_deputy(actor, row):
        found.append("my_wish")
    if queries.next_step("give_back", row.state) and permissions.may_give_plan_back(actor, row):
        found.append("give_back")
    if queries.next_step("confirm", row.state) and permissions.may_confirm_plan(actor, row):
        found.append("confirm")
    if permissions.may_publish_plan(actor, row):
        found += ["publish"] if queries.next_step("publish", row.state) else []
        found += ["add_reception"] if queries.next_step("correct", row.state) else []
    if permissions.may_use_room(actor, row.station):
        found += ["use_room", "free_room"] if queries.room_uses(row.station) else ["use_room"]
    return found


def _drafting(row: Any) -> list[str]:
    """What can be done to a draft: days first; a plan that lacks nothing may go to the chair."""
    found = [form.verb for form in rhythms.KINDS]
    if queries.rhythms_of(row):
        found += ["drop_rhythm", "wish", "try_year"]
    if "found" in row.proposal and row.wanted_at is None:
        found.append("adopt")
    return [*found, "submit"] if queries.is_whole(row) else found


def _is_its_deputy(actor: Actor, row: Any) -> bool:
    return actor.is_deputy and row.station.code in actor.stations


def leaf(actor: Actor, row: Any) -> Leaf:
    rows = queries.days_of(row, actor)
    edits = row.state == PlanState.DRAFT and permissions.may_edit_plan(actor, row)
    knows = station_rights.may_know_deputies(actor, row.station)
    return Leaf(
        now("%(station)s%(y)d年接待计划") % {"station": row.station.name, "y": row.year},
        chips=_chips(row, rows),
        lead=_next(row, rows, edits),
        warnings=_warnings(row),
        blocks=(
            *([_proposal(row)] if edits else ()),
            *([_lacking(rows)] if edits else ()),
            _rhythms(row, edits),
            _year(actor, row, rows),
            *([_wishes(row, edits)] if knows else ()),
            *([_room(row)] if knows else ()),
            _corrections(row, knows),
            _life(row),
        ),
        links=_links(row),
    )


def _chips(row: Any, rows: Sequence[Any]) -> list[object]:
    standing = [r for r in rows if r.state != "cancelled"]
    found: list[object] = [row.get_state_display(), now("%(n)d次接待") % {"n": len(standing)}]
    if row.version:
        found.append(now("第%(n)d版") % {"n": row.version})
    if late := sum(r.notice_late for r in standing):
        found.append(now("公告晚了%(n)d次") % {"n": late})
    return found


def _next(row: Any, rows: Sequence[Any], edits: bool) -> object:
    """What comes next, and with whom it lies."""
    if row.state != PlanState.DRAFT:
        return NEXT[PlanState(row.state)]
    if not edits:
        return _("召集人正在拟定，还没有公告。")
    if not rows:
        return _("先定哪些日子接待：选一种规律，日子替您算好。")
    if any("deputies" in missing for _row, missing in queries.lacking(rows)):
        return _("日子有了，再排代表：可以请排班程序试排全年，也可以一天一天自己排。")
    return _("都排好了，可以报主席确认。")


def _warnings(row: Any) -> list[object]:
    found: list[object] = []
    if row.state == PlanState.DRAFT and row.returned_words:
        found.append(now("主席退回：%(words)s") % {"words": row.returned_words})
    if row.words and row.state != PlanState.PUBLISHED:
        found.append(row.words)
    return found


def _lacking(rows: Sequence[Any]) -> Block:
    """Each day that lacks something, with the way to put it right."""
    found = queries.lacking(rows)
    if not found:
        return Block()
    words = {"time": _("没有时间"), "place": _("没有地点"), "deputies": _("没有代表")}
    days = [(r, "、".join(str(words[name]) for name in missing), _seat_at(r)) for r, missing in found[:MOST_LACKING]]
    title = now("报主席以前，还有%(n)d天要排") % {"n": len(found)}
    data = {"days": days, "more": len(found) - len(days)}
    return Block(title, template="desk/plan_lacking.html", data=data)


def _proposal(row: Any) -> Block:
    """The plan maker's work on the draft: how far it is, or whom it would seat when, and what it could not meet."""
    card = proposing.proposal(row)
    if card is None:
        return Block()
    return Block(_("试排"), template="desk/plan_proposal.html", data={"card": card, "here": BOOK.at(row)})


def _seat_at(row: Any) -> str:
    return f"{reverse('desk:receptions_one', args=[row.code])}?do=seat#act"


def _rhythms(row: Any, edits: bool) -> Block:
    lines = []
    for each in queries.rhythms_of(row):
        book = now("每位%(n)d分钟") % {"n": each.slot_minutes} if each.slot_minutes else _("不接受预约")
        cells = (f"{each.starts:%H:%M}—{each.ends:%H:%M}", each.place, now("%(n)d位") % {"n": each.needs}, book)
        lines.append(Line(queries.rhythm_words(each), cells))
    links = []
    if edits:
        at = BOOK.at(row)
        links = [Link(form.title, f"{at}?do={form.verb}#act", "plus") for form in rhythms.KINDS]
        links += [Link(_("去掉一条"), f"{at}?do=drop_rhythm#act", "x")] if lines else []
    head = (_("规律"), _("时间"), _("地点"), _("代表"), _("预约"))
    return Block(_("哪些日子接待"), head=head, lines=lines, links=links, empty=_("还没有定。选一种加上："))


def _year(actor: Actor, row: Any, rows: Sequence[Any]) -> Block:
    if not rows:
        return Block()
    data = {
        "months": year.months(actor, rows, row.year), "year": row.year, "place": _one_place(rows), "week": year.week(),
    }  # fmt: skip
    return Block(template="desk/plan_year.html", data=data)


def _one_place(rows: Sequence[Any]) -> str:
    """The place, where all receptions of the year share one."""
    places = {r.place for r in rows}
    return str(next(iter(places))) if len(places) == 1 else ""


def _wishes(row: Any, edits: bool) -> Block:
    lines = []
    for wish in queries.wishes_of(row):
        times = now("至少%(n)d次") % {"n": wish.least}
        if wish.most is not None:
            times += now("，最多%(n)d次") % {"n": wish.most}
        cells = (times, _spans(wish.away), _spans([[d, d] for d in wish.own_days]))
        href = f"{BOOK.at(row)}?do=wish&person={wish.person.code}#act" if edits else ""
        lines.append(Line(wish.person.name, cells, href))
    head = (_("代表"), _("次数"), _("不在的日子"), _("只在这些日子来"))
    empty = _("还没有代表写。没有写的，按每年至少1次排；市、省、全国代表自己挑了日子才排。") if edits else ""
    links = [Link(_("记下代表的安排"), f"{BOOK.at(row)}?do=wish#act", "edit")] if edits and row.days else []
    return Block(_("代表的安排"), head=head, lines=lines, empty=empty, links=links)


def _spans(found: Sequence[Sequence[str]]) -> str:
    return "、".join(queries.span_words(first, last) for first, last in found)


def _room(row: Any) -> Block:
    lines = [Line(forms.use_words(use), (use.words,)) for use in queries.room_uses(row.station)]
    return Block(_("场所别人在用"), head=(_("什么时候"), _("谁在用")), lines=lines)


def _corrections(row: Any, knows: bool) -> Block:
    lines = []
    for each in queries.corrections_of(row):
        before = each.before or (each.out.name if each.out and knows else "")
        after = each.after or (each.joined.name if each.joined and knows else "")
        told = " → ".join(filter(None, (before, after)))
        cells = (
            short_day(each.reception.day),
            told,
            each.reason,
            bare_day(each.at),
            now("第%(n)d版") % {"n": each.version},
        )
        chips = (_("更正晚了"),) if each.late else ()
        lines.append(
            Line(
                each.get_kind_display(), cells, reverse("desk:receptions_one", args=[each.reception.code]), chips=chips
            )
        )
    head = (_("更正"), _("接待日"), _("怎么改的"), _("原因"), _("哪天更正"), _("版次"))
    return Block(_("公告以后的更正"), head=head, lines=lines)


def _life(row: Any) -> Block:
    lines = [Line(words, (bare_day(at), by)) for words, at, by in queries.plan_life(row)]
    return Block(_("这份计划的经过"), head=(_("事"), _("日期"), _("经办")), lines=lines)


def _links(row: Any) -> list[Link]:
    if row.state != PlanState.PUBLISHED:
        return []
    sheet = f"/stations/{row.station.code}/receptions.pdf?year={row.year}"
    return [
        Link(_("打印A3公告"), sheet, "print"),
        Link(_("群众看到的页面"), f"/receptions/?station={row.station.code}", "eye"),
    ]


# ── the book ───────────────────────────────────────────────────────────────
def _years(actor: Actor) -> list[tuple[str, str]]:
    return [(str(y), now("%(y)d年") % {"y": y}) for y in queries.years_of(actor)]


def by_year(rows: Any, value: str) -> Any:
    return rows.filter(year=int(value))


BOOK = Book(
    key="plans",
    title=_("接待计划"),
    columns=(_("代表联络站"), _("年份"), _("状态"), _("接待日"), _("已接待"), _("公告晚了")),
    rows=queries.plans,
    line=line,
    allowed=permissions.reads,
    lead=_("一个站一年一份：召集人拟定，主席确认，站里公告。哪天、哪里、哪位代表，都从这里来。"),
    placeholder=_("站名"),
    empty=_("还没有接待计划。召集人、联络员都可以开始拟定。"),
    found=lambda rows, words: rows.filter(station__name__contains=words),
    filters=(
        Filter("year", _("年份"), _years, by_year),
        Filter("state", _("状态"), lambda actor: queries.PLAN_STATES, lambda rows, v: rows.filter(state=v)),
    ),
    leaf=leaf,
    verbs=(
        Verb("draft_plan", _("拟定接待计划"), "n", "plus", True),
        Verb("submit", _("报主席确认"), "s", "send", True),
        Verb("confirm", _("确认计划"), "y", "check", True),
        Verb("publish", _("公告全年计划"), "p", "bell", True),
        Verb("adopt", _("采用试排结果"), "a", "check", True),
        Verb("try_year", _("试排全年"), "t", "cal"),
        Verb("add_reception", _("加一次接待"), "n", "plus"),
        Verb("give_back", _("退回修改"), "b", "back"),
        Verb("my_wish", _("我这一年的安排"), "m", "edit", True),
        Verb("use_room", _("场所别人要用"), "r", "house"),
        Verb("free_room", _("场所空出来了"), "", "undo"),
    ),
    forms=forms.FORMS,
    doable=doable,
    doable_new=lambda actor: ("draft_plan",) if queries.drafts_at_all(actor) else (),
    table=table,
    above=above,
    icon="cal",
)
PATHS: tuple[Any, ...] = ()
