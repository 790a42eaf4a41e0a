"""Confidential matters: as if they never were, for everybody but the county's named reader (Article 11)."""

import pytest
from django.db import connection

from lianxin.ledger import actions as ledger
from lianxin.ledger.queries import entries_about
from lianxin.ledger.verify import verify
from lianxin.opinions import actions, permissions, queries
from lianxin.opinions.models import Opinion
from lianxin.opinions.tests.factory import scene
from lianxin.opinions.workflow import State
from lianxin.outbox.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.article(11)]
WORDS = "副镇长收了砂石老板的钱"


def everything_in_the_database() -> str:
    """Every text of every row of every table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def marked(s):
    row = s.opinion(WORDS, contact="000-0000")
    row = actions.pass_on(row, deputy=s.cast.people["long"].code, by=s.actor("officer"))
    row = actions.ask_to_clarify(row, words="哪座桥边上？", by=s.actor("officer"))
    return actions.mark_confidential(row, by=s.actor("officer"))


def test_after_marking_nobody_but_the_named_reader_sees_it():
    s = scene()
    row = marked(s)
    for who in s.cast.users:
        seen = permissions.visible_to(s.actor(who)).filter(pk=row.pk).exists()
        assert seen == (who == "reader"), who


def test_after_marking_the_station_counts_and_lists_nothing():
    s = scene()
    before = [(c.key, c.count) for c in queries.counts(s.actor("officer"))]
    row = marked(s)
    assert [(c.key, c.count) for c in queries.counts(s.actor("officer"))] == before
    for key, _count in before:
        assert row not in queries.listed(s.actor("officer"), key)
    assert [c.count for c in queries.counts(s.actor("reader"))] == [1]
    assert not Message.objects.filter(to_ref=row.number, confidential=False).exists()


def test_after_marking_the_words_stand_nowhere_in_clear():
    s = scene()
    row = marked(s)
    for words in (WORDS, "砂石", "哪座桥"):
        assert words not in everything_in_the_database()
    assert actions.words_of(row)["text"] == WORDS


def test_its_entries_carry_a_neutral_verb_a_random_subject_and_no_actor():
    s = scene()
    row = marked(s)
    row = actions.inform(row, target="县监察委员会", words="已转送", by=s.actor("reader"))
    entries = entries_about("opinions.opinion", [row.ledger_key])
    assert row.ledger_key != row.number
    assert {(e.verb, e.actor, e.role, e.division) for e in entries} == {("matter.recorded", "", "", "430522000000")}
    ledger.seal()
    assert verify().whole, verify().findings


def test_who_is_born_confidential_never_was_in_clear():
    s = scene()
    receipt = actions.register(actions.Words(text=WORDS, station=s.cast.station.code, confidential=True))
    assert WORDS not in everything_in_the_database()
    row = Opinion.objects.get(number=receipt.number)
    assert actions.words_of(row)["text"] == WORDS
    assert actions.check(receipt.number, receipt.check_code).opinion == row
    ledger.seal()
    assert verify().whole, verify().findings


def test_the_holder_learns_that_it_is_in_the_right_hands_and_no_more():
    s = scene()
    stages = queries.stages_of(marked(s))
    assert [stage.verb for stage in stages] == ["registered", "registered"]
    assert not any(WORDS in "".join((stage.quote, *stage.words)) for stage in stages)


def test_the_reader_may_return_it_with_a_reason_and_the_ledger_stays_whole():
    s = scene()
    row = actions.lift_confidential(marked(s), words="是路的事，不是检举", by=s.actor("reader"))
    assert row.text == WORDS and not row.confidential
    assert permissions.visible_to(s.actor("officer")).filter(pk=row.pk).exists()
    ledger.seal()
    assert verify().whole, verify().findings


def test_a_joined_or_published_matter_is_not_marked_behind_its_back():
    from lianxin.kit.workflow import Refused

    s = scene()
    master = s.opinion()
    actions.merge(s.opinion(), into=master, same_person=False, by=s.actor("officer"))
    with pytest.raises(Refused, match="并过案"):
        actions.mark_confidential(master, by=s.actor("officer"))
    public = s.in_state(State.ANSWERED)
    card = actions.prepare_publication(public, quote="路", outcome="好", stages=[], done=True, by=s.actor("officer"))
    actions.publish(card, checked=True, by=s.actor("chair"))
    with pytest.raises(Refused, match="撤下"):
        actions.mark_confidential(public, by=s.actor("officer"))
