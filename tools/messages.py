"""Keep the English catalogue whole without gettext's programs.

`messages.py` adds what is missing (empty, to be translated) and drops what is gone;
`messages.py --check` ends with 1 when anything is missing, empty, doubtful or no longer used.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "lianxin"
CATALOGUE = SOURCE / "base" / "locale" / "en" / "LC_MESSAGES" / "django.po"
# which arguments are (context, singular, plural)
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
IN_TEMPLATE = re.compile(r"\b(?:" + "|".join(sorted(CALLS, key=len, reverse=True)) + r")\(")

Key = tuple[str, str, str]
"""(context, singular, plural); '' where there is none."""


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _key(call: ast.Call, alias: dict[str, str]) -> Key | None:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    name = alias.get(name, name)
    if name not in CALLS:
        return None
    parts = []
    for place in CALLS[name]:
        if place is None:
            parts.append("")
        elif place >= len(call.args) or (word := _constant(call.args[place])) is None:
            return None
        else:
            parts.append(word)
    return parts[0], parts[1], parts[2]


def _aliases(tree: ast.Module) -> dict[str, str]:
    """Other names a file gives to gettext (`gettext as now`), each with the true one."""
    imports = [n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == "django.utils.translation"]
    return {name.asname: name.name for node in imports for name in node.names if name.asname}


def of_python(text: str) -> Iterator[tuple[Key, int]]:
    """The messages of Python source, with their lines."""
    tree = ast.parse(text)
    alias = _aliases(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (key := _key(node, alias)) and key[1]:
            yield key, node.lineno


def _calls(code: str) -> Iterator[str]:
    """Each gettext call of a templatized template, as Python source, in order."""
    for found in IN_TEMPLATE.finditer(code):
        end = found.end()
        while (end := code.find(")", end) + 1) > 0:
            try:
                ast.parse(code[found.start() : end], mode="eval")
            except SyntaxError:
                continue
            yield code[found.start() : end]
            break


def of_template(text: str, origin: str) -> Iterator[Key]:
    """The messages of one template."""
    for call in _calls(templatize(text, origin=origin)):
        yield from (key for key, _ in of_python(call))


def wanted() -> dict[Key, str]:
    """Every message of the product with the first place that uses it."""
    found: dict[Key, str] = {}
    for path in sorted(SOURCE.rglob("*")):
        place = str(path.relative_to(ROOT))
        if "/tests/" in place or "/migrations/" in place:
            continue
        if path.suffix == ".py":
            for key, _line in of_python(path.read_text(encoding="utf-8")):
                found.setdefault(key, place)
        elif "/templates/" in place and path.is_file():
            for key in of_template(path.read_text(encoding="utf-8"), place):
                found.setdefault(key, place)
    return found


def _key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def _translated(entry: polib.POEntry) -> bool:
    words = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return bool(words) and all(words) and not entry.fuzzy


def catalogue() -> polib.POFile:
    """The English catalogue (an empty one when there is none yet)."""
    if CATALOGUE.exists():
        return polib.pofile(str(CATALOGUE), wrapwidth=110)
    book = polib.POFile(wrapwidth=110)
    book.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return book


def faults() -> list[str]:
    """What keeps the English catalogue from being complete, one line each."""
    need, have = wanted(), {_key_of(e): e for e in catalogue() if not e.obsolete}
    lines = [f"{place}: not in the catalogue: {key[1]!r}" for key, place in need.items() if key not in have]
    lines += [f"{need[k]}: not translated: {k[1]!r}" for k, e in have.items() if k in need and not _translated(e)]
    lines += [f"no longer used: {key[1]!r}" for key in have if key not in need]
    return sorted(lines)


def update() -> None:
    """Add what is missing, drop what is gone, sort by place."""
    need, old = wanted(), {_key_of(e): e for e in catalogue()}
    book = catalogue()
    book.clear()
    for key, place in sorted(need.items(), key=lambda item: (item[1], item[0])):
        context, single, plural = key
        entry = old.get(key) or polib.POEntry(msgctxt=context or None, msgid=single, msgid_plural=plural)
        if plural and not entry.msgstr_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        entry.occurrences = [(place, "")]
        entry.obsolete = False
        book.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(CATALOGUE))


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "")
    if not settings.configured:
        settings.configure(USE_I18N=True)
    if "--check" not in sys.argv:
        update()
        left = [line for line in faults() if "not translated" in line]
        print(f"{len(left)} messages wait for a translation in {CATALOGUE.relative_to(ROOT)}")
        return 0
    found = faults()
    print("\n".join(found[:40]) + (f"\n… {len(found)} in all" if len(found) > 40 else ""), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
