"""Writing acts down: two rows for each, inside the transaction of the act itself."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from lianxin.kit import chance, crypto, moment
from lianxin.kit.actor import Actor, Role
from lianxin.kit.canonical import NotCanonical, canonical, plain_text
from lianxin.kit.workflow import Overtaken
from lianxin.ledger import rules, sql
from lianxin.ledger.models import Entry
from lianxin.ledger.restate import instant, restate, subject_of

_INSERT = f"INSERT INTO ledger_entry ({', '.join(rules.HEADER)}) VALUES ({sql.holes(rules.HEADER)})"  # noqa: S608
_PAYLOAD = ("entry_id", "salt", "body")
_INSERT_PAYLOAD = f"INSERT INTO ledger_payload ({', '.join(_PAYLOAD)}) VALUES ({sql.holes(_PAYLOAD)})"  # noqa: S608
_LAST = "SELECT max(seq) FROM ledger_entry WHERE subject = %s"


def vault() -> crypto.Vault:
    """The keys of this installation."""
    return crypto.vault(settings.KEYS)


def demand_transaction() -> None:
    """An act and its record stand or fall together."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the ledger is written inside the transaction of the act")


@dataclass(frozen=True)
class Draft:
    """One act ready to be written. Facts are those of the row when `draft` was called."""

    fields: dict[str, Any]
    payload: Mapping[str, Any]


def _neutral(fields: dict[str, Any], detail: Mapping[str, Any] | None) -> dict[str, Any]:
    """A confidential act shows no verb, no actor and no place but its county; the payload keeps them, encrypted.

    What a subject continues stays readable: verifying needs no secrets of the matter.
    """
    kept = {name: fields[name] for name in ("verb", "actor", "role", "division")} | dict(detail or {})
    shown = {name: kept.pop(name) for name in ("continues",) if name in kept}
    hidden = vault().encrypt(rules.MATTER, canonical(kept), fields["id"].encode()).hex()
    fields |= {"verb": rules.NEUTRAL, "actor": "", "role": "", "series": ""}
    fields["division"] = fields["division"][:6].ljust(12, "0") if fields["division"] else ""
    return {**shown, "hidden": hidden}


def draft(
    verb: str,
    row: models.Model,
    *,
    by: Actor,
    role: Role | None = None,
    event_at: datetime | None = None,
    detail: Mapping[str, Any] | None = None,
    division: str = "",
    series: str = "",
    neutral: bool = False,
    promised: bool = False,
) -> Draft:
    """An act on `row` (a registered model) for `record_many`; see `record`."""
    now = moment.now()
    entered = instant(now)
    fields: dict[str, Any] = {
        "actor": by.ref,
        "division": division,
        "entered_at": entered,
        "event_at": entered if event_at is None else instant(event_at),
        "id": chance.uuid7(int(now.timestamp() * 1000)).hex,
        "promised": int(promised),
        "role": (role or by.main_role).value,
        "series": series,
        "subject": subject_of(row),
        "verb": verb,
    }
    if neutral:
        detail = _neutral(fields, detail)
    rules.plain(fields["actor"], division, fields["role"], series, fields["subject"], verb)
    return Draft(fields, {"detail": dict(detail or {}), "facts": restate(row)})


def _body(payload: Mapping[str, Any]) -> bytes:
    """The canonical octets of a payload. Facts are plain as `restate` makes them; only the detail is looked at."""
    try:
        detail, facts = canonical(payload["detail"]).decode(), plain_text(payload["facts"])
        return f'{{"detail":{detail},"facts":{facts}}}'.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("text with a lone surrogate has no UTF-8 form") from error


def _finished(act: Draft, seq: int) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Both rows of an act."""
    body, salt = _body(act.payload), chance.octets(32)
    fields = act.fields | {"seq": seq, "digest": rules.digest(salt, body), "mac": ""}
    values = [fields[name] for name in rules.HEADER]
    fields["mac"] = vault().mac(rules.MAC, rules.bare_header(values)).hex()
    return tuple(fields[name] for name in rules.HEADER), (fields["id"], salt, body.decode())


def _entry(values: tuple[Any, ...]) -> Entry:
    fields = dict(zip(rules.HEADER, values, strict=True))
    return Entry(**fields | {"id": uuid.UUID(fields["id"])})


def record(
    verb: str,
    row: models.Model,
    *,
    by: Actor,
    role: Role | None = None,
    event_at: datetime | None = None,
    detail: Mapping[str, Any] | None = None,
    division: str = "",
    series: str = "",
    neutral: bool = False,
    promised: bool = False,
    first: bool = False,
) -> Entry:
    """Write down that `by` did `verb` to `row`, with the facts of the row as it is now.

    Call it after `row.save()`, inside the act's transaction, with the row locked.

    role       in which the actor acted (default: his main role)
    event_at   when it happened, if not now
    detail     JSON: what the row itself does not say
    division   12-digit code of the place, '' if none
    series     asks the sealer for the next register number of this series ("430124/2026")
    neutral    a confidential matter: the entry shows no verb, actor, role or township
    promised   a receipt is given for this entry: `promise` must follow in the same transaction
    first      the subject is new: saves looking for its last entry

    Raises TransactionManagementError outside a transaction, Overtaken when somebody recorded an act on
    the subject at the same moment, ValueError for a text that cannot stand in a header.
    """
    demand_transaction()
    act = draft(
        verb, row, by=by, role=role, event_at=event_at, detail=detail, division=division, series=series,
        neutral=neutral, promised=promised,
    )  # fmt: skip
    with connection.cursor() as cursor:
        seq = 1
        if not first:
            cursor.execute(_LAST, [act.fields["subject"]])
            seq = (cursor.fetchone()[0] or 0) + 1
        values, payload = _finished(act, seq)
        try:
            cursor.execute(_INSERT, values)
        except IntegrityError as error:
            raise Overtaken(_("刚才有人对同一事项作了处理，请刷新后再看。")) from error
        cursor.execute(_INSERT_PAYLOAD, payload)
    return _entry(values)


def _last_seqs(subjects: Iterable[str]) -> dict[str, int]:
    wanted = sorted(set(subjects))
    last: dict[str, int] = {}
    for at in range(0, len(wanted), 500):
        part = wanted[at : at + 500]
        query = f"SELECT subject, max(seq) FROM ledger_entry WHERE subject IN ({sql.holes(part)}) GROUP BY subject"  # noqa: S608
        last.update(sql.rows(query, part))
    return last


def record_many(acts: Iterable[Draft]) -> list[Entry]:
    """Write many acts, in the order given, with the same octets as `record` would write."""
    return [_entry(values) for values in _written(acts)]


def record_all(acts: Iterable[Draft]) -> int:
    """The same for whoever needs the entries themselves no more: a whole register at once. How many."""
    return len(_written(acts))


def _written(acts: Iterable[Draft]) -> list[tuple[Any, ...]]:
    demand_transaction()
    acts = list(acts)
    last = _last_seqs(act.fields["subject"] for act in acts)
    entries, payloads = [], []
    for act in acts:
        subject = act.fields["subject"]
        last[subject] = last.get(subject, 0) + 1
        values, payload = _finished(act, last[subject])
        entries.append(values)
        payloads.append(payload)
    try:
        sql.insert("ledger_entry", rules.HEADER, entries)
    except IntegrityError as error:
        raise Overtaken(_("刚才有人对同一事项作了处理，请刷新后再看。")) from error
    sql.insert("ledger_payload", _PAYLOAD, payloads)
    return entries
