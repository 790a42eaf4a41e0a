"""The walks' reception year: a draft of one station, the published plan of another, and the form of each verb."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django.urls import reverse

from lianxin.kit import moment
from lianxin.receptions import actions
from lianxin.receptions.models import Reception, ReceptionPlan
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from lianxin.receptions.tasks import make_proposals
from tests.walks import Address

DEPUTIES = ("liu", "long", "yang", "ma")
HERE = ("officer", "chair", "volunteer", "office", "office2", "city", "auditor", *DEPUTIES)
THERE = ("stranger", "strange_chair", "office", "office2", "city", "auditor", "stranger_deputy")
MONDAYS = Rhythm(every=Every.WEEKLY, weekdays=(0,), months=(3,), shift=Shift.FORWARD)
TODAY = moment.today()
YEAR, NEXT = TODAY.year, TODAY.year + 1
LAST_DAY = date(YEAR, 12, 31)
"""Announced for the end of the running year: still to come on every day."""


def populate(made: Any) -> None:
    """Next year's draft, with somebody's wish and the room in use; a published plan with a deputy on leave."""
    cast, actor = made.cast, made.cast.actor
    draft = actions.draft_plan(cast.station, NEXT, by=actor("liu"))
    hours = actions.Hours(time(9), time(11), needs=2)
    actions.add_rhythm(draft, MONDAYS, hours, by=actor("liu"))
    seated = draft.receptions.order_by("day").first()
    actions.seat(seated, [cast.people["liu"].pk], by=actor("liu"))
    away = [(date(NEXT, 3, 1), date(NEXT, 3, 9))]
    actions.set_wish(draft, cast.people["long"].pk, by=actor("long"), least=1, most=2, away=away)
    actions.use_room(cast.station, by=actor("officer"), words="镇里开会", starts=time(8), ends=time(12), weekday=2)
    actions.want_proposal(draft, by=actor("officer"))
    make_proposals()
    plan = actions.draft_plan(cast.next_station, YEAR, by=actor("stranger"))
    one = Rhythm(every=Every.DATES, dates=(LAST_DAY,), shift=Shift.KEEP)
    actions.add_rhythm(plan, one, hours, by=actor("stranger"))
    last = plan.receptions.get()
    actions.seat(last, [cast.people["stranger_deputy"].pk], by=actor("stranger"))
    actions.submit_plan(plan, by=actor("stranger"))
    actions.confirm_plan(plan, by=actor("strange_chair"))
    actions.publish_plan(plan, by=actor("stranger"))
    actions.ask_leave(last.seats.get(), by=actor("stranger_deputy"))


def _draft(made: Any) -> ReceptionPlan:
    return ReceptionPlan.objects.get(station=made.cast.station, year=NEXT)


def _published(made: Any) -> ReceptionPlan:
    return ReceptionPlan.objects.get(station=made.cast.next_station, year=YEAR)


def _last() -> Reception:
    return Reception.objects.get(day=LAST_DAY, station__name__startswith="坪上镇")


def addresses(made: Any) -> Iterator[Address]:
    everybody = tuple(dict.fromkeys((*HERE, *THERE)))
    for name in ("plans", "receptions"):
        for more in ("", "?format=csv", "?format=xlsx", "?format=print", f"?year={NEXT}"):
            yield Address(f"desk:{name}", reverse(f"desk:{name}") + more, everybody, own=True)
    yield Address("desk:receptions", reverse("desk:receptions") + "?which=short", everybody, own=True)
    own = reverse("desk:my_receptions")
    yield Address("desk:my_receptions", own, (*DEPUTIES, "stranger_deputy"), own=True)
    makers = ("officer", "chair", "office", "office2", "liu", "stranger", "strange_chair")
    path = reverse("desk:plans_new", args=["draft_plan"])
    yield Address("desk:plans_new", path, makers, forms=True, own=True)
    for plan, owners in ((_draft(made), HERE), (_published(made), THERE)):
        yield Address("desk:plans_one", reverse("desk:plans_one", args=[plan.code]), owners)
        for verb in ("weekly", "submit", "confirm", "publish", "give_back", "use_room", "wish", "my_wish"):
            yield Address("desk:plans_act", reverse("desk:plans_act", args=[plan.code, verb]), owners, acts=True)
    for row, owners in ((_draft(made).receptions.first(), HERE), (_last(), THERE)):
        assert row is not None
        yield Address("desk:receptions_one", reverse("desk:receptions_one", args=[row.code]), owners)
        for verb in ("seat", "leave_out_day", "move", "cancel", "substitute", "join", "ask_leave"):
            yield Address(
                "desk:receptions_act", reverse("desk:receptions_act", args=[row.code, verb]), owners, acts=True
            )


def forms(made: Any) -> Iterator[Address]:
    draft = reverse("desk:plans_one", args=[_draft(made).code])
    for verb in (
        "weekly",
        "nth",
        "monthly",
        "market",
        "dates",
        "drop_rhythm",
        "wish",
        "use_room",
        "free_room",
        "try_year",
        "adopt",
    ):
        yield Address("desk:plans_one", f"{draft}?do={verb}", ("officer",))
    yield Address("desk:plans_one", f"{draft}?do=my_wish", ("long",))
    published = reverse("desk:plans_one", args=[_published(made).code])
    yield Address("desk:plans_one", f"{published}?do=add_reception", ("stranger",))
    day = _draft(made).receptions.order_by("day").first()
    assert day is not None
    at = reverse("desk:receptions_one", args=[day.code])
    for verb in ("seat", "leave_out_day"):
        yield Address("desk:receptions_one", f"{at}?do={verb}", ("liu",))
    last = reverse("desk:receptions_one", args=[_last().code])
    for verb in ("move", "cancel", "substitute", "join"):
        yield Address("desk:receptions_one", f"{last}?do={verb}", ("stranger",))
    yield Address("desk:receptions_one", f"{last}?do=take_back_leave", ("stranger_deputy",))
