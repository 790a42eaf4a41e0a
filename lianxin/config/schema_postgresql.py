"""The same question asked of PostgreSQL; a module of its own because the driver costs 20 MB and 0.1 s."""

import os
from urllib.parse import unquote, urlsplit

import psycopg

from lianxin.config.schema import Migrations


def in_postgresql() -> Migrations:
    """What the database of DATABASE_URL has; psycopg's errors when it cannot be asked."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(
        host=parts.hostname,
        port=parts.port,
        user=unquote(parts.username or "") or None,
        password=unquote(parts.password or "") or None,
        dbname=unquote(parts.path.lstrip("/")),
        connect_timeout=10,
    ) as connection:
        rows = connection.execute("SELECT app, name FROM django_migrations").fetchall()
        return {(str(app), str(name)) for app, name in rows}
