"""`make test`: the whole suite on SQLite, then on PostgreSQL.

The browser's tests, the stories, what brings its own database and what opens none run once, on SQLite; the faults on
both.
With CI=true nothing may be left out.
"""

import os
import subprocess
import sys
import time

from tests import postgres

STRICT = os.environ.get("CI") == "true"
PYTEST = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadscope", "--no-loadscope-reorder"]


def step(title: str, words: list[str], **environment: str) -> int:
    """Run pytest once; returns its exit code and says how long it took."""
    print(f"── {title} ──", flush=True)
    started = time.monotonic()
    environ = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | environment
    code = subprocess.run([*PYTEST, *words], env=environ, check=False).returncode
    outcome = "passed" if code == 0 else f"FAILED ({code})"
    print(f"── {title}: {outcome} in {time.monotonic() - started:.0f} s ──", flush=True)
    return code


def main(words: list[str]) -> int:
    codes = [step("SQLite", words)]
    if postgres.programs() is None:
        print("── PostgreSQL: left out, it is not installed ──")
        return 1 if STRICT else codes[0]
    with postgres.running(durable=False) as server:
        codes.append(
            step("PostgreSQL", ["-m", "not browser and not once", *words], DATABASE_URL=server.database("lianxin"))
        )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
