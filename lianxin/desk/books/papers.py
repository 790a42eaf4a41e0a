"""要贴的、要发的: papers of the stations on one's desk, and which walls no longer say what is so (Article 5)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.deputies import queries as deputies
from lianxin.desk.queries import papers
from lianxin.desk.views.book import Block, Book, Leaf, Line, Link
from lianxin.desk.views.frame import DeskRequest, page, the_one
from lianxin.kit import moment
from lianxin.kit.actor import OFFICERS, Actor, Role
from lianxin.kit.wording import bare_day
from lianxin.papers import printing
from lianxin.papers.shapes import Paper
from lianxin.stations import queries as stations

RUNNERS = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE)
READERS = (*RUNNERS, *OFFICERS, Role.VOLUNTEER, Role.CITY_VIEWER, Role.PROVINCE_VIEWER, Role.AUDITOR)
LOOKED_BACK = 90
"""Days over which changes of a list are told."""
MOST_ON_A_ROSTER = 5000
"""A large county has some two thousand; more is set in minutes, and nobody reads it."""
NAMES = {
    "board-a3": _("代表公示栏"),
    "board-a2": _("代表公示栏（大）"),
    "sign": _("站点码"),
    "sign-a4": _("站点码（小）"),
    "cards": _("代表名片，每张10枚，按线裁开"),
    "table": _("代表台卡，一人一张"),
    "chart": _("这个站，谁在做事"),
    "roster": _("代表花名册"),
}
FORMS = {"pdf": _("打印"), "docx": _("改了再印（Word）")}
ICONS = {"pdf": "print", "docx": "edit"}
SHEETS = "desk/papers.html"


def rows(actor: Actor) -> Any:
    """Open stations on the actor's desk: a closed one has no wall."""
    return stations.stations_visible_to(actor).filter(state="open")


def allowed(actor: Actor) -> bool:
    return bool(actor.posts_as(*READERS) or actor.stations)


def _changes(codes: Sequence[str]) -> dict[str, list[stations.RosterChange]]:
    today = moment.today()
    return stations.roster_changes(codes, today - timedelta(days=LOOKED_BACK), today)


def changed_words(changes: Sequence[stations.RosterChange]) -> str:
    """When the list last changed, and what that means for the wall."""
    if not changes:
        return ""
    days = (moment.today() - changes[0].on).days
    when = now("%(days)d天前") % {"days": days} if days else now("今天")
    return now("名单%(when)s变过，公示栏要重印。") % {"when": when}


def lines(rows: Sequence[Any]) -> list[Line]:
    """A page of stations, each with what its wall has to say anew."""
    changes = _changes([row.code for row in rows])
    same = now("名单没有变")
    return [Line(row.name, (row.address, changed_words(changes[row.code]) or same), BOOK.at(row)) for row in rows]


def _papers(code: str, names: Sequence[str]) -> list[tuple[Any, str, list[Link]]]:
    """Each paper's name, its sheet, and the ways to have it."""
    found = []
    for name in names:
        sheet, forms, _make = papers.PAPERS[name]
        ways = [
            Link(FORMS[form], reverse("desk:station_paper", args=[code, name, form]), ICONS[form]) for form in forms
        ]
        found.append((NAMES[name], sheet, ways))
    return found


def leaf(actor: Actor, row: Any) -> Leaf:
    """A station's papers: for the wall, for the hand; who came and went since the last ones may have been printed."""
    changes = _changes([row.code])[row.code]
    told = [Line(change.name, (change.words, bare_day(change.on))) for change in changes[:20]]
    warnings = []
    if changes:
        day = papers.in_words(changes[0].on)
        warnings.append(
            changed_words(changes) + now("墙上那张右下角写的名册日期早于%(day)s，就换下来。") % {"day": day}
        )
    return Leaf(
        title=row.name,
        lead=now("不愿意公布的，纸上也没有。印出来先看一眼，再贴。"),
        warnings=warnings,
        blocks=(
            Block(
                now("贴在墙上"),
                template=SHEETS,
                data=_papers(row.code, ("board-a3", "board-a2", "sign", "sign-a4", "chart")),
            ),
            Block(now("发到手里"), template=SHEETS, data=_papers(row.code, ("cards", "table", "roster"))),
            Block(
                now("名单的变化"),
                head=(now("代表"), now("变化"), now("日期")),
                lines=told,
                empty=now("三个月里没有变。"),
            ),
        ),
    )


def links(actor: Actor) -> Sequence[Link]:
    if not actor.posts_as(*RUNNERS):
        return ()
    words = now("全部代表花名册")
    return [Link(f"{words} · {FORMS[form]}", reverse("desk:area_roster", args=[form]), ICONS[form]) for form in FORMS]


# ── the papers themselves ──────────────────────────────────────────────────
def handed_out(request: DeskRequest, made: Paper | None, name: str, form: str, back: str) -> HttpResponse:
    """The download; where the machine has no letters to print with, the page says what to install."""
    if made is None or form not in FORMS:
        raise Http404
    try:
        return printing.response(made, name, form)
    except printing.FontsMissing as error:
        messages.error(request, str(error))
        return redirect(back)


@page
def station_paper(request: DeskRequest, code: str, paper: str, form: str) -> HttpResponse:
    """One paper of a station that is on the desk."""
    row = the_one(rows(request.actor), code=code)
    made = papers.of_station(row.code, paper, form)
    return handed_out(request, made, f"{row.name} {NAMES.get(paper, '')}", form, BOOK.at(row))


@page
def deputy_paper(request: DeskRequest, code: str, form: str) -> HttpResponse:
    """Ten cards of a deputy at a station on the desk: the first of his, with its telephone."""
    person = deputies.by_code(code)
    codes = stations.codes_of_person(person.pk) if person else ()
    at = rows(request.actor).filter(code__in=codes).order_by("pk").first()
    card = stations.card(at.code) if at else None
    if person is None or card is None:
        raise Http404
    made = papers.of_deputy(code, card)
    return handed_out(request, made, now("%(name)s名片") % {"name": person.name}, form, BOOK.href)


@page
def area_roster(request: DeskRequest, form: str) -> HttpResponse:
    """Every deputy of the place that somebody runs."""
    if not request.actor.posts_as(*RUNNERS):
        raise Http404
    count = papers.size_of_area(request.actor)
    if count > MOST_ON_A_ROSTER:
        words = now("名册里有%(n)d人，一次最多印%(most)d人。请到“代表名册”里选一个人大，再按“打印”。")
        messages.error(request, words % {"n": count, "most": MOST_ON_A_ROSTER})
        return redirect(BOOK.href)
    return handed_out(request, papers.of_area(request.actor), now("人大代表花名册"), form, BOOK.href)


BOOK = Book(
    key="papers",
    title=_("要贴的、要发的"),
    columns=(_("联络站"), _("地址"), _("公示栏")),
    rows=rows,
    lines=lines,
    allowed=allowed,
    lead=_("公示栏、站点码、名片、花名册，都从名册里印。名单变了，墙上也要换。"),
    empty=_("没有开放的联络站。"),
    placeholder=_("站名或地址"),
    found=lambda rows, words: rows.filter(name__contains=words) | rows.filter(address__contains=words),
    leaf=leaf,
    links=links,
    icon="print",
)
BOOKS: tuple[Book, ...] = (BOOK,)
PATHS = (
    path("papers/roster.<slug:form>", area_roster, name="area_roster"),
    path("papers/stations/<slug:code>/<slug:paper>.<slug:form>", station_paper, name="station_paper"),
    path("papers/deputies/<slug:code>/card.<slug:form>", deputy_paper, name="deputy_paper"),
)
