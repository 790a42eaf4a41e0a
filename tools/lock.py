"""Renew requirements/*.txt from requirements/*.in with uv in a throw-away venv.

The result holds names, versions and hashes, and no registry address.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = "--universal --generate-hashes --no-header --no-annotate --no-config --python-version 3.11".split()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([f"{folder}/bin/python", "-m", "pip", "install", "--quiet", "uv"], check=True)
        for name in ("base", "dev"):
            command = [f"{folder}/bin/uv", "pip", "compile", *OPTIONS, *sys.argv[1:], "-q"]
            names = [f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
            subprocess.run([*command, *names], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
