"""docs/glossary.md out of docs/glossary.tsv (the terms of the domain) and docs/glossary-more.tsv (ours).

Columns: Chinese, pinyin, English, identifier, note. `/`, `(…)` and `（…）` in the first give other forms.
"""

import re
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (ROOT / "docs" / "glossary.tsv", ROOT / "docs" / "glossary-more.tsv")
PAGE = ROOT / "docs" / "glossary.md"
HEAD = """# Glossary

One Chinese term, one English word, one identifier; field names, verbs and addresses in the code use the fourth column.
Made from `glossary.tsv` and `glossary-more.tsv` by `make glossary`; change those, not this page.

| 中文 | pinyin | English | identifier | note |
|---|---|---|---|---|
"""

Row = tuple[str, str, str, str, str]


def rows() -> list[Row]:
    """All terms, in file order."""
    found = []
    for source in SOURCES:
        for line in source.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                cells = [cell.strip() for cell in line.split("\t")]
                found.append((cells + [""] * 5)[:5])
    return [(a, b, c, d, e) for a, b, c, d, e in found]


@lru_cache(maxsize=1)
def words() -> frozenset[str]:
    """Every form of every Chinese term."""
    found: set[str] = set()
    for term, *_ in rows():
        inner = re.findall(r"[(（]([^)）]*)[)）]", term)
        for part in (term, re.sub(r"[(（][^)）]*[)）]", "", term), *inner):
            found |= {word.strip() for word in re.split(r"[/、,，]", part)}
    return frozenset((found | {term for term, *_ in rows()}) - {""})


def page() -> str:
    """The glossary as Markdown."""
    lines = ("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows())
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
