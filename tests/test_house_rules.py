"""How the house is built (architecture, sections 2 and 5). Each test lists every breach, not the first."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from lianxin.guidance import queries
from tests import house

LONGEST_FILE = 400
LONGEST_FUNCTION = 30
BETWEEN_ROOMS = frozenset({"rules", "queries", "actions", "permissions"})
"""What one room may import from another; the ground floor (kit, base, guidance) is open to all."""
GROUND = frozenset({"kit", "base", "guidance"})
OFFERED = {
    "divisions.finding": "addresses as people write them, as values",
    "ledger.restate": "a room says how its rows are restated when the ledger is verified",
    "people.rights": "a room says which rights its rows give a person, so that an actor is gathered in one query",
    "sheets.reading": "tables in, for whatever room reads workbooks",
    "sheets.writing": "tables out, for whatever room hands them out",
    "papers.shapes": "what stands on a paper, as values",
    "papers.printing": "a paper as PDF or DOCX",
    "papers.qr": "the code of an address, as a drawing",
    "staff.openwork": "a room says which open work a person leaves behind at a hand-over",
    "receptions.rhythm": "by which days a plan goes, as values, and in words",
    "ledger.projections": "a room says how its entries become rows of books and figures",
}
EVERYWHERE = {"worlds", "config"}
"""Worlds are built by, and config is made of, whatever the rooms hold."""


def told(breaches: list[str]) -> None:
    """Fail with every breach, one a line."""
    if breaches:
        pytest.fail(f"{len(breaches)} breaches:\n" + "\n".join(sorted(breaches)), pytrace=False)


# ── rooms and files ────────────────────────────────────────────────────────
def test_every_folder_of_the_product_is_a_room_with_a_height() -> None:
    folders = {p.name for p in house.PRODUCT.iterdir() if p.is_dir() and not p.name.startswith("__")}
    assert folders == set(house.RANK)


def test_every_room_has_a_readme() -> None:
    told([room for room in house.ROOMS if not (house.PRODUCT / room / "README.md").is_file()])


def test_every_file_has_a_standard_name_or_is_named_in_its_rooms_readme() -> None:
    breaches = []
    for path in house.sources():
        room, inner = house.room_of(path), path.relative_to(house.PRODUCT).parts[1:]
        if room in ("", "kit", "config") or inner[0].removesuffix(".py") in house.STANDARD:
            continue
        if inner[0] in ("actions", "queries", "views", "templatetags"):
            continue  # a standard file that grew sideways into journeys; Django's own folder
        readme = house.PRODUCT / room / "README.md"
        if not readme.is_file() or inner[0].removesuffix(".py") not in readme.read_text(encoding="utf-8"):
            breaches.append(house.place(path))
    told(breaches)


def test_a_wheel_takes_whatever_the_product_reads_beside_its_modules() -> None:
    project = tomllib.loads((house.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    taken = {pattern.split("/")[0] for pattern in project["tool"]["setuptools"]["package-data"]["*"]}
    others = (p for p in house.PRODUCT.rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc"))
    inside = ((p, p.relative_to(house.PRODUCT).parts) for p in others if p.name != "README.md")
    told([house.place(p) for p, parts in inside if "tests" not in parts and not taken & set(parts[1:-1])])


def test_no_file_is_called_utils_or_the_like() -> None:
    told([house.place(p) for p in house.sources(tests=True) if p.stem in house.FORBIDDEN_NAMES])


def test_no_file_is_longer_than_400_lines() -> None:
    code = [*house.sources(tests=True), *house.test_sources(), *house.templates()]
    code += [p for kind in ("css", "js") for p in house.PRODUCT.glob(f"*/static/**/*.{kind}")]
    lengths = {p: p.read_text(encoding="utf-8").count("\n") for p in code}
    told([f"{house.place(p)}: {n} lines" for p, n in lengths.items() if n > LONGEST_FILE])


@pytest.mark.parametrize("room", [*house.ROOMS, "config"])
def test_nine_functions_in_ten_are_under_30_lines(room: str) -> None:
    lengths = {
        f"{house.place(path, f.lineno)} {f.name}": (f.end_lineno or f.lineno) - f.lineno + 1
        for path in house.sources(room)
        for f in house.functions(path)
    }
    long = [f"{name}: {n} lines" for name, n in lengths.items() if n >= LONGEST_FUNCTION]
    assert len(long) * 10 <= len(lengths), f"{len(long)} of {len(lengths)}:\n" + "\n".join(long)


# ── what leans on what ─────────────────────────────────────────────────────
def test_rooms_import_from_each_other_only_rules_queries_actions_permissions() -> None:
    breaches = []
    for path in house.sources():
        room, typing_only = house.room_of(path), house.for_types_only(path)
        for name, line in house.imports(path):
            parts = name.split(".")
            if line in typing_only:
                continue
            if parts[0] != "lianxin" or len(parts) < 3 or room in ("", *EVERYWHERE) or parts[1] in (room, *GROUND):
                continue
            if parts[2] not in BETWEEN_ROOMS and ".".join(parts[1:3]) not in OFFERED:
                breaches.append(f"{house.place(path, line)}: {name}")
    told(breaches)


def test_open_faces_import_no_models_and_no_database() -> None:
    faults = {"django.db.DatabaseError", "django.db.OperationalError", "django.db.IntegrityError"}
    breaches = []
    for room in ("publicity", "api"):
        for path in house.sources(room):
            for name, line in house.imports(path):
                if (name.startswith("django.db") and name not in faults) or (
                    name.startswith("lianxin.") and ".models" in name
                ):
                    breaches.append(f"{house.place(path, line)}: {name}")
    told(breaches)


def test_templates_lean_downwards_only() -> None:
    breaches = []
    for path in house.templates():
        room = house.room_of(path)
        for target, line in house.tags(path, "include", "extends"):
            other = house.template_room(target)
            if other and not house.may_lean(room, other):
                breaches.append(f"{house.place(path, line)}: {target}")
        for target, line in house.tags(path, "url"):
            other = target.split(":", 1)[0]
            if other not in house.RANK or not house.may_lean(room, other):
                breaches.append(f"{house.place(path, line)}: {target}")
    told(breaches)


def test_reversed_addresses_lean_downwards_only() -> None:
    breaches = []
    for path in house.sources():
        room = house.room_of(path)
        for node in ast.walk(house.tree_of(path)):
            if not (isinstance(node, ast.Call) and house.call_name(node) in {"reverse", "reverse_lazy", "redirect"}):
                continue
            target = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else ""
            other = str(target).split(":", 1)[0]
            if ":" in str(target) and not (other in house.RANK and house.may_lean(room, other)):
                breaches.append(f"{house.place(path, node.lineno)}: {target}")
    told(breaches)


def test_foreign_keys_lean_downwards_only() -> None:
    breaches = []
    for model in apps.get_models():
        room = model._meta.app_label
        for field in model._meta.get_fields():
            if room in house.RANK and field.is_relation and field.concrete and field.related_model:
                other = field.related_model._meta.app_label
                if other in house.RANK and not house.may_lean(room, other):
                    breaches.append(f"{model.__name__}.{field.name} → {other}")
    told(breaches)


def test_imports_stand_at_the_top_of_the_file() -> None:
    breaches = []
    for path in house.sources():
        if path == house.PRODUCT / "config" / "cli.py":
            continue  # each command loads no more than it needs
        for function in house.functions(path):
            inner = (n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom))
            breaches += [house.place(path, node.lineno) for node in inner]
    told(breaches)


def test_no_signals_run_between_rooms() -> None:
    wires = ("django.dispatch", "django.db.models.signals", "django.core.signals")
    told([house.place(p, n) for p in house.sources() for name, n in house.imports(p) if name.startswith(wires)])


# ── what stands where ──────────────────────────────────────────────────────
def _is_actions(path: Path) -> bool:
    return path.name == "actions.py" or "actions" in path.parent.parts


def test_a_state_is_set_only_in_actions() -> None:
    breaches = []
    for path in house.sources():
        if _is_actions(path):
            continue
        for node in ast.walk(house.tree_of(path)):
            targets = node.targets if isinstance(node, ast.Assign) else []
            targets = [node.target] if isinstance(node, ast.AugAssign) else targets
            set_here = any(isinstance(t, ast.Attribute) and t.attr == "state" for t in targets)
            updated = isinstance(node, ast.Call) and house.call_name(node) in {"update", "bulk_update"}
            if set_here or (updated and any(word.arg == "state" for word in node.keywords)):
                breaches.append(house.place(path, node.lineno))
    told(breaches)


def test_views_and_forms_never_save() -> None:
    writes = {"save", "delete", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
    thin = [p for p in house.sources() if p.stem in ("views", "forms", "urls", "admin") or p.parent.name == "views"]
    told(
        [
            house.place(path, node.lineno)
            for path in thin
            for node in ast.walk(house.tree_of(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writes
        ]
    )


def test_rules_and_workflows_are_pure() -> None:
    outside = (
        "django.db",
        "django.http",
        "django.conf",
        "django.shortcuts",
        "lianxin.kit.moment",
        "lianxin.kit.chance",
    )
    pure = [p for p in house.sources() if p.stem in ("rules", "workflow")]
    told(
        [
            f"{house.place(path, line)}: {name}"
            for path in pure
            for name, line in house.imports(path)
            if name.startswith(outside) or ".models" in name
        ]
    )


def test_time_comes_from_moment_and_luck_from_chance() -> None:
    elsewhere = re.compile(
        r"\b(?:timezone\.now|timezone\.localdate|datetime\.now|datetime\.utcnow|date\.today|time\.time|uuid4|uuid1"
        r"|random\.\w+|secrets\.\w+|os\.urandom|get_random_string)\("
    )
    allowed = {house.PRODUCT / "kit" / name for name in ("moment.py", "chance.py", "keyring.py", "crypto.py")}
    breaches = []
    for path in (p for p in house.sources() if p not in allowed):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if elsewhere.search(line):
                breaches.append(f"{house.place(path, number)}: {line.strip()}")
    told(breaches)


def test_no_template_is_unused() -> None:
    by_django = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
    used = {text for path in house.sources() for text, _ in house.strings(path)} | by_django
    for path in house.templates():
        used |= {name for name, _ in house.tags(path, "include", "extends")}
    told(
        [house.place(p) for p in house.templates() if (n := house.template_name(p)) not in used and "django/" not in n]
    )


# ── guidance ───────────────────────────────────────────────────────────────
def test_every_article_has_a_rule_or_a_written_reason_and_every_ruled_one_a_test() -> None:
    told([f"Article {number}: neither a rule nor a reason" for number in queries.homeless()])
    places = queries.every_place()
    ruled, tested = ({p.article for p in places if p.is_test is kind} for kind in (False, True))
    told([f"Article {number}: no test is marked with it" for number in sorted(ruled - tested)])


# ── tests ──────────────────────────────────────────────────────────────────
def test_test_names_are_sentences() -> None:
    breaches = []
    for path in house.test_sources():
        if not path.name.startswith("test_"):
            continue
        names = (f.name for f in house.functions(path) if f.name.startswith("test_"))
        breaches += [f"{house.place(path)}: {name}" for name in names if len(name.split("_")) < 4]
    told(breaches)


def test_every_guard_is_named_in_some_test() -> None:
    words = "\n".join(path.read_text(encoding="utf-8") for path in house.test_sources())
    told(
        [
            f"{house.place(path, f.lineno)}: {f.name}"
            for path in house.sources()
            if path.stem == "permissions"
            for f in house.functions(path)
            if f.name.startswith("may_") and not re.search(rf"\b{f.name}\b", words)
        ]
    )


def test_a_test_that_may_open_no_database_runs_once(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("once")


@pytest.mark.django_db
def test_a_test_that_may_open_a_database_runs_on_both_engines(request: pytest.FixtureRequest) -> None:
    assert not request.node.get_closest_marker("once")
