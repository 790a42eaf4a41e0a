"""What is done in the room of staff, by journey."""

from lianxin.staff.actions.handing import hand_over, note_signed
from lianxin.staff.actions.posting import Appointed, appoint
from lianxin.staff.actions.shifts import cancel_shift, plan_shift, sign_off, sign_on
from lianxin.staff.actions.volunteering import (
    BadPhone,
    TooMany,
    approve_volunteer,
    decline_volunteer,
    end_volunteer,
    give_account,
    note_papers,
    see_phone,
    sign_up,
)

__all__ = [
    "Appointed",
    "BadPhone",
    "TooMany",
    "appoint",
    "approve_volunteer",
    "cancel_shift",
    "decline_volunteer",
    "end_volunteer",
    "give_account",
    "hand_over",
    "note_papers",
    "note_signed",
    "plan_shift",
    "see_phone",
    "sign_off",
    "sign_on",
    "sign_up",
]
