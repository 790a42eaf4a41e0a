"""The register of stations: where they are, who is there, what was done to them (Articles 2, 3, 4)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from lianxin.desk.books.stations import one
from lianxin.desk.forms import station_people, stations
from lianxin.desk.rules import Verb
from lianxin.desk.views.book import Block, Book, Filter, Line, Link
from lianxin.desk.views.frame import DeskRequest, page, the_one
from lianxin.divisions import queries as divisions
from lianxin.kit.actor import OFFICERS, Actor, Role
from lianxin.people import queries as people
from lianxin.stations import queries
from lianxin.stations.rules import State

READERS = (*stations.RUNNERS, *OFFICERS, Role.CITY_VIEWER, Role.PROVINCE_VIEWER, Role.AUDITOR)
LACKING = (
    ("convener", _("没有召集人")),
    ("hours", _("没有开放时间")),
    ("point", _("地图上没有点")),
    ("officer", _("没有联络员")),
)


def allowed(actor: Actor) -> bool:
    return actor.is_deputy or bool(actor.posts_as(*READERS))


def looks_on(actor: Actor) -> bool:
    """Who compares numbers and needs nobody's name."""
    return not actor.is_deputy and not actor.posts_as(*stations.RUNNERS, *OFFICERS)


def rows(actor: Actor) -> Any:
    return queries.for_lists(queries.stations_visible_to(actor), names=not looks_on(actor))


def line(row: Any) -> Line:
    place = row.place
    chips: tuple[object, ...] = () if row.state == State.OPEN else (row.get_state_display(),)
    cells = (
        row.get_kind_display(),
        place.address,
        row.hours,
        row.convener_name or "",
    )
    return Line(row.name, cells, BOOK.at(row), chips=chips)


def townships(actor: Actor) -> list[tuple[str, str]]:
    """Townships of one's scope: what an officer or deputy has no use for."""
    scopes = [post.scope for post in actor.posts_as(Role.COUNTY_OFFICE, Role.AUDITOR)]
    return [(d.code, d.name) for scope in scopes for d in divisions.children(scope)]


def _lacking(found: Any, value: str) -> Any:
    return queries.lacking(found, value, served=people.postings_today(Role.LIAISON_OFFICER))


FILTERS = (
    Filter("state", _("状态"), lambda actor: queries.STATES, lambda found, value: found.filter(state=value)),
    Filter("township", _("乡镇、街道"), townships, queries.within),
    Filter("kind", _("类型"), lambda actor: queries.KINDS, lambda found, value: found.filter(kind=value)),
    Filter("venue", _("场所"), lambda actor: queries.VENUES, queries.in_venue),
    Filter("lacks", _("还缺"), lambda actor: LACKING, _lacking),
)


def above(actor: Actor, request: HttpRequest) -> Sequence[Block]:
    """What waits for the county, and what waits for a township after the county's words."""
    waiting = queries.stations_visible_to(actor)
    found: list[Block] = []
    if actor.posts_as(Role.COUNTY_OFFICE) and (n := waiting.filter(state=State.PLANNED).count()):
        at = f"{BOOK.href}?state={State.PLANNED}"
        found.append(Block(words=now("有%(n)d个站等批准。") % {"n": n}, links=(Link(_("看申报"), at, "eye"),)))
    elif actor.posts_as(*stations.RUNNERS) and (n := waiting.filter(state=State.RETURNED).count()):
        at = f"{BOOK.href}?state={State.RETURNED}"
        found.append(Block(words=now("有%(n)d份申报退回来了。") % {"n": n}, links=(Link(_("看意见"), at, "eye"),)))
    return found


def links(actor: Actor) -> Sequence[Link]:
    found = [] if looks_on(actor) else [Link(_("召集人推选记录"), reverse("desk:elections"), "check")]
    if actor.posts_as(Role.COUNTY_OFFICE):
        found.append(Link(_("名称格式和邻近距离"), reverse("desk:naming"), "edit"))
    return found


def doable_new(actor: Actor) -> tuple[str, ...]:
    if actor.posts_as(Role.COUNTY_OFFICE):
        return ("open_station",)
    return ("propose_station",) if actor.posts_as(*stations.RUNNERS) else ()


def table(actor: Actor, found: Any) -> tuple[Sequence[Any], Iterable[Sequence[object]]]:
    """For a spreadsheet: what a passer-by may know, and how far each has come."""
    head = (
        _("名称"), _("类型"), _("状态"), _("区划代码"), _("地址"), _("场所类型"), _("场所所属单位"), _("共用情况"),
        _("无障碍设施"), _("开放时间"), _("电话"), _("短信号码"), _("电子邮箱"), _("召集人"), _("代表人数"),
        _("纬度"), _("经度"), _("启用日期"), _("关闭日期"), _("站点码"),
    )  # fmt: skip
    return head, (_cells(row) for row in found)


def _cells(row: Any) -> tuple[object, ...]:
    place = row.place
    items = "、".join(str(words) for item, words in queries.ACCESS_ITEMS if item in place.access_items.split(","))
    return (
        row.name, row.get_kind_display(), row.get_state_display(), row.division, place.address,
        place.get_venue_display(), place.host, place.shared_use, items, row.hours, row.phone, row.sms, row.mail,
        row.convener_name or "", row.seats, place.latitude, place.longitude, row.opened_on, row.closed_on, row.code,
    )  # fmt: skip


@page
def photo(request: DeskRequest, code: str) -> HttpResponse | FileResponse:
    """The photo of a station on the desk, also before it is open."""
    row = the_one(queries.stations_visible_to(request.actor), code=code)
    found = row.place.photo
    if not found or not found.storage.exists(found.name):
        raise Http404
    return FileResponse(found.open("rb"), content_type="image/jpeg")


VERBS = (
    Verb("propose_station", _("申报一个站"), "o", "plus", True),
    Verb("open_station", _("直接开一个站"), "o", "plus", True),
    Verb("approve", _("批准开放"), "a", "check", True),
    Verb("return_proposal", _("退回修改"), "b", "back"),
    Verb("revise", _("修改申报"), "e", "edit", True),
    Verb("reopen", _("重新启用"), "h", "undo", True),
    Verb("renew", _("改时间、电话"), "t", "edit"),
    Verb("place", _("改地方"), "p", "pin"),
    Verb("photo", _("换照片"), "f", "cam"),
    Verb("photo_down", _("撤下照片"), "", "x"),
    Verb("attach", _("代表进站"), "d", "people"),
    Verb("invite", _("邀请代表"), "i", "mail"),
    Verb("detach", _("代表离站"), "l", "back"),
    Verb("notice_election", _("推选召集人"), "v", "check"),
    Verb("notice_dismissal", _("表决罢免召集人"), "", "x"),
    Verb("note_earlier", _("补记以前的推选"), "", "edit"),
    Verb("step_down", _("召集人卸任"), "", "undo"),
    Verb("rename", _("改名称"), "r", "edit"),
    Verb("share", _("和别的站合署"), "", "link"),
    Verb("part", _("不再合署"), "", "split"),
    Verb("merge", _("并入别的站"), "m", "merge"),
    Verb("close", _("关闭"), "x", "x"),
)

BOOK = Book(
    key="stations",
    title=_("联络站"),
    columns=(_("名称"), _("类型"), _("地址"), _("开放时间"), _("召集人")),
    rows=rows,
    line=line,
    allowed=allowed,
    lead=_("站在哪里、谁在站里、谁召集，都从这里来；群众看到的页面、墙上的公示栏也是。"),
    placeholder=_("站名、地址"),
    empty=_("还没有联络站。"),
    found=queries.found,
    filters=FILTERS,
    leaf=one.leaf,
    verbs=VERBS,
    forms={**stations.FORMS, **station_people.FORMS},
    doable=one.doable,
    doable_new=doable_new,
    table=table,
    above=above,
    links=links,
    icon="house",
)
PATHS = (path("stations/<slug:code>/photo.jpg", photo, name="station_photo"),)
