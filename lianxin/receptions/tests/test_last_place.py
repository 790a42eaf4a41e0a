"""Five hundred ask for the last place at once: one booking, 499 clear answers (Article 6)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from lianxin.kit import moment
from lianxin.receptions import actions
from lianxin.receptions.models import Booking, Slot
from lianxin.receptions.tests import factory
from tests.world import world

ASKING, AT_ONCE = 500, 16


@pytest.mark.article(6)
@pytest.mark.django_db(transaction=True)
def test_of_five_hundred_who_ask_for_the_last_place_one_gets_it_and_the_others_are_told() -> None:
    now = moment.parse("2026-11-02T08:30:00+08:00")
    with moment.at(now):
        reception = factory.on(factory.published(world(), rhythm=factory.ONE_DAY), date(2026, 11, 9))

    def ask(_number: int) -> str:
        try:
            with moment.at(now):
                return actions.book(reception, "09:00").at
        except actions.Full as full:
            return str(full)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        answers = Counter(crowd.map(ask, range(ASKING)))

    assert answers == {"09:00": 1, "09:00已经约满了。可以选别的时间，或者排候补。": ASKING - 1}
    assert Booking.objects.count() == 1
    assert Slot.objects.get(at="09:00").taken == 1
