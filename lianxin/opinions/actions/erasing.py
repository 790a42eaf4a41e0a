"""Lawful erasure of a person's words (Personal Information Protection Law, art. 47): the act and its count stay."""

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit.actor import Actor
from lianxin.ledger import actions as ledger
from lianxin.ledger.queries import entries_about
from lianxin.opinions.actions.attaching import erase_files
from lianxin.opinions.actions.frame import needed, opened, settled
from lianxin.opinions.actions.marks import erase_sealed
from lianxin.opinions.models import Opinion, Publication

SAME_WORDS = 8
"""So many letters in a row that stand in both texts are the person's own words."""


@transaction.atomic
def erase_words(opinion: Opinion, *, ground: str, by: Actor, seen: int | None = None) -> Opinion:
    """Erase what a person said, his files and his contact, on a lawful ground.

    `ledger.tasks.scrub` (the worker's, or called at once) then clears the database's own files.
    """
    row, _target = opened(opinion, "erase_words", by, seen)
    why = needed("ground", ground, _("请写依据：谁申请的，依据哪一条。"), 200)
    forgotten = entries_about("opinions.opinion", [row.number, row.ledger_key])
    own = list(row.answers.filter(kind="added"))
    cards = _cards(row, [str(entry.detail.get("matter", "")) for entry in forgotten])
    files = erase_files(row)
    forgotten += entries_about("opinions.answer", [answer.code for answer in own])
    forgotten += entries_about("opinions.publication", [card.code for card in cards])
    forgotten += entries_about("opinions.attachment", [file.code for file in files])
    row.text, row.place, row.language_note, row.contact, row.contact_blind = "", "", "", None, ""
    if row.confidential:
        erase_sealed(row, by)
    for answer in own:
        answer.words = ""
        answer.save()
    for card in cards:
        card.state, card.quote, card.stages = "withdrawn", "", "[]"
        card.save()
    ledger.erase(forgotten, by=by, ground=why, division=row.county, neutral=row.confidential)
    for held in (*own, *cards, *files):
        ledger.record("opinions.words_erased", held, by=by, division=row.county, neutral=row.confidential)
    return settled(row, "erased", by=by, detail={"ground": why})


def _cards(row: Opinion, matters: list[str]) -> list[Publication]:
    """The public cards of the matter, and those of a suggestion made from it that carry the person's own words."""
    others = Publication.objects.filter(matter__in={m for m in matters if m}).exclude(quote="")
    return [*row.publications.exclude(quote=""), *(card for card in others if _same_words(row.text, card.quote))]


def _same_words(text: str, quote: str) -> bool:
    most = min(SAME_WORDS, len(text)) or 1
    return any(text[at : at + most] in quote for at in range(len(text) - most + 1))
