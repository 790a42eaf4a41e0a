"""What the same pages of the desk become: every state, every list, every form of a verb, on a phone: WCAG 2.2 AA."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browsing import PHONE, Site, Walked, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(walked: Walked, tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Site]:
    with served(walked, tmp_path_factory.mktemp("forms"), chromium) as running:
        yield running


def none(faults: list[str]) -> None:
    if faults:
        pytest.fail(f"{len(faults)} faults:\n" + "\n".join(faults[:60]), pytrace=False)


def test_axe_finds_nothing_on_any_form_of_a_verb(site: Site) -> None:
    forms = [(path, owners[0]) for _name, path, owners in site.told["desk"] if "?do=" in path]
    assert len(forms) > 30
    none([fault for path, nick in forms for fault in site.faults(site.page(nick), path, (PHONE,), "#act")])


@pytest.mark.parametrize("name", ["desk:opinion", "desk:suggestion", "desk:list", "desk:suggestion_list"])
def test_axe_finds_nothing_in_any_state_and_on_any_list(site: Site, name: str) -> None:
    pages = [(path, owners[-1]) for n, path, owners in site.told["desk"] if n == name and owners and "?do=" not in path]
    none([fault for path, nick in pages for fault in site.faults(site.page(nick), path, (PHONE,))])
