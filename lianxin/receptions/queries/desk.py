"""Plans and receptions as the desk of the station reads them: rows, names, what is lacking, how days were reckoned."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, When

from lianxin.base.context import tongue
from lianxin.deputies import queries as deputies
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.dates import Line
from lianxin.locality import queries as locality
from lianxin.receptions import permissions, rhythm, rules
from lianxin.receptions.models import PlanCorrection, PlanRhythm, PlanWish, Reception, ReceptionPlan, RoomUse, Seat
from lianxin.receptions.queries.cards import SHOWN
from lianxin.receptions.workflow import COMING, PLAN, RECEPTION, SEAT, PlanState, SeatState, State
from lianxin.stations import permissions as station_rights
from lianxin.stations import queries as stations

PLAN_STATES = ReceptionPlan.STATES
STATES = Reception.STATES
LEVELS_OF_STATION = (4, 5)
"""County and township: the deputies who receive at a station as a rule; others by their own choice."""


# ── rows ───────────────────────────────────────────────────────────────────
def plans(actor: Actor) -> "QuerySet[ReceptionPlan]":
    """The plans somebody sees, the latest year first, each with its figures."""
    rows = permissions.plans_visible_to(actor).select_related("station__shares_with")
    called_off = Q(receptions__state=State.CANCELLED, receptions__announced_at__isnull=False)
    return rows.annotate(
        days=Count("receptions", filter=~Q(receptions__state=State.CANCELLED)),
        cancelled=Count("receptions", filter=called_off),
        held=Count("receptions", filter=Q(receptions__state=State.HELD)),
        late=Count("receptions", filter=Q(receptions__notice_late=True)),
    ).order_by("-year", "station__division", "station__name", "pk")


def receptions(actor: Actor) -> "QuerySet[Reception]":
    """The receptions somebody sees but the days taken out of a draft; whoever sits there comes along."""
    seats = Seat.objects.exclude(state=SeatState.DROPPED).select_related("person", "stands_in_for__person")
    rows = permissions.visible_to(actor).exclude(state=State.CANCELLED, announced_at__isnull=True)
    return (
        rows.select_related("station__shares_with", "plan__station")
        .prefetch_related(Prefetch("seats", queryset=seats.order_by("pk"), to_attr="sitting"))
        .order_by("day", "starts", "pk")
    )


def nearest_first(rows: "QuerySet[Reception]") -> "QuerySet[Reception]":
    """What comes, the next first; then what is over, the last first."""
    ahead = Case(When(day__gte=moment.today(), then=F("day")))
    return rows.order_by(ahead.asc(nulls_last=True), "-day", "starts", "pk")


def days_of(plan: ReceptionPlan, actor: Actor) -> list[Reception]:
    """A plan's receptions in their order."""
    return list(receptions(actor).filter(plan=plan))


def rhythms_of(plan: ReceptionPlan) -> list[PlanRhythm]:
    return list(plan.rhythms.filter(dropped=False).order_by("pk"))


def rhythm_words(row: PlanRhythm) -> str:
    """每周一；遇休息日顺延."""
    return rhythm.words(rhythm.from_json(row.rhythm))


def wishes_of(plan: ReceptionPlan) -> list[PlanWish]:
    return list(plan.wishes.select_related("person").order_by("person__name", "pk"))


def corrections_of(plan: ReceptionPlan) -> list[PlanCorrection]:
    """The newest first."""
    return list(plan.corrections.select_related("reception", "out", "joined").order_by("-version", "-pk"))


def room_uses(station: Any) -> list[RoomUse]:
    """Who else uses the room of a station; single days that are over left out."""
    rows = RoomUse.objects.filter(station_id=station.place.pk, ended=False)
    return list(rows.filter(Q(day=None) | Q(day__gte=moment.today())).order_by("day", "weekday", "starts", "pk"))


def people_of(station: Any) -> list[Any]:
    """The deputies who can sit at a station today, the convener first."""
    keys = permissions.deputies_of(station)
    order = {key: place for place, key in enumerate(keys)}
    return sorted(deputies.people_in(keys), key=lambda person: order[person.pk])


def may_plan_at(actor: Actor) -> list[Any]:
    """The open stations somebody may draft a plan for."""
    rows = stations.stations_visible_to(actor).filter(state="open").select_related("shares_with")
    return [row for row in rows.order_by("division", "pk") if permissions.may_draft_plan(actor, row)]


def drafts_at_all(actor: Actor) -> bool:
    """Whether somebody may draft a plan for any station."""
    if actor.is_deputy:
        return bool(may_plan_at(actor))
    return bool(actor.posts_as(*permissions.PLANNERS))


def years_of(actor: Actor) -> list[int]:
    """The years somebody sees plans of, the latest first."""
    rows = permissions.plans_visible_to(actor).order_by("-year").values_list("year", flat=True)
    return list(dict.fromkeys(rows))


def next_step(verb: str, state: str) -> bool:
    """Whether a plan in this state may be taken a step by a verb."""
    return PLAN.allows(verb, PlanState(state))


def can(verb: str, row: Reception) -> bool:
    return RECEPTION.allows(verb, State(row.state))


def seat_can(verb: str, seat: Seat) -> bool:
    return SEAT.allows(verb, SeatState(seat.state))


def arranges(actor: Actor, row: Reception) -> bool:
    """Whether somebody arranges who stands in at a reception; its station's people and the convener."""
    return permissions.may_substitute(actor, row)


def is_coming(row: Reception) -> bool:
    """Announced, and its day not over."""
    return State(row.state) in COMING and row.day >= moment.today()


# ── what is said of a day ──────────────────────────────────────────────────
def lacking(rows: Iterable[Reception]) -> list[tuple[Reception, tuple[str, ...]]]:
    """The days of a draft that lack what a notice must hold: "time", "place", "deputies"."""
    found = [(row, rules.lacking(row.day, row.starts, row.place, len(sitting(row)))) for row in rows if _drafted(row)]
    return [(row, missing) for row, missing in found if missing]


def is_whole(plan: ReceptionPlan) -> bool:
    """Whether a draft has days, and each of them a deputy: it may go to the chair."""
    rows = plan.receptions.filter(state=State.PLANNED)
    there = Seat.objects.filter(reception=OuterRef("pk"), state__in=SHOWN)
    return rows.exists() and not rows.exclude(Exists(there)).exists()


def _drafted(row: Reception) -> bool:
    return row.state == State.PLANNED


def sitting(row: Any) -> list[Seat]:
    """Who is to receive: neither on leave nor taken out."""
    return [seat for seat in row.sitting if seat.state in SHOWN]


def on_leave(row: Any) -> list[Seat]:
    """Who asked leave and has nobody in his place yet."""
    covered = {seat.stands_in_for_id for seat in row.sitting}
    return [seat for seat in row.sitting if seat.state == SeatState.ON_LEAVE and seat.pk not in covered]


def short(row: Any) -> int:
    """How many deputies a coming reception is short of, after leave."""
    return max(0, row.needs - len(sitting(row))) if on_leave(row) or not sitting(row) else 0


def reckoned(row: Reception) -> tuple[tuple[str, str], ...]:
    """How the day was reckoned, step by step as (label, value)."""
    lines = tuple(Line(str(code), tuple(params)) for code, *params in row.lines)
    return rhythm.Occurrence(row.day, row.plain_day or row.day, row.provisional, lines).words(tongue())


def notice_by(row: Reception) -> date:
    """The last day on which its notice is in time."""
    return rules.announce_until(row.day, locality.policy(row.station.county, row.day).reception_notice_days)


def named(actor: Actor, rows: Sequence[Any]) -> Mapping[int, str]:
    """Names of everybody on some receptions by primary key, as far as this person may know them; '' for the others.

    Whoever works with a station's deputies knows them all, everybody else those who let their names be known.
    """
    known: dict[int, str] = {}
    unknown: dict[int, Any] = {}
    for row in rows:
        whole = station_rights.may_know_deputies(actor, row.station)
        for seat in row.sitting:
            people = [seat.person, *([seat.stands_in_for.person] if seat.stands_in_for else [])]
            for person in people:
                if whole or person.pk == actor.person_id:
                    known[person.pk] = person.name
                else:
                    unknown[person.pk] = person
    codes = {card.code for card in deputies.roster(unknown.values()).cards} if unknown else set()
    public = {pk: person.name if person.code in codes else "" for pk, person in unknown.items()}
    return public | known


# ── who could stand in ─────────────────────────────────────────────────────
@dataclass(frozen=True)
class Candidate:
    """A deputy who could sit at a reception: how often he sits this year, and whether only by his own choice."""

    person_id: int
    code: str
    name: str
    times: int
    guest: bool


def candidates(reception: Reception) -> list[Candidate]:
    """Deputies of the station who sit nowhere that day and are not away: the least busy first, guests last."""
    here = stations.people_at(reception.station.code)
    that_day = Seat.objects.filter(reception__day=reception.day, person_id__in=here).exclude(state=SeatState.DROPPED)
    busy = set(that_day.exclude(reception__state=State.CANCELLED).values_list("person_id", flat=True))
    day = reception.day.isoformat()
    wishes = {wish.person_id: wish for wish in reception.plan.wishes.all()}
    gone = {pk for pk, wish in wishes.items() if any(first <= day <= last for first, last in wish.away)}
    gone |= {pk for pk, wish in wishes.items() if wish.own_days and day not in wish.own_days}
    year = Seat.objects.filter(reception__plan=reception.plan_id, state__in=SHOWN, person_id__in=here)
    times = Counter(year.exclude(reception__state=State.CANCELLED).values_list("person_id", flat=True))
    guests = guests_among(here)
    free = [
        Candidate(person.pk, person.code, person.name, times[person.pk], person.pk in guests)
        for person in deputies.people_in(list(here))
        if person.pk not in busy | gone
    ]
    return sorted(free, key=lambda each: (each.guest, each.times, each.name, each.person_id))


def guests_among(people: Sequence[int]) -> set[int]:
    """Those of higher levels alone, who receive by their own choice (Article 3)."""
    levels = deputies.levels_of(people)
    return {pk for pk in people if not set(levels.get(pk, ())) & set(LEVELS_OF_STATION)}


def wish_of(plan: ReceptionPlan, person_id: int | None) -> PlanWish | None:
    return plan.wishes.filter(person_id=person_id).first() if person_id else None


# ── a rhythm before it is added ────────────────────────────────────────────
@dataclass(frozen=True)
class NewDay:
    """A day that a rhythm would add: where the rule puts it, where it stands, and how it was reckoned."""

    day: date
    plain: date
    provisional: bool
    lunar: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ahead:
    """What a rhythm would add to a draft: its new days, how many are there already or over, what it leaves out."""

    days: tuple[NewDay, ...]
    there: tuple[date, ...]
    over: int
    skipped: tuple[tuple[str, str], ...]

    @property
    def provisional(self) -> bool:
        return any(each.provisional for each in self.days)


def ahead(plan: ReceptionPlan, wanted: rhythm.Rhythm, starts: time) -> Ahead:
    """The days a rhythm would add; BadRhythm when it names none."""
    found, skipped = rhythm.occurrences(wanted, plan.year, locality.day_table())
    coming = [each for each in found if each.day >= moment.today()]
    kept = plan.receptions.exclude(state=State.CANCELLED).filter(starts=starts)
    have = set(kept.values_list("day", flat=True))
    return Ahead(
        tuple(_new_day(each) for each in coming if each.day not in have),
        tuple(each.day for each in coming if each.day in have),
        len(found) - len(coming),
        tuple(each.words(tongue()) for each in skipped),
    )


def _new_day(each: rhythm.Occurrence) -> NewDay:
    words = each.words(tongue())
    lunar = words[0][0] if each.lines[0].code == "lunar" else ""
    return NewDay(each.day, each.plain, each.provisional, lunar, words)
