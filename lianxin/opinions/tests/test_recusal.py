"""回避: the recused deputy sees nothing of the matter, does nothing to it and never gets it again (Article 11)."""

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.desk.forms.choices import deputies_for
from lianxin.interests import actions as interests
from lianxin.interests import permissions as interest_rights
from lianxin.interests import queries as recusals
from lianxin.interests.models import Recusal
from lianxin.interests.tests.factory import FIRM, SHORT, declaration
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Role
from lianxin.kit.workflow import Refused
from lianxin.ledger.models import Entry, Payload
from lianxin.opinions import actions, permissions, queries
from lianxin.opinions.models import Opinion
from lianxin.opinions.rules import Rejected
from lianxin.opinions.tasks import note_interests
from lianxin.opinions.tests.factory import NOW, Scene, scene
from lianxin.opinions.workflow import State
from lianxin.outbox.models import Message
from lianxin.people import actions as people
from lianxin.people.models import Sight
from lianxin.people.queries import actor_for
from tests.world import TOWN

pytestmark = [pytest.mark.django_db, pytest.mark.article(11)]
WHY = "承包人是我妻弟"


@pytest.fixture
def s():
    with moment.at(NOW):
        yield scene()


def named(s: Scene, words: str = f"{SHORT}把路压坏了") -> Opinion:
    return actions.pass_on(s.opinion(words), deputy=s.cast.people["long"].code, by=s.actor("officer"))


# ── the reason ─────────────────────────────────────────────────────────────
def test_why_he_stepped_back_is_read_by_himself_and_the_counties_reader_alone(s: Scene) -> None:
    actions.recuse(named(s), words=WHY, by=s.actor("long"))
    row = Recusal.objects.get()
    for nick in ("officer", "chair", "office", "auditor", "liu", "stranger"):
        assert not interest_rights.may_read_reason(s.actor(nick), row), nick
    assert interest_rights.may_read_reason(s.actor("long"), row)
    assert interest_rights.may_read_reason(s.actor("reader"), row)


# ── the private note ───────────────────────────────────────────────────────
def test_the_deputy_in_charge_alone_is_told_and_the_message_says_nothing(s: Scene) -> None:
    declaration(s)
    row = named(s)
    told = Message.objects.get(kind="interests.note")
    assert (told.to_kind, told.to_ref, told.params) == ("deputy", s.cast.people["long"].code, {"number": row.number})
    assert told.confidential
    named(s, "没有提到谁")
    assert Message.objects.filter(kind="interests.note").count() == 1


def test_what_is_declared_or_said_later_is_compared_by_the_clock_once(s: Scene) -> None:
    row = named(s)
    assert note_interests() == 0
    declaration(s)
    assert (note_interests(), note_interests()) == (1, 1)
    assert Message.objects.filter(kind="interests.note").count() == 1
    other = named(s, "车太吵")
    actions.clarify(other, words=f"是{FIRM}的车", by=s.actor("officer"))
    note_interests()
    assert Message.objects.filter(kind="interests.note").count() == 2
    assert row.number != other.number


def test_another_deputys_declaration_tells_nobody(s: Scene) -> None:
    declaration(s, "liu")
    named(s)
    assert not Message.objects.filter(kind="interests.note").exists()


# ── stepping back ──────────────────────────────────────────────────────────
@pytest.mark.parametrize("words", ["", WHY])
def test_he_steps_back_with_or_without_a_reason_and_the_station_has_it_again(s: Scene, words: str) -> None:
    declaration(s)
    row = actions.acknowledge(named(s), by=s.actor("long"))
    row = actions.recuse(row, words=words, by=s.actor("long"))
    assert (row.state, row.deputy_id, row.acknowledged_at) == (State.REGISTERED, None, None)
    assert queries.listed(s.actor("officer"), "to_sort").get() == row
    assert Message.objects.get(kind="interests.note").state == "void"
    fact = Recusal.objects.get()
    assert (fact.person, fact.subject, fact.ordered) == (s.cast.people["long"], row.number, False)
    assert interests.reason(fact, by=s.actor("long")) == words


def test_the_road_says_the_fact_and_nobody_reads_why(s: Scene) -> None:
    row = actions.recuse(named(s), words=WHY, by=s.actor("long"))
    told = queries.stages_of(row)[-1]
    assert (told.title, told.words) == ("龙秀梅代表回避", ())
    assert not any(WHY in body for body in Payload.objects.values_list("body", flat=True))
    fact = Recusal.objects.get()
    for nick in ("officer", "chair", "office", "liu", "auditor"):
        with pytest.raises(PermissionDenied):
            interests.reason(fact, by=s.actor(nick))
    assert interests.reason(fact, by=s.actor("reader")) == WHY
    assert Sight.objects.get().what == "recusal"


def test_the_county_office_orders_a_recusal_on_a_ground(s: Scene) -> None:
    row = named(s)
    with pytest.raises(Rejected):
        actions.order_recusal(row, deputy=s.cast.people["long"].code, words=" ", by=s.actor("office"))
    with pytest.raises(Rejected):
        actions.order_recusal(row, deputy="nobody", words=WHY, by=s.actor("office"))
    row = actions.order_recusal(row, deputy=s.cast.people["long"].code, words=WHY, by=s.actor("office"))
    assert (row.state, row.deputy_id) == (State.REGISTERED, None)
    assert queries.stages_of(row)[-1].title == "龙秀梅代表回避"
    with pytest.raises(Refused, match="已经回避"):
        actions.order_recusal(row, deputy=s.cast.people["long"].code, words=WHY, by=s.actor("office"))


def test_ordering_another_deputy_leaves_the_matter_where_it_is(s: Scene) -> None:
    row = actions.order_recusal(named(s), deputy=s.cast.people["liu"].code, words=WHY, by=s.actor("office"))
    assert (row.state, row.deputy_id) == (State.PASSED_ON, s.cast.people["long"].pk)


# ── never again ────────────────────────────────────────────────────────────
def test_the_recused_deputy_is_in_no_choice_and_in_no_act(s: Scene) -> None:
    row = actions.recuse(named(s), by=s.actor("long"))
    long = s.cast.people["long"].code
    assert long not in dict(deputies_for(row, s.actor("officer")))
    with pytest.raises(Rejected, match="已经回避"):
        actions.pass_on(row, deputy=long, by=s.actor("officer"))
    with pytest.raises(Rejected, match="已经回避"):
        actions.answer_on_the_spot(row, words="答", source="问过", deputy=long, by=s.actor("officer"))
    assert recusals.recused_persons([row.number]) == {s.cast.people["long"].pk}
    assert actions.pass_on(row, deputy=s.cast.people["liu"].code, by=s.actor("officer")).deputy == s.cast.people["liu"]


def test_he_sees_it_in_no_list_no_search_and_no_page(s: Scene) -> None:
    row = named(s)
    kept = named(s, "另一件事")
    actions.recuse(row, by=s.actor("long"))
    Opinion.objects.filter(pk=row.pk).update(deputy_id=s.cast.people["long"].pk, state=State.PASSED_ON)
    long = s.actor("long")
    assert list(permissions.visible_to(long)) == [kept]
    assert list(queries.listed(long, "with_me")) == [kept]
    assert {c.key: c.count for c in queries.counts(long)}["with_me"] == 1
    assert not queries.listed(long, "with_me", words="压坏").exists()


VERBS = sorted(set(permissions.TABLE.verbs) - {"publish", "withdraw_publication"})


@pytest.mark.parametrize("verb", VERBS)
def test_no_guard_lets_the_recused_through_whatever_he_is_besides(s: Scene, verb: str) -> None:
    """As deputy, chair, liaison officer and county office at once he may nothing that he could before."""
    row = Opinion.objects.select_related("station").get(pk=named(s).pk)
    user = s.cast.users["long"]
    for role in (Role.TOWNSHIP_CHAIR, Role.LIAISON_OFFICER):
        people.post(user, role, TOWN, by=SYSTEM)
    people.post(user, Role.COUNTY_OFFICE, row.county, by=SYSTEM)
    could = permissions.may(verb, actor_for(user), row)
    actions.recuse(row, by=actor_for(user))
    Opinion.objects.filter(pk=row.pk).update(deputy_id=s.cast.people["long"].pk)
    row = Opinion.objects.select_related("station").get(pk=row.pk)
    assert not permissions.may(verb, actor_for(user), row)
    if verb in ("pass_on", "answer_on_the_spot", "conclude", "recuse", "raise_as_suggestion", "order_recusal"):
        assert could, "this test must be able to fail"


@pytest.mark.parametrize("verb", ["pass_on", "conclude", "raise_as_suggestion", "answer_on_the_spot", "recuse"])
def test_without_the_guard_the_recused_would_be_let_through(s: Scene, verb: str, monkeypatch) -> None:
    """The mutation: with `stepped_back` always false the refusals above would be red."""
    row = named(s)
    user = s.cast.users["long"]
    people.post(user, Role.TOWNSHIP_CHAIR, TOWN, by=SYSTEM)
    actions.recuse(row, by=actor_for(user))
    Opinion.objects.filter(pk=row.pk).update(deputy_id=s.cast.people["long"].pk)
    row = Opinion.objects.select_related("station").get(pk=row.pk)
    assert not permissions.may(verb, actor_for(user), row)
    monkeypatch.setattr(permissions, "stepped_back", lambda actor, opinion: False)
    assert permissions.may(verb, actor_for(user), row)


def test_a_recused_member_of_the_county_office_publishes_nothing_of_it(s: Scene) -> None:
    row = actions.answer_on_the_spot(named(s), words="答", source="问过", by=s.actor("long"))
    card = actions.prepare_publication(row, quote="路", outcome="好", stages=[], done=True, by=s.actor("officer"))
    user = s.cast.users["long"]
    people.post(user, Role.COUNTY_OFFICE, row.county, by=SYSTEM)
    assert permissions.may_publish(actor_for(user), card)
    actions.order_recusal(row, deputy=s.cast.people["long"].code, words=WHY, by=s.actor("office"))
    assert not permissions.may_publish(actor_for(user), card)
    assert not permissions.publications_visible_to(actor_for(user)).exists()


# ── joined matters ─────────────────────────────────────────────────────────
def test_stepping_back_follows_a_matter_that_is_joined_to_another(s: Scene) -> None:
    one, other = actions.recuse(named(s), by=s.actor("long")), named(s, "同一件事")
    with pytest.raises(Refused, match="回避代表手里"):
        actions.merge(one, into=other, same_person=False, by=s.actor("officer"))
    other = actions.pass_on(other, deputy=s.cast.people["liu"].code, by=s.actor("officer"))
    actions.merge(one, into=other, same_person=False, by=s.actor("officer"))
    assert set(s.actor("long").recused) == {one.number, other.number}


def test_rights_are_still_gathered_in_one_query(s: Scene, django_assert_num_queries) -> None:
    actions.recuse(named(s), by=s.actor("long"))
    with django_assert_num_queries(1):
        actor = actor_for(s.cast.users["long"])
    assert len(actor.recused) == 1


def test_the_ledger_names_the_fact_under_the_matter_and_under_itself(s: Scene) -> None:
    row = actions.recuse(named(s), words=WHY, by=s.actor("long"))
    assert Entry.objects.get(verb="opinions.recused").subject == f"opinions.opinion:{row.ledger_key}"
    assert Entry.objects.get(verb="interests.recused").subject == f"interests.recusal:{Recusal.objects.get().code}"
