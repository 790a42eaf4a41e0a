"""Who may appoint whom, and when a right begins and ends (Article 4)."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT, SYSTEM, Role
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.models import Entry
from lianxin.people import actions, permissions, queries
from lianxin.people.models import Posting, User
from lianxin.people.rules import appoints
from lianxin.people.tests import factory as f

pytestmark = pytest.mark.django_db

AT_A_STATION = {Role.STATION_HEAD, Role.STATION_VICE_HEAD, Role.LIAISON_OFFICER, Role.VOLUNTEER}
APPOINTMENTS = {
    Role.COUNTY_OFFICE: {
        Role.STATION_HEAD,
        Role.STATION_VICE_HEAD,
        Role.LIAISON_OFFICER,
        Role.VOLUNTEER,
        Role.TOWNSHIP_CHAIR,
        Role.SUBDISTRICT_OFFICE,
        Role.COUNTY_OFFICE,
        Role.CONFIDENTIAL_READER,
        Role.ORGAN_HANDLER,
    },
    Role.TOWNSHIP_CHAIR: AT_A_STATION,
    Role.SUBDISTRICT_OFFICE: AT_A_STATION,
}


@pytest.mark.article(4)
@pytest.mark.parametrize("role", list(Role))
def test_each_role_appoints_exactly_the_roles_it_should(role: Role) -> None:
    assert set(appoints(role)) == APPOINTMENTS.get(role, set())


@pytest.mark.article(4)
def test_township_chair_appoints_a_liaison_officer_and_the_ledger_says_so() -> None:
    chair, user = f.chair(), f.account("ma", "马芳")
    posting = actions.post(user, Role.LIAISON_OFFICER, f.TOWN, by=chair, station="abc")
    assert queries.actor_for(user).holds(Role.LIAISON_OFFICER, f.VILLAGE)
    entry = Entry.objects.get(subject=f"people.posting:{posting.code}")
    assert (entry.verb, entry.actor, entry.division) == ("people.posted", chair.ref, f.TOWN)


@pytest.mark.article(4)
@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.LIAISON_OFFICER, f.NEXT_TOWN),
        (Role.LIAISON_OFFICER, f.COUNTY),
        (Role.TOWNSHIP_CHAIR, f.TOWN),
        (Role.COUNTY_OFFICE, f.COUNTY),
        (Role.CONFIDENTIAL_READER, f.COUNTY),
    ],
)
def test_township_chair_may_not_post_outside_his_township_or_above_himself(role: Role, scope: str) -> None:
    chair, user = f.chair(), f.account("ma", "马芳")
    with pytest.raises(PermissionDenied):
        actions.post(user, role, scope, by=chair)
    assert not Posting.objects.filter(user=user).exists()


@pytest.mark.article(4)
def test_liaison_officer_may_not_post_anybody() -> None:
    officer, user = f.officer(), f.account("ma", "马芳")
    assert not permissions.may_post(officer, Role.VOLUNTEER, f.TOWN)
    with pytest.raises(PermissionDenied):
        actions.post(user, Role.VOLUNTEER, f.TOWN, by=officer)


@pytest.mark.article(4)
@pytest.mark.parametrize("role", [Role.STATION_HEAD, Role.STATION_VICE_HEAD])
def test_head_is_posted_at_a_station_or_not_at_all(role: Role) -> None:
    chair, user = f.chair(), f.account("ma", "马芳")
    with pytest.raises(Refused, match="哪个联络站"):
        actions.post(user, role, f.TOWN, by=chair)
    actions.post(user, role, f.TOWN, by=chair, station="abc")
    assert queries.staff_at("abc") == {role: ("马芳",)}


def test_county_office_of_the_next_county_may_not_post_here() -> None:
    stranger, user = f.county_office(f.OTHER_COUNTY), f.account("ma", "马芳")
    with pytest.raises(PermissionDenied):
        actions.post(user, Role.LIAISON_OFFICER, f.TOWN, by=stranger)


def test_posting_holds_on_its_first_and_its_last_day_and_not_beyond() -> None:
    today = moment.today()
    first, last = today + timedelta(days=2), today + timedelta(days=4)
    f.posted(Role.LIAISON_OFFICER, username="ma", from_day=first, until_day=last)
    user = f.account("ma")
    held = [bool(queries.actor_for(user, today + timedelta(days=n)).posts) for n in range(7)]
    assert held == [False, False, True, True, True, False, False]


def test_posting_that_is_ended_gives_no_right_from_that_moment() -> None:
    chair = f.chair()
    f.officer("abc")
    user = User.objects.get(username__startswith="liaison")
    posting = Posting.objects.get(user=user)
    assert queries.names_at_station("abc", Role.LIAISON_OFFICER) == ("谭小勤",)
    actions.end_posting(posting, by=chair)
    assert queries.actor_for(user).posts == ()
    assert queries.names_at_station("abc", Role.LIAISON_OFFICER) == ()
    with pytest.raises(Overtaken):
        actions.end_posting(posting, by=chair)


def test_ended_posting_still_stands_for_the_days_it_held() -> None:
    with moment.at(datetime(2026, 11, 2, 9, 0, tzinfo=moment.SHANGHAI)):
        f.officer("abc")
    posting = Posting.objects.get(station="abc")
    with moment.at(datetime(2026, 11, 20, 9, 0, tzinfo=moment.SHANGHAI)):
        actions.end_posting(posting, by=SYSTEM)
        on = moment.today()
        assert queries.actor_for(posting.user, on - timedelta(days=1)).posts
        assert not queries.actor_for(posting.user, on).posts


def test_posting_may_be_ended_later_but_not_in_the_past() -> None:
    f.officer("abc")
    posting = Posting.objects.get(station="abc")
    with pytest.raises(Refused):
        actions.end_posting(posting, by=SYSTEM, until_day=moment.today() - timedelta(days=1))
    later = moment.today() + timedelta(days=30)
    assert actions.end_posting(posting, by=SYSTEM, until_day=later).until_day == later
    assert queries.actor_for(posting.user).posts


def test_liaison_officer_may_not_end_posting_of_his_chair() -> None:
    f.chair()
    posting = Posting.objects.get(role=Role.TOWNSHIP_CHAIR)
    officer = f.officer()
    assert not permissions.may_end_posting(officer, posting)
    with pytest.raises(PermissionDenied):
        actions.end_posting(posting, by=officer)


def test_posting_may_not_end_before_it_starts() -> None:
    today = moment.today()
    with pytest.raises(Refused):
        actions.post(
            f.account(), Role.VOLUNTEER, f.TOWN, by=SYSTEM, from_day=today, until_day=today - timedelta(days=1)
        )


def test_account_needs_somebody_who_appoints() -> None:
    assert not permissions.may_create_account(RESIDENT)
    with pytest.raises(PermissionDenied):
        actions.create_account("ma", "马芳", by=f.officer())
    assert actions.create_account("ma", "马芳", by=f.chair()).ref.startswith("person:")


def test_user_name_is_taken_once() -> None:
    f.account("ma")
    with pytest.raises(Refused):
        actions.create_account(" ma ", "马芳", by=SYSTEM)


def test_account_without_password_opens_to_no_password() -> None:
    assert not f.account("ma", password=None).check_password("")


def test_weak_password_is_refused_at_the_account_and_later() -> None:
    with pytest.raises(ValidationError):
        actions.create_account("ma", "马芳", by=SYSTEM, password="12345678")
    user = f.account("ma")
    with pytest.raises(ValidationError):
        actions.set_password(user, "ma", by=SYSTEM)


def test_chair_may_set_password_of_his_officer_but_not_of_the_county_office() -> None:
    chair = f.chair()
    f.officer("abc")
    f.county_office()
    officer = Posting.objects.get(station="abc").user
    above = Posting.objects.get(role=Role.COUNTY_OFFICE).user
    actions.set_password(officer, "liu-ye-dao-chun-lai", by=chair)
    assert User.objects.get(pk=officer.pk).check_password("liu-ye-dao-chun-lai")
    assert not permissions.may_set_password(chair, above)
    with pytest.raises(PermissionDenied):
        actions.set_password(above, "liu-ye-dao-chun-lai", by=chair)


def test_password_of_a_posted_officer_who_is_also_county_reader_stays_with_the_county() -> None:
    chair, user = f.chair(), f.account("ma")
    actions.post(user, Role.LIAISON_OFFICER, f.TOWN, by=chair)
    actions.post(user, Role.CONFIDENTIAL_READER, f.COUNTY, by=SYSTEM)
    assert not permissions.may_set_password(chair, user)


def test_accounts_are_visible_within_the_scope_and_to_oneself_only() -> None:
    chair, officer, stranger = f.chair(), f.officer("abc"), f.chair(f.NEXT_TOWN)
    assert officer.user_id in permissions.visible_to(chair).values_list("pk", flat=True)
    assert officer.user_id not in permissions.visible_to(stranger).values_list("pk", flat=True)
    assert list(permissions.visible_to(officer).values_list("pk", flat=True)) == [officer.user_id]
    assert not permissions.visible_to(RESIDENT).exists()
    assert permissions.visible_to(SYSTEM).count() == User.objects.count()
