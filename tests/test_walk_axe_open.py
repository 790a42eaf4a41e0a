"""Every open page in a real browser at three widths, in the plain and in the large version: WCAG 2.2 AA."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browsing import PHONE, Site, Walked, looked_at, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(walked: Walked, tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Site]:
    with served(walked, tmp_path_factory.mktemp("open"), chromium) as running:
        yield running


def none(faults: list[str]) -> None:
    if faults:
        pytest.fail(f"{len(faults)} faults:\n" + "\n".join(faults[:60]), pytrace=False)


@pytest.mark.parametrize("care", [False, True], ids=["plain", "care"])
def test_axe_finds_nothing_on_any_open_page(site: Site, care: bool) -> None:
    page = site.page(care=care)
    none([fault for _name, path in site.told["open"] for fault in site.faults(page, path)])


@pytest.mark.parametrize("care", [False, True], ids=["plain", "care"])
def test_axe_finds_nothing_on_the_way_from_words_to_the_road(site: Site, care: bool) -> None:
    """Pages that only a form opens: what, where, the receipt, the road, the proof, and each with something wrong."""
    page, faults = site.page(care=care), []

    def look(where: str) -> None:
        faults.extend(fault for width in (PHONE, 768, 1440) for fault in looked_at(page, f"{where} at {width}", width))

    page.goto(site.product.base_url + "/say")
    press(page)
    look("say, nothing written")
    page.fill("textarea[name=text]", "桐木村的路灯坏了三盏，夜里看不见。")
    press(page)
    look("say, where")
    press(page)
    look("say, no place")
    page.fill("input[name=place]", "桐木村")
    press(page)
    look("say, done")
    number, code = site.told["receipt"]
    for path, title in (("/receipt", "road"), ("/verify", "proof")):
        page.goto(site.product.base_url + path)
        page.locator("main input[name=number]").first.fill(number)
        page.locator("main input[name=code]").first.fill("0000000000")
        entered(page)
        look(f"{title}, wrong code")
        page.locator("main input[name=number]").first.fill(number)
        page.locator("main input[name=code]").first.fill(code)
        entered(page)
        look(title)
    none(faults)


def press(page: object) -> None:
    """The one main button of the form."""
    with page.expect_navigation():  # type: ignore[attr-defined]
        page.locator("main form button.btn--go").first.click()  # type: ignore[attr-defined]


def entered(page: object) -> None:
    """The form sent from its last field."""
    with page.expect_navigation():  # type: ignore[attr-defined]
        page.locator("main input[name=code]").first.press("Enter")  # type: ignore[attr-defined]
