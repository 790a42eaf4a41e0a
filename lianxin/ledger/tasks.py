"""What comes round by itself: sealing, projections, and making erased words vanish from the files."""

from collections.abc import Collection

from django.db import connection, transaction

from lianxin.kit.clockwork import Periodic
from lianxin.ledger import projections, sql
from lianxin.ledger.actions.sealing import seal
from lianxin.ledger.models import Progress

SCRUBBED = "ledger.scrub"


def seal_now() -> int:
    """Seal everything that waits, in batches that hold no writer up for long; returns the tree's size or 0."""
    size = 0
    while checkpoint := seal():
        size = checkpoint.size
    projections.catch_up()
    return size


def scrub(tables: Collection[str] = ()) -> None:
    """Make erased words vanish from the database's files; outside any transaction.

    SQLite overwrites what it frees (secure_delete); emptying the write-ahead log into the file is what is
    left to do. PostgreSQL keeps old row versions: the payload table (and `tables`) are written anew.
    Its own write-ahead log forgets as its segments are recycled.
    """
    if connection.in_atomic_block:
        raise transaction.TransactionManagementError("scrub runs after the transaction of the erasure")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("ledger_payload", *tables):
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def scrub_when_needed() -> bool:
    """Scrub if anything was erased since the last time."""
    erased = int(sql.scalar("SELECT count(*) FROM ledger_erasure"))
    progress, _ = Progress.objects.get_or_create(name=SCRUBBED)
    if progress.position == erased:
        return False
    scrub()
    Progress.objects.filter(name=SCRUBBED).update(position=erased)
    return True


TASKS = [
    Periodic("ledger.seal", seconds=20, run=seal_now),
    Periodic("ledger.scrub", seconds=600, run=scrub_when_needed),
]
