"""A desk without network for a day: taken along, brought back, merged; no number twice, nothing lost (Article 6)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kit import moment
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.queries import entries_about
from lianxin.ledger.verify import verify
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion
from lianxin.receptions import actions, queries, rules, tasks
from lianxin.receptions.actions import Missing
from lianxin.receptions.models import DeskEvent, HandEntry, Reception
from lianxin.receptions.tests import factory
from lianxin.receptions.tests.device import NINE, NOON, Device, outcomes
from lianxin.worlds.cast import Cast

pytestmark = [pytest.mark.article(6), pytest.mark.usefixtures("november")]


# ── taken along ────────────────────────────────────────────────────────────
def test_two_devices_have_letters_and_receipt_numbers_of_their_own(cast: Cast, reception: Reception) -> None:
    one, two = (Device.of(reception, cast.actor(who)) for who in ("officer", "liu"))

    assert (one.desk.letter, two.desk.letter) == ("A", "B")
    numbers = [{n[0] for n in each.desk.block.numbers} for each in (one, two)]
    assert len(numbers[0]) == len(numbers[1]) == rules.NUMBERS_ALONG and not numbers[0] & numbers[1]
    assert one.desk.block.day == reception.day


def test_same_press_prepares_one_desk(cast: Cast, reception: Reception) -> None:
    first, again = (actions.take_along(reception, device="", by=cast.actor("officer"), key="press") for _ in range(2))

    assert first.pk == again.pk


@pytest.mark.parametrize("who", ["volunteer", "stranger", "strange_chair", "stranger_deputy", "city", "auditor"])
def test_who_does_not_run_the_day_takes_nothing_along_and_brings_nothing(
    cast: Cast, reception: Reception, device: Device, who: str
) -> None:
    by, event = cast.actor(who), actions.read_events({"events": [device.did("open", at=NINE)]})
    for act in (
        lambda: actions.take_along(reception, device="", by=by),
        lambda: actions.merge(device.desk, event, by=by),
        lambda: actions.finish(device.desk, [], by=by),
        lambda: actions.give_up(device.desk, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not DeskEvent.objects.exists()


def test_nothing_is_taken_along_weeks_ahead_or_from_what_is_off(cast: Cast, reception: Reception) -> None:
    officer = cast.actor("officer")
    with pytest.raises(Refused, match="接待前7天到当天"):
        actions.take_along(factory.on(reception.plan, date(2026, 11, 16)), device="", by=officer)
    next_week = factory.on(reception.plan, date(2026, 11, 9))
    actions.cancel_reception(next_week, reason="停电", by=cast.actor("chair"))
    with pytest.raises(Refused, match="已取消，不用带走"):
        actions.take_along(next_week, device="", by=officer)


def test_letters_run_out_with_a_clear_word(cast: Cast, reception: Reception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "LETTERS", "AB")
    for _ in "AB":
        Device.of(reception, cast.actor("officer"))
    with pytest.raises(Refused, match="已经有2台设备带走"):
        Device.of(reception, cast.actor("officer"))


# ── brought back ───────────────────────────────────────────────────────────
def test_whole_day_is_merged_at_the_times_when_it_happened(cast: Cast, reception: Reception, device: Device) -> None:
    officer, booked = cast.actor("officer"), actions.book(reception, "09:00")
    device.did("open", at=NINE)
    device.did("attend", seat=reception.seats.get().code)
    walk_in, with_time = device.ticket(), device.ticket(booked.number)
    device.did("call", ticket=with_time)
    answered = device.matter("村口的路灯坏了", door="answer", words="已列入本月检修", source="镇供电所回复")
    two = (answered, device.matter("想问医保", door="inform", words="要到窗口办", target="县医保局"))
    device.sheet(*two, ticket=with_time, headcount=2, deputy=cast.people["liu"].code)
    device.did("call", ticket=walk_in)
    device.did("skip", ticket=walk_in)
    device.did("come_back", ticket=walk_in)
    device.sheet(ticket=walk_in)
    device.did("close")

    with moment.at(NOON):
        answers = device.sent(by=officer)
        done = device.finished(by=officer)

    reception.refresh_from_db()
    assert outcomes(answers) == ["taken"] * len(device.events), answers
    assert (reception.state, reception.nobody_came) == ("held", False)
    assert reception.opened_at == NINE and reception.closed_at == device.clock
    assert (done.voided, done.waiting, done.closed) == (rules.NUMBERS_ALONG - 3, 0, True)
    assert [(t.number, t.label, t.state) for t in reception.tickets.order_by("number")] == [
        (1, "A1", "served"), (2, "A2", "served")]  # fmt: skip
    seat = reception.seats.get()
    assert seat.state == "attended" and seat.arrived_at == NINE + timedelta(minutes=1)
    for number, code in device.receipts:
        found = opinions.check(number, code).opinion
        assert found is not None and found.happened_at.date() == reception.day
    answer = Opinion.objects.get(number=answered["number"]).answers.get()
    assert answer.words == "已列入本月检修" and answer.at == NINE + timedelta(minutes=5)
    entry = entries_about("receptions.ticket", [reception.tickets.get(label="A1").code])[0]
    assert entry.event_at == NINE + timedelta(minutes=2) and entry.entered_at == NOON
    found = verify()
    assert found.whole, found.findings


def test_sheet_brought_hours_later_says_that_it_was_entered_later(
    cast: Cast, reception: Reception, device: Device
) -> None:
    device.sheet(at_once := device.matter())
    with moment.at(NINE + timedelta(minutes=30)):
        device.sent(by=cast.actor("officer"))
    device.sheet()
    with moment.at(NOON):
        device.sent(by=cast.actor("officer"))

    late = {v.matters.get().opinion.number: v.late_entry for v in reception.visits.all()}
    assert late == {at_once["number"]: False, device.receipts[1][0]: True}


def test_cut_connection_costs_nothing_sent_again_everything_is_there_once(
    cast: Cast, reception: Reception, device: Device, noon: None
) -> None:
    officer = cast.actor("officer")
    device.did("open", at=NINE)
    for _ in range(3):
        device.sheet(ticket=device.ticket())

    device.sent(by=officer, some=4)
    with pytest.raises(Missing) as missing:
        device.finished(by=officer)
    once = device.sent(by=officer)
    again = device.sent(by=officer)
    done, twice = device.finished(by=officer), device.finished(by=officer)

    assert missing.value.ids == tuple(e["id"] for e in device.events[4:])
    assert once == again and outcomes(once) == ["taken"] * 7
    assert (reception.visits.count(), reception.tickets.count(), Opinion.objects.count()) == (3, 3, 3)
    assert done.voided == rules.NUMBERS_ALONG - 3 and twice.voided == 0


def test_reception_stays_open_until_the_last_desk_is_back(cast: Cast, reception: Reception) -> None:
    officer = cast.actor("officer")
    one, two = (Device.of(reception, officer, name) for name in ("大厅", "门口"))
    for each in (one, two):
        each.did("open", at=NINE)
        each.sheet(ticket=each.ticket())
        each.did("close")

    with moment.at(NOON):
        first = one.sent(by=officer)
        done = one.finished(by=officer)
        reception.refresh_from_db()
        assert (done.closed, reception.state) == (False, "open") and "别的设备" in done.reason
        second = two.sent(by=officer)
        assert two.finished(by=officer).closed

    reception.refresh_from_db()
    assert reception.state == "held" and reception.closed_at == max(one.clock, two.clock)
    assert [outcomes(a)[0] for a in (first, second)] == ["taken", "already"]
    assert {t.label for t in reception.tickets.all()} == {"A1", "B1"}
    assert sorted(t.number for t in reception.tickets.all()) == [1, 2]


def test_what_was_closed_meanwhile_takes_the_sheets_all_the_same(
    cast: Cast, reception: Reception, device: Device
) -> None:
    officer = cast.actor("officer")
    booked = actions.book(reception, "09:00")
    with moment.at(NINE):
        actions.open_reception(reception, by=officer)
        at_the_door = actions.take_ticket(reception)
        actions.close_reception(reception, by=officer)
    device.did("open", at=NINE)
    device.did("attend", seat=reception.seats.get().code)
    device.sheet(ticket=device.ticket(booked.number))
    device.sheet(ticket=str(at_the_door.number))
    device.did("close")

    with moment.at(NOON):
        answers = device.sent(by=officer)
        device.finished(by=officer)

    reception.refresh_from_db()
    assert outcomes(answers) == ["already", "taken", "taken", "taken", "taken", "already"]
    assert not reception.nobody_came and reception.bookings.get().state == "came"
    assert {t.state for t in reception.tickets.all()} == {"served"}
    assert reception.seats.get().state == "attended"
    found = verify()
    assert found.whole, found.findings


def test_what_was_cancelled_meanwhile_sets_words_aside_and_their_receipts_stay_good(
    cast: Cast, reception: Reception, device: Device
) -> None:
    officer = cast.actor("officer")
    actions.cancel_reception(reception, reason="停电", by=cast.actor("chair"))
    device.did("open", at=NINE)
    device.sheet(device.matter("水渠漏水", place="桐木村"), device.matter("路灯不亮"), ticket=device.ticket())

    with moment.at(NOON):
        answers = device.sent(by=officer)
        done = device.finished(by=officer)
        entries = list(HandEntry.objects.order_by("pk"))
        before = [opinions.check(*each).unused for each in device.receipts]
        receipts = [actions.enter_by_hand(each, text="", by=officer) for each in entries]

    assert outcomes(answers) == ["set_aside"] * 3 and all("已取消" in a.reason for a in answers)
    assert (done.waiting, done.voided, before) == (2, rules.NUMBERS_ALONG - 2, ["open", "open"])
    assert [(r.number, r.check_code) for r in receipts] == device.receipts
    assert {o.text for o in Opinion.objects.all()} == {"水渠漏水", "路灯不亮"}
    with pytest.raises(Overtaken, match="已登记，不用再办"):
        actions.enter_by_hand(entries[0], text="再来", by=officer)
    assert [bytes(each.body) for each in HandEntry.objects.all()] == [b"", b""]
    found = verify()
    assert found.whole, found.findings


def test_words_that_wait_are_not_in_clear_in_the_database(cast: Cast, reception: Reception, device: Device) -> None:
    actions.cancel_reception(reception, reason="停电", by=cast.actor("chair"))
    device.sheet(device.matter("桂花坳的水渠漏水", contact="000-0000"))
    with moment.at(NOON):
        device.sent(by=cast.actor("officer"))
    row = HandEntry.objects.get()

    assert "桂花坳" not in str(vars(row)) and "桂花坳".encode() not in bytes(row.body)
    assert actions.words_of_entry(row, by=cast.actor("liu"))["text"] == "桂花坳的水渠漏水"
    with pytest.raises(PermissionDenied):
        actions.words_of_entry(row, by=cast.actor("stranger"))
    for act in (actions.enter_by_hand, actions.put_away):
        with pytest.raises(PermissionDenied):
            act(row, by=cast.actor("volunteer"))
    with pytest.raises(Refused, match="要登记"):
        actions.put_away(row, by=cast.actor("officer"))


def test_accusation_waits_for_nobody(cast: Cast, reception: Reception, device: Device) -> None:
    actions.cancel_reception(reception, reason="停电", by=cast.actor("chair"))
    device.sheet(device.matter("有人收钱才给盖章", confidential=True), device.matter("路灯不亮"))

    with moment.at(NOON):
        device.sent(by=cast.actor("officer"))

    secret = Opinion.objects.get(number=device.receipts[0][0])
    assert secret.confidential and secret.text == ""
    assert HandEntry.objects.get().number == device.receipts[1][0]


def test_number_written_down_at_the_other_desk_is_told_and_the_words_are_taken(
    cast: Cast, reception: Reception
) -> None:
    officer = cast.actor("officer")
    with moment.at(NINE):
        actions.open_reception(reception, by=officer)
        given = str(actions.take_ticket(reception).number)
    one, two = Device.of(reception, officer), Device.of(reception, officer)
    booked = actions.book(reception, "09:20")
    for each in (one, two):
        each.did("call", at=NINE, ticket=given)
        each.sheet(ticket=given)
        each.ticket(booked.number)

    with moment.at(NOON):
        first, second = one.sent(by=officer), two.sent(by=officer)

    assert outcomes(first) == ["taken"] * 3
    assert outcomes(second) == ["set_aside", "taken", "taken"]
    assert "已接待" in second[0].reason and "来访照样记下" in second[1].reason and "按现场号记下" in second[2].reason
    assert reception.visits.count() == 2 and reception.tickets.count() == 3


def test_booking_that_was_cancelled_meanwhile_is_a_walk_in(cast: Cast, reception: Reception, device: Device) -> None:
    booked = actions.book(reception, "09:00")
    row = actions.find(booked.number, booked.check_code)
    assert row is not None
    actions.cancel_booking(row)
    device.ticket(booked.number)
    device.ticket("000000000000")
    with moment.at(NOON):
        answers = device.sent(by=cast.actor("officer"))

    assert (
        outcomes(answers) == ["taken", "taken"]
        and "已取消" in answers[0].reason
        and "没有这个预约" in answers[1].reason
    )
    assert {t.kind for t in reception.tickets.all()} == {"walk_in"}


def test_deputy_who_was_replaced_meanwhile_is_told_and_kept(cast: Cast, reception: Reception, device: Device) -> None:
    seat = reception.seats.get()
    device.did("attend", seat=seat.code, at=NINE)
    device.did("attend", seat="nobody")
    reception.seats.update(state="dropped")
    with moment.at(NOON):
        answers = device.sent(by=cast.actor("officer"))
        entry = HandEntry.objects.order_by("pk").first()
        assert entry is not None
        actions.put_away(entry, by=cast.actor("officer"))

    assert outcomes(answers) == ["set_aside", "set_aside"]
    assert "刘禾生现在是" in answers[0].reason and "没有安排这位代表" in answers[1].reason
    assert HandEntry.objects.filter(settled="").count() == 1


def test_clock_takes_back_the_numbers_of_a_desk_that_never_came_two_weeks_after_its_day(
    cast: Cast, reception: Reception, device: Device
) -> None:
    for days, found in ((rules.WAIT_FOR_DESK, 0), (rules.WAIT_FOR_DESK + 1, 1), (rules.WAIT_FOR_DESK + 2, 0)):
        with moment.at(NOON + timedelta(days=days)):
            assert tasks.take_numbers_back() == found

    device.desk.block.refresh_from_db()
    assert len(device.desk.block.voided) == rules.NUMBERS_ALONG
    assert verify().whole


def test_bag_holds_the_day_without_anybodys_contact(cast: Cast, reception: Reception) -> None:
    actions.book(reception, "09:20", contact="0700-555-0111", headcount=2)
    actions.take_ticket(reception)
    device = Device.of(reception, cast.actor("officer"))
    bag = queries.bag(device.desk)

    assert bag["bookings"][0]["people"] == 2 and bag["tickets"][0]["name"] == "1"
    assert bag["numbers"][0] == list(opinions.codes_of(device.desk.block)[0])
    assert [seat["name"] for seat in bag["seats"]] == ["刘禾生"]
    assert "0700-" not in str(bag) and str(cast.station.code) not in str(bag["numbers"])


def test_who_runs_the_day_sees_what_is_out_and_what_waits(cast: Cast, reception: Reception, device: Device) -> None:
    officer, stranger = cast.actor("officer"), cast.actor("stranger")
    device.sheet(device.matter(" "))
    assert reception in queries.to_take_along(officer) and not queries.to_take_along(stranger)
    with moment.at(NOON):
        device.sent(by=officer)
    entry = HandEntry.objects.get()

    assert [out.came for out in queries.desks_out(officer)] == [1] and not queries.desks_out(stranger)
    assert queries.waiting_for_hand(officer) == [entry] and not queries.waiting_for_hand(cast.actor("volunteer"))
    assert queries.entry_of(officer, entry.code) == entry and queries.entry_of(stranger, entry.code) is None
    assert queries.desk_of(officer, device.desk.code) and not queries.desk_of(stranger, device.desk.code)
    assert queries.may_answer_there(officer, reception) and not queries.may_answer_there(cast.actor("chair"), reception)
