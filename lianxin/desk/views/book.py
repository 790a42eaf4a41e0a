"""Registers at the desk (stations, deputies, organs, money …): one shape for a list, for one row, and for its acts.

An area declares a `Book` and hands `addresses(book)` to the desk's urls; nothing else is written for it. The names of
its addresses are `desk:<key>` (the list), `desk:<key>_new` (an act without a row), `desk:<key>_one` (a row's page) and
`desk:<key>_act` (an act on a row).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lianxin.desk.forms.frame import ActForm
from lianxin.desk.rules import Verb
from lianxin.desk.views.frame import DeskRequest, acting, carried_out, drawn, form_page, lost, page, the_one
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.lights import Light
from lianxin.sheets import writing

ON_A_PAGE = 25
MOST_EXPORTED = 20_000
EMPTY: tuple[tuple[object, ...], ...] = ((), ("",), (None,))
Words = Any
"""Text, translated when it is drawn."""
Row = Any
Rows = Any
"""A queryset that came through a room's `visible_to`."""


@dataclass(frozen=True)
class Line:
    """A row in a list: where it leads ('' nowhere), its title, the cells under the other columns."""

    title: Words
    cells: tuple[Any, ...] = ()
    href: str = ""
    light: Light | None = None
    """Drawn before the last cell."""
    chips: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Filter:
    """A select above the list: parameter, name, values with their words, and how rows are kept by a value."""

    name: str
    label: Words
    choices: Callable[..., Sequence[tuple[str, Words]]]
    """Called with the actor; with what was chosen `within` as well, when this filter stands within another."""
    keep: Callable[..., Rows]
    """Called with the rows and the value; with what was chosen `within` as well, when it stands within another."""
    within: str = ""
    """The name of the filter whose value these choices are of: they are not offered before one is chosen."""


@dataclass(frozen=True)
class Link:
    """A way on from a page: a paper, a file, another page."""

    label: Words
    href: str
    icon: str = "print"
    go: bool = False
    """The one red button of its page."""


@dataclass(frozen=True)
class Block:
    """One part of a row's page: names and values, or a table, or a template of its own with `data` as `block.data`."""

    title: Words = ""
    pairs: Sequence[tuple[Words, Any]] = ()
    head: Sequence[Words] = ()
    lines: Sequence[Line] = ()
    words: Words = ""
    links: Sequence[Link] = ()
    empty: Words = ""
    """Said when there is nothing to show; a block with nothing and no such words is left out."""
    template: str = ""
    data: Any = None

    @property
    def shown(self) -> bool:
        return bool(self.pairs or self.lines or self.words or self.empty or self.template or self.links)

    @property
    def filled(self) -> tuple[Sequence[Words], Sequence[Line]]:
        """Head and lines without the columns in which no line says anything."""
        told = [
            at for at in range(len(self.head) - 1) if any(line.cells[at : at + 1] not in EMPTY for line in self.lines)
        ]
        head = [*self.head[:1], *(self.head[at + 1] for at in told)]
        return head, [
            replace(line, cells=tuple(c for at in told for c in line.cells[at : at + 1])) for line in self.lines
        ]


@dataclass(frozen=True)
class Leaf:
    """The page of one row."""

    title: Words
    chips: Sequence[Words] = ()
    lead: Words = ""
    warnings: Sequence[Words] = ()
    blocks: Sequence[Block] = ()
    links: Sequence[Link] = ()
    note: Words = ""
    """Under the acts: what the person before the page does not do, or why an act is not there."""


def nothing(actor: Actor, row: Row = None) -> Collection[str]:
    return ()


@dataclass(frozen=True)
class Book:
    """A register. `doable` and `doable_new` name the verbs somebody may do now; `forms` hold one form for each verb."""

    key: str
    title: Words
    columns: tuple[Words, ...]
    """The first is over the lines' titles."""
    rows: Callable[[Actor], Rows]
    allowed: Callable[[Actor], bool]
    """Whose desk has this register at all; 404 for everybody else."""
    line: Callable[[Row], Line] | None = None
    lines: Callable[[Sequence[Row]], Sequence[Line]] | None = None
    """A page of rows at once, where something is asked for all of them; else `line` draws each."""
    lead: Words = ""
    placeholder: Words = ""
    empty: Words = ""
    found: Callable[[Rows, str], Rows] | None = None
    filters: tuple[Filter, ...] = ()
    leaf: Callable[[Actor, Row], Leaf] | None = None
    verbs: tuple[Verb, ...] = ()
    forms: Mapping[str, type[ActForm]] | None = None
    doable: Callable[[Actor, Row], Collection[str]] = nothing
    doable_new: Callable[[Actor], Collection[str]] = nothing
    table: Callable[[Actor, Rows], tuple[Sequence[Words], Iterable[Sequence[object]]]] | None = None
    """Head and rows of an export (CSV, XLSX); what may leave is decided here. None: no export."""
    printed: Callable[[Actor, Rows], Sequence[Line]] | None = None
    """Lines of the list on paper, where other things may stand on paper than on the screen. None: the screen's."""
    above: Callable[[Actor, HttpRequest], Sequence[Block]] | None = None
    """Blocks over the list: sums, warnings."""
    links: Callable[[Actor], Sequence[Link]] | None = None
    slug: str = "code"
    """The field that names a row in addresses."""
    icon: str = "list"
    nav: bool = True
    """Whether the desk's navigation leads to it; else another page does."""

    @property
    def href(self) -> str:
        """Where the list is."""
        return reverse(f"desk:{self.key}")

    def at(self, row: Row) -> str:
        return reverse(f"desk:{self.key}_one", args=[getattr(row, self.slug)])

    def drawn(self, rows: Iterable[Row]) -> Sequence[Line]:
        """The lines of some rows."""
        if self.lines:
            return self.lines(list(rows))
        assert self.line is not None
        return [self.line(row) for row in rows]


class NewForm(ActForm):
    """An act that makes a row: `act(by=actor, **values)`; `self.row` is None until `carry_out`, then what was made."""

    knows_version = False

    def carry_out(self) -> Any:
        self.row = type(self).act(by=self.actor, **self.values())
        return self.row


def addresses(book: Book) -> list[URLPattern]:
    """What stands in the desk's urls for a register."""

    def whole(request: DeskRequest) -> HttpResponseBase:
        return listed(request, book)

    def new(request: DeskRequest, verb: str) -> HttpResponseBase:
        return made(request, book, verb)

    def one(request: DeskRequest, code: str) -> HttpResponseBase:
        return opened(request, book, code)

    def act(request: DeskRequest, code: str, verb: str) -> HttpResponseBase:
        return acted(request, book, code, verb)

    found = [path(f"{book.key}/", page(whole), name=book.key)]
    if book.forms and book.doable_new is not nothing:
        found.append(path(f"{book.key}/new/<slug:verb>", form_page(new), name=f"{book.key}_new"))
    if book.leaf:
        found.append(path(f"{book.key}/<slug:code>", page(one), name=f"{book.key}_one"))
    if book.leaf and book.forms:
        found.append(path(f"{book.key}/<slug:code>/<slug:verb>", acting(act), name=f"{book.key}_act"))
    return found


def gate(request: DeskRequest, book: Book) -> None:
    """404 for whoever does not have this register."""
    if not book.allowed(request.actor):
        raise Http404


def _asked(request: HttpRequest, book: Book) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:80] for name in ("q", *(f.name for f in book.filters))}


Offered = Mapping[str, Sequence[tuple[str, Words]]]
"""What may be chosen in each filter, by its name; asked once for each list."""


def _offered(book: Book, asked: Mapping[str, str], actor: Actor) -> Offered:
    found: dict[str, Sequence[tuple[str, Words]]] = {}
    for each in book.filters:
        if not each.within:
            found[each.name] = each.choices(actor)
        elif asked[each.within] in dict(found[each.within]):
            found[each.name] = each.choices(actor, asked[each.within])
        else:
            found[each.name] = ()
    return found


def _kept(book: Book, rows: Rows, asked: Mapping[str, str], offered: Offered) -> Rows:
    if asked["q"] and book.found:
        rows = book.found(rows, asked["q"])
    for each in book.filters:
        if asked[each.name] and asked[each.name] in dict(offered[each.name]):
            rows = each.keep(rows, *(asked[name] for name in (each.name, each.within) if name))
    return rows


def _active(book: Book, asked: Mapping[str, str], offered: Offered) -> dict[str, tuple[Words, Words]]:
    from_words: dict[str, tuple[Words, Words]] = {"q": (_("找"), asked["q"])} if asked["q"] else {}
    for each in book.filters:
        choice = dict(offered[each.name]).get(asked[each.name])
        if choice:
            from_words[each.name] = (each.label, choice)
    return from_words


def listed(request: DeskRequest, book: Book) -> HttpResponse:
    """The list: searched, filtered, paged; `?format=csv|xlsx|print` takes it along."""
    gate(request, book)
    asked = _asked(request, book)
    offered = _offered(book, asked, request.actor)
    rows = _kept(book, book.rows(request.actor), asked, offered)
    form = request.GET.get("format", "")
    if form in ("csv", "xlsx") and book.table:
        return exported(request, book, rows, form)
    if form == "print":
        taken = rows[:MOST_EXPORTED]
        lines = book.printed(request.actor, taken) if book.printed else book.drawn(taken)
        return render(request, "desk/book_paper.html", {"book": book, "lines": lines, "now": moment.now()})
    paged = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "book": book,
        "paged": paged,
        "lines": book.drawn(paged),
        "asked": asked,
        "selects": [(f, offered[f.name], asked[f.name]) for f in book.filters if offered[f.name]],
        "active": _active(book, asked, offered),
        "blocks": [b for b in book.above(request.actor, request) if b.shown] if book.above else (),
        "verbs": _verbs(book, book.doable_new(request.actor)),
        "links": book.links(request.actor) if book.links else (),
        "searched": book.found is not None,  # a template would call them
        "exports": book.table is not None,
    }
    return drawn(request, "desk/book.html", context, current=f"b.{book.key}")


def exported(request: DeskRequest, book: Book, rows: Rows, form: str) -> HttpResponse:
    """The list as a file for a spreadsheet."""
    assert book.table is not None
    head, cells = book.table(request.actor, rows[:MOST_EXPORTED])
    table = writing.Table(str(book.title), [str(h) for h in head], cells)
    return writing.response(table, f"{book.key}-{moment.today():%Y%m%d}", form)


def _verbs(book: Book, allowed: Collection[str]) -> list[Verb]:
    names = set(allowed)
    return [verb for verb in book.verbs if verb.name in names]


def opened(request: DeskRequest, book: Book, code: str) -> HttpResponse:
    """A row's page; `?do=verb` opens a form in its place, filled in with what else the address says."""
    gate(request, book)
    row = the_one(book.rows(request.actor), **{book.slug: code})
    verb = request.GET.get("do", "")
    forms = book.forms or {}
    if verb not in forms or verb not in _may(book, request, row):
        return shown(request, book, row)
    given = {name: value for name, value in request.GET.items() if name not in ("do", "seen")}
    return shown(request, book, row, forms[verb](row=row, actor=request.actor, initial=given))


def _may(book: Book, request: DeskRequest, row: Row) -> Collection[str]:
    return set(book.doable(request.actor, row))


def shown(
    request: DeskRequest, book: Book, row: Row, form: ActForm | None = None, *, status: int = 200
) -> HttpResponse:
    """The page of one row, perhaps with a form open."""
    assert book.leaf is not None
    leaf = book.leaf(request.actor, row)
    context = {
        "book": book,
        "leaf": leaf,
        "blocks": [block for block in leaf.blocks if block.shown],
        "row": row,
        "form": form,
        "verb": form.verb if form else "",
        "verbs": _verbs(book, _may(book, request, row)),
        "here": book.at(row),
    }
    return drawn(request, "desk/leaf.html", context, current=f"b.{book.key}", status=status)


def acted(request: DeskRequest, book: Book, code: str, verb: str) -> HttpResponse:
    """One verb on one row."""
    gate(request, book)
    forms = book.forms or {}
    if verb not in forms:
        raise Http404
    row = book.rows(request.actor).filter(**{book.slug: code}).first()
    if row is None:
        return lost(request)
    form = forms[verb](request.POST, request.FILES, row=row, actor=request.actor)
    status = carried_out(form)
    fresh = book.rows(request.actor).filter(**{book.slug: code}).first()
    if status == 200 and form.ahead is None:
        return _done(request, book, form, book.at(fresh) if fresh else book.href)
    if fresh is None:
        return lost(request)
    form.row = fresh
    return shown(request, book, fresh, form, status=status)


def _done(request: DeskRequest, book: Book, form: ActForm, back: str) -> HttpResponse:
    """On to the row, or to where the act leads; what may be seen but once is in the answer itself."""
    if form.once is not None:
        template, context = form.once
        return drawn(request, template, {**context, "book": book, "back": back}, current=f"b.{book.key}")
    messages.success(request, str(form.done))
    return HttpResponseRedirect(form.leads_to or back)


def made(request: DeskRequest, book: Book, verb: str) -> HttpResponse:
    """An act without a row: its form is a page of its own."""
    gate(request, book)
    forms = book.forms or {}
    if verb not in forms or verb not in book.doable_new(request.actor):
        raise Http404
    given = request.method == "POST"
    form = forms[verb](
        request.POST if given else None,
        request.FILES if given else None,
        row=None,
        actor=request.actor,
        initial=None if given else dict(request.GET.items()),
    )
    status = 200
    if given:
        status = carried_out(form)
        if status == 200 and form.ahead is None:
            landed = book.leaf and form.row is not None and book.rows(request.actor).filter(pk=form.row.pk).exists()
            return _done(request, book, form, book.at(form.row) if landed else book.href)
    context = {"book": book, "form": form, "verb": verb, "here": book.href, "act_at": request.path}
    return drawn(request, "desk/book_new.html", context, current=f"b.{book.key}", status=status)
