"""Terms of congresses at the desk: the list by congress, one term, and the change of term (换届) with its preview."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.deputies import permissions, queries
from lianxin.deputies.rules import election_coming
from lianxin.desk.books.deputies.people import BOOK as PEOPLE
from lianxin.desk.books.deputies.people import LEVELS, attached_today
from lianxin.desk.forms import congress as forms
from lianxin.desk.forms.deputies import KEEPERS
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line, Link, gate
from lianxin.desk.views.frame import DeskRequest, carried_out, drawn, form_page, the_one
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.wording import bare_day, span
from lianxin.suggestions import permissions as suggestions

MOST_SHOWN = 600


def coming(row: Any) -> bool:
    return row.state == "running" and election_coming(row.ends_on, moment.today())


def line(row: Any) -> Line:
    chips = [now("要换届了")] if coming(row) else []
    if row.state == "running" and row.quota and row.seated > row.quota:
        chips.append(now("超过名额"))
    taken = f"{row.seated} / {row.quota}" if row.quota and row.state == "running" else str(row.held)
    cells = (now("第%(n)d届") % {"n": row.number}, span(row.began_on, row.ends_on), row.get_state_display(), taken)
    return Line(row.name, cells, BOOK.at(row), chips=tuple(chips))


def seats_block(row: Any) -> tuple[Block, list[str]]:
    seats = queries.seats(row)
    pairs: list[tuple[Any, Any]] = [
        (_("在任代表"), now("%(n)d名") % {"n": seats.active}),
        (_("暂停执行职务"), now("%(n)d名") % {"n": seats.suspended}),
        (_("代表名额"), now("%(n)d名") % {"n": seats.quota} if seats.quota else now("还没有填")),
        (_("名额依据"), row.quota_ground),
    ]
    if seats.most:
        words = now("按%(people)d人算，法定名额%(n)d名；少数民族多或者居住分散的，经决定可以加百分之五，到%(added)d名")
        pairs.append((_("选举法第十二条"), words % {
            "people": row.population, "n": seats.most, "added": seats.most_added}))  # fmt: skip
    warnings = [now("在任代表比名额多%(n)d名，请核对。") % {"n": seats.over}] if seats.over else []
    if seats.most_added and seats.quota > seats.most_added:
        warnings.append(now("登记的名额比按人口算的还多，请核对名额和人口数。"))
    return Block(_("名额"), pairs=pairs), warnings


def history_lines(row: Any) -> list[Line]:
    return [
        Line(
            now("第%(n)d届") % {"n": t.number},
            (span(t.began_on, t.ends_on), t.get_state_display(), t.ground),
            BOOK.at(t) if t.pk != row.pk else "",
        )
        for t in queries.terms_of(row.congress)
    ]


def leaf(actor: Actor, row: Any) -> Leaf:
    visible = set(queries.people_visible_to(actor).values_list("pk", flat=True)) if row.held else set()
    mandates = queries.mandates_of(row)[:MOST_SHOWN]
    lines = [
        Line(
            m.person.name,
            (m.district, m.certificate_no, m.get_status_display(), span(m.from_day, m.until_day)),
            PEOPLE.at(m.person),
        )
        for m in mandates
        if m.person_id in visible
    ]
    blocks: list[Block] = []
    warnings: list[str] = []
    if row.state == "running":
        block, warnings = seats_block(row)
        blocks.append(block)
        if coming(row):
            warnings.insert(0, now("本届%(day)s届满，换届选举要开始准备了。") % {"day": bare_day(row.ends_on)})
    head = (_("姓名"), _("选区或选举单位"), _("证号"), _("状态"), _("起止"))
    blocks += [
        Block(_("这一届的代表"), head=head, lines=lines, empty=_("您这里还没有登记这一届的代表。")),
        Block(_("历届"), head=(_("届"), _("起止"), _("状态"), _("换届依据")), lines=history_lines(row)),
    ]
    links = [Link(_("换届"), f"{BOOK.at(row)}/change", "undo")] if may_change(actor, row) else []
    title = now("%(name)s 第%(n)d届") % {"name": row.name, "n": row.number}
    chips = (row.get_level_display(), row.get_state_display(), span(row.began_on, row.ends_on))
    return Leaf(title, chips=chips, warnings=warnings, blocks=blocks, links=links)


def may_change(actor: Actor, row: Any) -> bool:
    return row.state == "running" and permissions.may_keep_term(actor, row.congress)


def doable(actor: Actor, row: Any) -> Collection[str]:
    return ("renew_term",) if may_change(actor, row) else ()


BOOK = Book(
    key="terms",
    title=_("届次、换届"),
    columns=(_("人大"), _("届"), _("起止"), _("状态"), _("代表数和名额")),
    rows=queries.terms_visible_to,
    line=line,
    allowed=lambda actor: bool(actor.posts_as(*permissions.READERS)),
    lead=_("每个人大各有各的届次。换届时老一届的代表职务一起终止，什么都不删，履历都在。"),
    placeholder=_("人大名称"),
    empty=_("还没有登记届次。先登记本级人大的本届，再登记代表职务。"),
    found=lambda rows, words: rows.filter(name__contains=words),
    filters=(
        Filter("level", _("层级"), lambda actor: LEVELS, lambda rows, value: rows.filter(level=value)),
        Filter(
            "state",
            _("状态"),
            lambda actor: (("running", _("本届")), ("ended", _("已届满"))),
            lambda rows, value: rows.filter(state=value),
        ),
    ),
    leaf=leaf,
    verbs=(
        Verb("open_term", _("登记一个人大的届次"), "n", "plus", True),
        Verb("renew_term", _("改届满日期、名额"), "c", "edit", True),
    ),
    forms={"open_term": forms.OpenTerm, "renew_term": forms.RenewTerm},
    doable=doable,
    doable_new=lambda actor: ("open_term",) if actor.posts_as(*KEEPERS) else (),
    icon="cal",
)


# ── the change ─────────────────────────────────────────────────────────────
def change(request: DeskRequest, code: str) -> HttpResponseBase:
    """换届: first what it would do, then the act."""
    gate(request, BOOK)
    row = the_one(BOOK.rows(request.actor), code=code)
    if not may_change(request.actor, row):
        raise Http404
    if request.method != "POST":
        return change_page(request, row, forms.ChangeTerm(row=row, actor=request.actor))
    form = forms.ChangeTerm(request.POST, row=row, actor=request.actor)
    if not form.is_valid():
        return change_page(request, row, form, status=400)
    if not request.POST.get("sure"):
        return change_page(request, row, form, previewed=True)
    status = carried_out(form)
    if status != 200:
        return change_page(request, row, form, status=status)
    messages.success(request, str(form.done))
    new = queries.running_term(row.congress)
    return redirect(BOOK.at(new or row))


def change_page(
    request: DeskRequest, row: Any, form: forms.ChangeTerm, *, previewed: bool = False, status: int = 200
) -> HttpResponse:
    again = form.ticked()
    number = form.cleaned_data.get("number") if form.is_bound and form.is_valid() else None
    found = queries.change_of(row, list(again), number=number)
    context = {
        "row": row,
        "form": form,
        "back": BOOK.at(row),
        "change": found,
        "again": again,
        "table": [(m, again.get(m.person.code)) for m in found.mandates],
        "stations": losing(found.leaving),
        "suggestions": concerned(request.actor, [*found.leaving, *found.staying], row),
        "previewed": previewed,
    }
    return drawn(request, "desk/change_term.html", context, current="b.terms", status=status)


def losing(leaving: Collection[Any]) -> list[tuple[str, list[str]]]:
    """Stations with the names of those they lose, by their attachments in force; one query."""
    by_station: dict[str, list[str]] = defaultdict(list)
    found = queries.people_in([p.pk for p in leaving]).filter(attached_today())
    for name, station in found.values_list("name", "attachments__station__name"):
        by_station[station].append(name)
    return sorted(by_station.items())


def concerned(actor: Actor, people: Collection[Any], row: Any) -> list[Any]:
    """Suggestions in hand of this congress whose lead deputy leaves it."""
    rows = suggestions.visible_to(actor).filter(congress=row.congress, lead_id__in=[p.pk for p in people])
    return list(rows.exclude(state__in=("draft", "withdrawn", "concluded")).select_related("lead")[:50])


PATHS = (path("terms/<slug:code>/change", form_page(change), name="term_change"),)
