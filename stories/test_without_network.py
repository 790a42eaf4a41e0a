"""断网的一天：两台设备带到没有网的村里，同时接待；回来各自传回，号不重，话不丢，谁捡到设备也看不到。"""

import json
import re

import pytest
from playwright.sync_api import expect

from lianxin.base.tests.test_browser import violations
from stories.receiving import Codes, booked, codes_on, looked_up
from stories.telling import DESK, PHONE, Person, Place
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.article(6)]
ERA = "2026-11-02T08:00"
RECEPTIONS = ("2026-11-04", "2026-11-11", "2026-11-18")
CANAL, LAMP, WELL = "三组的水渠塌了一截，水上不来", "村口的路灯坏了三个月", "井水发黄，能不能来看看"
ROAD = "去镇上的路晚上太黑"
STORED = """async () => {
  const said = (asked) => new Promise((ok) => { asked.onsuccess = () => ok(asked.result); });
  const db = await said(indexedDB.open("lianxin-offline"));
  const all = (name) => said(db.transaction(name).objectStore(name).getAll());
  const plain = (value) => value instanceof Uint8Array ? new TextDecoder("utf-8").decode(value) : value;
  const rows = [...await all("desks"), ...await all("rows")].map((row) => Object.values(row).map(plain));
  db.close();
  return JSON.stringify([rows, Object.entries(localStorage), Object.entries(sessionStorage)]);
}"""
"""Everything that somebody who finds the device can read, its octets as text."""


def anybody_can_read_it(who: Person) -> None:
    """What a screen reader, weak eyes and a narrow screen meet."""
    assert not violations(who.page), who.name
    assert who.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), who.name


def takes_along(who: Person, device: str, passphrase: str) -> None:
    """有网的时候带走。"""
    who.打开("/desk/offline/")
    who.page.wait_for_selector("#main[data-ready]")
    who.点("带走")
    anybody_can_read_it(who)
    who.写("这台设备叫什么", device)
    who.写("定一个口令", passphrase)
    who.写("再写一遍口令", passphrase)
    who.page.locator("#take").get_by_role("button", name="带走").click()
    who.看见("带好了", "还没开始")
    who.拍("offline-01-taken")


def goes_where_no_network_is(who: Person, passphrase: str) -> None:
    """到了村里：没有网，页面照样打得开，要口令。"""
    who.page.context.set_offline(True)
    who.page.reload()
    who.看见("没有网", "现在连不上平台")
    who.点("打开")
    who.写("口令", "不是这个口令")
    who.page.locator("#unlock .btn--go").click()
    who.看见("口令不对")
    who.写("口令", passphrase)
    who.page.locator("#unlock .btn--go").click()
    who.看见("接待现场", "寸石镇建设路1号")


def receipts(who: Person) -> list[Codes]:
    """递给来的人的：登记号和查询码。"""
    who.看见("登记好了，回执给他")
    return codes_on(who)


def writes(who: Person, *matters: str) -> list[Codes]:
    """写一张登记表，一件事一张回执。"""
    for at, text in enumerate(matters, 1):
        if at > 1:
            who.page.locator("#sheet summary").nth(at - 1).click()
        who.page.locator(f"#off_m{at}-text").fill(text)
    who.交表()
    found = receipts(who)
    who.page.locator('[data-screen="receipts"] [data-do="back"]').click()
    return found


def on_the_tablet(罗小禾: Person, booked: str) -> list[Codes]:
    """联络员的平板：开始、代表到了、取号、叫号、过号、两件事一张表。"""
    罗小禾.点("开始接待")
    罗小禾.page.locator("[data-do=attend]", has_text="刘禾生").click()
    罗小禾.看见("刘禾生到了")
    for number in (1, 2):
        罗小禾.点("没有约的：取一个号")
        罗小禾.看见(f"取好了：A{number}号")
    罗小禾.page.locator(f'[data-do=arrive][data-booking="{booked}"]').click()
    罗小禾.看见("取好了：A3号")
    罗小禾.点("请下一位")
    罗小禾.看见("请A1号")
    罗小禾.page.locator("#inside [data-do=skip]").click()
    罗小禾.看见("A1号没有应")
    罗小禾.拍("offline-02-day")
    anybody_can_read_it(罗小禾)
    罗小禾.点("请下一位")
    罗小禾.看见("请A2号")
    罗小禾.page.locator("#inside [data-do=sheet]").click()
    罗小禾.交表()
    罗小禾.看见("这一件还没有写说了什么")
    given = writes(罗小禾, CANAL, LAMP)
    罗小禾.page.locator("[data-do=come_back]").click()
    罗小禾.看见("A1号回来了")
    罗小禾.page.locator("#waiting [data-do=leave]", has_text="A1").click()
    罗小禾.看见("A1号先走了")
    return given


def on_the_phone(刘禾生: Person, passphrase: str) -> list[Codes]:
    """代表的手机：写到一半没电了，再打开接着写；当场解答。"""
    刘禾生.点("没有约的：取一个号")
    刘禾生.看见("取好了：B1号")
    刘禾生.点("开始接待")
    刘禾生.点("请下一位")
    刘禾生.看见("请B1号")
    anybody_can_read_it(刘禾生)
    刘禾生.page.locator("#inside [data-do=sheet]").click()
    刘禾生.page.locator("#off_m1-text").fill(WELL)
    expect(刘禾生.page.locator("#main")).to_have_attribute("data-draft", "1")
    刘禾生.page.reload()
    刘禾生.点("打开")
    刘禾生.写("口令", passphrase)
    刘禾生.page.locator("#unlock .btn--go").click()
    刘禾生.看见("上次没写完的登记表还在")
    expect(刘禾生.page.locator("#off_m1-text")).to_have_value(WELL)
    刘禾生.page.get_by_text("代表当场解答了").first.click()
    刘禾生.交表()
    刘禾生.看见("请写下是怎么答复的", "请写出处")
    刘禾生.page.locator("#off_m1-answer").fill("县疾控每季度来验一次，上次合格，我把单子贴在村部")
    刘禾生.page.locator("#off_m1-source").fill("县疾控中心9月检测报告")
    刘禾生.拍("offline-03-sheet")
    anybody_can_read_it(刘禾生)
    刘禾生.交表()
    given = receipts(刘禾生)
    刘禾生.拍("offline-04-receipts")
    anybody_can_read_it(刘禾生)
    刘禾生.page.locator('[data-screen="receipts"] [data-do="back"]').click()
    刘禾生.点("写一张没有号的登记表")
    return given + writes(刘禾生, ROAD)


def nobody_who_finds_it_reads_a_word(who: Person) -> None:
    kept = json.loads(who.page.evaluate(STORED))
    assert len(kept[0]) > 5
    for words in (CANAL, LAMP, WELL, ROAD, "刘禾生", "取号", "ticket", "matters"):
        assert words not in json.dumps(kept, ensure_ascii=False), f"{who.name}的设备上看得到“{words}”"


def brings_back(who: Person) -> None:
    """回到有网的地方，全部传回去。"""
    who.page.context.set_offline(False)
    who.点("全部传回去")


def test_two_desks_without_network_are_brought_back_and_nothing_is_lost(place: Place) -> None:
    约了的人 = booked(place.来("约了的人"), "2026年11月4日", "11:00")
    place.到("2026-11-04 08:50")
    罗小禾 = place.登录("罗小禾", "luoxiaohe", width=DESK)
    刘禾生 = place.登录("刘禾生", "liuhesheng", width=PHONE)
    takes_along(罗小禾, "站里的平板", "寸石的平板2026")
    takes_along(刘禾生, "代表的手机", "liu-he-sheng-2026")
    goes_where_no_network_is(罗小禾, "寸石的平板2026")
    goes_where_no_network_is(刘禾生, "liu-he-sheng-2026")

    given = on_the_tablet(罗小禾, 约了的人.number)
    given += on_the_phone(刘禾生, "liu-he-sheng-2026")
    for who in (罗小禾, 刘禾生):
        nobody_who_finds_it_reads_a_word(who)
    assert len({receipt.number for receipt in given}) == len(given) == 4

    罗小禾.点("结束接待")
    罗小禾.page.locator("[data-do=close]").click()
    罗小禾.看见("这次接待结束了")
    brings_back(罗小禾)
    罗小禾.看见("都传回去了", "没用过的登记号作废了58个", "还有别的设备没有传上来")
    罗小禾.拍("offline-05-brought-back")
    anybody_can_read_it(罗小禾)
    刘禾生.page.context.clear_cookies()
    brings_back(刘禾生)
    刘禾生.看见("要先登录", "写的都还在")
    刘禾生.点("先登录")
    刘禾生.写("用户名", "liuhesheng")
    刘禾生.写("密码", PASSWORD)
    刘禾生.点("登录")
    刘禾生.点("打开")
    刘禾生.写("口令", "liu-he-sheng-2026")
    刘禾生.page.locator("#unlock .btn--go").click()
    刘禾生.看见("接待现场")
    brings_back(刘禾生)
    刘禾生.看见("都传回去了", "等人补登的有0条", "这次接待在平台上也结束了")
    for who in (罗小禾, 刘禾生):
        assert not json.loads(who.page.evaluate(STORED))[0], f"{who.name}的设备上还留着东西"

    罗小禾.打开("/desk/receptions/")
    罗小禾.page.get_by_role("link", name=re.compile("2026年11月4日")).first.click()
    罗小禾.点("接待现场")
    罗小禾.看见("这次接待了3次来访", "A2号", "B1号")
    罗小禾.拍("offline-06-merged")
    村民 = place.来("村民", script=False)
    for receipt, words in zip(given, (CANAL, LAMP, WELL, ROAD), strict=True):
        looked_up(村民, receipt)
        村民.看见(words)
    扫码的人 = place.来("扫码的人")
    扫码的人.打开(f"/receipt#{given[0].number}")
    expect(扫码的人.page.get_by_label("登记号")).to_have_value(" ".join(re.findall("....", given[0].number)))
    assert "#" not in 扫码的人.地址()
    乱写的人 = place.来("乱写的人")
    乱写的人.打开("/receipt#<b>12345678901</b>")
    expect(乱写的人.page.get_by_label("登记号")).to_have_value("")
    place.product.script("lianxin", "ledger", "verify")
