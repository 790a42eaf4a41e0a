"""The reception year from the draft to the sheet, told as a road; each refusal on its way."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kit import moment
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.verify import verify
from lianxin.receptions import actions, queries
from lianxin.receptions.actions import Full, Matter, Sheet
from lianxin.receptions.rhythm import Every, Rhythm
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast

pytestmark = [pytest.mark.article(6), pytest.mark.usefixtures("november")]
NEXT = date(2026, 11, 9)


def test_convener_drafts_chair_confirms_officer_publishes_and_the_notice_holds_time_place_and_names(cast: Cast) -> None:
    plan = factory.published(cast)

    card = queries.card(factory.on(plan, NEXT).code)

    assert card is not None
    assert (card.day, card.starts, card.ends) == (NEXT, time(9), time(11))
    assert card.place == "寸石镇建设路1号，镇政府大院一楼"
    assert [named.name for named in card.deputies] == ["刘禾生"]
    assert plan.version == 1


def test_draft_is_not_known_to_the_public(cast: Cast) -> None:
    plan = factory.drafted(cast)

    assert queries.coming(cast.station.code) == []
    assert queries.card(factory.on(plan, NEXT).code) is None


def test_stranger_neither_drafts_nor_confirms_nor_publishes(cast: Cast) -> None:
    plan = factory.drafted(cast)
    for nickname in ("stranger", "strange_chair", "stranger_deputy", "volunteer", "auditor"):
        by = cast.actor(nickname)
        with pytest.raises(PermissionDenied):
            actions.draft_plan(cast.station, 2027, by=by)
        with pytest.raises(PermissionDenied):
            actions.submit_plan(plan, by=by)
    actions.submit_plan(plan, by=cast.actor("liu"))
    for nickname in ("stranger", "strange_chair", "liu", "officer", "long"):
        with pytest.raises(PermissionDenied):
            actions.confirm_plan(plan, by=cast.actor(nickname))


def test_plan_is_not_submitted_while_a_day_has_no_deputy(cast: Cast) -> None:
    plan = factory.drafted(cast)
    actions.seat(factory.on(plan, NEXT), [], by=cast.actor("liu"))

    with pytest.raises(Refused, match="2026年11月9日 周一还没有安排代表"):
        actions.submit_plan(plan, by=cast.actor("liu"))


def test_notice_two_days_before_is_late_and_flagged_not_hidden(cast: Cast) -> None:
    with moment.at(moment.parse("2026-11-07T10:00:00+08:00")):
        plan = factory.published(cast)

    late, in_time = queries.card(factory.on(plan, NEXT).code), queries.card(factory.on(plan, date(2026, 11, 16)).code)

    assert late is not None and late.notice_late
    assert in_time is not None and not in_time.notice_late


def test_nobody_sits_twice_a_day(cast: Cast) -> None:
    plan = factory.drafted(cast)
    afternoon = actions.Hours(time(14), time(16))
    actions.add_rhythm(plan, Rhythm(every=Every.DATES, dates=(NEXT,)), afternoon, by=cast.actor("liu"))
    second = plan.receptions.get(day=NEXT, starts=time(14))

    with pytest.raises(Refused, match="刘禾生这一天在别处接待"):
        actions.seat(second, [cast.people["liu"].pk], by=cast.actor("liu"))


def test_deputy_falls_out_another_stands_in_and_the_notice_is_visibly_corrected(cast: Cast) -> None:
    plan = factory.published(cast)
    reception = factory.on(plan, NEXT)
    held = reception.seats.get()
    actions.ask_leave(held, by=cast.actor("liu"))
    free = [each.name for each in queries.candidates(reception)]

    actions.substitute(held, cast.people["yang"].pk, by=cast.actor("officer"), reason="去县里开会")

    card = queries.card(reception.code)
    assert "刘禾生" not in free and "杨小满" in free
    assert card is not None and [named.name for named in card.deputies] == ["杨小满"]
    assert [(c.before, c.after, c.reason) for c in card.corrections] == [("刘禾生", "杨小满", "去县里开会")]
    assert card.version == 1 and plan.__class__.objects.get(pk=plan.pk).version == 2


def test_last_place_is_given_once_and_the_first_who_waits_moves_up(cast: Cast) -> None:
    reception = factory.on(factory.published(cast), NEXT)
    first = actions.book(reception, "09:00")
    with pytest.raises(Full, match="09:00已经约满了"):
        actions.book(reception, "09:00")
    second = actions.book(reception, "09:00", may_wait=True)

    found = actions.find(first.number, first.check_code)
    assert found is not None
    actions.cancel_booking(found)

    waited = actions.find(second.number, second.check_code)
    assert second.waiting and waited is not None and waited.state == "booked" and waited.slot is not None
    assert actions.find(first.number, second.check_code) is None
    with pytest.raises(Overtaken):
        actions.cancel_booking(found)


def test_same_form_twice_is_one_booking(cast: Cast) -> None:
    reception = factory.on(factory.published(cast), NEXT)

    once, again = (actions.book(reception, "09:20", key="form-1") for _ in range(2))

    assert once.number == again.number and reception.bookings.count() == 1


def test_moved_reception_frees_its_bookings_and_says_so(cast: Cast) -> None:
    reception = factory.on(factory.published(cast), NEXT)
    booked = actions.book(reception, "09:00", contact="0700-555-0111")
    chair = cast.actor("chair")

    actions.move_reception(reception, day=date(2026, 11, 10), starts=time(9), ends=time(11), reason="停电", by=chair)

    found, card = actions.find(booked.number, booked.check_code), queries.card(reception.code)
    assert found is not None and found.state == "cancelled"
    assert card is not None and card.corrections[0].before == "2026年11月9日 周一 09:00—11:00"
    assert card.places_left == 6


def test_reception_day_booked_people_keep_their_time_and_each_matter_has_its_receipt(cast: Cast) -> None:
    reception = factory.on(factory.published(cast), date(2026, 11, 2))
    officer, liu = cast.actor("officer"), cast.actor("liu")
    booked = actions.book(reception, "09:00")
    walk_in = actions.take_ticket(reception)
    row = actions.find(booked.number, booked.check_code)
    theirs = actions.take_ticket(reception, booking=row)
    actions.open_reception(reception, by=officer)
    with moment.at(moment.parse("2026-11-02T09:05:00+08:00")):
        actions.attend(reception.seats.get(), by=liu)
        called = actions.call_next(reception, by=officer)
        assert called == theirs and walk_in.number == 1
        two = (
            Matter("村口的路灯坏了", door="answer", words="已列入本月检修", source="镇供电所回复"),
            Matter("想问医保怎么报销"),
        )
        noted = actions.note_visit(reception, Sheet(two, deputy=cast.people["liu"].code), by=officer, ticket=called)
        actions.close_reception(reception, by=officer)

    reception.refresh_from_db()
    assert len({receipt.number for receipt in noted.receipts}) == 2
    assert noted.visit.received_by == "刘禾生" and not noted.visit.late_entry
    assert reception.state == "held" and not reception.nobody_came
    assert reception.seats.get().late


def test_one_more_reception_is_a_correction_that_everybody_sees(cast: Cast) -> None:
    plan = factory.published(cast, rhythm=factory.ONE_DAY)
    day, people = date(2026, 11, 20), [cast.people["yang"].pk]

    row = actions.add_reception(plan, day, factory.MORNING, people, reason="群众要求", by=cast.actor("officer"))

    card = queries.card(row.code)
    assert card is not None and [named.name for named in card.deputies] == ["杨小满"]
    assert [change.kind for change in card.corrections] == ["added"]
    with pytest.raises(Refused, match="已经有一次接待"):
        actions.add_reception(plan, day, factory.MORNING, people, reason="", by=cast.actor("officer"))


def test_what_was_answered_to_the_face_waits_for_no_second_telling(cast: Cast) -> None:
    reception = factory.on(factory.published(cast), date(2026, 11, 2))
    actions.open_reception(reception, by=cast.actor("officer"))
    said = {"door": "answer", "words": "已列入本月检修", "source": "镇供电所回复"}
    sheet = Sheet(
        (Matter("村口的路灯坏了", told=True, **said), Matter("桥头的路灯也坏了", **said)),  # type: ignore[arg-type]
        deputy=cast.people["liu"].code,
    )

    noted = actions.note_visit(reception, sheet, by=cast.actor("officer"))

    states = [row.opinion.state for row in noted.visit.matters.order_by("pk")]
    assert states == ["fed_back", "answered"]


def test_nobody_came_is_a_record_too(cast: Cast) -> None:
    reception = factory.on(factory.published(cast), date(2026, 11, 2))
    actions.open_reception(reception, by=cast.actor("officer"))

    closed = actions.close_reception(reception, by=cast.actor("officer"))

    assert closed.nobody_came and closed.state == "held"


def test_sheet_entered_back_days_later_says_so(cast: Cast) -> None:
    reception = factory.on(factory.published(cast), date(2026, 11, 2))
    with moment.at(moment.parse("2026-11-05T10:00:00+08:00")):
        came = moment.parse("2026-11-02T09:30:00+08:00")
        noted = actions.note_visit(reception, Sheet((Matter("水渠漏水"),), came_at=came), by=cast.actor("officer"))

    assert noted.visit.late_entry
    reception.refresh_from_db()
    assert reception.state == "held"


def test_everything_done_in_a_year_stands_the_check_of_the_ledger(cast: Cast) -> None:
    reception = factory.on(factory.published(cast), date(2026, 11, 2))
    actions.substitute(reception.seats.get(), cast.people["yang"].pk, by=cast.actor("officer"))
    waiting = [actions.book(reception, "09:00", may_wait=True) for _ in range(2)]
    first = actions.find(waiting[0].number, waiting[0].check_code)
    assert first is not None
    actions.cancel_booking(first)
    actions.open_reception(reception, by=cast.actor("officer"))
    ticket = actions.take_ticket(reception)
    actions.note_visit(reception, Sheet((Matter("水渠漏水"),)), by=cast.actor("officer"), ticket=ticket)
    actions.close_reception(reception, by=cast.actor("officer"))

    found = verify()

    assert found.whole, found.findings
