"""How announced plans were kept, by station and by deputy: counted from the ledger, nobody types it (Article 6)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.views.book import Block, Book, Filter, Leaf, Line
from lianxin.kit.actor import Actor
from lianxin.receptions import permissions
from lianxin.receptions.queries import keeping

STATION = (
    ("planned", _("公告")),
    ("held", _("接待了")),
    ("nobody", _("其中无人来访")),
    ("cancelled", _("取消")),
    ("late", _("公告晚了")),
)
DEPUTY = (
    ("planned", _("安排接待")),
    ("stood_in", _("代替别人")),
    ("attended", _("到了")),
    ("leave", _("请假")),
    ("absent", _("没有到")),
)


def _counted(rows: Sequence[Any]) -> list[tuple[Any, list[int]]]:
    found = keeping.figures("station", {r.station.code for r in rows}, {r.year for r in rows})
    return [(row, [found.get((row.station.code, row.year), {}).get(kind, 0) for kind, _w in STATION]) for row in rows]


def lines(rows: Sequence[Any]) -> list[Line]:
    return [Line(row.station.name, (row.year, *numbers), BOOK.at(row)) for row, numbers in _counted(rows)]


def table(_actor: Actor, rows: Any) -> tuple[Sequence[Any], Iterable[Sequence[object]]]:
    """Comparable numbers alone; no deputy's name leaves with them."""
    return BOOK.columns, ((row.station.name, row.year, *numbers) for row, numbers in _counted(list(rows)))


def leaf(actor: Actor, row: Any) -> Leaf:
    """The station's year in numbers; who sat there, for whoever may know it."""
    [(_row, numbers)] = _counted([row])
    station = Block(pairs=[(words, n) for (_kind, words), n in zip(STATION, numbers, strict=True)])
    return Leaf(
        now("%(station)s%(year)d年计划执行") % {"station": row.station.name, "year": row.year},
        lead=_("数从账本里直接数出来，不用填报。无人来访、请假都是正常的事，照实记就好。"),
        blocks=(station, _deputies(row)) if keeping.may_know_names(actor) else (station,),
    )


def _deputies(row: Any) -> Block:
    """The figures of the whole year, at every station where they sat."""
    people = keeping.deputies_kept(row)
    return Block(
        _("代表（各站合计）"),
        head=(_("代表"), *(words for _kind, words in DEPUTY)),
        lines=[Line(name, tuple(found.get(kind, 0) for kind, _w in DEPUTY)) for name, found in people],
    )


def _years(actor: Actor) -> list[tuple[str, str]]:
    years = keeping.published(actor).order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), str(year)) for year in years]


BOOK = Book(
    key="keeping",
    title=_("计划执行"),
    columns=(_("联络站"), _("年份"), *(words for _kind, words in STATION)),
    rows=keeping.published,
    lines=lines,
    allowed=permissions.reads,
    lead=_("公告过的接待，办了几次、取消几次、公告有没有提前够天数。"),
    placeholder=_("站名"),
    empty=_("还没有公告过的计划。公告以后，这里自己会有数。"),
    found=lambda rows, words: rows.filter(station__name__icontains=words),
    filters=(Filter("year", _("年份"), _years, lambda rows, value: rows.filter(year=int(value))),),
    leaf=leaf,
    table=table,
    icon="list",
)
BOOKS = (BOOK,)
