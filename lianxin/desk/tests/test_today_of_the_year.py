"""What of the reception year waits stands on the day's page of whoever has to do it (Articles 3, 4, 6)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.desk.tests.factory import Desk
from lianxin.kit import moment
from lianxin.locality.tests import factory as locality
from lianxin.receptions import actions, queries, tasks
from lianxin.receptions.models import ReceptionPlan
from lianxin.receptions.rhythm import Every, Rhythm, Shift
from lianxin.receptions.tests import factory
from tests.populate import offline

pytestmark = [pytest.mark.django_db, pytest.mark.article(6)]
NEXT_MONDAY = date(2026, 11, 9)


@pytest.fixture
def desk(desk_at_nine: Desk) -> Desk:
    return desk_at_nine


@pytest.fixture
def plan(desk: Desk) -> ReceptionPlan:
    return factory.drafted(desk.cast)


def who_sees(desk: Desk, words: str) -> set[str]:
    nicks = ("officer", "chair", "liu", "long", "volunteer", "stranger", "strange_chair", "stranger_deputy")
    found = {nick: desk.at(nick).get("/desk/", follow=True).content.decode() for nick in nicks}
    return {nick for nick, page in found.items() if words in page}


def test_missing_plan_is_missed_by_who_would_draft_it(desk: Desk) -> None:
    """From November on it is next year's."""
    words = "个站还没有拟2027年的接待计划"
    assert who_sees(desk, words) == {"officer", "chair", "liu", "stranger", "strange_chair"}
    factory.published(desk.cast, 2027)

    assert who_sees(desk, words) == {"stranger", "strange_chair"}
    assert not who_sees(desk, "个站还没有拟2026年")
    with moment.at(moment.parse("2026-09-01T09:00:00+08:00")):
        assert "officer" in who_sees(desk, "个站还没有拟2026年的接待计划")


def test_plan_leads_each_to_his_next_step(desk: Desk, plan: ReceptionPlan) -> None:
    actions.submit_plan(plan, by=desk.cast.actor("liu"))
    assert who_sees(desk, "1份接待计划等您确认") == {"chair"}
    actions.confirm_plan(plan, by=desk.cast.actor("chair"))
    assert who_sees(desk, "1份接待计划确认了，等公告") == {"chair", "officer"}

    assert f"/desk/plans/{plan.code}" in desk.get("officer", "/desk/")


def test_day_that_lacks_a_deputy_is_seen_by_who_finds_another(desk: Desk) -> None:
    row = factory.on(factory.published(desk.cast), NEXT_MONDAY)
    actions.ask_leave(row.seats.get(), by=desk.cast.actor("liu"))

    assert who_sees(desk, "1次接待缺代表") == {"officer", "chair", "liu"}
    assert f"/desk/receptions/{row.code}" in desk.get("officer", "/desk/")
    actions.substitute(row.seats.get(), desk.cast.people["long"].pk, by=desk.cast.actor("officer"))
    assert not who_sees(desk, "次接待缺代表")


def test_announced_day_of_rest_waits_for_a_word_and_is_decided_by_its_form(desk: Desk) -> None:
    one = Rhythm(every=Every.DATES, dates=(date(2027, 5, 3),), shift=Shift.FORWARD)
    row = factory.on(factory.published(desk.cast, 2027, one), date(2027, 5, 3))
    locality.load_2027(rest=(*locality.REST_2027, "05-03"))
    tasks.reckon_again()

    assert who_sees(desk, "1次接待碰上放假") == {"officer", "chair", "liu"}
    page = desk.get("officer", f"/desk/receptions/{row.code}")
    assert "这一天是休息日" in page and "按规律应当改在2027年5月4日" in page
    assert desk.at("officer").get(f"/desk/receptions/{row.code}?do=move").context["form"].initial["on"] == date(
        2027, 5, 4
    )
    assert desk.at("long").post(f"/desk/receptions/{row.code}/keep_day", {"seen": row.version}).status_code in (
        403,
        404,
    )
    answer = desk.at("officer").post(f"/desk/receptions/{row.code}/keep_day", {"seen": row.version})

    assert answer.status_code == 302 and not who_sees(desk, "次接待碰上放假")
    assert "休息日" not in desk.get("officer", f"/desk/receptions/{row.code}").split("日子怎样算的")[0]


def test_what_a_device_brought_waits_for_a_hand(desk: Desk) -> None:
    row = factory.on(factory.published(desk.cast), date(2026, 11, 2))
    offline(row, desk.cast.actor("officer"))

    assert {"officer", "chair"} <= who_sees(desk, "断网带回来的，1条等人补登")


def test_day_asks_as_much_for_a_year_full_of_receptions_as_for_none(desk: Desk, plan: ReceptionPlan) -> None:
    asked = []
    for act in (actions.submit_plan, actions.confirm_plan, actions.publish_plan):
        with CaptureQueriesContext(connection) as seen:
            queries.pressing(desk.cast.actor("chair"))
        asked.append(len(seen))
        act(plan, by=desk.cast.actor("chair"))

    assert len(set(asked)) == 1, asked


def test_sheet_for_the_wall_is_one_press_away(desk: Desk, plan: ReceptionPlan) -> None:
    assert "receptions.pdf" not in desk.get("officer", f"/desk/plans/{plan.code}")
    row = factory.on(factory.published(desk.cast, 2027), date(2027, 1, 4))

    for path, asked in ((f"plans/{row.plan.code}", "?year=2027"), (f"receptions/{row.code}", "?year=2027&amp;month=1")):
        assert f"/stations/{row.station.code}/receptions.pdf{asked}" in desk.get("officer", f"/desk/{path}")
