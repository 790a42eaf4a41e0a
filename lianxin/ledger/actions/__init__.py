"""Everything that writes the ledger."""

from lianxin.ledger.actions.erasing import erase
from lianxin.ledger.actions.inserting import insert_all
from lianxin.ledger.actions.promising import promise, promise_many
from lianxin.ledger.actions.recording import Draft, draft, record, record_all, record_many
from lianxin.ledger.actions.sealing import seal

__all__ = [
    "Draft",
    "draft",
    "erase",
    "insert_all",
    "promise",
    "promise_many",
    "record",
    "record_all",
    "record_many",
    "seal",
]
