"""The road laid out: days on the line, weight of voices, what is still ahead."""

from datetime import date, datetime

from lianxin.kit.moment import SHANGHAI
from lianxin.kit.road import Road, Stop, for_line, laid_out


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


WALKED = Road(
    (
        Stop("origin", "您说了", at(3, 12, 20)),
        Stop("step", "登记", at(3, 12, 21)),
        Stop("merge", "并到一起", date(2026, 3, 27), voices=15),
        Stop("step", "交办", date(2026, 4, 20)),
        Stop("end", "告诉您了", date(2027, 1, 4)),
    ),
    voices=15,
    done=True,
)


def test_elapsed_days_stand_between_two_stops() -> None:
    assert [row.gap for row in laid_out(WALKED)] == ["", "过了15天", "过了24天", "过了259天", ""]


def test_a_repeated_day_is_said_as_the_same_day_and_a_year_only_when_it_changes() -> None:
    assert [row.day for row in laid_out(WALKED)] == [
        "2026年3月12日",
        "同一天",
        "3月27日",
        "4月20日",
        "2027年1月4日",
    ]


def test_the_line_is_thin_until_others_join_and_never_thin_again() -> None:
    rows = laid_out(WALKED)
    assert [row.solo for row in rows] == [True, True, False, False, False]
    assert [row.joining for row in rows] == [0, 14, 0, 0, 0]


def test_what_is_ahead_is_open_and_carries_its_promise() -> None:
    road = Road(
        (
            Stop("now", "登记了", at(11, 23), when="今天", promise="最迟3个工作日"),
            Stop("todo", "提出怎么办", when="11月26日前"),
        )
    )
    now, ahead = laid_out(road)
    assert (now.gap, now.next_ahead, now.ahead) == ("最迟3个工作日", True, False)
    assert (now.day, now.hour) == ("今天", "11月23日 周一")
    assert ahead.ahead
    assert "open" in now.marks


def test_a_promise_is_dashed_until_the_next_stop_shows_it_kept() -> None:
    kept = laid_out(Road((Stop("promise", "许下", date(2026, 7, 8)), Stop("step", "兑现", date(2026, 10, 26)))))
    waiting = laid_out(Road((Stop("promise", "许下", date(2026, 7, 8)), Stop("todo", "兑现", when="10月31日前"))))
    assert "kept" in kept[0].marks
    assert "kept" not in waiting[0].marks


def test_the_days_of_a_road_run_from_the_first_word_to_the_last_dated_step() -> None:
    assert WALKED.days == 298
    assert Road((Stop("origin", "您说了", at(3, 12)),)).days is None


def test_an_empty_road_lays_out_to_nothing() -> None:
    assert laid_out(Road(())) == ()


def test_lying_down_the_road_keeps_its_ends_and_its_merge() -> None:
    short = for_line(WALKED, 3)
    assert [stop.kind for stop in short.stops] == ["origin", "merge", "end"]


def test_the_road_speaks_english() -> None:
    rows = laid_out(WALKED, "en")
    assert (rows[0].day, rows[1].day, rows[1].gap) == ("12 Mar 2026", "Same day", "15 days later")
