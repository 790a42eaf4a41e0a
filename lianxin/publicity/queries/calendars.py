"""Receptions as a calendar (RFC 5545), with its time zone, for telephones and desks to subscribe to.

The lines are written here, because a county has thousands of events; the time zone comes from the library, once.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from threading import Lock
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from lianxin.kit import moment
from lianxin.publicity.queries.addresses import address
from lianxin.receptions.queries import ReceptionCard

PRODUCT = "-//Lianxin//Receptions//ZH"
ZONE = "Asia/Shanghai"
LINE = 75
"""Octets that a line may have."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar(cards: Iterable[ReceptionCard], name: str) -> bytes:
    """The receptions as iCalendar octets. A moved one keeps its UID and counts SEQUENCE; a cancelled one stays, so.

    A subscriber looks again once an hour (RFC 7986, REFRESH-INTERVAL).
    """
    title = escaped(name)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "METHOD:PUBLISH",
        f"NAME:{title}",
        f"X-WR-CALNAME:{title}",
        f"X-WR-TIMEZONE:{ZONE}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    origin, page = urlsplit(settings.BASE_URL).netloc, address(reverse("publicity:reception", args=["-"]))[:-1]
    for card in cards:
        lines += _event(card, origin, page)
    head = 9
    written = "".join(map(folded, lines[:head])), zone(), "".join(map(folded, lines[head:]))
    return "".join([*written, "END:VCALENDAR\r\n"]).encode()


@cache
def zone() -> str:
    """The time zone as the library describes it."""
    whole, event = Calendar(), Event()
    event.add("dtstart", datetime(2026, 1, 1, tzinfo=moment.SHANGHAI))
    whole.add_component(event)
    whole.add_missing_timezones(first_date=date(2020, 1, 1))
    return str(whole.timezones[0].to_ical().decode())


def escaped(words: str) -> str:
    return _UNWRITABLE.sub("", words).translate(_ESCAPED)


def folded(line: str) -> str:
    """A line of at most 75 octets, going on in lines that begin with a space; no letter is cut in two."""
    octets = line.encode()
    if len(octets) <= LINE:
        return line + "\r\n"
    parts, at, room = [], 0, LINE
    while at < len(octets):
        end = min(at + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[at:end].decode())
        at, room = end, LINE - 1
    return "\r\n ".join(parts) + "\r\n"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _local(day: date, hour: time) -> str:
    return f"TZID={ZONE}:{day:%Y%m%d}T{hour:%H%M%S}"


def _event(card: ReceptionCard, origin: str, page: str) -> Iterator[str]:
    changed = _utc(card.changed_at or moment.now())
    yield "BEGIN:VEVENT"
    yield f"UID:{card.code}@{origin}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{len(card.corrections)}"
    yield f"DTSTART;{_local(card.day, card.starts)}"
    yield f"DTEND;{_local(card.day, card.ends)}"
    yield f"SUMMARY:{escaped(_('代表接待：%(station)s') % {'station': card.station_name})}"
    yield f"LOCATION:{escaped(card.place)}"
    yield f"STATUS:{'CANCELLED' if card.cancelled else 'TENTATIVE' if card.provisional else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield f"URL:{page}{card.code}"
    yield f"DESCRIPTION:{escaped(described(card))}"
    yield "END:VEVENT"


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


# ── kept for a while ───────────────────────────────────────────────────────
KEPT_FOR = timedelta(seconds=60)
"""So long an answer is given again while no plan there changes; a name withdrawn meanwhile is gone by then."""
MOST_KEPT = 16
_answers: "OrderedDict[Hashable, tuple[datetime, bytes]]" = OrderedDict()
_lock = Lock()


def remembered(mark: Hashable, make: Callable[[], bytes]) -> bytes:
    """What `make` gave under the same mark a short while ago, else what it gives now."""
    now = moment.now()
    with _lock:
        kept = _answers.get(mark)
    if kept is not None and timedelta() <= now - kept[0] < KEPT_FOR:
        return kept[1]
    made = make()
    with _lock:
        _answers[mark] = (now, made)
        _answers.move_to_end(mark)
        while len(_answers) > MOST_KEPT:
            _answers.popitem(last=False)
    return made


def forget() -> None:
    """Give nothing again that was kept."""
    _answers.clear()
