"""What comes round by itself: limits of the new year, unanswered questions, consultations that were answered."""

from datetime import datetime

import pytest

from lianxin.kit import moment
from lianxin.ledger.queries import entries_about
from lianxin.locality.tests.factory import load_2027
from lianxin.opinions import actions, tasks
from lianxin.opinions.models import Opinion
from lianxin.opinions.tests.factory import scene
from lianxin.opinions.workflow import State

pytestmark = [pytest.mark.django_db, pytest.mark.article(9)]


def on(*when: int) -> datetime:
    return datetime(*when, tzinfo=moment.SHANGHAI)


def test_a_limit_that_ran_into_the_new_year_moves_when_its_table_comes_and_is_recorded():
    with moment.at(on(2026, 12, 30, 10)):
        s = scene()
        row = s.opinion()
        before = row.due_day
        tasks._reckoned["version"] = 0
        assert tasks.reckon_again() == 0
        load_2027()
        assert tasks.reckon_again() == 1
        assert tasks.reckon_again() == 0
    after = Opinion.objects.get(pk=row.pk)
    assert after.due_day > before
    assert "opinions.reckoned_again" in [e.verb for e in entries_about("opinions.opinion", [row.ledger_key])]


def test_a_question_nobody_came_back_to_ends_by_rule_with_its_ground_named():
    with moment.at(on(2026, 10, 12, 10)):
        s = scene()
        row = actions.ask_to_clarify(s.opinion(), words="在哪个组？", by=s.actor("officer"))
    with moment.at(on(2026, 10, 27, 10)):
        assert tasks.conclude_by_rule() == 0
    with moment.at(on(2026, 10, 28, 10)):
        assert tasks.conclude_by_rule() == 1
    last = entries_about("opinions.opinion", [row.ledger_key])[-1]
    assert (last.verb, last.role, last.detail["ground"]) == ("opinions.concluded", "system", "no_further_words")
    assert Opinion.objects.get(pk=row.pk).state == State.CONCLUDED


def test_an_answered_consultation_ends_by_rule_and_other_answers_wait_for_a_person():
    with moment.at(on(2026, 10, 12, 10)):
        s = scene()
        asked, other = s.passed_on(), s.passed_on()
        actions.classify(asked, category="consultation", by=s.actor("officer"))
        for row in (asked, other):
            actions.answer_on_the_spot(row, words="十二月底", source="县医保局通知", by=s.actor("long"))
    with moment.at(on(2026, 11, 12, 10)):
        assert tasks.conclude_by_rule() == 1
    assert Opinion.objects.get(pk=asked.pk).state == State.CONCLUDED
    assert Opinion.objects.get(pk=other.pk).state == State.ANSWERED
