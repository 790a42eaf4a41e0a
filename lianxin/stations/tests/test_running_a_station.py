"""Opening, attaching, electing a convener (Articles 2, 3, 4): who may, and every refusal."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from lianxin.deputies import actions as deputies
from lianxin.deputies.tests import factory as d
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.models import Entry
from lianxin.people import queries as people
from lianxin.people.tests import factory as p
from lianxin.stations import actions, permissions, queries
from lianxin.stations.models import Attachment, Station
from lianxin.stations.rules import State, may_convene
from lianxin.stations.tests import factory as f
from lianxin.stations.workflow import TABLE

pytestmark = pytest.mark.django_db

CELLS = {
    ("open", "planned"): "open",
    ("revise", "planned"): "planned",
    ("revise", "returned"): "planned",
    ("approve", "planned"): "open",
    ("return_proposal", "planned"): "returned",
    ("close", "planned"): "closed",
    ("close", "returned"): "closed",
    ("close", "open"): "closed",
    ("merge", "open"): "merged",
    ("merge", "closed"): "merged",
    ("reopen", "closed"): "open",
    ("reopen", "merged"): "open",
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("verb", ["open", "revise", "approve", "return_proposal", "close", "merge", "reopen"])
def test_every_cell_of_a_stations_life(verb: str, state: State) -> None:
    expected = CELLS.get((verb, state.value))
    if expected is None:
        with pytest.raises(Refused):
            TABLE.after(verb, state)
    else:
        assert TABLE.after(verb, state) == expected


@pytest.mark.article(2)
def test_county_office_opens_a_station_and_the_ledger_says_so() -> None:
    office = p.county_office()
    at = actions.open_station(" 新站 ", p.TOWN, by=office)
    assert (at.name, at.county, at.state, at.opened_on) == ("新站", p.COUNTY, State.OPEN, moment.today())
    entry = Entry.objects.get(subject=f"stations.station:{at.code}")
    assert (entry.verb, entry.actor, entry.division) == ("stations.opened", office.ref, p.TOWN)


@pytest.mark.article(2)
@pytest.mark.parametrize("make", [p.chair, p.officer, lambda: p.county_office(p.OTHER_COUNTY)])
def test_only_the_county_office_may_open_or_close_a_station(make) -> None:
    who, at = make(), f.station()
    assert not permissions.may_open_station(who, p.TOWN)
    assert not permissions.may_close_station(who, at)
    with pytest.raises(PermissionDenied):
        actions.open_station("新站", p.TOWN, by=who)
    with pytest.raises(PermissionDenied):
        actions.close_station(at, by=who)


def test_station_in_no_county_is_refused() -> None:
    with pytest.raises(Refused):
        actions.open_station("省站", d.PROVINCE, by=SYSTEM)


def test_closed_station_cannot_be_closed_again_or_entered() -> None:
    at = actions.close_station(f.station(), by=SYSTEM)
    with pytest.raises(Refused):
        actions.close_station(at, by=SYSTEM)
    with pytest.raises(Refused):
        f.attached(at, d.deputy())


@pytest.mark.article(4)
def test_chair_attaches_and_detaches_and_the_deputys_rights_follow() -> None:
    with moment.at(datetime(2026, 11, 20, 9, 0, tzinfo=moment.SHANGHAI)):
        at, who, chair = f.station(), d.deputy("周永清", username="zhou"), p.chair()
        attachment = actions.attach(at, who.pk, by=chair)
        assert people.actor_for(who.user).stations == (at.code,)
        moment.pass_time(days=3)
        actions.detach(attachment, by=chair)
        assert people.actor_for(who.user).stations == ()
    with pytest.raises(Overtaken):
        actions.detach(attachment, by=chair)


@pytest.mark.article(4)
@pytest.mark.parametrize("make", [p.officer, lambda: p.chair(p.NEXT_TOWN), lambda: p.county_office(p.OTHER_COUNTY)])
def test_liaison_officer_and_stranger_may_not_attach_detach_or_elect(make) -> None:
    stranger, at, who = make(), f.station(), d.deputy()
    attachment = f.attached(at, who)
    assert not permissions.may_attach(stranger, at)
    assert not permissions.may_detach(stranger, at)
    assert not permissions.may_elect_convener(stranger, at)
    for act in (
        lambda: actions.attach(at, d.deputy("别人").pk, by=stranger),
        lambda: actions.detach(attachment, by=stranger),
        lambda: actions.elect_convener(at, who.pk, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Attachment.objects.count() == 1


def test_person_without_mandate_in_force_cannot_be_attached() -> None:
    at, who = f.station(), d.person()
    with pytest.raises(Refused):
        f.attached(at, who)
    deputies.suspend(d.mandate(who), ground="依据", by=SYSTEM)
    with pytest.raises(Refused):
        f.attached(at, who)


def test_deputy_is_attached_once() -> None:
    at, who = f.station(), d.deputy()
    f.attached(at, who)
    with pytest.raises(Overtaken):
        f.attached(at, who)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(station=at, person=who, from_day=moment.today())


@pytest.mark.article(3)
def test_convener_is_elected_from_the_stations_deputies_with_a_mandate_in_force() -> None:
    assert [may_convene(a, m) for a in (True, False) for m in (True, False)] == [True, False, False, False]
    at, outsider, suspended = f.station(), d.deputy("外人"), d.deputy("停职人")
    f.attached(at, suspended)
    deputies.suspend(suspended.mandates.get(), ground="依据", by=SYSTEM)
    for who in (outsider, suspended):
        with pytest.raises(Refused):
            actions.elect_convener(at, who.pk, by=SYSTEM)


@pytest.mark.article(3)
def test_new_convener_takes_over_in_one_act_with_both_sides_recorded() -> None:
    at, old, new = f.station(), d.deputy("老召集人"), d.deputy("新召集人")
    before = f.attached(at, old, convener=True)
    f.attached(at, new)
    day = moment.today() - timedelta(days=3)
    after = actions.elect_convener(at, new.pk, by=SYSTEM, elected_on=day)
    assert (after.convener, after.elected_on) == (True, day)
    assert Attachment.objects.get(convener=True).person_id == new.pk
    assert queries.people_at(at.code) == (new.pk, old.pk)
    assert queries.convener_of(at.code) == new.pk
    verbs = Entry.objects.filter(subject=f"stations.attachment:{before.code}").order_by("seq")
    assert [entry.verb for entry in verbs][-1] == "stations.convener_stepped_down"
    with pytest.raises(Overtaken):
        actions.elect_convener(at, new.pk, by=SYSTEM)


@pytest.mark.article(3)
def test_table_holds_one_convener_a_station() -> None:
    at = f.station()
    f.attached(at, d.deputy("甲"), convener=True)
    second = f.attached(at, d.deputy("乙"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=second.pk).update(convener=True)


@pytest.mark.article(3)
def test_convener_who_leaves_convenes_no_more() -> None:
    at = f.station()
    actions.detach(f.attached(at, d.deputy(), convener=True), by=SYSTEM)
    assert queries.convener_of(at.code) is None
    assert not Attachment.objects.filter(convener=True).exists()


def test_deputy_attached_to_two_stations_acts_for_both() -> None:
    who = d.deputy("周永清", username="zhou")
    first, second = f.station(), f.station("第二站", p.VILLAGE)
    f.attached(first, who)
    f.attached(second, who)
    assert people.actor_for(who.user).stations == (first.code, second.code)
    assert Station.objects.count() == 2
