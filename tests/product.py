"""The product as a process of its own, with its production settings, for tests that kill or watch it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.postgres import free_port


@dataclass
class Product:
    """One installation: data folder, key folder, database; started and ended at will."""

    data: Path
    keys: Path
    database_url: str = ""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    more: dict[str, str] = field(default_factory=dict)
    """Further settings for the processes of this installation."""

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        own = {"DATA": str(self.data), "KEYS": str(self.keys), "DATABASE_URL": self.database_url}
        return {
            **os.environ,
            **own,
            **self.more,
            "BASE_URL": self.base_url,
            "DJANGO_SETTINGS_MODULE": "lianxin.config.settings",
        }

    def copied(self, folder: Path, database_url: str = "") -> "Product":
        """A copy of this installation, which is not running, in another folder."""
        shutil.copytree(self.data, folder / "data")
        shutil.copytree(self.keys, folder / "keys")
        return Product(folder / "data", folder / "keys", database_url)

    def command(self, *words: str, timeout: float = 600) -> subprocess.CompletedProcess[str]:
        """Run `lianxin …` on this installation; the caller looks at the exit code."""
        return subprocess.run(
            [sys.executable, "-m", "lianxin", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def script(self, module: str, *words: str, timeout: float = 600) -> str:
        """Run `python -m module …` of ours on this installation; what it printed, AssertionError when it failed."""
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=timeout, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database itself says, past the product; several statements may not stand in one query."""
        if self.database_url:
            with psycopg.connect(self.database_url) as postgresql:
                return list(postgresql.execute(query.encode()).fetchall())
        with closing(sqlite3.connect(self.data / "lianxin.sqlite3")) as sqlite:
            return list(sqlite.execute(query).fetchall())

    def change(self, *statements: str) -> None:
        """What somebody does who has the database's password; every statement must be taken."""
        if self.database_url:
            with psycopg.connect(self.database_url) as postgresql:
                for statement in statements:
                    postgresql.execute(statement.encode())
            return
        with closing(sqlite3.connect(self.data / "lianxin.sqlite3")) as sqlite, sqlite:
            for statement in statements:
                sqlite.execute(statement)

    def start(self, *words: str, answers: str = "/healthz", within: float = 30, quiet: bool = False) -> None:
        """Serve, and come back when `answers` is answered (with whatever status). `quiet`: its log is not shown."""
        command = [sys.executable, "-m", "lianxin", "serve", "--port", str(self.port), *words]
        log = subprocess.DEVNULL if quiet else None
        self.process = subprocess.Popen(command, env=self.environment, start_new_session=True, stderr=log)
        self.wait_for(answers, within)

    def wait_for(self, path: str, within: float = 30) -> None:
        """Come back when the started process answers `path` (with whatever status)."""
        assert self.process is not None
        until = time.monotonic() + within
        while not self._answers(path):
            if self.process.poll() is not None:
                raise RuntimeError(f"lianxin serve ended with {self.process.returncode}")
            if time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"lianxin serve gave no answer within {within} s")
            time.sleep(0.05)

    def _answers(self, path: str) -> bool:
        try:
            urllib.request.urlopen(self.base_url + path, timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return True
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """End it in good order."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
        self.process = None

    def kill(self) -> None:
        """kill -9, the serving processes and the one that watches them, at one stroke."""
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait(30)
        self.process = None
