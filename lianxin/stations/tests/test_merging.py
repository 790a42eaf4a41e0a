"""Closing, merging and opening again: history, code and QR stay; people go on (brief, section 7)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.deputies import actions as deputies
from lianxin.deputies.tests import factory as d
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Level, Role
from lianxin.kit.workflow import Refused
from lianxin.ledger.models import Entry
from lianxin.outbox.models import Message
from lianxin.people import queries as people
from lianxin.people.models import Posting
from lianxin.people.tests import factory as p
from lianxin.stations import actions, permissions, queries
from lianxin.stations.models import Attachment, Election, Invitation, Station
from lianxin.stations.tests import factory as f

pytestmark = [pytest.mark.django_db, pytest.mark.article(2)]


def merged(old: Station, into: Station, **more) -> Station:
    return actions.merge_stations(
        old, into=into, by=more.pop("by", p.county_office()), ground="县人大常委会决定", **more
    )


def test_old_station_keeps_its_code_and_leads_on_while_its_deputies_go_over() -> None:
    old, into, moves, both = f.station("老站"), f.station("大站"), d.deputy("甲", username="jia"), d.deputy("乙")
    f.attached(old, moves, convener=True)
    f.attached(old, both)
    f.attached(into, both)
    at = merged(old, into)
    assert (at.state, at.code, at.successor, at.closed_on) == ("merged", old.code, into, moment.today())
    assert queries.card(old.code) is None and queries.moved_to(old.code) == queries.Moved(into.code, "大站")
    assert queries.taking_in(old.code) == into and queries.open_by_code(old.code) is None
    assert set(queries.people_at(into.code)) == {moves.pk, both.pk}
    assert not old.attachments.filter(until_day=None).exists()
    assert not Attachment.objects.filter(convener=True).exists()
    assert Election.objects.get(station=old).ended_how == "并入大站"
    entry = Entry.objects.get(subject=f"stations.station:{old.code}", verb="stations.merged")
    assert entry.division == p.TOWN


def test_officers_and_volunteers_go_on_at_the_successor_unless_they_are_left_behind() -> None:
    old, into = f.station("老站"), f.station("大站", p.NEXT_TOWN)
    p.officer(old.code)
    p.posted(Role.VOLUNTEER, station=old.code, name="志愿者")
    p.posted(Role.STATION_HEAD, station=old.code, name="站长", username="head")
    p.chair()
    behind = Posting.objects.get(station=old.code, role=Role.VOLUNTEER).code
    merged(old, into, leave_behind=[behind])
    assert not people.postings_at(old.code).exists()
    found = {(row.role, row.scope) for row in people.postings_at(into.code)}
    assert found == {("liaison_officer", p.NEXT_TOWN), ("station_head", p.NEXT_TOWN)}
    assert people.staff_at(into.code)[Role.STATION_HEAD] == ("站长",)
    assert Posting.objects.filter(role=Role.TOWNSHIP_CHAIR, ended_at=None).exists()


def test_officer_who_works_at_both_keeps_one_posting() -> None:
    old, into = f.station("老站"), f.station("大站")
    p.posted(Role.LIAISON_OFFICER, station=old.code, username="tan")
    p.posted(Role.LIAISON_OFFICER, station=into.code, username="tan")
    merged(old, into)
    assert people.postings_at(into.code).count() == 1


def test_waiting_invitations_are_asked_anew_and_noticed_elections_are_called_off() -> None:
    old, into = f.station("老站"), f.station("大站")
    guest, gone, local = d.deputy("吴", Level.PROVINCE), d.deputy("已免", Level.PROVINCE), d.deputy("甲")
    for who in (guest, gone):
        actions.invite(old, who.pk, by=SYSTEM, words="请来")
    deputies.end(gone.mandates.get(), ground="依据", by=SYSTEM)
    f.attached(old, local)
    actions.notice_election(old, by=SYSTEM, held_on=moment.today(), place="会议室", candidates=[local.pk])
    merged(old, into)
    assert set(old.invitations.values_list("state", flat=True)) == {"withdrawn"}
    assert [(i.person_id, i.words) for i in Invitation.objects.filter(state="sent", station=into)] == [
        (guest.pk, "请来")
    ]
    assert Election.objects.get(kind="elect").state == "called_off"


def test_what_is_still_to_be_told_is_told_by_the_successors_officers() -> None:
    old, into, who = f.station("老站"), f.station("大站"), d.deputy("甲")
    f.attached(old, who)
    actions.notice_election(old, by=SYSTEM, held_on=moment.today(), place="会议室", candidates=[who.pk])
    merged(old, into)
    assert set(Message.objects.values_list("station", flat=True)) == {into.code}


def test_house_of_a_merged_station_goes_to_who_stays_in_it() -> None:
    old, into, point = f.station("老站"), f.station("大站", p.NEXT_TOWN), f.station("联系点")
    actions.share_place(point, main=old, by=SYSTEM)
    merged(old, into)
    card = queries.card(point.code)
    assert card is not None and card.address == old.address


def test_merger_into_what_cannot_take_it_is_refused() -> None:
    old, into, far = f.station("老站"), f.station("大站"), f.station("外县站", "430122101000")
    shut = actions.close_station(f.station("关了的"), by=SYSTEM, ground="依据")
    for target, words in ((old, "另一个站"), (far, "另一个站"), (shut, "没有开放")):
        with pytest.raises(Refused, match=words):
            actions.merge_stations(old, into=target, by=SYSTEM, ground="依据")
    with pytest.raises(Refused, match="依据"):
        actions.merge_stations(old, into=into, by=SYSTEM, ground=" ")
    for stranger in (p.chair(), p.officer(old.code), p.county_office(p.OTHER_COUNTY)):
        assert not permissions.may_merge_stations(stranger, old, into)
        with pytest.raises(PermissionDenied):
            merged(old, into, by=stranger)
    assert Station.objects.get(pk=old.pk).state == "open"


def test_merged_station_opens_again_with_its_old_code_and_nobody_in_it() -> None:
    old, into = f.station("老站"), f.station("大站", p.NEXT_TOWN)
    f.attached(old, d.deputy("甲"))
    merged(old, into)
    assert not permissions.may_reopen_station(p.chair(), old)
    with pytest.raises(PermissionDenied):
        actions.reopen_station(old, by=p.chair())
    again = actions.reopen_station(old, by=p.county_office())
    assert (again.state, again.successor, again.closed_on, again.ground) == ("open", None, None, "")
    assert queries.moved_to(old.code) is None and queries.card(old.code) is not None


def test_reopening_beside_another_needs_a_reason() -> None:
    old = f.station("老站")
    actions.close_station(old, by=SYSTEM, ground="依据")
    f.station("新站")
    with pytest.raises(Refused, match="附近已经有"):
        actions.reopen_station(old, by=p.county_office())
    assert actions.reopen_station(old, by=p.county_office(), near_reason="两头都远").near_reason == "两头都远"


def test_deputy_of_a_merged_station_has_rights_at_the_successor_at_once() -> None:
    old, into, who = f.station("老站"), f.station("大站"), d.deputy("甲", username="jia")
    seat = f.attached(old, who)
    Attachment.objects.filter(pk=seat.pk).update(from_day=moment.today() - timedelta(days=30))
    merged(old, into)
    assert d.as_actor(who).stations == (into.code,)
