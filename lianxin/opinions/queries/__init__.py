"""Reads with a name."""

from lianxin.opinions.queries.lists import ListCard, counts, listed, lists_of, paper_words
from lianxin.opinions.queries.lookup import by_number, publication, published, same_contact
from lianxin.opinions.queries.road import Stage, stages_of

__all__ = [
    "ListCard",
    "Stage",
    "by_number",
    "counts",
    "listed",
    "lists_of",
    "paper_words",
    "publication",
    "published",
    "same_contact",
    "stages_of",
]
