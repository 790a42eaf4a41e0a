"""Reads of plans and receptions."""

from lianxin.receptions.queries.cards import (
    CorrectionCard,
    Named,
    ReceptionCard,
    candidates,
    card,
    cards,
    coming,
    of_year,
)

__all__ = ["CorrectionCard", "Named", "ReceptionCard", "candidates", "card", "cards", "coming", "of_year"]
