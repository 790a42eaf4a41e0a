"""The tree is RFC 6962's and RFC 9162's: known vectors, and a naive tree written straight from the text."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.ledger import tree

LEAVES = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
"""The reference leaves of the certificate-transparency implementation."""
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = [  # position, size, proof
    (0, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]),
    (5, 8, ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"]),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (1, 5, ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]),
]  # fmt: skip
CONSISTENCY = [  # old, size, proof
    (1, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]),
    (6, 8, ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"]),
    (2, 5, ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]),
]  # fmt: skip

REFERENCE = [tree.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]


# ── RFC 9162, section 2.1, word for word ───────────────────────────────────
def naive_root(hashes: list[bytes]) -> bytes:
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return hashlib.sha256(b"\x01" + naive_root(hashes[:k]) + naive_root(hashes[k:])).digest()


def naive_path(m: int, hashes: list[bytes]) -> list[bytes]:
    if len(hashes) == 1:
        return []
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    if m < k:
        return [*naive_path(m, hashes[:k]), naive_root(hashes[k:])]
    return [*naive_path(m - k, hashes[k:]), naive_root(hashes[:k])]


def naive_subproof(m: int, hashes: list[bytes], whole: bool) -> list[bytes]:
    n = len(hashes)
    if m == n:
        return [] if whole else [naive_root(hashes)]
    k = 1
    while k * 2 < n:
        k *= 2
    if m <= k:
        return [*naive_subproof(m, hashes[:k], whole), naive_root(hashes[k:])]
    return [*naive_subproof(m - k, hashes[k:], False), naive_root(hashes[:k])]


def stored_of(hashes: list[bytes]) -> tree.Stored:
    peaks = tree.Peaks()
    peaks.extend(hashes)
    nodes = {(0, i): value for i, value in enumerate(hashes)}
    nodes |= {(height, index): value for height, index, value in peaks.grown}
    return nodes.__getitem__


def proof(spans: list[tree.Span], hashes: list[bytes]) -> list[bytes]:
    return [tree.span_hash(span, stored_of(hashes)) for span in spans]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_reference_tree(size: int) -> None:
    assert tree.root(REFERENCE[:size]).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert tree.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(("position", "size", "expected"), INCLUSION)
def test_inclusion_proofs_are_those_of_the_reference_tree(position: int, size: int, expected: list[str]) -> None:
    assert [h.hex() for h in proof(tree.inclusion_spans(position, size), REFERENCE)] == expected


@pytest.mark.parametrize(("old", "size", "expected"), CONSISTENCY)
def test_consistency_proofs_are_those_of_the_reference_tree(old: int, size: int, expected: list[str]) -> None:
    assert [h.hex() for h in proof(tree.consistency_spans(old, size), REFERENCE)] == expected


def hashes_of(size: int) -> list[bytes]:
    return [tree.leaf_hash(n.to_bytes(4, "big")) for n in range(size)]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_proofs_are_the_naive_ones_and_hold_at_any_size(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 1500))
    position, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    hashes = hashes_of(size)
    root, old_root = naive_root(hashes), naive_root(hashes[:old])
    assert tree.root(hashes) == root
    path = proof(tree.inclusion_spans(position, size), hashes)
    assert path == naive_path(position, hashes)
    assert tree.verify_inclusion(hashes[position], position, size, path, root)
    grown = proof(tree.consistency_spans(old, size), hashes)
    assert grown == naive_subproof(old, hashes, True)
    assert tree.verify_consistency(old, size, grown, old_root, root)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_altered_proof_holds(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 600))
    position, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    hashes = hashes_of(size)
    root, old_root = naive_root(hashes), naive_root(hashes[:old])
    path = naive_path(position, hashes)
    place = data.draw(st.integers(0, len(path) - 1))
    bent = [*path[:place], tree.leaf_hash(b"x"), *path[place + 1 :]]
    assert not tree.verify_inclusion(hashes[position], position, size, bent, root)
    assert not tree.verify_inclusion(hashes[position], position, size, path[:-1], root)
    assert not tree.verify_inclusion(hashes[position], position, size, [*path, root], root)
    assert not tree.verify_inclusion(tree.leaf_hash(b"x"), position, size, path, root)
    assert not tree.verify_inclusion(hashes[position], size, size, path, root)
    grown = naive_subproof(old, hashes, True)
    assert not tree.verify_consistency(old, size, grown, tree.leaf_hash(b"x"), root)
    assert not tree.verify_consistency(old, size, grown, old_root, tree.leaf_hash(b"x"))
    assert not tree.verify_consistency(old, size, grown[:-1], old_root, root)


@pytest.mark.parametrize("cuts", [[1, 2, 300], [256, 512, 700], [255, 257, 66000], [65536, 65537]])
def test_a_tree_grown_in_pieces_is_the_tree_grown_at_once(cuts: list[int]) -> None:
    hashes = hashes_of(cuts[-1])
    peaks, at = tree.Peaks(), 0
    for cut in cuts:
        peaks.extend(hashes[at:cut])
        at = cut
        assert peaks.root() == naive_root(hashes[:cut])


def test_a_proof_in_a_million_leaves_reads_a_few_hundred_rows() -> None:
    rows = 0
    for span in tree.inclusion_spans(123_456, 1_000_001):
        for node in tree.peaks_of(span):
            _, first, end = tree.stored_under(node)
            rows += end - first
    assert rows < 3 * 256 * 2


def test_a_proof_for_a_leaf_outside_the_tree_is_refused() -> None:
    with pytest.raises(ValueError, match="not in a tree"):
        tree.inclusion_spans(8, 8)
    with pytest.raises(ValueError, match="cannot begin"):
        tree.consistency_spans(9, 8)
