"""Stepping back (回避, Article 11): the deputy has nothing more to do with a matter; the fact is said, never why."""

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import queries as deputies
from lianxin.interests import actions as interests
from lianxin.interests import queries as recusals
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.opinions import rules
from lianxin.opinions.actions.frame import needed, opened, settled
from lianxin.opinions.models import Opinion
from lianxin.opinions.workflow import State
from lianxin.outbox import actions as outbox


@transaction.atomic
def recuse(opinion: Opinion, *, by: Actor, words: str = "", seen: int | None = None) -> Opinion:
    """The deputy in charge steps back, with a reason or without one; the station passes it on to another."""
    row, _target = opened(opinion, "recuse", by, seen)
    assert by.person_id is not None
    return _stepped_back(row, by.person_id, by, rules.readable(words)[:500], ordered=False)


@transaction.atomic
def order_recusal(opinion: Opinion, *, deputy: str, words: str, by: Actor, seen: int | None = None) -> Opinion:
    """The county office has a deputy step back, on a ground that he and the county's named reader alone can read."""
    row, _target = opened(opinion, "order_recusal", by, seen)
    why = needed("words", words, _("请写为什么要他回避。只有他本人和县里指定的人看得到。"), 500)
    person = deputies.by_code(deputy)
    if person is None:
        raise rules.Rejected("deputy", _("请选一位代表。"))
    return _stepped_back(row, person.pk, by, why, ordered=True)


def _stepped_back(row: Opinion, person: int, by: Actor, why: str, *, ordered: bool) -> Opinion:
    fact = interests.step_back(person, row.number, division=row.division, by=by, words=why, ordered=ordered)
    target = None
    if row.deputy_id == person:
        row.deputy_id, row.acknowledged_at = None, None
        target = State.REGISTERED if row.state == State.PASSED_ON else None
        outbox.void_about([fact.person.code], row.number)
    return settled(row, "recused", target, by=by, detail={"deputy": fact.person.name})


@transaction.atomic
def hand_back(opinion: Opinion, *, by: Actor = SYSTEM) -> Opinion:
    """A draft of it ended because its author stepped back: the station passes the matter on to another deputy."""
    row, target = opened(opinion, "hand_back", by)
    row.deputy_id, row.acknowledged_at = None, None
    return settled(row, "handed_back", target, by=by)


def joined(row: Opinion, master: Opinion, by: Actor) -> None:
    """Two matters become one: who stepped back from either has stepped back from both."""
    interests.carry_over(row.number, master.number, division=master.division, by=by)


def may_join(row: Opinion, master: Opinion) -> bool:
    """Whether no deputy would by joining get a matter back from which he stepped back."""
    pairs = ((row, master), (master, row))
    return not any(recusals.is_recused(one.deputy_id, [other.number]) for one, other in pairs)


@transaction.atomic
def note_interests(row: Opinion) -> bool:
    """Tell the deputy in charge in private when the words name something he declared; whether they do."""
    person = row.deputy
    if person is None or row.confidential:
        return False
    texts = [row.text, row.place, *row.answers.filter(kind="added").values_list("words", flat=True)]
    return interests.note(person.pk, person.code, row.number, texts, division=row.county)
