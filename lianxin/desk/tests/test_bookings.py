"""One booking at the desk: whoever has to tell him something can reach him, and only he (Article 6)."""

from html import unescape

import pytest

from lianxin.desk.tests.factory import Desk
from lianxin.desk.tests.the_day import at
from lianxin.outbox.models import Message
from lianxin.people.models import Sight
from lianxin.receptions import actions
from lianxin.receptions.models import Booking, Reception

pytestmark = [pytest.mark.django_db, pytest.mark.article(6)]
TELEPHONE = "0700-555-0155"


@pytest.fixture
def desk(desk_at_nine: Desk) -> Desk:
    return desk_at_nine


@pytest.fixture
def booked(desk: Desk, row: Reception) -> Booking:
    return Booking.objects.get(number=actions.book(row, "10:20", contact=TELEPHONE).number)


@pytest.fixture
def upset(desk: Desk, booked: Booking) -> Message:
    """Another deputy comes: whoever booked has to be told."""
    seat = booked.reception.seats.get(person=desk.cast.people["liu"])
    actions.substitute(seat, desk.cast.people["yang"].pk, by=desk.cast.actor("officer"), reason="去县里开会")
    return Message.objects.get(to_ref=booked.number)


def page_of(booked: Booking, more: str = "") -> str:
    return f"/desk/bookings/{booked.number}{more}"


def test_officer_is_led_from_what_is_to_be_told_to_the_telephone(desk: Desk, booked: Booking, upset: Message) -> None:
    assert f'href="{page_of(booked)}"' in desk.get("officer", "/desk/paper")
    page = unescape(desk.get("officer", page_of(booked)))
    assert "换了接待代表" in page and "杨小满" in page and "刘禾生" not in page and TELEPHONE not in page

    shown = desk.at("officer").post(page_of(booked, "/contact")).content.decode()

    assert TELEPHONE in shown and "已留痕" in shown
    assert Sight.objects.get(what="booking").subject == booked.number
    answer = desk.at("officer").post(f"/desk/paper/{upset.pk}/done", {"booking": booked.number})
    assert answer.headers["Location"] == page_of(booked)
    assert "换了接待代表" not in desk.get("officer", page_of(booked))


def test_nobody_else_sees_a_booking_or_its_telephone(desk: Desk, booked: Booking) -> None:
    for more in ("", "/contact", "/cancel"):
        here = set()
        for nick in desk.cast.users:
            answer = desk.at(nick).post(page_of(booked, more)) if more else desk.at(nick).get(page_of(booked))
            here |= {nick} if answer.status_code != 404 else set()
        assert here == {"officer", "chair", "office", "office2"}, more
    assert set(Sight.objects.values_list("user__username", flat=True)) == {
        desk.cast.users[nick].username for nick in here
    }


def test_number_that_is_no_booking_has_no_page(desk: Desk, booked: Booking) -> None:
    assert desk.at("officer").get("/desk/bookings/100000000000").status_code == 404
    assert desk.at("officer").get(page_of(booked, "/contact")).status_code == 405


def test_booking_without_a_telephone_offers_none(desk: Desk, row: Reception) -> None:
    booked = Booking.objects.get(number=actions.book(row, "10:20").number)

    assert "没有留" in desk.get("officer", page_of(booked))
    assert desk.at("officer").post(page_of(booked, "/contact")).status_code == 302
    assert not Sight.objects.exists()


def test_who_telephones_that_he_will_not_come_is_cancelled_once(desk: Desk, booked: Booking) -> None:
    assert "取消这个预约" in desk.get("officer", page_of(booked))

    desk.at("officer").post(page_of(booked, "/cancel"))
    first = desk.get("officer", page_of(booked))
    desk.at("officer").post(page_of(booked, "/cancel"))
    again = unescape(desk.get("officer", page_of(booked)))

    assert "他的时间别人可以约了" in first and "取消这个预约" not in first
    assert "不用再取消" in again
    assert booked.reception.slots.get(at="10:20").taken == 0


def test_the_days_list_leads_to_a_booking_for_those_who_may_see_it(desk: Desk, booked: Booking) -> None:
    link = f'href="{page_of(booked)}"'

    assert link in desk.get("officer", at(booked.reception))
    for nick in ("volunteer", "long"):
        assert link not in desk.get(nick, at(booked.reception))
