"""Signed notes (C2SP signed-note): a text, an empty line, one line for each signature.

A signature line is `— <name> <base64(key id ‖ signature)>`. The key id is the first four octets of
SHA-256(name ‖ "\\n" ‖ kind), where kind is 0x01 ‖ 32 octets for Ed25519, and for ECDSA P-256
0xff ‖ "ECDSA-P256-SHA256-P1363\\n" ‖ 65 octets of the point; that signature is r‖s, as WebCrypto reads it.
"""

import base64
import hashlib
from dataclasses import dataclass

from lianxin.kit.crypto import PublicKey, Vault
from lianxin.ledger.rules import SIGN


class NoteError(ValueError):
    """A note is not well formed, or no known key signed it; the message says which."""


def origin(vault: Vault) -> str:
    """The name of this ledger: stable for ever, because it follows from its first key."""
    first = vault.public_keys(SIGN)[-len(vault.provider.signers)]
    return f"lianxin.ledger/{hashlib.sha256(first.raw).hexdigest()[:16]}"


def key_id(name: str, key: PublicKey) -> bytes:
    """The four octets that say which key signed."""
    return hashlib.sha256(name.encode() + b"\n" + key.kind).digest()[:4]


def verifier_key(name: str, key: PublicKey) -> str:
    """The key as C2SP tools take it: `name+hex id+base64 kind`."""
    return f"{name}+{key_id(name, key).hex()}+{base64.b64encode(key.kind).decode()}"


def signed(vault: Vault, name: str, text: str) -> str:
    """`text` (ending in a line feed) with the signatures of the newest keys."""
    lines = [
        f"— {name} {base64.b64encode(key_id(name, key) + signature).decode()}\n"
        for key, signature in vault.sign(text.encode(), SIGN)
    ]
    return text + "\n" + "".join(lines)


def split(note: str) -> tuple[str, list[tuple[bytes, bytes]]]:
    """Text and (key id, signature) pairs of a note; NoteError when it is no note."""
    text, gap, tail = note.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise NoteError("not a signed note: the empty line or the last line feed is missing")
    pairs = []
    for line in tail[:-1].split("\n"):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "—":
            raise NoteError("not a signature line")
        try:
            octets = base64.b64decode(parts[2], validate=True)
        except ValueError as error:
            raise NoteError("a signature is not base64") from error
        pairs.append((octets[:4], octets[4:]))
    return text + "\n", pairs


def opened(vault: Vault, name: str, note: str) -> str:
    """The text of a note on which every signature is good and each algorithm of ours signed; else NoteError.

    Signatures of strangers (witnesses) are passed over; ours must all be there.
    """
    text, pairs = split(note)
    keys = {key_id(name, key): key for key in vault.public_keys(SIGN)}
    good: set[str] = set()
    for name_of_key, signature in pairs:
        key = keys.get(name_of_key)
        if key is None:
            continue
        if not key.verify(signature, text.encode()):
            raise NoteError(f"a signature is false ({key.algorithm})")
        good.add(key.algorithm)
    if len(good) < len(vault.provider.signers):
        raise NoteError("not signed with a key of this ledger")
    return text


@dataclass(frozen=True)
class CheckpointText:
    """What a checkpoint note says. `root` and `previous` are base64, `at` is text in UTC."""

    origin: str
    size: int
    root: str
    at: str
    previous: str


def checkpoint(text: str) -> CheckpointText:
    """The parts of a checkpoint's text; NoteError when a line is missing."""
    lines = text.split("\n")
    if len(lines) != 6 or not lines[1].isdecimal() or lines[3][:5] != "time " or lines[4][:5] != "prev ":
        raise NoteError("not a checkpoint of this ledger")
    return CheckpointText(lines[0], int(lines[1]), lines[2], lines[3][5:], lines[4][5:])
