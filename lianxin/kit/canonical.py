"""Canonical JSON after RFC 8785 (JCS): one value, one row of octets, in any language.

Most values of this house hold only text, whole numbers, booleans, null, lists and objects with ASCII
keys; for those the C encoder of the standard library gives the same octets many times faster.
"""

import json
from collections.abc import Mapping
from typing import Any

import rfc8785

_LARGEST = 2**53 - 1
"""RFC 8785 writes numbers as IEEE doubles; whole numbers are exact up to here."""

plain_text = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode
"""The same as text, unchecked: for objects with ASCII keys that hold nothing but text, int, bool and None."""


class NotCanonical(ValueError):
    """The value has no canonical form; the message says why."""


def _plain(value: Any) -> bool:
    """Whether the C encoder and RFC 8785 agree on this value."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return bool(-_LARGEST <= value <= _LARGEST)
    if kind is dict:
        return all(type(k) is str and k.isascii() and _plain(v) for k, v in value.items())
    if kind is list:
        return all(map(_plain, value))
    return False


def _bare(value: Any) -> Any:
    """The value with mappings as dicts, sequences as lists and enum members as what they stand for."""
    if isinstance(value, Mapping):
        return {_bare(k): _bare(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_bare(v) for v in value]
    if isinstance(value, str) and type(value) is not str:
        return str.__str__(value)
    if isinstance(value, int) and type(value) not in (int, bool):
        return int(value)
    return value


def canonical(value: Any) -> bytes:
    """The canonical octets of a JSON value.

    Raises NotCanonical for lone surrogates, for numbers RFC 8785 cannot write (NaN, whole numbers
    beyond 2^53-1) and for what is not JSON.
    """
    try:
        if _plain(value):
            return plain_text(value).encode()
        return rfc8785.dumps(_bare(value))
    except UnicodeEncodeError as error:
        raise NotCanonical("text with a lone surrogate has no UTF-8 form") from error
    except (rfc8785.CanonicalizationError, TypeError, RecursionError) as error:
        raise NotCanonical(f"no canonical JSON for this value: {error}") from error
