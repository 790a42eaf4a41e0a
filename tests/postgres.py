"""A PostgreSQL server for the tests alone: temporary folder, loopback, free port.

The server refuses to run as root, so root hands it to another account (postgres where there is one).
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg


def programs() -> Path | None:
    """The folder that holds initdb and pg_ctl: Debian's newest, else the one on the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _account() -> list[str]:
    """The prefix that runs a program as somebody who is not root ([] when we are not root)."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return ["setpriv", f"--reuid={name}", "--regid=nogroup", "--clear-groups"]
    raise RuntimeError("no account but root is here to run PostgreSQL as")


@dataclass(frozen=True)
class Server:
    """A running server; `url` names its maintenance database."""

    url: str

    def database(self, name: str, template: str = "template1") -> str:
        """Create a database afresh; returns its address."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        parts = urlsplit(self.url)
        return urlunsplit(parts._replace(path=f"/{name}"))

    def drop(self, name: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"


@contextmanager
def running(*, durable: bool = True) -> Iterator[Server]:
    """A server for the length of the block; RuntimeError where PostgreSQL is not installed.

    durable    as in production; without it what is committed outlives any process, but no power cut
    """
    binaries = programs()
    if binaries is None:
        raise RuntimeError("PostgreSQL is not installed")
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="lianxin-pg-"))
    if account:
        folder.chmod(0o777)  # handed over: the server's own folder inside is 0700
    data, port = folder / "data", free_port()
    options = f"{OPTIONS} -c fsync={'on' if durable else 'off'}"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    try:
        subprocess.run(
            [*account, binaries / "initdb", "-D", data, *"-U lianxin -A trust -E UTF8 --locale=C.UTF-8".split()],
            **quiet,
        )
        control = [*account, binaries / "pg_ctl", "-D", data, "-w", "-s"]
        subprocess.run(
            [
                *control,
                "-l",
                folder / "log",
                "-o",
                f"{options} -p {port}",
                "start",
            ],
            **quiet,
        )
        try:
            yield Server(f"postgresql://lianxin@127.0.0.1:{port}/postgres")
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
