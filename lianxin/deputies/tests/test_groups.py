"""Deputy groups: who keeps them, who may join, who leads, and that nothing is forgotten."""

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.deputies import actions, permissions, queries
from lianxin.deputies.models import DeputyGroup, GroupMember
from lianxin.deputies.tests import factory as f
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Level, Role
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.people.tests import factory as p

pytestmark = pytest.mark.django_db


def group(**more: object) -> DeputyGroup:
    fields: dict[str, object] = {"division": f.TOWN, "by": SYSTEM} | more
    return actions.found_group("白石镇第一代表小组", **fields)


@pytest.mark.parametrize("wrong", [{"kind": "clan"}, {"name": "  "}])
def test_group_without_a_name_or_of_no_kind_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Refused):
        actions.found_group(wrong.pop("name", "小组"), division=f.TOWN, by=SYSTEM, **wrong)


def test_group_is_kept_by_whoever_organises_activities_there() -> None:
    sub = p.posted(Role.SUBDISTRICT_OFFICE, "430124003000")
    assert permissions.may_keep_group(sub, "430124003000")
    for actor, may in (
        (p.county_office(), True),
        (p.chair(), True),
        (p.officer(), False),
        (p.chair(p.NEXT_TOWN), False),
    ):
        assert permissions.may_keep_group(actor, f.TOWN) is may, actor.name
    with pytest.raises(PermissionDenied):
        group(by=p.officer())
    made = group()
    for act in (
        lambda by: actions.renew_group(made, name="别的", by=by),
        lambda by: actions.join_group(made, f.deputy(), by=by),
        lambda by: actions.dissolve_group(made, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act(p.chair(p.NEXT_TOWN))


@pytest.mark.article(3)
def test_deputy_of_an_upper_congress_may_join_and_one_without_mandate_may_not() -> None:
    made, upper = group(), f.deputy("吴省平", Level.PROVINCE)
    assert actions.join_group(made, upper, by=SYSTEM).from_day == moment.today()
    with pytest.raises(Overtaken):
        actions.join_group(made, upper, by=SYSTEM)
    with pytest.raises(Refused):
        actions.join_group(made, f.person(), by=SYSTEM)


def test_group_has_one_leader_who_is_a_member_in_office() -> None:
    made, one, two = group(), f.deputy("周永清"), f.deputy("钱县华")
    with pytest.raises(Overtaken):
        actions.lead_group(made, one, by=SYSTEM)
    for who in (one, two):
        actions.join_group(made, who, by=SYSTEM)
        actions.lead_group(made, who, by=SYSTEM)
    assert list(made.members.filter(leader=True).values_list("person__name", flat=True)) == ["钱县华"]
    actions.suspend(one.mandates.get(), kind="in_custody", by=SYSTEM)
    with pytest.raises(Refused):
        actions.lead_group(made, one, by=SYSTEM)


def test_who_left_stays_as_history_and_a_dissolved_group_takes_nobody() -> None:
    made, who = group(), f.deputy("周永清")
    actions.join_group(made, who, by=SYSTEM)
    actions.leave_group(made, who, by=SYSTEM)
    with pytest.raises(Overtaken):
        actions.leave_group(made, who, by=SYSTEM)
    actions.join_group(made, who, by=SYSTEM)
    made = actions.dissolve_group(made, by=SYSTEM)
    assert made.until_day == moment.today()
    assert [m.until_day for m in GroupMember.objects.order_by("pk")] == [moment.today()] * 2
    with pytest.raises(Overtaken):
        actions.join_group(made, who, by=SYSTEM)


def test_groups_are_seen_in_scope_and_by_their_members() -> None:
    made, who = group(), f.deputy("周永清", username="zhou")
    assert not queries.groups_visible_to(f.as_actor(who)).exists()
    actions.join_group(made, who, by=SYSTEM)
    assert list(queries.groups_visible_to(f.as_actor(who))) == [made]
    for actor, sees in ((p.county_office(), True), (p.officer(), True), (p.chair(p.NEXT_TOWN), False)):
        assert queries.groups_visible_to(actor).exists() is sees
    assert actions.renew_group(made, name="白石镇果业代表小组", field="果业", by=SYSTEM).field == "果业"
