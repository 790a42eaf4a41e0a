"""The year's plan is drafted: its rhythms, its deputies' wishes, its days and who sits when (Articles 3, 6)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import queries as deputies
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.locality import queries as locality
from lianxin.receptions import permissions, rhythm, rules
from lianxin.receptions.actions.frame import allow, clean, plan_after, plan_locked
from lianxin.receptions.models import PlanRhythm, PlanWish, Reception, ReceptionPlan, RoomUse, Seat
from lianxin.receptions.rhythm import Rhythm
from lianxin.receptions.workflow import SeatState, State
from lianxin.stations import queries as stations

MOST_RECEPTIONS = 370
MOST_SPANS = 30


@dataclass(frozen=True)
class Hours:
    """When and where the receptions of a rhythm are, and for how many."""

    starts: time
    ends: time
    place: str = ""
    needs: int = 1
    slot_minutes: int = 20
    per_slot: int = 1


@transaction.atomic
def draft_plan(station: Any, year: int, *, by: Actor, words: str = "") -> ReceptionPlan:
    """A plan for a station and a year, empty at first; Overtaken when there is one already."""
    found = stations.open_by_code(station.code)
    if found is None:
        raise Refused(_("“%(name)s”没有开放，不能定接待计划。") % {"name": station.name})
    allow(permissions.may_draft_plan(by, station))
    if by != SYSTEM and not rules.may_be_planned(year, moment.today()):
        raise Refused(_("计划是为今年或者明年定的。"))
    if ReceptionPlan.objects.filter(station_id=station.pk, year=year).exists():
        raise Overtaken(_("%(year)d年的接待计划已经有了。") % {"year": year})
    plan = ReceptionPlan.objects.create(
        station_id=station.pk, year=year, drafted_by=by.ref, words=clean(words, _("说明"), 300)
    )
    record("receptions.plan_drafted", plan, by=by, division=station.division, first=True)
    return plan


def _edited(plan: ReceptionPlan, by: Actor) -> ReceptionPlan:
    plan = plan_locked(plan)
    allow(permissions.may_edit_plan(by, plan))
    plan_after("edit", plan)
    return plan


def _possible(hours: Hours) -> None:
    if hours.ends <= hours.starts:
        raise Refused(_("结束时间要晚于开始时间。"))
    if not 1 <= hours.needs <= rules.MOST_NEEDED:
        raise Refused(_("每次安排1到%(most)d位代表。") % {"most": rules.MOST_NEEDED})
    if hours.slot_minutes not in rules.SLOT_MINUTES or not 1 <= hours.per_slot <= rules.MOST_IN_A_SLOT:
        raise Refused(_("预约每位的时间和同时接待的人数，请从给出的里面选。"))


@transaction.atomic
def add_rhythm(plan: ReceptionPlan, wanted: Rhythm, hours: Hours, *, by: Actor) -> PlanRhythm:
    """One more rhythm, such as every first Friday; its days are laid out at once."""
    plan = _edited(plan, by)
    try:
        rhythm.check(wanted)
    except rhythm.BadRhythm as error:
        raise Refused(str(error)) from error
    _possible(hours)
    place = clean(hours.place, _("地点"), 120) or plan.station.place.address or plan.station.name
    row = PlanRhythm.objects.create(
        plan=plan,
        rhythm=rhythm.to_json(wanted),
        starts=hours.starts,
        ends=hours.ends,
        place=place,
        needs=hours.needs,
        slot_minutes=hours.slot_minutes,
        per_slot=hours.per_slot,
    )
    record("receptions.rhythm_added", row, by=by, division=plan.station.division, first=True)
    _lay_out(plan, row, wanted, by)
    return row


@transaction.atomic
def drop_rhythm(row: PlanRhythm, *, by: Actor) -> PlanRhythm:
    """A rhythm is taken out of a draft, and its days with it."""
    plan = _edited(row.plan, by)
    row = PlanRhythm.objects.select_for_update().get(pk=row.pk)
    if row.dropped:
        raise Overtaken(_("这条规律已经去掉了。"))
    row.dropped = True
    row.save(update_fields=["dropped"])
    record("receptions.rhythm_dropped", row, by=by, division=plan.station.division)
    for reception in Reception.objects.filter(rhythm=row, state=State.PLANNED).order_by("day", "pk"):
        _withdrawn(reception, by)
    return row


def _lay_out(plan: ReceptionPlan, row: PlanRhythm, wanted: Rhythm, by: Actor) -> None:
    """The days of a rhythm as receptions of the draft; a day that has one at that hour already keeps it.

    In the running year the days before today are left out: nobody plans or announces what is over.
    """
    named, _skipped = rhythm.occurrences(wanted, plan.year, locality.day_table())
    days = [each for each in named if each.day >= moment.today()]
    if not days:
        raise Refused(_("按这条规律，%(year)d年从今天起没有接待日。") % {"year": plan.year})
    have = set(plan.receptions.exclude(state=State.CANCELLED).values_list("day", "starts"))
    if len(days) + len(have) > MOST_RECEPTIONS:
        raise Refused(_("一年排了%(n)d次以上，请看看规律是不是写多了。") % {"n": MOST_RECEPTIONS})
    for each in days:
        if (each.day, row.starts) in have:
            continue
        _planned(plan, row, each, by)


def _planned(plan: ReceptionPlan, row: PlanRhythm, each: rhythm.Occurrence, by: Actor) -> Reception:
    reception = Reception.objects.create(
        plan=plan,
        station=plan.station,
        rhythm=row,
        day=each.day,
        plain_day=each.plain,
        starts=row.starts,
        ends=row.ends,
        place=row.place,
        room=plan.station.place.code,
        needs=row.needs,
        slot_minutes=row.slot_minutes,
        per_slot=row.per_slot,
        provisional=each.provisional,
        lines=[[line.code, *line.params] for line in each.lines],
    )
    record("receptions.planned", reception, by=by, division=plan.station.division, first=True)
    return reception


def _withdrawn(reception: Reception, by: Actor) -> None:
    """A day of a draft is taken out; nobody outside has heard of it."""
    reception.state = State.CANCELLED
    reception.save(update_fields=["state"])
    record("receptions.withdrawn", reception, by=by, division=reception.station.division)


@transaction.atomic
def leave_out_day(reception: Reception, *, by: Actor) -> Reception:
    """One day of a draft is taken out."""
    _edited(reception.plan, by)
    reception = Reception.objects.select_for_update(of=("self",)).select_related("station").get(pk=reception.pk)
    if reception.state != State.PLANNED:
        raise Overtaken(_("这一天已经不在草稿里了。"))
    _withdrawn(reception, by)
    return reception


# ── deputies ───────────────────────────────────────────────────────────────
Spans = Sequence[tuple[date, date]]


@transaction.atomic
def set_wish(
    plan: ReceptionPlan,
    person_id: int,
    *,
    by: Actor,
    least: int = 1,
    most: int | None = None,
    away: Spans = (),
    own_days: Sequence[date] = (),
) -> PlanWish:
    """What a deputy can and wants to do this year; a later word takes the place of an earlier one."""
    plan = plan_locked(plan)
    allow(permissions.may_edit_plan(by, plan) or permissions.is_seated_himself(by, person_id))
    plan_after("edit", plan)
    if person_id not in permissions.deputies_of(plan.station):
        raise Refused(_("他不是本站的代表，或者已经不在任。"))
    if least > 366 or (most is not None and most < least):
        raise Refused(_("“最多几次”不能比“至少几次”少。"))
    if any(last < first for first, last in away):
        raise Refused(_("不在的日子，结束的一天早于开始的一天。"))
    if len(away) > MOST_SPANS or len(own_days) > MOST_RECEPTIONS:
        raise Refused(_("写的日子太多了。"))
    row = PlanWish.objects.filter(plan=plan, person_id=person_id).first()
    first = row is None
    row = row or PlanWish(plan=plan, person_id=person_id)
    row.least, row.most = least, most
    row.away = [[start.isoformat(), end.isoformat()] for start, end in sorted(away)]
    row.own_days = sorted({day.isoformat() for day in own_days})
    row.save()
    record("receptions.wish_set", row, by=by, division=plan.station.division, first=first)
    return row


@transaction.atomic
def seat(reception: Reception, people: Sequence[int], *, by: Actor) -> Reception:
    """Who sits at a day of a draft: exactly these. Refused for who does not belong there, or sits elsewhere then."""
    plan = _edited(reception.plan, by)
    reception = Reception.objects.select_for_update(of=("self",)).select_related("station").get(pk=reception.pk)
    if reception.state != State.PLANNED:
        raise Overtaken(_("这一天已经不在草稿里了。"))
    wanted = list(dict.fromkeys(people))
    may_sit(reception, wanted)
    _reseated(reception, wanted, list(reception.seats.exclude(state=SeatState.DROPPED)), plan.station.division, by)
    return reception


def _reseated(reception: Reception, wanted: Sequence[int], seats: Iterable[Seat], division: str, by: Actor) -> None:
    """Exactly these sit there; `seats` are those that stand so far."""
    have = {row.person_id: row for row in seats}
    for person_id, row in sorted(have.items()):
        if person_id not in wanted:
            row.state = SeatState.DROPPED
            row.save(update_fields=["state"])
            record("receptions.unseated", row, by=by, division=division)
    for person_id in wanted:
        if person_id not in have:
            _seated(reception, person_id, by)


def _seated(reception: Reception, person_id: int, by: Actor) -> Seat:
    row = Seat.objects.create(reception=reception, person_id=person_id)
    record("receptions.seated", row, by=by, division=reception.station.division, first=True)
    return row


def may_sit(reception: Reception, people: Sequence[int]) -> None:
    """Refused when one of them does not belong to the station, or sits somewhere else on that day."""
    _may_sit_at([reception], [people])


def _may_sit_at(rows: Sequence[Reception], wanted: Sequence[Sequence[int]]) -> None:
    """The same for many days of one station: as many queries as for one. Drafts of other stations count as well."""
    people = {person for each in wanted for person in each}
    if not people <= set(permissions.deputies_of(rows[0].station)):
        raise Refused(_("只能安排本站的在任代表。"))
    taken = Counter((row.day, person) for row, each in zip(rows, wanted, strict=True) for person in each)
    others = Seat.objects.filter(reception__day__in={row.day for row in rows}, person_id__in=people)
    others = others.exclude(state__in=(SeatState.DROPPED, SeatState.ON_LEAVE)).exclude(
        reception_id__in=[row.pk for row in rows if row.pk]  # one more reception is asked before it is kept
    )
    elsewhere = set(others.exclude(reception__state=State.CANCELLED).values_list("reception__day", "person_id"))
    twice = sorted(each[1] for each, times in taken.items() if times > 1 or each in elsewhere)
    if twice:
        name = deputies.people_in(twice[:1]).get().name
        raise Refused(_("%(name)s这一天在别处接待，一天不排两次。") % {"name": name})


@transaction.atomic
def seat_all(plan: ReceptionPlan, seats: Mapping[str, Sequence[int]], *, by: Actor) -> int:
    """Take a whole year's seats over (from the plan maker), by code of reception; returns how many were seated."""
    plan = _edited(plan, by)
    found = Reception.objects.select_for_update(of=("self",)).filter(plan=plan, state=State.PLANNED, code__in=seats)
    rows = list(found.select_related("station").order_by("day", "starts", "pk"))
    wanted = [list(dict.fromkeys(seats[row.code])) for row in rows]
    if rows:
        _may_sit_at(rows, wanted)
    standing: dict[int, list[Seat]] = {row.pk: [] for row in rows}
    for each in Seat.objects.filter(reception__in=rows).exclude(state=SeatState.DROPPED):
        standing[each.reception_id].append(each)
    for row, people in zip(rows, wanted, strict=True):
        _reseated(row, people, standing[row.pk], plan.station.division, by)
    return sum(map(len, wanted))


# ── the room ───────────────────────────────────────────────────────────────
@transaction.atomic
def use_room(
    station: Any, *, by: Actor, words: str, starts: time, ends: time, day: date | None = None,
    weekday: int | None = None,
) -> RoomUse:  # fmt: skip
    """Others use the room: on one day, or every week on a weekday (0 = Monday)."""
    allow(permissions.may_use_room(by, station))
    if (day is None) == (weekday is None) or (weekday is not None and not 0 <= weekday <= 6):
        raise Refused(_("请写是哪一天，或者每周几。"))
    if ends <= starts:
        raise Refused(_("结束时间要晚于开始时间。"))
    row = RoomUse.objects.create(
        station_id=station.place.pk,
        day=day,
        weekday=weekday,
        starts=starts,
        ends=ends,
        words=clean(words, _("谁在用"), 60, needed=True),
    )
    record("receptions.room_used", row, by=by, division=station.division, first=True)
    return row


@transaction.atomic
def free_room(row: RoomUse, *, by: Actor) -> RoomUse:
    """Nobody else uses it any more."""
    row = RoomUse.objects.select_for_update(of=("self",)).select_related("station").get(pk=row.pk)
    allow(permissions.may_use_room(by, row.station))
    if row.ended:
        raise Overtaken(_("这条占用已经取消了。"))
    row.ended = True
    row.save(update_fields=["ended"])
    record("receptions.room_freed", row, by=by, division=row.station.division)
    return row
