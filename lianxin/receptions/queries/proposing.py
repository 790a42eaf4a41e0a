"""What the plan maker is asked, from the rows of drafts; and its proposal as the desk shows it."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lianxin.base.context import tongue
from lianxin.deputies import queries as deputies
from lianxin.kit.actor import Actor
from lianxin.kit.wording import day as day_words
from lianxin.receptions import permissions
from lianxin.receptions.making import reasons, values
from lianxin.receptions.models import PlanWish, Reception, ReceptionPlan, RoomUse, Seat
from lianxin.receptions.queries.desk import guests_among
from lianxin.receptions.workflow import PlanState, SeatState, State

USUAL_LEAST = 1
"""So often a deputy of the county or the township receives who said nothing else."""
SITTING = (SeatState.PLANNED, SeatState.ATTENDED)


# ── what is asked ──────────────────────────────────────────────────────────
def companions(plan: ReceptionPlan, actor: Actor) -> list[ReceptionPlan]:
    """The drafts of the same year at the other stations of the township that somebody may edit as well."""
    rows = ReceptionPlan.objects.filter(year=plan.year, state=PlanState.DRAFT).select_related("station__shares_with")
    rows = rows.filter(station__division__startswith=plan.station.division[:9]).exclude(pk=plan.pk)
    return [row for row in rows.order_by("pk") if permissions.may_edit_plan(actor, row)]


def asked(plans: Sequence[ReceptionPlan]) -> values.Request:
    """Days, deputies and rooms of some drafts of one year, as the maker understands them."""
    rows = list(_drafted(plans))
    people = {plan.pk: permissions.deputies_of(plan.station) for plan in plans}
    receptions = tuple(
        values.Reception(
            row.code, row.station.code, (values.Option(row.day, row.starts, row.ends),), row.needs, row.room
        )
        for row in rows
    )
    return values.Request(receptions, tuple(_people(plans, people)), tuple(_busy(plans, rows)))


def _drafted(plans: Sequence[ReceptionPlan]) -> "QuerySet[Reception]":
    rows = Reception.objects.filter(plan__in=plans, state=State.PLANNED).select_related("station")
    return rows.order_by("day", "starts", "pk")


def _people(plans: Sequence[ReceptionPlan], people: Mapping[int, Sequence[int]]) -> Iterable[values.Person]:
    stations: dict[int, set[str]] = defaultdict(set)
    for plan in plans:
        for person_id in people[plan.pk]:
            stations[person_id].add(plan.station.code)
    wishes: dict[int, list[PlanWish]] = defaultdict(list)
    for wish in PlanWish.objects.filter(plan__in=plans, person_id__in=stations):
        wishes[wish.person_id].append(wish)
    elsewhere = _elsewhere(plans, list(stations))
    guests = guests_among(list(stations))
    for person_id in sorted(stations):
        yield _person(person_id, stations[person_id], wishes[person_id], elsewhere[person_id], person_id in guests)


def _person(
    person_id: int, stations: Iterable[str], wishes: Sequence[PlanWish], elsewhere: Iterable[date], guest: bool
) -> values.Person:
    """A deputy of higher levels alone only on the days he chose himself; another who named days, on these."""
    away = [(date.fromisoformat(a), date.fromisoformat(b)) for wish in wishes for a, b in wish.away]
    own = frozenset(date.fromisoformat(day) for wish in wishes for day in wish.own_days)
    least = sum(wish.least for wish in wishes) if wishes else USUAL_LEAST
    mosts = [wish.most for wish in wishes if wish.most is not None]
    return values.Person(
        person_id,
        frozenset(stations),
        least=0 if guest else min(least, len(own)) if own else least,
        most=sum(mosts) if mosts and len(mosts) == len(wishes) else None,
        away=(*away, *((day, day) for day in elsewhere)),
        own_days=own if own or guest else None,
    )


def _elsewhere(plans: Sequence[ReceptionPlan], people: Sequence[int]) -> dict[int, set[date]]:
    """The days on which some deputies sit at receptions of other plans."""
    rows = Seat.objects.filter(person_id__in=people, state__in=SITTING, reception__day__year=plans[0].year)
    rows = rows.exclude(reception__plan__in=plans).exclude(reception__state=State.CANCELLED)
    found: dict[int, set[date]] = defaultdict(set)
    for person_id, day in rows.values_list("person_id", "reception__day"):
        found[person_id].add(day)
    return found


def _busy(plans: Sequence[ReceptionPlan], rows: Sequence[Reception]) -> Iterable[values.Busy]:
    """Who else has the rooms on the days of the plans: noted uses, and receptions of others in the same house."""
    days: dict[str, set[date]] = defaultdict(set)
    for row in rows:
        days[row.room].add(row.day)
    for use in RoomUse.objects.filter(station__code__in=days, ended=False).select_related("station"):
        for day in sorted(days[use.station.code]):
            if use.day == day or (use.day is None and use.weekday == day.weekday()):
                yield values.Busy(use.station.code, day, use.starts, use.ends, use.words)
    others = Reception.objects.filter(room__in=days, day__year=plans[0].year).exclude(state=State.CANCELLED)
    for other in others.exclude(plan__in=plans).select_related("station"):
        if other.day in days[other.room]:
            yield values.Busy(other.room, other.day, other.starts, other.ends, other.station.name)


def stamp(plan: ReceptionPlan) -> str:
    """A mark of all that a proposal for a draft rests on: when it has changed, the proposal does not fit any more."""
    seats = Seat.objects.filter(reception__plan=plan).exclude(state=SeatState.DROPPED)
    wishes = plan.wishes.values_list("person_id", "least", "most", "away", "own_days")
    uses = RoomUse.objects.filter(station_id=plan.station.place.pk, ended=False)
    told = (
        list(_drafted([plan]).values_list("code", "day", "starts", "ends", "needs", "room")),
        sorted(seats.values_list("reception_id", "person_id")),
        sorted(permissions.deputies_of(plan.station)),
        list(wishes.order_by("person_id")),
        list(uses.order_by("pk").values_list("pk", "day", "weekday", "starts", "ends")),
    )
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


# ── what was proposed ──────────────────────────────────────────────────────
@dataclass(frozen=True)
class ProposedDay:
    """One reception of a proposal: who would sit there; `held` is false when its room is taken."""

    row: Reception
    names: tuple[str, ...]
    held: bool

    @property
    def lacks(self) -> int:
        return max(0, self.row.needs - len(self.names))


@dataclass(frozen=True)
class Wanting:
    """A wish that the proposal does not meet, and why, in words."""

    words: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class ProposalCard:
    """How far the maker is with a draft: waiting, failed or done; and what it proposes."""

    state: str
    progress: int = 0
    step: str = ""
    failed: str = ""
    made_at: datetime | None = None
    stale: bool = False
    optimal: bool = True
    days: tuple[ProposedDay, ...] = ()
    wanting: tuple[Wanting, ...] = ()
    times: tuple[tuple[str, int], ...] = ()
    """Each deputy and how often he would receive, the busiest first."""

    @property
    def filled(self) -> int:
        return sum(not day.lacks for day in self.days)


def proposal(plan: ReceptionPlan) -> ProposalCard | None:
    """The maker's work on a draft; None when nobody asked for any."""
    kept = plan.proposal
    if plan.wanted_at is not None:
        return ProposalCard("waiting", plan.progress, reasons.step_words(str(kept["step"])) if kept.get("step") else "")
    if "failed" in kept:
        return ProposalCard("failed", failed=str(kept["failed"]))
    return _proposed(plan, kept) if "found" in kept else None


def _proposed(plan: ReceptionPlan, kept: Mapping[str, Any]) -> ProposalCard:
    found = values.proposal_of(kept["found"])
    rows = list(_drafted([plan]))
    people = _named(plan, found)
    known = _receptions_named(found, rows)
    days = tuple(
        ProposedDay(row, tuple(people.get(pk, "?") for pk in found.seats.get(row.code, ())), row.code in found.chosen)
        for row in rows
    )
    times = Counter(dict.fromkeys(permissions.deputies_of(plan.station), 0))
    times.update(pk for code in {row.code for row in rows} for pk in found.seats.get(code, ()))
    return ProposalCard(
        "done",
        made_at=datetime.fromisoformat(kept["at"]),
        stale=kept["stamp"] != stamp(plan),
        optimal=found.optimal,
        days=days,
        wanting=tuple(_wanting(unmet, people, known) for unmet in found.unmet),
        times=tuple((people.get(pk, "?"), n) for pk, n in times.most_common()),
    )


def _named(plan: ReceptionPlan, found: values.Proposal) -> dict[int, str]:
    """Names of everybody in a proposal and in its reasons."""
    keys = set(permissions.deputies_of(plan.station)) | {pk for seats in found.seats.values() for pk in seats}
    for unmet in found.unmet:
        keys |= {key for key in (unmet.key, *(p for why in unmet.why for p in why.params)) if isinstance(key, int)}
    return {person.pk: person.name for person in deputies.people_in(sorted(keys))}


def _receptions_named(found: values.Proposal, own: Sequence[Reception]) -> dict[str, str]:
    """Receptions by their codes, in words; those of other stations with the station's name."""
    codes = {str(unmet.key) for unmet in found.unmet}
    codes |= {str(param) for unmet in found.unmet for why in unmet.why for param in why.params}
    here = {row.code: _("%(day)s的接待") % {"day": day_words(row.day, tongue())} for row in own}
    others = Reception.objects.filter(code__in=codes - here.keys()).select_related("station")
    told = {row.code: f"{row.station.name}{day_words(row.day, tongue())}" for row in others}
    return told | here


def _wanting(unmet: values.Unmet, people: Mapping[int, str], receptions: Mapping[str, str]) -> Wanting:
    words = reasons.unmet_words(unmet, people, receptions)
    return Wanting(words, reasons.why_words(unmet, people, receptions))
