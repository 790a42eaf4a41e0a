"""The sheet for the wall that announces a station's receptions: time, place, names, what was corrected (Article 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.base.context import tongue
from lianxin.deputies.rules import Way
from lianxin.divisions import queries as divisions
from lianxin.kit import moment
from lianxin.kit.wording import bare_day, short_day, weekday
from lianxin.papers.shapes import Host, ReceptionNotice, Seal, WallDay
from lianxin.publicity.queries.addresses import address
from lianxin.publicity.queries.telling import fingerprints, newest_checkpoints
from lianxin.receptions import queries as receptions
from lianxin.receptions.queries import CorrectionCard, ReceptionCard
from lianxin.stations.queries import StationCard


@dataclass(frozen=True)
class Period:
    """A year, a quarter or a month of it, in words; days before today are left out."""

    first: date
    last: date
    words: str


def period(year: str, quarter: str, month: str) -> Period | None:
    """What an address asks for: this year unless it names another; None for what is no time.

    Of the running year what is still to come; next year's plan is a sheet of its own.
    """
    today = moment.today()
    found = _number(year, today.year, 2000, 2999), _number(quarter, 0, 1, 4), _number(month, 0, 1, 12)
    if None in found:
        return None
    at, part, one = (int(number or 0) for number in found)
    begins, length = (one, 1) if one else (3 * part - 2, 3) if part else (1, 12)
    first = date(at, begins, 1)
    last = (date(at, begins + length - 1, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    words = _("%(year)d年%(month)d月") if one else _("%(year)d年第%(quarter)d季度") if part else _("%(year)d年")
    return Period(first, last, words % {"year": at, "month": one, "quarter": part})


def _number(typed: str, usual: int, least: int, most: int) -> int | None:
    if not typed:
        return usual
    found = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else -1
    return found if least <= found <= most else None


def reception_notice(station: StationCard, asked: Period) -> ReceptionNotice:
    """The paper, with whoever lets himself be named on paper."""
    today = moment.today()
    cards = receptions.of_year(station.code, asked.first.year, Way.PRINT)
    shown = [card for card in cards if max(asked.first, today) <= card.day <= asked.last]
    place, hours = _common(card.place for card in shown), _common(_hours(card) for card in shown)
    unsure = bool(shown) and all(card.provisional for card in shown if not card.cancelled)
    newest = max((c.changed_at or c.announced_at for c in shown if c.announced_at), default=None)
    county = station.division[:6].ljust(12, "0")
    link = address(reverse("publicity:receptions")) + f"?station={station.code}"
    name = divisions.names([county]).get(county, "")
    return ReceptionNotice(
        station=Host(station.name, station.code, link, phone=station.phone, county=name),
        period=asked.words,
        days=tuple(_day(card, place, hours, unsure) for card in shown),
        place=place,
        hours=hours,
        remark=_("这一年的放假安排还没有公布，日期暂定；改了会重新公告。") if unsure else "",
        notice=_("公告时间 %(day)s") % {"day": bare_day(newest, tongue())} if newest else "",
        day=_("印制时间 %(day)s") % {"day": bare_day(today, tongue())},
        seal=_seal(),
    )


def _common(found: Iterable[str]) -> str:
    """What all say alike, else ''."""
    values = set(found)
    return values.pop() if len(values) == 1 else ""


def _hours(card: ReceptionCard) -> str:
    return f"{card.starts:%H:%M}—{card.ends:%H:%M}"


def _day(card: ReceptionCard, place: str, hours: str, unsure: bool) -> WallDay:
    marks = [_("暂定")] if card.provisional and not (unsure or card.cancelled) else []
    marks += [_("公告晚了")] if card.notice_late else []
    return WallDay(
        month=_("%(year)d年%(month)d月") % {"year": card.day.year, "month": card.day.month},
        day=f"{short_day(card.day, tongue())} {weekday(card.day, tongue())}",
        hours="" if hours else _hours(card),
        names="、".join([*(named.name for named in card.deputies), *card.nameless]),
        place="" if card.place == place else card.place,
        mark="，".join(marks),
        note="；".join(_told(change) for change in card.corrections),
        off=card.cancelled,
    )


def _told(change: CorrectionCard) -> str:
    """A correction beside what stands there now: what it was before, or why it is off."""
    said = {"kind": change.words, "before": change.before, "after": change.after, "why": change.reason}
    if change.kind == "cancelled":
        return _("%(kind)s：%(why)s") % said if change.reason else change.words
    if change.before:
        return _("%(kind)s，原为%(before)s") % said
    return _("%(kind)s：%(after)s") % said if change.after else change.words


def _seal() -> Seal:
    """Where the ledger stands, and whose signature holds it."""
    last = next(iter(newest_checkpoints(1)), None)
    if last is None:
        return Seal(fingerprints())
    said = {"size": last.size, "day": bare_day(last.at, tongue())}
    return Seal(fingerprints(), _("印的时候的校验点：%(size)d条记录，%(day)s，总指纹") % said, last.root)
