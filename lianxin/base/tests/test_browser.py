"""The catalogue in a real browser: axe, overflow, touch targets, print sizes, no script, keys, the form's origin."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1440)
PATHS = (
    "/components/",
    "/components/desk/",
    "/components/desk/?pane=main",
    "/components/paper/",
    "/components/paper/?size=a3",
)
TAGS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
SMALL = """() => Array.from(document.querySelectorAll('a,button,input:not([type=hidden]),select,summary,textarea'))
  .filter(e => { const r = e.getBoundingClientRect();
    return r.width > 0 && r.height < 43.5 && r.left >= 0 && !e.closest('p,dd,.skip,.stop__l,.pick') })
  .map(e => e.outerHTML.slice(0, 90))"""


def opened(browser: Browser, address: str, path: str, width: int, care: bool = False, **options: object) -> Page:
    context: BrowserContext = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
    if care:
        context.add_cookies([{"name": "care", "value": "1", "url": address}])
    page = context.new_page()
    answer = page.goto(address + path)
    assert answer is not None
    assert answer.ok
    return page


def violations(page: Page, part: str = "", *, colours: bool = True) -> list[str]:
    """What axe finds on the page as it stands, or on one part of it; its half megabyte of script goes in once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = TAGS if colours else TAGS | {"rules": {"color-contrast": {"enabled": False}}}
    run = "([part, options]) => axe.run(part || document, options).then(told => told.violations)"
    found = page.evaluate(run, [part, options])
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]


@pytest.mark.parametrize("care", [False, True], ids=["plain", "care"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_nothing_overflows(browser: Browser, address: str, width: int, care: bool) -> None:
    for path in PATHS:
        page = opened(browser, address, path, width, care)
        assert violations(page, colours=width == WIDTHS[0]) == [], path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        page.context.close()


@pytest.mark.parametrize("path", PATHS[:3])
def test_touch_targets_on_a_phone_are_44_high(browser: Browser, address: str, path: str) -> None:
    page = opened(browser, address, path, 360)
    assert page.evaluate(SMALL) == []
    page.context.close()


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_a_sheet_prints_on_its_paper(browser: Browser, address: str, size: str) -> None:
    page = opened(browser, address, f"/components/paper/?size={size}", 1440)
    page.emulate_media(media="print")
    assert violations(page) == []
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = {tuple(round(float(n)) for n in m.split()) for m in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", printed)}
    assert boxes == {(0, 0, 595, 842) if size == "a4" else (0, 0, 842, 1191)}
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == (2 if size == "a4" else 1)
    page.context.close()


def test_care_works_without_script(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/components/", 360, java_script_enabled=False)
    page.click("button[name=care]")
    assert page.url == address + "/components/"
    assert page.get_attribute("html", "class") == " care"
    page.context.close()


def test_care_grows_the_letters_in_place_with_script(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/components/", 360)
    page.click("button[name=care]")
    page.wait_for_selector("html.care", timeout=5000)
    assert page.inner_text("button[name=care]").strip() == "标准版"
    page.reload()
    assert "care" in (page.get_attribute("html", "class") or "")
    page.context.close()


def test_nothing_on_the_pages_breaks_the_policy(browser: Browser, address: str) -> None:
    for path in PATHS:
        context = browser.new_context()
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.goto(address + path)
        context.close()
        assert said == [], path


def test_a_form_arrives_although_other_houses_get_no_referrer(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/speak", 360)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.click("#go")
    assert sent.value.all_headers()["origin"] == address
    assert "heard 路灯坏了" in page.content()
    page.context.close()


def test_keys_walk_the_list_and_press_actions_but_not_while_typing(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/components/desk/", 1440)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "来访" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("k")
    assert "网络" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("/")
    page.keyboard.type("jk1")
    assert page.input_value("#find") == "jk1"
    page.context.close()


def test_the_desks_panes_are_pages_on_a_phone(browser: Browser, address: str) -> None:
    page = opened(browser, address, "/components/desk/", 360)
    assert page.is_visible(".pane--list")
    assert not page.is_visible(".pane--main")
    page.click(".dk__menu")
    assert page.is_visible(".pane--nav")
    page.click(".dk__close")
    assert not page.is_visible(".pane--nav")
    page.click("a.it >> nth=0")
    assert page.is_visible(".pane--main")
    page.context.close()
