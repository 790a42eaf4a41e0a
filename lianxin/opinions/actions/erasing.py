"""Lawful erasure of a person's words (Personal Information Protection Law, art. 47): the act and its count stay."""

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit.actor import Actor
from lianxin.ledger import actions as ledger
from lianxin.ledger.queries import entries_about
from lianxin.opinions.actions.frame import needed, opened, settled
from lianxin.opinions.models import Opinion


@transaction.atomic
def erase_words(opinion: Opinion, *, ground: str, by: Actor, seen: int | None = None) -> Opinion:
    """Erase what a person said and his contact, on a lawful ground; `ledger.tasks.scrub` then clears the files."""
    row, _target = opened(opinion, "erase_words", by, seen)
    why = needed("ground", ground, _("请写依据：谁申请的，依据哪一条。"), 200)
    own = list(row.answers.filter(kind="added"))
    cards = list(row.publications.exclude(quote=""))
    forgotten = entries_about("opinions.opinion", [row.number, row.ledger_key])
    forgotten += entries_about("opinions.answer", [answer.code for answer in own])
    forgotten += entries_about("opinions.publication", [card.code for card in cards])
    row.text, row.place, row.language_note, row.contact, row.contact_blind = "", "", "", None, ""
    for answer in own:
        answer.words = ""
        answer.save()
    for card in cards:
        card.state, card.quote, card.stages = "withdrawn", "", "[]"
        card.save()
    ledger.erase(forgotten, by=by, ground=why, division=row.county)
    for held in (*own, *cards):
        ledger.record("opinions.words_erased", held, by=by, division=row.county)
    return settled(row, "erased", by=by, detail={"ground": why})
