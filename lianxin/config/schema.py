"""Whether the database has every migration that the installed apps bring: asked without loading Django.

`lianxin serve` must not keep Django in the process that only watches over the serving ones.
"""

import contextlib
import importlib.util
import sqlite3
from collections.abc import Callable
from pathlib import Path

from lianxin.config import settings
from lianxin.kit.command import CommandFailed

Migrations = set[tuple[str, str]]
"""(app label, migration name)."""


def on_disk() -> Migrations:
    """What the installed apps bring, read from file names."""
    found: Migrations = set()
    for app in settings.INSTALLED_APPS:
        spec = importlib.util.find_spec(app)
        folder = Path(spec.origin).parent / "migrations" if spec and spec.origin else None
        if folder and folder.is_dir():
            found |= {(app.rpartition(".")[2], path.stem) for path in folder.glob("[0-9]*.py")}
    return found


def in_sqlite() -> Migrations:
    """What the SQLite file of the data folder has; nothing when there is no file."""
    name = settings.DATA / "lianxin.sqlite3"
    if not name.exists():
        return set()
    with contextlib.closing(sqlite3.connect(f"{name.as_uri()}?mode=ro", uri=True, timeout=20)) as connection:
        return set(connection.execute("SELECT app, name FROM django_migrations"))


def require(applied: Callable[[], Migrations]) -> None:
    """CommandFailed, in one line, when a migration is missing or the database cannot be asked."""
    try:
        have = applied()
    except Exception as failure:
        if "django_migrations" not in str(failure):
            words = (str(failure).strip().splitlines() or [type(failure).__name__])[0]
            raise CommandFailed(f"数据库无法打开 / the database cannot be opened: {words}") from failure
        have = set()
    if missing := on_disk() - have:
        raise CommandFailed(
            f"数据库结构未更新（缺 {len(missing)} 项），先运行 lianxin migrate / "
            f"{len(missing)} migrations are missing: run lianxin migrate first"
        )
