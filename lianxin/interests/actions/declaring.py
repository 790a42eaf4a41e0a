"""A deputy declares what he has a part in, changes it, withdraws it, says once a year that it is right."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.interests import permissions, rules
from lianxin.interests.actions.sealed import sealed
from lianxin.interests.models import Declaration, new_code
from lianxin.interests.rules import Kind, Words
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.outbox import actions as outbox

ASKED = "interests.confirm"


def _given(
    kind: str, name: str, others: str, relation: str, from_day: date | None, until_day: date | None
) -> dict[str, Any]:
    """The words as they are kept; Refused, in the deputy's words, when they cannot be."""
    clean, further = " ".join(name.split()), rules.parted(others)
    if not clean:
        raise Refused(_("请写单位或者企业的全称。"))
    for each in (clean, *further):
        if rules.is_too_short(each):
            raise Refused(_("“%(name)s”太短，别的话里也会有，认不出来。请写全称。") % {"name": each})
    if Kind(kind) is Kind.KIN_FIRM and not relation.strip():
        raise Refused(_("近亲属的企业，请写是您的什么人。"))
    if from_day and until_day and until_day < from_day:
        raise Refused(_("止期早于起期，请核对。"))
    words = Words(
        kind=Kind(kind).value,
        name=clean[: rules.MAX_NAME],
        others=further,
        relation=relation.strip()[: rules.MAX_RELATION],
        from_day=from_day.isoformat() if from_day else "",
        until_day=until_day.isoformat() if until_day else "",
    )
    return words.as_json()


def _recorded(verb: str, row: Declaration, by: Actor, *, first: bool = False) -> None:
    """The ledger holds that something was declared and the hash of its sealed words: no verb, no name, no place."""
    record(f"interests.{verb}", row, by=by, division=row.person.division, neutral=True, first=first)


@transaction.atomic
def declare(
    *,
    kind: str,
    name: str,
    by: Actor,
    others: str = "",
    relation: str = "",
    from_day: date | None = None,
    until_day: date | None = None,
) -> Declaration:
    """One post, firm or kinsman's firm (Article 11; Deputies Law 2025, article 59). `others`: further names, parted."""
    if not permissions.may_declare(by) or by.person_id is None:
        raise PermissionDenied
    code = new_code()
    body = sealed(code, _given(kind, name, others, relation, from_day, until_day))
    row = Declaration.objects.create(
        code=code, person_id=by.person_id, body=body, declared_at=moment.now(), checked_on=moment.today()
    )
    _recorded("declared", row, by, first=True)
    return row


def _opened(declaration: Declaration, by: Actor, seen: int | None) -> Declaration:
    row = Declaration.objects.select_for_update().get(pk=declaration.pk)
    if not permissions.may_change(by, row):
        raise PermissionDenied
    if seen is not None and seen != row.version:
        raise Overtaken(_("您打开以后，这一条改过了。您填的内容没有丢，请看过再决定。"))
    if row.withdrawn_at is not None:
        raise Refused(_("这一条已经撤回，请另外申报。"))
    row.version += 1
    return row


@transaction.atomic
def revise_declaration(
    declaration: Declaration,
    *,
    kind: str,
    name: str,
    by: Actor,
    others: str = "",
    relation: str = "",
    from_day: date | None = None,
    until_day: date | None = None,
    seen: int | None = None,
) -> Declaration:
    """Change what was declared; having looked, he has also checked it."""
    row = _opened(declaration, by, seen)
    row.body = sealed(row.code, _given(kind, name, others, relation, from_day, until_day))
    row.checked_on = moment.today()
    row.save()
    _recorded("revised", row, by)
    return row


@transaction.atomic
def withdraw_declaration(declaration: Declaration, *, by: Actor, seen: int | None = None) -> Declaration:
    """It is so no longer. The row stays for the county's reader; words are not matched with it any more."""
    row = _opened(declaration, by, seen)
    row.withdrawn_at = moment.now()
    row.save()
    _recorded("withdrawn", row, by)
    return row


@transaction.atomic
def check_declarations(*, by: Actor) -> int:
    """都还对: he has looked at all he declared, and it is right; how many."""
    if by.person_id is None:
        raise PermissionDenied
    rows = list(Declaration.objects.select_for_update().filter(person_id=by.person_id, withdrawn_at=None))
    if not rows:
        raise Refused(_("您还没有申报过，没有要核对的。"))
    for row in rows:
        row.checked_on = moment.today()
        row.save(update_fields=["checked_on"])
        _recorded("checked", row, by)
    outbox.void([rows[0].person.code], kinds=(ASKED,))
    return len(rows)


@transaction.atomic
def ask_again(row: Declaration, years: int) -> bool:
    """Ask a deputy once a year whether what he declared is right; whether he was asked now."""
    told = outbox.tell(
        ASKED,
        to_kind="deputy",
        to_ref=row.person.code,
        form="file",
        params={},
        division=row.person.division,
        once=f"{ASKED}/{row.person.code}/{row.checked_on:%Y%m%d}/{years}",
        confidential=True,
    )
    return told.created_at == moment.now()
