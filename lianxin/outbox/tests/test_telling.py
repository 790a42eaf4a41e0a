"""What must be told is put down once, in the act's own transaction, without a resident's words."""

import pytest
from django.db import transaction

from lianxin.kit import moment
from lianxin.outbox import actions, queries, rules
from lianxin.outbox.models import Message
from lianxin.outbox.tests import factory as f


@pytest.mark.django_db(transaction=True)
def test_message_outside_a_transaction_is_refused() -> None:
    with pytest.raises(actions.NotInTransaction):
        actions.tell("test.received", to_kind="resident", to_ref="x", params={})
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_message_of_an_act_that_failed_does_not_exist() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.tell("test.received", to_kind="resident", to_ref="x", params={})
        raise RuntimeError
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_message_waits_with_a_sortable_id() -> None:
    first, second = f.told("1"), f.told("2")
    assert first.state == rules.State.WAITING
    assert (first.id.version, second.id.version) == (7, 7)
    assert first.created_at <= moment.now()


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["水" * 201, ["a"], {"a": 1}, 1.5])
def test_message_carries_no_texts(value: object) -> None:
    with pytest.raises(rules.ParamRefused):
        f.told(params={"text": value})


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"to_kind": "stranger"}, {"form": "pigeon"}])
def test_unknown_receiver_or_form_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        f.told(**wrong)


@pytest.mark.django_db
def test_what_is_told_once_is_not_put_down_twice() -> None:
    first = f.told(once="suggestions.due:1:near")
    assert f.told(once="suggestions.due:1:near").pk == first.pk
    assert Message.objects.count() == 1
    assert f.told().pk != f.told().pk


@pytest.mark.django_db
def test_registered_kind_reads_in_words_and_a_missing_param_as_dots() -> None:
    rules.register_kind("test.received", "登记回执", "{day}登记，号码{number}，由{who}转交。")
    card = queries.as_card(f.told("A234"))
    assert (card.title, card.words) == ("登记回执", "11月23日登记，号码A234，由……转交。")
    assert (card.to_words, card.form_words, card.state_words) == ("群众", "纸质", "待告知")
    assert rules.in_words("test.unknown", {}) == ("test.unknown", "")


@pytest.mark.django_db
def test_void_ends_what_waits_for_a_receiver_and_leaves_the_rest() -> None:
    gone, kept = f.told("1"), f.told("2")
    assert actions.void(["1"]) == 1
    assert Message.objects.get(pk=gone.pk).state == rules.State.VOID
    assert Message.objects.get(pk=kept.pk).state == rules.State.WAITING
    assert actions.void(["2"], kinds=["test.other"]) == 0
