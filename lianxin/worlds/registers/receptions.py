"""The demo county's reception year: plans of three stations, the days that were held, who booked, next year's draft."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.receptions import actions
from lianxin.receptions.models import Reception, ReceptionPlan
from lianxin.receptions.rhythm import Every, Rhythm, Shift, market_days
from lianxin.receptions.rules import SLOT_MINUTES
from lianxin.receptions.workflow import SeatState
from lianxin.worlds.people import Everybody
from lianxin.worlds.playing import Happening

MORNING = actions.Hours(time(9), time(11), place="寸石镇人大代表联络站接待室", slot_minutes=20)
AFTERNOON = actions.Hours(time(15), time(16, 30), slot_minutes=30)
MARKET = actions.Hours(time(9), time(11, 30), place="农贸市场东门", slot_minutes=SLOT_MINUTES[0])


@dataclass(frozen=True)
class Year:
    """How one station plans: its rhythm, and its deputies in turn."""

    station: str
    rhythm: Rhythm
    hours: actions.Hours
    deputies: tuple[str, ...]
    drafter: str
    chair: str
    officer: str


YEARS = (
    Year("cunshi", Rhythm(Every.WEEKLY, weekdays=(0,)), MORNING, ("long", "liu", "yang"), "liu", "chair", "officer"),
    Year(
        "niangxi", Rhythm(Every.MONTHLY_WEEKDAY, weekdays=(4,), ordinals=(1, 3), shift=Shift.WEEK), AFTERNOON,
        ("niangxi_1", "niangxi_2", "niangxi_3"), "niangxi_1", "chair_niangxi", "officer_niangxi",
    ),
    Year(
        "market", Rhythm(Every.LUNAR, days=market_days(8), shift=Shift.KEEP), MARKET, ("chenjiafang_2",),
        "chair_chenjiafang", "chair_chenjiafang", "chair_chenjiafang",
    ),
)  # fmt: skip

VISITS = (
    (3, "想问问残疾人两项补贴今年什么时候发", "桐木村", "每月15日前打到一卡通，没到的去镇民政窗口查。", "县残联通知"),
    (9, "孩子要转学到县城，要准备什么材料", "", "到县教育局窗口办，材料单子给您抄好了。", "县教育局办事指南"),
    (14, "村里的文化室总是锁着门", "茅田村", "每天下午三点到六点开门。", "茅田村村委会答复"),
    (20, "自来水早上没有压力，三楼上不去水", "建设路", "增压泵下周装好。", "镇自来水站答复"),
    (26, "养老认证不会用手机怎么办", "寸石社区", "不用手机也行，带身份证到村部，有人帮着认证。", "县社保中心电话答复"),
    (33, "赶场天校门口堵车，娃娃过路危险", "镇中心小学门口", "赶场天护学岗七点半就到。", "镇中心小学答复"),
)  # fmt: skip
"""Which reception of the year, what was said, where, the answer given there and its source."""
LATE_ARRIVALS = {7, 22}
BOOKINGS = (("09:00", "0700-555-0171"), ("09:20", ""), ("09:40", "0700-555-0172"))


# ── the plans ──────────────────────────────────────────────────────────────
def build(world: Everybody, today: date) -> None:
    """Each station's plan from now to the end of the year that `today` lies in, announced at once."""
    began = moment.today()
    for year in sorted({began.year, today.year}):
        months = tuple(range(began.month + 1, 13)) if year == began.year else ()
        if year == began.year and not months:
            continue
        for each in YEARS:
            _publish(world, each, _draft(world, each, year, months))


def _draft(world: Everybody, each: Year, year: int, months: tuple[int, ...] = ()) -> ReceptionPlan:
    by, wanted = world.actor(each.drafter), each.rhythm
    if months and wanted.every != Every.LUNAR:
        wanted = Rhythm(wanted.every, wanted.weekdays, wanted.ordinals, wanted.days, months, shift=wanted.shift)
    plan = actions.draft_plan(world.stations[each.station], year, by=by)
    actions.add_rhythm(plan, wanted, each.hours, by=by)
    turn = 0
    for row in plan.receptions.order_by("day", "starts", "pk"):
        if row.day <= moment.today():
            actions.leave_out_day(row, by=by)
            continue
        nickname = each.deputies[turn % len(each.deputies)]
        actions.seat(row, [world.people[nickname].pk], by=by)
        turn += 1
    return plan


def _publish(world: Everybody, each: Year, plan: ReceptionPlan) -> None:
    actions.submit_plan(plan, by=world.actor(each.drafter))
    actions.confirm_plan(plan, by=world.actor(each.chair))
    actions.publish_plan(plan, by=world.actor(each.officer))


def of_next_year(world: Everybody) -> None:
    """From November on the convener of 寸石镇 has begun with next year's plan; its days of rest are not known yet."""
    today = moment.today()
    if today.month >= 11:
        actions.draft_plan(world.stations["cunshi"], today.year + 1, by=world.actor("liu"))
        plan = ReceptionPlan.objects.get(station=world.stations["cunshi"], year=today.year + 1)
        actions.add_rhythm(plan, YEARS[0].rhythm, MORNING, by=world.actor("liu"))


# ── the days ───────────────────────────────────────────────────────────────
def happenings(world: Everybody, today: date) -> list[Happening]:
    """Every reception before `today` is held; one was cancelled, a substitute comes to the next, somebody booked."""
    found: list[Happening] = []
    for each in YEARS:
        rows = list(_announced(world, each))
        past = [row for row in rows if row.day < today]
        coming = [row for row in rows if row.day >= today]
        for number, row in enumerate(past):
            if each.station == "cunshi" and number == len(past) - 5:
                found += _called_off(world, each, row)
            else:
                found += _held(world, each, row, number)
        if each.station == "cunshi" and coming:
            found += _before(world, each, coming, today)
    return found


def _announced(world: Everybody, each: Year) -> Iterable[Reception]:
    rows = Reception.objects.public().filter(station=world.stations[each.station])
    return rows.select_related("station", "plan").order_by("day", "starts", "pk")


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, moment.SHANGHAI)


def _minutes(hour: time, more: int) -> time:
    at = hour.hour * 60 + hour.minute + more
    return time(at // 60, at % 60)


def _held(world: Everybody, each: Year, row: Reception, number: int) -> list[Happening]:
    officer = world.actor(each.officer)
    late = each.station == "cunshi" and number in LATE_ARRIVALS
    found = [
        Happening(_at(row.day, _minutes(row.starts, -7)), partial(actions.open_reception, row, by=officer)),
        Happening(_at(row.day, _minutes(row.starts, 25 if late else -4)), partial(_everybody_came, row, officer)),
    ]
    if each.station == "cunshi":
        found += [
            Happening(_at(row.day, _minutes(row.starts, 41)), partial(_visit, row, officer, *said))
            for index, *said in VISITS
            if index == number
        ]
    return [*found, Happening(_at(row.day, _minutes(row.ends, 4)), partial(actions.close_reception, row, by=officer))]


def _everybody_came(row: Reception, by: Actor) -> None:
    for seat in row.seats.filter(state=SeatState.PLANNED).order_by("pk"):
        actions.attend(seat, by=by)


def _visit(row: Reception, by: Actor, text: str, place: str, answer: str, source: str) -> None:
    matter = actions.Matter(text, place=place, door="answer", words=answer, source=source, told=True)
    seat = row.seats.select_related("person").filter(state=SeatState.ATTENDED).order_by("pk")[0]
    actions.note_visit(row, actions.Sheet([matter], deputy=seat.person.code), by=by)


def _called_off(world: Everybody, each: Year, row: Reception) -> list[Happening]:
    act: Callable[[], object] = partial(
        actions.cancel_reception, row, reason="当天全镇防汛值守，代表都在村里", by=world.actor(each.chair)
    )
    return [Happening(_at(row.day - timedelta(days=4), time(16, 20)), act)]


def _before(world: Everybody, each: Year, coming: list[Reception], today: date) -> list[Happening]:
    """Who booked for the next reception, and the substitute at the one after it."""
    yesterday, found = today - timedelta(days=1), []
    for place, (at, contact) in enumerate(BOOKINGS if coming[0].day > today else ()):
        act: Callable[[], object] = partial(actions.book, coming[0], at, contact=contact)
        found.append(Happening(_at(yesterday, time(10, 5 + place)), act))
    if len(coming) > 1:
        found.append(Happening(_at(yesterday, time(14, 30)), partial(_substitute, world, each, coming[1])))
    return found


def _substitute(world: Everybody, each: Year, row: Reception) -> None:
    seat = row.seats.get(state=SeatState.PLANNED)
    other = next(nick for nick in each.deputies if world.people[nick].pk != seat.person_id)
    actions.substitute(seat, world.people[other].pk, by=world.actor(each.officer), reason="那天在县里开会")
