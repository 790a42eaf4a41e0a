"""The forms of the ledger: what octets an entry, a payload and a receipt are. Values in, octets out."""

import json
import re
from collections.abc import Sequence
from typing import Any

from lianxin.kit import crypto

PROVIDER = crypto.INTL
MAC = "ledger-mac"
SIGN = "ledger-sign"
MATTER = "matter"
"""The key under which the payloads of confidential acts are encrypted."""
NEUTRAL = "matter.recorded"
ERASED = "ledger.erased"
FIRST = "A" * 43 + "="
"""What the first checkpoint names as its predecessor: 32 zero octets."""

HEADER = (
    "actor", "digest", "division", "entered_at", "event_at", "id", "mac",
    "promised", "role", "seq", "series", "subject", "verb",
)  # fmt: skip
"""The fields of an entry, in RFC 8785's order."""

_NUMBERS = ("promised", "seq")
FORM = "{" + ",".join(f'"{n}":%s' if n in _NUMBERS else f'"{n}":"%s"' for n in HEADER) + "}"
_BEFORE_MAC, _AFTER_MAC = HEADER.index("mac"), HEADER.index("mac") + 1
_FORM_BARE = FORM.replace('"mac":"%s",', "")

_NEEDS_ESCAPE = re.compile('["\\\\\x00-\x1f\ud800-\udfff]')
PAYLOAD = b"lianxin payload v1\n"


def header(values: Sequence[Any]) -> bytes:
    """The canonical JSON of an entry's fields, given in the order of HEADER.

    No value needs escaping (`plain` saw to it when it was recorded), so a filled form is RFC 8785's
    own output; a value altered later so that it would need escaping only gives other octets.
    """
    return (FORM % tuple(values)).encode("utf-8", "surrogatepass")


def bare_header(values: Sequence[Any]) -> bytes:
    """The same without `mac`: what the authentication code is made over."""
    values = tuple(values)
    return (_FORM_BARE % (values[:_BEFORE_MAC] + values[_AFTER_MAC:])).encode("utf-8", "surrogatepass")


def plain(*texts: str) -> None:
    """ValueError when a text could not stand in a header as it is."""
    joined = "".join(texts)
    if _NEEDS_ESCAPE.search(joined):
        raise ValueError(f"not a plain text for a ledger header: {joined!r}")


def digest(salt: bytes, body: bytes) -> str:
    """An entry's commitment to its payload: 64 hex letters."""
    return PROVIDER.hasher(PAYLOAD + salt + body).hexdigest()


def promise_text(number: str, at: str, leaf: bytes) -> str:
    """What a receipt promises: a signed note's text."""
    return f"lianxin receipt v1\n{number}\n{at}\n{leaf.hex()}\n"


def promise_octets(number: str, entry: str, at: str, note: str) -> bytes:
    """The octets that a promise's authentication code covers."""
    return "\n".join((number, entry, at, note)).encode("utf-8", "surrogatepass")


def checkpoint_text(origin: str, size: int, root: str, at: str, previous: str) -> str:
    """What a checkpoint says (C2SP tlog-checkpoint): origin, size, root, then our two extension lines."""
    return f"{origin}\n{size}\n{root}\ntime {at}\nprev {previous}\n"


def continues(body: str) -> list[str]:
    """The older subjects whose history a payload says it goes on with (`detail.continues`)."""
    if '"continues":' not in body:
        return []
    detail = json.loads(body).get("detail", {})
    older = detail.get("continues", []) if isinstance(detail, dict) else []
    return [older] if isinstance(older, str) else [str(o) for o in older]
