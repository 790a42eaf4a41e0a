"""A deputy declares for himself; nobody but him and the county's named reader can read it (Article 11)."""

import itertools
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from lianxin.interests import actions, permissions, queries
from lianxin.interests.models import Declaration
from lianxin.interests.tasks import ask_again
from lianxin.interests.tests.factory import FIRM, KIN, SHORT, declaration
from lianxin.kit import moment
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.models import Entry
from lianxin.opinions.tests.factory import Scene, scene
from lianxin.outbox.models import Message
from lianxin.people.models import Sight

pytestmark = [pytest.mark.django_db, pytest.mark.article(11)]
EVERYBODY = (
    "officer",
    "chair",
    "volunteer",
    "office",
    "health",
    "city",
    "auditor",
    "liu",
    "yang",
    "stranger",
    "stranger_deputy",
)


@pytest.fixture
def s() -> Scene:
    return scene()


def test_he_and_the_counties_reader_read_it_and_nobody_else(s: Scene) -> None:
    row = declaration(s)
    assert actions.read(row, by=s.actor("long")).name == FIRM
    assert not Sight.objects.exists(), "his own look is nobody's business"
    assert actions.read(row, by=s.actor("reader")).others == (SHORT,)
    seen = Sight.objects.get()
    assert (seen.user.username, seen.what, seen.subject) == ("guweichen", "declaration", row.code)
    for nick in EVERYBODY:
        assert not permissions.may_read(s.actor(nick), row), nick
        assert not permissions.visible_to(s.actor(nick)).exists(), nick
        assert queries.own_words(row, s.actor(nick)) is None
        with pytest.raises(PermissionDenied):
            actions.read(row, by=s.actor(nick))


def test_only_a_deputy_declares_and_only_for_himself(s: Scene) -> None:
    row = declaration(s)
    for nick in ("officer", "office", "reader", "health"):
        assert not permissions.may_declare(s.actor(nick))
        with pytest.raises(PermissionDenied):
            actions.declare(kind="firm", name=FIRM, by=s.actor(nick))
    for nick in ("liu", "reader", "office"):
        assert not permissions.may_change(s.actor(nick), row)
        with pytest.raises(PermissionDenied):
            actions.revise_declaration(row, kind="firm", name=FIRM, by=s.actor(nick))
        with pytest.raises(PermissionDenied):
            actions.withdraw_declaration(row, by=s.actor(nick))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": "  "}, "请写单位"),
        ({"name": "水"}, "太短"),
        ({"others": "清泉"}, "太短"),
        ({"relation": " "}, "是您的什么人"),
        ({"from_day": date(2026, 5, 2), "until_day": date(2026, 5, 1)}, "止期早于起期"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_plain_words(s: Scene, more: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        declaration(s, **more)
    assert not Declaration.objects.exists()


def test_changed_and_withdrawn_declarations_keep_their_place(s: Scene) -> None:
    row, long = declaration(s), s.actor("long")
    changed = actions.revise_declaration(row, kind="firm", name="另一家水业公司", by=long, seen=1)
    assert actions.read(changed, by=long).name == "另一家水业公司"
    with pytest.raises(Overtaken):
        actions.withdraw_declaration(row, by=long, seen=1)
    actions.withdraw_declaration(row, by=long)
    assert queries.named_for(long.person_id or 0, ["另一家水业"]) == ()
    with pytest.raises(Refused, match="已经撤回"):
        actions.withdraw_declaration(row, by=long)
    assert Declaration.objects.count() == 1


def test_he_is_asked_once_a_year_in_private_and_says_that_all_is_right(s: Scene) -> None:
    declaration(s)
    declaration(s, name="另一家水业公司", others="")
    later = moment.now() + timedelta(days=366)
    with moment.at(later):
        ask_again()
        ask_again()
        told = Message.objects.get(kind="interests.confirm")
        assert (told.to_ref, told.params, told.confidential) == (s.cast.people["long"].code, {}, True)
        assert actions.check_declarations(by=s.actor("long")) == 2
        told.refresh_from_db()
        assert told.state == "void"
        assert ask_again() == 0
        assert Message.objects.count() == 1
    with moment.at(later + timedelta(days=366)):
        assert ask_again() == 1
    with pytest.raises(Refused, match="还没有申报过"):
        actions.check_declarations(by=s.actor("liu"))
    with pytest.raises(PermissionDenied):
        actions.check_declarations(by=s.actor("officer"))


def test_the_planted_words_stand_nowhere_in_the_database_and_in_no_open_entry(s: Scene) -> None:
    """Every table, every column, every payload: only the sealed octets know what was declared."""
    row = declaration(s)
    actions.revise_declaration(row, kind="firm", name=FIRM, others=SHORT, relation=KIN, by=s.actor("long"))
    told = s.passed_on()
    told.refresh_from_db()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            text = repr([[bytes(v) if isinstance(v, memoryview) else v for v in line] for line in cursor.fetchall()])
            for word, shape in itertools.product((FIRM, SHORT, KIN), (str, ascii)):
                assert shape(word).strip("'") not in text, table
    entries = Entry.objects.filter(subject=f"interests.declaration:{row.code}")
    assert entries.count() == 2
    assert {(e.verb, e.actor, e.role) for e in entries} == {("matter.recorded", "", "")}


def test_a_declaration_of_a_year_ago_is_dated_when_it_was_made(s: Scene) -> None:
    with moment.at(datetime(2025, 3, 1, 9, 0, tzinfo=moment.SHANGHAI)):
        row = declaration(s)
    assert row.checked_on == date(2025, 3, 1)
