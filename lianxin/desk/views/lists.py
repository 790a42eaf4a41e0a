"""Work lists: searched, filtered, paged, exported, printed."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.desk import rules
from lianxin.desk.queries import frame
from lianxin.desk.queries import opinions as pages
from lianxin.desk.queries import suggestions as suggestion_pages
from lianxin.desk.views.frame import DeskRequest, drawn, page
from lianxin.kit import moment
from lianxin.kit.wording import receipt_number
from lianxin.opinions import queries as opinions
from lianxin.opinions import rules as opinion_rules
from lianxin.suggestions import queries as suggestion_queries

ON_A_PAGE = 25
MOST_EXPORTED = 5000
BOM = "\ufeff"


@page
def listed(request: DeskRequest, key: str) -> HttpResponse:
    """One list of opinions."""
    work = next((w for w in opinions.lists_of(request.actor) if w.key == key), None)
    if work is None:
        raise Http404
    asked = {name: request.GET.get(name, "") for name in ("q", "channel", "category")}
    found = opinions.listed(request.actor, key, words=asked["q"], channel=asked["channel"], category=asked["category"])
    form = request.GET.get("format")
    if form in ("csv", "print") and key != "confidential":
        rows = [pages.item(row) for row in found.filter(confidential=False)[:MOST_EXPORTED]]
        if form == "csv":
            return _as_csv(key, _opinion_head(), (_opinion_cells(i) for i in rows))
        return render(request, "desk/list_paper.html", {"work": work, "items": rows, "now": moment.now()})
    paged = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "work": work,
        "key": key,
        "paged": paged,
        "items": [pages.item(row) for row in paged],
        "asked": asked,
        "channels": opinion_rules.CHANNELS,
        "categories": opinion_rules.CATEGORIES,
        "active": _active(asked),
    }
    return drawn(request, "desk/list.html", context, current=f"o.{key}")


def _active(asked: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Filters in force, as words."""
    names = {"channel": (_("来源"), opinion_rules.CHANNELS), "category": (_("类别"), opinion_rules.CATEGORIES)}
    active = {"q": (_("找"), asked["q"])} if asked["q"] else {}
    for name, (label, choices) in names.items():
        if asked[name]:
            active[name] = (label, str(dict(choices).get(asked[name], asked[name])))  # type: ignore[call-overload]
    return active


def _opinion_head() -> list[str]:
    return [_("登记号"), _("登记时间"), _("来源"), _("地点"), _("原话"), _("类别"), _("状态"), _("本步期限"), _("代表")]


def _opinion_cells(item: pages.Item) -> list[object]:
    row = item.row
    return [
        receipt_number(row.number),
        row.registered_at.astimezone(moment.SHANGHAI).strftime("%Y-%m-%d %H:%M"),
        row.get_channel_display(),
        row.place,
        opinions.paper_words(row),
        row.get_category_display(),
        row.get_state_display(),
        row.due_day or "",
        row.deputy.name if row.deputy else "",
    ]


def _as_csv(name: str, head: list[str], rows: Iterable[list[object]]) -> HttpResponse:
    """A table for a spreadsheet: BOM, CRLF (RFC 4180), no cell a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([rules.safe_cell(cell) for cell in cells] for cells in rows)
    response = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{moment.today():%Y%m%d}.csv"'
    return response


@page
def suggestions(request: DeskRequest, key: str) -> HttpResponse:
    """One list of suggestions; `?light=late` keeps those of one light."""
    work = next((w for w in suggestion_queries.lists_of(request.actor) if w.key == key), None)
    if work is None:
        raise Http404
    words = request.GET.get("q", "")
    found: Any = suggestion_pages.listed(request.actor, key, words)
    if request.GET.get("format") == "csv":
        rows = (suggestion_pages.item(row) for row in found[:MOST_EXPORTED])
        return _as_csv(f"suggestions-{key}", _suggestion_head(), (_suggestion_cells(i) for i in rows))
    lamp = request.GET.get("light", "")
    if lamp:
        found = [r for r in found[:MOST_EXPORTED] if (s := frame.suggestion_light(r)) and s.kind == lamp]
    paged = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "work": work,
        "key": key,
        "paged": paged,
        "items": [suggestion_pages.item(row) for row in paged],
        "asked": {"q": words},
        "active": {"q": (_("找"), words)} if words else {},
    }
    return drawn(request, "desk/suggestion_list.html", context, current=f"s.{key}")


def _suggestion_head() -> list[str]:
    return [_("编号"), _("标题"), _("领衔代表"), _("状态"), _("承办单位"), _("答复期限")]


def _suggestion_cells(item: suggestion_pages.Item) -> list[object]:
    row = item.row
    return [row.number or "", row.title, row.lead.name, row.get_state_display(), item.organ, row.due_day or ""]
