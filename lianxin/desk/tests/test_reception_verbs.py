"""Each verb of a plan and of a reception, by its form at the desk: done once by who may, refused to who may not."""

from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.desk.tests.factory import Desk
from lianxin.kit import moment
from lianxin.outbox.models import Message
from lianxin.receptions import actions
from lianxin.receptions.models import Reception, ReceptionPlan
from lianxin.receptions.tasks import make_proposals
from lianxin.receptions.tests import factory

pytestmark = [pytest.mark.article(6), pytest.mark.usefixtures("monday")]
NINTH = date(2026, 11, 9)


@pytest.fixture
def monday() -> Iterator[None]:
    """Monday 2 November 2026, half past eight."""
    with moment.at(moment.parse("2026-11-02T08:30:00+08:00")):
        yield


@pytest.fixture
def plan(desk: Desk) -> ReceptionPlan:
    """The home station's plan with one reception, on the ninth, announced in time."""
    return factory.published(desk.cast, rhythm=factory.ONE_DAY)


@pytest.fixture
def draft(desk: Desk) -> ReceptionPlan:
    """Its draft, with 刘禾生 on the ninth."""
    return factory.drafted(desk.cast, rhythm=factory.ONE_DAY)


def at(row: Any) -> str:
    return f"/desk/{'plans' if isinstance(row, ReceptionPlan) else 'receptions'}/{row.code}"


def does(desk: Desk, nick: str, row: Any, verb: str, status: int = 302, **fields: Any) -> str:
    """Open the form, fill it in on top of what it offers, send it; the page in answer to it."""
    opened = desk.at(nick).get(f"{at(row)}?do={verb}")
    form = opened.context["form"]
    assert form is not None, f"{nick} has no {verb} at {at(row)}"
    offered = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    answer = desk.at(nick).post(f"{at(row)}/{verb}", {**offered, **fields})
    assert answer.status_code == status, unescape(answer.content.decode())[-2500:]
    return unescape(answer.content.decode())


def choice(desk: Desk, nick: str, row: Any, verb: str, field: str, words: str) -> str:
    """The value of the choice that says these words."""
    form = desk.at(nick).get(f"{at(row)}?do={verb}").context["form"]
    return next(str(value) for value, said in form.fields[field].choices if words in str(said))


def only(plan: ReceptionPlan) -> Reception:
    return plan.receptions.order_by("pk")[0]


# ── after the notice ───────────────────────────────────────────────────────
def test_moved_cancelled_and_added_by_their_forms_with_a_reason_each(desk: Desk, plan: ReceptionPlan) -> None:
    row = only(plan)
    does(desk, "officer", row, "move", 400, on="2026-11-16", reason="")
    does(desk, "officer", row, "move", on="2026-11-16", reason="停电")
    row.refresh_from_db()
    assert row.day == date(2026, 11, 16)

    does(desk, "chair", row, "cancel", reason="防汛值守")
    liu = choice(desk, "officer", plan, "add_reception", "people", "刘禾生")
    does(desk, "officer", plan, "add_reception", on="2026-11-20", people=[liu], reason="群众要求")

    kinds = list(plan.corrections.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["moved", "cancelled", "added"]


def test_a_deputy_asks_leave_on_his_own_page_and_another_stands_in(desk: Desk, plan: ReceptionPlan) -> None:
    row = only(plan)
    actions.book(row, "09:00", contact="0700-555-0133")
    does(desk, "liu", row, "ask_leave", words="要去省里开会")
    does(desk, "officer", row, "substitute", person=choice(desk, "officer", row, "substitute", "person", "杨小满"))

    page = unescape(desk.at("liu").get(f"/receptions/{row.code}").content.decode())
    assert "换代表" in page and "杨小满" in page
    assert Message.objects.filter(kind="receptions.booking_other_deputy").exists()


def test_leave_is_taken_back_and_one_more_joins_and_is_left_out(desk: Desk, plan: ReceptionPlan) -> None:
    row = only(plan)
    does(desk, "liu", row, "ask_leave")
    does(desk, "liu", row, "take_back_leave")
    does(desk, "liu", row, "join", person=choice(desk, "liu", row, "join", "person", "龙秀梅"))
    does(desk, "officer", row, "leave_out", seat=choice(desk, "officer", row, "leave_out", "seat", "刘禾生"))

    sitting = row.seats.exclude(state="dropped").values_list("person__name", flat=True)
    assert list(sitting) == ["龙秀梅"]


def test_leave_is_not_offered_back_once_somebody_stands_in(desk: Desk, plan: ReceptionPlan) -> None:
    row = only(plan)
    does(desk, "liu", row, "ask_leave")
    assert "?do=take_back_leave" in desk.get("liu", at(row))
    does(desk, "officer", row, "substitute", person=choice(desk, "officer", row, "substitute", "person", "杨小满"))

    for nick in ("liu", "officer"):
        assert "?do=take_back_leave" not in desk.get(nick, at(row))


# ── the draft ──────────────────────────────────────────────────────────────
def test_a_draft_goes_to_the_chair_and_back_and_to_everybody(desk: Desk, draft: ReceptionPlan) -> None:
    does(desk, "liu", draft, "submit")
    does(desk, "chair", draft, "give_back", 400, words="")
    does(desk, "chair", draft, "give_back", words="十一月多排一次")
    assert "十一月多排一次" in unescape(desk.get("liu", at(draft)))
    does(desk, "officer", draft, "submit")
    does(desk, "chair", draft, "confirm")
    does(desk, "officer", draft, "publish")

    assert "11月9日" in unescape(desk.at("officer").get(f"/receptions/{only(draft).code}").content.decode())


def test_a_day_is_seated_anew_and_left_out(desk: Desk, draft: ReceptionPlan) -> None:
    row = only(draft)
    does(desk, "liu", row, "seat", people=[choice(desk, "liu", row, "seat", "people", "龙秀梅")])
    assert [s.person.name for s in row.seats.exclude(state="dropped")] == ["龙秀梅"]

    does(desk, "liu", row, "leave_out_day")

    row.refresh_from_db()
    assert row.state == "cancelled"


def test_wishes_and_the_room_in_use_are_noted_and_taken_back(desk: Desk, draft: ReceptionPlan) -> None:
    who = choice(desk, "officer", draft, "wish", "person", "龙秀梅")
    does(desk, "officer", draft, "wish", 400, person=who, away="昨天到后天")
    does(desk, "officer", draft, "wish", person=who, least=2, away="11月1日—11月8日")
    does(desk, "yang", draft, "my_wish", least=0, most=3)
    does(desk, "officer", draft, "use_room", words="镇里开会", weekday="2", starts="08:00", ends="12:00")
    use = choice(desk, "officer", draft, "free_room", "use", "镇里开会")
    does(desk, "officer", draft, "free_room", use=use)

    found = {wish.person.name: (wish.least, wish.most, wish.away) for wish in draft.wishes.all()}
    assert found == {"龙秀梅": (2, None, [["2026-11-01", "2026-11-08"]]), "杨小满": (0, 3, [])}


def test_a_year_is_tried_out_and_taken_over_at_the_desk(desk: Desk, draft: ReceptionPlan) -> None:
    does(desk, "liu", draft, "try_year")
    assert 'hx-trigger="every 2s"' in desk.get("liu", at(draft))
    make_proposals()

    assert "1次接待，1次排满了人" in unescape(desk.get("liu", at(draft)))
    does(desk, "liu", draft, "adopt")
    assert "排满了人" not in desk.get("liu", at(draft))


# ── who may not ────────────────────────────────────────────────────────────
AFTER = ("move", "cancel", "substitute", "join", "leave_out", "ask_leave")
BEFORE = ("weekly", "wish", "try_year", "submit", "confirm", "give_back", "publish", "use_room")


@pytest.mark.parametrize("nick", ["volunteer", "city", "auditor", "long"])
def test_who_only_reads_has_no_verb_and_gets_none_by_sending_it(desk: Desk, plan: ReceptionPlan, nick: str) -> None:
    row = only(plan)
    for verb in AFTER:
        assert desk.at(nick).get(f"{at(row)}?do={verb}").context["form"] is None
        assert desk.at(nick).post(f"{at(row)}/{verb}", {"reason": "x", "on": "2026-11-20"}).status_code in (
            400,
            403,
            404,
        )
    for verb in BEFORE:
        assert desk.at(nick).post(f"{at(plan)}/{verb}", {"words": "x"}).status_code in (400, 403, 404, 409)

    row.refresh_from_db()
    assert (row.state, row.day, plan.corrections.count()) == ("announced", NINTH, 0)


@pytest.mark.parametrize("nick", ["stranger", "strange_chair", "health"])
def test_another_township_s_plan_is_not_there(desk: Desk, plan: ReceptionPlan, nick: str) -> None:
    for path in (at(plan), at(only(plan)), f"/desk/keeping/{plan.code}"):
        assert desk.at(nick).get(path).status_code == 404


# ── many ───────────────────────────────────────────────────────────────────
def test_a_year_of_mondays_asks_the_database_as_little_as_one_day(desk: Desk, plan: ReceptionPlan) -> None:
    desk.at("officer").get(at(plan))
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            desk.at("officer").get(at(plan))
            desk.at("officer").get("/desk/receptions/")
            desk.at("officer").get("/desk/keeping/")
        counts.append(len(asked))
        if not _round:
            liu = [desk.cast.people["liu"].pk]
            for day in range(10, 30):
                actions.add_reception(
                    plan, date(2026, 11, day), factory.MORNING, liu, reason="", by=desk.cast.actor("officer")
                )

    assert counts[1] <= counts[0] + 3, counts


def test_the_next_reception_stands_first_and_the_last_one_over_after_those_to_come(desk: Desk) -> None:
    plan = factory.published(desk.cast)
    with moment.at(moment.parse("2026-11-20T08:30:00+08:00")):
        days = [line.title for line in Desk(desk.cast).at("officer").get("/desk/receptions/").context["lines"]]

    assert plan.receptions.count() > 6
    assert "11月23日" in str(days[0]) and "11月16日" in str(
        days[days.index(next(d for d in days if "12月28日" in str(d))) + 1]
    )
