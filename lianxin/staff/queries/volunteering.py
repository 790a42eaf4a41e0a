"""Volunteers: their shifts, the rights these give, the hours they served."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Sum, TimeField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kit import moment
from lianxin.kit.actor import Actor, Post, Role
from lianxin.kit.crypto import vault
from lianxin.kit.wording import bare_day
from lianxin.papers.shapes import Record, Table
from lianxin.people import queries as people
from lianxin.people import rights
from lianxin.staff.models import Attendance, Shift, Volunteer
from lianxin.staff.openwork import Work
from lianxin.staff.permissions import volunteers_visible_to
from lianxin.staff.rules import window

TASKS = (gettext_lazy("登记来访"), gettext_lazy("引导、倒水"), gettext_lazy("陪老人填表"), gettext_lazy("宣传"))
"""What a shift is mostly for; anything else may be written."""
AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class HoursOf:
    """What one volunteer served: at which station, how often, how many minutes."""

    code: str
    name: str
    station: str
    times: int
    minutes: int

    @property
    def hours(self) -> str:
        """Hours to one decimal, as a certificate says them."""
        return in_hours(self.minutes)


def in_hours(minutes: int) -> str:
    """90 → 1.5; half a tenth is not given away."""
    tenths = minutes * 10 // 60
    return f"{tenths // 10}.{tenths % 10}"


def volunteers(actor: Actor) -> QuerySet[Volunteer]:
    """Volunteers an actor may open, those who wait for an answer first."""
    rows = volunteers_visible_to(actor).select_related("station", "user")
    return rows.annotate(served=Sum("shifts__attendances__minutes", default=0)).order_by("state", "-asked_at", "-pk")


def mine(actor: Actor) -> Volunteer | None:
    """The volunteer somebody is himself, if his help was accepted."""
    rows = Volunteer.objects.filter(user_id=actor.user_id, state="approved") if actor.user_id else None
    return rows.select_related("station").order_by("pk").first() if rows is not None else None


def next_days(volunteer: Volunteer, days: int = 14) -> list[tuple[date, Shift]]:
    """His turns of the coming days, today's first."""
    today = moment.today()
    shifts = list(volunteer.shifts.filter(state="approved").order_by("from_time", "pk"))
    spans = (today + timedelta(days=n) for n in range(days))
    return [(day, shift) for day in spans for shift in shifts if shift.falls_on(day)]


def shifts_today(station: str) -> QuerySet[Shift]:
    """Who serves at a station today."""
    rows = Shift.objects.on_day(moment.today()).filter(station__code=station)
    return rows.select_related("volunteer").order_by("from_time", "pk")


def phone_of(volunteer: Volunteer) -> str:
    """The number in clear; callers check the right and note the sight."""
    return vault(settings.KEYS).decrypt("contact", bytes(volunteer.phone), volunteer.code.encode()).decode()


# ── hours ──────────────────────────────────────────────────────────────────
def hours(actor: Actor, year: int) -> list[HoursOf]:
    """Hours of a year by volunteer, within what the actor sees; the most first."""
    rows = Attendance.objects.filter(
        shift__volunteer__in=volunteers_visible_to(actor), day__year=year, off_at__isnull=False
    )
    keys = ("shift__volunteer__code", "shift__volunteer__name", "shift__station__name")
    summed = rows.order_by().values_list(*keys).annotate(times=Count("pk"), minutes=Sum("minutes"))
    return sorted((HoursOf(*row) for row in summed), key=lambda h: (h.station, -h.minutes, h.name))


def hours_of(volunteer: Volunteer) -> list[Attendance]:
    """Every turn he served, the latest first."""
    rows = Attendance.objects.filter(shift__volunteer=volunteer).select_related("shift__station")
    return list(rows.order_by("-day", "-on_at")[:200])


def certificate(volunteer: Volunteer, year: int) -> Record:
    """The certificate of a year's hours."""
    served = [a for a in hours_of(volunteer) if a.off_at is not None and a.day.year == year]
    total = sum(a.minutes for a in served)
    said = _("%(name)s在%(year)d年到%(station)s参加志愿服务%(times)d次，共%(hours)s小时。特此证明。") % {
        "name": volunteer.name,
        "year": year,
        "station": volunteer.station.name,
        "times": len(served),
        "hours": in_hours(total),
    }
    rows = tuple((bare_day(a.day), a.shift.task, in_hours(a.minutes)) for a in reversed(served))
    return Record(
        _("志愿服务时长证明"),
        paragraphs=(said,),
        tables=(Table(_("明细"), (_("日期"), _("做什么"), _("小时")), rows, (3, 5, 2)),) if rows else (),
        issuer=volunteer.station.name,
        day=bare_day(moment.today()),
        note=_("编号%(code)s") % {"code": volunteer.code},
    )


# ── what a shift gives ─────────────────────────────────────────────────────
def _right_rows() -> "QuerySet[Any, rights.Row]":
    """His postings as a volunteer at stations where a shift of his is on now (or, of another day, was on that day)."""
    times = {name: rights.Given(name, TimeField()) for name in ("latest", "earliest")}
    shifts = Shift.objects.served(rights.ON, rights.Given("weekday", CharField()))
    shifts = shifts.filter(from_time__lte=times["latest"], until_time__gte=times["earliest"])
    his = shifts.filter(volunteer__user_id=rights.USER, station__code=OuterRef("station"))
    rows = people.held_by(rights.USER, rights.ON, Role.VOLUNTEER).filter(Exists(his))
    return rights.as_rows("shift", rows, "pk", "scope", "station")


def _fold_rights(rows: Sequence[rights.Row]) -> dict[str, object]:
    ordered = sorted(rows, key=lambda row: int(row[1]))
    return {"posts": tuple(Post(Role.VOLUNTEER, row[2], row[3]) for row in ordered)}


def _given(on: date) -> dict[str, object]:
    now = moment.now()
    latest, earliest = window(now) if on == now.date() else (time.max, time.min)
    return {"weekday": str(on.isoweekday()), "latest": latest, "earliest": earliest}


RIGHTS = rights.Source("shift", _right_rows, _fold_rights, _given)


# ── what is left at a hand-over ────────────────────────────────────────────
def open_shifts(actor: Actor) -> list[Work]:
    today, found = moment.today(), []
    for post in actor.posts:
        rows = Shift.objects.filter(state="approved", station__code=post.station).select_related("volunteer")
        if post.role == Role.VOLUNTEER:
            rows = rows.filter(volunteer__user_id=actor.user_id or 0)
        for shift in rows.order_by("day", "from_time", "pk"):
            comes = any(shift.falls_on(today + timedelta(days=n)) for n in range(AHEAD.days))
            if comes:
                words = f"{shift.volunteer.name} {shift.from_time:%H:%M}–{shift.until_time:%H:%M} {shift.task}"
                found.append(Work(str(_("志愿者班次")), words, when_served(shift)))
    return found


def when_served(shift: Shift) -> str:
    """11月26日, or 每周一、三."""
    if not shift.weekdays:
        return bare_day(shift.day)
    if shift.weekdays == "1234567":
        return _("每天")
    names = dict(zip("1234567", _("一 二 三 四 五 六 日").split(), strict=True))
    return _("每周%(days)s") % {"days": "、".join(names[n] for n in shift.weekdays)}
