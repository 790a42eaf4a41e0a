"""The lead deputy steps back: his drafts end, another one leads what was handed in, he judges nothing (Article 11)."""

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Role
from lianxin.opinions import actions as opinions
from lianxin.opinions.rules import Rejected
from lianxin.outbox.models import Message
from lianxin.people import actions as people
from lianxin.people.queries import actor_for
from lianxin.suggestions import actions, permissions, queries
from lianxin.suggestions.models import Suggestion
from lianxin.suggestions.tasks import follow_recusals
from lianxin.suggestions.tests.factory import NOW, Scene, scene
from lianxin.suggestions.workflow import State
from tests.world import COUNTY

pytestmark = [pytest.mark.django_db, pytest.mark.article(11)]


@pytest.fixture
def s():
    with moment.at(NOW):
        yield scene()


def stepped_back(s: Scene, row: Suggestion) -> None:
    opinions.recuse(row.sources.select_related("opinion").get().opinion, by=s.actor("long"))


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_his_drafts_end_and_the_opinion_goes_to_another_deputy(s: Scene, state: State) -> None:
    row = s.at(state)
    stepped_back(s, row)
    assert (follow_recusals(), follow_recusals()) == (1, 0)
    assert s.fresh(row).state == State.WITHDRAWN
    opinion = row.sources.select_related("opinion").get().opinion
    assert (opinion.state, opinion.deputy_id) == ("registered", None)
    opinions.pass_on(opinion, deputy=s.cast.people["liu"].code, by=s.actor("officer"))
    assert [stage.title for stage in queries.stages(opinion)][-2:] != []


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ASSIGNED, State.REPLIED, State.EVALUATED])
def test_of_what_was_handed_in_the_office_is_told_once_and_names_another(s: Scene, state: State) -> None:
    row = s.at(state)
    stepped_back(s, row)
    assert (follow_recusals(), follow_recusals()) == (0, 0)
    assert Message.objects.get(kind="suggestions.vacant").to_ref == COUNTY
    office, people_of = s.actor("office"), s.cast.people
    for nick in ("long", "yang", "ma"):
        with pytest.raises(Rejected):
            actions.change_lead(row, deputy=people_of[nick].code, by=office)
    row = actions.change_lead(row, deputy=people_of["liu"].code, by=office)
    assert (row.lead, row.state) == (people_of["liu"], state)
    assert Message.objects.get(kind="suggestions.led_on").to_ref == people_of["liu"].code
    told = queries.stages_of_suggestion(row)[-1]
    assert (told.title, told.words) == ("改由刘禾生代表领衔", ("接替龙秀梅代表。",))
    assert follow_recusals() == 0
    assert Message.objects.filter(kind="suggestions.vacant").count() == 1


def test_he_sees_edits_and_evaluates_nothing_and_the_successor_judges(s: Scene) -> None:
    row = s.at(State.REPLIED)
    stepped_back(s, row)
    long = s.actor("long")
    assert not permissions.visible_to(long).exists()
    assert not queries.listed(long, "to_evaluate").exists()
    assert permissions.stepped_back(long, row)
    with pytest.raises(PermissionDenied):
        actions.evaluate(row, attitude="satisfied", result="satisfied", by=long)
    actions.change_lead(row, deputy=s.cast.people["liu"].code, by=s.actor("office"))
    assert queries.listed(s.actor("liu"), "to_evaluate").get() == row
    judged = actions.evaluate(row, attitude="satisfied", result="satisfied", by=s.actor("liu"))
    assert judged.by == s.actor("liu").ref


def test_until_another_is_named_the_office_may_judge_so_that_nobody_waits(s: Scene) -> None:
    row = s.at(State.REPLIED)
    with pytest.raises(PermissionDenied):
        actions.evaluate(row, attitude="satisfied", result="satisfied", by=s.actor("office"))
    stepped_back(s, row)
    assert actions.evaluate(row, attitude="satisfied", result="satisfied", by=s.actor("office")).pk


def test_draft_of_a_deputy_who_did_not_step_back_is_never_ended(s: Scene) -> None:
    row = s.draft()
    opinion = row.sources.select_related("opinion").get().opinion
    opinions.order_recusal(opinion, deputy=s.cast.people["liu"].code, words="亲戚", by=s.actor("office"))
    assert follow_recusals() == 0
    assert s.fresh(row).state == State.DRAFT


GUARDS = {
    State.DRAFT: ("revise", "submit", "withdraw"),
    State.SUBMITTED: ("withdraw", "return_for_revision", "treat_as_reference", "number"),
    State.NUMBERED: ("assign_by_office",),
    State.ASSIGNED: ("acknowledge",),
    State.ACKNOWLEDGED: ("reply",),
    State.REPLIED: ("evaluate",),
    State.EVALUATED: ("order_rehandling", "conclude", "prepare_publication"),
}


@pytest.mark.parametrize(("state", "verb"), [(state, verb) for state, verbs in GUARDS.items() for verb in verbs])
def test_no_guard_lets_the_recused_through_and_each_would_without_it(s: Scene, state, verb, monkeypatch) -> None:
    row, user = s.at(state), s.cast.users["long"]
    people.post(user, Role.COUNTY_OFFICE, COUNTY, by=SYSTEM)
    people.post(user, Role.ORGAN_HANDLER, COUNTY, organ=s.cast.organs["health"].code, by=SYSTEM)
    assert permissions.may(verb, actor_for(user), row)
    stepped_back(s, row)
    assert not permissions.may(verb, actor_for(user), row)
    assert not permissions.visible_to(actor_for(user)).exists()
    monkeypatch.setattr(permissions, "stepped_back", lambda actor, suggestion: False)
    assert permissions.may(verb, actor_for(user), row), "the guard alone makes the difference"
