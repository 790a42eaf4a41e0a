"""What was said at a station that was merged goes on at its successor; nothing of it is lost or counted twice."""

import pytest
from django.db import transaction

from lianxin.kit.actor import SYSTEM
from lianxin.ledger.models import Entry
from lianxin.opinions import actions, queries, tasks
from lianxin.opinions.models import Opinion
from lianxin.opinions.permissions import visible_to
from lianxin.opinions.tests import factory as f
from lianxin.opinions.workflow import State
from lianxin.people import queries as people
from lianxin.stations import actions as stations

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> f.Scene:
    return f.scene()


def merge(here: f.Scene) -> None:
    office = here.actor("office")
    stations.merge_stations(here.cast.station, into=here.cast.next_station, by=office, ground="县人大常委会决定")


def test_open_opinions_go_on_under_the_successor_and_concluded_ones_stay(here: f.Scene) -> None:
    open_one, done = here.opinion(), here.in_state(State.CONCLUDED)
    number, series = open_one.number, Entry.objects.filter(subject=f"opinions.opinion:{open_one.ledger_key}").first()
    merge(here)
    assert (tasks.follow_mergers(), tasks.follow_mergers()) == (1, 0)
    open_one.refresh_from_db(), done.refresh_from_db()
    assert (open_one.station_id, open_one.number) == (here.cast.next_station.pk, number)
    assert open_one.township == here.cast.next_station.division and done.station_id == here.cast.station.pk
    assert series is not None and series.division == here.cast.station.division
    titles = [stage.title for stage in queries.road.stages_of(open_one, staff=True)]
    assert f"{here.cast.station.name}并入{here.cast.next_station.name}" in titles


def test_officers_and_deputies_of_the_successor_see_and_handle_them(here: f.Scene) -> None:
    row = here.opinion()
    merge(here)
    tasks.follow_mergers()
    for nickname in ("officer", "stranger", "strange_chair"):
        actor = people.actor_for(here.cast.users[nickname])
        assert visible_to(actor).filter(pk=row.pk).exists(), nickname
    row = actions.classify(row, category="health", by=people.actor_for(here.cast.users["stranger"]))
    deputy = here.cast.people["stranger_deputy"]
    row = actions.pass_on(row, deputy=deputy.code, by=people.actor_for(here.cast.users["officer"]))
    assert visible_to(people.actor_for(here.cast.users["stranger_deputy"])).filter(pk=row.pk).exists()


def test_confidential_matter_stays_where_it_was_said_until_it_is_none(here: f.Scene) -> None:
    row = actions.mark_confidential(here.opinion(), by=here.actor("chair"))
    merge(here)
    assert tasks.follow_mergers() == 0 and not actions.follow_merger(row)
    assert Opinion.objects.get(pk=row.pk).station_id == here.cast.station.pk


def test_half_a_pull_is_finished_by_the_next(here: f.Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [here.opinion() for _ in range(3)]
    merge(here)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.follow_merger(rows[0])
        raise RuntimeError("the power went")
    assert tasks.follow_mergers() == 3


def test_form_opened_before_the_merger_reaches_the_successor(here: f.Scene) -> None:
    merge(here)
    row = here.opinion()
    assert (row.station_id, row.division) == (here.cast.next_station.pk, here.cast.next_station.division)
    stations.reopen_station(here.cast.station, by=SYSTEM)
    assert here.opinion().station_id == here.cast.station.pk
