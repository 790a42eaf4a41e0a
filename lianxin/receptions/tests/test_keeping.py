"""How a plan was kept, counted from the ledger alone (Article 6)."""

from datetime import date

import pytest

from lianxin.ledger import projections
from lianxin.ledger.tasks import seal_now
from lianxin.receptions import actions
from lianxin.receptions.models import Keeping, Reception
from lianxin.receptions.queries import keeping
from lianxin.receptions.tests import factory
from lianxin.worlds.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.article(6), pytest.mark.usefixtures("november")]
TWO = factory.Rhythm(factory.Every.DATES, dates=(date(2026, 11, 2), date(2026, 11, 3)), shift=factory.Shift.KEEP)


def told(subject: str, code: str) -> dict[str, int]:
    return dict(keeping.figures(subject, [code], [2026]).get((code, 2026), {}))


def held_and_cancelled(cast: Cast) -> None:
    """Announced on the very day and the day after (late both), one held with nobody there, one called off."""
    plan = factory.published(cast, rhythm=TWO)
    actions.cancel_reception(factory.on(plan, date(2026, 11, 3)), reason="防汛", by=cast.actor("chair"))
    reception = actions.open_reception(factory.on(plan, date(2026, 11, 2)), by=cast.actor("officer"))
    actions.attend(reception.seats.get(), by=cast.actor("officer"))
    actions.close_reception(reception, by=cast.actor("officer"))
    seal_now()
    projections.catch_up()


def test_a_station_s_year_is_counted_planned_held_cancelled_and_announced_late(cast: Cast) -> None:
    held_and_cancelled(cast)

    assert told("station", cast.station.code) == {"planned": 2, "late": 2, "held": 1, "nobody": 1, "cancelled": 1}
    assert told("deputy", cast.people["liu"].code) == {"planned": 2, "attended": 1}


def test_nobody_came_is_taken_back_by_the_sheet_that_turns_up(cast: Cast) -> None:
    held_and_cancelled(cast)
    row = Reception.objects.get(state="held")
    actions.note_visit(row, actions.Sheet([actions.Matter("路灯坏了")]), by=cast.actor("officer"))
    seal_now()
    projections.catch_up()

    figures = told("station", cast.station.code)
    assert (figures["held"], figures["nobody"]) == (1, 0)
    projections.rebuild("receptions.keeping")
    assert told("station", cast.station.code) == figures


def test_the_figures_can_be_made_again_from_the_ledger(cast: Cast) -> None:
    held_and_cancelled(cast)
    before = told("station", cast.station.code)
    Keeping.objects.update(count=99)

    projections.rebuild("receptions.keeping")

    assert told("station", cast.station.code) == before


def test_city_and_province_compare_stations_and_learn_no_names(cast: Cast) -> None:
    assert keeping.may_know_names(cast.actor("officer")) and keeping.may_know_names(cast.actor("liu"))
    assert not keeping.may_know_names(cast.actor("city"))


def test_a_draft_is_in_nobody_s_figures(cast: Cast) -> None:
    factory.drafted(cast)

    assert not keeping.published(cast.actor("office")).exists()


def test_leave_and_the_one_who_stands_in_are_counted_apart(cast: Cast) -> None:
    seat = factory.on(factory.published(cast, rhythm=factory.ONE_DAY), date(2026, 11, 9)).seats.get()
    actions.substitute(seat, cast.people["yang"].pk, by=cast.actor("officer"), reason="开会")
    seal_now()
    projections.catch_up()

    assert told("deputy", cast.people["liu"].code) == {"planned": 1, "leave": 1}
    assert told("deputy", cast.people["yang"].code) == {"stood_in": 1}
