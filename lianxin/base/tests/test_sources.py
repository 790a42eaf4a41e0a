"""What is written in templates and style sheets: nothing inline, nothing an old phone cannot read."""

import gzip
import re

import pytest

from lianxin.base.tests.sources import STATIC, styles, templates

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style[\s>]", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)[^>]*>", re.I),
    "a javascript: address": re.compile(r"[\"']\s*javascript:", re.I),
    "another host": re.compile(r"""(?:src|<link[^>]*href)\s*=\s*["']https?://""", re.I),
}

# After Chromium 78 (October 2019), with the version that brought it.
NEWER = {
    "flex gap (84)": re.compile(r"display:\s*(?:inline-)?flex[^}]*[;{\s](?:row-|column-)?gap:"),
    "gap outside a grid-gap (use grid-gap)": re.compile(r"(?<![-\w])(?:row-|column-)?gap:"),
    "clamp, min, max (79)": re.compile(r"(?<![-\w])(?:clamp|min|max)\((?!-content)"),
    ":is, :where (88)": re.compile(r":(?:is|where)\("),
    ":has (105)": re.compile(r":has\("),
    "a list in :not (88)": re.compile(r":not\([^()]*,"),
    "cascade layers (99)": re.compile(r"@layer"),
    "container queries (105)": re.compile(r"@container|container-type"),
    "aspect-ratio (88)": re.compile(r"(?<![-\w(])aspect-ratio:"),
    "inset (87)": re.compile(r"(?<![-\w])inset(?:-block|-inline)?:"),
    "dvh and its kin (108)": re.compile(r"\d[sdl]v[hwib]\b"),
    "range media queries (104)": re.compile(r"@media[^{]*[<>]"),
    "color functions (101 and later)": re.compile(r"(?:oklch|oklab|lab|lch|color-mix|color)\("),
    "space-parted rgb (65 has it, WeChat's copy may not)": re.compile(r"rgba?\(\d+ \d"),
    "nesting (112)": re.compile(r"\{[^{}]*&[^{}]*\{"),
    "subgrid (117)": re.compile(r"subgrid"),
    "accent by :focus-visible alone (86)": re.compile(r"(?<!:not\():focus-visible"),
}

CONTRAST = [
    ("ink", "paper", 7),
    ("ink-2", "paper", 7),
    ("ink-3", "paper", 4.5),
    ("ink-3", "mist", 4.5),
    ("blue", "paper", 7),
    ("blue", "blue-wash", 4.5),
    ("blue-2", "white", 4.5),
    ("white", "red", 7),
    ("white", "late", 4.5),
    ("white", "ink", 7),
    ("late", "paper", 4.5),
    ("ok", "ok-wash", 4.5),
    ("warn", "warn-wash", 4.5),
    ("gold", "gold-wash", 4.5),
    ("edge", "paper", 3),
    ("edge", "white", 3),
]


@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds(what: str) -> None:
    found = [path for path, text in templates() if INLINE[what].search(re.sub(r"\{#.*?#\}", "", text))]
    assert found == []


@pytest.mark.parametrize("what", NEWER)
def test_no_style_sheet_needs(what: str) -> None:
    found = [(name, hit.group()) for name, text in styles() for hit in NEWER[what].finditer(text)]
    assert found == []


@pytest.mark.parametrize("what", NEWER)
def test_the_list_of_newer_things_would_catch_them(what: str) -> None:
    samples = (
        "a{display:flex;gap:8px} b{width:clamp(1px,2px,3px)} c:is(d,e){} f:has(g){} h:not(i,j){} @layer k{} "
        "@container (x){} l{aspect-ratio:1} m{inset:0} n{height:100dvh} @media (width>1px){} o{color:oklch(1 1 1)} "
        "p{color:rgb(1 2 3)} q{r:1;& s{t:1}} u{grid-template-rows:subgrid} v:focus-visible{}"
    )
    assert NEWER[what].search(samples)


def test_no_style_sheet_uses_important_or_another_host() -> None:
    for name, text in styles():
        assert "!important" not in text, name
        assert not re.search(r"url\(\s*[\"']?https?:", text), name


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def tokens(selector: str) -> dict[str, str]:
    text = (STATIC / "lianxin.css").read_text(encoding="utf-8")
    block = re.search(re.escape(selector) + r"\{([^}]*)\}", text)
    assert block
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})", block.group(1)))


@pytest.mark.parametrize("care", [False, True])
@pytest.mark.parametrize(("front", "back", "least"), CONTRAST)
def test_tokens_keep_their_contrast(front: str, back: str, least: float, care: bool) -> None:
    values = tokens(":root") | (tokens(".care") if care else {})
    light, dark = sorted((luminance(values[front]), luminance(values[back])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least


def test_the_first_load_of_a_public_page_stays_small() -> None:
    files = ("lianxin.css", "lianxin.js", "icons.svg", "favicon.svg")
    assert sum(len(gzip.compress((STATIC / name).read_bytes())) for name in files) < 30_000
