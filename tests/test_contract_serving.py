"""`lianxin serve` and `lianxin worker`: refusal, logs, orderly ends, clockwork that survives its tasks."""

import logging
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from lianxin.config import worker
from lianxin.config.logs import WithoutTokens
from lianxin.kit.clockwork import Periodic
from tests.product import Product


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code


def test_serving_is_refused_in_one_line_while_migrations_are_missing(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    done = Product(tmp_path / "data", tmp_path / "keys").command("serve", timeout=30)
    assert done.returncode == 1
    assert "lianxin migrate" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_database_that_is_not_there_is_named_in_one_line(tmp_path: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    done = Product(tmp_path / "data", tmp_path / "keys", url).command("serve", timeout=30)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_the_site_answers_and_ends_in_good_order(live_product: Product) -> None:
    assert _status(live_product.base_url + "/healthz") == 200
    process = live_product.process
    assert process is not None
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def test_a_killed_site_starts_again_on_the_same_folder(live_product: Product) -> None:
    live_product.kill()
    live_product.start()
    assert _status(live_product.base_url + "/healthz") == 200


def test_access_logs_hold_no_query_strings_and_no_tokens(copied_product: Product, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lianxin", "serve", "--port", str(copied_product.port), "--access-log"]
    with (tmp_path / "log").open("wb") as log:
        copied_product.process = subprocess.Popen(
            command, env=copied_product.environment, stdout=log, stderr=log, start_new_session=True
        )
        copied_product.wait_for("/healthz")
        for path in ("/healthz?phone=0700-1234", "/o/verysecrettoken", "/o/verysecrettoken/reply"):
            _status(copied_product.base_url + path)
        copied_product.stop()
    written = (tmp_path / "log").read_text()
    assert "GET /healthz 200" in written
    assert "GET /o/…" in written
    assert "0700" not in written
    assert "verysecrettoken" not in written


@pytest.mark.parametrize(
    ("path", "logged"),
    [("/o/abc-1/reply", "/o/…/reply"), ("/results/o/abc", "/results/o/abc"), ("/off/abc", "/off/abc")],
)
def test_the_token_filter_blanks_tokens_and_nothing_else(path: str, logged: str) -> None:
    for words, args in (("Not Found: %s", (path,)), ("Not Found: %(path)s", ({"path": path},))):
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, words, args, None)
        WithoutTokens().filter(record)
        assert record.getMessage() == f"Not Found: {logged}"


# ── clockwork ──────────────────────────────────────────────────────────────
def test_a_failing_task_is_logged_and_runs_again(caplog: pytest.LogCaptureFixture) -> None:
    runs: list[float] = []

    def fail() -> None:
        runs.append(time.monotonic())
        raise RuntimeError("once more")

    scheduler = worker.scheduler_of([Periodic("trial.fail", 1, fail)])
    scheduler.start()
    until = time.monotonic() + 10
    while len(runs) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    scheduler.shutdown()
    assert len(runs) >= 2
    assert "trial.fail failed" in caplog.text


def test_a_slow_task_never_runs_beside_itself() -> None:
    now, most = 0, 0

    def slow() -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        time.sleep(1.5)
        now -= 1

    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = worker.scheduler_of([Periodic("trial.slow", 1, slow)])
    scheduler.start()
    time.sleep(3)
    scheduler.shutdown()
    assert most == 1


def test_every_rooms_clockwork_has_a_name_of_its_own_and_a_pace() -> None:
    tasks = worker.all_tasks()
    names = [task.name for task in tasks]
    assert len(names) == len(set(names))
    assert all(1 <= task.seconds <= 86_400 for task in tasks)


def test_the_worker_ends_in_good_order(copied_product: Product) -> None:
    command = [sys.executable, "-m", "lianxin", "worker"]
    process = subprocess.Popen(command, env=copied_product.environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    line = process.stderr.readline()
    os.kill(process.pid, signal.SIGTERM)
    _, rest = process.communicate(timeout=30)
    assert process.returncode == 0, line + rest
    assert "worker started" in line
