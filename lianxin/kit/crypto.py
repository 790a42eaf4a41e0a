"""Hashing, authentication, encryption and signatures behind one provider, with keys that rotate.

`INTL` is SHA-256, HMAC-SHA-256, AES-256-GCM, Ed25519 and ECDSA P-256. A `gm` provider (SM3, SM4, SM2)
is another `Provider`; callers name purposes, never algorithms. Whatever a key made carries the key's
number in its first octet, so that older keys go on reading what they once wrote.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lianxin.kit import chance, keyring


class CryptoError(Exception):
    """A text cannot be opened: wrong key, wrong context or altered octets."""


class Digest(Protocol):
    """What a hasher returns."""

    def digest(self) -> bytes: ...
    def hexdigest(self) -> str: ...


@dataclass(frozen=True)
class PublicKey:
    """One public key: raw octets, its algorithm, the octets that go into a note's key id, and its JWK."""

    algorithm: str
    raw: bytes
    kind: bytes
    spki: bytes
    jwk: dict[str, str]
    verify: Callable[[bytes, bytes], bool]
    """verify(signature, data)."""


@dataclass(frozen=True, repr=False)
class SigningKey:
    """One private key and its public half."""

    sign: Callable[[bytes], bytes]
    public: PublicKey


@dataclass(frozen=True)
class Provider:
    """One family of algorithms. `signers` make a signing key out of 32 secret octets."""

    name: str
    hasher: Callable[[bytes], Digest]
    mac: Callable[[bytes, bytes], bytes]
    """mac(key, data)."""
    encrypt: Callable[[bytes, bytes, bytes, bytes], bytes]
    """encrypt(key, nonce of 12 octets, clear, context)."""
    decrypt: Callable[[bytes, bytes, bytes, bytes], bytes]
    signers: tuple[tuple[str, Callable[[bytes], SigningKey]], ...]


def _base64url(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def _accepted(check: Callable[[], None]) -> bool:
    try:
        check()
    except (InvalidSignature, ValueError):
        return False
    return True


def _spki(key: Any) -> bytes:
    return bytes(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _ed25519(seed: bytes) -> SigningKey:
    private = ed25519.Ed25519PrivateKey.from_private_bytes(seed)
    key = private.public_key()
    raw = key.public_bytes_raw()
    return SigningKey(
        private.sign,
        PublicKey(
            "Ed25519",
            raw,
            b"\x01" + raw,
            _spki(key),
            {"kty": "OKP", "crv": "Ed25519", "x": _base64url(raw)},
            lambda signature, data: _accepted(lambda: key.verify(signature, data)),
        ),
    )


_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
P256_KIND = b"\xffECDSA-P256-SHA256-P1363\n"
"""C2SP signed-note leaves type 0xff to others; what follows names ours: signature r‖s as WebCrypto reads it."""


def _p256(seed: bytes) -> SigningKey:
    private = ec.derive_private_key(int.from_bytes(seed, "big") % (_P256_ORDER - 1) + 1, ec.SECP256R1())
    key = private.public_key()
    # RFC 6979: the same text gets the same signature, and a weak random source gives nothing away.
    rule = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)

    def sign(data: bytes) -> bytes:
        r, s = utils.decode_dss_signature(private.sign(data, rule))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def verify(signature: bytes, data: bytes) -> bool:
        halves = (int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
        if len(signature) != 64:
            return False
        return _accepted(lambda: key.verify(utils.encode_dss_signature(*halves), data, ec.ECDSA(hashes.SHA256())))

    raw = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    jwk = {"kty": "EC", "crv": "P-256", "x": _base64url(raw[1:33]), "y": _base64url(raw[33:])}
    return SigningKey(sign, PublicKey("ECDSA-P256", raw, P256_KIND + raw, _spki(key), jwk, verify))


INTL = Provider(
    name="intl",
    hasher=hashlib.sha256,
    mac=lambda key, data: hmac.digest(key, data, "sha256"),
    encrypt=lambda key, nonce, clear, context: AESGCM(key).encrypt(nonce, clear, context),
    decrypt=lambda key, nonce, cipher, context: AESGCM(key).decrypt(nonce, cipher, context),
    signers=(("ed25519", _ed25519), ("p256", _p256)),
)


@dataclass(frozen=True)
class Vault:
    """The keys of one installation at work. Purposes are words such as "ledger-mac" or "contact"."""

    folder: Path
    provider: Provider = INTL

    def __repr__(self) -> str:
        return f"Vault({self.provider.name})"

    def _key(self, purpose: str, number: int | None = None) -> tuple[int, bytes]:
        number = number or keyring.current(self.folder, purpose)
        return number, keyring.secret(self.folder, purpose, number)

    def _numbered(self, purpose: str, text: bytes) -> bytes:
        """The key that made `text`; CryptoError when its number is unknown."""
        if not text or not 0 < text[0] <= keyring.current(self.folder, purpose):
            raise CryptoError(f"{purpose}: made with a key that is not known here")
        return self._key(purpose, text[0])[1]

    def mac(self, purpose: str, data: bytes, number: int | None = None) -> bytes:
        """33 octets: the key's number (the newest, unless one is named) and an authentication code over `data`."""
        number, key = self._key(purpose, number)
        return bytes([number]) + self.provider.mac(key, data)

    def check_mac(self, purpose: str, data: bytes, code: bytes) -> bool:
        """Whether `code` is a code of this vault over `data`; in constant time."""
        try:
            key = self._numbered(purpose, code)
        except CryptoError:
            return False
        return hmac.compare_digest(self.provider.mac(key, data), code[1:])

    def encrypt(self, purpose: str, clear: bytes, context: bytes = b"") -> bytes:
        """Key number ‖ nonce (12) ‖ cipher text and tag. `context` must be the same when opening."""
        number, key = self._key(purpose)
        # The nonce follows from the text too, so that worlds built twice from one seed never use one nonce
        # for two texts.
        drawn = b"nonce" + chance.octets(16) + len(context).to_bytes(8, "big") + context + clear
        nonce = self.provider.mac(key, drawn)[:12]
        return bytes([number]) + nonce + self.provider.encrypt(key, nonce, clear, context)

    def decrypt(self, purpose: str, sealed: bytes, context: bytes = b"") -> bytes:
        """The clear octets; CryptoError when key, context or octets are not those of `encrypt`."""
        sealed = bytes(sealed)
        key = self._numbered(purpose, sealed)
        try:
            return self.provider.decrypt(key, sealed[1:13], sealed[13:], context)
        except (InvalidTag, ValueError) as error:
            raise CryptoError(f"{purpose}: cannot be opened") from error

    def _blinded(self, purpose: str, number: int, text: str) -> str:
        code = self.provider.mac(self._key(purpose, number)[1], b"blind" + text.encode())
        return f"{number:02x}{code[:20].hex()}"

    def blind(self, purpose: str, text: str) -> str:
        """A 42-letter index under which equal texts meet and from which nothing can be read."""
        return self._blinded(purpose, keyring.current(self.folder, purpose), text)

    def blinds(self, purpose: str, text: str) -> tuple[str, ...]:
        """The index of `text` under every key so far: what a search must look for after a rotation."""
        return tuple(self._blinded(purpose, n, text) for n in range(1, keyring.current(self.folder, purpose) + 1))

    def sign(self, data: bytes, purpose: str = "sign") -> tuple[tuple[PublicKey, bytes], ...]:
        """One signature by each algorithm of the provider, with the newest keys."""
        number = keyring.current(self.folder, purpose)
        return tuple((key.public, key.sign(data)) for key in _signing_keys(self, purpose, number))

    def public_keys(self, purpose: str = "sign") -> tuple[PublicKey, ...]:
        """Every public key so far, newest first; each rotation adds one per algorithm."""
        newest = keyring.current(self.folder, purpose)
        return tuple(key.public for n in range(newest, 0, -1) for key in _signing_keys(self, purpose, n))


@lru_cache(maxsize=64)
def _signing_keys(vault: Vault, purpose: str, number: int) -> tuple[SigningKey, ...]:
    seed = keyring.secret(vault.folder, purpose, number)
    return tuple(maker(vault.provider.mac(seed, name.encode())) for name, maker in vault.provider.signers)


@lru_cache(maxsize=8)
def vault(folder: Path) -> Vault:
    """The vault of a key folder."""
    return Vault(folder)
