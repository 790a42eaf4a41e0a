"""Every page of the desk in a real browser at three widths, as each role that owns it: WCAG 2.2 AA."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browsing import Site, Walked, served

pytestmark = pytest.mark.browser
ROLES = ("officer", "chair", "office", "long", "health", "reader", "auditor", "volunteer")


@pytest.fixture(scope="module")
def site(walked: Walked, tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Site]:
    with served(walked, tmp_path_factory.mktemp("desk"), chromium) as running:
        yield running


@pytest.mark.parametrize("nick", ROLES)
def test_axe_finds_nothing_on_any_page_of_the_desk(site: Site, nick: str) -> None:
    one_of_each = {
        name: path for name, path, owners in reversed(site.told["desk"]) if nick in owners and "?do=" not in path
    }
    faults = [fault for path in one_of_each.values() for fault in site.faults(site.page(nick), path)]
    if faults:
        pytest.fail(f"{len(faults)} faults:\n" + "\n".join(faults[:60]), pytrace=False)
    assert one_of_each
