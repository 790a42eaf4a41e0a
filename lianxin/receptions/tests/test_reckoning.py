"""Days that stand provisionally are reckoned again when the days of rest of their year are published (Article 6)."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kit import moment
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.queries import entries_about
from lianxin.ledger.verify import verify
from lianxin.locality.tests import factory as days
from lianxin.outbox.models import Message
from lianxin.receptions import actions, queries, tasks
from lianxin.receptions.models import Reception, ReceptionPlan
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast

pytestmark = [pytest.mark.article(6), pytest.mark.usefixtures("november")]
MAY = Rhythm(every=Every.DATES, dates=(date(2027, 5, 3), date(2027, 5, 6)), shift=Shift.FORWARD)
"""Days of a year without its table; May 3 to 5 turn out to be days of rest."""
REST = (*days.REST_2027, "05-03", "05-04", "05-05")


def comes(*rest: str) -> int:
    """The notice of the year is put in, and the clockwork runs once."""
    days.load_2027(rest=rest or REST)
    return tasks.reckon_again()


@pytest.fixture
def draft(cast: Cast) -> ReceptionPlan:
    return factory.drafted(cast, 2027, MAY)


@pytest.fixture
def published(cast: Cast) -> Iterator[ReceptionPlan]:
    yield factory.published(cast, 2027, Rhythm(every=Every.DATES, dates=(date(2027, 5, 3),), shift=Shift.FORWARD))


def those(plan: ReceptionPlan) -> list[tuple[date, str, bool]]:
    rows = plan.receptions.order_by("plain_day")
    return [(row.day, row.state, row.provisional) for row in rows]


def only(plan: ReceptionPlan) -> Reception:
    return plan.receptions.select_related("station", "plan").get()


def test_draft_moves_by_itself_and_whoever_falls_on_another_is_taken_out(draft: ReceptionPlan) -> None:
    assert [provisional for _day, _state, provisional in those(draft)] == [True, True]
    assert comes() == 2

    moved, kept = those(draft)
    assert moved[1:] == ("cancelled", False), "May 3 moves to May 6, which has its reception already"
    assert kept == (date(2027, 5, 6), "planned", False)
    assert tasks.reckon_again() == 0
    assert verify().whole


def test_draft_day_moves_with_its_steps_and_its_deputy(cast: Cast) -> None:
    plan = factory.drafted(cast, 2027, Rhythm(every=Every.DATES, dates=(date(2027, 5, 3),), shift=Shift.FORWARD))
    comes()

    row = only(plan)
    assert (row.day, row.plain_day) == (date(2027, 5, 6), date(2027, 5, 3))
    assert "由2027年5月3日" in str(queries.reckoned(row)) and [s.state for s in row.seats.all()] == ["planned"]


def test_deputy_who_sits_elsewhere_on_the_new_day_is_free_there(cast: Cast) -> None:
    plan = factory.drafted(cast, 2027, Rhythm(every=Every.DATES, dates=(date(2027, 5, 3),), shift=Shift.FORWARD))
    other = Rhythm(every=Every.DATES, dates=(date(2027, 5, 6),), shift=Shift.KEEP)
    hours = actions.Hours(time(14), time(16))
    actions.add_rhythm(plan, other, hours, by=cast.actor("liu"))
    afternoon = plan.receptions.get(starts=time(14))
    actions.seat(afternoon, [cast.people["liu"].pk], by=cast.actor("liu"))
    comes()

    row = plan.receptions.get(starts=time(9))
    assert row.day == afternoon.day and [seat.state for seat in row.seats.all()] == ["dropped"]


def test_year_that_is_no_day_of_rest_is_settled_without_a_word(published: ReceptionPlan) -> None:
    comes(*days.REST_2027)

    assert those(published) == [(date(2027, 5, 3), "announced", False)]
    assert not Message.objects.filter(kind="receptions.day_of_rest").exists()


def test_announced_day_stays_and_the_station_is_told_once(published: ReceptionPlan) -> None:
    assert comes() == 1 and tasks.reckon_again() == 0

    row = only(published)
    assert (row.day, row.state, row.provisional) == (date(2027, 5, 3), "announced", True)
    assert queries.better_day(row) == (True, date(2027, 5, 6))
    assert Message.objects.filter(kind="receptions.day_of_rest").count() == 1
    assert verify().whole


def test_people_decide_to_keep_it_and_nothing_changes_for_anybody(cast: Cast, published: ReceptionPlan) -> None:
    comes()
    booked = actions.book(only(published), "09:00")
    row = actions.keep_day(only(published), by=cast.actor("officer"))

    assert not row.provisional and queries.better_day(row) == (False, None)
    assert row.bookings.get(number=booked.number).state == "booked" and not row.corrections.exists()
    entry = entries_about("receptions.reception", [row.code])[-1]
    assert entry.verb == "receptions.day_kept"
    with pytest.raises(Overtaken, match="已经定了"):
        actions.keep_day(row, by=cast.actor("officer"))


def test_people_decide_to_move_it(cast: Cast, published: ReceptionPlan) -> None:
    comes()
    row = only(published)
    row = actions.move_reception(
        row, day=date(2027, 5, 6), starts=row.starts, ends=row.ends, reason="五一放假", by=cast.actor("officer")
    )

    assert not row.provisional and row.corrections.get().kind == "moved"
    assert tasks.reckon_again() == 0


@pytest.mark.parametrize("who", ["long", "volunteer", "stranger", "city"])
def test_nobody_else_decides(cast: Cast, published: ReceptionPlan, who: str) -> None:
    comes()
    with pytest.raises(PermissionDenied):
        actions.keep_day(only(published), by=cast.actor(who))


def test_older_page_decides_nothing(cast: Cast, published: ReceptionPlan) -> None:
    comes()
    with pytest.raises(Refused, match="别人先改了一步"):
        actions.keep_day(only(published), by=cast.actor("officer"), seen=99)


def test_what_is_over_is_left_as_it_was(published: ReceptionPlan) -> None:
    days.load_2027(rest=REST)
    with moment.at(moment.parse("2027-05-04T09:00:00+08:00")):
        assert tasks.reckon_again() == 0
