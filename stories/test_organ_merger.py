"""机构改革：县卫健局并入县水利局，手里正办着一件建议；办过的留在原名下，没办完的接着办，期限不变。"""

import re

import pytest

from lianxin.kit import moment
from stories.telling import Place
from stories.test_other_doors import assigned, drafted, passed_on, written_down

pytestmark = [pytest.mark.browser, pytest.mark.article(10)]
TITLE, GROUND = "关于配齐乡镇卫生院夜间值班医生的建议", "县委办发〔2026〕8号"
OLD, NEW = "新邵县卫生健康局", "新邵县水利局"


def test_an_organ_is_merged_with_open_work_and_the_successor_goes_on_within_the_same_limit(place: Place) -> None:
    罗小禾 = place.登录("罗小禾", "luoxiaohe", width=1440)
    话 = written_down(罗小禾, "夜里卫生院没有医生", contact="000-7722")
    passed_on(罗小禾, 话, "龙秀梅")
    龙秀梅 = place.登录("龙秀梅", "longxiumei")
    建议 = drafted(龙秀梅, 话, TITLE, "请配齐值班医生。")
    石青山 = place.登录("石青山", "shiqingshan", width=1440)
    assigned(石青山, 建议, "县卫健局", "交办")
    期限 = re.search(r"最迟\s*(\d+年\d+月\d+日)", 石青山.page.locator("main").inner_text())
    assert 期限 is not None

    石青山.打开("/desk/organs/?q=卫生健康局")
    石青山.点(OLD)
    石青山.看见("找谁", "在办", "1件")
    石青山.点("还对")
    石青山.看见("核对好了，一年内不再问")
    石青山.点("并入别的单位")
    石青山.挑("并入哪个单位", NEW)
    石青山.写("从哪天起", moment.today().isoformat())
    石青山.写("依据", GROUND)
    石青山.拍("merger-01-act")
    石青山.交("并入")
    石青山.看见("已并入。在办的建议随后转过去，期限不变", "承接单位", NEW)
    石青山.拍("merger-02-ended")
    place.product.script("stories.clockwork", "suggestions.follow_reforms")

    龙秀梅.打开(建议)
    龙秀梅.看见(f"改由{NEW}承办", f"{OLD}已并入{NEW}", GROUND, f"交给{OLD}办理", 期限.group(1))
    龙秀梅.拍("merger-03-road")
    温慕云 = place.登录("温慕云", "wenmuyun")
    温慕云.看见("有1件建议等贵单位答复", TITLE)
    温慕云.点(TITLE)
    温慕云.办("签收")
    温慕云.交("签收")
    温慕云.看见("贵单位的答复", "改由" + NEW)
    温慕云.拍("merger-04-task")
    石青山.打开("/desk/organs/?standing=ended")
    石青山.看见(OLD, "已撤并")
