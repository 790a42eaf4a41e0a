"""What no tracked file may hold: addresses of package registries, paths of one machine."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = re.compile(
    r"https?://[^\s\"'<>)]*(?:py[p]i|npm[j]s|regist[r]y|artifac[t]ory|/simp[l]e/)"
    r"|extra-index-[u]rl|--index-[u]rl|--find-lin[k]s"
    r"|/wor[k]/|/roo[t]/|/opt/py[p]i|/opt/whee[l]s|/tmp/bas[h]"
)


def files() -> tuple[Path, ...]:
    """Every tracked file that stands in the tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())


def machine_words() -> Iterator[str]:
    """`file:line: words` for each breach."""
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if found := FORBIDDEN.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {found.group()}"
