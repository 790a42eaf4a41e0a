"""两站合并：旧门牌上的码带人到新站；没办完的意见接着办，登记号不变，查得到；新站的人看得见、办得成。"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from stories.telling import DESK, Person, Place

pytestmark = pytest.mark.browser

OLD, NEW = "寸石镇人大代表联络站", "坪上镇人大代表联络站"
WORDS = "村口的桥栏杆断了两根，放学的孩子都从那里过。"


@dataclass(frozen=True)
class Receipt:
    number: str
    code: str


def door(place: Place) -> str:
    """门上的站点码。"""
    passer = place.来("路过的人")
    passer.打开("/stations/?q=寸石镇")
    passer.点(OLD)
    passer.点("打印A3公告")
    found = re.search(r"站点码 ?(\w+)", passer.page.inner_text("body"))
    assert found
    return found[1]


def speaks(resident: Person, code: str, name: str) -> Receipt:
    resident.打开(f"/s/{code}")
    resident.看见(f"您在跟{name}说")
    resident.写("您想说什么事？", WORDS)
    resident.点("下一步")
    resident.写("是在哪里的事？", "桐木村村口")
    resident.点("交上去")
    resident.看见("记下了。")
    number, key = (re.sub(r"\D", "", words) for words in resident.page.locator(".receipt .code").all_inner_texts())
    return Receipt(number, key)


def merges(石青山: Person) -> None:
    石青山.打开("/desk/stations/")
    石青山.点(OLD)
    石青山.办("并入别的站")
    石青山.挑("并入哪个站", NEW)
    石青山.写("依据", "县人大常委会关于整合联络站的意见")
    expect(石青山.page.get_by_label("罗小禾")).to_be_checked()
    石青山.交("并入")
    石青山.看见("已并入", "已合并", f"已并入“{NEW}”", "这个站的经过", "石青山")


def test_what_was_said_at_a_merged_station_goes_on_at_its_successor(place: Place) -> None:
    code = door(place)
    周大娘 = place.来("周大娘")
    receipt = speaks(周大娘, code, OLD)
    石青山 = place.登录("石青山", "shiqingshan", width=DESK)
    merges(石青山)
    place.product.script("stories.clockwork")

    罗小禾 = place.登录("罗小禾", "luoxiaohe", width=DESK)
    罗小禾.打开(f"/desk/opinions/{receipt.number}")
    罗小禾.看见(WORDS[:10], f"{OLD}并入{NEW}", "登记号不变")
    何秋鸣 = place.登录("何秋鸣", "heqiuming", width=DESK)
    何秋鸣.打开(f"/desk/opinions/{receipt.number}")
    何秋鸣.办("转交代表")
    何秋鸣.选("代表", "彭桂香")
    何秋鸣.交("转交")
    何秋鸣.看见("已转交")

    彭桂香 = place.登录("彭桂香", "pengguixiang")
    彭桂香.看见("等您说句话", WORDS[:6])
    彭桂香.点(WORDS[:6])
    彭桂香.办("签收")
    彭桂香.交("我看过了")
    彭桂香.看见("已签收")

    周大娘.打开("/receipt")
    周大娘.写("登记号", receipt.number)
    周大娘.写("查询码", receipt.code)
    周大娘.page.locator("main").get_by_role("button", name="查").click()
    周大娘.看见("一件事的全过程", WORDS, f"{OLD}并入{NEW}", "彭桂香")

    late = place.来("后来的人")
    late.page.goto(f"/s/{code}")
    late.看见(NEW)
