"""Receipts: a signed promise, given before sealing, that an entry will be in the tree."""

from collections.abc import Iterable

from django.db import connection

from lianxin.kit import moment
from lianxin.ledger import notes, rules
from lianxin.ledger.actions.recording import demand_transaction, vault
from lianxin.ledger.models import Entry, Promise
from lianxin.ledger.restate import instant
from lianxin.ledger.tree import leaf_hash

_INSERT = "INSERT INTO ledger_promise (number, entry_id, at, note, mac) VALUES (%s, %s, %s, %s, %s)"


def _made(number: str, entry: Entry, at: str) -> Promise:
    if not entry.promised:
        raise ValueError("record(…, promised=True) must say that a receipt is given for this entry")
    rules.plain(number)
    keys = vault()
    leaf = leaf_hash(rules.header([entry.id.hex if n == "id" else getattr(entry, n) for n in rules.HEADER]))
    note = notes.signed(keys, notes.origin(keys), rules.promise_text(number, at, leaf))
    mac = keys.mac(rules.MAC, rules.promise_octets(number, entry.id.hex, at, note)).hex()
    return Promise(number=number, entry_id=entry.id, at=at, note=note, mac=mac)


def promise_many(pairs: Iterable[tuple[str, Entry]]) -> list[Promise]:
    """Receipts for many (number, entry) pairs."""
    demand_transaction()
    at = instant(moment.now())
    return Promise.objects.bulk_create([_made(number, entry, at) for number, entry in pairs], batch_size=500)


def promise(number: str, entry: Entry) -> Promise:
    """The receipt `number` for an entry recorded with `promised=True`, in the same transaction."""
    demand_transaction()
    made = _made(number, entry, instant(moment.now()))
    with connection.cursor() as cursor:  # plain SQL, as for the entry: an intake pays for it
        cursor.execute(_INSERT, [made.number, entry.id.hex, made.at, made.note, made.mac])
    return made
