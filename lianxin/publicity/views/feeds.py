"""Atom feeds (RFC 4287): the signed checkpoints, so that they leave the house, and the published results."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from xml.etree import ElementTree as Xml

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.base.context import tongue
from lianxin.kit import moment
from lianxin.kit.wording import bare_day, day
from lianxin.ledger import queries as ledger
from lianxin.publicity import queries
from lianxin.publicity.views.stations import gone
from lianxin.receptions import queries as plans
from lianxin.stations import queries as at_stations

ATOM = "http://www.w3.org/2005/Atom"
KEPT = 50


@dataclass(frozen=True)
class Item:
    """One entry: `ident` an IRI that never changes."""

    ident: str
    title: str
    at: datetime
    link: str
    text: str
    author: str = ""


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clean(words: str) -> str:
    """Without the letters that XML 1.0 cannot hold."""
    return re.sub("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", words)


def _add(parent: Xml.Element, tag: str, words: str = "", **attributes: str) -> Xml.Element:
    found = Xml.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    found.text = _clean(words) or None
    return found


def _feed(name: str, title: str, author: str, items: Iterable[Item], asked: str = "") -> HttpResponse:
    Xml.register_namespace("", ATOM)
    root = Xml.Element(f"{{{ATOM}}}feed")
    rows = list(items)
    own = queries.address(reverse(f"publicity:{name}")) + asked
    _add(root, "id", own)
    _add(root, "title", title)
    _add(root, "updated", _time(max([row.at for row in rows], default=moment.now())))
    _add(root, "link", rel="self", href=own, type="application/atom+xml")
    _add(root, "link", rel="alternate", href=settings.BASE_URL + "/", type="text/html")
    _add(_add(root, "author"), "name", author)
    for row in rows:
        entry = _add(root, "entry")
        _add(entry, "id", row.ident)
        _add(entry, "title", row.title)
        _add(entry, "updated", _time(row.at))
        _add(entry, "link", rel="alternate", href=row.link, type="text/html")
        _add(entry, "content", row.text, type="text")
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, encoding="utf-8")
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "public, max-age=20"
    return response


@require_safe
def checkpoints(request: HttpRequest) -> HttpResponse:
    """Each signed note whole, as its entry's content: what a witness keeps."""
    origin = ledger.keys().origin
    page = queries.address(reverse("publicity:verify"))
    items = [
        Item(f"urn:lianxin:{origin}:{c.size}", _("校验点：%(size)d条记录") % {"size": c.size}, c.at, page, c.note)
        for c in queries.newest_checkpoints(KEPT)
    ]
    return _feed("feed_checkpoints", _("连心账本的校验点"), origin, items)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The newest published results."""
    items = []
    for found in queries.results(limit=KEPT):
        link = queries.address(reverse("publicity:result", args=[found.code]))
        items.append(Item(link, found.quote[:60], found.published_at, link, f"“{found.quote}”\n\n{found.outcome}"))
    return _feed("feed_results", _("他们说过的，后来怎样了"), _("人大代表联系群众工作平台"), items)


@require_safe
def stations(request: HttpRequest) -> HttpResponse:
    """Stations that opened, closed or went on in another one. Nothing of who left: that is nobody's news."""
    said = {
        "open": _("%(name)s开门了"),
        "closed": _("%(name)s关了"),
        "merged": _("%(name)s并入%(to)s"),
    }
    items = []
    for change in queries.newest_changes(KEPT):
        words = said[change.state] % {"name": change.name, "to": change.to}
        link = queries.address(reverse("publicity:station", args=[change.code]))
        at = datetime.combine(change.day, time(), moment.SHANGHAI)
        items.append(Item(f"{link}#{change.state}", words, at, link, words))
    return _feed("feed_stations", _("联络站的变动"), _("人大代表联系群众工作平台"), items)


@require_safe
def receptions(request: HttpRequest) -> HttpResponse:
    """Plans as they are announced, and each correction afterwards; `?station=` of one station."""
    code = request.GET.get("station", "")[:16]
    station = at_stations.card(code) if code else None
    if code and station is None:
        return gone(request, code)
    items = [*_announcements(code), *_corrections(code)]
    items.sort(key=lambda item: item.at, reverse=True)
    title = _("%(station)s接待日") % {"station": station.name} if station else _("接待日的公告和更正")
    author = station.name if station else _("人大代表联系群众工作平台")
    return _feed("feed_receptions", title, author, items[:KEPT], f"?station={code}" if code else "")


def _announcements(station: str) -> Iterable[Item]:
    for plan in plans.newest_plans(KEPT, station):
        page = queries.address(reverse("publicity:receptions")) + f"?station={plan.station}"
        words = _("%(station)s公告了%(year)d年的接待日") % {"station": plan.station_name, "year": plan.year}
        told = {"count": plan.count, "first": bare_day(plan.first, tongue()), "last": bare_day(plan.last, tongue())}
        text = _("共%(count)d次，%(first)s到%(last)s。") % told
        yield Item(f"{page}#{plan.code}", words, plan.at, page, text)


def _corrections(station: str) -> Iterable[Item]:
    for card, change in plans.newest_corrections(KEPT, station):
        link = queries.address(reverse("publicity:reception", args=[card.code]))
        said = {"station": card.station_name, "day": day(card.day, tongue()), "kind": change.words}
        told = " → ".join(part for part in (change.before, change.after) if part)
        text = "\n".join(part for part in (told, change.reason) if part)
        title = _("%(station)s %(day)s的接待：%(kind)s") % said
        yield Item(f"{link}#{change.code}", title, change.at, link, text or title)
