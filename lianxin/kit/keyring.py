"""Keys on disk, outside the data folder: created once, mode 0600, numbered so that they can rotate.

A purpose such as "check-code" has files `check-code-1.key`, `check-code-2.key` …; the highest number
is used for new work, older ones stay readable for what they once protected.
"""

import os
import re
import secrets
from functools import lru_cache
from pathlib import Path


class KeyringError(Exception):
    """The key folder cannot be used; the message says why."""


def _fresh(folder: Path, name: str, content: bytes) -> bytes:
    """Create a key file atomically; whoever loses a race reads the winner's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path, draft = folder / name, folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()


@lru_cache(maxsize=64)
def _numbers(folder: Path, purpose: str) -> tuple[int, ...]:
    # The digits are matched: "sign-*" would take the keys of "sign-ed25519" too.
    found = (re.fullmatch(rf"{re.escape(purpose)}-(\d+)", p.stem) for p in folder.glob(f"{purpose}-*.key"))
    return tuple(sorted(int(match[1]) for match in found if match))


def current(folder: Path, purpose: str) -> int:
    """The number of the key that new work uses (a first one is made when there is none)."""
    numbers = _numbers(folder, purpose)
    if not numbers:
        secret(folder, purpose, 1)
        _numbers.cache_clear()
        return 1
    return numbers[-1]


@lru_cache(maxsize=64)
def secret(folder: Path, purpose: str, number: int) -> bytes:
    """The 32 octets of one symmetric key; number 1 is made on first use, others must exist."""
    path = folder / f"{purpose}-{number}.key"
    if path.exists():
        return path.read_bytes()
    if number != 1:
        raise KeyringError(f"key {path.name} is missing from {folder}")
    return _fresh(folder, path.name, secrets.token_bytes(32))


def rotate(folder: Path, purpose: str) -> int:
    """Add a new key for a purpose; returns its number. Running processes take it at their next start."""
    number = current(folder, purpose) + 1
    _fresh(folder, f"{purpose}-{number}.key", secrets.token_bytes(32))
    _numbers.cache_clear()
    return number


def django_secret(folder: Path) -> str:
    """Django's SECRET_KEY, kept like every other key."""
    return secret(folder, "django", 1).hex()
