"""What arrives with a workbook is what the single acts would have written: rows, verbs, places and facts."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction

from lianxin.deputies import actions as deputies
from lianxin.deputies.actions import ArrivingMandate, ArrivingPerson
from lianxin.deputies.models import Mandate, Person
from lianxin.kit import chance, moment
from lianxin.kit.actor import SYSTEM, Level
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import seal
from lianxin.ledger.models import Entry, Payload
from lianxin.ledger.verify import verify
from lianxin.organs import actions as organs
from lianxin.organs.rules import ArrivingContact, ArrivingOrgan
from lianxin.stations import actions as stations
from lianxin.stations.actions import ArrivingSeat, ArrivingStation
from lianxin.stations.models import Attachment, Station
from tests.world import COUNTY, TOWN, world

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, tzinfo=moment.SHANGHAI)
SINCE = date(2021, 12, 1)


def written(act: Callable[[], Any]) -> list[tuple[Any, ...]]:
    """What an act writes into the ledger, without what is random; nothing of it stays."""
    before = set(Entry.objects.values_list("pk", flat=True))
    with transaction.atomic(), chance.seeded("one"), moment.at(NOON):
        act()
        new = Entry.objects.exclude(pk__in=before).order_by("verb", "subject", "seq")
        bodies = dict(Payload.objects.filter(pk__in=new).values_list("pk", "body"))
        found = [(e.verb, e.actor, e.role, e.division, e.seq, _plain(bodies[e.pk])) for e in new]
        transaction.set_rollback(True)
    return sorted(found, key=str)


def _plain(body: str) -> dict[str, Any]:
    """Facts without keys, random names and what is encrypted under them."""
    facts = json.loads(body)
    facts["facts"] = {
        key: (len(value) if key == "private_mobile" else value)
        for key, value in facts["facts"].items()
        if key not in ("id", "code", "person_id", "organ_id", "station_id")
    }
    return facts


def test_a_person_with_a_mandate_arrives_as_the_single_acts_write_him() -> None:
    world()
    known = {"workplace": "桐木村小学", "gender": "f", "public_contact": "站里 000-0000", "private_mobile": "0700-1"}
    office = {
        "term": 18,
        "congress_name": "新邵县",
        "district": "第21选区",
        "certificate_no": "0021",
        "from_day": SINCE,
    }

    def by_hand() -> None:
        person = deputies.register_person("向晚舟", division=COUNTY, by=SYSTEM, **known)
        deputies.grant_mandate(person, COUNTY, by=SYSTEM, **office)

    def at_once() -> None:
        mandate = ArrivingMandate(COUNTY, **office)
        deputies.arrive([ArrivingPerson("向晚舟", COUNTY, **known, mandates=(mandate,))], by=SYSTEM)

    assert written(at_once) == written(by_hand)


def test_a_person_who_is_known_is_renewed_as_by_hand() -> None:
    person = world().people["yang"]
    by_hand = written(lambda: deputies.renew_person(person, by=SYSTEM, workplace="寸石镇中学"))
    arriving = ArrivingPerson(person.name, person.division, workplace="寸石镇中学", code=person.code)
    assert written(lambda: deputies.arrive([arriving], by=SYSTEM)) == by_hand


@pytest.mark.article(2)
def test_a_station_arrives_and_is_renewed_as_by_hand() -> None:
    home = world().station
    details = {"address": "桐木村村部", "hours": "赶场日", "phone": "000-0009"}
    by_hand = written(lambda: stations.open_station("桐木村联系点", TOWN, kind="point", by=SYSTEM, **details))
    arriving = ArrivingStation("桐木村联系点", TOWN, "point", details)
    assert written(lambda: stations.arrive_stations([arriving], by=SYSTEM)) == by_hand
    changed = ArrivingStation(home.name, home.division, home.kind, {"phone": "000-0008"}, code=home.code)
    entries = written(lambda: stations.arrive_stations([changed], by=SYSTEM))
    assert [(e[0], e[3]) for e in entries] == [("stations.renewed", TOWN)]


@pytest.mark.article(3)
def test_a_deputy_sits_at_a_station_as_by_hand_and_one_of_a_higher_level_was_invited() -> None:
    cast = world()
    seats = [ArrivingSeat(cast.next_station.pk, cast.people["yang"].pk, SINCE)]
    by_hand = written(lambda: stations.attach(cast.next_station, cast.people["yang"].pk, by=SYSTEM, from_day=SINCE))
    assert written(lambda: stations.seat(seats, by=SYSTEM)) == by_hand
    above = [ArrivingSeat(cast.next_station.pk, cast.people["ma"].pk, SINCE, invited=True)]
    verbs = [entry[0] for entry in written(lambda: stations.seat(above, by=SYSTEM))]
    assert verbs == ["stations.attached", "stations.invitation_accepted", "stations.invited"]


@pytest.mark.article(10)
def test_an_organ_arrives_with_its_contacts_as_by_hand() -> None:
    world()
    words = {"short_name": "县教育局", "address": "", "mail": "", "duty_line": "000-0011"}

    def by_hand() -> None:
        organ = organs.register_organ(
            "新邵县教育局", kind="government", level=Level.COUNTY, division=COUNTY, by=SYSTEM, **words
        )
        organs.renew_contact(organ, "示例丙", kind="leader", duty="副局长", by=SYSTEM)
        organs.renew_contact(organ, "示例丁", phone="000-0012", by=SYSTEM)

    arriving = ArrivingOrgan(
        "新邵县教育局", "government", COUNTY, **words, leader=ArrivingContact("示例丙", "副局长"),
        handler=ArrivingContact("示例丁", "", "000-0012"),
    )  # fmt: skip
    assert written(lambda: organs.arrive([arriving], by=SYSTEM)) == written(by_hand)


def test_a_handler_who_is_replaced_stays_on_record_as_by_hand() -> None:
    organ = world().organs["water"]
    by_hand = written(lambda: organs.renew_contact(organ, "示例戊", phone="000-0013", by=SYSTEM))
    arriving = ArrivingOrgan(
        organ.name, organ.kind, organ.division, short_name="县水利局", code=organ.code,
        handler=ArrivingContact("示例戊", "", "000-0013"),
    )  # fmt: skip
    assert written(lambda: organs.arrive([arriving], by=SYSTEM)) == by_hand


def test_whatever_arrived_verifies_green() -> None:
    cast = world()
    mandate = ArrivingMandate(TOWN, 19, "寸石镇", "第9选区", "", SINCE)
    keys = deputies.arrive([ArrivingPerson(f"向晚{n}", TOWN, mandates=(mandate,)) for n in "甲乙丙"], by=SYSTEM)
    stations.seat([ArrivingSeat(cast.station.pk, key) for key in keys], by=SYSTEM)
    seal()
    assert verify().whole, verify().findings
    assert Person.objects.filter(pk__in=keys).count() == Mandate.objects.filter(person__in=keys).count() == 3
    assert Attachment.objects.filter(person__in=keys, station=cast.station).count() == 3


def test_arrivals_without_a_congress_or_out_of_reach_write_nothing() -> None:
    chair = world()
    mandate = ArrivingMandate("430522001000", 1)
    with pytest.raises(Refused, match="没有人民代表大会"):
        deputies.arrive([ArrivingPerson("向晚舟", COUNTY, mandates=(mandate,))], by=SYSTEM)
    assert not deputies.may_bring(chair.actor("chair"), TOWN, COUNTY)
    assert deputies.may_bring(chair.actor("chair"), TOWN, TOWN)
    assert not organs.may_bring(chair.actor("chair"), COUNTY)
    assert not stations.may_bring_station(chair.actor("chair"), TOWN)
    assert not Person.objects.filter(name="向晚舟").exists() and not Station.objects.filter(name="X").exists()
