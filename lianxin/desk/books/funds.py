"""The desk's memo ledger of money: sources with their sums, allocations, expenditures (Article 2)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import funds as forms
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line, Link, gate
from lianxin.desk.views.frame import DeskRequest, page
from lianxin.divisions import queries as divisions
from lianxin.funds import permissions, queries, rules
from lianxin.funds.rules import State, yuan
from lianxin.kit import moment
from lianxin.kit.actor import OFFICERS, Actor
from lianxin.kit.wording import bare_day
from lianxin.papers import printing

MEMO = _("备查账：不付款、不记银行账号，以财政所的账为准。")
MOST_LINES = 30
STATES = ((State.WAITING, _("等审批")), (State.BOOKED, _("已入账")), (State.REFUSED, _("未批准")))


def _years(actor: Actor) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in queries.years(actor)]


def sums(actor: Actor, request: HttpRequest) -> Sequence[Block]:
    """The year in sentences: what came, what was spent, what is left; a station's people: what they may spend from."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else moment.today().year
    found = queries.balances(actor, year)
    if not actor.posts_as(*permissions.KEEPERS):
        return _to_spend(actor, year) if actor.posts_as(*OFFICERS) else ()
    if not found:
        return (Block(words=_now("%(year)d年还没有登记经费来源。") % {"year": year}),) if not asked else ()
    whole = sum(b.amount for b in found), sum(b.spent for b in found), sum(b.unspent for b in found)
    said = [_now("%(year)d年：") % {"year": year} + queries.said(*whole)]
    most = queries.by_station(actor, year)
    named = [f"{name} {yuan(amount)} 元" for name, amount in most[:3] if name]
    if named:
        said.append(_now("用得多的站：%(names)s。") % {"names": "，".join(named)})
    links = [
        Link(_("打印年度收支表"), reverse("desk:funds_report", args=[year, "pdf"])),
        Link(_("Word文件"), reverse("desk:funds_report", args=[year, "docx"]), "down"),
    ]
    return (Block(words="\n".join(said), links=links),)


def _to_spend(actor: Actor, year: int) -> Sequence[Block]:
    """What the people of a station may still spend: of their own, and of what the place got for all its stations."""
    given = [row for _code, _source, row in queries.to_spend_from(actor, year) if row]
    if not given:
        return (Block(words=_now("%(year)d年还没有给站里的拨款。") % {"year": year}),)
    own = sum(queries.left_of_allocation(row) for row in given if row.station)
    shared = sum(queries.left_of_allocation(row) for row in given if not row.station)
    parts = [_now("本站的 %(sum)s 元") % {"sum": yuan(own)}] if any(row.station for row in given) else []
    if any(not row.station for row in given):
        parts.append(_now("各站共用的 %(sum)s 元") % {"sum": yuan(shared)})
    said = _now("%(year)d年站里还能用 %(sum)s 元：%(parts)s。")
    spend = Link(_("登记支出"), reverse("desk:spending_new", args=["spend"]), "plus")
    words = said % {"year": year, "sum": yuan(own + shared), "parts": "，".join(parts)}
    return (Block(words=words, links=(spend,)),)


def _whose(given: Any, places: Mapping[str, str]) -> str:
    """To which station, else to which place something was given; `places` by code."""
    return given.station.name if given.station else places.get(given.division, "")


# ── sources ────────────────────────────────────────────────────────────────
def _source_line(row: Any) -> Line:
    amount, left = _known(row)
    chips = () if row.whole else (_("上级拨来的"),)
    return Line(row.name, (row.get_kind_display(), str(row.year), yuan(amount), yuan(left)), BOOK.at(row), chips=chips)


def _known(row: Any) -> tuple[int, int]:
    """Amount and what is left, as far as the reader may know: the whole source, or what was given to him of it."""
    if row.whole:
        return row.amount, row.amount - row.given_on - row.straight
    return row.given_here, row.given_here - row.spent_here


def _allocation_lines(rows: Iterable[Any]) -> list[Line]:
    """Allocations, with the names of all their places asked for at once."""
    rows = list(rows)
    places = divisions.names([row.division for row in rows])
    return [
        Line(bare_day(row.day), (_whose(row, places), yuan(row.amount), row.document or row.words), GIVEN.at(row))
        for row in rows
    ]


def _spent_line(row: Any) -> Line:
    return Line(bare_day(row.day), (row.item, yuan(row.amount), row.voucher, row.get_state_display()), SPENT.at(row))


def _source_leaf(actor: Actor, row: Any) -> Leaf:
    given = queries.allocations(actor).filter(source=row)
    spent = queries.expenditures(actor).filter(source=row)
    place = divisions.names([row.division]).get(row.division, "")
    pairs = [
        (_("归哪一级管"), place),
        (_("预算科目"), f"{row.line} {row.get_line_display()}" if row.line else ""),
        (_("文号"), row.document),
        (_("下达日期"), bare_day(row.day)),
    ]
    amount, left = _known(row)
    came, rest = (_("金额（元）"), _("还没拨、没用（元）")) if row.whole else (_("拨到这里的（元）"), _("还剩（元）"))
    pairs += [(came, yuan(amount)), (rest, yuan(left))]
    only = (_("专款专用：只能用于代表活动、交通、误工补贴和培训。"),) if row.kind == rules.Kind.DEPUTIES else ()
    return Leaf(
        row.name,
        chips=(row.get_kind_display(), str(row.year)),
        warnings=only,
        blocks=(
            Block(pairs=pairs),
            Block(
                _("拨付"),
                head=(_("日期"), _("拨给哪里"), _("金额（元）"), _("文号")),
                lines=_allocation_lines(given[:MOST_LINES]),
                empty=_("还没有拨付。"),
            ),
            Block(
                _("支出"),
                head=(_("日期"), _("买了什么"), _("金额（元）"), _("凭证号"), _("状态")),
                lines=[_spent_line(each) for each in spent[:MOST_LINES]],
                empty=_("还没有支出。"),
            ),
        ),
        note=MEMO,
    )


def _source_doable(actor: Actor, row: Any) -> Collection[str]:
    found = ["allocate"] if permissions.may_allocate(actor, row) else []
    return [*found, "raise_source"] if permissions.may_raise_source(actor, row) else found


def _source_table(actor: Actor, rows: Any) -> tuple[Sequence[Any], Iterable[Sequence[object]]]:
    head = (_("名称"), _("来源"), _("年度"), _("科目"), _("金额（元）"), _("文号"), _("下达日期"))
    cells = ((r.name, r.get_kind_display(), r.year, r.line, _known(r)[0] / 100, r.document, r.day) for r in rows)
    return head, cells


@page
def report(request: DeskRequest, year: int, form: str) -> HttpResponse:
    """The year's report as PDF or DOCX."""
    gate(request, BOOK)
    if form not in ("pdf", "docx"):
        raise Http404
    name = _now("%(year)d年度经费收支情况") % {"year": year}
    return printing.response(queries.report(request.actor, year), name, form)


BOOK = Book(
    key="funds",
    title=_("经费"),
    columns=(_("名称"), _("来源"), _("年度"), _("金额（元）"), _("还能用（元）")),
    rows=queries.sources,
    line=_source_line,
    allowed=permissions.reads,
    lead=MEMO,
    placeholder=_("名称、文号"),
    empty=_("还没有登记经费来源。"),
    found=lambda rows, words: rows.filter(Q(name__contains=words) | Q(document__contains=words)),
    filters=(
        Filter("year", _("年度"), _years, lambda rows, value: rows.filter(year=int(value))),
        Filter("kind", _("来源"), lambda actor: rules.KINDS, lambda rows, value: rows.filter(kind=value)),
    ),
    leaf=_source_leaf,
    verbs=(
        Verb("open_source", _("登记来源"), "", "plus", True),
        Verb("allocate", _("拨付"), "a", "send", True),
        Verb("raise_source", _("追加、调减"), "", "edit", True),
    ),
    forms={"open_source": forms.Open, "allocate": forms.Allocate, "raise_source": forms.Raise},
    doable=_source_doable,
    doable_new=lambda actor: ("open_source",) if actor.posts_as(*permissions.KEEPERS) else (),
    table=_source_table,
    above=sums,
    icon="book",
)


# ── allocations ────────────────────────────────────────────────────────────
def _given_leaf(actor: Actor, row: Any) -> Leaf:
    back = row.corrects
    pairs = [
        (_("来源"), row.source.name),
        (_("日期"), bare_day(row.day)),
        (_("金额（元）"), yuan(row.amount)),
        (_("文号"), row.document),
        (_("说明"), row.words),
    ]
    if back is None:
        pairs.append((_("还剩（元）"), yuan(queries.left_of_allocation(row))))
    spent = queries.expenditures(actor).filter(allocation=row)
    return Leaf(
        _whose(row, divisions.names([row.division])),
        chips=(_("冲回"),) if back else (),
        blocks=(
            Block(pairs=pairs, links=(Link(_("原来那笔"), GIVEN.at(back), "back"),) if back else ()),
            Block(
                _("支出"),
                head=(_("日期"), _("买了什么"), _("金额（元）"), _("凭证号"), _("状态")),
                lines=[_spent_line(each) for each in spent[:MOST_LINES]],
                empty=_("还没有支出。"),
            ),
        ),
        note=MEMO,
    )


def _given_doable(actor: Actor, row: Any) -> Collection[str]:
    return ("correct",) if row.corrects_id is None and permissions.may_correct_allocation(actor, row) else ()


GIVEN = Book(
    key="allocations",
    title=_("经费拨付"),
    columns=(_("日期"), _("拨给哪里"), _("金额（元）"), _("文号")),
    rows=queries.allocations,
    lines=_allocation_lines,
    allowed=permissions.reads,
    empty=_("还没有拨付。从“经费”里选一笔来源，按“拨付”。"),
    leaf=_given_leaf,
    verbs=(Verb("correct", _("冲回"), "", "undo", True),),
    forms={"correct": forms.TakeBack},
    doable=_given_doable,
    nav=False,
)


# ── expenditures ───────────────────────────────────────────────────────────
def _leaf(actor: Actor, row: Any) -> Leaf:
    back = row.corrects
    pairs = [
        (_("来源"), row.source.name),
        (_("日期"), bare_day(row.day)),
        (_("用途"), row.get_use_display()),
        (_("什么活动"), row.activity),
        (_("联络站"), row.station.name if row.station else ""),
        (_("金额（元）"), yuan(row.amount)),
        (_("凭证号"), row.voucher),
        (_("审批人"), row.approver),
    ]
    if row.answer:
        pairs.append((_("说明"), row.answer))
    lines = [_spent_line(each) for each in row.corrections.order_by("pk")]
    return Leaf(
        row.item,
        chips=(row.get_state_display(), *((_("冲回"),) if back else ())),
        blocks=(
            Block(pairs=pairs, links=(Link(_("原来那笔"), SPENT.at(back), "back"),) if back else ()),
            Block(
                _("冲回的"),
                head=(_("日期"), _("买了什么"), _("金额（元）"), _("凭证号"), _("状态")),
                lines=lines,
            ),
        ),
        note=MEMO,
    )


def _doable(actor: Actor, row: Any) -> Collection[str]:
    if row.state == State.WAITING:
        return ("approve", "refuse") if permissions.may_approve_expenditure(actor, row) else ()
    booked = row.state == State.BOOKED and row.corrects_id is None
    return ("correct",) if booked and permissions.may_correct_expenditure(actor, row) else ()


def _table(actor: Actor, rows: Any) -> tuple[Sequence[Any], Iterable[Sequence[object]]]:
    """The columns that `bring_in` reads, and whence and whether."""
    head = (
        _("日期"), _("用途"), _("买了什么"), _("金额"), _("凭证号"), _("审批人"), _("联络站"), _("活动"), _("来源"),
        _("状态"),
    )  # fmt: skip
    cells = (
        (r.day, str(r.get_use_display()), r.item, r.amount / 100, r.voucher, r.approver,
         r.station.name if r.station else "", r.activity, r.source.name, str(r.get_state_display()))
        for r in rows
    )  # fmt: skip
    return head, cells


def _may_spend(actor: Actor) -> Collection[str]:
    return ("spend", "bring_in") if actor.posts_as(*permissions.KEEPERS, *OFFICERS) else ()


SPENT = Book(
    key="spending",
    title=_("经费支出"),
    columns=(_("日期"), _("买了什么"), _("金额（元）"), _("凭证号"), _("状态")),
    rows=queries.expenditures,
    line=_spent_line,
    allowed=permissions.reads,
    lead=_("联络员登记，主席审批入账；记错了只能冲回，不能删改。"),
    placeholder=_("买了什么、凭证号"),
    empty=_("还没有支出。"),
    found=lambda rows, words: rows.filter(Q(item__contains=words) | Q(voucher__contains=words)),
    filters=(
        Filter(
            "state", _("状态"), lambda actor: STATES, lambda rows, value: rows.filter(state=value)
        ),
        Filter("use", _("用途"), lambda actor: rules.USES, lambda rows, value: rows.filter(use=value)),
        Filter("year", _("年度"), _years, lambda rows, value: rows.filter(source__year=int(value))),
    ),
    leaf=_leaf,
    verbs=(
        Verb("spend", _("登记支出"), "", "plus", True),
        Verb("bring_in", _("从Excel导入"), "", "up", True),
        Verb("approve", _("批准入账"), "o", "check", True),
        Verb("refuse", _("不批准"), "", "x", True),
        Verb("correct", _("冲回"), "", "undo", True),
    ),
    forms={
        "spend": forms.Spend,
        "bring_in": forms.BringIn,
        "approve": forms.Approve,
        "refuse": forms.Refuse,
        "correct": forms.Correct,
    },
    doable=_doable,
    doable_new=_may_spend,
    table=_table,
    icon="list",
)  # fmt: skip
BOOKS: tuple[Book, ...] = (BOOK, GIVEN, SPENT)
PATHS = (path("funds/report-<int:year>.<slug:form>", report, name="funds_report"),)
