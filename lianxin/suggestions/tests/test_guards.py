"""Who may not: each guard with the wrong people who try. A refusal here is PermissionDenied, and nothing changes."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kit.actor import Level
from lianxin.kit.workflow import Refused
from lianxin.suggestions import actions, permissions
from lianxin.suggestions.models import Suggestion
from lianxin.suggestions.tests.factory import Scene, scene
from lianxin.suggestions.workflow import State
from tests.world import COUNTY, TOWN

Try = Callable[[Scene], object]
TEXT = {"title": "关于修路的建议", "situation": "路断了", "advice": "请修"}


def _card(s: Scene):
    row = s.at(State.EVALUATED)
    return actions.prepare_publication(
        row, quote="夜里没有医生", outcome="好", stages=[], done=True, by=s.actor("officer")
    )


def _organ(s: Scene, nick: str = "health") -> str:
    return s.cast.organs[nick].code


REFUSALS: dict[tuple[str, int, str], Try] = {
    ("may_draft", 8, "liaison officer may not draft a suggestion"): lambda s: actions.draft(
        [s.passed_on()], level=Level.COUNTY, congress=COUNTY, **TEXT, by=s.actor("officer")),
    ("may_draft", 8, "township deputy may not draft for the county congress"): lambda s: actions.draft(
        [s.passed_on("yang")], level=Level.COUNTY, congress=COUNTY, **TEXT, by=s.actor("yang")),
    ("may_revise", 8, "another deputy may not revise"): lambda s: actions.revise(s.draft(), **TEXT, by=s.actor("liu")),
    ("may_submit", 8, "liaison officer may not submit"): lambda s: actions.submit(s.draft(), by=s.actor("officer")),
    ("may_withdraw", 8, "county office may not withdraw in the deputy's place"): lambda s: actions.withdraw(
        s.draft(), words="算了", by=s.actor("office")),
    ("may_return_for_revision", 8, "deputy may not return his own suggestion"): lambda s: actions.return_for_revision(
        s.at(State.SUBMITTED), words="改", by=s.actor("long")),
    ("may_treat_as_reference", 8, "township chair may not dispose of a county suggestion"): lambda s:
        actions.treat_as_reference(s.at(State.SUBMITTED), words="参阅", by=s.actor("chair")),
    ("may_number", 8, "deputy may not number"): lambda s: actions.number(s.at(State.SUBMITTED), by=s.actor("long")),
    ("may_assign_by_office", 8, "deputy may not assign work to an organ"): lambda s: actions.assign_by_office(
        s.at(State.NUMBERED), organ=_organ(s), by=s.actor("long")),
    ("may_assign_by_office", 8, "liaison officer may not assign work to an organ"): lambda s: actions.assign_by_office(
        s.at(State.NUMBERED), organ=_organ(s), by=s.actor("officer")),
    ("may_assign_by_office", 8, "township chair may not assign a county suggestion"): lambda s:
        actions.assign_by_office(s.at(State.NUMBERED), organ=_organ(s), by=s.actor("chair")),
    ("may_assign_by_presidium", 8, "county office may not assign in the presidium's place"): lambda s:
        actions.assign_by_presidium(
            s.at(State.NUMBERED, Level.TOWNSHIP), organ=_organ(s, "town_hall"), by=s.actor("office")),
    ("may_assign_by_presidium", 8, "the next township's chair may not assign"): lambda s: actions.assign_by_presidium(
        s.at(State.NUMBERED, Level.TOWNSHIP), organ=_organ(s, "town_hall"), by=s.actor("strange_chair")),
    ("may_acknowledge", 9, "another organ may not acknowledge"): lambda s: actions.acknowledge(
        s.at(State.ASSIGNED), by=s.actor("town_hall")),
    ("may_reply", 9, "county office may not reply in the organ's place"): lambda s: actions.reply(
        s.at(State.ACKNOWLEDGED), reply_class="A", words="好", signed_by="我", by=s.actor("office")),
    ("may_evaluate", 9, "organ may not judge its own reply"): lambda s: actions.evaluate(
        s.at(State.REPLIED), attitude="satisfied", result="satisfied", by=s.actor("health")),
    ("may_order_rehandling", 9, "deputy may not order rehandling himself"): lambda s: actions.order_rehandling(
        s.at(State.EVALUATED, result="dissatisfied"), words="重办", by=s.actor("long")),
    ("may_conclude", 9, "deputy may not conclude"): lambda s: actions.conclude(
        s.at(State.EVALUATED), by=s.actor("long")),
    ("may_reckon_again", 9, "nobody but the clock reckons again"): lambda s: actions.reckon_again(
        s.at(State.ASSIGNED), by=s.actor("office")),
    ("may_change_lead", 11, "office may not replace a lead deputy who is there"): lambda s: actions.change_lead(
        s.at(State.REPLIED), deputy=s.cast.people["liu"].code, by=s.actor("office")),
    ("may_close_draft", 11, "nobody but the clock ends another's draft"): lambda s: actions.close_draft(
        s.draft(), by=s.actor("office")),
    ("may_take_over", 10, "nobody but the clock moves work after a reform"): lambda s: actions.take_over(
        s.at(State.ASSIGNED), by=s.actor("office")),
    ("may_prepare_publication", 9, "organ may not prepare the publication"): lambda s: actions.prepare_publication(
        s.at(State.EVALUATED), quote="夜", outcome="好", stages=[], done=True, by=s.actor("health")),
    ("may_publish", 9, "liaison officer may not publish a suggestion's result"): lambda s: actions.publish(
        _card(s), checked=True, by=s.actor("officer")),
}  # fmt: skip

PARAMS = [
    pytest.param(guard, attempt, id=sentence.replace(" ", "_"), marks=pytest.mark.article(number))
    for (guard, number, sentence), attempt in REFUSALS.items()
]


@pytest.mark.django_db
@pytest.mark.parametrize(("guard", "attempt"), PARAMS)
def test_wrong_people_are_refused(guard, attempt):
    s = scene()
    with pytest.raises(PermissionDenied):
        attempt(s)


@pytest.mark.django_db
@pytest.mark.parametrize(("guard", "attempt"), PARAMS)
def test_a_guard_turned_to_true_is_seen(guard, attempt, monkeypatch):
    """The mutation: with the guard always true the refusal above would be red."""
    s = scene()
    monkeypatch.setattr(permissions, guard, lambda *who, **what: True)
    try:
        attempt(s)
    except PermissionDenied:
        pytest.fail(f"{guard} makes no difference: another guard hides it")
    except Exception:
        pass


def test_every_guard_has_a_refusal():
    guards = {name for name in vars(permissions) if name.startswith("may_")}
    assert guards == {guard for guard, _n, _s in REFUSALS}


@pytest.mark.django_db
@pytest.mark.article(9)
def test_preparing_and_publishing_take_two_people():
    s = scene()
    row = s.at(State.EVALUATED)
    card = actions.prepare_publication(row, quote="夜", outcome="好", stages=[], done=True, by=s.actor("office"))
    with pytest.raises(Refused, match="两个人"):
        actions.publish(card, checked=True, by=s.actor("office"))
    assert actions.publish(card, checked=True, by=s.actor("office2")).state == "published"


@pytest.mark.django_db
@pytest.mark.article(9)
def test_a_dissatisfied_deputys_suggestion_is_not_concluded_but_handled_again():
    s = scene()
    row = s.at(State.EVALUATED, result="dissatisfied")
    with pytest.raises(Refused, match="重办"):
        actions.conclude(row, by=s.actor("office"))
    again = actions.order_rehandling(row, words="请拿出日期", by=s.actor("office"))
    assert again.round == 2
    assert s.fresh(row).state == State.ASSIGNED
    assert not any(source.opinion.has_result for source in row.sources.select_related("opinion"))


@pytest.mark.django_db
@pytest.mark.article(8)
def test_party_organs_are_pointed_to_and_never_assigned():
    from lianxin.opinions.rules import Rejected

    s = scene()
    row = s.at(State.NUMBERED, Level.TOWNSHIP)
    with pytest.raises(Rejected, match="党组织只告知"):
        actions.assign_by_presidium(row, organ=_organ(s, "party"), by=s.actor("chair"))
    assert Suggestion.objects.get(pk=row.pk).state == State.NUMBERED
    assert row.congress == TOWN
