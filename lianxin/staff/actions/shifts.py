"""Shifts are planned and cancelled; volunteers sign on and off."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor, Role
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.staff import permissions, queries, rules
from lianxin.staff.models import Attendance, Shift, Volunteer
from lianxin.staff.openwork import Source
from lianxin.staff.rules import ShiftState, VolunteerState


@transaction.atomic
def plan_shift(
    volunteer: Volunteer,
    *,
    by: Actor,
    day: date,
    from_time: time,
    until_time: time,
    task: str,
    weekdays: str = "",
    last_day: date | None = None,
) -> Shift:
    """A shift at the volunteer's station: on one day, or on weekdays ("135", 1 = Monday) until a last day.

    Refused for somebody who was not taken, a day that is past, times the wrong way round, or two shifts at once.
    """
    row = Volunteer.objects.select_for_update(of=("self",)).select_related("station").get(pk=volunteer.pk)
    if not permissions.may_plan_shift(by, row.station):
        raise PermissionDenied
    if row.state != VolunteerState.APPROVED:
        raise Refused(_("先同意他来，再排班。"))
    _possible(row, by, day, from_time, until_time, weekdays, last_day)
    shift = Shift.objects.create(
        volunteer=row, station=row.station, day=day, last_day=last_day if weekdays else None, weekdays=weekdays,
        from_time=from_time, until_time=until_time, task=task.strip()[:60] or _("值班"),
    )  # fmt: skip
    record("staff.shift_planned", shift, by=by, division=row.station.division, first=True)
    return shift


def _possible(
    row: Volunteer, by: Actor, day: date, begins: time, ends: time, weekdays: str, last_day: date | None
) -> None:
    if ends <= begins:
        raise Refused(_("下班时间要晚于上班时间；跨夜的分成两班。"))
    if day < moment.today() and by != SYSTEM:
        raise Refused(_("不能排过去的班。"))
    if set(weekdays) - set(rules.ALL_WEEK):
        raise Refused(_("每周哪几天，从周一到周日里选。"))
    if last_day is not None and last_day < day:
        raise Refused(_("结束的日子早于开始的日子。"))
    others = Shift.objects.on_day(day).filter(volunteer=row, from_time__lt=ends, until_time__gt=begins)
    if others.exists():
        raise Refused(_("%(name)s这个时间已经有班了。") % {"name": row.name})


@transaction.atomic
def cancel_shift(shift: Shift, *, by: Actor) -> Shift:
    """The shift is off, and what it gave with it; hours served stay."""
    shift = Shift.objects.select_for_update(of=("self",)).select_related("station").get(pk=shift.pk)
    if not permissions.may_cancel_shift(by, shift.station):
        raise PermissionDenied
    if shift.state == ShiftState.CANCELLED:
        raise Overtaken(_("这个班已经取消了。"))
    shift.state = ShiftState.CANCELLED
    shift.save(update_fields=["state"])
    record("staff.shift_cancelled", shift, by=by, division=shift.station.division)
    return shift


def _of_today(shift: Shift, by: Actor) -> Shift:
    row = Shift.objects.select_for_update(of=("self",)).select_related("volunteer__station", "station").get(pk=shift.pk)
    if not permissions.may_sign_on(by, row.volunteer):
        raise PermissionDenied
    return row


@transaction.atomic
def sign_on(shift: Shift, *, by: Actor, at: datetime | None = None) -> Attendance:
    """He is here: on a day of the shift, by himself or noted by the station."""
    row, now = _of_today(shift, by), moment.now()
    on_at = at or now
    if row.state == ShiftState.CANCELLED or not row.falls_on(on_at.date()):
        raise Refused(_("这一天没有他的班。"))
    if on_at > now:
        raise Refused(_("签到时间不能在将来。"))
    if Attendance.objects.filter(shift=row, day=on_at.date()).exists():
        raise Overtaken(_("今天已经签到了。"))
    made = Attendance.objects.create(shift=row, day=on_at.date(), on_at=on_at, noted_by=by.ref)
    record("staff.signed_on", made, by=by, division=row.station.division, event_at=on_at, first=True)
    return made


@transaction.atomic
def sign_off(shift: Shift, *, by: Actor, at: datetime | None = None) -> Attendance:
    """He goes home: the minutes are reckoned, at most 16 hours."""
    row, now = _of_today(shift, by), moment.now()
    off_at = at or now
    last: Any = Attendance.objects.select_for_update().filter(shift=row, off_at=None).order_by("-day").first()
    if last is None:
        raise Refused(_("还没有签到，或者已经签退。"))
    if off_at > now:
        raise Refused(_("签退时间不能在将来。"))
    try:
        last.minutes = rules.minutes_served(last.on_at, off_at)
    except ValueError as error:
        raise Refused(_("签退时间早于签到时间。")) from error
    last.off_at = off_at
    last.save(update_fields=["off_at", "minutes"])
    record("staff.signed_off", last, by=by, division=row.station.division, event_at=off_at)
    return last  # type: ignore[no-any-return]


# ── at a hand-over ─────────────────────────────────────────────────────────
def give_on(old: Any, new: Any) -> int:
    """A volunteer's coming shifts go to his successor from the day his posting begins; hours served stay his own."""
    if old.role != Role.VOLUNTEER:
        return 0
    start: date = new.from_day
    heirs = Volunteer.objects.filter(user_id=new.user_id, station__code=old.station, state=VolunteerState.APPROVED)
    heir, moved = heirs.first(), 0
    shifts = Shift.objects.select_for_update(of=("self",)).select_related("station")
    for shift in shifts.filter(
        volunteer__user_id=old.user_id, station__code=old.station, state=ShiftState.APPROVED
    ).order_by("pk"):
        begins = max(shift.day, start)
        if (shift.weekdays == "" and shift.day < start) or (shift.last_day is not None and shift.last_day < start):
            continue
        if heir is None:
            raise Refused(_("接手的人还不是这个站的志愿者：先请他报名，同意以后再交接。"))
        _passed(shift, heir, begins)
        moved += 1
    return moved


def _passed(shift: Shift, heir: Volunteer, begins: date) -> None:
    """The heir's shift begins where the former's ends."""
    division, last = shift.station.division, shift.last_day
    if shift.weekdays and shift.day < begins:
        shift.last_day = begins - timedelta(days=1)
    else:
        shift.state = ShiftState.CANCELLED
    shift.save(update_fields=["last_day", "state"])
    record("staff.shift_passed_on", shift, by=SYSTEM, division=division)
    made = Shift.objects.create(
        volunteer=heir, station=shift.station, day=begins, last_day=last, weekdays=shift.weekdays,
        from_time=shift.from_time, until_time=shift.until_time, task=shift.task,
    )  # fmt: skip
    record("staff.shift_planned", made, by=SYSTEM, division=division, first=True)


OPEN_SHIFTS = Source(queries.open_shifts, give_on)
