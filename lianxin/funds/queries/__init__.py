"""Reads of the memo ledger: rows, balances, the year's report."""

from lianxin.funds.queries.balances import (
    SourceBalance,
    balances,
    by_station,
    left_of_allocation,
    left_of_source,
    not_yet_corrected,
)
from lianxin.funds.queries.report import report, said
from lianxin.funds.queries.rows import allocations, by_code, expenditures, sources, to_spend_from, years

__all__ = [
    "SourceBalance",
    "allocations",
    "balances",
    "by_code",
    "by_station",
    "expenditures",
    "left_of_allocation",
    "left_of_source",
    "not_yet_corrected",
    "report",
    "said",
    "sources",
    "to_spend_from",
    "years",
]
