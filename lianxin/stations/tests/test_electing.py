"""The convener's election: notice, count, run-off, dismissal, end of term (Article 3)."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.deputies.tests import factory as d
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Level
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.models import Entry
from lianxin.outbox.models import Message
from lianxin.people.tests import factory as p
from lianxin.stations import actions, permissions, queries, tasks
from lianxin.stations.models import Attachment, Election
from lianxin.stations.rules import Count, ElectionKind, adds_up, has_quorum, outcome, run_off, winner
from lianxin.stations.tests import factory as f

pytestmark = [pytest.mark.django_db, pytest.mark.article(3)]


@pytest.fixture
def five():
    """A station with five deputies; 甲 convenes by an earlier election."""
    at = f.station()
    people = [d.deputy(name, Level.TOWNSHIP, username=f"d{n}" if n < 2 else "") for n, name in enumerate("甲乙丙丁戊")]
    for who in people:
        f.attached(at, who, convener=who.name == "甲")
    return at, people


def noticed(at, people, **more) -> Election:
    given = {"held_on": moment.today(), "place": "会议室", "candidates": [who.pk for who in people]} | more
    return actions.notice_election(at, by=more.pop("by", SYSTEM), **{k: v for k, v in given.items() if k != "by"})


def counted(election: Election, *votes: int, present: int = 5, **more) -> Election:
    keys = list(election.candidates.order_by("pk").values_list("person_id", flat=True))
    given = {"eligible": 5, "present": present, "votes": dict(zip(keys, votes, strict=True))} | more
    return actions.count_votes(election, by=given.pop("by", SYSTEM), **given)


# ── rules ──────────────────────────────────────────────────────────────────
def test_quorum_is_more_than_half_of_those_who_may_vote() -> None:
    assert [has_quorum(*case) for case in ((5, 3), (5, 2), (4, 2), (4, 3), (1, 1), (0, 0))] == [1, 0, 0, 1, 1, 0]


def test_winner_has_more_than_half_of_those_present_not_of_the_papers() -> None:
    assert winner(Count(9, 8, {1: 4, 2: 3}, 0, 1)) is None
    assert winner(Count(9, 7, {1: 4, 2: 3}, 0, 0)) == 1


def test_run_off_is_between_the_two_best_and_whoever_equals_the_second() -> None:
    assert run_off({1: 1, 2: 4, 3: 2}) == (2, 3)
    assert run_off({1: 2, 2: 4, 3: 2}) == (2, 1, 3)
    assert run_off({1: 2}) == (1,)


def test_count_adds_up_or_not_and_means_what_the_rules_say() -> None:
    assert adds_up(Count(5, 5, {1: 3, 2: 1}, 1, 0)) and adds_up(Count(5, 5, {1: 3}, 0, 0))
    for bad in (
        Count(5, 6, {}, 0, 0),
        Count(5, 5, {1: 6}, 0, 0),
        Count(5, 5, {1: -1}, 0, 0),
        Count(5, 4, {1: 3}, 1, 1),
    ):
        assert not adds_up(bad)
    said = [
        outcome(ElectionKind.ELECT, Count(5, 2, {1: 2}, 0, 0)),
        outcome(ElectionKind.ELECT, Count(5, 5, {1: 3, 2: 2}, 0, 0)),
        outcome(ElectionKind.ELECT, Count(5, 5, {1: 2, 2: 2}, 1, 0)),
        outcome(ElectionKind.ELECT, Count(5, 5, {1: 2}, 3, 0)),
        outcome(ElectionKind.DISMISS, Count(5, 5, {1: 2}, 0, 0, against=3)),
    ]
    assert said == ["no_quorum", "carried", "run_off", "lost", "lost"]


# ── notice ─────────────────────────────────────────────────────────────────
def test_every_deputy_of_the_station_is_told_day_and_place(five) -> None:
    at, people = five
    day = moment.today() + timedelta(days=3)
    election = noticed(at, people[:2], held_on=day, place="镇会议室", by=p.chair())
    told = Message.objects.filter(kind="stations.election_noticed")
    assert {m.to_ref for m in told} == {who.code for who in people}
    assert {m.form for m in told} == {"file", "phone"}
    assert {(m.params["day"], m.params["place"]) for m in told} == {(day.isoformat(), "镇会议室")}
    assert [c.person.name for c in queries.standing_in(election)] == ["甲", "乙"]
    assert queries.elections_visible_to(d.as_actor(people[1])).filter(pk=election.pk).exists()
    assert not queries.elections_visible_to(p.chair(p.NEXT_TOWN)).exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"held_on": moment.today() - timedelta(days=1)}, "已经过了"),
        ({"candidates": []}, "至少选一位"),
        ({"place": " "}, "地点"),
        ({"candidates": [999_999]}, "本站在任的代表"),
        ({"kind": "dismiss"}, "事由"),
    ],
)
def test_notice_that_cannot_be_given_is_refused(five, more, words) -> None:
    at, people = five
    with pytest.raises(Refused, match=words):
        noticed(at, people[:2], **more)
    assert not Message.objects.exists()


def test_one_election_at_a_time_and_none_at_a_closed_station(five) -> None:
    at, people = five
    noticed(at, people[:2])
    with pytest.raises(Refused, match="已经通知过一次"):
        noticed(at, people[:2])
    actions.close_station(at, by=SYSTEM, ground="依据")
    assert Election.objects.get(kind="elect").state == "called_off"
    with pytest.raises(Refused, match="要先开放"):
        noticed(at, people[:2])


def test_only_who_runs_the_station_calls_counts_and_calls_off(five) -> None:
    at, people = five
    for stranger in (p.officer(at.code), p.chair(p.NEXT_TOWN), d.as_actor(people[1])):
        assert not permissions.may_elect_convener(stranger, at)
        with pytest.raises(PermissionDenied):
            noticed(at, people[:2], by=stranger)
    election = noticed(at, people[:2])
    for act in (
        lambda: counted(election, 3, 2, by=p.officer(at.code)),
        lambda: actions.call_off_election(election, by=p.officer(at.code), cause="没人"),
    ):
        with pytest.raises(PermissionDenied):
            act()


# ── count ──────────────────────────────────────────────────────────────────
def test_elected_convener_takes_over_with_his_term_and_the_record_says_so(five) -> None:
    at, people = five
    until = moment.today() + timedelta(days=365)
    election = counted(noticed(at, people[:3]), 1, 3, 0, blank=1, term_until=until, chaired_by="欧阳", counted_by="谭")
    assert (election.state, election.elected.name, election.term_until) == ("carried", "乙", until)
    seat = Attachment.objects.get(convener=True)
    assert (seat.person.name, seat.elected_on, seat.convener_until) == ("乙", moment.today(), until)
    earlier = Election.objects.get(kind="earlier")
    assert (earlier.ended_on, earlier.ended_how) == (moment.today(), "改选")
    assert permissions.convenes(d.as_actor(people[1]), at) and not permissions.convenes(d.as_actor(people[0]), at)
    assert queries.convener_of(at.code) == people[1].pk
    held = queries.convening_at(at)
    assert held is not None and held.election == election
    verbs = set(Entry.objects.filter(subject=f"stations.election:{election.code}").values_list("verb", flat=True))
    assert verbs == {"stations.election_noticed", "stations.election_counted"}


@pytest.mark.parametrize(
    ("votes", "more", "words"),
    [
        ((3, 2), {"blank": 1}, r"票数合计6张（甲3＋乙2＋弃权1＋无效0），多于实到的5人"),
        ((1, 1), {"present": 6}, "实到6人，多于应到5人"),
        ((3, 2), {"eligible": 7}, "应到人数填的是7，可是本站那天有5名"),
        ((3, 2), {"term_until": moment.today()}, "任期"),
        ((3, 2), {"votes": {}}, "每一位候选人"),
    ],
)
def test_count_that_does_not_add_up_is_refused_with_the_sum_that_is_wrong(five, votes, more, words) -> None:
    at, people = five
    election = noticed(at, people[:2])
    with pytest.raises(Refused, match=words):
        counted(election, *votes, **more)
    election.refresh_from_db()
    assert (election.state, election.present) == ("noticed", None)


def test_nothing_is_counted_before_the_day(five) -> None:
    at, people = five
    election = noticed(at, people[:2], held_on=moment.today() + timedelta(days=2))
    with pytest.raises(Refused, match="还没有到"):
        counted(election, 3, 2)


def test_without_quorum_nobody_is_elected(five) -> None:
    at, people = five
    election = counted(noticed(at, people[:2]), 0, 2, present=2)
    assert election.state == "no_quorum" and queries.convener_of(at.code) == people[0].pk
    with pytest.raises(Overtaken, match="不能再改"):
        counted(election, 0, 2)


def test_nobody_over_the_half_leads_to_a_run_off_of_the_two_best(five) -> None:
    at, people = five
    first = counted(noticed(at, people[:3], secret=True), 1, 2, 2)
    second = Election.objects.get(follows=first)
    assert (first.state, second.state, second.round, second.secret) == ("run_off", "noticed", 2, True)
    assert {c.person.name for c in second.candidates.all()} == {"乙", "丙"}
    assert queries.convener_of(at.code) == people[0].pk
    second = counted(second, 4, 1)
    assert second.elected is not None and queries.convener_of(at.code) == second.elected_id


def test_run_off_on_another_day_is_told_anew(five) -> None:
    at, people = five
    election = noticed(at, people[:3])
    Message.objects.all().delete()
    with pytest.raises(Refused, match="不能早于"):
        counted(election, 1, 2, 2, run_off_on=moment.today() - timedelta(days=1))
    counted(election, 1, 2, 2, run_off_on=moment.today() + timedelta(days=7))
    assert Message.objects.count() == 5


def test_called_off_election_keeps_its_reason(five) -> None:
    at, people = five
    election = noticed(at, people[:2])
    with pytest.raises(Refused, match="取消的原因"):
        actions.call_off_election(election, by=SYSTEM, cause="")
    off = actions.call_off_election(election, by=p.chair(), cause="大雪封路")
    assert (off.state, off.ended_how) == ("called_off", "大雪封路")
    noticed(at, people[:2])


def test_convener_who_is_elected_again_holds_his_office_from_the_new_election(five) -> None:
    at, people = five
    again = counted(noticed(at, people[:2]), 4, 1)
    again.refresh_from_db()
    assert (again.elected_id, again.ended_on) == (people[0].pk, None)
    assert Election.objects.get(kind="earlier").ended_how == "改选"
    held = queries.convening_at(at)
    assert held is not None and held.election == again and permissions.convenes(d.as_actor(people[0]), at)


# ── the end of an office ───────────────────────────────────────────────────
def test_convener_is_dismissed_by_a_vote_or_stays(five) -> None:
    at, people = five
    vote = noticed(at, [], kind="dismiss", cause="长期不召集")
    assert [c.person.name for c in vote.candidates.all()] == ["甲"]
    assert Message.objects.filter(kind="stations.dismissal_noticed").count() == 5
    assert counted(vote, 2, against=3).state == "lost" and queries.convener_of(at.code) == people[0].pk
    again = counted(noticed(at, [], kind="dismiss", cause="长期不召集"), 3, against=2)
    assert again.state == "carried" and queries.convener_of(at.code) is None
    assert Election.objects.get(kind="earlier").ended_how == "经表决罢免"
    with pytest.raises(Refused, match="没有召集人"):
        noticed(at, [], kind="dismiss", cause="再来")


def test_convener_steps_down_himself_and_nobody_else_for_him(five) -> None:
    at, people = five
    he, other = d.as_actor(people[0]), d.as_actor(people[1])
    assert permissions.may_step_down(he, at) and not permissions.may_step_down(other, at)
    with pytest.raises(PermissionDenied):
        actions.step_down(at, by=other)
    actions.step_down(at, by=he, cause="调离本镇")
    assert Election.objects.get().ended_how == "调离本镇" and not Attachment.objects.filter(convener=True).exists()
    with pytest.raises(Overtaken, match="没有召集人"):
        actions.step_down(at, by=SYSTEM)


def test_term_that_has_run_out_gives_no_right_and_the_clock_writes_it_down() -> None:
    with moment.at(datetime(2026, 11, 20, 9, 0, tzinfo=moment.SHANGHAI)):
        at, who = f.station(), d.deputy("甲", username="jia")
        f.attached(at, who)
        actions.elect_convener(at, who.pk, by=SYSTEM, term_until=moment.today() + timedelta(days=2))
        assert tasks.end_terms() == 0
        moment.pass_time(days=3)
        assert queries.convener_of(at.code) is None and not permissions.convenes(d.as_actor(who), at)
        card = queries.card(at.code)
        assert card is not None and (card.convener, card.convener_code) == ("", "")
        assert (tasks.end_terms(), tasks.end_terms()) == (1, 0)
        assert Election.objects.get().ended_how == "任期届满"
        assert actions.elect_convener(at, who.pk, by=SYSTEM).convener


def test_convener_who_leaves_the_station_leaves_his_office_on_record(five) -> None:
    at, people = five
    actions.detach(at.attachments.get(person=people[0]), by=p.chair())
    assert Election.objects.get().ended_how == "离站"
    with pytest.raises(Refused, match="不能晚于今天"):
        actions.detach(at.attachments.get(person=people[1]), by=SYSTEM, last_day=moment.today() + timedelta(days=1))


def test_earlier_election_is_noted_with_its_day_and_none_in_the_future(five) -> None:
    at, people = five
    day = moment.today() - timedelta(days=200)
    actions.elect_convener(at, people[1].pk, by=p.chair(), elected_on=day, cause="2026年4月会议记录")
    noted = Election.objects.get(elected=people[1])
    assert (noted.kind, noted.held_on, noted.present) == ("earlier", day, None)
    with pytest.raises(Refused, match="不能在将来"):
        actions.elect_convener(at, people[2].pk, by=SYSTEM, elected_on=moment.today() + timedelta(days=1))


# ── the record ─────────────────────────────────────────────────────────────
def test_record_holds_notice_count_and_result_for_signing(five) -> None:
    at, people = five
    election = noticed(at, people[:2])
    blank = queries.election_paper(election)
    assert blank.title == "代表联络站召集人推选记录" and ("甲", "　　　　") in blank.tables[0].rows
    election = counted(election, 1, 3, blank=1, chaired_by="欧阳主席")
    paper = queries.election_paper(election)
    assert (
        ("应到人数", "5") in paper.pairs
        and ("主持人", "欧阳主席") in paper.pairs
        and ("方式", "无记名投票") in paper.pairs
    )
    assert paper.tables[0].rows == (("乙", "3"), ("甲", "1"), ("弃权", "1"), ("无效票", "0"))
    assert "结果：乙当选召集人。" in paper.paragraphs and paper.signatures == ("主持人", "计票人", "监票人")


def test_record_of_every_other_result_says_what_came_of_it(five) -> None:
    at, people = five
    first = counted(noticed(at, people[:3]), 1, 2, 2)
    assert "没有人得票过半数" in queries.result_in_words(first)
    second = counted(Election.objects.get(follows=first), 1, 1, present=2)
    assert "另行召集" in queries.result_in_words(second)
    vote = counted(noticed(at, [], kind="dismiss", cause="长期不召集"), 3, against=2)
    paper = queries.election_paper(vote)
    assert paper.title == "罢免召集人表决记录" and ("反对", "2") in paper.tables[0].rows
    assert "罢免通过" in queries.result_in_words(vote)
    earlier = queries.election_paper(Election.objects.get(kind="earlier"))
    assert earlier.tables == () and any("补记" in words for words in earlier.paragraphs) and earlier.signatures == ()
    off = actions.call_off_election(noticed(at, people[:2]), by=SYSTEM, cause="大雪")
    assert queries.result_in_words(off) == "这次会议取消：大雪。"
