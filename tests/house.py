"""How the house-rule tests read the tree: rooms, their order, sources, templates, addresses."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "lianxin"

ORDER: tuple[tuple[str, ...], ...] = (
    ("kit",),
    ("base",),
    ("guidance",),
    ("ledger",),
    ("divisions",),
    ("outbox",),
    ("locality",),
    ("people",),
    ("papers", "sheets"),
    ("deputies",),
    ("stations", "organs", "interests"),
    ("funds", "staff"),
    ("registers",),
    ("opinions",),
    ("receptions", "suggestions"),
    ("api", "desk", "publicity"),
    ("worlds",),
    ("config",),
)
"""The rooms from the ground up; a room may lean only on rooms that stand before it."""

RANK = {room: height for height, rooms in enumerate(ORDER) for room in rooms}
ROOMS = tuple(room for rooms in ORDER for room in rooms if room != "config")

STANDARD = frozenset(
    "__init__ actions admin apps commands context forms middleware models notices permissions projections queries "
    "rules tasks urls views workflow".split()
)
"""File names that mean the same in every room (architecture, section 2)."""

FORBIDDEN_NAMES = frozenset("utils util helpers services service misc common tools signals".split())
CJK = re.compile(r"[\u3400-\u9fff]")


def may_lean(room: str, on: str) -> bool:
    """Whether `room` may import from, link to or point at `on`."""
    return room == on or RANK[on] < RANK[room]


def room_of(path: Path) -> str:
    """The room that holds a file of lianxin/ ('' for files that stand in no room)."""
    parts = path.relative_to(PRODUCT).parts
    return parts[0] if len(parts) > 1 else ""


def place(path: Path, line: int = 0) -> str:
    """`file` or `file:line`, from the root of the tree."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def sources(room: str = "", tests: bool = False) -> tuple[Path, ...]:
    """Python files of the product, or of one room; without migrations, and without tests unless asked."""
    found = sorted((PRODUCT / room).rglob("*.py"))
    return tuple(p for p in found if "migrations" not in p.parts and (tests or "tests" not in p.parts))


def test_sources() -> tuple[Path, ...]:
    """Every file of tests: the rooms', the whole product's, the stories."""
    rooms = [p for p in sources(tests=True) if "tests" in p.parts]
    return tuple(rooms + sorted((ROOT / "tests").rglob("*.py")) + sorted((ROOT / "stories").rglob("*.py")))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Dotted names a file imports (`from a import b` gives a.b) and their lines."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def for_types_only(path: Path) -> frozenset[int]:
    """Lines inside `if TYPE_CHECKING:`: names for annotations, imported by nobody at run time."""
    return frozenset(
        line
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    )


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def strings(path: Path) -> Iterator[tuple[str, int]]:
    """Every string literal of a file, docstrings included."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno


def templates() -> tuple[Path, ...]:
    return tuple(p for p in sorted(PRODUCT.glob("*/templates/**/*")) if p.is_file())


def template_name(path: Path) -> str:
    """The name by which a template is loaded: opinions/say.html."""
    return str(path.relative_to(PRODUCT)).split("/templates/", 1)[1]


def template_room(name: str) -> str:
    """The room of a template name ('' for Django's own, such as 404.html)."""
    first = name.split("/", 1)[0]
    return first if first in RANK else ""


TAG = re.compile(r"{%-?\s*(\w+)\s+([\"'])([^\"'{}]+)\2")


def tags(path: Path, *names: str) -> Iterator[tuple[str, int]]:
    """First literal argument of some template tags, with its line."""
    text = path.read_text(encoding="utf-8")
    for found in TAG.finditer(text):
        if found.group(1) in names:
            yield found.group(3), text.count("\n", 0, found.start()) + 1


def call_name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def patterns() -> Iterator[tuple[str, str, URLPattern]]:
    """Every address of the product: (route with each argument as *, its full name, the pattern)."""

    def walk(resolver: URLResolver, route: str, space: str) -> Iterator[tuple[str, str, URLPattern]]:
        for entry in resolver.url_patterns:
            full = route + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry, full, f"{space}{entry.namespace}:" if entry.namespace else space)
            else:
                yield re.sub(r"<[^>]+>", "*", full), f"{space}{entry.name}", entry

    yield from walk(get_resolver(), "", "")
