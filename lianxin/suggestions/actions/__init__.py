"""Every write to a suggestion, by journey."""

from lianxin.suggestions.actions.drafting import draft, revise, submit, withdraw
from lianxin.suggestions.actions.handling import acknowledge, conclude, evaluate, reply
from lianxin.suggestions.actions.leading import change_lead, close_draft, tell_vacant
from lianxin.suggestions.actions.letters import keep_letter
from lianxin.suggestions.actions.publishing import prepare_publication, publish
from lianxin.suggestions.actions.reckoning import read, reckon_again
from lianxin.suggestions.actions.reform import take_over
from lianxin.suggestions.actions.vetting import (
    assign_by_office,
    assign_by_presidium,
    number,
    order_rehandling,
    return_for_revision,
    treat_as_reference,
)

__all__ = [
    "acknowledge",
    "assign_by_office",
    "assign_by_presidium",
    "change_lead",
    "close_draft",
    "conclude",
    "draft",
    "evaluate",
    "keep_letter",
    "number",
    "order_rehandling",
    "prepare_publication",
    "publish",
    "read",
    "reckon_again",
    "reply",
    "return_for_revision",
    "revise",
    "submit",
    "take_over",
    "tell_vacant",
    "treat_as_reference",
    "withdraw",
]
