"""Deputy groups (代表小组): found one, take deputies in, let them go, note who leads."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import permissions
from lianxin.deputies.models import DeputyGroup, GroupMember, Mandate, Person
from lianxin.deputies.rules import GroupKind
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record


@transaction.atomic
def found_group(
    name: str, *, division: str, by: Actor, kind: str = GroupKind.AREA, field: str = "", from_day: date | None = None
) -> DeputyGroup:
    """A new group of an area or a field, kept where `division` is kept."""
    if not permissions.may_keep_group(by, division):
        raise PermissionDenied
    if not name.strip():
        raise Refused(_("请填写小组名称。"))
    if kind not in set(GroupKind):
        raise Refused(_("请选择按地区还是按领域组成。"))
    group = DeputyGroup.objects.create(
        name=name.strip(), kind=kind, field=field.strip(), division=division, from_day=from_day or moment.today()
    )
    record("deputies.group_founded", group, by=by, division=division, first=True)
    return group


def _kept(group: DeputyGroup, by: Actor) -> DeputyGroup:
    group = DeputyGroup.objects.select_for_update().get(pk=group.pk)
    if not permissions.may_keep_group(by, group.division):
        raise PermissionDenied
    if group.until_day is not None:
        raise Overtaken(_("这个小组已经撤销。"))
    return group


@transaction.atomic
def renew_group(group: DeputyGroup, *, by: Actor, name: str = "", field: str | None = None) -> DeputyGroup:
    """A new name, or another area or field."""
    group = _kept(group, by)
    group.name = name.strip() or group.name
    group.field = group.field if field is None else field.strip()
    group.save(update_fields=["name", "field"])
    record("deputies.group_renewed", group, by=by, division=group.division)
    return group


@transaction.atomic
def join_group(group: DeputyGroup, person: Person, *, by: Actor, from_day: date | None = None) -> GroupMember:
    """A deputy of whatever level joins; deputies of upper congresses may join a lower group (Deputies Law, Art. 27)."""
    group = _kept(group, by)
    if not Mandate.objects.active(moment.today()).filter(person=person).exists():
        raise Refused(_("只有在任的代表才能参加代表小组。"))
    if group.members.filter(person=person, until_day=None).exists():
        raise Overtaken(_("这位代表已经在小组里。"))
    member = GroupMember.objects.create(group=group, person=person, from_day=from_day or moment.today())
    record("deputies.group_joined", member, by=by, division=group.division, first=True)
    return member


def _open_member(group: DeputyGroup, person: Person) -> GroupMember:
    member = group.members.select_for_update().filter(person=person, until_day=None).first()
    if member is None:
        raise Overtaken(_("这位代表不在小组里。"))
    return member


def _left(member: GroupMember, by: Actor, on: date) -> None:
    member.until_day, member.leader = max(on, member.from_day), False
    member.save(update_fields=["until_day", "leader"])
    record("deputies.group_left", member, by=by, division=member.group.division)


@transaction.atomic
def leave_group(group: DeputyGroup, person: Person, *, by: Actor, last_day: date | None = None) -> GroupMember:
    """A deputy leaves; that he was a member stays."""
    group = _kept(group, by)
    member = _open_member(group, person)
    _left(member, by, last_day or moment.today())
    return member


@transaction.atomic
def lead_group(group: DeputyGroup, person: Person, *, by: Actor) -> GroupMember:
    """The group's deputies chose this member as their leader (组长); whoever led before is a member from now on."""
    group = _kept(group, by)
    member = _open_member(group, person)
    if not Mandate.objects.active(moment.today()).filter(person=person).exists():
        raise Refused(_("只有在任的代表才能当组长。"))
    for before in group.members.select_for_update().filter(until_day=None, leader=True).exclude(pk=member.pk):
        before.leader = False
        before.save(update_fields=["leader"])
        record("deputies.group_leader_replaced", before, by=by, division=group.division)
    member.leader = True
    member.save(update_fields=["leader"])
    record("deputies.group_leader_chosen", member, by=by, division=group.division)
    return member


@transaction.atomic
def dissolve_group(group: DeputyGroup, *, by: Actor, last_day: date | None = None) -> DeputyGroup:
    """The group is no more; its members leave on that day, and all of it stays as history."""
    group = _kept(group, by)
    on = last_day or moment.today()
    for member in group.members.select_for_update().filter(until_day=None):
        _left(member, by, on)
    group.until_day = max(on, group.from_day)
    group.save(update_fields=["until_day"])
    record("deputies.group_dissolved", group, by=by, division=group.division)
    return group
