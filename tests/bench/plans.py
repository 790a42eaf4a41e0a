"""What the plan maker takes, beside the bare start of its program and one bare solve of the same model.

`python -m tests.bench.plans <times>` prints one JSON value. It needs no installation.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from lianxin.receptions.making.model import Model
from lianxin.receptions.making.parts import parts
from lianxin.receptions.making.solving import propose
from lianxin.receptions.making.values import Request, request_json
from lianxin.receptions.tests.plans import township

SIZES = {"a station": (1, 20), "a township": (4, 80)}
"""Stations and deputies; each station receives every week of a year."""
MAKER = (sys.executable, "-m", "lianxin.receptions.making")


def middle(times: int, act: Callable[[], object]) -> float:
    """The median of the seconds an act takes."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        found.append(time.perf_counter() - began)
    return sorted(found)[len(found) // 2]


def program(asked: Request) -> None:
    """The whole program, from its start to its answer."""
    done = subprocess.run(MAKER, input=json.dumps(request_json(asked)), capture_output=True, text=True, check=True)
    if not json.loads(done.stdout.splitlines()[-1])["proposal"]["optimal"]:
        raise RuntimeError("the plan is not proven the best")


def bare(asked: Request) -> None:
    """HiGHS alone: the model of each part, solved once for as many seats as possible."""
    for part in parts(asked):
        model = Model(part)
        model.best(dict.fromkeys(model.x.values(), -1.0), 60)


def measured(times: int) -> dict[str, Any]:
    """Seconds of each size: the program, the planning alone, the bare solve; and of the bare start."""
    told: dict[str, Any] = {"start": middle(times, lambda: program(Request((), ())))}
    for name, (stations, people) in SIZES.items():
        asked = Request(*map(tuple, township(1, stations, people)))
        told[name] = {
            "receptions": len(asked.receptions),
            "program": middle(times, lambda asked=asked: program(asked)),
            "planning": middle(times, lambda asked=asked: propose(asked.receptions, asked.people, asked.busy)),
            "bare": middle(times, lambda asked=asked: bare(asked)),
        }
    return told


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))
