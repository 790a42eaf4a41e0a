"""Django's SQLite engine, in which the threads of one process queue for the one writer's place.

SQLite itself lets a second writer sleep and try again, in steps that grow to 100 ms; a lock wakes it at once.
Writers of other processes are still met by SQLite's own waiting.
"""

import threading
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

_places: dict[str, threading.Lock] = {}
"""One for each database file of this process."""


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; it holds its file's place from BEGIN IMMEDIATE to the end of the transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holds: threading.Lock | None = None

    def _start_transaction_under_autocommit(self) -> None:
        name = str(self.settings_dict["NAME"])
        if getattr(self, "transaction_mode", None) == "IMMEDIATE" and "memory" not in name:
            place = _places.setdefault(name, threading.Lock())
            if not place.acquire(timeout=float(self.settings_dict["OPTIONS"].get("timeout", 5))):
                raise OperationalError("database is locked")
            self._holds = place
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        finally:
            self._leave()

    def _leave(self) -> None:
        """Give the place up, unless a transaction is still open."""
        if self._holds is not None and not (self.connection and self.connection.in_transaction):
            place, self._holds = self._holds, None
            place.release()

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._holds is not None:
                place, self._holds = self._holds, None
                place.release()
