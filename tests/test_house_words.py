"""How the house speaks: the words of the trade, both languages, names that every database takes."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps

from tests import house
from tests.test_house_rules import told
from tools import glossary, messages, tracked

LONGEST_NAME = 30
BANNED = re.compile("|".join(("工" + "单", "投诉" + "件", "投" + "诉", "客" + "户", "处理" + "人")))
SPOKEN = {"gettext", "gettext_lazy", "_", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
SPECIMENS = re.compile(r"lianxin/base/templates/base/(?:components_\w+|components)\.html$|lianxin/base/forms\.py$")
"""The developers' page of components: invented content that shows each part, not words of the product."""
OURS = [m for m in apps.get_models() if m.__module__.startswith("lianxin.") and ".tests." not in m.__module__]


# ── words ──────────────────────────────────────────────────────────────────
def _spoken_files() -> Iterator[tuple[str, str]]:
    for path in (*house.templates(), *sorted(house.PRODUCT.rglob("*.po")), *house.sources()):
        yield house.place(path), path.read_text(encoding="utf-8")


def test_banned_words_stand_nowhere() -> None:
    breaches = []
    for name, text in _spoken_files():
        for number, line in enumerate(text.splitlines(), start=1):
            if found := BANNED.search(line):
                breaches.append(f"{name}:{number}: {found.group()}")
    told(breaches)


def test_every_model_has_a_name_that_the_glossary_holds() -> None:
    told([f"{m.__name__}: {m._meta.verbose_name}" for m in OURS if str(m._meta.verbose_name) not in glossary.words()])


def test_every_field_has_a_chinese_name() -> None:
    breaches = []
    for model in OURS:
        for field in model._meta.concrete_fields:
            own = not (field.auto_created or field.name == "id" or field.model is not model)
            inherited = field.name in ("password", "last_login")
            if own and not inherited and not house.CJK.search(str(field.verbose_name)):
                breaches.append(f"{model.__name__}.{field.name}")
    told(breaches)


def test_the_glossary_page_is_fresh() -> None:
    assert glossary.PAGE.read_text(encoding="utf-8") == glossary.page()


def test_no_term_stands_twice_in_the_glossary() -> None:
    terms = [term for term, *_ in glossary.rows()]
    told(sorted({term for term in terms if terms.count(term) > 1}))


# ── two languages ──────────────────────────────────────────────────────────
UNSPOKEN = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%.*?%}|{#.*?#}|{{.*?}}|<!--.*?-->|lang=\"zh-CN\">[^<]*<",
    re.DOTALL,
)
COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)


def test_templates_say_nothing_outside_gettext() -> None:
    breaches = []
    for path in (p for p in house.templates() if not SPECIMENS.search(str(p))):
        text = path.read_text(encoding="utf-8")
        bare = UNSPOKEN.sub(lambda m: "\n" * m.group().count("\n"), COMMENT.sub(_blank, text))
        for number, line in enumerate(bare.splitlines(), start=1):
            if house.CJK.search(line):
                breaches.append(f"{house.place(path, number)}: {line.strip()[:60]}")
    told(breaches)


def _blank(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def _wrapped(tree: ast.Module) -> set[int]:
    """Ids of the string nodes that a gettext call wraps, and of docstrings."""
    inside = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and house.call_name(node) in SPOKEN:
            inside |= {id(n) for n in ast.walk(node)}
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            first = node.body[0]
            inside |= {id(n) for n in ast.walk(first)} if isinstance(first, ast.Expr) else set()
    return inside


def test_views_and_forms_and_models_say_nothing_outside_gettext() -> None:
    breaches = []
    for path in house.sources():
        spoken = path.stem in ("views", "forms", "models") or path.parent.name == "views"
        if not spoken or SPECIMENS.search(str(path)):
            continue
        tree = house.tree_of(path)
        inside = _wrapped(tree)
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if house.CJK.search(text) and id(node) not in inside:
                breaches.append(f"{house.place(path, node.lineno)}: {text[:40]}")
    told(breaches)


def test_english_is_complete() -> None:
    told(messages.faults())


# ── names that every database takes ────────────────────────────────────────
@pytest.mark.parametrize("model", apps.get_models(include_auto_created=True), ids=lambda m: m._meta.label)
def test_database_names_have_at_most_30_characters(model: type) -> None:
    if not model.__module__.startswith("lianxin."):
        return
    meta = model._meta
    names = [meta.db_table, *(f.column for f in meta.local_concrete_fields)]
    names += [index.name for index in meta.indexes] + [constraint.name for constraint in meta.constraints]
    told([f"{name} ({len(name)})" for name in names if len(name) > LONGEST_NAME])


# ── tracked files ──────────────────────────────────────────────────────────
def test_no_tracked_file_names_a_registry_or_one_machine() -> None:
    told(list(tracked.machine_words()))


def test_no_tracked_picture_or_data_file_is_huge() -> None:
    told([f"{house.place(p)}: {p.stat().st_size}" for p in tracked.files() if p.stat().st_size > 2_000_000])


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_links_between_pages_of_the_docs_lead_somewhere() -> None:
    pages = [p for p in tracked.files() if p.suffix == ".md"]
    told(
        [
            f"{house.place(page)}: {target}"
            for page in pages
            for target in LINK.findall(page.read_text(encoding="utf-8"))
            if not (page.parent / target).exists()
        ]
    )
