"""Roads on which a voice could be lost, silenced or closed by one person: each is shut."""

import pytest

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT
from lianxin.kit.workflow import Refused
from lianxin.opinions import actions, queries, rules, tasks
from lianxin.opinions.models import Opinion
from lianxin.opinions.tests.factory import NOW, scene
from lianxin.opinions.workflow import State

pytestmark = pytest.mark.django_db


@pytest.mark.article(9)
@pytest.mark.parametrize("door", ["answer", "inform", "refer", "set_aside"])
def test_a_joined_voice_shares_every_outcome_and_is_told_for_itself(door):
    s = scene()
    master, voice = s.passed_on(), s.opinion("同一件事")
    actions.merge(voice, into=master, same_person=False, by=s.actor("officer"))
    master.refresh_from_db()
    if door == "answer":
        actions.answer_on_the_spot(master, words="年底前修通", source="镇里计划", by=s.actor("long"))
    elif door == "inform":
        actions.inform(master, target="县法院", words="正在审理", by=s.actor("officer"))
    elif door == "set_aside":
        actions.set_aside(master, ground="no_substance", words="没有具体的事", by=s.actor("officer"))
    else:
        row = actions.refer(master, target="镇政府", words="", by=s.actor("chair"))
        actions.record_referral_reply(row, words="已安排", by=s.actor("officer"))
    voice.refresh_from_db()
    assert voice.has_result
    assert voice in queries.listed(s.actor("officer"), "to_tell")
    actions.feed_back(Opinion.objects.get(pk=master.pk), how="phone", words="讲了", by=s.actor("officer"))
    with pytest.raises(Refused, match="并进来的人"):
        actions.conclude(Opinion.objects.get(pk=master.pk), ground="fed_back", by=s.actor("chair"))
    actions.feed_back(voice, how="phone", words="讲了", by=s.actor("officer"))
    actions.conclude(Opinion.objects.get(pk=master.pk), ground="fed_back", by=s.actor("chair"))


@pytest.mark.article(8)
def test_an_answer_an_officer_wrote_down_is_never_concluded_by_the_clock():
    with moment.at(NOW):
        s = scene()
        row = s.passed_on()
        actions.classify(row, category="consultation", by=s.actor("officer"))
        deputy = s.cast.people["long"].code
        actions.answer_on_the_spot(row, words="十二月", source="通知", deputy=deputy, by=s.actor("officer"))
    with moment.at(NOW.replace(month=12, day=20)):
        assert tasks.conclude_by_rule() == 0


@pytest.mark.article(8)
def test_an_officer_may_not_answer_in_the_name_of_another_stations_deputy():
    s = scene()
    stranger = s.cast.people["stranger_deputy"].code
    with pytest.raises(rules.Rejected, match="本站的代表"):
        actions.answer_on_the_spot(s.opinion(), words="好", source="我", deputy=stranger, by=s.actor("officer"))


@pytest.mark.article(9)
def test_the_residents_own_judgement_stands_above_one_that_was_read_out():
    s = scene()
    row = s.in_state(State.FED_BACK)
    actions.evaluate(row, satisfaction="satisfied", by=s.actor("officer"))
    assert "代记" in "".join(queries.stages_of(row)[-1].words)
    mine = actions.evaluate(row, satisfaction="dissatisfied", by=RESIDENT)
    assert mine.satisfaction == "dissatisfied"
    with pytest.raises(Refused):
        actions.evaluate(row, satisfaction="satisfied", by=RESIDENT)


@pytest.mark.article(9)
def test_publication_does_not_stand_for_telling_somebody_who_left_a_contact():
    s = scene()
    row = s.in_state(State.ANSWERED)
    with pytest.raises(rules.Rejected, match="先告诉本人"):
        actions.feed_back(row, how="published", words="贴了", by=s.actor("officer"))


@pytest.mark.article(9)
def test_nobody_writes_a_suggestions_result_by_hand():
    s = scene()
    with pytest.raises(Refused, match="自己会来"):
        actions.record_result(s.in_state(State.RAISED), words="办好了", by=s.actor("officer"))


@pytest.mark.article(11)
def test_a_confidential_matter_takes_no_words_in_clear():
    s = scene()
    row = actions.mark_confidential(s.opinion("举报某人"), by=s.actor("officer"))
    for attempt in (
        lambda: actions.clarify(row, words="还有录音", by=RESIDENT),
        lambda: actions.reopen(row, words="再办", by=RESIDENT),
    ):
        with pytest.raises(Refused):
            attempt()


def test_one_person_who_says_it_again_is_one_voice():
    s = scene()
    master = s.opinion()
    for _ in range(3):
        actions.merge(s.opinion("还是那件事"), into=master, same_person=True, by=s.actor("officer"))
    actions.merge(s.opinion("我也是"), into=master, same_person=False, by=s.actor("officer"))
    assert actions.voices_of(Opinion.objects.get(pk=master.pk)) == 2


@pytest.mark.parametrize("hidden", ["138\u200d0000\u200e0000", "1 3 8-0000.0000", "138/0000/0000"])
def test_a_number_with_tricks_between_its_digits_is_not_published(hidden):
    s = scene()
    with pytest.raises(rules.Rejected, match="个人信息"):
        actions.prepare_publication(
            s.in_state(State.ANSWERED),
            quote=f"打我电话{hidden}",
            outcome="好",
            stages=[],
            done=True,
            by=s.actor("officer"),
        )
