"""Whole registers in and out at the desk: hand in, look, confirm; templates, and the registers to edit."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.registers import HandIn
from lianxin.desk.views.book import Block, Book, Line, Link
from lianxin.desk.views.frame import DeskRequest, acting, carried_out, drawn, form_page, lost, page, the_one
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.wording import when
from lianxin.kit.workflow import Refused
from lianxin.registers import actions, permissions, queries
from lianxin.registers.rules import SHOWN, Fate, Kind, Report
from lianxin.sheets import writing

KINDS = {
    "all": (_("代表、联络站、单位"), tuple(Kind)),
    "deputies": (_("代表名册"), (Kind.DEPUTIES,)),
    "stations": (_("联络站"), (Kind.STATIONS,)),
    "organs": (_("承办单位"), (Kind.ORGANS,)),
}
TITLES = {Kind.DEPUTIES: _("代表"), Kind.STATIONS: _("联络站"), Kind.ORGANS: _("单位")}
FATES = {Fate.NEW: _("新登记"), Fate.CHANGED: _("更新")}
PREVIEWED = 50
AGAIN_AFTER = "3"
"""Seconds after which a page that waits asks again, without script."""


# ── handed in ──────────────────────────────────────────────────────────────
def _gate(request: DeskRequest) -> None:
    if not permissions.county_of(request.actor):
        raise Http404


def hand_in(request: DeskRequest) -> HttpResponse:
    """The form, and where the file arrives."""
    _gate(request)
    given = request.method == "POST"
    form = HandIn(request.POST if given else None, request.FILES if given else None, row=None, actor=request.actor)
    status = carried_out(form) if given else 200
    if given and status == 200:
        return redirect("desk:upload", form.row.code)
    context = {"book": BOOK, "form": form, "verb": form.verb, "here": BOOK.href, "act_at": request.path}
    return drawn(request, "desk/import_new.html", {**context, "kinds": KINDS}, current="b.imports", status=status)


def upload(request: DeskRequest, code: str) -> HttpResponse:
    """What was found in a file; while somebody looks or imports, the page asks again by itself."""
    _gate(request)
    row = queries.uploads_of(request.actor).filter(code=code).first()
    if row is None:
        # Done by the worker while the page was waiting: the list says so.
        return redirect(BOOK.href) if request.GET.get("from") == "wait" else lost(request)
    answer = _drawn(request, row)
    if row.state in ("waiting", "confirmed"):
        answer["Refresh"] = f"{AGAIN_AFTER}; url={reverse('desk:upload', args=[code])}?from=wait"
    return answer


def _drawn(request: DeskRequest, row: Any, status: int = 200, refused: str = "") -> HttpResponse:
    report = actions.report_of(row)
    done, whole = actions.progress_of(row)
    context = {
        "book": BOOK, "row": row, "report": report, "done": done, "whole": whole, "refused": refused,
        "state": row.state, "state_words": row.get_state_display(),
    }  # fmt: skip
    if report is not None:
        context |= _found(report)
    return drawn(request, "desk/import_check.html", context, current="b.imports", status=status)


def _found(report: Report) -> dict[str, Any]:
    """What the page shows of a report."""
    counts = [Line(TITLES[kind], (c.new, c.changed, c.same, c.left_out, c.absent)) for kind, c in report.counts.items()]
    lines = [Line(line.title, (TITLES[line.kind], FATES[line.fate], line.words)) for line in report.lines[:PREVIEWED]]
    return {
        "counts": counts,
        "counted": (
            _("名册"),
            _("新登记"),
            _("更新"),
            _("没有变化"),
            _("没有用到的行"),
            _("名册里有、表里没有（不动）"),
        ),
        "faults": [Line(_place(f.sheet, f.row, f.column), (f.title, f.read, f.advice)) for f in report.faults[:SHOWN]],
        "fault_head": (_("在哪里"), _("栏目"), _("读到的是"), _("怎么改")),
        "questions": report.questions[:SHOWN],
        "lines": lines,
        "line_head": (_("名称"), _("名册"), _("会怎样"), _("内容")),
        "wrong": len(report.faults) + len(report.questions),
        "more": max(0, len(report.faults) - SHOWN),
    }


def _place(sheet: str, row: int, column: str) -> str:
    if not row:
        return sheet
    where = now("%(sheet)s第%(row)d行") % {"sheet": sheet, "row": row}
    return where + (now("%(column)s列") % {"column": column} if column else "")


def _mine(request: DeskRequest, code: str) -> Any:
    _gate(request)
    return the_one(queries.uploads_of(request.actor), code=code)


def answered(request: DeskRequest, code: str) -> HttpResponse:
    """Who of one name is the same and who is another."""
    row = _mine(request, code)
    given = {key.removeprefix("q:"): str(value) for key, value in request.POST.dict().items() if key.startswith("q:")}
    return _acted(request, row, lambda: actions.answer(row, given, by=request.actor), "")


def confirmed(request: DeskRequest, code: str) -> HttpResponse:
    """Import it."""
    row = _mine(request, code)
    return _acted(request, row, lambda: actions.confirm(row, by=request.actor), now("已导入。"))


def dropped(request: DeskRequest, code: str) -> HttpResponse:
    """Not wanted any more: the file goes now."""
    actions.drop(_mine(request, code), by=request.actor)
    messages.success(request, now("文件已删除，什么都没有导入。"))
    return redirect(BOOK.href)


def _acted(request: DeskRequest, row: Any, act: Any, said: str) -> HttpResponse:
    try:
        act()
    except Refused as error:
        return _drawn(request, row, 409, str(error))
    left = queries.uploads_of(request.actor).filter(pk=row.pk).exists()
    if not left and said:
        messages.success(request, said)
    return redirect("desk:upload", row.code) if left else redirect(BOOK.href)


# ── files out ──────────────────────────────────────────────────────────────
def _file(octets: bytes, name: str, form: str = "xlsx") -> HttpResponse:
    kind = writing.XLSX if form == "xlsx" else "text/csv; charset=utf-8"
    return HttpResponse(
        octets, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    )


def _asked_kinds(request: DeskRequest) -> tuple[str, Iterable[Kind]]:
    key = request.GET.get("of", "all")
    if key not in KINDS:
        raise Http404
    return key, KINDS[key][1]


def faults(request: DeskRequest, code: str) -> HttpResponse:
    """All faults of a file, for a spreadsheet."""
    report = actions.report_of(_mine(request, code))
    if report is None:
        raise Http404
    form = "csv" if request.GET.get("format") == "csv" else "xlsx"
    return _file(queries.faults(report, form), f"faults-{code}", form)


def template(request: DeskRequest) -> HttpResponse:
    """A workbook to fill in."""
    _gate(request)
    key, kinds = _asked_kinds(request)
    return _file(queries.template(request.actor, kinds), f"template-{key}")


def to_edit(request: DeskRequest) -> HttpResponse:
    """The registers as a workbook that may be imported again."""
    _gate(request)
    key, kinds = _asked_kinds(request)
    return _file(queries.to_edit(request.actor, kinds), f"{key}-{moment.today():%Y%m%d}")


PATHS = [
    path("imports/hand-in", form_page(hand_in), name="hand_in"),
    path("imports/template", page(template), name="import_template"),
    path("imports/registers", page(to_edit), name="registers_to_edit"),
    path("imports/uploads/<slug:code>", page(upload), name="upload"),
    path("imports/uploads/<slug:code>/faults", page(faults), name="upload_faults"),
    path("imports/uploads/<slug:code>/answers", acting(answered), name="upload_answers"),
    path("imports/uploads/<slug:code>/confirm", acting(confirmed), name="upload_confirm"),
    path("imports/uploads/<slug:code>/drop", acting(dropped), name="upload_drop"),
]


# ── what was imported ──────────────────────────────────────────────────────
def line(row: Any) -> Line:
    return Line(row.file_name, (when(row.at), row.by_name, row.new, row.changed, row.same))


def waiting(actor: Actor, request: Any) -> Sequence[Block]:
    """Files that wait for a look or a confirmation."""
    rows = queries.uploads_of(actor)[:10]
    lines = [Line(r.file_name, (r.get_state_display(),), reverse("desk:upload", args=[r.code])) for r in rows]
    return [Block(_("还没有导入的文件"), head=(_("文件"), _("到哪一步")), lines=lines)] if lines else []


def links(actor: Actor) -> Sequence[Link]:
    return (
        Link(_("上传名册"), reverse("desk:hand_in"), "up", go=True),
        Link(_("下载空白表"), reverse("desk:import_template"), "down"),
        Link(_("导出名册，改了再导入"), reverse("desk:registers_to_edit"), "down"),
    )


def table(actor: Actor, rows: Any) -> tuple[Sequence[Any], Iterable[Sequence[object]]]:
    head = (_("文件"), _("时间"), _("导入人"), _("新登记"), _("更新"), _("没有变化"), _("文件摘要"))
    told = ((r.file_name, r.at, r.by_name, r.new, r.changed, r.same, r.sha256) for r in rows)
    return head, told


BOOK = Book(
    key="imports",
    title=_("名册导入"),
    columns=(_("文件"), _("时间"), _("导入人"), _("新登记"), _("更新"), _("没有变化")),
    rows=queries.imports_of,
    line=line,
    allowed=lambda actor: bool(permissions.county_of(actor)),
    lead=_("代表、联络站、单位的名册，用县里现成的表格一次登记进来。先核对，确认了才导入。"),
    empty=_("还没有导入过。把手头的表格直接上传就行：先核对给您看，您点了确认才改名册。没有表格，就下载空白表照着填。"),
    above=waiting,
    links=links,
    table=table,
    icon="up",
)
BOOKS = (BOOK,)
