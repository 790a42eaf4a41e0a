"""A published plan changes: each change is a correction that everybody sees, and those who booked are told."""

from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.locality import queries as locality
from lianxin.receptions import permissions, rules
from lianxin.receptions.actions.booking import free_all, tell_booked
from lianxin.receptions.actions.drafting import Hours, may_sit
from lianxin.receptions.actions.frame import (
    allow,
    clean,
    plan_after,
    plan_locked,
    reception_after,
    reception_locked,
    tell_deputy,
    when_words,
)
from lianxin.receptions.actions.publishing import announce, kept_as, noticed, seated_people
from lianxin.receptions.models import PlanCorrection, Reception, ReceptionPlan, Seat, Slot
from lianxin.receptions.rules import Correction
from lianxin.receptions.workflow import SeatState, State


def corrected(
    reception: Reception,
    kind: Correction,
    *,
    by: Actor,
    before: str = "",
    after: str = "",
    reason: str = "",
    out: int | None = None,
    joined: int | None = None,
) -> PlanCorrection:
    """Write a correction down; the plan has a new version. Late: it came after the last day for a notice in time."""
    plan = plan_locked(reception.plan)
    plan_after("correct", plan)
    now = moment.now()
    plan.version += 1
    plan.save(update_fields=["version"])
    record("receptions.plan_corrected", plan, by=by, division=reception.station.division)
    days = locality.policy(reception.station.county, reception.day).reception_notice_days
    row = PlanCorrection.objects.create(
        plan=plan,
        reception=reception,
        version=plan.version,
        kind=kind,
        before=before[:160],
        after=after[:160],
        reason=reason,
        out_id=out,
        joined_id=joined,
        late=rules.is_late(moment.today(), reception.day, days),
        at=now,
        by=by.ref,
    )
    record("receptions.correction_made", row, by=by, division=reception.station.division, first=True)
    return row


def _opened(reception: Reception, by: Actor, verb: str, seen: int | None) -> tuple[Reception, State]:
    reception = reception_locked(reception)
    allow(permissions.may_correct(by, reception))
    target = reception_after(verb, reception)
    if seen is not None and seen != reception.version:
        raise Refused(_("您打开以后，别人先改了一步。您填的内容没有丢，请看过再决定。"))
    return reception, target


@transaction.atomic
def move_reception(
    reception: Reception,
    *,
    day: date,
    starts: time,
    ends: time,
    reason: str,
    by: Actor,
    place: str = "",
    seen: int | None = None,
) -> Reception:
    """Another day, hour or place. Bookings lapse when day or hour changes; whoever booked is told both ways."""
    reception, _target = _opened(reception, by, "move", seen)
    if day.year != reception.plan.year:
        raise Refused(_("改期要在同一年；跨年的请取消这次，在明年的计划里加一次。"))
    if day < moment.today() and by != SYSTEM:
        raise Refused(_("不能改到过去的日子。"))
    if ends <= starts:
        raise Refused(_("结束时间要晚于开始时间。"))
    where = clean(place, _("地点"), 120) or reception.place
    if (day, starts, ends, where) == (reception.day, reception.starts, reception.ends, reception.place):
        raise Refused(_("时间和地点都没有变。"))
    _hour_is_free(reception, day, starts)
    when_changes = (day, starts, ends) != (reception.day, reception.starts, reception.ends)
    before = when_words(reception) if when_changes else reception.place
    why = clean(reason, _("原因"), 200, needed=True)
    reception.day, reception.starts, reception.ends, reception.place = day, starts, ends, where
    if when_changes:
        people = seated_people(reception)
        may_sit(reception, people)
        noticed(reception, moment.now())
        reception.provisional = False
    reception.version += 1
    reception.save()
    record("receptions.moved", reception, by=by, division=reception.station.division, detail=kept_as(reception))
    after = when_words(reception) if when_changes else where
    kind = Correction.MOVED if when_changes else Correction.PLACE
    corrected(reception, kind, by=by, before=before, after=after, reason=why)
    tell_booked(reception, "receptions.booking_moved")
    if when_changes:
        free_all(reception, by=by)
        reception.slots.filter(bookings=None).delete()
        for at in rules.slots(starts, ends, reception.slot_minutes):
            Slot.objects.get_or_create(reception=reception, at=at, defaults={"capacity": reception.per_slot})
    for person_id in seated_people(reception):
        tell_deputy("receptions.moved", person_id, reception)
    return reception


def _hour_is_free(reception: Reception, day: date, starts: time) -> None:
    others = Reception.objects.filter(station_id=reception.station_id, day=day, starts=starts)
    if others.exclude(pk=reception.pk).exclude(state=State.CANCELLED).exists():
        raise Refused(_("本站这一天这个时间已经有一次接待了。"))


@transaction.atomic
def keep_day(reception: Reception, *, by: Actor, seen: int | None = None) -> Reception:
    """照常接待: an announced day that turned out to be one of rest stands; nothing changes for anybody."""
    reception, _target = _opened(reception, by, "move", seen)
    if not reception.provisional:
        raise Overtaken(_("这一天已经定了，不是暂定的。"))
    reception.provisional = False
    reception.version += 1
    reception.save(update_fields=["provisional", "version"])
    record("receptions.day_kept", reception, by=by, division=reception.station.division)
    return reception


@transaction.atomic
def cancel_reception(reception: Reception, *, reason: str, by: Actor, seen: int | None = None) -> Reception:
    """It will not be held; the reason is public, deputies and those who booked are told."""
    reception, target = _opened(reception, by, "cancel", seen)
    why = clean(reason, _("原因"), 200, needed=True)
    reception.state, reception.words = target, why
    reception.version += 1
    reception.save(update_fields=["state", "words", "version"])
    record("receptions.cancelled", reception, by=by, division=reception.station.division, detail=kept_as(reception))
    corrected(reception, Correction.CANCELLED, by=by, before=when_words(reception), reason=why)
    tell_booked(reception, "receptions.booking_off")
    free_all(reception, by=by)
    for person_id in seated_people(reception):
        tell_deputy("receptions.off", person_id, reception)
    return reception


@transaction.atomic
def add_reception(
    plan: ReceptionPlan, day: date, hours: Hours, people: list[int], *, reason: str, by: Actor
) -> Reception:
    """One reception more than the published plan had."""
    plan = plan_locked(plan)
    allow(permissions.may_publish_plan(by, plan))
    plan_after("correct", plan)
    if day.year != plan.year or (day < moment.today() and by != SYSTEM):
        raise Refused(_("日期要在%(year)d年，不能在过去。") % {"year": plan.year})
    if hours.ends <= hours.starts:
        raise Refused(_("结束时间要晚于开始时间。"))
    if not people:
        raise Refused(_("请选至少一位接待的代表。"))
    station: Any = plan.station
    row = Reception(
        plan=plan,
        station=station,
        day=day,
        starts=hours.starts,
        ends=hours.ends,
        place=clean(hours.place, _("地点"), 120) or station.place.address or station.name,
        room=station.place.code,
        needs=len(people),
        slot_minutes=hours.slot_minutes,
        per_slot=hours.per_slot,
    )
    _hour_is_free(row, day, hours.starts)
    may_sit(row, people)
    row.save()
    record("receptions.planned", row, by=by, division=station.division, first=True)
    for person_id in dict.fromkeys(people):
        seat = Seat.objects.create(reception=row, person_id=person_id, state=SeatState.PLANNED)
        record("receptions.seated", seat, by=by, division=station.division, first=True)
    announce(row, moment.now(), by)
    why = clean(reason, _("原因"), 200)
    corrected(row, Correction.ADDED, by=by, after=when_words(row), reason=why)
    for person_id in seated_people(row):
        tell_deputy("receptions.seated", person_id, row, year=str(plan.year))
    return row
