"""The demo county: whole, the same for a day, with every acceptance case where it belongs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from lianxin.divisions import actions as divisions
from lianxin.divisions import extract
from lianxin.divisions.models import Division
from lianxin.kit import moment
from lianxin.kit.actor import Level
from lianxin.kit.workflow import Refused
from lianxin.ledger.verify import verify
from lianxin.opinions import actions as opinions
from lianxin.opinions import permissions, queries
from lianxin.opinions.models import Opinion, Publication
from lianxin.opinions.workflow import State
from lianxin.suggestions import actions as suggestions
from lianxin.suggestions.models import Assignment, Suggestion
from lianxin.worlds import demo
from lianxin.worlds.playing import Player
from lianxin.worlds.stories.cases import CASES
from lianxin.worlds.tests.factory import newest_root, own_models, reset_keys

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)

FITTING = {
    "ANSWERED_ON_SPOT": {State.ANSWERED, State.FED_BACK, State.CONCLUDED},
    "REDIRECT_PARTY": {State.INFORMED, State.FED_BACK, State.CONCLUDED},
    "REDIRECT_JUDICIAL": {State.INFORMED, State.FED_BACK, State.CONCLUDED},
    "REDIRECT_OTHER_LAW": {State.INFORMED, State.FED_BACK, State.CONCLUDED},
    "REFER_LOCAL": {State.REFERRED, State.FED_BACK, State.CONCLUDED},
    "TO_SUGGESTION": {State.RAISED, State.FED_BACK, State.CONCLUDED},
    "MERGE_DUPLICATE": {State.MERGED, State.FED_BACK, State.CONCLUDED},
    "CLUSTER": {State.MERGED, State.FED_BACK, State.CONCLUDED},
    "NO_SUBSTANCE": {State.SET_ASIDE, State.FED_BACK, State.CONCLUDED},
    "DECLINE_IMPROPER": {State.SET_ASIDE},
    "PRAISE": {State.SET_ASIDE, State.FED_BACK, State.CONCLUDED},
    "NEEDS_INFO": {State.CLARIFYING},
    "EMERGENCY": {State.REGISTERED, State.REFERRED, State.FED_BACK, State.CONCLUDED},
    "SEALED_ACCUSATION": {State.REGISTERED, State.INFORMED},
    "SECRECY_INCIDENT": {State.REGISTERED},
    "GROUP_VISIT": {State.INFORMED, State.FED_BACK},
}
CONFIDENTIAL = {"SEALED_ACCUSATION", "DECLINE_IMPROPER", "SECRECY_INCIDENT"}
KIND = {
    "REFER_LOCAL": "referred", "ANSWERED_ON_SPOT": "answered", "REDIRECT_PARTY": "informed",
    "REDIRECT_JUDICIAL": "informed", "REDIRECT_OTHER_LAW": "informed", "GROUP_VISIT": "informed",
    "NO_SUBSTANCE": "set_aside", "PRAISE": "set_aside", "NEEDS_INFO": "clarify",
}  # fmt: skip


@dataclass
class World:
    player: Player
    root: str

    def voice(self, key: str) -> Opinion:
        return Opinion.objects.select_related("station").get(pk=self.player.voices[key].pk)


@contextmanager
def backwards() -> Iterator[None]:
    """SQLite gives rows that nobody put in order from behind: no act may lean on an order that it did not ask for."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA reverse_unordered_selects = 1")
        try:
            yield
        finally:
            cursor.execute("PRAGMA reverse_unordered_selects = 0")


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Built once for this file, twice for its roots; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        divisions.load(extract.read(extract.HUNAN))
        reset_keys()
        # The first world's pictures go elsewhere: a file that is there already would give the second another name.
        with backwards(), transaction.atomic(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("first")):
            demo.build(TODAY, password=None)
            first = newest_root()
            transaction.set_rollback(True)
        reset_keys()
        yield World(demo.build(TODAY, password=None), first)
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World, db: None) -> Iterator[World]:
    """The built world on its last evening; what a test does in it is undone."""
    with moment.at(datetime.combine(TODAY, time(0), moment.SHANGHAI) - timedelta(minutes=1)):
        yield built


def test_the_demo_world_verifies_green(world: World) -> None:
    report = verify()
    assert [str(found) for found in report.findings] == []
    assert report.rows > 500


def test_the_same_day_gives_the_same_root(world: World) -> None:
    assert newest_root() == world.root


@pytest.mark.parametrize("key", CASES)
def test_every_acceptance_case_is_in_a_fitting_stage(world: World, key: str) -> None:
    row, outcome = world.voice(key), CASES[key]["expected_outcome"]
    assert row.state in FITTING[outcome]
    assert row.confidential == (outcome in CONFIDENTIAL)
    if outcome in KIND:
        assert row.answers.filter(kind=KIND[outcome]).exists()
    if outcome == "TO_SUGGESTION":
        assert row.sources.filter(suggestion__level=Level.COUNTY).exists()
    if outcome in ("CLUSTER", "MERGE_DUPLICATE"):
        assert row.merged_into_id is not None
    if outcome == "EMERGENCY":
        assert row.emergency


@pytest.mark.parametrize("key", CASES)
def test_nothing_is_published_that_must_not_be(world: World, key: str) -> None:
    case = CASES[key]
    public = Publication.objects.filter(opinion=world.voice(key), state="published")
    if case["publish"].startswith(("no", "never")):
        assert not public.exists()


@pytest.mark.article(8)
def test_a_pending_case_cannot_become_a_suggestion(world: World) -> None:
    row, deputy = world.voice("OP-11"), world.player.world.actor("liu")
    opinions.reopen(row, words="再说一次", by=world.player.world.actor("chair"))
    with pytest.raises(Refused):
        suggestions.draft(
            [row],
            level=Level.COUNTY,
            congress=row.county,
            title="关于宅基地官司",
            situation="情况",
            advice="建议",
            by=deputy,
        )
    with pytest.raises(Refused):
        opinions.raise_in_speech(row, meeting="常委会", words="说了", on=TODAY - timedelta(days=2), by=deputy)


@pytest.mark.article(8)
def test_a_general_wish_about_the_court_is_with_the_court(world: World) -> None:
    leg = Assignment.objects.select_related("organ").get(suggestion__sources__opinion=world.voice("OP-13"))
    assert leg.organ.kind == "court"
    assert leg.provisional
    assert leg.due_day.year == TODAY.year + 1


@pytest.mark.article(11)
def test_an_accusation_is_in_no_list_and_on_no_page_of_the_station(world: World) -> None:
    row = world.voice("OP-09")
    for nickname in ("officer", "chair", "liu", "office", "stranger", "volunteer"):
        actor = world.player.world.actor(nickname)
        assert not permissions.visible_to(actor).filter(pk=row.pk).exists()
        for work in queries.lists_of(actor):
            assert not queries.listed(actor, work.key, words="砂石").exists()
    assert permissions.visible_to(world.player.world.actor("reader")).filter(pk=row.pk).exists()


@pytest.mark.article(11)
@pytest.mark.parametrize("words", ["砂石老板", "评标的打个招呼", "洞口编号", "某站所负责人收礼"])
def test_confidential_words_stand_in_no_column_of_the_database(world: World, words: str) -> None:
    found = []
    for model in (m for m in own_models() if m is not Division):
        for row in model._base_manager.values():
            found += [f"{model.__name__}.{name}" for name, value in row.items() if words in str(value)]
    assert found == []


def test_fifteen_voices_are_behind_one_promise(world: World) -> None:
    card = Publication.objects.get(pk=world.player.cards["OP-03"].pk)
    assert card.voices == 15
    assert card.done
    reply = Suggestion.objects.get(code=card.matter).assignments.get().reply
    assert (reply.reply_class, reply.promise_day) == ("B", TODAY - timedelta(days=20))


def test_published_stages_have_the_shape_of_the_contract(world: World) -> None:
    cards = queries.published(limit=50)
    assert len(cards) >= 8
    for card in cards:
        assert card.stages
        for stage in card.stages:
            assert {"verb", "at", "by_role", "words"} <= set(stage)


def test_a_dissatisfied_deputy_had_the_matter_handled_again(world: World) -> None:
    legs = world.player.matters["R-01"].assignments.order_by("round")
    assert [leg.reply.evaluation.result for leg in legs] == ["dissatisfied", "satisfied"]


def test_township_suggestions_are_assigned_by_the_presidium_alone(world: World) -> None:
    matter, office = world.player.matters["R-03"], world.player.world.actor("office")
    assert matter.level == Level.TOWNSHIP
    with pytest.raises(PermissionDenied):
        suggestions.assign_by_office(matter, organ=world.player.world.organs["health"].code, by=office)


def test_every_stage_of_a_suggestion_is_to_be_seen(world: World) -> None:
    states = set(Suggestion.objects.values_list("state", flat=True))
    assert {
        "draft",
        "submitted",
        "returned",
        "reference",
        "numbered",
        "assigned",
        "acknowledged",
        "replied",
        "concluded",
    } <= states


def test_some_things_are_late_and_some_are_fresh(world: World) -> None:
    open_ones = Opinion.objects.open().filter(confidential=False)
    assert open_ones.filter(due_day__lt=TODAY).count() >= 3
    assert open_ones.filter(
        registered_at__gte=datetime.combine(TODAY - timedelta(days=2), time(0), moment.SHANGHAI)
    ).exists()
