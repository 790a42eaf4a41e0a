"""The product as a process of its own, a browser, and everybody's screens."""

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from lianxin.kit import moment
from stories.telling import Place
from stories.timing import Clock
from tests.chromium import ARGUMENTS, program
from tests.conftest import fresh_database, prepared_product
from tests.product import Product

__all__ = ["fresh_database", "prepared_product"]

Told = Callable[[str, tuple[str, ...]], tuple[Product, str]]

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
) -> Told:
    """An installation with the cast's county in it and an announced plan of some days, made the day before an era
    ('' for now), and the name of its database; never served itself."""
    made: dict[tuple[str, tuple[str, ...]], tuple[Product, str]] = {}

    def at(era: str, days: tuple[str, ...]) -> tuple[Product, str]:
        if (era, days) not in made:
            name = f"told{len(made)}"
            folder = tmp_path_factory.mktemp(name)
            product = prepared_product.copied(folder, fresh_database(name, "prepared"))
            product.more = set_to(era, folder, earlier=timedelta(days=1)).environment
            product.script("stories.place", *days)
            made[era, days] = product, name
        return made[era, days]

    return at


def set_to(era: str, folder: Path, earlier: timedelta = timedelta()) -> Clock:
    """A clock that stands at an era now; the real one for ''."""
    if not era:
        return Clock()
    clock = Clock(folder / "clock")
    clock.show(moment.parse(era) - earlier)
    return clock


@pytest.fixture(scope="module")
def era(request: pytest.FixtureRequest) -> str:
    """When the stories of a file begin: its ERA (2026-11-02T08:00), else now."""
    return str(getattr(request.module, "ERA", ""))


@pytest.fixture(scope="module")
def clock(era: str, tmp_path_factory: pytest.TempPathFactory) -> Clock:
    """The clock that the stories of one file share."""
    return set_to(era, tmp_path_factory.mktemp("clock"))


@pytest.fixture(scope="module")
def served(
    told_of: Told,
    era: str,
    clock: Clock,
    fresh_database: Callable[[str, str], str],
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Product]:
    """A copy of it for the stories of one file, served with production settings; RECEPTIONS are its days."""
    name = request.module.__name__.rpartition(".")[2]
    original, template = told_of(era, getattr(request.module, "RECEPTIONS", ()))
    product = original.copied(tmp_path_factory.mktemp(name), fresh_database(name, template))
    product.more = clock.environment
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
def place(
    served: Product, clock: Clock, chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Place]:
    """The served product with nobody at a screen yet. What everybody saw last stays in tmp_path if it went wrong."""
    here = Place(served, chromium, clock)
    yield here
    BROWSING.submit(_left, here, tmp_path if request.node.stash.get(FAILED, True) else None).result()


def _left(here: Place, folder: Path | None) -> None:
    for number, context in enumerate(here.contexts if folder else ()):
        for page in context.pages:
            page.screenshot(path=folder / f"last-{number}.png")
    here.走()
