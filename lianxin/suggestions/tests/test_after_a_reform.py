"""An organ is merged while it has suggestions in hand: open work moves, history is kept (Article 10)."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Role
from lianxin.kit.workflow import Refused
from lianxin.ledger.models import Entry
from lianxin.organs import actions as organs
from lianxin.outbox.models import Message
from lianxin.people import actions as people
from lianxin.people.queries import actor_for
from lianxin.suggestions import actions, permissions, queries
from lianxin.suggestions.models import Suggestion
from lianxin.suggestions.tasks import follow_reforms
from lianxin.suggestions.tests.factory import NOW, Scene, scene
from lianxin.suggestions.workflow import State
from tests.world import COUNTY

pytestmark = [pytest.mark.django_db, pytest.mark.article(10)]
GROUND = "县委办发〔2026〕8号"


@pytest.fixture
def s():
    with moment.at(NOW):
        yield scene()


def merge(s: Scene, old: str = "health", new: str = "water", **more: object) -> None:
    given: dict[str, object] = {"day": moment.today(), "ground": GROUND, "by": s.actor("office")}
    organs.merge_organ(s.cast.organs[old], s.cast.organs[new].code, **given | more)


def leg(row: Suggestion):
    return row.assignments.select_related("organ").order_by("-round").get()


@pytest.mark.parametrize("state", [State.ASSIGNED, State.ACKNOWLEDGED])
def test_open_work_goes_to_the_successor_with_the_limit_unchanged(s: Scene, state: State) -> None:
    row = s.at(state)
    due, reckoned = leg(row).due_day, json.loads(leg(row).reckoning)
    merge(s)
    assert follow_reforms() == 1
    moved, row = leg(row), s.fresh(row)
    assert (moved.organ, moved.round, moved.due_day) == (s.cast.organs["water"], 1, due)
    assert (row.state, row.due_day, moved.acknowledged_at) == (State.ASSIGNED, due, None)
    assert json.loads(moved.reckoning) == reckoned
    entry = Entry.objects.get(verb="suggestions.taken_over")
    assert (entry.subject, entry.actor) == (f"suggestions.suggestion:{row.code}", "system")
    assert Entry.objects.filter(verb="suggestions.leg_taken_over", subject__endswith=moved.code).exists()


def test_the_road_says_in_words_that_the_successor_goes_on(s: Scene) -> None:
    row = s.at(State.ACKNOWLEDGED)
    merge(s)
    follow_reforms()
    told = queries.stages_of_suggestion(s.fresh(row))
    assert told[-1].title == "改由新邵县水利局承办"
    assert told[-1].words == (
        "新邵县卫生健康局已并入新邵县水利局，由它接着办，答复期限不变。",
        f"依据：{GROUND}",
    )
    assert any("交给新邵县卫生健康局办理" in words for stage in told for words in stage.words), "history keeps its name"


def test_the_new_organ_and_the_lead_deputy_are_told_once(s: Scene) -> None:
    row = s.at(State.ASSIGNED)
    merge(s)
    assert (follow_reforms(), follow_reforms()) == (1, 0)
    told = Message.objects.get(kind="suggestions.taken_over")
    assert (told.to_ref, told.params["due"]) == (s.cast.organs["water"].code, leg(row).due_day.isoformat())
    assert Message.objects.get(kind="suggestions.moved").to_ref == s.cast.people["long"].code


def test_moving_twice_does_nothing_the_second_time(s: Scene) -> None:
    row = s.at(State.ASSIGNED)
    merge(s)
    assert actions.take_over(row) is True
    version = s.fresh(row).version
    assert actions.take_over(row) is False
    assert s.fresh(row).version == version


def test_done_work_stays_under_the_old_name_and_the_successor_has_the_files(s: Scene) -> None:
    done = [s.at(state) for state in (State.REPLIED, State.EVALUATED, State.CONCLUDED)]
    merge(s, handlers_go_along=True)
    assert follow_reforms() == 0
    assert {leg(row).organ for row in done} == {s.cast.organs["health"]}
    handler = s.actor("health")
    assert [post.organ for post in handler.posts] == [s.cast.organs["water"].code]
    assert set(permissions.visible_to(handler)) == set(done)


def test_old_handler_whose_posting_ended_finds_nothing_and_may_nothing(s: Scene) -> None:
    row = s.at(State.ACKNOWLEDGED)
    merge(s, handlers_go_along=False)
    follow_reforms()
    old = s.actor("health")
    assert not permissions.visible_to(old).exists()
    with pytest.raises(PermissionDenied):
        actions.reply(row, reply_class="A", words="办好了", signed_by="局长", by=old)


def test_the_successors_handler_acknowledges_and_replies_in_time(s: Scene) -> None:
    row = s.at(State.ACKNOWLEDGED)
    merge(s)
    follow_reforms()
    handler = s.actor("health")
    assert queries.listed(handler, "to_acknowledge").get() == row
    actions.acknowledge(row, by=handler)
    answered = actions.reply(row, reply_class="A", words="配齐了", signed_by="局长", contacted="打了电话", by=handler)
    assert answered.assignment.organ == s.cast.organs["water"]


def test_another_organs_handler_gets_nothing_by_a_reform_that_is_not_his(s: Scene) -> None:
    s.at(State.ACKNOWLEDGED)
    merge(s)
    follow_reforms()
    other = people.create_account("other", "旁人", by=SYSTEM)
    people.post(other, Role.ORGAN_HANDLER, COUNTY, organ=s.cast.organs["court"].code, by=SYSTEM)
    assert not permissions.visible_to(actor_for(other)).exists()


def test_rehandling_goes_to_whoever_took_over(s: Scene) -> None:
    row = s.at(State.EVALUATED, result="dissatisfied")
    merge(s)
    again = actions.order_rehandling(row, words="再办一次", by=s.actor("office"))
    assert (again.round, again.organ) == (2, s.cast.organs["water"])
    assert row.assignments.get(round=1).organ == s.cast.organs["health"]


def test_without_a_successor_the_work_waits_and_the_office_is_told_once(s: Scene) -> None:
    row = s.at(State.ASSIGNED)
    judged = s.at(State.EVALUATED, result="dissatisfied")
    office = s.actor("office")
    organs.end_organ(s.cast.organs["health"], day=moment.today(), ground=GROUND, by=office)
    assert (follow_reforms(), follow_reforms()) == (0, 0)
    assert leg(row).organ == s.cast.organs["health"]
    assert Message.objects.get(kind="suggestions.stranded").to_ref == COUNTY
    with pytest.raises(Refused, match="由谁承接"):
        actions.order_rehandling(judged, words="再办一次", by=office)
    organs.name_successor(s.cast.organs["health"], s.cast.organs["water"].code, ground=GROUND, by=office)
    assert follow_reforms() == 1
    assert leg(row).organ == s.cast.organs["water"]


def test_two_reforms_before_the_clock_ran_lead_to_the_last_organ(s: Scene) -> None:
    row = s.at(State.ASSIGNED)
    merge(s)
    merge(s, "water", "court")
    assert follow_reforms() == 1
    assert leg(row).organ == s.cast.organs["court"]


def test_a_crash_between_two_suggestions_leaves_each_whole_and_the_next_run_goes_on(s: Scene, monkeypatch) -> None:
    rows = [s.at(State.ASSIGNED), s.at(State.ACKNOWLEDGED)]
    merge(s)
    tell = actions.reform.notices.moved

    def crashes(row, *words):
        if row.pk == rows[1].pk:
            raise OSError("gone")
        tell(row, *words)

    monkeypatch.setattr(actions.reform.notices, "moved", crashes)
    with pytest.raises(OSError, match="gone"):
        follow_reforms()
    assert [leg(row).organ for row in rows] == [s.cast.organs["water"], s.cast.organs["health"]]
    monkeypatch.undo()
    assert follow_reforms() == 1
    assert [leg(row).organ for row in rows] == [s.cast.organs["water"]] * 2
