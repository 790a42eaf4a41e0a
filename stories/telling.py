"""How a story is told: people with names at their own screens, and the pictures that are taken on the way.

The verbs are Chinese, so that who knows the trade and not the code can read a story and object to it.
"""

import io
import os
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from lianxin.kit import moment
from stories.timing import Clock
from tests.product import Product
from tests.world import PASSWORD

ROOT = Path(__file__).resolve().parent.parent
PHONE, DESK = 360, 1440
TALLEST = 1500
"""Of a long page a picture shows so much (CSS pixels)."""
MOST_BYTES = 200_000
COLOURS = (128, 64, 32, 16)
PATIENCE = 10_000
"""Milliseconds that a person waits for what should be there."""

expect.set_options(timeout=PATIENCE)


def album() -> Path | None:
    """Where pictures go: nowhere unless asked (LIANXIN_SHOTS=1: docs/shots; else it names a folder)."""
    asked = os.environ.get("LIANXIN_SHOTS", "")
    if not asked:
        return None
    return ROOT / "docs" / "shots" if asked == "1" else Path(asked)


def kept(octets: bytes, path: Path) -> None:
    """A picture with as many colours as fit into MOST_BYTES."""
    taken = Image.open(io.BytesIO(octets)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        taken.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue())


@dataclass
class Person:
    """Somebody at a screen of his own. Without a user name he is a resident: no account, no cookie, no history."""

    name: str
    page: Page

    # ── going and looking ──────────────────────────────────────────────────
    def 打开(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{self.name}: {address} {answer.status}"

    def 看见(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each, use_inner_text=True)

    def 不见(self, *words: str) -> None:
        shown = self.page.locator("body").inner_text()
        for each in words:
            assert each not in shown, f"{self.name}看见了“{each}”"

    def 地址(self) -> str:
        return self.page.url

    # ── acting ─────────────────────────────────────────────────────────────
    def 点(self, words: str) -> None:
        self._control(words).click()

    def _control(self, words: str) -> Locator:
        """The first visible link, button or opening line with these words."""
        named = self.page.get_by_role("button", name=words).or_(self.page.get_by_role("link", name=words))
        named = named.or_(self.page.locator("summary", has_text=words))
        return named.locator("visible=true").first

    def 办(self, verb: str) -> None:
        """Open the form of an act that the desk offers here, behind 其他 if need be."""
        offered = self.page.locator(".dock, .trio").get_by_role("link", name=verb)
        if not offered.locator("visible=true").count():
            self.page.locator(".dock summary").click()
        offered.locator("visible=true").first.click()
        expect(self.page.locator("#act, form")).not_to_have_count(0)

    def 交(self, words: str) -> None:
        """Press the red button of the open form."""
        self.page.locator("#act").get_by_role("button", name=words).click()

    def 交表(self) -> None:
        """Press the red button of the sheet of a desk without network."""
        self.page.locator("#sheet .btn--go").click()

    def 写(self, where: str, words: str) -> None:
        self.page.get_by_label(where).locator("visible=true").first.fill(words)

    def 选(self, question: str, choice: str) -> None:
        self.page.get_by_role("group", name=question).get_by_label(choice).locator("visible=true").first.check()

    def 挑(self, where: str, choice: str) -> None:
        self.page.get_by_label(where).locator("visible=true").first.select_option(label=choice)

    def 勾(self, words: str) -> None:
        self.page.get_by_label(words).locator("visible=true").first.check()

    def 附上(self, where: str, name: str, kind: str, octets: bytes) -> None:
        self.page.get_by_label(where).first.set_input_files({"name": name, "mimeType": kind, "buffer": octets})

    def 按(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def 焦点(self) -> str:
        """What the keyboard is on: the words of the label, link or button."""
        found = self.page.evaluate(
            "() => { const e = document.activeElement; return /^(BODY|MAIN)$/.test(e.tagName) ? ''"
            " : ((e.labels && e.labels[0] || e).innerText || '').trim() }"
        )
        return str(found)

    def 按到(self, key: str, words: str, most: int = 40) -> int:
        """Press a key until the keyboard is on something with these words; how often it was pressed."""
        for times in range(1, most + 1):
            self.按(key)
            if words in self.焦点():
                return times
        raise AssertionError(f"{self.name}按了{most}次{key}，没有走到“{words}”")

    def 下载(self, words: str, folder: Path) -> Path:
        with self.page.expect_download() as waiting:
            self.点(words)
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    # ── pictures ───────────────────────────────────────────────────────────
    def 拍(self, name: str, tall: int = TALLEST) -> None:
        """Take a picture of the page, `tall` CSS pixels of it at most; nothing when none are asked for."""
        folder = album()
        if folder is None:
            return
        size = self.page.viewport_size
        assert size is not None
        self.page.wait_for_timeout(250)
        whole = int(self.page.evaluate("document.documentElement.scrollHeight"))
        self.page.set_viewport_size({"width": size["width"], "height": min(max(whole, size["height"]), tall)})
        self.page.evaluate("scrollTo(0, 0)")
        kept(self.page.screenshot(), folder / f"{name}.png")
        self.page.set_viewport_size(size)


@dataclass
class Place:
    """The product as it runs, and whoever has come to a screen so far."""

    product: Product
    chromium: Browser
    clock: Clock = field(default_factory=Clock)
    contexts: list[BrowserContext] = field(default_factory=list)

    @property
    def base(self) -> str:
        return self.product.base_url

    def 来(self, name: str, *, script: bool = True, width: int = PHONE) -> Person:
        """Somebody opens a browser that knows nothing of him."""
        context = self.chromium.new_context(
            base_url=self.base,
            viewport={"width": width, "height": 760 if width == PHONE else 900},
            device_scale_factor=2 if width == PHONE else 1,
            java_script_enabled=script,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return Person(name, context.new_page())

    def 登录(self, name: str, username: str, *, password: str = PASSWORD, width: int = PHONE) -> Person:
        """Somebody with an account comes, signs in and stands before his own day."""
        person = self.来(name, width=width)
        person.打开("/desk/")
        person.写("用户名", username)
        person.写("密码", password)
        person.点("登录")
        expect(person.page).to_have_url(f"{self.base}/desk/")
        return person

    def 到(self, at: str) -> None:
        """Time goes by until 2026-11-04 08:30 (Asia/Shanghai)."""
        self.clock.show(moment.parse(at))

    def 后台(self) -> None:
        """The worker does what there is to do, once."""
        self.product.script("stories.clockwork")

    def 走(self) -> None:
        """Everybody goes home."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()
