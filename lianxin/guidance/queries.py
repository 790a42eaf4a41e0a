"""Where an article lives: its rules and its tests, read from the sources, so that a broken room shows too."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lianxin.guidance.rules import LACKING, NUMERALS

PACKAGE = Path(__file__).resolve().parent.parent
TREE = PACKAGE.parent


@dataclass(frozen=True)
class Place:
    """A rule or a test of an article: path from the project's root, line, qualified name, the article's words."""

    article: int
    file: str
    line: int
    name: str
    words: str
    is_test: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.name}"


def places(number: int, tree: Path = TREE) -> tuple[Place, ...]:
    """Every rule (`@article(n, …)`) and test (`@pytest.mark.article(n)`) of an article, by file and line."""
    return tuple(place for place in every_place(tree) if place.article == number)


def every_place(tree: Path = TREE) -> tuple[Place, ...]:
    """The rules and tests of all articles under the project's root."""
    files = (path for folder in ("lianxin", "tests", "stories") for path in sorted((tree / folder).rglob("*.py")))
    return tuple(place for path in files for place in _in_file(path, tree))


def homeless(tree: Path = TREE) -> tuple[int, ...]:
    """Articles that have neither a rule in any room nor a written reason."""
    ruled = {place.article for place in every_place(tree) if not place.is_test}
    return tuple(n for n in range(1, len(NUMERALS) + 1) if n not in ruled and not LACKING.get(n))


def rooms(found: Iterable[Place]) -> tuple[str, ...]:
    """The rooms in which some places have a rule, in the order of their names."""
    return tuple(sorted({place.file.split("/")[1] for place in found if not place.is_test}))


def _in_file(path: Path, tree: Path) -> Iterator[Place]:
    text = path.read_text(encoding="utf-8")
    if "article(" not in text:
        return
    try:
        module = ast.parse(text)
    except SyntaxError:
        return
    file = path.relative_to(tree).as_posix()
    in_tests = path.name.startswith("test_") or "/tests/" in f"/{file}"
    yield from _in_body(module.body, "", file, in_tests)


def _in_body(body: list[ast.stmt], above: str, file: str, in_tests: bool) -> Iterator[Place]:
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if (
                isinstance(node, ast.Assign)
                and in_tests
                and [t.id for t in node.targets if isinstance(t, ast.Name)] == ["pytestmark"]
            ):
                yield from _marks(node.value, file, node.lineno, "（整个文件）")
            continue
        name = f"{above}{node.name}"
        for mark in node.decorator_list:
            yield from _marks(mark, file, node.lineno, name)
        if isinstance(node, ast.ClassDef):
            yield from _in_body(node.body, f"{name}.", file, in_tests)


def _marks(value: ast.expr, file: str, line: int, name: str) -> Iterator[Place]:
    """The articles named by one decorator, or by a `pytestmark` list."""
    if isinstance(value, ast.List | ast.Tuple):
        for each in value.elts:
            yield from _marks(each, file, line, name)
    if not isinstance(value, ast.Call) or not value.args or not isinstance(value.args[0], ast.Constant):
        return
    called, numbers = ast.unparse(value.func), [a.value for a in value.args if isinstance(a, ast.Constant)]
    if called == "pytest.mark.article":
        yield from (Place(n, file, line, name, "", is_test=True) for n in numbers if isinstance(n, int))
    elif called in ("article", "rules.article", "guidance.article") and isinstance(numbers[0], int):
        words = numbers[1] if len(numbers) > 1 else ""
        yield Place(numbers[0], file, line, name, str(words), is_test=False)
