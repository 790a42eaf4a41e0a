"""The one source of randomness: the operating system's, unless a world or a test seeds it.

A seeded source exists only inside `seeded(...)`; it makes worlds repeatable and is never
reachable from a request.
"""

import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LETTERS = bytes(ord(_ALPHABET[octet % len(_ALPHABET)]) for octet in range(256))
_STRAY = bytes(range(256 - 256 % len(_ALPHABET), 256))
"""Octets beyond the last whole round of the alphabet: with them some letters would come more often."""
_seeded: ContextVar[random.Random | None] = ContextVar("lianxin_chance", default=None)


def is_seeded() -> bool:
    """Whether draws follow from a seed just now."""
    return _seeded.get() is not None


def octets(count: int) -> bytes:
    """`count` random octets."""
    source = _seeded.get()
    return source.randbytes(count) if source else secrets.token_bytes(count)


def below(limit: int) -> int:
    """A random integer n with 0 <= n < limit."""
    source = _seeded.get()
    return source.randrange(limit) if source else secrets.randbelow(limit)


def name(length: int = 10) -> str:
    """A random public name of `length` letters and digits without look-alikes (no 0 o 1 l i)."""
    if _seeded.get() is not None:
        return "".join(_ALPHABET[below(len(_ALPHABET))] for _ in range(length))
    letters = ""
    while len(letters) < length:  # one call for many letters; octets that name none are thrown away
        letters += secrets.token_bytes(2 * length).translate(_LETTERS, _STRAY).decode()
    return letters[:length]


FORM_KEY = 24
"""Letters of a form's key."""


def form_key() -> str:
    """What a form carries so that sent twice it is done once."""
    return name(FORM_KEY)


def uuid7(milliseconds: int) -> uuid.UUID:
    """A UUID version 7 (RFC 9562) for a Unix time in milliseconds: sorts by time, cannot be guessed."""
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | int.from_bytes(octets(10), "big")
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return uuid.UUID(int=value)


@contextmanager
def seeded(seed: int | str) -> Iterator[None]:
    """Within the block every draw follows from `seed`."""
    token = _seeded.set(random.Random(seed))  # noqa: S311 - worlds and tests only
    try:
        yield
    finally:
        _seeded.reset(token)
