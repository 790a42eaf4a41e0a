"""Receptions as a calendar (RFC 5545), with its time zone, for telephones and desks to subscribe to."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from lianxin.kit import moment
from lianxin.publicity.queries.addresses import address
from lianxin.receptions.queries import ReceptionCard

PRODUCT = "-//Lianxin//Receptions//ZH"
FRESH = timedelta(hours=1)
"""How often a subscriber should look again (RFC 7986, REFRESH-INTERVAL)."""


def calendar(cards: Iterable[ReceptionCard], name: str, origin: str) -> bytes:
    """The receptions as iCalendar octets. A moved one keeps its UID and counts SEQUENCE; a cancelled one stays, so."""
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("x-wr-timezone", "Asia/Shanghai")
    found.add("refresh-interval", FRESH, parameters={"value": "DURATION"})
    found.add("x-published-ttl", "PT1H")
    for card in cards:
        found.add_component(_event(card, origin))
    found.add_missing_timezones(first_date=date(2020, 1, 1))
    return bytes(found.to_ical())


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, moment.SHANGHAI)


def _event(card: ReceptionCard, origin: str) -> Event:
    event, page = Event(), address(reverse("publicity:reception", args=[card.code]))
    changed = card.changed_at or moment.now()
    event.add("uid", f"{card.code}@{origin}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", len(card.corrections))
    event.add("dtstart", _at(card.day, card.starts))
    event.add("dtend", _at(card.day, card.ends))
    event.add("summary", _("代表接待：%(station)s") % {"station": card.station_name})
    event.add("location", card.place)
    event.add("status", "CANCELLED" if card.cancelled else "TENTATIVE" if card.provisional else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("url", page)
    event["description"] = vText(described(card))
    return event


def described(card: ReceptionCard) -> str:
    """Who receives, what was changed and what is flagged, line by line."""
    names = "、".join([*(named.name for named in card.deputies), *card.nameless])
    lines = [_("接待代表：%(names)s") % {"names": names}] if names else []
    if card.provisional:
        lines.append(_("日期暂定：这一年的放假安排还没有公布。"))
    if card.notice_late:
        lines.append(_("这次公告晚了。"))
    for change in card.corrections:
        told = " → ".join(part for part in (change.before, change.after) if part)
        lines.append(_("更正（%(kind)s）：%(told)s") % {"kind": change.words, "told": told})
    return "\n".join(lines)
