"""Keys rotate and what older ones made stays readable; nothing altered is ever accepted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kit import chance, crypto, keyring
from lianxin.kit.crypto import CryptoError, Vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    yield Vault(tmp_path / "keys")


def flipped(octets: bytes, place: int) -> bytes:
    return octets[:place] + bytes([octets[place] ^ 1]) + octets[place + 1 :]


def test_an_encrypted_text_opens_in_its_context_only(vault: Vault) -> None:
    sealed = vault.encrypt("contact", "电话".encode(), b"opinion:1")
    assert vault.decrypt("contact", sealed, b"opinion:1").decode() == "电话"
    for purpose, context in (("contact", b"opinion:2"), ("other", b"opinion:1")):
        with pytest.raises(CryptoError):
            vault.decrypt(purpose, sealed, context)


@pytest.mark.parametrize("place", [0, 1, 12, 13, -1])
def test_an_altered_octet_is_never_opened(vault: Vault, place: int) -> None:
    sealed = vault.encrypt("contact", b"0700-1234")
    with pytest.raises(CryptoError):
        vault.decrypt("contact", flipped(sealed, place % len(sealed)))


def test_after_rotation_old_texts_open_and_new_ones_carry_the_new_number(vault: Vault) -> None:
    old = vault.encrypt("contact", b"clear")
    code = vault.mac("stamp", b"data")
    blind = vault.blind("index", "张三")
    signed = vault.sign(b"data", "sign")
    for purpose in ("contact", "stamp", "index", "sign"):
        assert keyring.rotate(vault.folder, purpose) == 2
    assert vault.decrypt("contact", old) == b"clear"
    assert vault.encrypt("contact", b"clear")[0] == 2
    assert vault.check_mac("stamp", b"data", code)
    assert vault.mac("stamp", b"data")[0] == 2
    assert vault.blind("index", "张三") != blind
    assert vault.blinds("index", "张三") == (blind, vault.blind("index", "张三"))
    known = vault.public_keys("sign")
    assert len(known) == 4
    assert [key for key, _ in signed] == list(known[2:]) or {k.raw for k, _ in signed} == {k.raw for k in known[2:]}


def test_a_code_is_refused_for_other_data_other_key_or_an_unknown_number(vault: Vault, tmp_path: Path) -> None:
    code = vault.mac("stamp", b"data")
    assert len(code) == 33
    assert vault.check_mac("stamp", b"data", code)
    assert not vault.check_mac("stamp", b"dat", code)
    assert not vault.check_mac("stamp", b"data", b"\x09" + code[1:])
    assert not vault.check_mac("stamp", b"data", b"")
    assert not Vault(tmp_path / "other").check_mac("stamp", b"data", code)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.binary(max_size=200))
def test_both_signatures_hold_and_none_survives_a_changed_octet(vault: Vault, data: bytes) -> None:
    signatures = vault.sign(data, "sign")
    assert [key.algorithm for key, _ in signatures] == ["Ed25519", "ECDSA-P256"]
    for key, signature in signatures:
        assert len(signature) == 64
        assert key.verify(signature, data)
        assert not key.verify(signature, data + b"x")
        assert not key.verify(flipped(signature, 40), data)
        assert not key.verify(b"", data)


def test_the_ed25519_vector_of_rfc_8032_holds() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = crypto._ed25519(seed)
    assert key.public.raw.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb88215")


def test_the_hmac_and_sha_256_vectors_hold() -> None:
    assert crypto.INTL.mac(b"Jefe", b"what do ya want for nothing?").hex().startswith("5bdcc146bf60754e6a042426")
    assert crypto.INTL.hasher(b"abc").hexdigest().startswith("ba7816bf8f01cfea414140de5dae2223b00361a3")


def test_two_worlds_of_one_seed_never_use_one_nonce_for_two_texts(vault: Vault) -> None:
    sealed = []
    for text in (b"first", b"other"):
        with chance.seeded(7):
            sealed.append(vault.encrypt("contact", text))
    assert sealed[0][1:13] != sealed[1][1:13]


def test_keys_are_private_files_and_stand_in_no_representation(vault: Vault) -> None:
    vault.sign(b"x", "sign")
    vault.mac("stamp", b"x")
    for path in vault.folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0
        assert path.read_bytes().hex() not in repr(vault)
    assert str(vault.folder) not in repr(vault)


def test_texts_meet_in_the_blind_index_only_under_one_purpose(vault: Vault) -> None:
    assert vault.blind("phone", "07001234") == vault.blind("phone", "07001234")
    assert vault.blind("phone", "07001234") != vault.blind("phone", "07001235")
    assert vault.blind("phone", "07001234") != vault.blind("name", "07001234")
    assert len(vault.blind("phone", "")) == 42
