"""Higher-level deputies are asked and decide for themselves (Article 3)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.deputies import actions as deputies
from lianxin.deputies.tests import factory as d
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Level
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.outbox.models import Message
from lianxin.outbox.queries import as_card
from lianxin.people.tests import factory as p
from lianxin.stations import actions, permissions, queries
from lianxin.stations.models import Attachment, Invitation
from lianxin.stations.rules import attached_directly, may_be_invited
from lianxin.stations.tests import factory as f

pytestmark = [pytest.mark.django_db, pytest.mark.article(3)]


def guest(name: str = "吴省平", *levels: Level, username: str = "wu"):
    return d.deputy(name, *(levels or (Level.PROVINCE,)), username=username)


def test_who_belongs_there_and_who_comes_by_invitation() -> None:
    groups = ([Level.TOWNSHIP], [Level.COUNTY, Level.NATIONAL], [Level.CITY], [])
    assert [attached_directly(levels) for levels in groups] == [True, True, False, False]
    assert [may_be_invited(levels) for levels in ([Level.CITY], [Level.CITY, Level.COUNTY], [])] == [True, False, False]


def test_higher_level_deputy_is_not_attached_but_shown_the_way() -> None:
    at, who = f.station(), guest()
    with pytest.raises(Refused, match="邀请代表"):
        actions.attach(at, who.pk, by=p.chair())
    both = guest("双料代表", Level.CITY, Level.COUNTY, username="")
    assert actions.attach(at, both.pk, by=p.chair()).person_id == both.pk


def test_deputy_is_told_accepts_himself_and_is_attached() -> None:
    at, who = f.station(), guest()
    officer = p.officer(at.code)
    asked = actions.invite(at, who.pk, by=officer, words="每季来一次")
    told = Message.objects.get(kind="stations.invited")
    assert (told.to_ref, told.form, told.station) == (who.code, "file", at.code)
    assert as_card(told).words == f"“{at.name}”邀请吴省平参加站里的活动，请问他愿不愿意。"
    he = d.as_actor(who)
    assert [row.pk for row in queries.invitations_visible_to(he)] == [asked.pk]
    assert [row.pk for row in queries.waiting_invitations(who.pk)] == [asked.pk]
    assert permissions.may_answer_invitation(he, asked)
    done = actions.answer_invitation(asked, accepted=True, by=he)
    assert (done.state, done.how, done.answered_on) == ("accepted", "himself", moment.today())
    assert d.as_actor(who).stations == (at.code,)
    told.refresh_from_db()
    assert told.state == "void"
    assert Message.objects.filter(kind="stations.invitation_accepted", station=at.code).count() == 1
    assert queries.how_he_came(at, [who.pk])[who.pk].pk == asked.pk


def test_deputy_declines_without_a_reason_and_may_be_asked_again() -> None:
    at, who = f.station(), guest()
    actions.answer_invitation(actions.invite(at, who.pk, by=SYSTEM), accepted=False, by=d.as_actor(who))
    assert not Attachment.objects.exists()
    assert actions.invite(at, who.pk, by=SYSTEM).state == "sent"


def test_officer_notes_what_he_said_on_the_telephone() -> None:
    at, who = f.station(), guest(username="")
    asked = actions.invite(at, who.pk, by=p.chair())
    assert Message.objects.get(kind="stations.invited").form == "phone"
    with pytest.raises(PermissionDenied):
        actions.answer_invitation(asked, accepted=True, by=p.officer(at.code), how="himself")
    with pytest.raises(PermissionDenied):
        actions.answer_invitation(asked, accepted=True, by=p.officer("other"), how="phone")
    done = actions.answer_invitation(asked, accepted=True, by=p.officer(at.code), how="phone", words="下月来")
    assert (done.how, done.answer_words, queries.people_at(at.code)) == ("phone", "下月来", (who.pk,))


def test_nobody_answers_twice_or_what_was_withdrawn() -> None:
    at, who = f.station(), guest()
    asked = actions.invite(at, who.pk, by=SYSTEM)
    with pytest.raises(Overtaken, match="等他答复"):
        actions.invite(at, who.pk, by=SYSTEM)
    assert not permissions.may_withdraw_invitation(d.as_actor(who), asked)
    actions.withdraw_invitation(asked, by=p.officer(at.code))
    for act in (
        lambda: actions.answer_invitation(asked, accepted=True, by=d.as_actor(who)),
        lambda: actions.withdraw_invitation(asked, by=SYSTEM),
    ):
        with pytest.raises(Overtaken, match="已收回"):
            act()


def test_strangers_neither_invite_nor_see_nor_withdraw() -> None:
    at, who, other = f.station(), guest(), guest("别的代表", username="bie")
    asked = actions.invite(at, who.pk, by=SYSTEM)
    strangers = (p.officer("other"), p.chair(p.NEXT_TOWN), p.county_office(p.OTHER_COUNTY), d.as_actor(other))
    for stranger in strangers:
        assert not permissions.may_invite(stranger, at)
        assert not queries.invitations_visible_to(stranger).exists()
        with pytest.raises(PermissionDenied):
            actions.invite(at, other.pk, by=stranger)
        with pytest.raises(PermissionDenied):
            actions.withdraw_invitation(asked, by=stranger)
        with pytest.raises(PermissionDenied):
            actions.answer_invitation(asked, accepted=True, by=stranger)
    assert Invitation.objects.get().state == "sent"


def test_who_needs_no_invitation_or_cannot_have_one_is_told_why() -> None:
    at = f.station()
    for who, words in ((d.deputy("县代表"), "代表进站"), (d.person("没当选"), "没有在任")):
        with pytest.raises(Refused, match=words):
            actions.invite(at, who.pk, by=SYSTEM)
    who = guest()
    actions.bring_in(at, who.pk)
    with pytest.raises(Overtaken, match="已在本站"):
        actions.invite(at, who.pk, by=SYSTEM)
    shut = actions.close_station(f.station("关了"), by=SYSTEM, ground="依据")
    with pytest.raises(Refused, match="要先开放"):
        actions.invite(shut, who.pk, by=SYSTEM)


def test_who_lost_his_mandate_meanwhile_cannot_accept() -> None:
    at, who = f.station(), guest()
    asked = actions.invite(at, who.pk, by=SYSTEM)
    deputies.suspend(who.mandates.get(), ground="依据", by=SYSTEM)
    with pytest.raises(Refused, match="没有在任"):
        actions.answer_invitation(asked, accepted=True, by=p.chair(), how="phone")


def test_who_was_there_before_the_product_has_an_invitation_on_record() -> None:
    at, who, day = f.station(), guest(), moment.today() - timedelta(days=400)
    seat = actions.bring_in(at, who.pk, from_day=day)
    asked = Invitation.objects.get()
    assert (seat.from_day, asked.asked_on, asked.answered_on, asked.how) == (day, day, day, "register")
    assert not Message.objects.exists()
    local = d.deputy("县代表")
    actions.bring_in(at, local.pk)
    assert Invitation.objects.count() == 1
