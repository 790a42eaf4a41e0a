"""What is done to persons, their mandates and what they disclose, by journey."""

from lianxin.deputies.actions.keeping import (
    consent,
    end,
    give_photo,
    grant_mandate,
    link_account,
    register_person,
    renew_person,
    resume,
    show_mobile,
    suspend,
    withdraw,
)

__all__ = [
    "consent",
    "end",
    "give_photo",
    "grant_mandate",
    "link_account",
    "register_person",
    "renew_person",
    "resume",
    "show_mobile",
    "suspend",
    "withdraw",
]
