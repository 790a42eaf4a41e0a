"""`lianxin worker`: one process that runs every room's clockwork (tasks.TASKS).

Each task is an idempotent pull, so a missed, late or doubled run does no harm; a failing one is
logged and comes round again. SIGTERM or Ctrl-C lets the running tasks finish, then ends.
"""

import importlib
import logging
import signal
from collections.abc import Iterable
from pathlib import Path

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from django.db import close_old_connections, connections

from lianxin.kit import moment
from lianxin.kit.clockwork import Periodic

log = logging.getLogger("lianxin.worker")
PACKAGE = Path(__file__).resolve().parent.parent
THREADS = 2
"""Sealing must not wait for a long pull; more threads than this only queue at the database."""


def all_tasks() -> tuple[Periodic, ...]:
    """The clockwork of all rooms, in the order of their names."""
    rooms = sorted(path.parent.name for path in PACKAGE.glob("*/tasks.py"))
    modules = [importlib.import_module(f"lianxin.{room}.tasks") for room in rooms]
    return tuple(task for module in modules for task in getattr(module, "TASKS", ()))


def once(task: Periodic) -> bool:
    """Run one task now, on a fresh or still good connection; returns whether it ended well."""
    close_old_connections()
    try:
        task.run()
    except Exception:
        log.exception("%s failed; it runs again in %s s", task.name, task.seconds)
        return False
    finally:
        close_old_connections()
    return True


def scheduler_of(tasks: Iterable[Periodic]) -> BackgroundScheduler:
    """A scheduler, not started, in which every task runs at once and then at its own pace."""
    scheduler = BackgroundScheduler(
        timezone=moment.SHANGHAI,
        executors={"default": ThreadPoolExecutor(THREADS)},
        job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None},
    )
    for task in tasks:
        scheduler.add_job(once, "interval", args=[task], seconds=task.seconds, id=task.name, next_run_time=moment.now())
    return scheduler


def run() -> int:
    """Work until SIGTERM or SIGINT."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    stop = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, stop)  # before any thread starts, so that none takes them
    scheduler = scheduler_of(all_tasks())
    scheduler.start()
    log.info("worker started: %s", ", ".join(job.id for job in scheduler.get_jobs()) or "no tasks")
    signal.sigwait(stop)
    scheduler.shutdown(wait=True)
    connections.close_all()
    return 0
