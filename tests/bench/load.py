"""The load: wrk where it is installed, else a lean generator of our own, in a process of its own either way."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 120.0
"""Seconds that somebody waits for one answer."""

SCRIPT = """
local path, method, headers = %(path)s, %(method)s, %(headers)s
local before, after, counter, broken = %(before)s, %(after)s, 0, 0
function request()
  counter = counter + 1
  local body = nil
  if before then body = before .. %(salt)s .. "-" .. counter .. after end
  return wrk.format(method, path, headers, body)
end
function done(summary, latency, requests)
  io.write(string.format(
    "\\n{\\"requests\\": %%d, \\"seconds\\": %%f, \\"p50\\": %%f, \\"p99\\": %%f, \\"refused\\": %%d}\\n",
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


@dataclass(frozen=True)
class Ask:
    """One kind of request. A body is `before` + a number never used before + `after`."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    before: str | None = None
    after: str = ""


@dataclass(frozen=True)
class Answered:
    """What came of a load: requests per second, milliseconds, and how many answers were not 2xx or 3xx."""

    requests: int
    seconds: float
    p50: float
    p99: float
    refused: int

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def tool() -> str:
    """What makes the load here."""
    return "wrk" if shutil.which("wrk") else "own generator (Python)"


def put(base_url: str, ask: Ask, *, clients: int, seconds: float) -> Answered:
    """Ask again and again from `clients` connections; RuntimeError when nothing was answered."""
    Ask_number.next += 1
    made = _wrk if shutil.which("wrk") and seconds >= 1 else _own  # wrk knows whole seconds only
    answered = made(base_url, ask, clients, seconds, f"{os.getpid()}x{Ask_number.next}")
    if not answered.requests:
        raise RuntimeError(f"no answer from {ask.path}")
    return answered


class Ask_number:
    next = 0


def _lua(value: str | None) -> str:
    return "nil" if value is None else "[==[" + value + "]==]"


def _wrk(base_url: str, ask: Ask, clients: int, seconds: float, salt: str) -> Answered:
    headers = "{" + ", ".join(f"[ {_lua(k)} ] = {_lua(v)}" for k, v in ask.headers.items()) + "}"
    words = {
        "path": _lua(ask.path), "method": _lua(ask.method), "headers": headers, "before": _lua(ask.before),
        "after": _lua(ask.after), "salt": _lua(salt),
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "ask.lua"
        script.write_text(SCRIPT % words, encoding="utf-8")
        command = ["wrk", "-t1", f"-c{clients}", f"-d{max(1, round(seconds))}s", "--timeout", "30s", "-s", str(script)]
        done = subprocess.run([*command, base_url], capture_output=True, text=True, check=True)
    told = next((line for line in done.stdout.splitlines() if line.startswith('{"requests"')), None)
    if told is None:
        raise RuntimeError(f"wrk said nothing of {ask.path}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return Answered(**json.loads(told))


def _own(base_url: str, ask: Ask, clients: int, seconds: float, salt: str) -> Answered:
    given = json.dumps({"base": base_url, "ask": vars(ask), "clients": clients, "seconds": seconds, "salt": salt})
    command = [sys.executable, "-m", "tests.bench.generator"]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    return Answered(**json.loads(done.stdout))


def middle(values: Sequence[float]) -> float:
    """The median."""
    return sorted(values)[len(values) // 2]


def at_once(port: int, path: str, bodies: Sequence[str]) -> tuple[float, Counter[int]]:
    """Everybody posts his form at the same moment; the seconds until the last answer, and how many of each status."""
    start, found = threading.Barrier(len(bodies) + 1), Counter[int]()
    lock = threading.Lock()

    def one(body: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        start.wait()
        try:
            connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            status = 0
        finally:
            connection.close()
        with lock:
            found[status] += 1

    threads = [threading.Thread(target=one, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began, found
