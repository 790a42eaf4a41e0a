"""The day itself: presses that come twice, two desks at once, sheets on paper, and the end of it."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kit import moment
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.verify import verify
from lianxin.opinions.models import Opinion
from lianxin.opinions.rules import Rejected
from lianxin.receptions import actions, queries, rules
from lianxin.receptions.actions import Crowded, Matter, Sheet
from lianxin.receptions.models import Reception
from lianxin.receptions.rules import Waiting
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast

pytestmark = [pytest.mark.article(6), pytest.mark.usefixtures("november")]


@pytest.fixture
def reception(cast: Cast) -> Reception:
    """Today's, begun."""
    row = factory.on(factory.published(cast), date(2026, 11, 2))
    return actions.open_reception(row, by=cast.actor("officer"))


def test_order_of_the_queue_is_the_order_in_which_it_is_called() -> None:
    times = (None, time(9), None, time(9, 20), time(8, 40), None, time(10))
    rows = [Waiting(number, at) for number, at in enumerate(times, 1)]
    for now in (time(8), time(9), time(9, 30), time(12)):
        left, called = list(rows), []
        while (one := rules.next_up(left, now)) is not None:
            called.append(one)
            left.remove(one)

        assert rules.in_order(rows, now) == called
        assert [rules.before_me(rows, one.number, now) for one in called] == list(range(len(rows)))


def test_same_press_at_the_door_gives_the_same_number(reception: Reception) -> None:
    first, again = (actions.take_ticket(reception, key="press") for _ in range(2))
    other = actions.take_ticket(reception, key="another")

    assert (first.number, again.number, other.number) == (1, 1, 2)


def test_same_press_calls_one_person_and_two_desks_call_two(cast: Cast, reception: Reception) -> None:
    officer, deputy = cast.actor("officer"), cast.actor("liu")
    for _ in range(3):
        actions.take_ticket(reception)

    first = [actions.call_next(reception, by=officer, key="desk-1") for _ in range(2)]
    second = actions.call_next(reception, by=deputy, key="desk-2")

    assert [row.number for row in first if row] == [1, 1]
    assert second is not None and second.number == 2


def test_door_gives_no_more_numbers_in_a_minute_than_people_can_walk_in(cast: Cast, reception: Reception) -> None:
    for _ in range(rules.MOST_AT_THE_DOOR):
        actions.take_ticket(reception)
    with pytest.raises(Crowded, match="请等一分钟"):
        actions.take_ticket(reception)
    by_hand = actions.take_ticket(reception, by=cast.actor("officer"))
    moment.pass_time(minutes=2)

    assert by_hand.number == rules.MOST_AT_THE_DOOR + 1
    assert actions.take_ticket(reception).number == by_hand.number + 1


def test_same_sheet_sent_twice_is_one_visit_with_the_same_receipts(cast: Cast, reception: Reception) -> None:
    sheet = Sheet((Matter("水渠漏水"), Matter("路灯不亮")), headcount=3)

    first, again = (actions.note_visit(reception, sheet, by=cast.actor("officer"), key="form") for _ in range(2))

    assert again.again and not first.again and reception.visits.count() == 1
    assert [(r.number, r.check_code) for r in first.receipts] == [(r.number, r.check_code) for r in again.receipts]


@pytest.mark.article(9)
@pytest.mark.parametrize("answering", ["liu", "long", ""])
def test_deputy_who_takes_it_down_answers_and_has_told_it_to_the_face(
    cast: Cast, reception: Reception, answering: str
) -> None:
    code = cast.people[answering].code if answering else ""
    matter = actions.Matter("井水发黄", door="answer", words="上次验过合格", source="检测报告", deputy=code, told=True)
    noted = actions.note_visit(reception, actions.Sheet([matter]), by=cast.actor("liu"))

    row = Opinion.objects.get(number=noted.receipts[0].number)
    assert row.answers.get(kind="answered").deputy_id == cast.people[answering or "liu"].pk
    assert row.state == "fed_back"


def test_number_that_was_written_down_is_not_written_down_again(cast: Cast, reception: Reception) -> None:
    officer = cast.actor("officer")
    ticket = actions.take_ticket(reception)
    actions.note_visit(reception, Sheet((Matter("水渠漏水"),)), by=officer, ticket=ticket)

    with pytest.raises(Overtaken, match="1号已经登记过了"):
        actions.note_visit(reception, Sheet((Matter("水渠漏水"),)), by=officer, ticket=ticket)


def test_what_is_wrong_names_its_matter_and_nothing_is_kept(cast: Cast, reception: Reception) -> None:
    sheet = Sheet((Matter("水渠漏水"), Matter("医保怎么报", door="inform", words="请到医保局问", target="")))

    with pytest.raises(Rejected) as wrong:
        actions.note_visit(reception, sheet, by=cast.actor("officer"))

    assert wrong.value.field == "2-target"
    assert not reception.visits.exists()


def test_only_deputies_of_the_reception_can_have_received(cast: Cast, reception: Reception) -> None:
    officer, liu, yang = cast.actor("officer"), cast.people["liu"].code, cast.people["yang"].code

    noted = actions.note_visit(reception, Sheet((Matter("水渠漏水"),), received=(liu,)), by=officer)
    with pytest.raises(Refused, match="请从这次接待的代表里选"):
        actions.note_visit(reception, Sheet((Matter("路灯不亮"),), received=(yang,)), by=officer)

    assert noted.visit.received_by == "刘禾生"


def test_printed_sheet_is_entered_back_once_and_only_if_it_was_printed(cast: Cast, reception: Reception) -> None:
    officer = cast.actor("officer")
    assert actions.print_sheets(reception, 5, by=officer) == (1, 5)
    assert actions.print_sheets(reception, 2, by=officer) == (6, 7)

    actions.note_visit(reception, Sheet((Matter("水渠漏水"),), paper=6), by=officer)

    with pytest.raises(Overtaken, match="第6号登记表已经补录过了"):
        actions.note_visit(reception, Sheet((Matter("水渠漏水"),), paper=6), by=officer)
    with pytest.raises(Refused, match="没有印过第8号登记表"):
        actions.note_visit(reception, Sheet((Matter("水渠漏水"),), paper=8), by=officer)


@pytest.mark.parametrize("count", [0, -1, rules.MOST_SHEETS + 1])
def test_sheets_are_printed_in_sensible_numbers(cast: Cast, reception: Reception, count: int) -> None:
    with pytest.raises(Refused, match="还能印100张"):
        actions.print_sheets(reception, count, by=cast.actor("officer"))


def test_volunteer_calls_and_neither_writes_nor_prints(cast: Cast, reception: Reception) -> None:
    volunteer = cast.actor("volunteer")
    actions.take_ticket(reception)

    called = actions.call_next(reception, by=volunteer)

    assert called is not None and called.number == 1
    with pytest.raises(PermissionDenied):
        actions.note_visit(reception, Sheet((Matter("水渠漏水"),)), by=volunteer)
    with pytest.raises(PermissionDenied):
        actions.print_sheets(reception, 1, by=volunteer)


def test_whoever_still_waits_at_the_end_has_left_and_somebody_did_come(cast: Cast, reception: Reception) -> None:
    officer = cast.actor("officer")
    waits, skipped = actions.take_ticket(reception), actions.take_ticket(reception)
    actions.skip(actions.call(skipped, by=officer), by=officer)

    closed = actions.close_reception(reception, by=officer)

    assert {row.state for row in reception.tickets.all()} == {"left"} and waits.number == 1
    assert not closed.nobody_came


def test_end_waits_for_whoever_was_asked_in(cast: Cast, reception: Reception) -> None:
    officer = cast.actor("officer")
    actions.take_ticket(reception)
    actions.call_next(reception, by=officer)

    with pytest.raises(Refused, match="还有请进的人没有登记"):
        actions.close_reception(reception, by=officer)


def test_card_of_a_place_says_how_many_are_before_and_names_nobody(cast: Cast, reception: Reception) -> None:
    rows = [actions.take_ticket(reception) for _ in range(3)]
    actions.call_next(reception, by=cast.actor("officer"))

    found = queries.ticket_of(rows[2].code)
    assert found is not None
    card = queries.place_card(found)

    assert (card.turn.number, card.before, card.room.called) == (3, 1, ("1",))


def test_day_with_presses_sheets_and_an_end_stands_the_check_of_the_ledger(cast: Cast, reception: Reception) -> None:
    officer = cast.actor("officer")
    actions.take_ticket(reception, key="door")
    ticket = actions.call_next(reception, by=officer, key="press")
    actions.print_sheets(reception, 3, by=officer)
    actions.note_visit(reception, Sheet((Matter("水渠漏水"),)), by=officer, ticket=ticket, key="sheet")
    actions.note_visit(reception, Sheet((Matter("路灯不亮"),), paper=2), by=officer, key="paper")
    actions.close_reception(reception, by=officer)

    found = verify()

    assert found.whole, found.findings
