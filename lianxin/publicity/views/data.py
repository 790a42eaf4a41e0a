"""Open data: stations and deputies as tables and as JSON, as far as exported tables may know them (Article 5)."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.base.caching import kept
from lianxin.kit import moment
from lianxin.publicity import queries
from lianxin.receptions.queries import ReceptionCard
from lianxin.sheets.writing import Table, response

FRESH = 300
"""Seconds that a copy may be kept."""


@require_safe
@kept(FRESH)
def stations(request: HttpRequest, form: str) -> HttpResponse:
    """Every open station."""
    rows = queries.all_stations()
    if form == "json":
        return _json([asdict(row) for row in rows])
    head = (
        _("站点码"), _("名称"), _("类型"), _("区划代码"), _("地址"), _("开放时间"), _("电话"), _("短信号码"),
        _("电子邮箱"), _("场所类型"), _("场所所属单位"), _("共用情况"), _("无障碍设施"), _("无障碍情况"), _("纬度"),
        _("经度"), _("简介"),
    )  # fmt: skip
    cells = [
        (
            s.code, s.name, s.kind, s.division, s.address, s.hours, s.phone, s.sms, s.mail,
            s.venue, s.host, s.shared_use, "、".join(s.access_items), s.access, s.latitude, s.longitude, s.intro,
        )
        for s in rows
    ]  # fmt: skip
    return response(Table(_("联络站"), head, cells), _("联络站"), "csv")


@require_safe
@kept(FRESH)
def deputies(request: HttpRequest, form: str) -> HttpResponse:
    """Every deputy, as far as a table may name him."""
    rows = queries.all_deputies()
    if form == "json":
        return _json([{name: value for name, value in asdict(row).items() if name != "level"} for row in rows])
    head = (_("代表码"), _("姓名"), _("代表职务"), _("选区"), _("工作单位"), _("公开联系方式"), _("联络站"))
    cells = [
        (c.code, c.name, "、".join(c.levels), c.district, c.workplace, c.contact, "、".join(c.stations)) for c in rows
    ]
    return response(Table(_("人大代表"), head, cells), _("人大代表"), "csv")


@require_safe
@kept(FRESH)
def receptions(request: HttpRequest, form: str) -> HttpResponse:
    """Every announced reception from today on, those cancelled among them."""
    rows = queries.all_receptions()
    if form == "json":
        return _json([_reception(row) for row in rows])
    head = (
        _("编号"), _("站点码"), _("联络站"), _("区划代码"), _("日期"), _("开始时间"), _("结束时间"), _("地点"),
        _("接待代表"), _("状态"), _("日期暂定"), _("公告时间"), _("公告晚了"), _("更正次数"),
    )  # fmt: skip
    cells = [
        (
            r.code, r.station, r.station_name, r.division, r.day.isoformat(), f"{r.starts:%H:%M}", f"{r.ends:%H:%M}",
            r.place, "、".join([*(d.name for d in r.deputies), *r.nameless]), r.state_words,
            _("是") if r.provisional else _("否"), r.announced_at.astimezone(moment.SHANGHAI).isoformat()
            if r.announced_at else "", _("是") if r.notice_late else _("否"), str(len(r.corrections)),
        )
        for r in rows
    ]  # fmt: skip
    return response(Table(_("接待日"), head, cells), _("接待日"), "csv")


def _reception(row: ReceptionCard) -> dict[str, object]:
    found = asdict(row)
    for name in ("takes_bookings", "places_left", "state_words"):  # of this minute
        del found[name]
    for change in found["corrections"]:
        del change["words"]
    return found


def _json(items: list[dict[str, object]]) -> HttpResponse:
    body = {"on": moment.today().isoformat(), "count": len(items), "items": items}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
