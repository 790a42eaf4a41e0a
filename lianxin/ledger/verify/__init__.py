"""The whole check: that nothing here was lost, altered or put in between. It reads, and changes nothing."""

import time
from collections.abc import Callable

from lianxin.ledger import sql
from lianxin.ledger.actions.recording import vault
from lianxin.ledger.verify.entries import EntryPass
from lianxin.ledger.verify.live import LivePass
from lianxin.ledger.verify.promises import ErasurePass, PromisePass
from lianxin.ledger.verify.report import Finding, Report
from lianxin.ledger.verify.sealed import NotePass, TreePass, against

__all__ = ["Finding", "Report", "verify"]


def _silent(_done: int) -> None:
    """Nobody listens."""


def verify(
    outside: str | None = None, progress: Callable[[int], None] = _silent, *, signatures: bool = False
) -> Report:
    """Check entries, payloads, leaves, subtrees, register numbers, checkpoints, receipts, erasures, live rows.

    outside      the note of a checkpoint that was kept outside the house
    progress     hears how many entries are done
    signatures   also check the signature on every receipt (their codes are checked anyway)
    """
    report, keys, started = Report(), vault(), time.perf_counter()
    with sql.snapshot():
        entries = EntryPass(report, keys)
        entries.run(progress)
        TreePass(report).run()
        NotePass(report, keys).run()
        PromisePass(entries, keys, signatures=signatures).run()
        ErasurePass(entries).run()
        LivePass(report, entries.continued).run(_silent)
        if outside is not None:
            against(report, keys, outside)
    report.seconds = time.perf_counter() - started
    return report
