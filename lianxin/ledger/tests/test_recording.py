"""Acts are written down once, in their own transaction, and the first proofs hold."""

import uuid

import pytest
from django.db import connection, transaction

from lianxin.kit.actor import Role
from lianxin.kit.workflow import Overtaken
from lianxin.ledger import actions, queries, rules, tree
from lianxin.ledger.actions import recording
from lianxin.ledger.tests.factory import OFFICER, Voice, answered, spoken

pytestmark = pytest.mark.usefixtures("voices")


def test_acts_about_a_subject_come_back_in_order_with_detail_and_facts() -> None:
    voice, _ = spoken()
    answered(voice, role=Role.DEPUTY, division="430124001000")
    first, second = queries.entries_about("test.voice", ["A1"])
    assert (first.verb, first.seq, first.actor, first.role) == ("voices.registered", 1, "user:7", "resident")
    assert (second.verb, second.seq, second.role, second.division) == ("voices.answered", 2, "deputy", "430124001000")
    assert second.detail == {"words": "已报修"}
    assert second.facts["state"] == "answered"
    assert first.facts["at"] == "2026-11-20T01:02:03.000000Z"
    assert first.facts["cost"] == "12.50"
    assert (first.label, first.key) == ("test.voice", "A1")


def test_a_confidential_act_shows_neither_verb_nor_actor_nor_township() -> None:
    voice, _ = spoken()
    entry = answered(voice, neutral=True, division="430124103000", role=Role.CONFIDENTIAL_READER)
    assert (entry.verb, entry.actor, entry.role, entry.division) == ("matter.recorded", "", "", "430124000000")
    card = queries.entries_about("test.voice", ["A1"])[1]
    assert card.act == "voices.answered"
    assert card.detail["actor"] == "user:7"


def test_the_second_of_two_acts_at_one_moment_is_overtaken(monkeypatch: pytest.MonkeyPatch) -> None:
    voice, _ = spoken()
    monkeypatch.setattr(recording, "_LAST", "SELECT 0 FROM ledger_entry WHERE subject = %s LIMIT 1")
    with pytest.raises(Overtaken):
        answered(voice)
    assert len(queries.entries_about("test.voice", ["A1"])) == 1


def test_many_acts_written_at_once_are_the_same_octets_as_one_by_one() -> None:
    voice, _ = spoken()
    with transaction.atomic():
        drafts = [actions.draft("voices.noted", voice, by=OFFICER, detail={"n": n}) for n in range(3)]
        entries = actions.record_many(drafts)
    assert [e.seq for e in entries] == [2, 3, 4]
    for entry in entries:
        assert recording.vault().check_mac("ledger-mac", _bare(entry), bytes.fromhex(entry.mac))


def _bare(entry: object) -> bytes:
    return rules.bare_header([getattr(entry, n).hex if n == "id" else getattr(entry, n) for n in rules.HEADER])


def test_a_subject_that_would_need_escaping_is_refused() -> None:
    with pytest.raises(ValueError, match="plain text"), transaction.atomic():
        actions.record('a"b', Voice(number="A2", text=""), by=OFFICER)


def test_a_receipt_needs_an_entry_that_expects_one() -> None:
    _, entry = spoken()
    with pytest.raises(ValueError, match="promised=True"), transaction.atomic():
        actions.promise("R-1", entry)


def test_a_sealed_entry_is_proved_in_four_queries(django_assert_num_queries: object) -> None:
    entries = [spoken(f"A{n}")[1] for n in range(7)]
    assert queries.proof(entries[0].id) is None
    sealed = actions.seal()
    assert sealed is not None and sealed.size == 7
    assert actions.seal() is None
    for entry in entries:
        with django_assert_num_queries(3):  # type: ignore[operator]
            proof = queries.proof(entry.id)
        assert proof is not None
        hashes = [bytes.fromhex(h) for h in proof.inclusion]
        assert tree.verify_inclusion(bytes.fromhex(proof.leaf), proof.position, 7, hashes, queries.root_at(7))
    assert queries.proof(uuid.uuid4()) is None


def test_register_numbers_of_a_series_have_no_gap_whatever_else_is_sealed() -> None:
    for n in range(6):
        spoken(f"A{n}", series="430124/2026" if n % 2 else "")
        if n % 3 == 0:
            actions.seal()
    actions.seal()
    numbers = [queries.register_number(f"test.voice:A{n}") for n in range(6)]
    assert [number is None for number in numbers] == [True, False] * 3
    assert {number for number in numbers if number} == {("430124/2026", n) for n in (1, 2, 3)}


def test_a_bundle_holds_header_payload_promise_proof_and_keys() -> None:
    _, entry = spoken(promised=True)
    actions.seal()
    bundle = queries.bundle("R-A1")
    assert bundle is not None
    assert tree.leaf_hash(bundle["header"].encode()).hex() == bundle["proof"]["leaf"]
    assert bundle["proof"]["leaf"] in bundle["promise"]
    assert {k["alg"] for k in bundle["keys"]["jwks"]} == {"Ed25519", "ECDSA-P256"}
    assert entry.digest in bundle["header"]
    assert queries.bundle("R-unknown") is None


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused() -> None:
    assert not connection.in_atomic_block
    with pytest.raises(transaction.TransactionManagementError):
        actions.record("voices.registered", Voice(number="A3", text=""), by=OFFICER)
