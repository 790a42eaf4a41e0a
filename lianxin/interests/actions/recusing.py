"""A deputy has nothing more to do with a matter. Whether he may is asked by the room that holds the matter."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.guidance.rules import article
from lianxin.interests import queries
from lianxin.interests.actions.sealed import sealed
from lianxin.interests.models import Declaration, Recusal, new_code
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.outbox import actions as outbox

NOTE = "interests.note"


@article(11, "不得干预具体司法案件、招标投标等经济活动牟取个人利益：有利害关系的回避")
@transaction.atomic
def step_back(
    person: int, subject: str, *, division: str, by: Actor, words: str = "", ordered: bool = False
) -> Recusal:
    """That a person (its key) is recused from a matter, for ever. The caller has asked for the right to it.

    words  why, encrypted; '' when nothing is said
    """
    if Recusal.objects.filter(person_id=person, subject=subject).exists():
        raise Refused(_("这位代表已经回避过这件事。"))
    code = new_code()
    body = sealed(code, words.strip()) if words.strip() else b""
    row = Recusal.objects.create(
        code=code, person_id=person, subject=subject, division=division, ordered=ordered, body=body, at=moment.now()
    )
    record("interests.recused", row, by=by, division=division, first=True)
    return row


@transaction.atomic
def carry_over(one: str, other: str, *, division: str, by: Actor) -> None:
    """Two matters have become one: who is recused from either is recused from both."""
    for here, there in ((one, other), (other, one)):
        gone = set(Recusal.objects.filter(subject=there).values_list("person_id", flat=True))
        for row in Recusal.objects.filter(subject=here).exclude(person_id__in=gone).order_by("pk"):
            step_back(row.person_id, there, division=division, by=by, ordered=row.ordered)


def note(person: int, code: str, subject: str, texts: Iterable[str], *, division: str) -> bool:
    """Tell a deputy once, in private, that a matter in his hands may be one to step back from; whether it names any.

    The message says neither what was declared nor what the matter is; no staff list shows it.
    """
    if not Declaration.objects.filter(person_id=person, withdrawn_at=None).exists():
        return False
    if not queries.named_for(person, texts):
        return False
    outbox.tell(
        NOTE,
        to_kind="deputy",
        to_ref=code,
        form="file",
        params={"number": subject},
        division=division,
        once=f"{NOTE}/{code}/{subject}",
        confidential=True,
    )
    return True
