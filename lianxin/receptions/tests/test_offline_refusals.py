"""What a desk without network brings and cannot be merged: refused clearly, or kept for a hand (Article 6)."""

from typing import Any

import pytest

from lianxin.kit import moment
from lianxin.ledger.verify import verify
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion
from lianxin.receptions import actions
from lianxin.receptions.actions import Malformed
from lianxin.receptions.models import HandEntry, Reception
from lianxin.receptions.tests.device import NINE, NOON, Device, outcomes
from lianxin.worlds.cast import Cast

pytestmark = [pytest.mark.article(6), pytest.mark.usefixtures("november")]
GOOD = {"id": "0" * 32, "seq": 0, "kind": "open", "at": "2026-11-02T09:00:00+08:00", "data": {}}


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        "x",
        {},
        {"events": "x"},
        {"events": [1]},
        {"events": [{}]},
        *(
            {"events": [GOOD | other]}
            for other in (
                {"id": "x"},
                {"seq": -1},
                {"seq": "0"},
                {"kind": "erase"},
                {"at": "gestern"},
                {"at": "9999-12-31T23:59:59+00:00"},
                {"data": []},
                {"by": 1},
            )
        ),
    ],
)
def test_sending_that_is_none_of_ours_is_refused_as_a_whole(payload: object) -> None:
    with pytest.raises(Malformed, match="看不懂"):
        actions.read_events(payload)


def test_sending_has_a_measure_and_names_each_event_once(device: Device) -> None:
    event = device.did("open", at=NINE)
    with pytest.raises(Malformed, match="一次最多传200条"):
        actions.read_events({"events": [event] * 201})
    with pytest.raises(Malformed, match="重复的编号"):
        actions.read_events({"events": [event, event]})
    for ids in (None, "x", ["x"], [1], {"ids": 3}):
        with pytest.raises(Malformed):
            actions.read_ids({"ids": ids})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"headcount": "3"}, "内容不完整"),
        ({"extra": 1}, "内容不完整"),
        ({"matters": []}, "内容不完整"),
        ({"matters": "x"}, "内容不完整"),
        ({"ticket": "a b"}, "内容不完整"),
    ],
)
def test_contents_that_do_not_fit_are_set_aside_and_kept(
    cast: Cast, device: Device, change: dict[str, Any], said: str, noon: None
) -> None:
    event = device.sheet()
    event["data"].update(change)
    answers = device.sent(by=cast.actor("officer"))

    assert outcomes(answers) == ["set_aside"] and said in answers[0].reason
    assert HandEntry.objects.count() == 1 and not Opinion.objects.exists()


@pytest.mark.parametrize("wrong", ["otherdesk", "unknown", "usedtwice", "toolong", "nowords", "yesterday", "tomorrow"])
def test_sheet_that_cannot_be_registered_as_it_is_waits_for_a_hand(
    cast: Cast, reception: Reception, device: Device, wrong: str
) -> None:
    officer, other = cast.actor("officer"), Device.of(reception, cast.actor("officer"))
    device.did("open", at=NINE)
    first = device.sheet()
    event = device.sheet()
    matter = event["data"]["matters"][0]
    matter["number"] = {
        "otherdesk": other.desk.block.numbers[0][0],
        "unknown": "000000000000",
        "usedtwice": first["data"]["matters"][0]["number"],
    }.get(wrong, matter["number"])
    matter["text"] = {"nowords": " ", "toolong": "长" * 10_000 + "x"}.get(wrong, matter["text"])
    event["at"] = {
        "yesterday": "2026-11-01T09:00:00+08:00",
        "tomorrow": "2026-11-03T09:00:00+08:00",
    }.get(wrong, event["at"])

    with moment.at(NOON):
        answers = {a.id: a for a in device.sent(by=officer)}
        device.finished(by=officer)
        receipt = actions.enter_by_hand(HandEntry.objects.get(), text="水渠漏水，桥头", by=officer)

    assert answers[event["id"]].outcome == "set_aside" and answers[first["id"]].outcome == "taken"
    kept = wrong in ("toolong", "nowords", "yesterday", "tomorrow")
    assert (receipt.number == matter["number"]) is kept
    assert Opinion.objects.get(number=receipt.number).text == "水渠漏水，桥头"
    found = verify()
    assert found.whole, found.findings


def test_other_words_under_a_known_name_touch_nothing_and_are_kept(
    cast: Cast, reception: Reception, device: Device, noon: None
) -> None:
    officer = cast.actor("officer")
    event = device.sheet()
    device.sent(by=officer)
    event["data"]["matters"][0]["text"] = "别的话"

    answers = [device.sent(by=officer) for _ in range(2)]

    assert all("传过别的内容" in a[0].reason for a in answers)
    assert Opinion.objects.get().text == "水渠漏水" and HandEntry.objects.count() == 1


def test_label_of_the_other_device_and_number_that_nobody_gave_are_told(
    cast: Cast, reception: Reception, device: Device, noon: None
) -> None:
    device.did("ticket", label="B1")
    device.did("ticket", label="A1")
    device.did("ticket", label="A1")
    device.did("call", ticket="A7")
    answers = device.sent(by=cast.actor("officer"))

    assert outcomes(answers) == ["set_aside", "taken", "set_aside", "set_aside"]
    assert "B1不是这台设备发的号" in answers[0].reason and "A1已经有了" in answers[2].reason
    assert "没有A7号" in answers[3].reason


def test_desk_that_will_not_come_is_given_up_and_what_it_brings_after_all_is_entered_by_hand(
    cast: Cast, reception: Reception, device: Device
) -> None:
    officer = cast.actor("officer")
    device.did("open", at=NINE)
    device.sheet()
    with moment.at(NOON):
        actions.give_up(device.desk, by=officer)
        assert opinions.check(*device.receipts[0]).unused == "voided"
        answers = device.sent(by=officer)
        done = device.finished(by=officer)
        receipt = actions.enter_by_hand(HandEntry.objects.get(), text="", by=officer)

    assert outcomes(answers) == ["taken", "set_aside"] and "已经作废" in answers[1].reason
    assert done.waiting == 1
    assert (receipt.number, receipt.check_code) == device.receipts[0]
    found = verify()
    assert found.whole, found.findings


def test_nobody_came_is_brought_back_too(cast: Cast, reception: Reception, device: Device) -> None:
    device.did("open", at=NINE)
    device.did("close")
    with moment.at(NOON):
        device.sent(by=cast.actor("officer"))
        device.finished(by=cast.actor("officer"))

    reception.refresh_from_db()
    assert (reception.state, reception.nobody_came) == ("held", True)
