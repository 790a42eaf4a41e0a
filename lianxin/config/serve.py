"""`lianxin serve`: the production web process (granian, WSGI, sync Django in threads).

This process watches over the serving ones and never loads Django. Access logs carry neither query
strings nor addresses of people nor tokens.
"""

import os
import subprocess
import sys
from argparse import Namespace

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from lianxin.config import settings
from lianxin.kit import keyring

ACCESS_LINE = "%(time)s %(method)s %(path)s %(status)d %(dt_ms).1f ms"
QUEUE_PER_THREAD = 32
"""Requests that may wait for each thread; beyond that a connection waits in the kernel's backlog."""


LOGGING = {
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(message)s"}, "access": {"format": "%(message)s"}},
    "filters": {"without_tokens": {"()": "lianxin.config.logs.WithoutTokens"}},
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
    os.environ["DATA"] = str(settings.DATA)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where there is none
    keyring.bind(settings.KEYS, settings.DATA)
    worker = subprocess.Popen([sys.executable, "-m", "lianxin", "worker"]) if given.with_worker else None
    try:
        server_of(given).serve()
    finally:
        if worker:
            worker.terminate()
            worker.wait(timeout=30)
    return 0
