"""`lianxin serve`: the production web process (granian, WSGI, sync Django in threads).

This process watches over the serving ones and never loads Django; it refuses to start when the
database lacks migrations. Access logs carry neither query strings nor addresses nor tokens.
"""

import contextlib
import importlib.util
import logging
import os
import re
import sqlite3
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from lianxin.config import settings
from lianxin.kit.command import CommandFailed

TOKEN_PATH = re.compile(r"^(/o/)[^/]+")
ACCESS_LINE = "%(time)s %(method)s %(path)s %(status)d %(dt_ms).1f ms"
QUEUE_PER_THREAD = 32
"""Requests that may wait for each thread; beyond that a connection waits in the kernel's backlog."""


class WithoutTokens(logging.Filter):
    """Blanks the secret part of a token path; the format has no query string to begin with."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, dict) and "path" in record.args:
            record.args = {**record.args, "path": TOKEN_PATH.sub(r"\1…", str(record.args["path"]))}
        return True


LOGGING = {
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(message)s"}, "access": {"format": "%(message)s"}},
    "filters": {"without_tokens": {"()": "lianxin.config.serve.WithoutTokens"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"},
        "access": {"class": "logging.StreamHandler", "formatter": "access", "stream": "ext://sys.stdout"},
    },
    "loggers": {
        "_granian": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "granian.access": {
            "handlers": ["access"],
            "filters": ["without_tokens"],
            "level": "INFO",
            "propagate": False,
        },
    },
}


# ── is the schema there? ───────────────────────────────────────────────────
def _on_disk() -> set[tuple[str, str]]:
    """(app label, migration name) of every installed app, read from file names."""
    found = set()
    for app in settings.INSTALLED_APPS:
        spec = importlib.util.find_spec(app)
        folder = Path(spec.origin).parent / "migrations" if spec and spec.origin else None
        if folder and folder.is_dir():
            names = (path.stem for path in folder.glob("[0-9]*.py"))
            found |= {(app.rpartition(".")[2], name) for name in names}
    return found


def _applied_sqlite(name: Path) -> set[tuple[str, str]]:
    if not name.exists():
        return set()
    with contextlib.closing(sqlite3.connect(f"{name.as_uri()}?mode=ro", uri=True)) as connection:
        return set(connection.execute("SELECT app, name FROM django_migrations"))


def _applied_postgresql(url: str) -> set[tuple[str, str]]:
    import psycopg  # loaded only where PostgreSQL is used

    parts = urlsplit(url)
    with psycopg.connect(
        host=parts.hostname,
        port=parts.port,
        user=unquote(parts.username or "") or None,
        password=unquote(parts.password or "") or None,
        dbname=unquote(parts.path.lstrip("/")),
        connect_timeout=10,
    ) as connection:
        return set(connection.execute("SELECT app, name FROM django_migrations").fetchall())


def missing_migrations() -> set[tuple[str, str]]:
    """Migrations on disk that the database lacks; CommandFailed when it cannot be asked."""
    url = os.environ.get("DATABASE_URL", "")
    try:
        applied = _applied_postgresql(url) if url else _applied_sqlite(settings.DATA / "lianxin.sqlite3")
    except Exception as failure:
        if "django_migrations" in str(failure):
            applied = set()
        else:
            words = str(failure).splitlines()[0]
            raise CommandFailed(f"数据库无法打开 / the database cannot be opened: {words}") from failure
    return _on_disk() - applied


# ── serving ────────────────────────────────────────────────────────────────
def server_of(given: Namespace) -> MPServer:
    """The configured server, not started."""
    return MPServer(
        "lianxin.config.wsgi:application",
        address=given.host,
        port=given.port,
        interface=Interfaces.WSGI,
        workers=given.workers,
        blocking_threads=given.threads,
        blocking_threads_idle_timeout=600,
        runtime_threads=1,
        backpressure=given.threads * QUEUE_PER_THREAD,
        backlog=1024,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
        log_access=given.access_log,
        log_access_format=ACCESS_LINE,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
    )


def run(given: Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C; requests that are under way are finished."""
    missing = missing_migrations()
    if missing:
        raise CommandFailed(
            f"数据库结构未更新（缺 {len(missing)} 项），先运行 lianxin migrate / "
            f"{len(missing)} migrations are missing: run lianxin migrate first"
        )
    os.environ["DATA"] = str(settings.DATA)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where there is none
    worker = subprocess.Popen([sys.executable, "-m", "lianxin", "worker"]) if given.with_worker else None
    try:
        server_of(given).serve()
    finally:
        if worker:
            worker.terminate()
            worker.wait(timeout=30)
    return 0
