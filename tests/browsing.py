"""The walks in a real browser: the populated county in a process of its own, and what is looked at on each page."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from lianxin.base.tests.test_browser import WIDTHS, violations
from tests.product import Product

PHONE = WIDTHS[0]
SMALL = """() => Array.from(document.querySelectorAll('a,button,input:not([type=hidden]),select,summary,textarea'))
  .filter(e => { const r = (e.closest('label') || e).getBoundingClientRect();
    return r.width > 0 && r.height < 43.5 && r.left >= 0 && !e.closest('p,dd,.skip,.stop__l,.pick') })
  .map(e => e.outerHTML.slice(0, 90))"""
"""What is too low for a thumb; what stands in running text may be, and a label counts with its box."""


@dataclass
class Site:
    """A running product with the populated county, and what `python -m tests.addresses` told of it."""

    product: Product
    browser: Browser
    told: dict[str, Any]
    contexts: dict[str, BrowserContext]

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
        answer = page.goto(self.product.base_url + path)
        if answer is None or answer.status != 200:
            return [f"{path}: {answer.status if answer else 'nothing'}"]
        if "text/html" not in answer.headers.get("content-type", ""):
            return []
        return [fault for width in widths for fault in looked_at(page, f"{path} at {width}", width)]


def looked_at(page: Page, where: str, width: int) -> list[str]:
    """The page as it stands, at one width."""
    page.set_viewport_size({"width": width, "height": 800})
    found = [f"{where}: {fault}" for fault in violations(page)]
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
