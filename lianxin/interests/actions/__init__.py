"""What is done to declared interests, and stepping back, by journey."""

from lianxin.interests.actions.declaring import (
    ask_again,
    check_declarations,
    declare,
    revise_declaration,
    withdraw_declaration,
)
from lianxin.interests.actions.recusing import carry_over, note, step_back
from lianxin.interests.actions.sealed import read, reason

__all__ = [
    "ask_again",
    "carry_over",
    "check_declarations",
    "declare",
    "note",
    "read",
    "reason",
    "revise_declaration",
    "step_back",
    "withdraw_declaration",
]
