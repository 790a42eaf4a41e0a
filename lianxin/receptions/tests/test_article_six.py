"""Each duty of Article 6, by its name."""

from datetime import date, time

import pytest

from lianxin.kit import moment
from lianxin.kit.workflow import Refused
from lianxin.opinions import actions as opinions
from lianxin.opinions.models import Opinion
from lianxin.receptions import actions, queries
from lianxin.receptions.models import ReceptionPlan
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.article(6), pytest.mark.usefixtures("november")]


def test_a_plan_exists_for_each_year_and_is_made_for_no_year_gone_by(cast: Cast) -> None:
    factory.drafted(cast)
    assert ReceptionPlan.objects.get().year == 2026

    with pytest.raises(Refused, match="今年或者明年"):
        actions.draft_plan(cast.next_station, 2025, by=cast.actor("stranger"))


def test_the_plan_is_published_once_the_chair_has_confirmed_it(cast: Cast) -> None:
    plan = factory.drafted(cast)
    actions.submit_plan(plan, by=cast.actor("liu"))
    with pytest.raises(Refused, match="等主席确认"):
        actions.publish_plan(plan, by=cast.actor("officer"))

    actions.confirm_plan(plan, by=cast.actor("chair"))
    actions.publish_plan(plan, by=cast.actor("officer"))

    assert queries.of_year(cast.station.code, 2026)


def test_a_notice_holds_time_place_and_names(cast: Cast) -> None:
    factory.published(cast, rhythm=factory.ONE_DAY)

    [card] = queries.of_year(cast.station.code, 2026)

    assert (card.day, card.starts, card.ends) == (date(2026, 11, 9), time(9), time(11))
    assert card.place == cast.station.address
    assert [named.name for named in card.deputies] == ["刘禾生"]


def test_a_plan_without_a_name_at_some_day_is_not_announced(cast: Cast) -> None:
    plan = factory.drafted(cast, rhythm=factory.ONE_DAY)
    actions.seat(plan.receptions.get(), [], by=cast.actor("liu"))

    with pytest.raises(Refused, match="还没有安排代表"):
        actions.submit_plan(plan, by=cast.actor("liu"))


@pytest.mark.parametrize(("announced", "late"), [("2026-11-06", False), ("2026-11-07", True)])
def test_a_notice_is_in_time_or_says_that_it_was_late(cast: Cast, announced: str, late: bool) -> None:
    plan = factory.drafted(cast, rhythm=factory.ONE_DAY)
    with moment.at(moment.parse(f"{announced}T10:00:00+08:00")):
        actions.submit_plan(plan, by=cast.actor("liu"))
        actions.confirm_plan(plan, by=cast.actor("chair"))
        actions.publish_plan(plan, by=cast.actor("officer"))

    [card] = queries.of_year(cast.station.code, 2026)

    assert card.notice_late is late


def test_a_reception_is_held_and_the_record_says_so_even_when_nobody_came(cast: Cast) -> None:
    reception = factory.on(factory.published(cast), date(2026, 11, 2))
    actions.open_reception(reception, by=cast.actor("officer"))
    actions.attend(reception.seats.get(), by=cast.actor("officer"))
    actions.close_reception(reception, by=cast.actor("officer"))

    card = queries.card(reception.code)

    assert card is not None and card.state == "held"


def test_at_other_times_the_officer_receives_and_passes_on_to_a_deputy(cast: Cast) -> None:
    words = opinions.Words(text="水渠堵了", station=cast.station.code, channel="visit")
    receipt = opinions.register(words, by=cast.actor("officer"))
    row = Opinion.objects.get(number=receipt.number)

    opinions.pass_on(row, deputy=cast.people["long"].code, by=cast.actor("officer"))
    row = opinions.acknowledge(Opinion.objects.get(pk=row.pk), by=cast.actor("long"))

    assert row.deputy == cast.people["long"] and row.acknowledged_at
