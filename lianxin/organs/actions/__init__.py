"""What is done to the register of organs, by journey."""

from lianxin.organs.actions.arriving import arrive, differs, is_new_contact, may_bring
from lianxin.organs.actions.keeping import (
    ask_after_contacts,
    check_contacts,
    register_organ,
    renew_contact,
    revise_organ,
)
from lianxin.organs.actions.reform import end_organ, merge_organ, name_successor, rename_organ

__all__ = [
    "arrive",
    "ask_after_contacts",
    "check_contacts",
    "differs",
    "end_organ",
    "is_new_contact",
    "may_bring",
    "merge_organ",
    "name_successor",
    "register_organ",
    "rename_organ",
    "renew_contact",
    "revise_organ",
]
