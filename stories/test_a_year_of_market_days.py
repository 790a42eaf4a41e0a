"""一年的接待日：召集人照农历赶场的日子拟计划，排班程序试排，主席确认，站里公告，赶场的人看得到是哪天、哪位代表。

Told for two years with a leap month, 2025 (its days of rest are published) and 2028 (they are not).
"""

import re
from dataclasses import dataclass

import pytest

from stories.telling import DESK, Person, Place

pytestmark = [pytest.mark.browser, pytest.mark.article(6)]


@dataclass(frozen=True)
class Year:
    """A year as the calendar has it: two market days of its leap month, and what becomes of a 15th on a weekend."""

    number: int
    days: int
    leap: tuple[str, str]
    """初三 and 初八 of the leap month, as the page has them."""
    lunar: tuple[str, str]
    wished: str
    """The latter, as 麻秋实 writes it down."""
    fifteenth: tuple[str, ...]


YEARS = {
    "2024-11-18T08:30": Year(
        2025, 74, ("7月27日 周日", "8月1日 周五"), ("农历闰六月初三", "农历闰六月初八"), "8月1日",
        ("2月17日 周一", "原来是"),
    ),
    "2027-11-15T08:30": Year(
        2028, 74, ("6月25日 周日", "6月30日 周五"), ("农历闰五月初三", "农历闰五月初八"), "6月30日",
        ("1月15日 周六 暂定", "这一年的放假安排还没有公布"),
    ),
}  # fmt: skip


def begins(刘禾生: Person, year: Year) -> str:
    """召集人开始拟定；先看农历推算的日子，再加上。"""
    刘禾生.打开("/desk/plans/")
    刘禾生.点("拟定接待计划")
    刘禾生.选("哪一年", f"{year.number}年")
    刘禾生.点("开始拟定")
    刘禾生.看见("先定哪些日子接待")
    plan = 刘禾生.地址().partition("?")[0]
    刘禾生.点("赶场的日子")
    刘禾生.写("逢几", "三、八")
    刘禾生.交("先看是哪些天")
    刘禾生.看见(f"会加上{year.days}天", "农历逢三、逢八（赶场）", *year.leap, *year.lunar)
    刘禾生.拍("year-01-days-ahead")
    刘禾生.交("就这样加上")
    刘禾生.看见("已加进计划")
    return plan


def adds_the_fifteenth(刘禾生: Person, plan: str, year: Year) -> None:
    """每月15号再加一次，遇休息日顺延。"""
    刘禾生.打开(f"{plan}?do=monthly#act")
    刘禾生.写("几号", "15")
    刘禾生.选("遇到放假、周末", "顺延到下一个工作日")
    刘禾生.写("从几点", "14:30")
    刘禾生.写("到几点", "16:30")
    刘禾生.交("先看是哪些天")
    刘禾生.看见("会加上12天", *year.fifteenth)
    刘禾生.拍("year-02-fifteenth", tall=3000)
    刘禾生.交("就这样加上")
    刘禾生.看见("已加进计划", f"{year.days + 12}次接待")


def says_what_suits(刘禾生: Person, plan: str, who: str, *, least: int, away: str = "", own: str = "") -> None:
    """代表跟召集人说：一年来几次，哪些日子不在。"""
    刘禾生.打开(f"{plan}?do=wish#act")
    刘禾生.挑("哪位代表", who)
    刘禾生.写("全年至少几次", str(least))
    刘禾生.写("哪些日子不在", away)
    刘禾生.写("只在这些日子来", own)
    刘禾生.交("记下")
    刘禾生.看见("已记下，排的时候照顾到")


def says_it_herself(龙秀梅: Person) -> None:
    """龙秀梅在自己手机上写：暑假不在。"""
    龙秀梅.打开("/desk/my-receptions")
    龙秀梅.点("写我的安排")
    龙秀梅.写("哪些日子不在", "7月1日—8月31日")
    龙秀梅.写("全年至少几次", "20")
    龙秀梅.拍("year-03-my-wish")
    龙秀梅.交("记下")
    龙秀梅.看见("您写过这一年的安排")


def lets_the_year_be_made(place: Place, 刘禾生: Person, plan: str, year: Year) -> None:
    """排班程序试排全年：排得下的排好，排不下的说明为什么；采用。"""
    刘禾生.打开(plan)
    刘禾生.看见("再排代表")
    刘禾生.办("试排全年")
    刘禾生.交("开始试排")
    刘禾生.看见("正在试排，几秒钟就好")
    place.后台()
    刘禾生.看见(f"{year.days + 12}次接待，{year.days + 12}次排满了人", "没能照顾到的，和为什么", "麻秋实")
    刘禾生.拍("year-04-proposal")
    刘禾生.办("采用试排结果")
    刘禾生.交("采用")
    刘禾生.看见("已采用", "都排好了，可以报主席确认")


def goes_to_the_chair_and_to_all(place: Place, 刘禾生: Person, plan: str, year: Year) -> None:
    """报主席确认，站里公告。"""
    刘禾生.办("报主席确认")
    刘禾生.交("报上去")
    刘禾生.看见("已报主席确认")
    欧阳静安 = place.登录("欧阳静安", "ouyangjingan", width=DESK)
    欧阳静安.打开("/desk/plans/")
    欧阳静安.看见("有1份计划等您确认")
    欧阳静安.打开(plan)
    欧阳静安.拍("year-05-chair")
    欧阳静安.办("确认计划")
    欧阳静安.交("确认")
    欧阳静安.看见("已确认，可以公告了")
    罗小禾 = place.登录("罗小禾", "luoxiaohe")
    罗小禾.打开(plan)
    罗小禾.办("公告全年计划")
    罗小禾.交("公告")
    罗小禾.看见("已公告")
    罗小禾.拍("year-06-published")


def sees_the_days(place: Place, year: Year) -> None:
    """赶场的人查：下一次是哪个月的哪天；闰月里那一场，哪里、哪位代表，照农历怎么算的。"""
    赶场的人 = place.来("赶场的人", script=False)
    赶场的人.打开("/stations/?q=寸石镇")
    赶场的人.点("寸石镇人大代表联络站")
    赶场的人.看见(f"{year.number}年1月")
    赶场的人.拍("year-07-station", tall=3000)
    赶场的人.点("看全部接待日，约个时间")
    day = re.compile(f"{year.number}年{year.wished}")
    while not 赶场的人.page.get_by_role("link", name=day).count():
        赶场的人.点("下一页")
    赶场的人.拍("year-08-list")
    赶场的人.page.get_by_role("link", name=day).click()
    赶场的人.看见(*year.leap[1].split(), year.lunar[1], "09:00—11:00", "寸石镇建设路1号", "麻秋实", "约个时间")
    赶场的人.点("这一天怎么定的")
    赶场的人.看见("农历逢三、逢八（赶场）", year.lunar[1][2:])
    赶场的人.拍("year-09-leap-day", tall=2400)


@pytest.mark.parametrize("era", YEARS, scope="module")
def test_刘禾生_plans_a_year_by_the_lunar_calendar_and_everybody_sees_its_days(place: Place, era: str) -> None:
    year = YEARS[era]
    刘禾生 = place.登录("刘禾生", "liuhesheng", width=DESK)
    plan = begins(刘禾生, year)
    adds_the_fifteenth(刘禾生, plan, year)
    says_what_suits(刘禾生, plan, "杨小满", least=30, away="10月1日—10月7日")
    says_it_herself(place.登录("龙秀梅", "longxiumei"))
    says_what_suits(刘禾生, plan, "麻秋实", least=0, own=f"{year.wished}\n9月10日")
    lets_the_year_be_made(place, 刘禾生, plan, year)
    goes_to_the_chair_and_to_all(place, 刘禾生, plan, year)
    sees_the_days(place, year)
