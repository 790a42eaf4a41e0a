"""Who may not: each guard with the wrong people who try. A refusal here is PermissionDenied, and nothing changes."""

import io
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT, Level
from lianxin.opinions import actions, permissions
from lianxin.opinions.models import Opinion, Publication
from lianxin.opinions.tests.factory import Scene, scene
from lianxin.opinions.workflow import State


def a_picture() -> SimpleUploadedFile:
    octets = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(octets, "PNG")
    return SimpleUploadedFile("a.png", octets.getvalue())


Try = Callable[[Scene], object]


def _card(s: Scene) -> Publication:
    row = s.in_state(State.ANSWERED)
    return actions.prepare_publication(row, quote="路", outcome="修好", stages=[], done=True, by=s.actor("officer"))


def _hidden(s: Scene) -> Opinion:
    return actions.mark_confidential(s.passed_on(), by=s.actor("officer"))


def _speech(s: Scene, who: str) -> object:
    return actions.raise_in_speech(s.passed_on(), meeting="会", words="说", on=moment.today(), by=s.actor(who))


def _raise(s: Scene, who: str) -> object:
    return actions.raise_as_suggestion(s.passed_on(), title="关于", matter="m", level=Level.COUNTY, by=s.actor(who))


# (guard, article, sentence) → the wrong try
REFUSALS: dict[tuple[str, int, str], Try] = {
    ("may_route", 4, "liaison officer may not move an opinion to another station"): lambda s: actions.route(
        s.opinion(), station=s.cast.station.code, by=s.actor("officer")),
    ("may_classify", 4, "stranger may not sort an opinion"): lambda s: actions.classify(
        s.opinion(), category="roads", by=s.actor("stranger")),
    ("may_pass_on", 6, "stranger from the next township may not pass on"): lambda s: actions.pass_on(
        s.opinion(), deputy=s.cast.people["long"].code, by=s.actor("stranger")),
    ("may_issue_block", 6, "volunteer may not take receipt numbers along"): lambda s: actions.issue_block(
        s.cast.station.code, day=moment.today(), size=1, device="", by=s.actor("volunteer")),
    ("may_acknowledge", 6, "another deputy may not acknowledge"): lambda s: actions.acknowledge(
        s.passed_on("long"), by=s.actor("yang")),
    ("may_ask_to_clarify", 6, "stranger may not ask the resident"): lambda s: actions.ask_to_clarify(
        s.opinion(), words="在哪里", by=s.actor("stranger")),
    ("may_clarify", 6, "stranger may not add words"): lambda s: actions.clarify(
        s.opinion(), words="还有", by=s.actor("stranger")),
    ("may_answer_on_the_spot", 8, "township chair may not answer in a deputy's place"): lambda s:
        actions.answer_on_the_spot(s.opinion(), words="好", source="我", by=s.actor("chair")),
    ("may_inform", 8, "deputy of another station may not redirect"): lambda s: actions.inform(
        s.opinion(), target="法院", words="因为", by=s.actor("stranger_deputy")),
    ("may_raise_as_suggestion", 8, "liaison officer may not raise a suggestion"): lambda s: _raise(s, "officer"),
    ("may_raise_in_speech", 8, "liaison officer may not raise in a speech"): lambda s: _speech(s, "officer"),
    ("may_propose", 8, "township chair may not propose an inspection as a deputy"): lambda s: actions.propose(
        s.passed_on(), kind="topic_research", words="看", by=s.actor("chair")),
    ("may_refer", 8, "liaison officer may not refer a matter for handling"): lambda s: actions.refer(
        s.opinion(), target="镇政府", words="", by=s.actor("officer")),
    ("may_refer", 8, "deputy may not refer a matter for handling"): lambda s: actions.refer(
        s.passed_on(), target="镇政府", words="", by=s.actor("long")),
    ("may_record_referral_reply", 9, "deputy may not write the unit's reply"): lambda s: actions.record_referral_reply(
        s.in_state(State.REFERRED), words="好", by=s.actor("yang")),
    ("may_merge", 8, "deputy may not merge opinions"): lambda s: actions.merge(
        s.passed_on(), into=s.opinion(), same_person=False, by=s.actor("long")),
    ("may_set_aside", 8, "deputy may not set an opinion aside"): lambda s: actions.set_aside(
        s.passed_on(), ground="no_substance", words="没有", by=s.actor("long")),
    ("may_record_result", 9, "stranger may not record a result"): lambda s: actions.record_result(
        s.in_state(State.RAISED), words="好", by=s.actor("stranger")),
    ("may_feed_back", 9, "stranger may not tell the resident"): lambda s: actions.feed_back(
        s.in_state(State.ANSWERED), how="phone", words="好", by=s.actor("stranger")),
    ("may_evaluate", 9, "deputy may not evaluate in the resident's place"): lambda s: actions.evaluate(
        s.in_state(State.FED_BACK), satisfaction="satisfied", by=s.actor("long")),
    ("may_conclude", 8, "deputy may not close a matter as solved by himself"): lambda s: actions.conclude(
        s.in_state(State.FED_BACK), ground="fed_back", by=s.actor("long")),
    ("may_conclude", 8, "liaison officer may not close a matter as solved by himself"): lambda s: actions.conclude(
        s.in_state(State.FED_BACK), ground="fed_back", by=s.actor("officer")),
    ("may_conclude_by_rule", 8, "nobody but the clock concludes by rule"): lambda s: actions.conclude_by_rule(
        s.in_state(State.ANSWERED), by=s.actor("officer")),
    ("may_reckon_again", 9, "nobody but the clock reckons a limit again"): lambda s: actions.reckon_again(
        s.opinion(), by=s.actor("office")),
    ("may_reopen", 9, "liaison officer may not reopen"): lambda s: actions.reopen(
        s.in_state(State.CONCLUDED), words="再办", by=s.actor("officer")),
    ("may_mark_emergency", 6, "stranger may not mark an emergency"): lambda s: actions.mark_emergency(
        s.opinion(), words="打了110", by=s.actor("stranger")),
    ("may_mark_confidential", 11, "stranger may not mark confidential"): lambda s: actions.mark_confidential(
        s.opinion(), by=s.actor("stranger")),
    ("may_lift_confidential", 11, "who marked it may not lift it"): lambda s: actions.lift_confidential(
        _hidden(s), words="看看", by=s.actor("officer")),
    ("may_protect_identity", 11, "stranger may not touch the protection of identity"): lambda s:
        actions.protect_identity(s.opinion(), by=s.actor("stranger")),
    ("may_bar_from_raising", 11, "stranger may not bar a matter"): lambda s: actions.bar_from_raising(
        s.opinion(), bar="tender", by=s.actor("stranger")),
    ("may_recuse", 11, "liaison officer may not step back for a deputy"): lambda s: actions.recuse(
        s.passed_on(), by=s.actor("officer")),
    ("may_order_recusal", 11, "township chair may not order a recusal"): lambda s: actions.order_recusal(
        s.passed_on(), deputy=s.cast.people["long"].code, words="亲戚", by=s.actor("chair")),
    ("may_hand_back", 11, "nobody but the clock hands a matter back"): lambda s: actions.hand_back(
        s.in_state(State.RAISED), by=s.actor("officer")),
    ("may_prepare_publication", 9, "deputy may not prepare a publication"): lambda s: actions.prepare_publication(
        s.in_state(State.ANSWERED), quote="路", outcome="好", stages=[], done=True, by=s.actor("long")),
    ("may_publish", 9, "liaison officer may not publish"): lambda s: actions.publish(
        _card(s), checked=True, by=s.actor("officer")),
    ("may_withdraw_publication", 9, "liaison officer may not take a card off"): lambda s: actions.withdraw_publication(
        actions.publish(_card(s), checked=True, by=s.actor("chair")), words="有误", by=s.actor("officer")),
    ("may_erase_words", 11, "liaison officer may not erase words"): lambda s: actions.erase_words(
        s.opinion(), ground="申请", by=s.actor("officer")),
    ("may_attach", 1, "stranger may not add a picture"): lambda s: actions.attach(
        s.opinion(), a_picture(), by=s.actor("stranger")),
    ("may_keep_contact", 5, "stranger may not change how a resident is reached"): lambda s: actions.keep_contact(
        s.opinion(), contact="000-0001", tell_by="phone", by=s.actor("stranger")),
    ("may_register_for", 6, "stranger may not register for another township's station"): lambda s: actions.register(
        actions.Words(text="有事", station=s.cast.station.code), by=s.actor("stranger")),
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
    guards = {name for name in vars(permissions) if name.startswith("may_")} - {"may_see_contact", "may_see_attachment"}
    assert guards == {guard for guard, _n, _s in REFUSALS}


@pytest.mark.django_db
@pytest.mark.article(8)
def test_a_pending_case_may_never_be_raised():
    from lianxin.kit.workflow import Refused

    s = scene()
    row = actions.bar_from_raising(s.passed_on(), bar="pending_case", by=s.actor("officer"))
    for attempt in (
        lambda: actions.raise_as_suggestion(row, title="关于", matter="m", level=Level.COUNTY, by=s.actor("long")),
        lambda: actions.raise_in_speech(row, meeting="会", words="说", on=moment.today(), by=s.actor("long")),
        lambda: actions.propose(row, kind="topic_research", words="看", by=s.actor("long")),
    ):
        with pytest.raises(Refused, match="不能提出"):
            attempt()


@pytest.mark.django_db
@pytest.mark.article(8)
def test_a_township_deputy_may_not_raise_at_county_level():
    from lianxin.kit.workflow import Refused

    s = scene()
    with pytest.raises(Refused):
        actions.raise_as_suggestion(
            s.passed_on("yang"), title="关于", matter="m", level=Level.COUNTY, by=s.actor("yang")
        )


@pytest.mark.django_db
@pytest.mark.article(8)
def test_referral_is_refused_where_the_county_has_not_switched_it_on(monkeypatch):
    from dataclasses import replace

    from lianxin.kit.workflow import Refused
    from lianxin.locality import queries as locality

    s = scene()
    row = s.opinion()
    policy = replace(locality.policy(row.county, moment.today()), referral_allowed=False)
    monkeypatch.setattr(locality, "policy", lambda *a: policy)
    with pytest.raises(Refused, match="没有开通转办"):
        actions.refer(row, target="镇政府", words="", by=s.actor("chair"))


@pytest.mark.django_db
def test_a_contact_is_shown_to_who_must_tell_and_to_nobody_else():
    s = scene()
    row = s.passed_on()
    row = Opinion.objects.select_related("station").get(pk=row.pk)
    assert permissions.may_see_contact(s.actor("officer"), row)
    assert permissions.may_see_contact(s.actor("long"), row)
    for who in ("yang", "stranger", "health", "office", "city", "auditor"):
        assert not permissions.may_see_contact(s.actor(who), row)
    protected = actions.protect_identity(row, by=s.actor("officer"))
    assert not permissions.may_see_contact(s.actor("long"), protected)
    assert RESIDENT.posts == ()


@pytest.mark.django_db
def test_an_attachment_is_seen_by_who_may_open_the_opinion():
    s = scene()
    row = s.passed_on()
    assert permissions.may_see_attachment(s.actor("officer"), row)
    assert permissions.may_see_attachment(s.actor("long"), row)
    for who in ("yang", "stranger", "health", "city", "volunteer"):
        assert not permissions.may_see_attachment(s.actor(who), row)
