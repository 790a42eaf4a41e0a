"""Work lists, what leaves the house in a table, papers, and writing down what somebody tells."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.desk import rules
from lianxin.desk.tests.factory import Desk
from lianxin.opinions.models import Opinion
from lianxin.outbox.models import Message


def queries(desk: Desk, nick: str, address: str) -> int:
    """How many queries a page costs, once the session stands."""
    desk.at(nick).get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        desk.get(nick, address)
    return len(caught)


@pytest.mark.parametrize(("nick", "address"), [("officer", "/desk/lists/all"), ("chair", "/desk/lists/to_sort")])
def test_a_list_costs_the_same_few_queries_whatever_its_length(desk: Desk, nick: str, address: str) -> None:
    desk.spoken()
    few = queries(desk, nick, address)
    for number in range(30):
        desk.spoken(f"第{number}件事。")
    many = queries(desk, nick, address)
    assert many <= few + 1
    assert many <= 12


def test_a_list_of_suggestions_costs_the_same_few_queries_whatever_its_length(desk: Desk) -> None:
    counts = []
    for _round in range(2):
        for _each in range(3):
            said = desk.spoken()
            desk.act("officer", said, "pass_on", deputy=desk.cast.people["long"].code)
            row = desk.drafted(said)
            desk.act("office", row, "number")
            desk.act("office", row, "assign_by_office", organ=desk.cast.organs["water"].code, months="3")
        counts.append(queries(desk, "office", "/desk/suggestions/lists/in_hand"))
    assert counts[0] == counts[1] <= 12


def test_a_list_is_searched_filtered_and_paged_in_its_address(desk: Desk) -> None:
    for number in range(27):
        desk.spoken(f"第{number}盏路灯不亮。")
    desk.spoken("井干了。", channel="visit")
    assert "井干了" in desk.get("officer", "/desk/lists/all?q=井")
    found = desk.get("officer", "/desk/lists/all?channel=visit")
    assert "井干了" in found
    assert "路灯" not in found
    second = desk.get("officer", "/desk/lists/all?q=路灯&page=2")
    assert second.count("盏路灯") == 2
    assert "没有找到" in desk.get("officer", "/desk/lists/all?q=没有这个词")
    desk.get("officer", "/desk/lists/nothing", 404)
    desk.get("long", "/desk/lists/to_sort", 404)


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "|calc", "%0A"])
def test_no_cell_becomes_a_formula(value: str) -> None:
    assert rules.safe_cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["井干了", "2026-11-23", "1", "a=b", ""])
def test_a_plain_cell_stays_as_it_is(value: str) -> None:
    assert rules.safe_cell(value) == value


def exported(desk: Desk, nick: str, address: str) -> list[list[str]]:
    answer = desk.at(nick).get(address)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_an_export_is_safe_from_formulas_and_carries_no_private_numbers(desk: Desk) -> None:
    desk.spoken('=HYPERLINK("http://x.invalid","点")，电话13800138000', contact="0700-1234567")
    rows = exported(desk, "officer", "/desk/lists/all?format=csv")
    cells = [cell for row in rows for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    assert not any("13800138000" in cell or "1234567" in cell for cell in cells)


def test_a_stranger_exports_and_prints_nothing_of_ours(desk: Desk) -> None:
    desk.spoken("只有寸石镇能看的话。")
    assert len(exported(desk, "stranger", "/desk/lists/all?format=csv")) == 1
    assert "只有寸石镇" not in desk.get("stranger", "/desk/lists/all?format=print")
    assert "只有寸石镇" in desk.get("officer", "/desk/lists/all?format=print")


def test_confidential_matters_are_never_exported(desk: Desk) -> None:
    desk.spoken("某干部收回扣。", confidential=True)
    for form in ("csv", "print"):
        page = desk.at("reader").get(f"/desk/lists/confidential?format={form}")
        assert page.headers["Content-Type"].startswith("text/html")
        assert "回扣" not in page.content.decode()


# ── paper ──────────────────────────────────────────────────────────────────
@pytest.mark.article(9)
def test_what_must_be_told_is_listed_until_somebody_says_it_was(desk: Desk) -> None:
    said = desk.spoken(tell_by="phone")
    desk.act("officer", said, "inform", preset="", target="县水利局", words="归水利局管。")
    message = Message.objects.get(to_ref=said.number)
    assert str(message.pk) in desk.get("officer", "/desk/paper")
    assert "告诉本人结果" in desk.get("officer", "/desk/paper?format=print")
    address = f"/desk/paper/{message.pk}/done"
    assert desk.at("stranger").post(address).status_code == 404
    assert desk.at("officer").get(address).status_code == 405
    assert desk.at("officer").post(address).status_code == 302
    assert str(message.pk) not in desk.get("officer", "/desk/paper")


@pytest.mark.parametrize("address", ["/desk/register/form", "/desk/opinions/{said}/sheet"])
def test_sheets_are_there_to_print(desk: Desk, address: str) -> None:
    said = desk.spoken()
    assert "sheetbox--a4" in desk.get("officer", address.format(said=said))


# ── writing down ───────────────────────────────────────────────────────────
def typed(desk: Desk, **more: Any) -> dict[str, Any]:
    page = desk.get("officer", "/desk/register")
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    return {
        "text": "桥栏杆断了。",
        "place": "桐木村",
        "channel": "visit",
        "happened_at": "2026-01-05T09:20",
        "headcount": 2,
        "station": desk.cast.station.code,
        "tell_by": "phone",
        "contact": "0700-1234567",
        "key": key[1],
        **more,
    }


@pytest.mark.article(6)
def test_an_officer_writes_down_a_word_and_reads_out_its_receipt(desk: Desk) -> None:
    given = typed(desk)
    page = desk.at("officer").post("/desk/register", given)
    said = Opinion.objects.get()
    assert said.number[:4] in page.content.decode()
    assert said.recorded_by == desk.cast.users["officer"].ref
    assert said.headcount == 2
    again = desk.at("officer").post("/desk/register", given)
    assert again.status_code == 200
    assert Opinion.objects.count() == 1
    other = desk.at("officer").post("/desk/register", {**given, "text": "另一件事。"})
    assert other.status_code == 409
    assert "另一件事。" in other.content.decode()


def test_nothing_typed_is_lost_when_a_registration_is_not_taken(desk: Desk) -> None:
    answer = desk.at("officer").post("/desk/register", typed(desk, happened_at="2099-01-01T00:00"))
    assert answer.status_code == 400
    assert "桥栏杆断了。" in answer.content.decode()
    assert not Opinion.objects.exists()


def test_an_officer_may_not_register_at_another_townships_station(desk: Desk) -> None:
    given = typed(desk, station=desk.cast.next_station.code)
    assert desk.at("officer").post("/desk/register", given).status_code == 400
    assert not Opinion.objects.exists()


def test_a_chat_becomes_several_drafts_and_only_the_ticked_ones_are_registered(desk: Desk) -> None:
    chat = "路灯不亮。\n\n\n井干了，\n去挑水要三里路。\n\n哈哈"
    page = desk.at("officer").post("/desk/register/paste", {"chat": chat, "place": "桐木村"}).content.decode()
    assert page.count('name="keep"') == 3
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    given = {
        "step": "register",
        "key": key[1],
        "keep": ["0", "1"],
        "text-0": "路灯不亮。",
        "text-1": "井干了。",
        "text-2": "哈哈",
    }
    answer = desk.at("officer").post("/desk/register/paste", given)
    assert answer.status_code == 200
    assert sorted(Opinion.objects.values_list("text", flat=True)) == ["井干了。", "路灯不亮。"]
    assert set(Opinion.objects.values_list("channel", flat=True)) == {"chat"}


def test_a_draft_that_is_not_taken_comes_back_with_its_words(desk: Desk) -> None:
    given = {"step": "register", "key": "k", "keep": ["0", "1"], "text-0": "……", "text-1": "井干了。"}
    answer = desk.at("officer").post("/desk/register/paste", given)
    assert answer.status_code == 400
    assert "……" in answer.content.decode()
    assert Opinion.objects.count() == 1


def test_pasted_messages_part_at_blank_lines() -> None:
    assert rules.pasted("一\r\n二\r\n \r\n\r\n三\n") == ["一\n二", "三"]
    assert rules.pasted(" \n\n") == []
