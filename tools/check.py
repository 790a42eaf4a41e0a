"""`make check`: everything that can be judged without running the product. All steps run; any fault ends with 1."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import tracked

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
STEPS = (
    ("lint", [BIN / "ruff", "check", "--quiet", "."]),
    ("format", [BIN / "ruff", "format", "--check", "--quiet", "."]),
    ("types", [BIN / "mypy", "--no-error-summary", "lianxin"]),
    ("import contracts", [BIN / "lint-imports"]),
    ("migrations", [BIN / "python", "-W", "error", "-m", "django", "makemigrations", "--check", "--dry-run"]),
    ("English catalogue", [BIN / "python", "tools/messages.py", "--check"]),
)


def step(title: str, words: list[object], environment: dict[str, str]) -> bool:
    """Run one program; its output is shown only when it finds fault."""
    started = time.monotonic()
    command = [str(word) for word in words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    print(f"{'ok   ' if done.returncode == 0 else 'FAULT'} {title} ({time.monotonic() - started:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def addresses() -> bool:
    """No registry address and no path of one machine stands in a tracked file."""
    found = list(tracked.machine_words())
    print(f"{'FAULT' if found else 'ok   '} no registry addresses, no paths of one machine")
    print("\n".join(found), end="\n" if found else "")
    return not found


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="lianxin-check-") as folder:
        Path(folder, "data").mkdir()
        own = {"DATA": f"{folder}/data", "KEYS": f"{folder}/keys", "DJANGO_SETTINGS_MODULE": "lianxin.config.settings"}
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | own
        good = [step(title, words, environment) for title, words in STEPS]
    return 0 if all([*good, addresses()]) else 1


if __name__ == "__main__":
    sys.exit(main())
