"""Which column of an altered entry was changed: what the hash pins can be found by trying."""

import json
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from lianxin.kit.crypto import Vault
from lianxin.ledger import rules, sql
from lianxin.ledger.restate import held_tables, instant
from lianxin.ledger.tree import leaf_hash

_MOST = 5000
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_DISTINCT = ("actor", "division", "role", "series", "subject", "verb")

Values = Sequence[Any]


def _times(ident: str) -> Iterator[str]:
    """The thousand instants within the millisecond that a UUIDv7 names."""
    try:
        start = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=uuid.UUID(ident).int >> 80)
    except (OverflowError, ValueError):
        return
    yield from (instant(start + timedelta(microseconds=n)) for n in range(1000))


def _candidates(column: str, row: dict[str, Any], payload: tuple[bytes, str] | None, vault: Vault) -> Iterator[Any]:
    if column == "digest" and payload and payload[1]:
        yield rules.digest(payload[0], payload[1].encode())
    elif column == "mac":
        yield vault.mac(rules.MAC, rules.bare_header([row[n] for n in rules.HEADER])).hex()
    elif column == "promised":
        yield from (0, 1)
    elif column == "seq":
        yield from range(1, 1000)
    elif column == "entered_at":
        yield row["event_at"]
        yield from _times(row["id"])
    elif column == "event_at":
        yield row["entered_at"]
        yield from (value for value in _facts(payload).values() if isinstance(value, str) and _INSTANT.match(value))
    elif column in _DISTINCT:
        yield ""
        if column == "subject":
            facts = _facts(payload)
            yield from (how.subject(facts[how.key]) for how in held_tables() if how.key in facts)
        query = f"SELECT DISTINCT {column} FROM ledger_entry LIMIT {_MOST}"  # noqa: S608
        yield from (value for (value,) in sql.rows(query))


def _facts(payload: tuple[bytes, str] | None) -> dict[str, Any]:
    try:
        return dict(json.loads(payload[1])["facts"]) if payload else {}
    except (ValueError, KeyError, TypeError):
        return {}


def _promised_leaf(ident: str) -> bytes | None:
    """The leaf that an entry's receipt names: it pins an entry that is not sealed yet, its code included."""
    found = sql.rows(f"SELECT note FROM ledger_promise WHERE {sql.hex_id('entry_id')} = %s", [ident])  # noqa: S608
    try:
        return bytes.fromhex(found[0][0].split("\n")[3])
    except (IndexError, ValueError):
        return None


def mac_holds(values: Values, vault: Vault) -> bool:
    """Whether an entry's own authentication code is right."""
    try:
        code = bytes.fromhex(values[rules.HEADER.index("mac")])
    except ValueError:
        return False
    return vault.check_mac(rules.MAC, rules.bare_header(values), code)


def altered_column(values: Values, leaf: bytes | None, payload: tuple[bytes, str] | None, vault: Vault) -> str:
    """The column whose former value gives back the sealed hash (or the code of an unsealed entry); '' if none does."""
    row = dict(zip(rules.HEADER, values, strict=True))
    whole: Callable[[Values], bool]
    if leaf is None:
        leaf = _promised_leaf(row["id"])
    if leaf is None:
        whole = lambda tried: mac_holds(tried, vault)  # noqa: E731
    else:
        whole = lambda tried: leaf_hash(rules.header(tried)) == leaf  # noqa: E731
    for place, column in enumerate(rules.HEADER):
        if column == "mac" and leaf is None:
            continue  # a code made anew fits any header
        for candidate in _candidates(column, row, payload, vault):
            if whole([*values[:place], candidate, *values[place + 1 :]]):
                return column
    return "" if leaf else "mac/event_at"  # the code itself, or what no other row can tell
