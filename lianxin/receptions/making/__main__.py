"""`python -m lianxin.receptions.making`: one JSON request on stdin, JSON lines on stdout.

{"progress": 0.4, "step": "seats"} while it works; at last {"proposal": …}, or {"failed": "…"} and status 1.
"""

import json
import os
import sys

from lianxin.receptions.making.solving import OutOfTime, propose
from lianxin.receptions.making.values import proposal_json, request_of

ANSWERS = os.fdopen(os.dup(1), "w", encoding="utf-8")
"""The true stdout; what a library prints goes to stderr."""


def _say(**words: object) -> None:
    ANSWERS.write(json.dumps(words, ensure_ascii=True) + "\n")
    ANSWERS.flush()


def main() -> int:
    os.dup2(2, 1)
    os.nice(5)  # pages are served first
    try:
        asked = request_of(json.load(sys.stdin))
        found = propose(
            asked.receptions,
            asked.people,
            asked.busy,
            progress=lambda share, step: _say(progress=round(share, 3), step=step),
            limit_seconds=asked.limit_seconds,
        )
    except OutOfTime:
        _say(failed="time")
        return 1
    except (ValueError, KeyError, TypeError) as fault:
        sys.stderr.write(f"{type(fault).__name__}: {fault}\n")
        _say(failed="request")
        return 1
    _say(proposal=proposal_json(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
