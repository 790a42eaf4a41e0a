"""Everything that writes the ledger."""

from lianxin.ledger.actions.erasing import erase
from lianxin.ledger.actions.promising import promise, promise_many
from lianxin.ledger.actions.recording import Draft, draft, record, record_many
from lianxin.ledger.actions.sealing import seal

__all__ = ["Draft", "draft", "erase", "promise", "promise_many", "record", "record_many", "seal"]
