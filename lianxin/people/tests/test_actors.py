"""Who an account is on a day, what it costs, and the log of who saw a contact."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from lianxin.kit.actor import RESIDENT, SYSTEM, Role
from lianxin.ledger.models import Entry
from lianxin.people import actions, permissions, queries, rights
from lianxin.people.models import Sight
from lianxin.people.tests import factory as f

pytestmark = pytest.mark.django_db


def test_anonymous_visitor_and_disabled_account_are_residents(django_assert_num_queries) -> None:
    user = f.account()
    user.is_active = False
    with django_assert_num_queries(0):
        assert queries.actor_for(AnonymousUser()) is RESIDENT
        assert queries.actor_for(user) is RESIDENT


def test_all_rights_of_an_actor_cost_one_query(django_assert_num_queries) -> None:
    f.posted(Role.LIAISON_OFFICER, username="ma", station="abc")
    f.posted(Role.ORGAN_HANDLER, f.COUNTY, username="ma", organ="water")
    user = f.account("ma")
    with django_assert_num_queries(1):
        actor = queries.actor_for(user)
    assert [(p.role, p.scope, p.station, p.organ) for p in actor.posts] == [
        (Role.LIAISON_OFFICER, f.TOWN, "abc", ""),
        (Role.ORGAN_HANDLER, f.COUNTY, "", "water"),
    ]
    assert (actor.ref, actor.name, actor.person_id, actor.mandates) == (user.ref, user.name, None, ())


def test_account_without_posting_has_no_right() -> None:
    actor = queries.actor_for(f.account())
    assert (actor.posts, actor.mandates, actor.stations) == ((), (), ())
    assert actor.main_role is Role.RESIDENT


def test_right_row_holds_no_more_than_five_values() -> None:
    with pytest.raises(ValueError, match="five"):
        rights.as_rows("x", permissions.postings_visible_to(SYSTEM), *["pk"] * 6)


def test_source_named_twice_counts_once() -> None:
    before = rights.sources()
    rights.provide("lianxin.deputies.queries.RIGHTS")
    assert rights.sources() == before


def test_names_behind_refs_are_found_in_one_query(django_assert_num_queries) -> None:
    user = f.account()
    with django_assert_num_queries(1):
        assert queries.names_of([user.ref, "system", "person:nobody"]) == {user.ref: "谭小勤"}
    assert queries.name_of(user.ref) == "谭小勤"
    assert queries.name_of("resident") == ""


def test_handlers_of_an_organ_are_found_by_its_code() -> None:
    f.posted(Role.ORGAN_HANDLER, f.COUNTY, organ="water", name="陈科长")
    assert [user.name for user in queries.posted_to("water")] == ["陈科长"]
    assert not queries.posted_to("roads").exists()


def test_sight_of_a_contact_goes_to_the_security_log_and_not_to_the_ledger() -> None:
    officer, auditor = f.officer(), f.posted(Role.AUDITOR, f.COUNTY)
    before = Entry.objects.count()
    actions.note_sight(officer, "contact", "opinions.opinion:1234")
    assert Entry.objects.count() == before
    seen = queries.sights(auditor, "opinions.opinion:1234").get()
    assert (seen.user_id, seen.what) == (officer.user_id, "contact")


def test_sights_are_for_the_auditor_alone() -> None:
    officer, office = f.officer(), f.county_office()
    actions.note_sight(officer, "contact", "opinions.opinion:1234")
    assert not permissions.may_read_sights(office)
    assert not queries.sights(office).exists()
    assert not queries.sights(RESIDENT).exists()


def test_nobody_without_an_account_sees_a_contact() -> None:
    with pytest.raises(PermissionDenied):
        actions.note_sight(RESIDENT, "contact", "x")
    assert not Sight.objects.exists()
