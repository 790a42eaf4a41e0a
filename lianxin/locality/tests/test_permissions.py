"""Who may do what with a county's names, policy and days."""

import pytest

from lianxin.kit.actor import RESIDENT, SYSTEM, Actor, Post, Role
from lianxin.locality.permissions import may_choose_policy, may_load_days, may_set_locality
from lianxin.locality.tests.factory import COUNTY, NEIGHBOUR, OFFICE

OTHERS = [Actor(ref="x", name="x", posts=(Post(role, COUNTY),)) for role in Role if role != Role.COUNTY_OFFICE]


def test_the_county_office_names_and_chooses_in_its_own_county_alone():
    for guard in (may_set_locality, may_choose_policy):
        assert guard(OFFICE, COUNTY) and guard(SYSTEM, COUNTY)
        assert not guard(OFFICE, NEIGHBOUR) and not guard(OFFICE, "")


def test_any_county_office_may_load_days_because_they_hold_for_all():
    assert may_load_days(OFFICE) and may_load_days(SYSTEM)


@pytest.mark.parametrize(
    "actor", [RESIDENT, *OTHERS], ids=lambda actor: actor.posts[0].role if actor.posts else "resident"
)
def test_nobody_else_may(actor):
    assert not may_load_days(actor)
    assert not may_set_locality(actor, COUNTY)
    assert not may_choose_policy(actor, COUNTY)
