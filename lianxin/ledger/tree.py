"""One growing Merkle tree after RFC 6962 / RFC 9162, section 2: pure functions on hashes.

A node is named (height, index): the root of the complete subtree over the leaves
[index·2^height, (index+1)·2^height). Every proof node is one such node, or folds a few of them
at the right edge. Stored are only the leaves and the nodes of heights 8, 16, 24 …
"""

from collections.abc import Callable, Iterable, Sequence

from lianxin.ledger.rules import PROVIDER

STEP = 8
"""Heights that are stored: 0, 8, 16 … (256 nodes make one node of the next stored height)."""
WIDTH = 1 << STEP

Node = tuple[int, int]
_new = PROVIDER.hasher
EMPTY = _new(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """RFC 9162, 2.1.1: H(0x00 ‖ data)."""
    return _new(b"\x00" + data).digest()


def join(left: bytes, right: bytes) -> bytes:
    """RFC 9162, 2.1.1: H(0x01 ‖ left ‖ right)."""
    return _new(b"\x01" + left + right).digest()


def complete(hashes: Sequence[bytes]) -> bytes:
    """The root over 2^k nodes of one height."""
    new = _new
    while len(hashes) > 1:
        pairs = iter(hashes)
        hashes = [new(b"\x01" + a + b).digest() for a, b in zip(pairs, pairs, strict=True)]
    return hashes[0]


def fold(peaks: Iterable[bytes]) -> bytes:
    """The root over complete subtrees of falling size, left to right."""
    ordered = list(peaks)
    if not ordered:
        return EMPTY
    root = ordered.pop()
    while ordered:
        root = join(ordered.pop(), root)
    return root


class Peaks:
    """A tree that grows to the right and knows its root at every size; it keeps log2(size) hashes."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []
        self.grown: list[tuple[int, int, bytes]] = []
        """(height, index, hash) of every complete node of a stored height above the leaves."""

    def _push(self, height: int, value: bytes) -> None:
        peaks = self._peaks
        self.size += 1 << height
        while True:
            if height and height % STEP == 0:
                self.grown.append((height, (self.size >> height) - 1, value))
            if not peaks or peaks[-1][0] != height:
                break
            value = join(peaks.pop()[1], value)
            height += 1
        peaks.append((height, value))

    def extend(self, hashes: Sequence[bytes]) -> None:
        """Add leaves."""
        at, end = 0, len(hashes)
        while at < end:
            if self.size % WIDTH == 0 and end - at >= WIDTH:
                self._push(STEP, complete(hashes[at : at + WIDTH]))
                at += WIDTH
            else:
                self._push(0, hashes[at])
                at += 1

    def root(self) -> bytes:
        """The root at the present size (RFC 9162: the hash of nothing when there is no leaf)."""
        return fold(value for _, value in self._peaks)


def root(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    peaks = Peaks()
    peaks.extend(hashes)
    return peaks.root()


# ── which nodes a proof needs ──────────────────────────────────────────────
Span = tuple[int, int]


def _split(low: int, high: int) -> int:
    """Where RFC 9162 divides the leaves [low, high): after the largest power of two below their number."""
    return low + (1 << (high - low - 1).bit_length() - 1)


def peaks_of(span: Span) -> list[Node]:
    """The complete subtrees that make up the leaves [low, high), left to right."""
    low, high = span
    nodes = []
    while low < high:
        height = (high - low).bit_length() - 1
        nodes.append((height, low >> height))
        low += 1 << height
    return nodes


def inclusion_spans(position: int, size: int) -> list[Span]:
    """RFC 9162, 2.1.3.1: the spans whose hashes prove that a leaf is in the tree, lowest first."""
    if not 0 <= position < size:
        raise ValueError(f"leaf {position} is not in a tree of {size}")
    spans: list[Span] = []
    low, high = 0, size
    while high - low > 1:
        middle = _split(low, high)
        if position < middle:
            spans.append((middle, high))
            high = middle
        else:
            spans.append((low, middle))
            low = middle
    return spans[::-1]


def consistency_spans(old: int, size: int) -> list[Span]:
    """RFC 9162, 2.1.4.1: the spans whose hashes prove that the tree of `old` leaves begins the one of `size`."""
    if not 0 < old <= size:
        raise ValueError(f"a tree of {old} cannot begin a tree of {size}")
    spans: list[Span] = []
    low, high, whole = 0, size, True
    while old != high:
        middle = _split(low, high)
        if old <= middle:
            spans.append((middle, high))
            high = middle
        else:
            spans.append((low, middle))
            low, whole = middle, False
    if not whole:
        spans.append((low, high))
    return spans[::-1]


Stored = Callable[[Node], bytes]


def stored_under(node: Node) -> tuple[int, int, int]:
    """(stored height, first index, end index) of the stored nodes below a node."""
    height, index = node
    kept = height - height % STEP
    rise = height - kept
    return kept, index << rise, (index + 1) << rise


def node_hash(node: Node, stored: Stored) -> bytes:
    """A node's hash out of stored nodes."""
    kept, first, end = stored_under(node)
    return complete([stored((kept, i)) for i in range(first, end)])


def span_hash(span: Span, stored: Stored) -> bytes:
    """The hash over the leaves [low, high)."""
    return fold(node_hash(node, stored) for node in peaks_of(span))


# ── checking proofs ────────────────────────────────────────────────────────
def verify_inclusion(leaf: bytes, position: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= position < size:
        return False
    fn, sn, value = position, size - 1, leaf
    for node in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            value = join(node, value)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            value = join(value, node)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and value == root


def verify_consistency(old: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes) -> bool:
    """RFC 9162, 2.1.4.2."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == root
    nodes = list(proof)
    if old & (old - 1) == 0:
        nodes.insert(0, old_root)
    if not nodes:
        return False
    fn, sn = old - 1, size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = nodes[0]
    for node in nodes[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first, second = join(node, first), join(node, second)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = join(second, node)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and first == old_root and second == root
