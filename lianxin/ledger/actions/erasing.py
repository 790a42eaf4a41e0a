"""Lawful erasure: the words go, the entry and its count stay."""

import uuid
from collections.abc import Iterable
from typing import Protocol

from django.db import connection
from django.utils.translation import gettext as _

from lianxin.kit import chance, moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Refused
from lianxin.ledger import rules, sql
from lianxin.ledger.actions.recording import Draft, demand_transaction, record_many
from lianxin.ledger.models import Entry, Erasure
from lianxin.ledger.restate import instant


class Identified(Protocol):
    """An entry or the card of one."""

    @property
    def id(self) -> uuid.UUID: ...


def _erasable(wanted: list[str]) -> list[str]:
    """Those not erased yet; Refused when one is itself the record of an erasure."""
    kept: list[str] = []
    for at in range(0, len(wanted), 500):
        part = wanted[at : at + 500]
        query = (
            f"SELECT {sql.hex_id('e.id')}, e.verb FROM ledger_entry e JOIN ledger_payload p ON p.entry_id = e.id "  # noqa: S608
            f"WHERE e.id IN ({sql.holes(part)}) AND p.body <> ''"
        )
        for ident, verb in sql.rows(query, part):
            if verb == rules.ERASED:
                raise Refused(_("删除记录本身不能删除。"))
            kept.append(ident)
    return sorted(kept)


def _continued(ids: list[str]) -> list[str]:
    """The subjects that the payloads about to go were the continuation of: that must not be forgotten."""
    kept: list[str] = []
    for at in range(0, len(ids), 500):
        part = ids[at : at + 500]
        query = f"SELECT body FROM ledger_payload WHERE entry_id IN ({sql.holes(part)})"  # noqa: S608
        for (body,) in sql.rows(query, part):
            kept += rules.continues(body)
    return sorted(set(kept))


def erase(
    entries: Iterable[uuid.UUID | Identified], *, by: Actor, ground: str, division: str = "", neutral: bool = False
) -> Entry:
    """Erase the payloads of entries by law; the entry returned records it (`ledger.erased`).

    First blank the words in the live row, then erase, then `record` the row as it is now: a row whose
    last payload is erased is held by nothing, and `ledger verify` says so. Afterwards `tasks.scrub`
    makes the words vanish from the files.

    ground     the lawful ground, in words (at most 200 letters)
    neutral    a confidential matter: the entry shows no actor, the payload keeps him

    Raises Refused when there is nothing to erase or an entry records an erasure itself.
    """
    demand_transaction()
    ids = _erasable([(e if isinstance(e, uuid.UUID) else e.id).hex for e in entries])
    if not ids:
        raise Refused(_("没有可以删除的内容。"))
    now = instant(moment.now())
    rules.plain(by.ref, division)
    actor, role = ("", "") if neutral else (by.ref, by.main_role.value)
    fields = {
        "actor": actor, "division": division, "entered_at": now, "event_at": now,
        "id": chance.uuid7(int(moment.now().timestamp() * 1000)).hex, "promised": 0,
        "role": role, "series": "", "verb": rules.ERASED,
    }  # fmt: skip
    fields["subject"] = f"ledger.erasure:{fields['id']}"
    detail = {"entries": ids, "ground": ground[:200], "continues": _continued(ids)} | (
        {"actor": by.ref} if neutral else {}
    )
    [record] = record_many([Draft(fields, {"detail": detail, "facts": {}})])
    Erasure.objects.bulk_create(
        [Erasure(entry_id=uuid.UUID(i), by_entry=record.id, at=now, ground=ground[:200]) for i in ids]
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE ledger_payload SET body = '', salt = %s WHERE entry_id = %s", [(b"", i) for i in ids]
        )
    return record
