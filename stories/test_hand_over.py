"""换人不断线：联络员罗小禾调走，主席办交接，新来的人接着办，清单打出来双方签字（第四条）。"""

import re
from pathlib import Path

import pytest

from lianxin.kit import moment
from stories.telling import DESK, Person, Place

pytestmark = [pytest.mark.browser, pytest.mark.article(4)]
WORDS = "村口的桥栏杆断了两根，小孩上学要从那里过。"


def speaks(过路人: Person) -> None:
    过路人.打开("/say")
    过路人.写("您想说什么事？", WORDS)
    过路人.点("下一步")
    过路人.写("是在哪里的事？", "寸石镇桐木村")
    过路人.点("交上去")
    过路人.看见("记下了。")


def hands_over(欧阳静安: Person) -> str:
    """The preview, the act, the slip with the new one's first password; the password."""
    欧阳静安.打开("/desk/staff/")
    欧阳静安.点("罗小禾")
    欧阳静安.看见("手里的工作", WORDS[:8])
    欧阳静安.办("办理交接")
    欧阳静安.写("新来的人的姓名", "易新来")
    欧阳静安.写("钥匙、印章、材料", "站门钥匙2把\n来访登记本第3册")
    欧阳静安.写("监交人", "欧阳静安")
    欧阳静安.拍("story-hand-over")
    欧阳静安.交("交接，固定清单")
    欧阳静安.看见("账号开好了", "易新来", "只显示这一次")
    found = re.search(r"([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})", 欧阳静安.page.inner_text("main"))
    assert found
    欧阳静安.点("已经记下，继续")
    return found[1]


def prints_the_list(欧阳静安: Person, folder: Path) -> None:
    欧阳静安.看见("罗小禾 → 易新来", WORDS[:8], "站门钥匙2把", "签字以后，回来记一笔")
    欧阳静安.拍("story-hand-over-list")
    paper = 欧阳静安.下载("Word文件", folder)
    assert paper.stat().st_size > 5000 and paper.name.startswith("工作交接清单")
    address = 欧阳静安.page.get_by_role("link", name="打印清单").first.get_attribute("href")
    answer = 欧阳静安.page.request.get(str(address))
    assert answer.ok and answer.body().startswith(b"%PDF")


def notes_the_signatures(欧阳静安: Person) -> None:
    欧阳静安.办("记下已签字")
    欧阳静安.写("签字日期", moment.today().isoformat())
    欧阳静安.写("说明", "原件存镇人大办")
    欧阳静安.交("记下")
    欧阳静安.看见("签字已记下", "原件存镇人大办")


def comes_and_goes_on(place: Place, password: str) -> None:
    """The new one signs in with the slip, must choose a password of her own, and finds the work waiting."""
    易新来 = place.来("易新来", width=DESK)
    易新来.打开("/desk/")
    易新来.写("用户名", "430522105-01")
    易新来.写("密码", password)
    易新来.点("登录")
    易新来.看见("先换成自己的")
    fields = 易新来.page.locator("main input[type=password]")
    for box, typed in zip(fields.all(), (password, "tong-mu-cun-qiao", "tong-mu-cun-qiao"), strict=True):
        box.fill(typed)
    易新来.点("换成新密码")
    易新来.打开("/desk/")
    易新来.看见(WORDS[:8])


def test_a_station_changes_its_officer_and_nothing_is_lost(place: Place, tmp_path: Path) -> None:
    speaks(place.来("过路人"))
    罗小禾 = place.登录("罗小禾", "luoxiaohe", width=DESK)
    罗小禾.看见(WORDS[:8])
    欧阳静安 = place.登录("欧阳静安", "ouyangjingan", width=DESK)
    password = hands_over(欧阳静安)
    prints_the_list(欧阳静安, tmp_path)
    notes_the_signatures(欧阳静安)
    罗小禾.打开("/desk/")
    罗小禾.不见(WORDS[:8])
    comes_and_goes_on(place, password)
