"""Where the templates and style sheets of the house are."""

import re
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
STATIC = HOUSE / "base" / "static" / "base"
_ICON = re.compile(r"""\{%\s*icon\s+["']([a-z-]+)["']""")


def templates() -> Iterator[tuple[str, str]]:
    """Every template of every room: its path and its text."""
    for path in sorted(HOUSE.glob("*/templates/**/*.html")):
        yield str(path.relative_to(HOUSE)), path.read_text(encoding="utf-8")


def styles() -> Iterator[tuple[str, str]]:
    """Every style sheet of every room, without its comments."""
    for path in sorted(HOUSE.glob("*/static/**/*.css")):
        yield path.name, re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)


def icon_names() -> set[str]:
    """Names of all icons that templates ask for."""
    return {name for _path, text in templates() for name in _ICON.findall(text)}
