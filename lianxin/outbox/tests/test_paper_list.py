"""Who sees what is still to be told by hand, and who may say that it was."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.kit import moment
from lianxin.kit.actor import RESIDENT, SYSTEM, Actor, Post, Role
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.models import Entry
from lianxin.outbox import actions, permissions, queries
from lianxin.outbox.models import Delivery, Message
from lianxin.outbox.tests import factory as f

pytestmark = pytest.mark.django_db


def actor(role: Role, scope: str = f.TOWN, station: str = "") -> Actor:
    return Actor(ref=f"person:{role}", name="某人", posts=(Post(role, scope, station),))


OFFICER = actor(Role.LIAISON_OFFICER, station="home1")
SEES_IT = [OFFICER, actor(Role.TOWNSHIP_CHAIR), actor(Role.COUNTY_OFFICE, f.COUNTY), SYSTEM]
SEES_NOTHING = [
    RESIDENT,
    actor(Role.LIAISON_OFFICER, station="other"),
    actor(Role.LIAISON_OFFICER),
    actor(Role.TOWNSHIP_CHAIR, f.NEXT_TOWN),
    actor(Role.VOLUNTEER, station="home1"),
    actor(Role.CONFIDENTIAL_READER, f.COUNTY),
    actor(Role.CITY_VIEWER, "430100000000"),
    actor(Role.AUDITOR, f.COUNTY),
]


@pytest.mark.parametrize("who", SEES_IT)
def test_paper_list_shows_what_is_told_by_hand_in_the_scope(who: Actor) -> None:
    message = f.told()
    f.told(form="file")
    assert [m.pk for m in queries.paper_list(who)] == [message.pk]
    assert permissions.may_mark_delivered(who, message)


@pytest.mark.parametrize("who", SEES_NOTHING)
def test_stranger_sees_no_message_and_may_not_mark_it(who: Actor) -> None:
    message = f.told()
    assert not queries.paper_list(who).exists()
    assert not permissions.may_mark_delivered(who, message)
    with pytest.raises(PermissionDenied):
        actions.mark_delivered(message, by=who, how="phone")


def test_what_is_due_first_stands_on_top() -> None:
    now = moment.now()
    later, never, soon = (
        f.told(due_at=now + timedelta(days=5)),
        f.told(),
        f.told(due_at=now + timedelta(days=1)),
    )
    assert [m.pk for m in queries.paper_list(OFFICER)] == [soon.pk, later.pk, never.pk]


@pytest.mark.article(9)
def test_told_message_leaves_the_list_and_the_ledger_keeps_how_and_by_whom() -> None:
    message = actions.mark_delivered(f.told(), by=OFFICER, how="phone")
    assert not queries.paper_list(OFFICER).exists()
    delivery = Delivery.objects.get(message=message)
    assert (delivery.how, delivery.by, message.delivered_by) == ("phone", OFFICER.ref, OFFICER.ref)
    assert Entry.objects.get(subject=f"outbox.delivery:{message.pk}").verb == "outbox.delivered"


def test_second_to_tell_hears_that_it_was_told() -> None:
    message = actions.mark_delivered(f.told(), by=OFFICER, how="phone")
    with pytest.raises(Overtaken):
        actions.mark_delivered(message, by=OFFICER, how="visit")
    assert Delivery.objects.get().how == "phone"


def test_void_message_cannot_be_told() -> None:
    message = f.told("1")
    actions.void(["1"])
    with pytest.raises(Refused):
        actions.mark_delivered(message, by=OFFICER, how="paper")


def test_confidential_message_is_seen_by_the_county_reader_alone() -> None:
    f.told("1")
    actions.make_confidential(["1"], division=f.COUNTY)
    for who in (OFFICER, actor(Role.TOWNSHIP_CHAIR), actor(Role.COUNTY_OFFICE, f.COUNTY)):
        assert not permissions.visible_to(who).exists()
    assert queries.paper_list(actor(Role.CONFIDENTIAL_READER, f.COUNTY)).count() == 1
    assert not permissions.visible_to(actor(Role.CONFIDENTIAL_READER, "430122000000")).exists()
    assert Message.objects.get().station == ""
