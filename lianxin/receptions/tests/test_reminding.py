"""Who booked is reminded the day before, once; whoever waits gets what has become free (Article 6)."""

from datetime import date, time

import pytest

from lianxin.kit import moment
from lianxin.ledger.verify import verify
from lianxin.outbox.models import Message
from lianxin.receptions import actions, tasks
from lianxin.receptions.actions import Booked
from lianxin.receptions.models import Booking, Reception, Slot
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast

pytestmark = [pytest.mark.article(6), pytest.mark.usefixtures("november")]
NEXT = date(2026, 11, 9)
PHONE = "0700-555-0111"
EVE, NIGHT = "2026-11-08T08:10:00+08:00", "2026-11-08T07:50:00+08:00"


@pytest.fixture
def reception(cast: Cast) -> Reception:
    return factory.on(factory.published(cast, rhythm=factory.ONE_DAY), NEXT)


def reminders() -> list[str]:
    """Who is to be reminded: the numbers of messages that still wait."""
    found = Message.objects.filter(kind="receptions.booking_tomorrow").exclude(state="void")
    return list(found.order_by("created_at", "id").values_list("to_ref", flat=True))


def at(words: str) -> int:
    """What the clockwork reminds at a moment."""
    with moment.at(moment.parse(words)):
        return tasks.remind()


def row_of(booked: Booked) -> Booking:
    return Booking.objects.get(number=booked.number)


def test_whoever_left_a_contact_is_reminded_the_day_before_once(reception: Reception) -> None:
    mine = actions.book(reception, "09:00", contact=PHONE)
    actions.book(reception, "09:20")
    actions.book(reception, "09:00", contact=PHONE, may_wait=True)

    done = [at("2026-11-07T12:00:00+08:00"), at(NIGHT), at(EVE), at(EVE), at("2026-11-09T08:10:00+08:00")]

    assert done == [0, 0, 1, 0, 0]
    assert reminders() == [mine.number]
    message = Message.objects.get(kind="receptions.booking_tomorrow")
    assert message.params["at"] == "09:00" and PHONE not in str(message.params)
    assert row_of(mine).reminded_at == moment.parse(EVE)


def test_whoever_booked_today_for_tomorrow_is_not_reminded(reception: Reception) -> None:
    with moment.at(moment.parse(EVE)):
        actions.book(reception, "09:00", contact=PHONE)

    assert at("2026-11-08T20:00:00+08:00") == 0


@pytest.mark.parametrize("what", ["moved", "off", "cancelled"])
def test_what_was_moved_or_cancelled_reminds_nobody(reception: Reception, cast: Cast, what: str) -> None:
    mine = actions.book(reception, "09:00", contact=PHONE)
    at(EVE)
    with moment.at(moment.parse("2026-11-08T09:00:00+08:00")):
        if what == "moved":
            when = {"day": date(2026, 11, 10), "starts": time(9), "ends": time(11)}
            actions.move_reception(reception, **when, reason="停电", by=cast.actor("chair"))
        elif what == "off":
            actions.cancel_reception(reception, reason="停电", by=cast.actor("chair"))
        else:
            actions.cancel_booking(row_of(mine))

    assert reminders() == []
    assert at("2026-11-09T09:00:00+08:00") == 0


def test_reminder_that_comes_too_late_for_a_cancelled_booking_is_not_sent(reception: Reception) -> None:
    row = row_of(actions.book(reception, "09:00", contact=PHONE))
    actions.cancel_booking(row)

    with moment.at(moment.parse(EVE)):
        assert not actions.remind(row)


def test_place_that_became_free_when_nobody_waited_yet_goes_to_the_first_who_does(reception: Reception) -> None:
    actions.book(reception, "09:00")
    first, second = (actions.book(reception, "09:00", contact=PHONE, may_wait=True) for _ in range(2))
    Slot.objects.filter(reception=reception).update(taken=1)
    Slot.objects.filter(reception=reception, at="10:20").update(taken=0)

    assert tasks.fill_places() == 1
    assert tasks.fill_places() == 0

    moved = row_of(first)
    assert moved.state == "booked" and moved.slot is not None and f"{moved.slot.at:%H:%M}" == "10:20"
    assert row_of(second).state == "waiting"
    assert Message.objects.get(kind="receptions.booking_moved_up").to_ref == first.number


def test_time_that_is_over_is_given_to_nobody(reception: Reception) -> None:
    booked = actions.book(reception, "09:00")
    actions.book(reception, "09:00", may_wait=True)
    Slot.objects.filter(reception=reception).exclude(at="09:00").update(taken=1)
    with moment.at(moment.parse("2026-11-09T09:01:00+08:00")):
        actions.cancel_booking(row_of(booked))

        assert tasks.fill_places() == 0
    assert Slot.objects.get(reception=reception, at="09:00").taken == 0


def test_place_freed_on_the_morning_itself_moves_somebody_up(reception: Reception, cast: Cast) -> None:
    late = actions.book(reception, "10:00")
    waiting = actions.book(reception, "10:00", may_wait=True)
    with moment.at(moment.parse("2026-11-09T09:05:00+08:00")):
        actions.open_reception(reception, by=cast.actor("officer"))
        actions.cancel_booking(row_of(late))

    assert row_of(waiting).state == "booked"


def test_booking_by_telephone_is_written_down_by_who_may_and_stands_the_check(reception: Reception, cast: Cast) -> None:
    booked = actions.book(reception, "09:00", contact=PHONE, by=cast.actor("volunteer"))
    at(EVE)

    assert row_of(booked).by_staff
    found = verify()
    assert found.whole, found.findings
