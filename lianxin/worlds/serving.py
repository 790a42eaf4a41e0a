"""The demo as one command: the site and the background worker as two processes that live and end together."""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from lianxin.kit.command import CommandFailed

READY_SECONDS = 60
END_SECONDS = 25


def free_port(port: int) -> None:
    """CommandFailed when somebody listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandFailed(
                f"端口 {port} 不能用（{error.strerror}），请换一个：PORT={port + 1} / port {port} cannot be used"
            ) from error


def hold(folder: Path) -> IO[str]:
    """Hold a data folder for this demo until the process ends; CommandFailed when another one does."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = (folder / "demo.lock").open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise CommandFailed(f"{folder} 正由另一个演示使用 / another demo is using this data folder") from error
    return handle


@dataclass(frozen=True)
class Child:
    """One of the two processes, and what to call it."""

    name: str
    process: "subprocess.Popen[bytes]"


def start(name: str, words: Sequence[str], environment: dict[str, str]) -> Child:
    """Start `lianxin <words>` in a session of its own: Ctrl-C reaches it through us alone, once."""
    command = [sys.executable, "-m", "lianxin", *words]
    process = subprocess.Popen(command, env={**os.environ, **environment}, start_new_session=True)  # noqa: S603
    return Child(name, process)


def answers(port: int) -> bool:
    """Whether something speaks HTTP on the port."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


class Stopped(Exception):
    """Somebody asked the demo to end."""


def _stop(_number: int, _frame: object) -> None:
    raise Stopped


def watch(children: list[Child], port: int, ready: Callable[[], None]) -> int:
    """Until a signal comes or a child ends; then both end. 0 after a signal, 1 with one line after a death."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    try:
        _until_ready(children, port)
        ready()
        while True:
            _alive(children)
            time.sleep(0.3)
    except Stopped:
        return 0
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        end(children)


def _until_ready(children: list[Child], port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not answers(port):
        _alive(children)
        if time.monotonic() > deadline:
            raise CommandFailed(f"网站{READY_SECONDS}秒内没有应答 / the site does not answer")
        time.sleep(0.05)


def _alive(children: list[Child]) -> None:
    for child in children:
        code = child.process.poll()
        if code is not None:
            raise CommandFailed(f"{child.name}意外结束（{code}），演示已停止 / {child.name} ended, the demo stops")


def end(children: list[Child]) -> None:
    """End what still runs: politely, then not."""
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    for child in children:
        try:
            child.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
