"""代表来不了：请假、请别的代表来、更正大家看得到、约了的人接到电话。

Wednesday 11 November 2026 was announced with 龙秀梅 and 刘禾生; it is Monday a week before.
"""

import re

import pytest

from stories.receiving import booked
from stories.telling import DESK, Person, Place

pytestmark = [pytest.mark.browser, pytest.mark.article(6)]
ERA = "2026-11-02T08:00"
RECEPTIONS = ("2026-11-04", "2026-11-11", "2026-11-18")
TELEPHONE = "000-5521"


def asks_leave(龙秀梅: Person) -> None:
    """手机上点两下，不用写原因。"""
    龙秀梅.打开("/desk/my-receptions")
    龙秀梅.拍("substitute-02-mine")
    龙秀梅.page.locator(".myd", has_text="11月").filter(has=龙秀梅.page.get_by_text("11", exact=True)).get_by_role(
        "link", name="请假"
    ).click()
    龙秀梅.交("请假")
    龙秀梅.看见("已请假，召集人和联络员会找人代替", "正在找人代替")
    龙秀梅.拍("substitute-03-on-leave")


def finds_another(刘禾生: Person) -> None:
    """召集人看到缺人，请杨小满来。"""
    刘禾生.打开("/desk/receptions/?which=short")
    刘禾生.点("11月11日")
    刘禾生.看见("龙秀梅请假了，还没有人代替")
    刘禾生.办("请别的代表来")
    刘禾生.选("请谁来", "杨小满")
    offered = 刘禾生.page.get_by_role("group", name="请谁来").inner_text()
    assert "刘禾生" not in offered  # he sits there already
    assert "麻秋实" in offered and "先问本人" in offered
    刘禾生.写("为什么换", "去县里开会")
    刘禾生.拍("substitute-04-who")
    刘禾生.交("由他来，并公布")
    刘禾生.看见("已更正", "杨小满", "去县里开会")
    刘禾生.拍("substitute-05-done")


def everybody_sees(place: Place) -> None:
    """公告上写着换了谁、为什么。"""
    路过的人 = place.来("路过的人", script=False)
    路过的人.打开("/receptions/")
    路过的人.看见("有更正")
    路过的人.page.get_by_role("link", name=re.compile("2026年11月11日")).click()
    路过的人.看见("公告以后的更正", "龙秀梅 → 杨小满", "原因：去县里开会")
    assert "龙秀梅" not in 路过的人.page.locator(".rc__p").inner_text()
    路过的人.拍("substitute-06-notice", tall=2400)


def tells_her(罗小禾: Person, number: str) -> None:
    """要打的电话里有她：看号码留痕，打完划掉。"""
    罗小禾.打开("/desk/paper")
    罗小禾.看见("换了接待代表")
    罗小禾.拍("substitute-07-to-tell")
    罗小禾.page.locator(f"a[href$='{number}']").first.click()
    罗小禾.看见("要告诉他的", "杨小满")
    罗小禾.不见(TELEPHONE)
    罗小禾.点("显示（会留痕）")
    罗小禾.看见(TELEPHONE, "已留痕")
    罗小禾.拍("substitute-08-booking")
    罗小禾.点("已经告知")
    罗小禾.看见("记下了：已经告知")
    罗小禾.不见("要告诉他的")


def test_龙秀梅_cannot_come_and_杨小满_receives_in_her_place(place: Place) -> None:
    周大娘 = place.来("周大娘", script=False)
    booking = booked(周大娘, "2026年11月11日", "09:20", TELEPHONE)
    周大娘.拍("substitute-01-booked")
    asks_leave(place.登录("龙秀梅", "longxiumei"))
    finds_another(place.登录("刘禾生", "liuhesheng", width=DESK))
    everybody_sees(place)
    tells_her(place.登录("罗小禾", "luoxiaohe"), booking.number)

    杨小满 = place.登录("杨小满", "yangxiaoman")
    杨小满.打开("/desk/my-receptions")
    杨小满.看见("11月", "09:00—11:30")
    周大娘.打开("/booking")
    周大娘.写("预约号", booking.number)
    周大娘.写("取消码", booking.code)
    周大娘.page.locator("main").get_by_role("button", name="查").click()
    周大娘.看见("已约", "09:20", "杨小满")
    周大娘.不见("龙秀梅")
    周大娘.拍("substitute-09-my-booking")
    assert place.product.command("ledger", "seal").returncode == 0
    verified = place.product.command("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
