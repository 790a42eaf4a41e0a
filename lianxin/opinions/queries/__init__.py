"""Reads with a name."""

from lianxin.opinions.queries.lists import ListCard, counts, listed, lists_of, paper_words
from lianxin.opinions.queries.lookup import by_number, card_in_hand, publication, published, same_contact
from lianxin.opinions.queries.public import AttachmentFile, Voice, attachment_file, categories, figures, voice
from lianxin.opinions.queries.road import Stage, stages_of

__all__ = [
    "AttachmentFile",
    "ListCard",
    "Stage",
    "Voice",
    "attachment_file",
    "by_number",
    "card_in_hand",
    "categories",
    "counts",
    "figures",
    "listed",
    "lists_of",
    "paper_words",
    "publication",
    "published",
    "same_contact",
    "stages_of",
    "voice",
]
