"""docs/performance.md: the figures of the last run of each engine."""

import os
import platform
import re
from pathlib import Path

from lianxin.kit import moment
from tests.bench import load
from tests.bench.figures import Figure

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def write(engine: str, figures: list[Figure], part: str = "") -> None:
    """Put the table between the marks of its engine and part; the words around it are a person's."""
    page = PAGE.read_text(encoding="utf-8")
    mark = f"{engine} {part}".strip()
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    table = "\n".join([begin, "", *_lines(engine, figures), "", end])
    PAGE.write_text(
        re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: table, page, flags=re.S), encoding="utf-8"
    )


def _lines(engine: str, figures: list[Figure]) -> list[str]:
    busy = os.getloadavg()[1]
    about = (
        f"{TITLES[engine]}, {moment.today().isoformat()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"load by {load.tool()} on the same machine (load average {busy:.1f})."
    )
    head = ["| what | value | limit of the same run | ratio | aim | n |", "|---|---:|---|---:|---|---:|"]
    return [about, "", *head, *(_line(f) for f in figures)]


def _line(figure: Figure) -> str:
    ratio = f"{figure.against['ratio']:.2f}" if "ratio" in figure.against else ""
    limit = ", ".join(f"{name} {_number(value)}" for name, value in figure.against.items() if name != "ratio")
    return (
        f"| {figure.name} | {_number(figure.value)} {figure.unit} | {limit} | {ratio} | {figure.aim} | {figure.n:,} |"
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}".rstrip("0").rstrip(".")
