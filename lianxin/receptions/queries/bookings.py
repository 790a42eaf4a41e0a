"""A booking as whoever holds its number and code may know it, and how a reception's day was found."""

from dataclasses import dataclass

from django.db.models import Q

from lianxin.base.context import tongue
from lianxin.kit.dates import lines_of
from lianxin.kit.road import ReckoningLine
from lianxin.kit.wording import EN
from lianxin.receptions.models import Booking, Reception
from lianxin.receptions.queries.cards import CorrectionCard, ReceptionCard, card
from lianxin.receptions.rhythm import BadRhythm, from_json, words
from lianxin.receptions.rhythm.steps import worded
from lianxin.receptions.rules import Correction
from lianxin.receptions.workflow import BookingState

UPSETTING = (Correction.MOVED, Correction.CANCELLED)
"""Corrections that end the bookings made before them."""


@dataclass(frozen=True)
class BookingCard:
    """A booking as it stands now."""

    state: str
    state_words: str
    at: str
    """09:20, or '' while he waits."""
    headcount: int
    open: bool
    """Whether it can still be cancelled."""
    ahead: int
    """How many wait before him."""
    upset: CorrectionCard | None
    """The correction that ended it: the reception is off, or at another hour."""

    @property
    def waiting(self) -> bool:
        return self.state == BookingState.WAITING


def booking_card(row: Booking, reception: ReceptionCard | None = None) -> BookingCard:
    at = f"{row.slot.at:%H:%M}" if row.slot else ""
    is_open = row.state in (BookingState.BOOKED, BookingState.WAITING)
    waiting = Booking.objects.filter(reception_id=row.reception_id, state=BookingState.WAITING)
    earlier = Q(booked_at__lt=row.booked_at) | Q(booked_at=row.booked_at, pk__lt=row.pk)
    ahead = waiting.filter(earlier).count() if row.state == BookingState.WAITING else 0
    upset = None
    if row.state == BookingState.CANCELLED:
        found = reception or card(row.reception.code)
        later = [c for c in found.corrections if c.at >= row.booked_at and c.kind in UPSETTING] if found else []
        upset = later[-1] if later else None
    return BookingCard(row.state, str(row.get_state_display()), at, row.headcount, is_open, ahead, upset)


def booking_by(number: str) -> Booking | None:
    """A booking by its number alone, for the desk; whose it is to see is asked of its reception."""
    return Booking.objects.select_related("reception__station", "slot").filter(number=number).first()


@dataclass(frozen=True)
class HowReckoned:
    """The rule in a sentence, and the steps from it to the day."""

    rule: str
    lines: tuple[ReckoningLine, ...]


def how_reckoned(code: str) -> HowReckoned | None:
    """How an announced reception's day was found; None when it was chosen by hand or moved since."""
    row = Reception.objects.public().select_related("rhythm").filter(code=code).first()
    if row is None or row.rhythm is None or row.corrections.filter(kind=Correction.MOVED).exists():
        return None
    try:
        rule = words(from_json(row.rhythm.rhythm))
        steps = [worded(line, english=tongue() == EN) for line in lines_of(row.lines)]
    except (BadRhythm, TypeError, KeyError):
        return None
    return HowReckoned(rule, tuple(ReckoningLine(label, value) for label, value in steps))
