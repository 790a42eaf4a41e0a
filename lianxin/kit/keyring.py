"""Keys on disk, outside the data folder: created once, mode 0600, numbered so that they can rotate.

A purpose such as "check-code" has files `check-code-1.key`, `check-code-2.key` …; the highest number
is used for new work, older ones stay readable for what they once protected.
"""

import hashlib
import os
import re
import secrets
from functools import lru_cache
from pathlib import Path

FIRST = "django-1.key"
BOUND = "keys.id"


class KeyringError(OSError):
    """The key folder cannot be used; the message says why. A kind of disk trouble: what needed it was not kept."""


_opened: set[Path] = set()
"""Folders whose first key was read. When it is gone, the folder is (a disk not mounted): no new keys are made there."""


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
    if folder in _opened and not (folder / FIRST).exists():
        raise KeyringError(f"the key folder {folder} is gone")
    return _fresh(folder, path.name, secrets.token_bytes(32))


def rotate(folder: Path, purpose: str) -> int:
    """Add a new key for a purpose; returns its number. Running processes take it at their next start."""
    number = current(folder, purpose) + 1
    _fresh(folder, f"{purpose}-{number}.key", secrets.token_bytes(32))
    _numbers.cache_clear()
    return number


def django_secret(folder: Path) -> str:
    """Django's SECRET_KEY, kept like every other key, and the first that a process reads."""
    found = secret(folder, "django", 1).hex()
    _opened.add(folder)
    return found


# ── keys and data belong together ──────────────────────────────────────────
def _mark(folder: Path) -> str:
    return hashlib.sha256(b"lianxin keys of " + (folder / FIRST).read_bytes()).hexdigest()[:16]


def bind(folder: Path, data: Path) -> None:
    """Write into the data folder which key folder it belongs to."""
    note = data / BOUND
    if not note.exists():
        note.write_text(_mark(folder) + "\n", encoding="ascii")


def check(folder: Path, data: Path) -> None:
    """KeyringError when the data folder belongs to other keys, or to keys that are not there.

    New keys beside old data would look like an installation in good order, with every receipt broken.
    """
    note = data / BOUND
    if not note.exists():
        return
    if not (folder / FIRST).exists():
        raise KeyringError(f"密钥文件夹不在 / the key folder is missing: {folder}")
    if note.read_text(encoding="ascii").strip() != _mark(folder):
        raise KeyringError(f"密钥不是这份数据的 / these keys belong to other data: {folder} ({note})")
