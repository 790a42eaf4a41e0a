"""The walks in a real browser: the populated county in a process of its own, and what is looked at on each page."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

from lianxin.base.tests.test_browser import WIDTHS, violations
from tests.product import Product

PHONE = WIDTHS[0]
SMALL = """() => Array.from(document.querySelectorAll('a,button,input:not([type=hidden]),select,summary,textarea'))
  .filter(e => { const r = (e.closest('label') || e).getBoundingClientRect();
    return r.width > 0 && r.height < 43.5 && r.left >= 0 && !e.closest('p,dd,.skip,.stop__l,.pick') })
  .map(e => e.outerHTML.slice(0, 90))"""
"""What is too low for a thumb; what stands in running text may be, and a label counts with its box."""

BUILD = """() => { const of = e => { if (e.nodeType !== 1) return '';
    const said = /^(class|role|type|lang|hidden|disabled|aria-(current|hidden))$/;
    const own = e.localName + Array.from(e.attributes, a => said.test(a.name) ? a.name + '=' + a.value : a.name)
      .sort().join(' ') + (e.textContent.trim() ? '' : '-');
    const inner = [];
    for (const child of e.children) { const c = of(child); if (c !== inner[inner.length - 1]) inner.push(c) }
    return '<' + own + '>' + inner.join('') };
  return of(document.documentElement) }"""
"""How a page is built, whatever its words: elements, classes, names of attributes; equal rows are one row."""


@dataclass
class Site:
    """A running product with the populated county, and what `python -m tests.addresses` told of it."""

    product: Product
    browser: Browser
    told: dict[str, Any]
    contexts: dict[str, BrowserContext]
    judged: set[tuple[str, int]] = field(default_factory=set)
    """What axe has looked at already: builds of pages, and the width."""

    def page(self, nick: str = "", *, care: bool = False) -> Page:
        """A page of somebody's browser; '' is a visitor's."""
        name = f"{nick}{care}"
        if name not in self.contexts:
            self.contexts[name] = context = self.browser.new_context(viewport={"width": PHONE, "height": 800})
            if nick:
                self._cookie(context, "sessionid", self.told["sessions"][nick])
            if care:
                self._cookie(context, "care", "1")
            context.new_page()
        return self.contexts[name].pages[0]

    def _cookie(self, context: BrowserContext, name: str, value: str) -> None:
        context.add_cookies([{"name": name, "value": value, "url": self.product.base_url}])

    def faults(self, page: Page, path: str, widths: tuple[int, ...] = WIDTHS) -> list[str]:
        """What is wrong with a page at some widths: axe, overflow, targets too small for a thumb."""
        page.set_viewport_size({"width": widths[0], "height": 800})
        try:
            answer = page.goto(self.product.base_url + path)
        except Error as error:
            if "Download is starting" in str(error):  # a file to keep; the walks without a browser open it
                return []
            raise
        if answer is None or answer.status != 200:
            return [f"{path}: {answer.status if answer else 'nothing'}"]
        if "text/html" not in answer.headers.get("content-type", ""):
            return []
        build = hashlib.sha256(page.evaluate(BUILD).encode()).hexdigest()
        found = []
        for width in widths:
            found += looked_at(page, f"{path} at {width}", width, axe=(build, width) not in self.judged)
            self.judged.add((build, width))
        return found


def looked_at(page: Page, where: str, width: int, *, axe: bool = True) -> list[str]:
    """The page as it stands, at one width. `axe=False`: built like a page that was judged."""
    page.set_viewport_size({"width": width, "height": 800})
    found = [f"{where}: {fault}" for fault in violations(page)] if axe else []
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if over > 0:
        found.append(f"{where}: {over} px too wide")
    if width == PHONE:
        found += [f"{where}: small target {html}" for html in page.evaluate(SMALL)]
    return found


@contextmanager
def served(prepared: Product, folder: Path, browser: Browser) -> Iterator[Site]:
    """A copy of a prepared installation, with the county in it, serving."""
    shutil.copytree(prepared.data, folder / "data")
    shutil.copytree(prepared.keys, folder / "keys")
    product = Product(folder / "data", folder / "keys")
    site = Site(product, browser, json.loads(product.script("tests.addresses").splitlines()[-1]), {})
    product.start()
    try:
        yield site
    finally:
        for context in site.contexts.values():
            context.close()
        product.stop()
