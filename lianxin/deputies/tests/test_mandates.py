"""Mandates give rights and take them; who may grant, suspend, end and note consents."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from lianxin.deputies import actions, permissions, queries
from lianxin.deputies.models import Mandate, Person
from lianxin.deputies.rules import GROUNDS, MandateState
from lianxin.deputies.tests import factory as f
from lianxin.deputies.workflow import TABLE
from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT, SYSTEM, Level, Role
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.models import Entry
from lianxin.people import queries as people
from lianxin.people.models import Sight
from lianxin.people.tests import factory as p

pytestmark = pytest.mark.django_db

CELLS = {
    ("suspend", "active"): "suspended",
    ("resume", "suspended"): "active",
    ("end", "active"): "ended",
    ("end", "suspended"): "ended",
}


def test_rights_of_a_deputy_come_from_his_active_mandates(django_assert_num_queries) -> None:
    who = f.deputy("周永清", Level.TOWNSHIP, Level.COUNTY, username="zhou")
    user = p.account("zhou")
    with django_assert_num_queries(1):
        actor = people.actor_for(user)
    assert actor.person_id == who.pk
    assert [(m.level, m.congress) for m in actor.mandates] == [(Level.COUNTY, f.COUNTY), (Level.TOWNSHIP, f.TOWN)]
    assert queries.mandates_active(who.pk) == actor.mandates


def test_suspension_takes_the_right_at_once_and_resuming_gives_it_back() -> None:
    who = f.deputy("周永清", username="zhou")
    actions.suspend(who.mandates.get(), ground="许可对其刑事拘留", by=SYSTEM)
    actor = f.as_actor(who)
    assert not actor.is_deputy and actor.person_id == who.pk
    actions.resume(who.mandates.get(), ground="措施解除", by=SYSTEM)
    assert f.as_actor(who).is_deputy


@pytest.mark.parametrize("state", list(MandateState))
@pytest.mark.parametrize("verb", ["suspend", "resume", "end"])
def test_every_cell_of_a_mandates_life_through_its_act(verb: str, state: MandateState) -> None:
    mandate = f.mandate(f.person())
    Mandate.objects.update(status=state)
    expected = CELLS.get((verb, state.value))
    if expected is None:
        with pytest.raises(Refused):
            getattr(actions, verb)(mandate, ground="依据", by=SYSTEM)
    else:
        assert getattr(actions, verb)(mandate, ground="依据", by=SYSTEM).status == expected
        assert Entry.objects.filter(subject=f"deputies.mandate:{mandate.code}").count() == 2


def test_table_of_mandates_has_no_other_verb() -> None:
    assert set(TABLE.verbs) == {verb for verb, _ in CELLS}


def test_suspension_without_a_ground_is_refused() -> None:
    with pytest.raises(Refused):
        actions.suspend(f.mandate(f.person()), ground="  ", by=SYSTEM)


def test_ended_mandate_stays_as_history_with_its_last_day() -> None:
    mandate = actions.end(f.mandate(f.person()), ground="迁出本行政区域", by=SYSTEM)
    assert (mandate.until_day, mandate.ground) == (moment.today(), "迁出本行政区域")
    assert not queries.with_mandate(Level.COUNTY, f.COUNTY).exists()
    assert Mandate.objects.filter(pk=mandate.pk).exists()


def test_two_active_mandates_in_one_congress_are_refused_by_act_and_by_table() -> None:
    who = f.deputy()
    with pytest.raises(Refused):
        f.mandate(who)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(person=who, level=4, congress=f.COUNTY, term=19, from_day=moment.today())


def test_resuming_beside_a_new_mandate_is_refused() -> None:
    who = f.person()
    old = actions.suspend(f.mandate(who), ground="依据", by=SYSTEM)
    f.mandate(who, term=19)
    with pytest.raises(Refused):
        actions.resume(old, ground="依据", by=SYSTEM)


@pytest.mark.parametrize("congress", ["430102001000", "430124101201", "430171000000"])
def test_no_mandate_where_there_is_no_congress(congress: str) -> None:
    with pytest.raises(Refused):
        actions.grant_mandate(f.person(), congress, term=1, by=SYSTEM)


def test_mandate_may_not_end_before_it_starts() -> None:
    with pytest.raises(Refused):
        f.mandate(f.person(), until_day=moment.today() - timedelta(days=1))


def test_person_needs_a_name() -> None:
    with pytest.raises(Refused):
        actions.register_person("  ", division=f.COUNTY, by=SYSTEM)


def test_township_chair_registers_his_deputies_and_grants_only_his_congress() -> None:
    chair = p.chair()
    who = actions.register_person("周永清", division=f.TOWN, by=chair)
    assert actions.grant_mandate(who, f.TOWN, term=6, by=chair).level == Level.TOWNSHIP
    assert not permissions.may_grant_mandate(chair, who, f.COUNTY)
    with pytest.raises(PermissionDenied):
        actions.grant_mandate(who, f.COUNTY, term=18, by=chair)


@pytest.mark.parametrize("make", [p.officer, lambda: p.chair(p.NEXT_TOWN), lambda: p.county_office(p.OTHER_COUNTY)])
def test_stranger_and_liaison_officer_may_not_keep_the_register(make) -> None:
    stranger, who = make(), f.deputy(division=f.TOWN)
    mandate = who.mandates.get()
    for guard in (
        permissions.may_register_person(stranger, f.TOWN),
        permissions.may_keep_person(stranger, who),
        permissions.may_serve_person(stranger, who),
        permissions.may_change_mandate(stranger, mandate),
        permissions.may_consent(stranger, who),
    ):
        assert guard is False
    for act in (
        lambda: actions.register_person("新人", division=f.TOWN, by=stranger),
        lambda: actions.renew_person(who, by=stranger, workplace="别处"),
        lambda: actions.give_photo(who, f.JPEG, by=stranger),
        lambda: actions.link_account(who, stranger.user_id, by=stranger),
        lambda: actions.suspend(mandate, ground="依据", by=stranger),
        lambda: actions.consent(who, "name", by=stranger),
        lambda: actions.withdraw(who, "name", by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Person.objects.get(pk=who.pk).workplace == f.WORKPLACE


@pytest.mark.article(5)
def test_deputy_consents_for_himself_and_for_nobody_else() -> None:
    who, other = f.deputy("吴省平", Level.CITY, username="wu"), f.deputy("郑市安", Level.CITY)
    given = actions.consent(who, "name", by=f.as_actor(who))
    assert Entry.objects.get(subject=f"deputies.consent:{given.code}").verb == "deputies.consented"
    with pytest.raises(PermissionDenied):
        actions.consent(other, "name", by=f.as_actor(who))
    with pytest.raises(Overtaken):
        actions.consent(who, "name", by=f.as_actor(who))
    actions.withdraw(who, "name", by=f.as_actor(who))
    with pytest.raises(Overtaken):
        actions.withdraw(who, "name", by=f.as_actor(who))


def test_consent_to_something_that_is_no_item_is_refused() -> None:
    with pytest.raises(Refused):
        actions.consent(f.person(), "private_mobile", by=SYSTEM)


def test_photo_must_be_a_picture() -> None:
    with pytest.raises(Refused):
        actions.give_photo(f.person(), b"<svg onload=alert(1)>", by=SYSTEM)


def test_private_mobile_is_shown_in_scope_and_noted_in_the_security_log() -> None:
    who, office = f.deputy(), p.county_office()
    assert actions.show_mobile(who, by=office) == f.MOBILE
    sight = Sight.objects.get()
    assert (sight.user_id, sight.what, sight.subject) == (office.user_id, "mobile", f"deputies.person:{who.code}")
    assert f.MOBILE not in repr(sight.__dict__)


def test_private_mobile_is_not_shown_to_a_stranger() -> None:
    who, stranger = f.deputy(division=f.TOWN), p.chair(p.NEXT_TOWN)
    assert not permissions.may_see_mobile(stranger, who)
    with pytest.raises(PermissionDenied):
        actions.show_mobile(who, by=stranger)
    assert not Sight.objects.exists()


def test_people_are_visible_in_their_scope_and_to_nobody_else() -> None:
    local, upper = f.deputy("周永清", Level.TOWNSHIP), f.deputy("吴省平", Level.PROVINCE)
    seen = {
        "county": queries.people_visible_to(p.county_office()),
        "chair": queries.people_visible_to(p.chair()),
        "next": queries.people_visible_to(p.chair(p.NEXT_TOWN)),
        "viewer": queries.people_visible_to(p.posted(Role.CITY_VIEWER, f.CITY)),
        "resident": queries.people_visible_to(RESIDENT),
    }
    assert {who: {person.name for person in rows} for who, rows in seen.items()} == {
        "county": {local.name, upper.name},
        "chair": {local.name},
        "next": set(),
        "viewer": set(),
        "resident": set(),
    }


def test_deputy_sees_himself_in_the_register() -> None:
    who = f.deputy("周永清", username="zhou")
    f.deputy("别的代表")
    assert [person.pk for person in queries.people_visible_to(f.as_actor(who))] == [who.pk]


def test_person_has_one_account_only() -> None:
    who = f.deputy("周永清", username="zhou")
    with pytest.raises(Refused):
        actions.link_account(who, p.account("ma").pk, by=SYSTEM)


def test_renewed_person_keeps_what_was_not_named() -> None:
    who = actions.renew_person(f.person(), by=SYSTEM, workplace="新单位")
    assert (who.workplace, who.public_contact) == ("新单位", f.CONTACT)
    assert actions.show_mobile(who, by=p.county_office()) == f.MOBILE


def test_certificate_belongs_to_one_deputy_within_a_term() -> None:
    one, two = f.person("周永清"), f.person("钱县华")
    f.mandate(one, certificate_no="县-018-007")
    with pytest.raises(Refused, match="周永清"):
        f.mandate(two, certificate_no=" 县-018-007 ")
    assert queries.holder_of_certificate(f.COUNTY, 18, "县-018-007") == one
    assert queries.holder_of_certificate(f.COUNTY, 18, "") is None
    f.mandate(two, certificate_no="县-018-007", term=19)
    f.mandate(f.person("甲"))
    f.mandate(f.person("乙"))  # none has a certificate yet
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(person=two).update(term=18)


def test_certificate_of_somebody_who_left_is_not_given_to_another() -> None:
    gone = f.mandate(f.person("周永清"), certificate_no="县-018-007")
    actions.end(gone, kind="resigned", by=SYSTEM)
    with pytest.raises(Refused):
        f.mandate(f.person("钱县华"), certificate_no="县-018-007")
    again = f.mandate(gone.person, certificate_no="县-018-007")
    assert again.certificate_no == "县-018-007"


@pytest.mark.parametrize(("verb", "kind"), [(v, k) for v, kinds in GROUNDS.items() for k in kinds])
def test_each_ground_of_the_law_goes_with_its_act_and_says_itself(verb: str, kind: str) -> None:
    mandate = f.mandate(f.person())
    if verb == "resume":
        actions.suspend(mandate, kind="in_custody", by=SYSTEM)
    changed = getattr(actions, verb)(mandate, kind=kind, by=SYSTEM)
    assert (changed.ground_kind, changed.ground) == (kind, changed.get_ground_kind_display())


@pytest.mark.parametrize(("verb", "kind"), [("suspend", "resigned"), ("end", "in_custody"), ("suspend", "bored")])
def test_ground_of_another_act_is_refused(verb: str, kind: str) -> None:
    with pytest.raises(Refused):
        getattr(actions, verb)(f.mandate(f.person()), kind=kind, by=SYSTEM)


def test_day_of_a_suspension_is_kept_and_is_never_to_come() -> None:
    mandate, day = f.mandate(f.person(), from_day=date(2021, 12, 1)), moment.today() - timedelta(days=3)
    assert actions.suspend(mandate, kind="in_custody", on=day, by=SYSTEM).suspended_on == day
    with pytest.raises(Refused):
        actions.end(mandate, kind="died", last_day=moment.today() + timedelta(days=1), by=SYSTEM)


def test_subdistrict_office_serves_but_grants_and_registers_nothing() -> None:
    sub, who = p.posted(Role.SUBDISTRICT_OFFICE, "430124003000"), f.deputy(division="430124003000")
    assert permissions.may_serve_person(sub, who) and not permissions.may_keep_person(sub, who)
    assert actions.renew_person(who, workplace="星沙街道社区", by=sub).workplace == "星沙街道社区"
    actions.give_photo(who, f.JPEG, by=sub)
    actions.consent(who, "name", by=sub, form="书面")
    for act in (
        lambda: actions.register_person("新人", division="430124003000", by=sub),
        lambda: actions.grant_mandate(who, f.CITY, term=16, by=sub),
        lambda: actions.end(who.mandates.get(), kind="resigned", by=sub),
        lambda: actions.renew_person(who, name="改名", by=sub),
        lambda: actions.link_account(who, p.account("x").pk, by=sub),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_account_of_one_deputy_is_not_given_to_another() -> None:
    f.deputy("周永清", username="zhou")
    with pytest.raises(Refused):
        actions.link_account(f.deputy("钱县华"), p.account("zhou").pk, by=SYSTEM)
