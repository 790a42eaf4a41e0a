"""Reads of plans and receptions."""

from lianxin.receptions.queries.cards import (
    BookingCard,
    CorrectionCard,
    Named,
    ReceptionCard,
    Time,
    booking_card,
    by_code,
    candidates,
    card,
    cards,
    coming,
    of_year,
    times,
)

__all__ = [
    "BookingCard",
    "CorrectionCard",
    "Named",
    "ReceptionCard",
    "Time",
    "booking_card",
    "by_code",
    "candidates",
    "card",
    "cards",
    "coming",
    "of_year",
    "times",
]
