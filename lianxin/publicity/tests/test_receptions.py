"""接待日 for everybody: the notice, a time booked and cancelled without an account, the calendar (Article 6)."""

import re
from datetime import date, time

import pytest
from django.test import Client

from lianxin.kit import moment
from lianxin.receptions import actions
from lianxin.receptions.models import Reception
from lianxin.receptions.rhythm import Every, Rhythm, Shift, market_days
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.article(6)]
NEXT = date(2026, 11, 9)


@pytest.fixture
def cast() -> object:
    with moment.at(moment.parse("2026-11-02T08:30:00+08:00")):
        yield world()


@pytest.fixture
def reception(cast: Cast) -> Reception:
    return factory.on(factory.published(cast, rhythm=factory.ONE_DAY), NEXT)


def test_notice_names_time_place_and_deputies(client: Client, reception: Reception) -> None:
    page = client.get(f"/receptions/{reception.code}").content.decode()

    for words in ("2026年11月9日", "09:00—11:00", "寸石镇建设路1号", "刘禾生"):
        assert words in page
    assert reception.code in client.get("/receptions/").content.decode()


def test_station_page_says_in_which_month_its_next_receptions_are(client: Client, cast: Cast) -> None:
    dates = (NEXT, date(2026, 12, 7))
    factory.published(cast, rhythm=Rhythm(Every.DATES, dates=dates, shift=Shift.KEEP))

    page = client.get(f"/stations/{cast.station.code}").content.decode()

    months = re.findall(r'<p class="rcps__m">([^<]+)</p><ul><li class="rcp"><p class="rcp__d"><b>(\d+)</b>', page)
    assert months == [("2026年11月", "9"), ("2026年12月", "7")]


def test_market_day_is_told_by_the_lunar_calendar_as_long_as_it_stands_there(client: Client, cast: Cast) -> None:
    market = Rhythm(Every.LUNAR, days=market_days(3, 8), shift=Shift.KEEP)
    row = factory.published(cast, rhythm=market).receptions.order_by("day")[0]
    for path in (f"/receptions/{row.code}", f"/stations/{cast.station.code}", "/receptions/"):
        assert "农历九月廿八 · " in client.get(path).content.decode()

    actions.move_reception(row, day=date(2026, 11, 8), starts=row.starts, ends=row.ends, place=row.place,
                           reason="停电", by=cast.actor("chair"))  # fmt: skip

    assert "农历" not in client.get(f"/receptions/{row.code}").content.decode()


def test_time_is_booked_looked_up_and_cancelled_by_its_code(client: Client, reception: Reception) -> None:
    answer = client.post(f"/receptions/{reception.code}/book", {"at": "09:20", "key": "k1"})
    number, code = re.findall(r'<b class="num">([\d -]+)</b>', answer.content.decode())
    given = {"number": number, "code": code}

    assert "已约" in client.post("/booking", given).content.decode()
    assert "已取消" in client.post("/booking", given | {"cancel": "1"}).content.decode()
    assert client.post("/booking", given | {"cancel": "1"}).status_code == 409
    assert client.post("/booking", given | {"code": "0000000000"}).status_code == 422


def test_full_time_is_said_and_the_waiting_list_offered(client: Client, reception: Reception) -> None:
    actions.book(reception, "09:20")

    answer = client.post(f"/receptions/{reception.code}/book", {"at": "09:20", "key": "k2"})
    waiting = client.post(f"/receptions/{reception.code}/book", {"at": "wait 09:20", "key": "k2"})

    assert answer.status_code == 409 and "09:20已经约满了" in answer.content.decode()
    assert "排上候补了" in waiting.content.decode()


@pytest.mark.parametrize("at", ["", "03:00", "九点", "09:20:00", "<script>"])
def test_time_that_is_not_offered_is_refused(client: Client, reception: Reception, at: str) -> None:
    answer = client.post(f"/receptions/{reception.code}/book", {"at": at, "key": "k3"})

    assert answer.status_code == 409 and "请从给出的时间里选一个" in answer.content.decode()


def test_draft_has_no_address(client: Client, cast: Cast) -> None:
    draft = factory.on(factory.drafted(cast), NEXT)

    for path in ("", "/book"):
        assert client.get(f"/receptions/{draft.code}{path}").status_code == 404


def test_full_time_stands_on_the_page_as_one_to_wait_for(client: Client, reception: Reception) -> None:
    actions.book(reception, "09:20")

    page = client.get(f"/receptions/{reception.code}").content.decode()

    assert 'value="wait 09:20"' in page and 'value="09:40"' in page


def test_form_sent_again_with_another_time_books_nothing_more_and_says_so(client: Client, reception: Reception) -> None:
    path = f"/receptions/{reception.code}/book"
    first = client.post(path, {"at": "09:20", "key": "k5"}).content.decode()
    again = client.post(path, {"at": "09:40", "key": "k5"}).content.decode()
    same = client.post(path, {"at": "09:20", "key": "k5"}).content.decode()

    number = re.findall(r'<b class="num">([\d -]+)</b>', first)[0]
    assert number in again and number in same and reception.bookings.count() == 1
    assert "没有约第二次" in again and "没有约第二次" not in same


def test_form_whose_booking_was_cancelled_begins_anew(client: Client, reception: Reception) -> None:
    path = f"/receptions/{reception.code}/book"
    page = client.post(path, {"at": "09:20", "key": "k6"}).content.decode()
    number, code = re.findall(r'<b class="num">([\d -]+)</b>', page)
    client.post("/booking", {"number": number, "code": code, "cancel": "1"})

    again = client.post(path, {"at": "09:20", "key": "k6"})

    assert again.status_code == 409 and "已经取消了" in again.content.decode()
    assert 'name="key" value="k6"' not in again.content.decode()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"contact": "7" * 10_000}, 409),
        ({"contact": "😀\x00\u202e打这个"}, 200),
        ({"headcount": "100"}, 422),
        ({"headcount": "一大家子"}, 422),
        ({"headcount": "-1"}, 422),
        ({"key": "k" * 5_000}, 200),
        ({"key": ""}, 200),
    ],
)
def test_whatever_is_typed_gets_a_clear_answer(
    client: Client, reception: Reception, given: dict[str, str], status: int
) -> None:
    answer = client.post(f"/receptions/{reception.code}/book", {"at": "09:20", "key": "k7", **given})

    assert answer.status_code == status
    assert reception.bookings.count() == (status == 200)


def test_what_was_picked_and_typed_stays_when_something_is_wrong(client: Client, reception: Reception) -> None:
    given = {"at": "09:40", "headcount": "0", "contact": "0700-555-0123", "key": "k8"}

    page = client.post(f"/receptions/{reception.code}/book", given).content.decode()

    assert 'value="09:40" checked' in page and "0700-555-0123" in page and 'value="k8"' in page


def test_whoever_waits_sees_how_many_are_before_him(client: Client, reception: Reception) -> None:
    actions.book(reception, "09:20")
    actions.book(reception, "09:20", may_wait=True)
    mine = actions.book(reception, "09:20", may_wait=True)

    page = client.post("/booking", {"number": mine.number, "code": mine.check_code}).content.decode()

    assert "候补" in page and "前面还有1位候补" in page


def test_moved_reception_tells_whoever_booked_where_to_book_anew(
    client: Client, cast: Cast, reception: Reception
) -> None:
    mine = actions.book(reception, "09:20")
    when = {"day": date(2026, 11, 10), "starts": time(9), "ends": time(11)}
    actions.move_reception(reception, **when, reason="停电", by=cast.actor("chair"))

    page = client.post("/booking", {"number": mine.number, "code": mine.check_code}).content.decode()

    assert "接待改了时间" in page and "停电" in page and f"/receptions/{reception.code}" in page


def test_correction_and_late_notice_are_seen_and_a_cancelled_day_can_still_be_read(
    client: Client, cast: Cast, reception: Reception
) -> None:
    with moment.at(moment.parse("2026-11-08T10:00:00+08:00")):
        held = reception.seats.get()
        actions.substitute(held, cast.people["yang"].pk, by=cast.actor("officer"), reason="去县里开会")
        actions.cancel_reception(reception, reason="停电", by=cast.actor("chair"))
        page = client.get(f"/receptions/{reception.code}").content.decode()
        row = client.get(f"/receptions/?station={cast.station.code}").content.decode()

    for words in ("换代表", "刘禾生", "杨小满", "去县里开会", "这次接待取消了", "停电", "更正晚了"):
        assert words in page
    assert "rcp--off" in row and "已取消" in row and "约个时间" not in page


def test_how_the_day_was_found_is_one_touch_away(client: Client, cast: Cast) -> None:
    mondays = Rhythm(every=Every.WEEKLY, weekdays=(0,), months=(11,), shift=Shift.FORWARD)
    reception = factory.on(factory.published(cast, rhythm=mondays), NEXT)

    page = client.get(f"/receptions/{reception.code}").content.decode()

    assert "这一天怎么定的" in page and "11月的每周一；遇休息日顺延" in page and "按安排" in page


def test_list_goes_by_month_and_page_and_back_to_what_is_over(client: Client, cast: Cast) -> None:
    rhythm = Rhythm(every=Every.WEEKLY, weekdays=(0, 1), months=(1, 2, 3, 4, 5, 6, 7, 12), shift=Shift.KEEP)
    factory.published(cast, 2027, rhythm)
    path = f"/receptions/?station={cast.station.code}"

    pages = [client.get(f"{path}&page={n}").content.decode() for n in (1, 2, 999999, "x", "-1", "1e9")]

    assert "2027年1月" in pages[0] and "第1页，共2页" in pages[0] and pages[0].count('class="rcp"') == 60
    assert "第2页，共2页" in pages[1] and "2027年12月" in pages[1] and "第2页" in pages[2]
    assert all("第1页" in page for page in pages[3:])
    with moment.at(moment.parse("2027-02-01T09:00:00+08:00")):
        past = client.get(f"{path}&past=1").content.decode()
    assert past.index("2027年1月26日") < past.index("2027年1月4日") and "noindex" in past


@pytest.mark.parametrize("asked", ["q=寸石", "division=430522105000", "division=430522105206", "division=430522000000"])
def test_list_is_found_by_the_words_or_code_of_a_place(
    client: Client, cast: Cast, reception: Reception, asked: str
) -> None:
    page = client.get(f"/receptions/?{asked}").content.decode()

    assert reception.code in page


def test_list_of_another_place_or_of_nowhere(client: Client, reception: Reception) -> None:
    assert reception.code not in client.get("/receptions/?division=430522106000").content.decode()
    assert client.get("/receptions/?division=999999999999").status_code == 404
    assert client.get("/receptions/?station=nowhere").status_code == 404
