"""After real acts every held row of these rooms reads as the ledger last recorded it."""

import json
from datetime import timedelta

import pytest

from lianxin.deputies import actions as deputies
from lianxin.deputies.tests import factory as d
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Level, Role
from lianxin.ledger import restate
from lianxin.ledger.models import Entry, Payload
from lianxin.organs import actions as organs
from lianxin.organs.tests import factory as o
from lianxin.outbox import actions as outbox
from lianxin.outbox.tests import factory as m
from lianxin.people import actions as people
from lianxin.people.models import Posting
from lianxin.people.tests import factory as p
from lianxin.stations import actions
from lianxin.stations.models import Station
from lianxin.stations.tests import factory as f

ROOMS = ("outbox", "people", "deputies", "stations", "organs")


def play() -> None:
    at, who, other = f.station(), d.deputy("周永清", *Level, username="zhou"), d.deputy("钱县华")
    p.officer(at.code)
    people.end_posting(Posting.objects.get(station=at.code), by=SYSTEM)
    people.set_password(p.account(), "liu-ye-dao-chun-lai", by=SYSTEM)
    people.post(p.account(), Role.AUDITOR, p.COUNTY, by=SYSTEM, until_day=moment.today() + timedelta(days=9))
    f.attached(at, other, convener=True)
    actions.detach(f.attached(at, who, convener=True), by=SYSTEM)
    d.terms_and_groups()
    deputies.suspend(who.mandates.get(level=Level.COUNTY), ground="依据" * 50, by=SYSTEM)
    deputies.consent(who, "name", by=SYSTEM)
    deputies.withdraw(who, "name", by=SYSTEM)
    deputies.renew_person(who, by=SYSTEM, workplace="新单位", private_mobile="0700-555-0100")
    organ = o.organ()
    organs.renew_contact(organ, "李科长", by=SYSTEM)
    organs.renew_contact(organ, "陈科长", by=SYSTEM)
    organs.rename_organ(organ, "改革后的局", day=moment.today(), ground="机构改革方案", by=SYSTEM)
    organs.end_organ(organ, day=moment.today(), ground="机构改革方案", by=SYSTEM)
    outbox.mark_delivered(m.told(), by=SYSTEM, how="phone")
    _stations(at)


def _stations(at: Station) -> None:
    """A guest, an election with its count, a place shared, a merger: every table of the room, and rows gone over."""
    into, guest, new = f.station("大站"), d.deputy("吴省平", Level.PROVINCE), d.deputy("孙新")
    actions.invite(at, guest.pk, by=SYSTEM, words="请您来" * 30)
    f.attached(at, new, convener=True)
    actions.renew_place(at, by=SYSTEM, venue="school", latitude="28.2", longitude="112.55", access_items=["ramp"])
    actions.share_place(f.station("联系点"), main=at, by=SYSTEM)
    actions.step_down(at, by=SYSTEM)
    vote = actions.notice_election(at, by=SYSTEM, held_on=moment.today(), place="会议室", candidates=[new.pk])
    actions.count_votes(
        vote, by=SYSTEM, eligible=3, present=2, votes={new.pk: 2}, term_until=moment.today() + timedelta(9)
    )
    actions.merge_stations(at, into=into, by=SYSTEM, ground="县人大常委会决定")
    actions.close_station(into, by=SYSTEM)


@pytest.mark.django_db
def test_every_held_row_reads_as_the_ledger_last_recorded_it() -> None:
    play()
    seen = 0
    for held in restate.held_tables():
        if held.label.split(".")[0] not in ROOMS:
            continue
        rows = list(held.model._default_manager.all())
        assert rows, held.label
        for row in rows:
            last = Entry.objects.filter(subject=restate.subject_of(row)).order_by("-seq")[0]
            body = json.loads(Payload.objects.get(entry_id=last.pk).body)
            assert body["facts"] == restate.restate(row), restate.subject_of(row)
            seen += 1
    assert seen > 20
