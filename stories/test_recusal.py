"""回避：群众的话里提到代表申报过的企业，只有他本人知道；他退一步，站里转给别的代表，谁也不问为什么。"""

import pytest

from stories.telling import Place
from stories.test_other_doors import passed_on, road, written_down

pytestmark = [pytest.mark.browser, pytest.mark.article(11)]
FIRM, SHORT = "新邵县云上油茶加工有限公司", "云上油茶厂"
WORDS = f"{SHORT}的废水排到塘里，鱼翻了白"


def test_a_deputy_steps_back_from_what_names_his_kinsmans_firm_and_nobody_learns_why(place: Place) -> None:
    刘禾生 = place.登录("刘禾生", "liuhesheng")
    刘禾生.打开("/desk/interests/")
    刘禾生.点("申报一条")
    刘禾生.看见("只有您本人和县里指定的专人看得到")
    刘禾生.选("哪一种", "近亲属的企业")
    刘禾生.写("单位或者企业的全称", FIRM)
    刘禾生.写("别的名称、简称", SHORT)
    刘禾生.写("是您的什么人", "妻弟")
    刘禾生.拍("recusal-01-declare")
    刘禾生.交("申报")
    刘禾生.看见("已申报", FIRM)

    罗小禾 = place.登录("罗小禾", "luoxiaohe", width=1440)
    话 = written_down(罗小禾, WORDS, contact="000-7711")
    passed_on(罗小禾, 话, "刘禾生")
    罗小禾.不见(FIRM, "回避")

    刘禾生.打开(话.desk)
    刘禾生.看见(f"这件事里提到了您申报过的“{FIRM}”", "只有您看得到这句话")
    刘禾生.拍("recusal-02-note")
    刘禾生.page.locator("#interest").get_by_role("link", name="回避").click()
    刘禾生.写("原因", "厂子是我妻弟办的")
    刘禾生.交("我回避")
    刘禾生.看见("您已回避")
    刘禾生.不见(WORDS)
    answer = 刘禾生.page.goto(话.desk)
    assert answer is not None and answer.status == 404

    罗小禾.打开(话.desk)
    罗小禾.看见("刘禾生代表回避")
    罗小禾.不见("妻弟", FIRM)
    罗小禾.办("转交代表")
    罗小禾.不见("刘禾生　")
    罗小禾.选("代表", "龙秀梅")
    罗小禾.交("转交")
    罗小禾.看见("已转交")
    罗小禾.拍("recusal-03-road")

    石青山 = place.登录("石青山", "shiqingshan", width=1440)
    石青山.打开("/desk/recusals/")
    石青山.看见("刘禾生代表回避")
    石青山.不见("妻弟", FIRM)
    顾维辰 = place.登录("顾维辰", "guweichen", width=1440)
    顾维辰.打开("/desk/recusals/")
    顾维辰.点("刘禾生代表回避")
    顾维辰.看见("厂子是我妻弟办的")

    老乡 = road(place, 话, "老乡")
    老乡.看见("刘禾生代表回避", "转交龙秀梅代表")
    老乡.不见("妻弟", FIRM)
