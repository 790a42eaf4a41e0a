"""The product as a process of its own, a browser, and everybody's screens."""

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from stories.telling import Place
from tests.chromium import ARGUMENTS, program
from tests.conftest import fresh_database, prepared_product
from tests.product import Product

__all__ = ["fresh_database", "prepared_product"]

BROWSING = ThreadPoolExecutor(1, "stories")
"""Playwright takes a thread for itself; another room's browser may be open in the tests' own thread."""


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A test with a browser runs where the browser is."""
    if "chromium" not in pyfuncitem.fixturenames:
        return None
    given = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    BROWSING.submit(pyfuncitem.obj, **given).result()
    return True


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real headless browser in its own thread."""
    path = program()
    playwright = BROWSING.submit(sync_playwright().start).result()
    browser = BROWSING.submit(playwright.chromium.launch, executable_path=path, args=ARGUMENTS).result()
    yield browser
    BROWSING.submit(browser.close).result()
    BROWSING.submit(playwright.stop).result()


@pytest.fixture(scope="session")
def told_of(
    prepared_product: Product, fresh_database: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory
) -> Product:
    """An installation with the cast's county in it; never served itself."""
    product = prepared_product.copied(tmp_path_factory.mktemp("told"), fresh_database("told", "prepared"))
    product.script("stories.place")
    return product


@pytest.fixture(scope="module")
def served(
    told_of: Product,
    fresh_database: Callable[[str, str], str],
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Product]:
    """A copy of it for the stories of one file, served with production settings."""
    name = request.module.__name__.rpartition(".")[2]
    product = told_of.copied(tmp_path_factory.mktemp(name), fresh_database(name, "told"))
    product.start()
    yield product
    product.stop()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def place(served: Product, chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """The served product with nobody at a screen yet. What everybody saw last stays in tmp_path if it went wrong."""
    here = Place(served, chromium)
    yield here
    BROWSING.submit(_left, here, tmp_path if request.node.stash.get(FAILED, True) else None).result()


def _left(here: Place, folder: Path | None) -> None:
    for number, context in enumerate(here.contexts if folder else ()):
        for page in context.pages:
            page.screenshot(path=folder / f"last-{number}.png")
    here.走()
