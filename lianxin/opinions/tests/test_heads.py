"""A station's head does what a liaison officer does, and no more by being head (Articles 4 and 8)."""

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kit.actor import SYSTEM, Actor, Role
from lianxin.opinions import actions, permissions
from lianxin.opinions.tests.factory import Scene, scene
from lianxin.opinions.workflow import State
from lianxin.people import actions as people
from lianxin.people import queries
from lianxin.worlds.cast import TOWN

pytestmark = pytest.mark.django_db
HEADS = [Role.STATION_HEAD, Role.STATION_VICE_HEAD]


def head(s: Scene, role: Role) -> Actor:
    user = people.create_account("jinzhangqing", "金长青", by=SYSTEM)
    people.post(user, role, TOWN, station=s.cast.station.code, by=SYSTEM)
    return queries.actor_for(user)


@pytest.mark.article(4)
@pytest.mark.parametrize("role", HEADS)
def test_head_sees_sorts_and_passes_on_his_stations_opinions(role: Role) -> None:
    s = scene()
    row, who = s.opinion(), head(s, role)
    assert permissions.visible_to(who).filter(pk=row.pk).exists()
    assert permissions.may_register_for(who, TOWN, s.cast.station.code)
    row = actions.pass_on(row, deputy=s.cast.people["long"].code, by=who)
    assert row.state == State.PASSED_ON


@pytest.mark.article(8)
@pytest.mark.parametrize("role", HEADS)
def test_head_may_not_refer_or_conclude_by_being_head(role: Role) -> None:
    s = scene()
    who = head(s, role)
    with pytest.raises(PermissionDenied):
        actions.refer(s.opinion(), target="镇政府", words="", by=who)
    row = s.in_state(State.FED_BACK)
    assert not {"refer", "conclude", "route"} & set(permissions.doable(who, row))
    with pytest.raises(PermissionDenied):
        actions.conclude(row, ground="fed_back", by=who)


@pytest.mark.article(4)
def test_head_of_another_station_sees_nothing_here() -> None:
    s = scene()
    row = s.opinion()
    user = people.create_account("jinzhangqing", "金长青", by=SYSTEM)
    people.post(user, Role.STATION_HEAD, TOWN, station=s.cast.next_station.code, by=SYSTEM)
    assert not permissions.visible_to(queries.actor_for(user)).filter(pk=row.pk).exists()
