"""The plan maker as the product calls it: a program of its own (decision 0100), with progress and a limit of time."""

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

import lianxin
from lianxin.guidance.rules import article
from lianxin.receptions.making.reasons import step_words
from lianxin.receptions.making.values import Busy, Person, Proposal, Reception, Request, proposal_of, request_json

COMMAND = (sys.executable, "-m", "lianxin.receptions.making")
GRACE_SECONDS = 20.0
"""What starting, explaining and a busy machine may take beyond the limit before the program is ended."""
logger = logging.getLogger(__name__)

Progress = Callable[[float, str], None]
"""Told the share done, 0 to 1, and words of what is being done."""


class MakingFailed(RuntimeError):
    """No plan came of it; the text tells the user."""


@article(6, "每年应当制定通过平台接待群众来访的工作计划")
def made(
    receptions: Sequence[Reception],
    people: Sequence[Person],
    busy: Sequence[Busy] = (),
    progress: Progress | None = None,
    limit_seconds: float = 60,
) -> Proposal:
    """The maker's proposal; MakingFailed with a sentence for the user when there is none.

    What `progress` raises ends the maker and is raised on.
    """
    request = Request(tuple(receptions), tuple(people), tuple(busy), limit_seconds)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        try:
            child = _started(errors)
        except OSError as fault:
            logger.error("the plan maker does not start: %s", fault)
            raise MakingFailed(_("排班程序没有启动，请告诉管理员。")) from fault
        with _Ended(child, limit_seconds + GRACE_SECONDS) as late:
            last = _heard(child, json.dumps(request_json(request)), progress)
        return _answer(last, child, late.is_set(), errors)


def _started(errors: IO[str]) -> "subprocess.Popen[str]":
    """The program, with nothing of this one's environment but where to find itself."""
    root = str(Path(lianxin.__file__).resolve().parent.parent)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    return subprocess.Popen(  # noqa: S603
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8",
        env=kept | threads | {"PYTHONPATH": root, "PYTHONUTF8": "1"}, cwd=root,
    )  # fmt: skip


class _Ended:
    """Within the block the program runs at most so long, and when the block is left it runs no more."""

    def __init__(self, child: "subprocess.Popen[str]", seconds: float) -> None:
        self.child, self.late = child, threading.Event()
        self.timer = threading.Timer(seconds, self._end)
        self.timer.daemon = True

    def _end(self) -> None:
        self.late.set()
        self.child.kill()

    def __enter__(self) -> threading.Event:
        self.timer.start()
        return self.late

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind:
            self.child.kill()
        self.child.wait()
        self.timer.cancel()
        for pipe in (self.child.stdin, self.child.stdout):
            if pipe and not pipe.closed:
                pipe.close()


def _heard(child: "subprocess.Popen[str]", asked: str, progress: Progress | None) -> dict[str, object]:
    """Hand over the request, tell the progress, and give the last line that is an answer ({} when none came)."""
    assert child.stdin and child.stdout
    try:
        child.stdin.write(asked)
        child.stdin.close()
    except OSError:
        return {}
    for line in child.stdout:
        try:
            told = json.loads(line)
        except ValueError:
            continue  # what a library prints on its own
        if not isinstance(told, dict):
            continue
        if "progress" not in told:
            return told
        if progress:
            progress(float(told["progress"]), step_words(str(told.get("step"))))
    return {}


def _answer(last: dict[str, object], child: "subprocess.Popen[str]", late: bool, errors: IO[str]) -> Proposal:
    found = last.get("proposal")
    if isinstance(found, dict):
        try:
            return proposal_of(found)
        except (ValueError, KeyError, TypeError) as fault:
            logger.error("the plan maker answers in a way nobody understands: %s", fault)
            raise MakingFailed(_("排班程序的回答读不懂，请告诉管理员。")) from fault
    if late or last.get("failed") == "time":
        raise MakingFailed(_("在限定的时间内没有排出计划。请减少要求，或者每个站分开排。"))
    errors.seek(0)
    logger.error("the plan maker ended with %s: %s", child.returncode, errors.read()[-2000:])
    if last.get("failed") == "request":
        raise MakingFailed(_("有的接待时间或者人数填得不对，请检查后再排。"))
    raise MakingFailed(_("排班程序中途停了，请再试一次；还不行，请告诉管理员。"))
