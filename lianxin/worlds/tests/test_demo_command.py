"""`lianxin demo` as a stranger meets it: one command, one folder, one end."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.once

FIRST_START = 120
SECOND_START = 20
"""Generous: a machine that runs other tests beside this one is slow. What it should be is measured by make bench."""


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Demo:
    def __init__(self, folder: Path) -> None:
        self.data, self.port = folder / "data", _port()
        keys = {"KEYS": str(folder / "keys"), "DATABASE_URL": "", "PYTHONUNBUFFERED": "1"}
        self.environment = {**os.environ, **keys}
        self.process: subprocess.Popen[str] | None = None

    def words(self, *more: str) -> list[str]:
        return [sys.executable, "-m", "lianxin", "demo", "--port", str(self.port), "--data", str(self.data), *more]

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.words(), env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def answers(self, within: float) -> bool:
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2).close()
                return True
            except urllib.error.HTTPError:
                return True
            except OSError:
                time.sleep(0.1)
        return False

    def refused(self, *more: str) -> tuple[int, str]:
        done = subprocess.run(self.words(*more), env=self.environment, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stderr

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        code = self.process.wait(40)
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()
        self.process = None
        return code


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    found = Demo(tmp_path_factory.mktemp("demo"))
    yield found
    if found.process is not None:
        found.end()


def _listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_first_start_builds_and_serves_and_says_who_can_sign_in(demo: Demo) -> None:
    demo.start()
    assert demo.answers(FIRST_START)
    told = json.loads((demo.data / "demo.json").read_text("utf-8"))
    assert set(told) == {"base_url", "accounts", "api_token", "stations"}
    assert told["base_url"] == f"http://127.0.0.1:{demo.port}"
    assert all(set(account) == {"role", "username", "password"} for account in told["accounts"])
    assert {"liaison_officer", "county_office", "deputy", "organ_handler"} <= {a["role"] for a in told["accounts"]}
    assert len(told["stations"]) > 10
    assert (demo.data / "demo.json").stat().st_mode & 0o077 == 0


def test_a_second_demo_on_the_folder_or_the_port_gets_one_clear_line(demo: Demo) -> None:
    code, words = demo.refused()
    assert (code, words.count("\n")) == (1, 1)
    assert str(demo.port) in words
    demo.port, taken = _port(), demo.port
    code, words = demo.refused()
    demo.port = taken
    assert (code, words.count("\n")) == (1, 1)
    assert str(demo.data) in words


def test_it_ends_with_both_its_processes(demo: Demo) -> None:
    assert demo.end() == 0
    assert not _listening(demo.port)


def test_a_second_start_is_ready_at_once(demo: Demo) -> None:
    began = time.monotonic()
    demo.start()
    assert demo.answers(SECOND_START), time.monotonic() - began
    assert demo.end(signal.SIGINT) == 0


def test_a_demo_of_an_older_program_is_brought_up_to_date(demo: Demo) -> None:
    with closing(sqlite3.connect(demo.data / "lianxin.sqlite3")) as older:
        older.execute("DELETE FROM django_migrations WHERE app = 'deputies' AND name = '0003_mandates_by_term'")
        older.commit()
    demo.start()
    assert demo.answers(SECOND_START)
    assert demo.end(signal.SIGINT) == 0


def test_when_one_process_dies_the_demo_ends_with_one_clear_line(demo: Demo) -> None:
    demo.start()
    assert demo.answers(SECOND_START)
    assert demo.process is not None
    children = psutil.Process(demo.process.pid).children()
    worker = next(child.pid for child in children if "worker" in child.cmdline())
    os.kill(worker, signal.SIGKILL)
    _out, words = demo.process.communicate(timeout=40)
    assert demo.process.returncode == 1
    assert words.strip().splitlines()[-1].startswith("后台任务")
    assert not _listening(demo.port)
    demo.process = None


def test_a_folder_with_real_data_is_left_alone(tmp_path: Path) -> None:
    other = Demo(tmp_path)
    other.data.mkdir()
    (other.data / "lianxin.sqlite3").write_bytes(b"somebody's")
    code, words = other.refused("--fresh")
    assert code == 1
    assert str(other.data) in words
    assert (other.data / "lianxin.sqlite3").read_bytes() == b"somebody's"
