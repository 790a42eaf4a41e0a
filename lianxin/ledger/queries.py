"""Reads with a name: cards of entries, proofs, checkpoints, keys."""

import base64
import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DatabaseError

from lianxin.kit import moment
from lianxin.ledger import notes, rules, sql, tree
from lianxin.ledger.actions.recording import vault
from lianxin.ledger.actions.sealing import LEVEL, waiting_entries
from lianxin.ledger.models import Checkpoint, Promise


@dataclass(frozen=True)
class EntryCard:
    """One entry with its payload. `detail` and `facts` are empty when it was erased by law."""

    id: uuid.UUID
    event_at: datetime
    entered_at: datetime
    actor: str
    role: str
    verb: str
    subject: str
    seq: int
    division: str
    erased: bool
    detail: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The kind of subject: "opinions.opinion"."""
        return self.subject.partition(":")[0]

    @property
    def key(self) -> str:
        """The subject's key within its kind."""
        return self.subject.partition(":")[2]

    @property
    def act(self) -> str:
        """The verb, even of a confidential matter whose entry shows none."""
        return str(self.detail.get("verb", self.verb)) if self.verb == rules.NEUTRAL else self.verb


CARD = "e.id, e.event_at, e.entered_at, e.actor, e.role, e.verb, e.subject, e.seq, e.division, p.body"


def card(row: tuple[Any, ...]) -> EntryCard:
    """A card from the columns of CARD."""
    ident, event_at, entered_at, actor, role, verb, subject, seq, division, body = row
    payload = json.loads(body) if body else {}
    ident = ident if isinstance(ident, uuid.UUID) else uuid.UUID(ident)
    return EntryCard(
        ident,
        datetime.fromisoformat(event_at),
        datetime.fromisoformat(entered_at),
        actor,
        role,
        verb,
        subject,
        seq,
        division,
        not body,
        _opened(ident, payload.get("detail", {})),
        payload.get("facts", {}),
    )


def _opened(ident: uuid.UUID, detail: dict[str, Any]) -> dict[str, Any]:
    """The detail of an act, that of a confidential one decrypted; whoever may not read it has no card of it."""
    if "hidden" not in detail:
        return detail
    shown = {name: value for name, value in detail.items() if name != "hidden"}
    clear: dict[str, Any] = json.loads(
        vault().decrypt(rules.MATTER, bytes.fromhex(detail["hidden"]), ident.hex.encode())
    )
    return shown | clear


def entries_about(label: str, keys: Iterable[object]) -> list[EntryCard]:
    """Every entry about the subjects `label:key`, by subject and order of acts; one query."""
    subjects = [f"{label}:{key}" for key in keys]
    if not subjects:
        return []
    return [
        card(row)
        for row in sql.rows(
            f"SELECT {CARD} FROM ledger_entry e LEFT JOIN ledger_payload p ON p.entry_id = e.id "  # noqa: S608
            f"WHERE e.subject IN ({sql.holes(subjects)}) ORDER BY e.subject, e.seq",
            subjects,
        )
    ]


# ── proofs ─────────────────────────────────────────────────────────────────
def _stored(nodes: Iterable[tree.Node]) -> dict[tree.Node, bytes]:
    """The stored nodes under some nodes, in two queries however large the tree is."""
    leaves: list[int] = []
    places: list[int] = []
    for node in nodes:
        height, first, end = tree.stored_under(node)
        if height == 0:
            leaves += (first, end)
        else:
            start = height // tree.STEP * LEVEL
            places += (start + first, start + end)
    found: dict[tree.Node, bytes] = {}
    for table, column, bounds in (("leaf", "position", leaves), ("subtree", "place", places)):
        if bounds:
            spans = " OR ".join([f"{column} >= %s AND {column} < %s"] * (len(bounds) // 2))
            for place, value in sql.rows(f"SELECT {column}, hash FROM ledger_{table} WHERE {spans}", bounds):  # noqa: S608
                found[(place // LEVEL * tree.STEP, place % LEVEL)] = bytes(value)
    return found


def span_hashes(spans: list[tree.Span]) -> list[bytes]:
    """The hashes over some spans of sealed leaves."""
    stored = _stored(node for span in spans for node in tree.peaks_of(span))
    return [tree.span_hash(span, stored.__getitem__) for span in spans]


@dataclass(frozen=True)
class ProofCard:
    """That an entry is in the tree of a signed checkpoint. Hashes are hex."""

    entry: uuid.UUID
    leaf: str
    position: int
    size: int
    inclusion: tuple[str, ...]
    note: str
    at: str
    """When the checkpoint was sealed, text in UTC."""


def proof(entry_id: uuid.UUID) -> ProofCard | None:
    """The proof against the newest checkpoint, in four queries; None while the entry is not sealed."""
    found = sql.rows("SELECT position, hash FROM ledger_leaf WHERE entry_id = %s", [entry_id.hex])
    last = latest_checkpoint()
    if not found or last is None:
        return None
    position, leaf = found[0]
    hashes = span_hashes(tree.inclusion_spans(position, last.size))
    return ProofCard(
        entry_id, bytes(leaf).hex(), position, last.size, tuple(h.hex() for h in hashes), last.note, last.at
    )


def consistency(old_size: int, new_size: int) -> tuple[str, ...]:
    """That the tree of `old_size` leaves begins the tree of `new_size`: hashes in hex (RFC 9162, 2.1.4)."""
    return tuple(h.hex() for h in span_hashes(tree.consistency_spans(old_size, new_size)))


def root_at(size: int) -> bytes:
    """The root over the first `size` leaves."""
    return span_hashes([(0, size)])[0] if size else tree.EMPTY


def latest_checkpoint() -> Checkpoint | None:
    """The newest checkpoint."""
    return Checkpoint.objects.order_by("-size").first()


def checkpoints(limit: int = 50) -> list[Checkpoint]:
    """The newest checkpoints, newest first."""
    return list(Checkpoint.objects.order_by("-size")[:limit])


def unsealed() -> int:
    """How many entries have no place in the tree yet."""
    return waiting_entries()


def register_number(subject: str) -> tuple[str, int] | None:
    """(series, number) that the sealer gave to a subject; for county and audit alone. None before sealing."""
    found = sql.rows(
        "SELECT l.series, l.register_no FROM ledger_entry e JOIN ledger_leaf l ON l.entry_id = e.id "
        "WHERE e.subject = %s AND l.register_no IS NOT NULL ORDER BY e.seq LIMIT 1",
        [subject],
    )
    return (found[0][0], int(found[0][1])) if found else None


# ── keys and bundles ───────────────────────────────────────────────────────
@dataclass(frozen=True)
class KeyCard:
    """What a person compares on paper, and what a tool takes. `fingerprint` is of the newest Ed25519 key."""

    origin: str
    fingerprint: str
    verifiers: tuple[str, ...]
    jwks: tuple[dict[str, str], ...]


def keys() -> KeyCard:
    """The public keys of this ledger, newest first."""
    safe = vault()
    name, public = notes.origin(safe), safe.public_keys(rules.SIGN)
    print_ = rules.PROVIDER.hasher(public[0].raw).hexdigest()[:32]
    return KeyCard(
        name,
        " ".join(print_[i : i + 4] for i in range(0, 32, 4)).upper(),
        tuple(notes.verifier_key(name, key) for key in public),
        tuple(
            key.jwk
            | {
                "kid": notes.key_id(name, key).hex(),
                "alg": key.algorithm,
                "spki": base64.b64encode(key.spki).decode(),
            }
            for key in public
        ),
    )


def fingerprints() -> tuple[str, ...]:
    """What a person compares on paper: of the newest Ed25519 key (for tools), and of the P-256 key (for browsers)."""
    public = keys()
    curve = next((jwk for jwk in public.jwks if jwk["kty"] == "EC"), None)
    if curve is None:
        return (public.fingerprint,)
    x, y = (base64.urlsafe_b64decode(curve[part] + "=") for part in ("x", "y"))
    print_ = hashlib.sha256(b"\x04" + x + y).hexdigest()[:32].upper()
    return (public.fingerprint, " ".join(print_[i : i + 4] for i in range(0, 32, 4)))


def _payload(entry_id: uuid.UUID) -> dict[str, str] | None:
    found = sql.rows("SELECT salt, body FROM ledger_payload WHERE entry_id = %s", [entry_id.hex])
    if not found or not found[0][1]:
        return None
    return {"salt": bytes(found[0][0]).hex(), "body": found[0][1]}


def bundle(number: str) -> dict[str, Any] | None:
    """Everything that a verifier without a network needs for one receipt; for the receipt's holder only.

    `header` is the exact text of the leaf: its hash is SHA-256(0x00 ‖ header). None for an unknown number.
    """
    given = Promise.objects.filter(number=number).first()
    if given is None:
        return None
    found = sql.rows(
        f"SELECT {sql.header_columns('e')} FROM ledger_entry e WHERE e.id = %s",  # noqa: S608
        [given.entry_id.hex],
    )
    shown, public = proof(given.entry_id), keys()
    return {
        "format": "lianxin bundle v1",
        "number": number,
        "promise": given.note,
        "header": rules.header(found[0]).decode() if found else None,
        "payload": _payload(given.entry_id),
        "proof": shown
        and {
            "leaf": shown.leaf,
            "position": shown.position,
            "size": shown.size,
            "inclusion": list(shown.inclusion),
            "checkpoint": shown.note,
        },
        "keys": {"origin": public.origin, "fingerprint": public.fingerprint, "jwks": list(public.jwks)},
    }


def promise_note(number: str) -> str:
    """The signed promise that was given with a receipt; '' for an unknown number."""
    return str(Promise.objects.filter(number=number).values_list("note", flat=True).first() or "")


@dataclass(frozen=True)
class Place:
    """Where the record of a receipt stands, without its proof. `position` is None until it is sealed."""

    leaf: str
    position: int | None
    size: int
    at: str
    """When the newest checkpoint was sealed, text in UTC."""


def place_of(number: str) -> Place | None:
    """The place of a receipt's entry in the newest checkpoint; None for an unknown number. One query."""
    found = sql.rows(
        "SELECT r.note, l.position, c.size, c.at FROM ledger_promise r "
        "LEFT JOIN ledger_leaf l ON l.entry_id = r.entry_id "
        "LEFT JOIN ledger_checkpoint c ON c.size = (SELECT max(size) FROM ledger_checkpoint) WHERE r.number = %s",
        [number],
    )
    if not found:
        return None
    note, position, size, at = found[0]
    lines = note.split("\n")
    return Place(lines[3] if len(lines) > 3 else "", position, size or 0, at or "")


# ── what the open pages show ───────────────────────────────────────────────
STEPS = ("digest", "leaf", "promise", "inclusion", "checkpoint")
"""What a bundle is checked for, in order: payload → entry → leaf → promise → tree → signed checkpoint."""


def _signed(note: str) -> str:
    """The text of a note that our keys signed, '' otherwise."""
    try:
        return notes.opened(vault(), notes.origin(vault()), note)
    except notes.NoteError:
        return ""


def checked(bundle: Mapping[str, Any]) -> dict[str, bool | None]:
    """Each of STEPS reckoned again from the bundle's own octets; None: nothing to check (not sealed yet, or erased)."""
    header, payload, shown = bundle["header"], bundle["payload"], bundle["proof"]
    found: dict[str, bool | None] = dict.fromkeys(STEPS)
    promised = _signed(bundle["promise"]).split("\n")
    leaf = tree.leaf_hash(header.encode()).hex() if header else ""
    if header and payload:
        salted = rules.digest(bytes.fromhex(payload["salt"]), payload["body"].encode())
        found["digest"] = salted == json.loads(header)["digest"]
    found["leaf"] = bool(leaf) and (shown is None or shown["leaf"] == leaf)
    found["promise"] = len(promised) > 3 and promised[1] == bundle["number"] and promised[3] == leaf
    if shown:
        text = _signed(shown["checkpoint"])
        signed = notes.checkpoint(text) if text else None
        found["checkpoint"] = signed is not None and signed.size == shown["size"]
        path = [bytes.fromhex(h) for h in shown["inclusion"]]
        root = base64.b64decode(signed.root) if signed else b""
        found["inclusion"] = bool(leaf) and tree.verify_inclusion(
            bytes.fromhex(leaf), shown["position"], shown["size"], path, root
        )
    return found


@dataclass(frozen=True)
class PromiseCard:
    """What became of a promise that somebody holds: `kept`, `waiting` (not sealed yet), `broken`, or `foreign`."""

    fate: str
    number: str = ""
    at: str = ""
    leaf: str = ""
    position: int | None = None
    size: int = 0


def promise_kept(note: str) -> PromiseCard:
    """Whether what a signed promise says stands in the tree. `foreign`: not a promise of this ledger."""
    clean = note.strip().replace("\r\n", "\n") + "\n"
    said = _signed(clean).split("\n")
    if len(said) < 5 or said[0] != "lianxin receipt v1":
        return PromiseCard("foreign")
    number, at, leaf = said[1:4]
    given = Promise.objects.filter(number=number).first()
    entry = given.entry_id.hex if given else ""
    sealed = sql.rows("SELECT position, hash FROM ledger_leaf WHERE entry_id = %s", [entry]) if entry else []
    if sealed and bytes(sealed[0][1]).hex() == leaf:
        last = latest_checkpoint()
        return PromiseCard("kept", number, at, leaf, sealed[0][0], last.size if last else 0)
    stored = sql.rows(f"SELECT {sql.header_columns('e')} FROM ledger_entry e WHERE e.id = %s", [entry])  # noqa: S608
    whole = bool(stored) and tree.leaf_hash(rules.header(stored[0])).hex() == leaf
    return PromiseCard("waiting" if whole and not sealed else "broken", number, at, leaf)


@dataclass(frozen=True)
class Health:
    """Whether the ledger is being sealed. `age` of the newest checkpoint in seconds, None when there is none."""

    size: int
    age: int | None
    unsealed: int


def health(*, backlog: bool = False) -> Health | None:
    """None when the database does not answer; `backlog` counts what waits to be sealed."""
    try:
        last = latest_checkpoint()
        waiting = unsealed() if backlog else 0
    except DatabaseError:
        return None
    if last is None:
        return Health(0, None, waiting)
    return Health(last.size, int((moment.now() - datetime.fromisoformat(last.at)).total_seconds()), waiting)
