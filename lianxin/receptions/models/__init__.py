"""The nouns of the reception year, and of its days."""

from lianxin.receptions.models.day import Booking, BookingKey, Keeping, Slot, Ticket, Visit, VisitMatter
from lianxin.receptions.models.offline import DeskEvent, HandEntry, OfflineDesk
from lianxin.receptions.models.year import (
    PlanCorrection,
    PlanRhythm,
    PlanWish,
    Reception,
    ReceptionPlan,
    ReceptionQuerySet,
    RoomUse,
    Seat,
    new_code,
)

__all__ = [
    "Booking",
    "BookingKey",
    "DeskEvent",
    "HandEntry",
    "Keeping",
    "OfflineDesk",
    "PlanCorrection",
    "PlanRhythm",
    "PlanWish",
    "Reception",
    "ReceptionPlan",
    "ReceptionQuerySet",
    "RoomUse",
    "Seat",
    "Slot",
    "Ticket",
    "Visit",
    "VisitMatter",
    "new_code",
]
