"""Options and marks of the whole suite, and the sandbox it runs in."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import django
import pytest
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import ARGUMENTS, program

# Tests never touch a real data folder. This stands before Django reads its settings, which is why
# pyproject.toml names no DJANGO_SETTINGS_MODULE: pytest-django would read them before this file.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
_SANDBOX = Path(os.environ["LIANXIN_SANDBOX"]) / _WORKER if _WORKER else Path(tempfile.mkdtemp(prefix="lianxin-test-"))
if not _WORKER:
    os.environ["LIANXIN_SANDBOX"] = str(_SANDBOX)
    atexit.register(shutil.rmtree, _SANDBOX, ignore_errors=True)
os.environ["DATA"] = str(_SANDBOX / "data")
os.environ["KEYS"] = str(_SANDBOX / "keys")
# Playwright's event loop stands in the thread of whoever opened a browser; Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"
(_SANDBOX / "data" / "static").mkdir(parents=True)
django.setup()

from lianxin.ledger.tests.factory import forget  # noqa: E402 - only after Django stands


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--article", type=int, metavar="N", help="run the tests that keep Article N, and list them")


LONG = (
    "test_a_reception_day test_other_doors test_walk_axe_desk test_walk_desk test_faults_kill test_walk_axe_open "
    "test_a_year_of_market_days test_bench test_demo_command test_demo_world test_the_main_road test_pictures "
    "test_walk_axe_forms test_walk_leaks test_browser test_disclosure test_tampering_rows"
).split()
"""Files that take longest come first, so that no worker is left with one of them at the end."""

DATABASES = {"db", "transactional_db", "django_db_setup", "fresh_database"}
"""Fixtures without one of which pytest-django lets no test touch the database, and the one that makes others."""


def needs_no_database(item: pytest.Item) -> bool:
    """Whether a second engine could tell nothing new: no mark and no fixture opens a database to this test."""
    opened = DATABASES.intersection(getattr(item, "fixturenames", ()))
    return not (opened or item.get_closest_marker("django_db") or item.get_closest_marker("faults"))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None, None, None]:
    """Marks come before `-m` chooses; the order after pytest-django has made its own."""
    for item in filter(needs_no_database, items):
        item.add_marker(pytest.mark.once)
    yield
    places = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONG)))  # the others stay in their order
    number = config.getoption("--article")
    if number is not None:
        kept = [i for i in items if any(number in mark.args for mark in i.iter_markers("article"))]
        config.hook.pytest_deselected(items=[i for i in items if i not in kept])
        items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    number = config.getoption("--article")
    if number is None:
        return
    terminalreporter.section(f"Article {number}")
    for outcome in ("passed", "failed", "error", "skipped"):
        for nodeid in sorted({report.nodeid for report in terminalreporter.stats.get(outcome, [])}):
            place, _, name = nodeid.partition("::")
            terminalreporter.write_line(f"{outcome:8} {name}  ({place})")


@pytest.fixture(scope="session", autouse=True)
def cheap_password_hashes() -> Iterator[None]:
    """argon2 is slow on purpose; a test of passwords themselves puts it back with the settings fixture."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def styles_are_found_when_asked_for() -> Iterator[None]:
    """WhiteNoise looks through every static file when a client asks its first page: 10 ms for each of thousands.

    The products that the tests start as processes of their own keep the production setting.
    """
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True)
def the_ledger_is_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that really commits leaves ledger rows that no flush may touch; they go by the ledger's own back door."""
    yield
    mark = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or bool(mark and mark.kwargs.get("transaction"))
    if commits and "lianxin/ledger/" not in str(request.path):
        blocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock():
            forget()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real headless browser, one for all rooms: a thread holds one driver. Tests that use it are marked `browser`.

    `new_context(viewport=…)` gives a clean one.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
        yield browser
        browser.close()
