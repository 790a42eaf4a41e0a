"""What comes round by itself: sealing, projections, and making erased words vanish from the files."""

from collections.abc import Collection

from django.db import connection, transaction

from lianxin.kit.clockwork import Periodic
from lianxin.ledger import projections, sql
from lianxin.ledger.actions.sealing import seal
from lianxin.ledger.models import Progress
from lianxin.ledger.restate import held_tables

SCRUBBED = "ledger.scrub"
SCRUB_WAITS = 1000
"""Milliseconds for which emptying SQLite's log waits for readers; it comes round again."""


def seal_now() -> int:
    """Seal everything that waits, in batches that hold no writer up for long; returns the tree's size or 0."""
    size = 0
    while checkpoint := seal():
        size = checkpoint.size
    projections.catch_up(gently=True)
    return size


def scrub(tables: Collection[str] = ()) -> bool:
    """Make erased words vanish from the database's files; outside any transaction. Whether it could be done now.

    SQLite overwrites what it frees (secure_delete); emptying the write-ahead log into the file is what is
    left to do, and a long reader may be in the way of that. PostgreSQL keeps old row versions: the payload
    table, those whose rows were erased (and `tables`) are written anew, with the samples that its planner
    keeps of them. Its own write-ahead log forgets as its segments are recycled; an archive of it does not.
    """
    if connection.in_atomic_block:
        raise transaction.TransactionManagementError("scrub runs after the transaction of the erasure")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Plain first: FULL keeps what a transaction of any other database might see, plain vacuum does not.
            for table in ("ledger_payload", *_erased_from(), *tables):
                cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
                cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(table)}")
            cursor.execute("VACUUM pg_statistic")
            cursor.execute("VACUUM (FULL) pg_statistic")
            return True
        # While it waits for a reader, writers wait for it: so not for long.
        cursor.execute("PRAGMA busy_timeout")
        patience = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {SCRUB_WAITS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return not cursor.fetchone()[0]
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")


def _erased_from() -> list[str]:
    """The tables that erased payloads spoke of."""
    query = "SELECT DISTINCT e.subject FROM ledger_erasure x JOIN ledger_entry e ON e.id = x.entry_id"
    labels = {subject.partition(":")[0] for (subject,) in sql.rows(query)}
    return sorted(how.model._meta.db_table for how in held_tables() if how.label in labels)


def scrub_when_needed() -> bool:
    """Scrub if anything was erased since the last time; whether it was done."""
    erased = int(sql.scalar("SELECT count(*) FROM ledger_erasure"))
    progress, _ = Progress.objects.get_or_create(name=SCRUBBED)
    if progress.position == erased or not scrub():
        return False
    Progress.objects.filter(name=SCRUBBED).update(position=erased)
    return True


TASKS = [
    Periodic("ledger.seal", seconds=20, run=seal_now),
    Periodic("ledger.scrub", seconds=600, run=scrub_when_needed),
]
