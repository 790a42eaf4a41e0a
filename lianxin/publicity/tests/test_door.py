"""A number at the door, one's own place, the board in the room: for everybody, without an account (Article 6)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.kit import moment
from lianxin.receptions import actions
from lianxin.receptions.models import Reception, Ticket
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.article(6)]


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """Monday 2 November 2026, half past eight."""
    with moment.at(moment.parse("2026-11-02T08:30:00+08:00")):
        yield world()


@pytest.fixture
def reception(cast: Cast) -> Reception:
    """The station receives from nine."""
    return factory.on(factory.published(cast), date(2026, 11, 2))


def door(row: Reception) -> str:
    return reverse("publicity:door", args=[row.door])


def test_who_comes_takes_a_number_and_sees_how_many_are_before_him(client: Client, reception: Reception) -> None:
    first = client.post(door(reception), {"key": "a"}, follow=True).content.decode()
    second = client.post(door(reception), {"key": "b"}, follow=True).content.decode()

    assert "下一位就是您" in first
    assert "您前面还有1位" in second


def test_the_same_form_twice_is_one_number(client: Client, reception: Reception) -> None:
    answers = {client.post(door(reception), {"key": "same"})["Location"] for _ in range(3)}

    assert len(answers) == 1 and Ticket.objects.count() == 1


def test_who_booked_gives_his_booking_and_keeps_his_time(client: Client, reception: Reception) -> None:
    booked = actions.book(reception, "09:20")

    page = client.post(door(reception), {"key": "a", "number": booked.number}, follow=True).content.decode()

    assert "您约的是09:20" in page
    assert Ticket.objects.get().kind == "booked"


@pytest.mark.parametrize("typed", ["000000000000", "x" * 500, "😀", "1234"])
def test_a_booking_number_that_is_none_takes_nothing_and_is_kept(
    client: Client, reception: Reception, typed: str
) -> None:
    answer = client.post(door(reception), {"key": "a", "number": typed})

    assert answer.status_code == 422 and typed[:40] in answer.content.decode()
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("days", [-1, 1])
def test_on_another_day_no_number_is_given(client: Client, reception: Reception, days: int) -> None:
    with moment.at(moment.now() + timedelta(days=days)):
        assert "取号只在接待当天" in client.get(door(reception)).content.decode()
        assert client.post(door(reception), {"key": "a"}).status_code == 409

    assert not Ticket.objects.exists()


def test_after_the_end_the_door_says_so(client: Client, reception: Reception, cast: Cast) -> None:
    actions.open_reception(reception, by=cast.actor("officer"))
    actions.close_reception(reception, by=cast.actor("officer"))

    page = client.get(door(reception)).content.decode()

    assert "已经结束" in page and "取一个号" not in page
    assert client.post(door(reception), {"key": "a"}).status_code == 409
    assert "谢谢您来" in client.get(reverse("publicity:board", args=[reception.door])).content.decode()


def test_a_crowd_of_machines_at_the_door_is_slowed(client: Client, reception: Reception) -> None:
    answers = [client.post(door(reception), {"key": str(n)}).status_code for n in range(23)]

    assert answers.count(302) == 20 and answers[-1] == 409


def test_who_cannot_wait_says_so_once(client: Client, reception: Reception) -> None:
    at = client.post(door(reception), {"key": "a"})["Location"]

    assert "已离开" in client.post(at, {"leave": "1"}).content.decode()
    assert client.post(at, {"leave": "1"}).status_code == 409


def test_the_board_shows_who_is_asked_in_and_who_comes_next_and_no_names(
    client: Client, reception: Reception, cast: Cast
) -> None:
    for key in "abc":
        client.post(door(reception), {"key": key})
    actions.open_reception(reception, by=cast.actor("officer"))
    actions.call_next(reception, by=cast.actor("officer"))

    page = client.get(reverse("publicity:board", args=[reception.door])).content.decode()

    assert "<b>1</b>" in page and "<li>2" in page and "<li>3" in page
    assert "刘禾生" not in page


def test_the_sheet_for_the_door_has_its_address(client: Client, reception: Reception) -> None:
    page = client.get(reverse("publicity:door_paper", args=[reception.door])).content.decode()

    assert f"/door/{reception.door}" in page and "<svg" in page


@pytest.mark.parametrize("name", ["door", "place", "board", "door_paper"])
def test_an_unknown_code_and_a_draft_are_not_there(client: Client, cast: Cast, name: str) -> None:
    draft = factory.drafted(cast).receptions.first()
    assert draft is not None
    for code in ("nowhere", draft.door, draft.code):
        assert client.get(reverse(f"publicity:{name}", args=[code])).status_code == 404
