"""停电那天：提前印好空白登记表，当天写在纸上，第二天扫码补录；来访的时间是当天的，录入的时间是今天的，一张只录一次。

Wednesday 4 November 2026 was announced; the power goes off that morning. It is Monday before.
"""

import io
from pathlib import Path

import pypdf
import pytest

from lianxin.papers import qr
from stories.receiving import hands_out, looked_up, says
from stories.telling import DESK, Person, Place

pytestmark = [pytest.mark.browser, pytest.mark.article(6)]
ERA = "2026-11-02T08:00"
RECEPTIONS = ("2026-11-04", "2026-11-11", "2026-11-18")
WORDS = "去年修的水渠垮了一截，三十亩田放不到水。"


def goes_to_the_day(person: Person) -> str:
    person.打开("/desk/receptions/")
    person.点("11月4日")
    person.点("接待现场")
    return person.地址().removesuffix("/day")


def prints_three(罗小禾: Person, day: str, folder: Path) -> None:
    """印三张，每张一个号、一个码；打印出来是三页A4。"""
    罗小禾.写("打印空白登记表", "3")
    罗小禾.page.locator(".rd__blank").get_by_role("button", name="打印").click()
    罗小禾.看见("3张，A4竖版", "第1号", "第3号", "□ 龙秀梅", "□ 刘禾生")
    罗小禾.拍("paper-01-blank", tall=2600)
    path = folder / "blank.pdf"
    罗小禾.page.pdf(path=path, prefer_css_page_size=True)
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    assert [f"第{n}号" in "".join(page.extract_text().split()) for n, page in enumerate(pages, 1)] == [True] * 3
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(595, 842)}
    for number, drawing in enumerate(罗小禾.page.locator(".blanks__h svg path").all(), 1):
        assert (drawing.get_attribute("d") or "-") in str(qr.inline(f"{day}/paper/{number}"))
    assert 罗小禾.page.locator(".blanks__h svg").count() == 3


def test_sheets_filled_in_by_hand_are_entered_back_once_and_say_both_times(place: Place, tmp_path: Path) -> None:
    罗小禾 = place.登录("罗小禾", "luoxiaohe", width=DESK)
    day = goes_to_the_day(罗小禾)
    prints_three(罗小禾, day, tmp_path)

    place.到("2026-11-05 09:10")
    罗小禾 = place.登录("罗小禾", "luoxiaohe")
    欧阳静安 = place.登录("欧阳静安", "ouyangjingan", width=DESK)
    for person in (罗小禾, 欧阳静安):
        person.打开(f"{day}/paper/2")  # where the code on the second sheet leads
        person.看见("补录第2号纸表", "会标上“补录”，时间照当天的写")
    罗小禾.勾("龙秀梅")
    罗小禾.写("几点来的", "09:40")
    罗小禾.写("几个人", "2")
    罗小禾.写("电话或者住址", "000-5541")
    罗小禾.挑("怎么告诉他结果", "打电话")
    says(罗小禾, 1, WORDS)
    罗小禾.拍("paper-02-enter", tall=2600)
    [receipt] = hands_out(罗小禾)
    罗小禾.看见("2026年11月4日 周三 09:40", "2026年11月5日 周四 09:1", "补录", "第2号")
    罗小禾.拍("paper-03-entered", tall=2600)

    says(欧阳静安, 1, WORDS)
    欧阳静安.点("登记，出回执")
    欧阳静安.看见("第2号登记表已经补录过了")
    欧阳静安.拍("paper-04-twice", tall=2600)
    欧阳静安.点("看已经补录的那一张")
    欧阳静安.看见("接待登记", "2026年11月4日 周三 09:40", "补录")
    欧阳静安.打开(f"{day}/day")
    欧阳静安.看见("已接待", "这次接待了1次来访", "还有2张没有补录")
    欧阳静安.拍("paper-05-day", tall=2600)

    本人 = place.来("放不到水的人", script=False)
    looked_up(本人, receipt)
    本人.看见(WORDS, "2026年11月4日周三 09:40", "11月5日周四 09:1")
    本人.拍("paper-06-road", tall=2600)
