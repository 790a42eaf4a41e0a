"""What is done with the memo ledger, by journey."""

from lianxin.funds.actions.bringing import Report, bring_in
from lianxin.funds.actions.giving import allocate, correct_allocation, open_source, raise_source
from lianxin.funds.actions.spending import (
    Bill,
    approve_expenditure,
    correct_expenditure,
    refuse_expenditure,
    spend,
)

__all__ = [
    "Bill",
    "Report",
    "allocate",
    "approve_expenditure",
    "bring_in",
    "correct_allocation",
    "correct_expenditure",
    "open_source",
    "raise_source",
    "refuse_expenditure",
    "spend",
]
