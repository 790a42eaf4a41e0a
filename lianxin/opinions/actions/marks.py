"""Marks: emergency, confidential, protected identity, barred from raising. They are not states."""

import json
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import chance, moment
from lianxin.kit.actor import Actor
from lianxin.kit.crypto import vault
from lianxin.kit.workflow import Refused
from lianxin.ledger import actions as ledger
from lianxin.ledger.queries import entries_about
from lianxin.opinions import notices, rules
from lianxin.opinions.actions.attaching import conceal_files
from lianxin.opinions.actions.frame import needed, opened, settled
from lianxin.opinions.actions.keys import contact_of
from lianxin.opinions.models import ConfidentialMatter, Opinion, Publication
from lianxin.opinions.workflow import State
from lianxin.outbox import actions as outbox

PURPOSE = "confidential"
LEFT_THE_STATION = frozenset({"opinions.raised", "opinions.raised_in_speech", "opinions.proposed", "opinions.referred"})
"""Acts by which the words stand in papers that are not ours to hide any more."""


@transaction.atomic
def mark_emergency(opinion: Opinion, *, words: str, by: Actor, seen: int | None = None) -> Opinion:
    """Life or safety at risk: first the telephone (110, 119, 120), then this record; it bypasses every queue."""
    row, _target = opened(opinion, "mark_emergency", by, seen)
    if row.emergency:
        raise Refused(_("已经标为紧急。"))
    done = needed("words", words, _("请写已经打了哪个电话、谁接的、几点。"), 1000)
    row.emergency = True
    settled(row, "emergency_marked", by=by, detail={"words": done})
    notices.emergency(row)
    return row


@transaction.atomic
def protect_identity(opinion: Opinion, *, by: Actor, seen: int | None = None) -> Opinion:
    """Hide who spoke from deputies as well; organs never see it anyway."""
    row, _target = opened(opinion, "protect_identity", by, seen)
    row.protected = True
    return settled(row, "identity_protected", by=by)


@transaction.atomic
def bar_from_raising(opinion: Opinion, *, bar: str, by: Actor, seen: int | None = None) -> Opinion:
    """A pending case, a party matter, a tender: may be explained and redirected, never raised (Articles 8, 11)."""
    row, _target = opened(opinion, "bar_from_raising", by, seen)
    if bar not in dict(rules.BARS):
        raise rules.Rejected("bar", _("请选一种。"))
    row.bar = bar
    return settled(row, "barred", by=by, detail={"bar": bar})


def conceal(row: Opinion, by: Actor) -> None:
    """Move the words of a row out of sight: encrypted, under a new random name, out of every index."""
    clear = {
        "text": row.text,
        "place": row.place,
        "language_note": row.language_note,
        "answers": [[a.kind, a.words, a.source, a.target] for a in row.answers.order_by("pk")] if row.pk else [],
    }
    row.text = row.place = row.language_note = row.contact_blind = ""
    row.confidential = True
    row.deputy_id = row.acknowledged_at = None
    if row.state == State.PASSED_ON:
        row.state = State.REGISTERED
    row.ledger_key = chance.name(20)
    row.save()
    _keep(row, clear, by)


def _sealed(row: Opinion, clear: dict[str, Any]) -> bytes:
    return vault(settings.KEYS).encrypt(PURPOSE, json.dumps(clear).encode(), row.number.encode())


def _keep(row: Opinion, clear: dict[str, Any], by: Actor) -> None:
    """The sealed words in their row, which the ledger holds like every other."""
    matter = ConfidentialMatter.objects.filter(opinion=row).first()
    first = matter is None
    if matter is None:
        matter = ConfidentialMatter(opinion=row, code=chance.name(20), marked_at=moment.now())
    matter.body = _sealed(row, clear)
    matter.save(force_insert=first)
    ledger.record("opinions.concealed", matter, by=by, division=row.county, neutral=True, first=first)


def erase_sealed(row: Opinion, by: Actor) -> None:
    """The sealed words are erased by law, or returned to the station: what is left says nothing."""
    _keep(row, {"text": "", "place": "", "language_note": "", "answers": []}, by)


@transaction.atomic
def mark_confidential(opinion: Opinion, *, by: Actor, seen: int | None = None) -> Opinion:
    """An accusation: from now on the county's named reader alone sees that it exists (Petition Regulation, art. 30)."""
    row, _target = opened(opinion, "mark_confidential", by, seen)
    if row.confidential:
        raise Refused(_("已经是密件。"))
    if row.voices.exists() or row.merged_into_id:
        raise Refused(_("并过案的不能整件定密，请先由县里处理。"))
    if row.publications.filter(state="published").exists():
        raise Refused(_("已经公布过，请先撤下公布。"))
    before = row.ledger_key
    if any(e.verb in LEFT_THE_STATION for e in entries_about("opinions.opinion", [before])):
        raise Refused(_("已经写进建议或者转给了单位，话已经出站，请先联系县里处理。"))
    answers, cards = list(row.answers.all()), list(row.publications.all())
    conceal(row, by)
    files = conceal_files(row)
    _blank([*answers, *cards])
    kept = [*answers, *cards, *files]
    forgotten = entries_about("opinions.opinion", [before])
    forgotten += entries_about("opinions.answer", [answer.code for answer in answers])
    forgotten += entries_about("opinions.publication", [card.code for card in cards])
    forgotten += entries_about("opinions.attachment", [file.code for file in files])
    ledger.erase(forgotten, by=by, ground="密件", division=row.county, neutral=True)
    for held in kept:
        ledger.record("opinions.concealed", held, by=by, division=row.county, neutral=True)
    outbox.make_confidential([row.number], division=row.county)
    _recorded(row, "marked", by, {"continues": f"opinions.opinion:{before}"})
    return row


def _blank(rows: list[Any]) -> None:
    """The words are in the sealed body now; answers and drafts keep only that they were."""
    for held in rows:
        if isinstance(held, Publication):
            held.state, held.quote, held.outcome, held.stages = "withdrawn", "", "", "[]"
        else:
            held.words = held.source = held.target = ""
        held.save()


def _recorded(row: Opinion, verb: str, by: Actor, detail: dict[str, Any]) -> None:
    row.version += 1
    row.save()
    ledger.record(f"opinions.{verb}", row, by=by, detail=detail, division=row.county, neutral=True)


@transaction.atomic
def lift_confidential(opinion: Opinion, *, words: str, by: Actor, seen: int | None = None) -> Opinion:
    """The named reader returns a matter that is none, with a reason; the station sees it again."""
    row, _target = opened(opinion, "lift_confidential", by, seen)
    why = needed("words", words, _("请写为什么解除。"), 500)
    clear = words_of(row)
    before = row.ledger_key
    row.text, row.place = clear["text"], clear["place"]
    row.language_note = clear.get("language_note", "")
    row.confidential = False
    row.ledger_key = chance.name(20)
    digits = rules.contact_key(contact_of(row))
    row.contact_blind = vault(settings.KEYS).blind("contact", digits) if digits else ""
    _restore_answers(row, clear["answers"], by)
    erase_sealed(row, by)
    detail = {"continues": f"opinions.opinion:{before}", "why": why, "words": row.text, "place": row.place}
    return settled(row, "lifted", by=by, detail=detail)


def _restore_answers(row: Opinion, kept: list[list[str]], by: Actor) -> None:
    for answer, (_kind, words, source, target) in zip(row.answers.order_by("pk"), kept, strict=False):
        answer.words, answer.source, answer.target = words, source, target
        answer.save()
        ledger.record("opinions.words_kept", answer, by=by, detail={"words": words}, division=row.division)


def words_of(row: Opinion) -> dict[str, Any]:
    """The concealed words of a confidential row; callers check the right to read first."""
    matter = ConfidentialMatter.objects.get(opinion=row)
    clear: dict[str, Any] = json.loads(vault(settings.KEYS).decrypt(PURPOSE, bytes(matter.body), row.number.encode()))
    return clear
