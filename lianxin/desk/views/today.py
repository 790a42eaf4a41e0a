"""/desk/: one screen for each role."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lianxin.desk.queries import frame
from lianxin.desk.queries import opinions as pages
from lianxin.desk.queries import reception_day as receptions
from lianxin.desk.queries import suggestions as suggestion_pages
from lianxin.desk.views.frame import DeskRequest, drawn, page
from lianxin.desk.views.opinions import NEIGHBOURS
from lianxin.kit.actor import Role
from lianxin.locality import queries as locality
from lianxin.opinions import permissions
from lianxin.opinions import queries as opinions
from lianxin.staff import queries as staff
from lianxin.stations import queries as stations
from lianxin.suggestions import permissions as suggestion_permissions

ORDER = ("emergency", "confidential", "to_sort", "to_tell", "to_conclude", "with_deputies")


@page
def today(request: DeskRequest) -> HttpResponse:
    """What the person before it has to do today."""
    actor = request.actor
    if frame.in_panes(actor):
        return _panes(request)
    if suggestion_pages.is_office(actor):
        return _office(request)
    if actor.posts_as(Role.ORGAN_HANDLER):
        return _organ(request)
    if actor.is_deputy:
        return _deputy(request)
    if actor.posts_as(Role.VOLUNTEER):
        here = receptions.today(actor)
        return redirect("desk:reception_day", here[0].code) if here else redirect("desk:register")
    own = staff.mine(actor) if not actor.posts else None
    if own is not None:  # a volunteer who has no shift now
        return redirect("desk:volunteers_one", own.code)
    return drawn(request, "desk/viewer.html", {"localities": locality.localities()})


def _panes(request: DeskRequest) -> HttpResponse:
    """The station's three panes: the lists, one list, its first opinion."""
    actor = request.actor
    mine = {work.key: work for work in opinions.lists_of(actor)}
    key = request.GET.get("list", "")
    if key not in mine:
        filled = frame.waiting({k: opinions.listed(actor, k) for k in ORDER if k in mine})
        key = next(
            (k for k, count in filled.items() if count), next(iter(mine)) if "to_sort" not in mine else "to_sort"
        )
    found = list(opinions.listed(actor, key)[:NEIGHBOURS])
    first = found[0] if found else None
    context = {
        "items": [pages.item(row) for row in found],
        "list": mine[key],
        "key": key,
        "chosen": first.number if first else "",
        "page": pages.page(actor, first) if first else None,
        "form": None,
        "on_list": True,
        **_receptions(request),
    }
    return drawn(request, "desk/opinion.html", context, current=f"o.{key}")


def _receptions(request: DeskRequest) -> dict[str, object]:
    """Today's receptions stand before everything else, and what of the reception year waits."""
    found, year = receptions.today(request.actor), receptions.waiting(request.actor)
    return {"receptions": found, "several": len({row.station_id for row in found}) > 1, "of_the_year": year}


def _deputy(request: DeskRequest) -> HttpResponse:
    """今天有N件事等您说句话."""
    actor = request.actor
    with_me = [pages.item(row) for row in opinions.listed(actor, "with_me")[:30]]
    to_tell = [pages.item(row) for row in opinions.listed(actor, "to_tell")[:10]]
    judge = [suggestion_pages.item(row) for row in suggestion_pages.listed(actor, "to_evaluate")[:10]]
    drafts = [suggestion_pages.item(row) for row in suggestion_pages.listed(actor, "drafts")[:10]]
    invited = list(stations.waiting_invitations(actor.person_id or 0)[:10])
    context = {
        "with_me": with_me,
        "to_tell": to_tell,
        "judge": judge,
        "drafts": drafts,
        "invited": invited,
        **_receptions(request),
        "waiting": len(with_me) + len(judge) + len(drafts) + len(invited),
        "year": _year(request),
        "in_hand": [suggestion_pages.item(row) for row in suggestion_pages.listed(actor, "in_hand")[:10]],
    }
    return drawn(request, "desk/deputy.html", context)


def _year(request: DeskRequest) -> list[tuple[int, str]]:
    """我的这一年: counted from what was registered, nothing to report."""
    actor = request.actor
    mine = permissions.visible_to(actor).filter(deputy_id=actor.person_id)
    led = suggestion_permissions.visible_to(actor).filter(lead_id=actor.person_id)
    counted = frame.waiting(
        {
            "heard": mine,
            "told": mine.filter(state__in=("fed_back", "concluded")),
            "led": led.exclude(state__in=("draft", "withdrawn")),
        }
    )
    return [
        (counted["heard"], _("件意见转到您手里")),
        (counted["told"], _("件已告诉本人结果")),
        (counted["led"], _("件建议由您领衔")),
    ]


def _office(request: DeskRequest) -> HttpResponse:
    """The county office: lamps, the ruler, what is to be assigned and what is in hand."""
    day = suggestion_pages.office_day(request.actor)
    context = {"day": day, "rows": day.to_assign, "terms": suggestion_pages.terms(), "months": "3", "reason": ""}
    return drawn(request, "desk/office.html", context)


def _organ(request: DeskRequest) -> HttpResponse:
    """An organ's tasks, each a page of its own."""
    actor = request.actor
    waiting = [
        suggestion_pages.item(r) for k in ("to_acknowledge", "to_reply") for r in suggestion_pages.listed(actor, k)
    ]
    finished = [suggestion_pages.item(row) for row in suggestion_pages.listed(actor, "finished")[:10]]
    return drawn(request, "desk/organ.html", {"tasks": waiting, "finished": finished})
