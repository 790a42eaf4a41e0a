"""接待现场: the day of a reception at the desk, as officer, deputy and volunteer press it (Article 6)."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.desk.tests.factory import Desk
from lianxin.desk.tests.the_day import at, press, sent, sheet
from lianxin.kit import moment
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion
from lianxin.receptions import actions
from lianxin.receptions.models import Reception, Visit
from lianxin.receptions.tests import factory

pytestmark = [pytest.mark.django_db, pytest.mark.article(6)]


@pytest.fixture
def desk(desk_at_nine: Desk) -> Desk:
    return desk_at_nine


@pytest.fixture
def begun(desk: Desk, row: Reception) -> Reception:
    return actions.open_reception(row, by=desk.cast.actor("officer"))


# ── who ────────────────────────────────────────────────────────────────────
def test_day_opens_for_who_runs_it_and_is_not_there_for_anybody_else(desk: Desk, row: Reception) -> None:
    here = {n for n in desk.cast.users if desk.at(n).get(at(row)).status_code == 200}

    assert here == {"officer", "chair", "office", "office2", "volunteer", "liu", "long", "yang", "ma"}
    for path in ("sheet", "book", "visits/none", "paper/1"):
        assert desk.at("stranger").get(at(row, path)).status_code == 404
    assert desk.at("stranger").post(at(row, "day/next")).status_code == 404


def test_volunteer_hands_out_and_calls_and_does_not_write(desk: Desk, begun: Reception) -> None:
    press(desk, "volunteer", begun, "ticket", press="a")
    page = press(desk, "volunteer", begun, "next", press="b")

    assert "请1号" in page and "写登记表" not in page
    assert desk.at("volunteer").get(at(begun, "sheet")).status_code == 404
    assert "由联络员或者代表来做" in press(desk, "volunteer", begun, "close")
    begun.refresh_from_db()
    assert begun.state == "open"


def test_draft_has_no_day_and_unknown_press_is_not_there(desk: Desk) -> None:
    draft = factory.on(factory.drafted(desk.cast), date(2026, 11, 2))

    assert desk.at("officer").get(at(draft)).status_code == 404
    assert desk.at("officer").post(at(draft, "day/open")).status_code == 404


# ── the queue ──────────────────────────────────────────────────────────────
def test_day_from_its_beginning_to_its_end(desk: Desk, row: Reception) -> None:
    booked = actions.book(row, "09:20")
    assert "开始接待" in desk.get("officer", at(row))
    press(desk, "officer", row, "open")
    assert "刘禾生到了" in press(desk, "officer", row, "attend", seat=row.seats.get().pk)
    press(desk, "officer", row, "ticket", press="p1")
    assert "2号" in press(desk, "officer", row, "arrive", number=f"{booked.number[:4]} {booked.number[4:]}")
    moment.pass_time(minutes=21)
    assert "请2号" in press(desk, "officer", row, "next", press="p2")
    assert "2号没有应" in press(desk, "officer", row, "skip", number=2)
    assert "2号回来了" in press(desk, "officer", row, "come_back", number=2)
    assert "请2号" in press(desk, "officer", row, "call", number=2)
    assert "2号先走了" in press(desk, "officer", row, "leave", number=2)
    page = sent(desk, "officer", at(row, "sheet?number=1"), **sheet())
    assert "登记好了" in page
    page = press(desk, "officer", row, "close")

    assert "接待结束了" in page and "这次接待了1次来访" in page
    row.refresh_from_db()
    assert row.state == "held"


def test_button_pressed_twice_calls_one_and_two_desks_call_two(desk: Desk, begun: Reception) -> None:
    for key in "abc":
        press(desk, "officer", begun, "ticket", press=key)
    key = re.findall(r'name="press" value="(\w+)"', desk.get("officer", at(begun)))[0]

    for _ in range(2):
        assert "请1号" in press(desk, "officer", begun, "next", press=key)
    assert "请2号" in press(desk, "liu", begun, "next", press="another desk")
    assert [row.state for row in begun.tickets.order_by("number")] == ["called", "called", "waiting"]


def test_second_of_two_desks_is_told_when_nobody_is_left(desk: Desk, begun: Reception) -> None:
    press(desk, "officer", begun, "ticket", press="a")
    press(desk, "officer", begun, "next", press="b")

    assert "现在没有人在等" in press(desk, "liu", begun, "next", press="c")


@pytest.mark.parametrize(
    ("verb", "fields", "words"),
    [
        ("skip", {"number": "1"}, "1号现在是“等候”"),
        ("skip", {"number": "9"}, "没有这个号"),
        ("skip", {"number": "²"}, "没有这个号"),
        ("come_back", {"number": "1"}, "1号现在是“等候”"),
        ("arrive", {"number": "123"}, "这次接待没有这个预约号"),
        ("attend", {"seat": "0"}, "名单刚改过"),
        ("open", {}, "现在是“接待中”"),
        ("nobody", {}, "现在是“接待中”"),
    ],
)
def test_press_that_came_too_late_is_answered_in_words(
    desk: Desk, begun: Reception, verb: str, fields: dict[str, str], words: str
) -> None:
    actions.take_ticket(begun)

    assert words in press(desk, "officer", begun, verb, **fields)


def test_screen_says_nothing_until_something_is_new(desk: Desk, begun: Reception) -> None:
    officer = desk.at("officer")
    mark = re.findall(r"\?as=(\w+)", officer.get(at(begun)).content.decode())[0]

    assert officer.get(at(begun) + f"?as={mark}").status_code == 204
    actions.take_ticket(begun)
    answer = officer.get(at(begun) + f"?as={mark}")
    assert answer.status_code == 200 and 'id="live"' in answer.content.decode()


def test_nobody_came_without_blame(desk: Desk, begun: Reception) -> None:
    assert "无人来访，结束" in desk.get("officer", at(begun))

    page = press(desk, "officer", begun, "close")

    assert "不算谁的错" in page
    begun.refresh_from_db()
    assert begun.nobody_came


def test_day_that_was_never_begun_is_noted_afterwards(desk: Desk, row: Reception) -> None:
    with moment.at(moment.parse("2026-11-03T10:00:00+08:00")):
        assert "这天没有在这里开始接待" in desk.get("officer", at(row))
        press(desk, "officer", row, "nobody")

    row.refresh_from_db()
    assert row.nobody_came and row.state == "held"


def test_hundred_people_cost_no_more_queries_than_one(desk: Desk, begun: Reception) -> None:
    officer = desk.cast.actor("officer")
    counts = []
    desk.get("officer", at(begun))
    for many in (1, 99):
        for _ in range(many):
            actions.take_ticket(begun, by=officer)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            desk.get("officer", at(begun))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 30, counts


# ── the sheet ──────────────────────────────────────────────────────────────
def test_several_matters_each_with_its_door_and_its_receipt(desk: Desk, begun: Reception) -> None:
    liu = desk.cast.people["liu"].code
    given = sheet(
        received=[liu], headcount="2", signed="on", contact="0700-555-0123",
        **{
            "m1-door": "answer", "m1-deputy": liu, "m1-answer": "这个月就修", "m1-source": "问过供电所",
            "m2-text": "工资没有发", "m2-door": "inform", "m2-target": "县人社局", "m2-why": "归他们管",
            "m3-text": "村干部拿了补贴", "m3-door": "confidential",
        },
    )  # fmt: skip

    page = sent(desk, "officer", at(begun, "sheet"), **given)

    assert page.count('class="receipt"') == 3 and "3张回执" in page
    visit = Visit.objects.get()
    assert (visit.received_by, visit.headcount, visit.signed, visit.late_entry) == ("刘禾生", 2, True, False)
    states = {o.text: o.state for o in Opinion.objects.filter(visit_matter__visit=visit, confidential=False)}
    assert states["村口的路灯坏了"] != "registered" and states["工资没有发"] != "registered"
    assert Opinion.objects.filter(visit_matter__visit=visit, confidential=True).count() == 1
    assert "村干部拿了补贴" not in page


def test_deputy_writes_his_own_answer_down(desk: Desk, begun: Reception) -> None:
    given = sheet(
        **{"m1-door": "answer", "m1-deputy": desk.cast.people["liu"].code, "m1-answer": "修", "m1-source": "问过"}
    )

    assert "登记好了" in sent(desk, "liu", at(begun, "sheet"), **given)


def test_same_form_twice_is_one_visit_with_the_same_receipts(desk: Desk, begun: Reception) -> None:
    first, again = (sent(desk, "officer", at(begun, "sheet"), **sheet()) for _ in range(2))

    codes = [re.findall(r'class="code">([\d ]+)<', page) for page in (first, again)]
    assert codes[0] == codes[1] and len(codes[0]) == 2
    assert Visit.objects.count() == 1


def test_one_more_matter_keeps_what_was_typed_and_judges_nothing_yet(desk: Desk, begun: Reception) -> None:
    page = sent(desk, "officer", at(begun, "sheet"), 200, **sheet(more="1", headcount=""))

    assert 'name="m4-text"' in page and "村口的路灯坏了" in page and 'value="form-1"' in page
    assert not Visit.objects.exists()
    ten = sent(desk, "officer", at(begun, "sheet"), 200, **sheet(more="1", blocks="10"))
    assert 'name="m11-text"' not in ten and "再加一件" not in ten


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ({"m1-text": ""}, 400, "还没有写说了什么"),
        ({"m2-place": "桐木村"}, 400, "还没有写说了什么"),
        ({"m1-door": "answer", "m1-deputy": "liu", "m1-source": "问过"}, 400, "请写下是怎么答复的"),
        ({"m1-door": "answer", "m1-deputy": "liu", "m1-answer": "修"}, 400, "请写出处"),
        ({"m1-door": "answer", "m1-answer": "修", "m1-source": "问过"}, 400, "请选是哪位代表答的"),
        ({"m1-door": "inform", "m1-why": "归他们管"}, 400, "请写清楚该向哪里反映"),
        ({"m1-door": "inform", "m1-target": "法院"}, 400, "请写几句解释"),
        ({"m1-door": "close"}, 400, "close"),
        ({"headcount": "0"}, 400, "大于或等于"),
        ({"came_at": "十点"}, 400, "时间"),
        ({"came_at": "23:00"}, 409, "来访时间要在接待当天，不能在将来"),
        ({"received": ["nobody"]}, 400, "nobody"),
        ({"key": ""}, 400, ""),
        ({"blocks": "99999"}, 400, ""),
    ],
)
def test_what_is_missing_is_said_beside_it_and_nothing_is_lost(
    desk: Desk, begun: Reception, more: dict[str, Any], status: int, words: str
) -> None:
    given = sheet(**{"m1-place": "杨家组的桥头"}) | more
    if "m1-deputy" in more:
        given["m1-deputy"] = desk.cast.people[more["m1-deputy"]].code

    page = sent(desk, "officer", at(begun, "sheet"), status, **given)

    assert words in page and "杨家组的桥头" in page
    assert not Visit.objects.exists() and not Opinion.objects.exists()


def test_chair_may_not_write_an_answer_for_a_deputy(desk: Desk, begun: Reception) -> None:
    assert "代表当场解答了" not in desk.get("chair", at(begun, "sheet"))
    assert "先登记，之后再办" in desk.get("office", at(begun, "sheet"))


def test_next_one_is_asked_in_from_the_receipts_while_somebody_waits(desk: Desk, begun: Reception) -> None:
    for _ in range(2):
        actions.take_ticket(begun)
    press(desk, "officer", begun, "next", press="p1")
    page = sent(desk, "officer", at(begun, "sheet?number=1"), **sheet())

    assert at(begun, "day/next") in page
    assert "请2号" in press(desk, "officer", begun, "next", press=re.findall(r'name="press" value="([^"]+)"', page)[0])
    last = sent(desk, "officer", at(begun, "sheet?number=2"), **sheet(key="form-2"))
    assert at(begun, "day/next") not in last and "回到接待现场" in last


def test_number_that_was_written_leads_to_its_sheet(desk: Desk, begun: Reception) -> None:
    actions.take_ticket(begun)
    sent(desk, "officer", at(begun, "sheet?number=1"), **sheet())

    answer = desk.at("liu").get(at(begun, "sheet?number=1"))
    assert answer.status_code == 302 and "/visits/" in answer.headers["Location"]
    assert "1号已经登记过了" in sent(desk, "liu", at(begun, "sheet?number=1"), 409, **sheet(key="other"))
    assert desk.at("officer").get(at(begun, "sheet?number=7")).status_code == 404
    assert desk.at("officer").get(at(begun, "sheet?number=x")).status_code == 404


def test_receipts_are_shown_to_who_wrote_the_sheet_and_for_a_day(desk: Desk, begun: Reception) -> None:
    sent(desk, "officer", at(begun, "sheet"), **sheet())
    path = at(begun, f"visits/{Visit.objects.get().code}")

    assert 'class="receipt"' in desk.get("officer", path)
    assert 'class="receipt"' not in desk.get("liu", path)
    with moment.at(moment.parse("2026-11-03T09:30:00+08:00")):
        assert 'class="receipt"' not in Desk(desk.cast).get("officer", path)
    assert desk.at("stranger").get(path).status_code == 404
    assert desk.at("volunteer").get(path).status_code == 404


def test_sheet_of_yesterday_is_marked_as_entered_late(desk: Desk, row: Reception) -> None:
    with moment.at(moment.parse("2026-11-03T09:30:00+08:00")):
        page = sent(desk, "officer", at(row, "sheet"), **sheet(came_at="09:40"))

    assert "补录" in page and "2026年11月2日 周一 09:40" in re.sub(r"<[^>]+>", "", page)


# ── on the telephone ───────────────────────────────────────────────────────
def test_time_is_booked_for_who_telephones_and_read_out_once(desk: Desk, row: Reception) -> None:
    given = {"at": "09:40", "headcount": "2", "contact": "0700-555-0144", "key": "k"}

    first, again = (sent(desk, "volunteer", at(row, "book"), 200, **given) for _ in range(2))

    assert "念给他听" in first and row.bookings.count() == 1
    assert re.findall(r'class="code">([\d ]+)<', first) == re.findall(r'class="code">([\d ]+)<', again)
    assert "09:40" in desk.get("officer", at(row)) and row.bookings.get().by_staff


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ({"at": "03:00"}, 400, "03:00"),
        ({"at": "10:00"}, 409, "已经约满了"),
        ({"headcount": "100"}, 400, "99"),
        ({"contact": "x" * 500}, 400, "500"),
    ],
)
def test_time_that_cannot_be_had_is_said(
    desk: Desk, row: Reception, more: dict[str, str], status: int, words: str
) -> None:
    actions.book(row, "10:00")

    page = sent(desk, "officer", at(row, "book"), status, **{"at": "09:40", "headcount": "1", "key": "k"} | more)

    assert words in page and row.bookings.count() == 1


# ── on paper ───────────────────────────────────────────────────────────────
def test_sheet_that_was_written_is_printed_without_codes_contacts_or_secrets(desk: Desk, begun: Reception) -> None:
    matters = [
        actions.Matter("路灯坏了", door="inform", words="归供电所管", target="镇供电所", contact="0700-555-0111"),
        actions.Matter("有人收钱办事", confidential=True),
        actions.Matter("井盖松了"),
    ]
    noted = actions.note_visit(begun, actions.Sheet(matters, headcount=3), by=desk.cast.actor("officer"))
    path = at(begun, f"visits/{noted.visit.code}/sheet")
    moment.pass_time(hours=3)
    later = Opinion.objects.get(number=noted.receipts[2].number)
    by, liu = desk.cast.actor("officer"), desk.cast.people["liu"].code
    opinions.answer_on_the_spot(later, words="下周来补", source="镇里", deputy=liu, by=by)
    page = desk.get("officer", path)

    assert "路灯坏了" in page and "归供电所管" in page and "镇供电所" in page and "来访人签名" in page
    assert "井盖松了" in page and "下周来补" not in page, "an answer of later is not told as one on the spot"
    assert "收钱" not in page and "0700-" not in page and noted.receipts[0].check_code not in page
    assert path in desk.get("officer", at(begun, f"visits/{noted.visit.code}"))
    for who in ("stranger", "volunteer"):
        assert desk.at(who).get(path).status_code == 404
    assert desk.at("officer").get(at(begun, "visits/none/sheet")).status_code == 404


def test_receipt_on_paper_has_a_drawing_that_holds_the_number_and_never_the_code(
    desk: Desk, begun: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr("lianxin.papers.qr.inline", lambda content: drawn.append(content) or "")
    noted = actions.note_visit(begun, actions.Sheet([actions.Matter("路灯坏了")]), by=desk.cast.actor("officer"))
    desk.get("officer", at(begun, f"visits/{noted.visit.code}"))

    (content,) = drawn
    assert content.endswith(f"/receipt#{noted.receipts[0].number}")
    assert noted.receipts[0].check_code not in content
