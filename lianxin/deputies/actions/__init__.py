"""What is done to persons, their mandates, terms and groups, and what they disclose, by journey."""

from lianxin.deputies.actions.arriving import (
    ArrivingMandate,
    ArrivingPerson,
    arrive,
    corrects,
    may_bring,
    may_bring_up_to_date,
    same_mobile,
)
from lianxin.deputies.actions.disclosing import (
    ask_correction,
    choose,
    consent,
    correct,
    decline_correction,
    withdraw,
)
from lianxin.deputies.actions.groups import (
    dissolve_group,
    found_group,
    join_group,
    lead_group,
    leave_group,
    renew_group,
)
from lianxin.deputies.actions.keeping import (
    give_photo,
    link_account,
    register_person,
    remove_photo,
    renew_person,
    show_mobile,
)
from lianxin.deputies.actions.mandates import end, grant_mandate, renew_mandate, resume, suspend
from lianxin.deputies.actions.terms import Continuing, change_term, end_of, open_term, renew_term

__all__ = [
    "ArrivingMandate",
    "ArrivingPerson",
    "Continuing",
    "arrive",
    "ask_correction",
    "change_term",
    "choose",
    "consent",
    "correct",
    "corrects",
    "decline_correction",
    "dissolve_group",
    "end",
    "end_of",
    "found_group",
    "give_photo",
    "grant_mandate",
    "join_group",
    "lead_group",
    "leave_group",
    "link_account",
    "may_bring",
    "may_bring_up_to_date",
    "open_term",
    "register_person",
    "remove_photo",
    "renew_group",
    "renew_mandate",
    "renew_person",
    "renew_term",
    "resume",
    "same_mobile",
    "show_mobile",
    "suspend",
    "withdraw",
]
