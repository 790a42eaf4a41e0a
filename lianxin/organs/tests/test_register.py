"""Every organ can be handed a suggestion, save party organs, to which one only points (Articles 8, 10)."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT, SYSTEM, Level, Role
from lianxin.kit.workflow import Refused
from lianxin.ledger.models import Entry
from lianxin.organs import actions, permissions, queries
from lianxin.organs.models import Organ
from lianxin.organs.rules import Kind, can_be_assigned, is_redirect_target
from lianxin.organs.tests import factory as f
from lianxin.people.tests import factory as p

pytestmark = pytest.mark.django_db


@pytest.mark.article(10)
def test_every_kind_of_organ_can_be_assigned_save_the_party() -> None:
    assert [kind for kind in Kind if not can_be_assigned(kind)] == [Kind.PARTY]


@pytest.mark.article(8)
def test_residents_are_pointed_to_party_supervision_courts_and_procuratorates() -> None:
    pointed_to = {kind for kind in Kind if is_redirect_target(kind)}
    assert pointed_to == {Kind.PARTY, Kind.SUPERVISORY, Kind.COURT, Kind.PROCURATORATE}


@pytest.mark.article(10)
def test_party_organ_is_never_assignable_by_act_or_by_table() -> None:
    party = f.organ("某县委组织部", "party", is_assignable=True)
    assert not party.is_assignable
    assert party not in queries.assignable()
    with pytest.raises(IntegrityError), transaction.atomic():
        Organ.objects.filter(pk=party.pk).update(is_assignable=True)


@pytest.mark.article(10)
def test_assignable_organs_are_of_exactly_one_level_and_division() -> None:
    own = f.organ()
    f.organ("邻县水利局", division=p.OTHER_COUNTY)
    f.organ("双凫铺镇人民政府", level=Level.TOWNSHIP, division=p.TOWN)
    f.organ("某协会", "organisation", is_assignable=False)
    assert list(queries.assignable(Level.COUNTY, p.COUNTY)) == [own]
    assert queries.assignable(division=p.TOWN).get().name == "双凫铺镇人民政府"
    assert queries.assignable().count() == 3


@pytest.mark.article(8)
def test_redirect_targets_are_those_of_the_county_its_city_and_its_province() -> None:
    f.organ("县法院", "court")
    f.organ("市中院", "court", level=Level.CITY, division="430100000000")
    f.organ("省监委", "supervisory", level=Level.PROVINCE, division="430000000000")
    f.organ("邻县法院", "court", division=p.OTHER_COUNTY)
    f.organ("邻市中院", "court", level=Level.CITY, division="430200000000")
    f.organ()
    assert [organ.name for organ in queries.redirect_targets(p.COUNTY)] == ["县法院", "市中院", "省监委"]


def test_registered_organ_is_in_the_ledger() -> None:
    office = p.county_office()
    organ = actions.register_organ(" 水利局 ", kind="government", level=Level.COUNTY, division=p.COUNTY, by=office)
    entry = Entry.objects.get(subject=f"organs.organ:{organ.code}")
    assert (organ.name, entry.verb, entry.actor) == ("水利局", "organs.registered", office.ref)


@pytest.mark.parametrize("name", ["宁乡市水利局", " 宁乡市水利局 ", "", "   "])
def test_organ_needs_a_name_of_its_own_in_its_division(name: str) -> None:
    f.organ()
    with pytest.raises(Refused):
        f.organ(name)
    assert f.organ("宁乡市水利局", division=p.OTHER_COUNTY).pk


@pytest.mark.parametrize("make", [p.officer, lambda: p.county_office(p.OTHER_COUNTY), lambda: p.chair(p.NEXT_TOWN)])
def test_stranger_and_liaison_officer_may_not_keep_the_register_of_organs(make) -> None:
    stranger, organ = make(), f.organ("双凫铺镇人民政府", level=Level.TOWNSHIP, division=p.TOWN)
    assert not permissions.may_register_organ(stranger, p.TOWN)
    assert not permissions.may_renew_contact(stranger, organ)
    with pytest.raises(PermissionDenied):
        actions.register_organ("新单位", kind="government", level=Level.TOWNSHIP, division=p.TOWN, by=stranger)
    with pytest.raises(PermissionDenied):
        actions.renew_contact(organ, "陈科长", by=stranger)


def test_chair_may_register_in_his_township_but_not_in_the_county() -> None:
    chair = p.chair()
    assert permissions.may_register_organ(chair, p.TOWN)
    assert not permissions.may_register_organ(chair, p.COUNTY)


def test_county_office_may_note_courts_above_it_but_none_beside_it() -> None:
    office = p.county_office()
    assert permissions.may_register_organ(office, "430100000000")
    assert permissions.may_register_organ(office, "430000000000")
    assert not permissions.may_register_organ(office, "430200000000")


@pytest.mark.article(10)
def test_handler_renews_the_contact_of_his_own_organ_only() -> None:
    own, other = f.organ(), f.organ("宁乡市交通局")
    handler = p.posted(Role.ORGAN_HANDLER, p.COUNTY, organ=own.code)
    assert actions.renew_contact(own, "陈科长", by=handler, phone="000-0001").name == "陈科长"
    with pytest.raises(PermissionDenied):
        actions.renew_contact(other, "陈科长", by=handler)


def test_new_contact_ends_the_one_before_and_keeps_it() -> None:
    organ = f.organ()
    with moment.at(datetime(2026, 3, 1, 9, 0, tzinfo=moment.SHANGHAI)):
        former = actions.renew_contact(organ, "李科长", by=SYSTEM, phone="000-0001")
    actions.renew_contact(organ, "陈科长", by=SYSTEM, duty="办公室主任", phone="000-0002")
    former.refresh_from_db()
    assert former.until_day == moment.today() - timedelta(days=1)
    contact = queries.contact_of(organ)
    assert contact is not None and contact.name == "陈科长"
    then = queries.contact_of(organ, date(2026, 5, 1))
    assert then is not None and then.name == "李科长"


def test_card_of_an_organ_names_no_person() -> None:
    organ = f.organ(short_name="水利局")
    actions.renew_contact(organ, "陈科长", by=SYSTEM, phone="000-0002")
    card = queries.card(organ.code)
    assert card is not None
    assert (card.name, card.short_name, card.phone) == ("宁乡市水利局", "水利局", "000-0002")
    assert "陈科长" not in repr(card)
    assert queries.card("nothing") is None


def test_organ_that_is_no_more_has_no_card_and_no_work() -> None:
    organ = f.organ()
    Organ.objects.update(active=False)
    assert queries.card(organ.code) is None
    assert not queries.assignable().exists()
    assert queries.by_code(organ.code) == organ


def test_register_is_visible_in_scope_and_above_and_to_nobody_outside() -> None:
    f.organ()
    f.organ("双凫铺镇人民政府", level=Level.TOWNSHIP, division=p.TOWN)
    f.organ("市中院", "court", level=Level.CITY, division="430100000000")
    own = f.organ("宁乡市交通局")
    handler = p.posted(Role.ORGAN_HANDLER, p.COUNTY, organ=own.code)
    counts = {
        "county": queries.organs_visible_to(p.county_office()).count(),
        "chair": queries.organs_visible_to(p.chair()).count(),
        "next": queries.organs_visible_to(p.chair(p.NEXT_TOWN)).count(),
        "handler": queries.organs_visible_to(handler).count(),
        "resident": queries.organs_visible_to(RESIDENT).count(),
    }
    assert counts == {"county": 4, "chair": 4, "next": 3, "handler": 1, "resident": 0}
