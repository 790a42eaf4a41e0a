"""一天的接待：十二位来访，五位约过，七位直接来；一位代表晚到；叫号、过号、回来，一件事一张回执。

Wednesday 4 November 2026, nine to half past eleven, was announced with 刘禾生 and 龙秀梅; it is Monday before.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from stories.receiving import Codes, answers, begins_sheet, booked, codes_on, hands_out, looked_up, says, shows
from stories.telling import DESK, Person, Place

pytestmark = [pytest.mark.browser, pytest.mark.article(6)]
ERA = "2026-11-02T08:00"
RECEPTIONS = ("2026-11-04", "2026-11-11", "2026-11-18")
DAY = "2026年11月4日"


@dataclass(frozen=True)
class Booked:
    """When somebody comes, and by which numbers."""

    at: str
    codes: Codes


def five_book(place: Place, 罗小禾: Person) -> list[Booked]:
    """四位自己在手机上约，一位打电话来，罗小禾替他约。"""
    found = [
        Booked(at, booked(place.来(f"约{at}的人", script=False), DAY, at))
        for at in ("09:00", "09:20", "09:40", "10:20")
    ]
    罗小禾.打开("/desk/receptions/")
    罗小禾.点("11月4日")
    罗小禾.点("接待现场")
    罗小禾.看见("还没有到这一天")
    罗小禾.点("有人打电话来，替他约个时间")
    罗小禾.勾("10:00　余1")
    罗小禾.写("电话", "000-5531")
    罗小禾.点("约好")
    罗小禾.看见("约好了，念给他听")
    [codes] = codes_on(罗小禾)
    罗小禾.拍("day-01-by-telephone")
    罗小禾.点("回到接待现场")
    罗小禾.看见("约了的 5")
    return [*found[:3], Booked("10:00", codes), found[3]]


def takes_a_number(visitor: Person, door: str, number: int, booking: str = "") -> None:
    """扫门口的码取号；约过的写预约号。"""
    visitor.打开(door)
    if booking:
        visitor.点("我预约过")
        visitor.写("预约号", booking)
        visitor.点("我到了")
    else:
        visitor.点("取一个号")
    expect(visitor.page.locator(".turnc__n")).to_have_text(f"{number}号")


def gives_a_number(罗小禾: Person, number: int, booking: str = "") -> None:
    """不会用手机的，罗小禾替他取；约过的，在名单上点到了。"""
    if booking:
        罗小禾.page.get_by_role("button", name=re.compile(f"到了.*{booking}")).click()
        罗小禾.看见(f"预约的人到了：{number}号")
    else:
        罗小禾.点("没有约的：取一个号")
        罗小禾.看见(f"取好了：{number}号")


def calls(罗小禾: Person, number: int) -> None:
    罗小禾.点("请下一位")
    罗小禾.看见(f"请{number}号")


def receives(罗小禾: Person, number: int, words: str) -> Codes:
    """请进来的人说一件事，记下来，回执给他。"""
    begins_sheet(罗小禾, number)
    says(罗小禾, 1, words)
    [receipt] = hands_out(罗小禾)
    return receipt


def goes_back(罗小禾: Person) -> None:
    """回执给了，看一眼接待现场。"""
    罗小禾.点("回到接待现场")
    罗小禾.看见("门口来人")


def comes_to_work(place: Place) -> tuple[Person, str]:
    """接待那天早上八点五十，罗小禾开始上班；门口的码在接待现场。"""
    place.到("2026-11-04 08:50")
    罗小禾 = place.登录("罗小禾", "luoxiaohe", width=DESK)
    罗小禾.看见("今天接待")
    罗小禾.点("接待现场")
    address = 罗小禾.page.get_by_role("link", name="打印门口的取号码").get_attribute("href")
    assert address is not None
    return 罗小禾, address.removesuffix("/paper")


def opens_at_nine(place: Place, 罗小禾: Person, door: str, five: list[Booked]) -> tuple[Person, Person, Person]:
    """门口有人取号了；九点，刘禾生坐下，开始。"""
    屏 = place.来("屋里的屏幕", width=DESK)
    屏.打开(door.replace("/door/", "/board/"))
    杨娭毑, 老周 = (place.来(name, script=name == "杨娭毑") for name in ("杨娭毑", "老周"))
    takes_a_number(杨娭毑, door, 1)
    takes_a_number(老周, door, 2)
    老周.看见("您前面还有1位")
    takes_a_number(place.来("约09:00的人", script=False), door, 3, five[0].codes.number)
    place.到("2026-11-04 09:00")
    罗小禾.打开(罗小禾.地址())
    罗小禾.拍("day-02-before")
    罗小禾.page.get_by_role("button", name="已到 刘禾生").click()
    罗小禾.点("开始接待")
    罗小禾.看见("接待开始了")
    return 屏, 杨娭毑, 老周


def two_matters(罗小禾: Person, 屏: Person, 杨娭毑: Person) -> list[Codes]:
    """约九点的先请；他说两件事，一件登记，一件刘禾生当场答了：两张回执。"""
    calls(罗小禾, 3)  # 1 and 2 came earlier; nine o'clock was booked
    begins_sheet(罗小禾, 3)
    says(罗小禾, 1, "桐木村到镇上的班车一天只有一趟，赶场回不来。")
    says(罗小禾, 2, "合作医疗今年交到哪一天？")
    answers(罗小禾, 2, "交到12月31日，在手机上也能交。", "县医保局电话答复")
    罗小禾.拍("day-03-sheet", tall=2600)
    shows(屏, 3)  # the screen renews itself
    屏.拍("day-05-board")
    receipts = hands_out(罗小禾, receipts=2)
    罗小禾.拍("day-04-receipts", tall=2600)
    杨娭毑.看见("下一位就是您")
    return receipts


def one_is_passed_over(place: Place, 罗小禾: Person, 屏: Person, 老周: Person, five: list[Booked]) -> None:
    """龙秀梅晚到；二号没有应，过号，回来了接着等；约九点二十、九点四十的到时间先请。"""
    receives_next(罗小禾, 1, "屋后的电线杆歪了，下雨怕倒。")
    goes_back(罗小禾)
    gives_a_number(罗小禾, 4, five[1].codes.number)
    gives_a_number(罗小禾, 5)
    place.到("2026-11-04 09:20")
    receives_next(罗小禾, 4, "村小少一个英语老师。")
    place.到("2026-11-04 09:26")
    goes_back(罗小禾)
    罗小禾.page.get_by_role("button", name="已到 龙秀梅").click()
    罗小禾.看见("龙秀梅到了，记下了（晚到）")
    calls(罗小禾, 2)
    罗小禾.点("没有应，过号")
    罗小禾.看见("2号没有应，先过号")
    老周.打开(老周.地址())
    老周.看见("叫过您的号，您没在")
    老周.拍("day-06-passed-over")
    calls(罗小禾, 5)
    罗小禾.page.get_by_role("button", name="回来了 2").click()
    罗小禾.看见("2号回来了，接着等")
    罗小禾.拍("day-07-busy", tall=2600)
    屏.打开(屏.地址())
    shows(屏, 5)
    receives(罗小禾, 5, "水渠堵了，田里进不了水。")
    goes_back(罗小禾)
    gives_a_number(罗小禾, 6, five[2].codes.number)
    place.到("2026-11-04 09:40")
    receives_next(罗小禾, 6, "养老金的存折丢了，怎么补？")
    receives_next(罗小禾, 2, "河边的护栏矮，娃娃爱去那里耍水。")


def receives_next(罗小禾: Person, number: int, words: str) -> Codes:
    calls(罗小禾, number)
    return receives(罗小禾, number, words)


def the_second_half(place: Place, 罗小禾: Person, door: str, five: list[Booked]) -> None:
    """十点以后：打电话约的到了；门口又来四位；约十点二十的到时间先请。"""
    place.到("2026-11-04 10:00")
    goes_back(罗小禾)
    gives_a_number(罗小禾, 7, five[3].codes.number)
    for number in (8, 9):
        gives_a_number(罗小禾, number)
    手机 = place.来("门口扫码的人", script=False)
    for number in (10, 11):
        takes_a_number(手机, door, number)
    receives_next(罗小禾, 7, "路灯坏了三盏。")
    receives_next(罗小禾, 8, "卫生室没有降压药。")
    receives_next(罗小禾, 9, "田埂边的变压器响得怕人。")
    goes_back(罗小禾)
    gives_a_number(罗小禾, 12, five[4].codes.number)
    place.到("2026-11-04 10:20")
    for number, words in (
        (12, "广场舞吵到十一点。"),
        (10, "办残疾证要跑三趟。"),
        (11, "石马江里有人电鱼。"),
    ):
        receives_next(罗小禾, number, words)


def closes(place: Place, 罗小禾: Person, 屏: Person) -> None:
    """十二次来访，结束；群众看得到接待过了，计划执行里多一次。"""
    goes_back(罗小禾)
    for at in ("10:45", "11:10", "11:31"):  # she looks now and then; after half an hour she would be signed out
        place.到(f"2026-11-04 {at}")
        罗小禾.打开(罗小禾.地址())
    罗小禾.page.locator(".rd__end summary").click()
    罗小禾.看见("登记了12次来访")
    罗小禾.page.locator(".rd__end").get_by_role("button", name="结束接待").click()
    罗小禾.看见("接待结束了", "这次接待了12次来访", "晚到")
    罗小禾.拍("day-08-closed", tall=2600)
    屏.打开(屏.地址())
    屏.看见("今天的接待结束了，谢谢您来")
    路过的人 = place.来("路过的人", script=False)
    路过的人.打开("/receptions/")
    路过的人.page.get_by_role("link", name=re.compile(DAY)).click()
    路过的人.看见("已接待", "刘禾生", "龙秀梅")
    路过的人.拍("day-09-past")
    place.后台()  # the figures are counted from the ledger
    罗小禾.打开("/desk/keeping/")
    罗小禾.点("寸石镇人大代表联络站")
    罗小禾.看见("刘禾生", "龙秀梅")
    kept = dict(re.findall(r"(公告|接待了|取消)\s+(\d+)", 罗小禾.page.locator("#matter").inner_text()))
    assert kept == {"公告": "3", "接待了": "1", "取消": "0"}
    罗小禾.拍("day-10-kept")


def test_twelve_come_on_a_reception_day_and_who_booked_keeps_his_time(place: Place) -> None:
    five = five_book(place, place.登录("罗小禾", "luoxiaohe"))
    罗小禾, door = comes_to_work(place)
    屏, 杨娭毑, 老周 = opens_at_nine(place, 罗小禾, door, five)
    receipts = two_matters(罗小禾, 屏, 杨娭毑)
    one_is_passed_over(place, 罗小禾, 屏, 老周, five)
    the_second_half(place, 罗小禾, door, five)
    closes(place, 罗小禾, 屏)

    本人 = place.来("约09:00的人", script=False)
    for receipt, words in zip(receipts, ("班车一天只有一趟", "交到12月31日"), strict=True):
        looked_up(本人, receipt)
        本人.看见(words)
