"""Hand-overs: the frozen list, its paper, and that both signed it."""

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import staff as forms
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Leaf, Line, Link, gate
from lianxin.desk.views.frame import DeskRequest, page, the_one
from lianxin.kit.actor import OFFICERS, Actor, Role
from lianxin.kit.wording import bare_day
from lianxin.papers import printing
from lianxin.staff import permissions, queries

READERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE, *OFFICERS, Role.ORGAN_HANDLER)


def line(row: Any) -> Line:
    names = f"{row.posting.user.name} → {row.successor.user.name}"
    signed = _("已签字") if row.signed_on else _("等签字")
    chips = (_("补办"),) if row.late else ()
    return Line(names, (row.place, bare_day(row.last_day), signed), BOOK.at(row), chips=chips)


def leaf(actor: Actor, row: Any) -> Leaf:
    pairs = [
        (_("岗位"), row.place),
        (_("移交人最后一天"), bare_day(row.last_day)),
        (_("接收人从哪天起"), bare_day(row.successor.from_day)),
        (_("办理"), f"{row.done_by}　{bare_day(row.done_at)}"),
        (_("监交人"), row.monitor or "—"),
        (_("签字"), f"{bare_day(row.signed_on)}　{row.signed_words}" if row.signed_on else _("还没有记")),
    ]
    lists = [
        Block(kind, head=(_("内容"), _("期限")), lines=[Line(each.words, (each.due,)) for each in lines])
        for kind, lines in queries.list_of(row)
    ]
    at = reverse("desk:handover_paper", args=[row.code, "pdf"]), reverse("desk:handover_paper", args=[row.code, "docx"])
    return Leaf(
        f"{row.posting.user.name} → {row.successor.user.name}",
        chips=(_("补办"),) if row.late else (),
        warnings=() if row.signed_on else (_("打印清单，移交人、接收人、监交人签字以后，回来记一笔。"),),
        blocks=(
            Block(pairs=pairs, links=(Link(_("打印清单"), at[0]), Link(_("Word文件"), at[1], "down"))),
            *(lists or [Block(_("清单"), words=_("移交时没有未办的事。"))]),
        ),
        note=_("清单是交接那一刻固定的，以后不变；密件不列入。"),
    )


@page
def paper(request: DeskRequest, code: str, form: str) -> HttpResponse:
    """The list to be signed, as PDF or DOCX."""
    gate(request, BOOK)
    if form not in ("pdf", "docx"):
        raise Http404
    row = the_one(queries.hand_overs(request.actor), code=code)
    name = _("工作交接清单-%(old)s-%(new)s") % {"old": row.posting.user.name, "new": row.successor.user.name}
    return printing.response(queries.paper_of(row), str(name), form)


def doable(actor: Actor, row: Any) -> Collection[str]:
    return ("note_signed",) if row.signed_on is None and permissions.may_note_signed(actor, row) else ()


BOOK = Book(
    key="handovers",
    title=_("交接"),
    columns=(_("移交人 → 接收人"), _("岗位"), _("最后一天"), _("签字")),
    rows=queries.hand_overs,
    line=line,
    allowed=lambda actor: bool(actor.posts_as(*READERS)),
    lead=_("换人时从“工作人员”里办：选要走的人，按“办理交接”。"),
    placeholder=_("姓名"),
    empty=_("还没有办过交接。"),
    found=lambda rows, words: (
        rows.filter(posting__user__name__contains=words) | rows.filter(successor__user__name__contains=words)
    ),
    leaf=leaf,
    verbs=(Verb("note_signed", _("记下已签字"), "", "check", True),),
    forms={"note_signed": forms.Signed},
    doable=doable,
    icon="send",
)
PATHS = (path("handovers/<slug:code>/paper.<slug:form>", paper, name="handover_paper"),)
