"""A year is tried out: the plan maker is asked, its proposal shown with reasons, and taken over while it fits."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kit.workflow import Overtaken, Refused
from lianxin.receptions import actions
from lianxin.receptions.models import ReceptionPlan
from lianxin.receptions.queries import proposing
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from lianxin.receptions.tasks import make_proposals
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.article(6), pytest.mark.usefixtures("november")]
FRIDAYS = Rhythm(every=Every.MONTHLY_WEEKDAY, weekdays=(4,), ordinals=(1,), shift=Shift.WEEK)


def draft(cast: Cast) -> ReceptionPlan:
    plan = actions.draft_plan(cast.station, 2027, by=cast.actor("liu"))
    actions.add_rhythm(plan, FRIDAYS, factory.MORNING, by=cast.actor("liu"))
    return plan


def tried(cast: Cast, plan: ReceptionPlan) -> ReceptionPlan:
    actions.want_proposal(plan, by=cast.actor("liu"))
    assert make_proposals() == 1
    return ReceptionPlan.objects.select_related("station").get(pk=plan.pk)


def test_a_year_is_proposed_and_taken_over(cast: Cast) -> None:
    plan = tried(cast, draft(cast))
    card = proposing.proposal(plan)
    assert card is not None and (card.state, card.stale, card.filled) == ("done", False, 12)

    actions.adopt_proposal(plan, by=cast.actor("liu"))

    seated = [row.seats.count() for row in plan.receptions.order_by("day")]
    assert seated == [1] * 12
    plan.refresh_from_db()
    assert not plan.proposal
    actions.submit_plan(plan, by=cast.actor("liu"))


def test_a_provincial_deputy_is_seated_on_days_of_his_own_choice_alone(cast: Cast) -> None:
    plan = draft(cast)
    own = date(2027, 5, 7)
    actions.set_wish(plan, cast.people["ma"].pk, by=cast.actor("officer"), least=0, own_days=[own])

    actions.adopt_proposal(tried(cast, plan), by=cast.actor("liu"))

    his = [row.day for row in plan.receptions.filter(seats__person=cast.people["ma"].pk)]
    assert his in ([], [own])


def test_a_wish_that_cannot_be_met_is_told_with_its_reason(cast: Cast) -> None:
    plan = draft(cast)
    away = [(date(2027, 1, 1), date(2027, 12, 31))]
    actions.set_wish(plan, cast.people["yang"].pk, by=cast.actor("officer"), least=2, away=away)

    card = proposing.proposal(tried(cast, plan))

    assert card is not None
    [wanting] = card.wanting
    assert wanting.words == "杨小满应当至少接待2次，只排到0次。"
    assert wanting.why


@pytest.mark.parametrize("change", ["wish", "day", "seat"])
def test_a_proposal_that_does_not_fit_any_more_seats_nobody(cast: Cast, change: str) -> None:
    plan = tried(cast, draft(cast))
    first = plan.receptions.order_by("day").first()
    assert first is not None
    if change == "wish":
        actions.set_wish(plan, cast.people["long"].pk, by=cast.actor("officer"), least=3)
    elif change == "day":
        actions.leave_out_day(first, by=cast.actor("liu"))
    else:
        actions.seat(first, [cast.people["long"].pk], by=cast.actor("liu"))
    before = list(plan.receptions.values_list("seats__person", flat=True))

    with pytest.raises(Overtaken, match="对不上"):
        actions.adopt_proposal(plan, by=cast.actor("liu"))

    assert list(plan.receptions.values_list("seats__person", flat=True)) == before
    card = proposing.proposal(plan)
    assert card is not None and card.stale


def test_asked_twice_it_is_made_once(cast: Cast) -> None:
    plan = draft(cast)
    for _ in range(2):
        actions.want_proposal(plan, by=cast.actor("liu"))

    assert [make_proposals(), make_proposals()] == [1, 0]


def test_the_drafts_of_a_township_are_made_together(cast: Cast) -> None:
    plan = draft(cast)
    assert proposing.companions(plan, cast.actor("office")) == []
    actions.want_proposal(plan, by=cast.actor("chair"), together=True)

    assert make_proposals() == 1


def test_nobody_is_proposed_before_there_are_days_and_by_nobody_who_may_not_draft(cast: Cast) -> None:
    plan = actions.draft_plan(cast.station, 2027, by=cast.actor("liu"))
    with pytest.raises(Refused, match="先加一条规律"):
        actions.want_proposal(plan, by=cast.actor("liu"))
    for nick in ("stranger", "city", "volunteer", "long"):
        with pytest.raises(PermissionDenied):
            actions.want_proposal(plan, by=cast.actor(nick))
    with pytest.raises(Overtaken, match="还没有试排"):
        actions.adopt_proposal(plan, by=cast.actor("liu"))


def test_a_submitted_plan_is_not_tried_any_more(cast: Cast) -> None:
    plan = factory.drafted(cast)
    actions.want_proposal(plan, by=cast.actor("liu"))
    actions.submit_plan(plan, by=cast.actor("liu"))

    make_proposals()

    plan.refresh_from_db()
    assert plan.wanted_at is None and "found" not in plan.proposal
