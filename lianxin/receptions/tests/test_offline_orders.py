"""Devices without network, brought back in any order and cut off anywhere: each word once, each number once."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lianxin.kit import moment
from lianxin.kit.workflow import Refused
from lianxin.ledger.verify import verify
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion
from lianxin.receptions import actions, rules
from lianxin.receptions.models import DeskEvent, HandEntry, Reception
from lianxin.receptions.tests.device import NINE, NOON, Device
from lianxin.worlds.cast import Cast

pytestmark = [pytest.mark.article(6), pytest.mark.usefixtures("november")]


def _morning(device: Device, luck: random.Random, bookings: list[str], given: list[str]) -> None:
    """An hour and a half at one desk, as luck has it."""
    waiting: list[str] = [*given]
    device.did("open", at=NINE + timedelta(minutes=luck.randrange(5)))
    for _ in range(luck.randrange(6, 14)):
        step = luck.choice(["ticket", "booked", "sheet", "sheet", "skip", "leave", "loose"])
        if step == "ticket" or not waiting:
            waiting.append(device.ticket())
        elif step == "booked":
            waiting.append(device.ticket(luck.choice(bookings)))
        elif step == "loose":
            device.sheet(device.matter(f"没有取号的第{device.used}件"))
        else:
            who = waiting.pop(luck.randrange(len(waiting)))
            device.did("call", ticket=who)
            if step == "skip":
                device.did("skip", ticket=who)
                waiting.append(who)
                device.did("come_back", ticket=who)
            elif step == "leave":
                device.did("leave", ticket=who)
            else:
                device.sheet(*(device.matter(f"{who}的事{n}") for n in range(luck.randrange(1, 4))), ticket=who)
    if luck.random() < 0.7:
        device.did("close")


def _meanwhile(reception: Reception, cast: Cast, luck: random.Random) -> None:
    """What happens in the net while the desks are out of it."""
    officer = cast.actor("officer")
    acts: list[Callable[[], Any]] = [
        lambda: actions.open_reception(reception, by=officer),
        lambda: actions.take_ticket(reception),
        lambda: actions.call_next(reception, by=officer),
        lambda: actions.close_reception(reception, by=officer),
        lambda: actions.cancel_reception(reception, reason="停电", by=cast.actor("chair")),
    ]
    for act in luck.sample(acts, luck.randrange(len(acts))):
        try:
            act()
        except Refused:
            continue


@pytest.mark.parametrize("_round", range(6))
def test_in_whatever_order_they_come_nothing_is_lost_and_no_number_is_there_twice(
    cast: Cast, reception: Reception, _round: int
) -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    luck, officer = random.Random(seed), cast.actor("officer")
    bookings = [actions.book(reception, at).number for at in ("09:00", "09:20", "09:40")]
    given = [str(actions.take_ticket(reception).number) for _ in range(2)]
    devices = [Device.of(reception, officer, f"第{n}台") for n in range(luck.randrange(2, 4))]
    for device in devices:
        _morning(device, luck, bookings, given)
    with moment.at(NINE + timedelta(minutes=20)):
        _meanwhile(reception, cast, luck)

    with moment.at(NOON + timedelta(days=luck.randrange(3))):
        sendings = [device for device in devices for _ in range(3)]
        luck.shuffle(sendings)
        for device in sendings:  # cut off somewhere, and sent again
            device.sent(by=officer, some=luck.randrange(len(device.events) + 1))
        luck.shuffle(devices)
        for device in devices:
            device.sent(by=officer)
            device.finished(by=officer)
        waits = list(HandEntry.objects.filter(settled="", kind="sheet"))
        handed = [pair for device in devices for pair in device.receipts]
        assert len({number for number, _code in handed}) == len(handed) == Opinion.objects.count() + len(waits)
        for number, code in handed:
            assert (opinions.check(number, code).opinion is not None) != (number in {w.number for w in waits})
        for entry in waits:
            actions.enter_by_hand(entry, by=officer)
        assert all(opinions.check(*pair).opinion is not None for pair in handed)

    tickets = list(reception.tickets.all())
    labels = [ticket.label for ticket in tickets if ticket.label]
    assert len(set(labels)) == len(labels) and sorted(t.number for t in tickets) == [*range(1, len(tickets) + 1)]
    assert DeskEvent.objects.count() == sum(len(device.events) for device in devices)
    for device in devices:
        device.desk.block.refresh_from_db()
        assert len(device.desk.block.voided) == rules.NUMBERS_ALONG - device.used
    found = verify()
    assert found.whole, found.findings
