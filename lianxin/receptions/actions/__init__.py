"""What is done with plans and receptions, by journey."""

from lianxin.receptions.actions.absence import ask_leave, join, leave_out, substitute, take_back_leave
from lianxin.receptions.actions.booking import Booked, Full, Used, book, cancel_booking, contact_of, fill_places, find
from lianxin.receptions.actions.correcting import add_reception, cancel_reception, move_reception
from lianxin.receptions.actions.day import attend, close_reception, note_nobody_came, open_reception
from lianxin.receptions.actions.drafting import (
    Hours,
    add_rhythm,
    draft_plan,
    drop_rhythm,
    free_room,
    leave_out_day,
    seat,
    seat_all,
    set_wish,
    use_room,
)
from lianxin.receptions.actions.proposing import (
    adopt_proposal,
    drafts_with,
    keep_failure,
    keep_proposal,
    tell_progress,
    want_proposal,
    wanted,
)
from lianxin.receptions.actions.publishing import confirm_plan, give_plan_back, publish_plan, submit_plan
from lianxin.receptions.actions.reminding import remind
from lianxin.receptions.actions.ticketing import Crowded, call, call_next, come_back, leave, skip, take_ticket
from lianxin.receptions.actions.visiting import Matter, Noted, Sheet, note_visit, print_sheets, receipts_of

__all__ = [
    "Booked",
    "Crowded",
    "Full",
    "Hours",
    "Matter",
    "Noted",
    "Sheet",
    "Used",
    "add_reception",
    "add_rhythm",
    "adopt_proposal",
    "ask_leave",
    "attend",
    "book",
    "call",
    "call_next",
    "cancel_booking",
    "cancel_reception",
    "close_reception",
    "come_back",
    "confirm_plan",
    "contact_of",
    "draft_plan",
    "drafts_with",
    "drop_rhythm",
    "fill_places",
    "find",
    "free_room",
    "give_plan_back",
    "join",
    "keep_failure",
    "keep_proposal",
    "leave",
    "leave_out",
    "leave_out_day",
    "move_reception",
    "note_nobody_came",
    "note_visit",
    "open_reception",
    "print_sheets",
    "publish_plan",
    "receipts_of",
    "remind",
    "seat",
    "seat_all",
    "set_wish",
    "skip",
    "submit_plan",
    "substitute",
    "take_back_leave",
    "take_ticket",
    "tell_progress",
    "use_room",
    "want_proposal",
    "wanted",
]
