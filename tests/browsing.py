"""The walks in a real browser: the populated county in a process of its own, and what is looked at on each page."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

from lianxin.base.tests.test_browser import WIDTHS, violations
from tests.product import Product

PHONE = WIDTHS[0]
Walked = tuple[Product, dict[str, Any]]
SMALL = """() => Array.from(document.querySelectorAll('a,button,input:not([type=hidden]),select,summary,textarea'))
  .filter(e => { const r = (e.closest('label') || e).getBoundingClientRect();
    return r.width > 0 && r.height < 43.5 && r.left >= 0 && !e.closest('p,dd,.skip,.stop__l,.pick') })
  .map(e => e.outerHTML.slice(0, 90))"""
"""What is too low for a thumb; what stands in running text may be, and a label counts with its box."""

OF = """const of = (e, without) => { if (e.nodeType !== 1 || e === without) return '';
    const said = without ? /^(class|role|type|lang|hidden|disabled|aria-hidden)$/
      : /^(class|role|type|lang|hidden|disabled|aria-(current|hidden))$/;
    const own = e.localName + Array.from(e.attributes, a => said.test(a.name) ? a.name + '=' + a.value : a.name)
      .filter(name => !without || name !== 'aria-current')
      .sort().join(' ') + (e.textContent.trim() ? '' : '-');
    const inner = [];
    for (const child of e.children) { const c = of(child, without); if (c !== inner[inner.length - 1]) inner.push(c) }
    return '<' + own + '>' + inner.join('') };"""
BUILD = f"""part => {{ {OF} const main = document.querySelector('main');
  const chosen = document.querySelector(part) || main;
  return [chosen ? of(chosen, null) : '', of(document.documentElement, main)] }}"""
"""How two parts of a page are built, whatever their words: what is in `part` (else `main`), and the frame around `main`
without its mark of where one is. Elements, classes, names of attributes; equal rows are one row."""

THIN = f"""() => {{ {OF} const thinned = e => {{ let last = '', run = 0;
    for (const child of [...e.children]) {{ const c = of(child, null); run = c === last ? run + 1 : 0; last = c;
      if (run > 1 && !child.id && !child.querySelector('[id]')) child.remove(); else thinned(child) }} }};
  thinned(document.body) }}"""
"""Of neighbours that are built alike two stay: a third row of a table teaches axe nothing and takes as long."""

HEADED = "[document.title.trim(), document.documentElement.lang, document.querySelector('h1,h2')].every(Boolean)"


@dataclass
class Site:
    """A running product with the populated county, and what `python -m tests.addresses` told of it."""

    product: Product
    browser: Browser
    told: dict[str, Any]
    contexts: dict[str, BrowserContext]
    judged: set[tuple[str, int]] = field(default_factory=set)
    """What axe has looked at already: builds of parts of pages, and the width."""

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

    def faults(self, page: Page, path: str, widths: tuple[int, ...] = WIDTHS, part: str = "main") -> list[str]:
        """What is wrong with a page at some widths: axe, overflow, targets too small for a thumb.

        part    what is new on this page (a selector); what stands around it is judged when it is new as well
        """
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
        main, frame = (hashlib.sha256(built.encode()).hexdigest() for built in page.evaluate(BUILD, part))
        found = [] if page.evaluate(HEADED) else [f"{path}: without title, language or heading"]
        for width in widths:
            found += shaped(page, f"{path} at {width}", width)
        page.evaluate(THIN)
        for width in sorted({widths[0], widths[-1]}):  # what axe asks of shapes it asks of the narrowest and the widest
            known = (frame, width) in self.judged, (main, width) in self.judged
            look = Look.WHOLE if not known[0] else Look.NOTHING if known[1] else Look.MAIN
            if look is Look.MAIN and (main, PHONE) in self.judged:
                look = Look.SHAPE  # its colours were judged on a phone
            found += judged(page, f"{path} at {width}", width, look, part)
            self.judged |= {(main, width), (frame, width)}
        return found


class Look(Enum):
    """How much of a page axe looks at."""

    WHOLE = "all of it"
    MAIN = "what is new: the frame around it was judged"
    SHAPE = "what is new, but for its colours, which no width changes"
    NOTHING = "built like what was judged"


def judged(page: Page, where: str, width: int, look: Look = Look.WHOLE, part: str = "main") -> list[str]:
    """What axe says of the page as it stands, at one width."""
    if look is Look.NOTHING:
        return []
    page.set_viewport_size({"width": width, "height": 800})
    chosen = "" if look is Look.WHOLE else part if page.locator(part).count() else "main"
    return [f"{where}: {fault}" for fault in violations(page, chosen, colours=look is not Look.SHAPE)]


def shaped(page: Page, where: str, width: int) -> list[str]:
    """What is too wide, and on a phone what is too small for a thumb."""
    page.set_viewport_size({"width": width, "height": 800})
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    found = [f"{where}: {over} px too wide"] if over > 0 else []
    return found + ([f"{where}: small target {html}" for html in page.evaluate(SMALL)] if width == PHONE else [])


def looked_at(page: Page, where: str, width: int) -> list[str]:
    """All of this for the page as it stands, and nothing of it is taken away."""
    return judged(page, where, width) + shaped(page, where, width)


@contextmanager
def served(walked: Walked, folder: Path, browser: Browser) -> Iterator[Site]:
    """A copy of the walked installation, serving."""
    original, told = walked
    product = original.copied(folder)
    site = Site(product, browser, told, {})
    product.start()
    try:
        yield site
    finally:
        for context in site.contexts.values():
            context.close()
        product.stop()
