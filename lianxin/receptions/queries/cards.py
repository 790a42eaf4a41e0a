"""Receptions as the public may know them: finished cards, the deputies as far as each lets himself be known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Prefetch, QuerySet

from lianxin.base.context import tongue
from lianxin.deputies import queries as deputies
from lianxin.deputies.rules import Way
from lianxin.kit import moment
from lianxin.kit.actor import Level, bounds
from lianxin.kit.dates import Line
from lianxin.kit.wording import EN
from lianxin.receptions.models import PlanCorrection, Reception, Seat, Slot
from lianxin.receptions.rhythm.steps import worded
from lianxin.receptions.workflow import COMING, SeatState, State

SHOWN = (SeatState.PLANNED, SeatState.ATTENDED, SeatState.ABSENT)


@dataclass(frozen=True)
class Named:
    """A deputy on a notice."""

    code: str
    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class CorrectionCard:
    """A change after the plan was announced; whom nothing may name is not named here either."""

    code: str
    at: datetime
    kind: str
    words: str
    before: str
    after: str
    reason: str
    late: bool


@dataclass(frozen=True)
class ReceptionCard:
    """One reception as it is announced: time, place, names (Article 6), and what was changed since."""

    code: str
    station: str
    station_name: str
    division: str
    day: date
    starts: time
    ends: time
    place: str
    deputies: tuple[Named, ...]
    nameless: tuple[str, ...]
    """In words, as "1名省人大代表": deputies who do not let their names be known."""
    state: str
    state_words: str
    provisional: bool
    announced_at: datetime | None
    notice_late: bool
    takes_bookings: bool
    places_left: int
    corrections: tuple[CorrectionCard, ...] = ()
    version: int = 1
    changed_at: datetime | None = None
    by_lunar: bool = False
    """Whether the lunar calendar names the day: then people know it by that."""

    @property
    def lunar(self) -> str:
        """农历闰六月初八, for a market day that stands where the calendar puts it."""
        return worded(Line("lunar", (self.day.isoformat(),)), english=tongue() == EN)[0] if self.by_lunar else ""

    @property
    def cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def coming(self) -> bool:
        return self.state in COMING


_STATES: dict[str, object] = dict(Reception.STATES)  # get_state_display makes its table anew for every row


def _rows(rows: "QuerySet[Reception]", places: bool) -> "QuerySet[Reception]":
    seats = Seat.objects.filter(state__in=SHOWN).only("reception_id", "person_id").order_by("pk")
    changes = PlanCorrection.objects.order_by("at", "pk")
    found = rows.prefetch_related(
        "station", Prefetch("seats", queryset=seats), Prefetch("corrections", queryset=changes)
    )
    return found.prefetch_related("slots") if places else found


def cards(rows: "QuerySet[Reception]", way: Way = Way.WEB, at: str = "", *, places: bool = True) -> list[ReceptionCard]:
    """Rows as cards in their order; a handful of queries, however many they are. `places`: count those still free."""
    found = list(_rows(rows, places))
    keys = {seat.person_id for row in found for seat in row.seats.all()}
    changes = [change for row in found for change in row.corrections.all()]
    keys |= {key for change in changes for key in (change.out_id, change.joined_id) if key is not None}
    people = deputies.people_in(sorted(keys)) if keys else ()
    shown, now = deputies.shown_as(people, way=way, at=at), moment.now()
    return [_card(row, shown, now, places) for row in found]


def _card(row: Reception, shown: Mapping[int, deputies.Shown], now: datetime, places: bool) -> ReceptionCard:
    people = [shown.get(seat.person_id) for seat in row.seats.all()]
    changes = tuple(_change(change, shown) for change in row.corrections.all())
    return ReceptionCard(
        code=row.code,
        station=row.station.code,
        station_name=row.station.name,
        division=row.station.division,
        day=row.day,
        starts=row.starts,
        ends=row.ends,
        place=row.place,
        deputies=tuple(Named(p.code, p.name, p.levels) for p in people if isinstance(p, deputies.DeputyCard)),
        nameless=deputies.nameless_words(p for p in people if isinstance(p, Level)),
        state=row.state,
        state_words=str(_STATES[row.state]),
        provisional=row.provisional,
        announced_at=row.announced_at,
        notice_late=row.notice_late,
        takes_bookings=row.slot_minutes > 0 and State(row.state) in COMING and row.day >= now.date(),
        places_left=_left(row, now) if places else 0,
        corrections=changes,
        version=row.version,
        changed_at=changes[-1].at if changes else row.announced_at,
        by_lunar=bool(row.lines) and row.lines[0][0] == "lunar" and row.day == row.plain_day,
    )


def _left(row: Reception, now: datetime) -> int:
    """Free places at the times that are still to come."""
    return sum(s.capacity - s.taken for s in row.slots.all() if (row.day, s.at) > (now.date(), now.time()))


def _change(row: PlanCorrection, shown: Mapping[int, deputies.Shown]) -> CorrectionCard:
    def name(key: int | None) -> str:
        found = shown.get(key) if key else None
        return found.name if isinstance(found, deputies.DeputyCard) else ""

    return CorrectionCard(
        code=row.code,
        at=row.at,
        kind=row.kind,
        words=str(row.get_kind_display()),
        before=row.before or name(row.out_id),
        after=row.after or name(row.joined_id),
        reason=row.reason,
        late=row.late,
    )


def announced(station: str = "", scope: str = "") -> "QuerySet[Reception]":
    """Everything announced at a station, within a division, or anywhere; in the order of time."""
    rows = Reception.objects.public()
    if station:
        rows = rows.filter(station__code=station)
    if scope:
        low, high = bounds(scope)
        rows = rows.filter(station__division__gte=low, station__division__lte=high)
    return rows.order_by("day", "starts", "code")


def coming(station: str = "", scope: str = "", limit: int | None = None) -> list[ReceptionCard]:
    """What is announced from today on, the next first; at a station, or within a division."""
    return cards(announced(station, scope).filter(day__gte=moment.today())[:limit])


def card(code: str, way: Way = Way.WEB) -> ReceptionCard | None:
    """One announced reception; None for a draft or an unknown code."""
    found = cards(Reception.objects.public().filter(code=code), way)
    return found[0] if found else None


def of_year(station: str, year: int, way: Way = Way.WEB, *, years: int = 1, scope: str = "") -> list[ReceptionCard]:
    """The announced receptions of a year (or of several from it on), of a station or with '' of a division's; free
    places are not counted."""
    rows = announced(station, scope).filter(day__gte=date(year, 1, 1), day__lte=date(year + years - 1, 12, 31))
    return cards(rows, way, station, places=False)


@dataclass(frozen=True)
class Time:
    """A time that can be booked: "09:20", and how many places are left."""

    at: str
    left: int


def times(code: str) -> list[Time]:
    """The times of a reception that are still to come, in order; full ones among them."""
    local = moment.now()
    slots = Slot.objects.filter(reception__code=code, reception__state__in=COMING).select_related("reception")
    return [
        Time(f"{slot.at:%H:%M}", slot.capacity - slot.taken)
        for slot in slots.order_by("at")
        if (slot.reception.day, slot.at) > (local.date(), local.time())
    ]


def by_code(code: str) -> Reception | None:
    """The row of an announced reception, to be acted on."""
    return Reception.objects.public().select_related("station", "plan").filter(code=code).first()
