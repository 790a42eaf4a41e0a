"""Elections of conveners: notice, count, result, and the record to be printed and signed (Article 3)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.books.stations import one
from lianxin.desk.forms.station_people import ELECTION
from lianxin.desk.forms.stations import RUNNERS
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line, Link
from lianxin.desk.views.frame import DeskRequest, page, the_one
from lianxin.kit.actor import OFFICERS, Actor, Role
from lianxin.kit.wording import bare_day
from lianxin.papers import printing
from lianxin.stations import permissions, queries
from lianxin.stations.rules import ElectionKind, ElectionState


def line(row: Any) -> Line:
    cells = (
        row.get_kind_display(),
        bare_day(row.held_on),
        row.get_state_display(),
        row.elected.name if row.elected else "",
    )
    return Line(row.station.name, cells, BOOK.at(row))


def allowed(actor: Actor) -> bool:
    return actor.is_deputy or bool(actor.posts_as(*RUNNERS, *OFFICERS, Role.AUDITOR))


def doable(actor: Actor, row: Any) -> tuple[str, ...]:
    if row.state != ElectionState.NOTICED or not permissions.may_elect_convener(actor, row.station):
        return ()
    return ("count_votes", "call_off")


def leaf(actor: Actor, row: Any) -> Leaf:
    paper = queries.election_paper(row)
    table = paper.tables[0] if paper.tables and row.present is not None else None
    standing = [] if table else [Line(c.person.name, (c.person.workplace,)) for c in queries.standing_in(row)]
    votes = [Line(cells[0], cells[1:]) for cells in table.rows] if table else []
    following = queries.next_round(row)
    return Leaf(
        paper.title,
        chips=(row.get_state_display(), *(((now("第%(n)d轮") % {"n": row.round}),) if row.round > 1 else ())),
        lead=row.station.name,
        blocks=(
            Block(words="\n".join(paper.paragraphs)),
            Block(pairs=[pair for pair in paper.pairs if pair[1].strip()]),
            Block(_("得票"), head=(_("候选人"), _("票数")), lines=votes),
            Block(_("候选人"), head=(_("候选人"), _("工作单位")), lines=standing),
            _voters(row),
            *_rounds(row, following),
        ),
        links=(
            Link(_("站的页面"), one.at(row.station), "house"),
            Link(_("打印记录 · PDF"), reverse("desk:election_record", args=[row.code, "pdf"])),
            Link(_("下载记录 · DOCX"), reverse("desk:election_record", args=[row.code, "docx"]), "doc"),
        ),
    )


def _voters(row: Any) -> Block:
    """Who is to come: until it is counted, for whoever calls them together."""
    if row.state != ElectionState.NOTICED or row.kind == ElectionKind.EARLIER:
        return Block()
    people = queries.voters(row)
    return Block(now("应到%(n)d人") % {"n": len(people)}, words="、".join(person.name for person in people))


def _rounds(row: Any, following: Any) -> list[Block]:
    links = [Link(_("上一轮"), BOOK.at(row.follows), "back")] if row.follows else []
    if following is not None:
        links.append(Link(_("下一轮"), BOOK.at(following), "fwd"))
    return [Block(links=links)] if links else []


@page
def record(request: DeskRequest, code: str, form: str) -> HttpResponse:
    """The record as PDF or DOCX; before the count, with places to write the numbers by hand."""
    row = the_one(queries.elections_visible_to(request.actor), code=code)
    if form not in ("pdf", "docx"):
        raise Http404
    try:
        return printing.response(queries.election_paper(row), f"{row.station.name} {row.get_kind_display()}", form)
    except printing.FontsMissing as error:
        messages.error(request, str(error))
        return redirect(BOOK.at(row))


BOOK = Book(
    key="elections",
    title=_("召集人推选记录"),
    columns=(_("联络站"), _("种类"), _("日期"), _("结果"), _("当选人")),
    rows=queries.elections_visible_to,
    line=line,
    allowed=allowed,
    lead=_("什么时候通知、谁是候选人、各得多少票、谁当选。只记总数，不记谁投了谁。"),
    empty=_("还没有推选过。"),
    placeholder=_("站名、当选人"),
    found=lambda rows, words: rows.filter(station__name__contains=words) | rows.filter(elected__name__contains=words),
    filters=(Filter("state", _("结果"), lambda actor: queries.RESULTS, lambda rows, value: rows.filter(state=value)),),
    leaf=leaf,
    verbs=(
        Verb("count_votes", _("计票"), "c", "check", True),
        Verb("call_off", _("取消这次会议"), "x", "x"),
    ),
    forms=ELECTION,
    doable=doable,
    icon="check",
    nav=False,
)
PATHS = (path("elections/<slug:code>/record.<slug:form>", record, name="election_record"),)
