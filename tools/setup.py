"""Build .venv from the hash-locked list and fetch system packages. Standard library only.

`setup.py run` makes what serving needs, `setup.py test` adds what checking and testing need.
Nothing is done twice: a stamp in .venv holds the digest of what was installed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STRICT = os.environ.get("CI") == "true"


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


# ── Python packages ────────────────────────────────────────────────────────
def wanted(lock: Path) -> str:
    """What a stamp must say: the lock, the project's own metadata and place, the interpreter."""
    digest = hashlib.sha256()
    for part in (lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode()):
        digest.update(hashlib.sha256(part).digest())
    return f"{digest.hexdigest()} {sys.version_info.major}.{sys.version_info.minor}\n"


def stamped(kind: str) -> bool:
    stamp = VENV / f"lianxin-{kind}.stamp"
    lock = ROOT / "requirements" / f"{kind}.txt"
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted(lock)


def pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(f"pip ended with code {done.returncode}; nothing after this step was done.")


def same_interpreter() -> bool:
    words = "import sys; print(f'{sys.version_info.major}.{sys.version_info.minor}')"
    found = subprocess.run([str(PYTHON), "-c", words], capture_output=True, text=True, check=False)
    return found.returncode == 0 and found.stdout.strip() == f"{sys.version_info.major}.{sys.version_info.minor}"


def packages(kind: str) -> None:
    """.venv with everything of requirements/<kind>.txt and the project itself."""
    if stamped(kind) or (kind == "base" and stamped("dev")):
        return
    if not PYTHON.exists() or not same_interpreter():
        say("Making .venv …")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    say(f"Installing requirements/{kind}.txt (checked by hash) …")
    pip("install", "--quiet", "--require-hashes", "--only-binary", ":all:", "-r", f"requirements/{kind}.txt")
    pip("install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--editable", ".")
    (VENV / f"lianxin-{kind}.stamp").write_text(wanted(ROOT / "requirements" / f"{kind}.txt"))


# ── system packages ────────────────────────────────────────────────────────
def has_fonts() -> bool:
    """Both hands of Noto CJK: boards and signs are set in the sans, records in the serif."""
    places = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts")
    return all(
        any(next(Path(place).expanduser().rglob(f"Noto{hand}CJK*"), None) for place in places)
        for hand in ("Sans", "Serif")
    )


def has_postgresql() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or bool(shutil.which("initdb"))


def has_browser() -> bool:
    return bool(shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"))


SYSTEM = {
    # name: (is it here, what is left out without it)
    "fonts-noto-cjk": (has_fonts, "Chinese letters in pictures, and every PDF: boards, signs, cards, records"),
    "chromium": (has_browser, "the tests in a browser"),
    "postgresql": (has_postgresql, "the tests on PostgreSQL"),
}


def privilege() -> list[str] | None:
    """The prefix under which apt-get may run, or None."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    asked = ["sudo", "-n", "true"]
    if shutil.which("sudo") and subprocess.run(asked, capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n"]
    return None


def apt(prefix: list[str], names: list[str]) -> bool:
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=500", "-q", "-y"]
    install = [*command, "install", "--no-install-recommends", *names]
    say(f"Installing {' '.join(names)} with apt-get …")
    if subprocess.run(install, stdout=subprocess.DEVNULL, check=False).returncode == 0:
        return True
    subprocess.run([*command, "update"], stdout=subprocess.DEVNULL, check=False)
    return subprocess.run(install, stdout=subprocess.DEVNULL, check=False).returncode == 0


def system(names: list[str]) -> None:
    missing = [name for name in names if not SYSTEM[name][0]()]
    if not missing:
        return
    prefix = privilege()
    if prefix is not None and apt(prefix, missing):
        return
    say(f"Not installed: run as root   apt-get install -y --no-install-recommends {' '.join(missing)}")
    for name in missing:
        say(f"  without {name} this is left out meanwhile: {SYSTEM[name][1]}")
    if STRICT:
        sys.exit("CI=true: nothing may be left out.")


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "test"
    packages("base" if kind == "run" else "dev")
    system(["fonts-noto-cjk"] if kind == "run" else list(SYSTEM))
    done = subprocess.run([str(PYTHON), "tools/catalogues.py"], cwd=ROOT, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
