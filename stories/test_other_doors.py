"""别的门：不是每件事都要写成建议。当场答的、告知去处的、会上说的、提请去看的、并到一起的、不满意重办的，还有密件。

Each story goes through the pages as they are served; where no telephone is in hand, words are written down at the desk.
"""

import re
from dataclasses import dataclass

import pytest

from lianxin.kit import moment
from stories.telling import Person, Place

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Voice:
    """One matter as the station knows it."""

    number: str
    code: str
    words: str

    @property
    def desk(self) -> str:
        return f"/desk/opinions/{self.number}"


def written_down(officer: Person, words: str, *, where: str = "桐木村", **more: str) -> Voice:
    """罗小禾 writes down what somebody tells her, and reads the two numbers out."""
    officer.打开("/desk/register")
    officer.写("他说了什么", words)
    officer.写("在哪里的事", where)
    officer.挑("怎么来的", more.get("channel", "来访"))
    officer.写("电话或者住址", more.get("contact", ""))
    officer.挑("怎么告诉他结果", more.get("tell_by", "打电话"))
    officer.点("登记，出回执")
    officer.看见("登记好了")
    number, code = (re.sub(r"\D", "", shown) for shown in officer.page.locator(".receipt .code").all_inner_texts())
    return Voice(number, code, words)


def passed_on(officer: Person, voice: Voice, deputy: str, words: str = "") -> None:
    officer.打开(voice.desk)
    officer.办("转交代表")
    officer.选("代表", deputy)
    officer.写("捎一句话", words)
    officer.交("转交")
    officer.看见("已转交")


def told(officer: Person, voice: Voice, words: str, how: str = "打电话") -> None:
    officer.打开(voice.desk)
    officer.办("告诉本人")
    officer.选("方式", how)
    officer.写("跟他怎么说的", words)
    officer.交("已经告诉了")
    officer.看见("已告诉本人")


def road(place: Place, voice: Voice, name: str) -> Person:
    """The resident looks up what became of it."""
    resident = place.来(name, script=False)
    resident.打开("/receipt")
    resident.写("登记号", voice.number)
    resident.写("查询码", voice.code)
    resident.page.locator("main").get_by_role("button", name="查").click()
    resident.看见("一件事的全过程")
    return resident


def published(place: Place, officer: Person, voice: Voice, quote: str, outcome: str) -> None:
    officer.打开(voice.desk)
    officer.办("整理公布稿")
    officer.写("公布的原话", quote)
    officer.写("结果", outcome)
    officer.勾("办成了")
    officer.交("送另一位审核")
    主席 = place.登录("欧阳静安", "ouyangjingan")
    主席.打开("/desk/publications/")
    主席.点(quote[:12])
    主席.勾("我查过了")
    主席.page.get_by_role("button", name="公布", exact=True).click()
    主席.看见("已公布")


def drafted(deputy: Person, voice: Voice, title: str, advice: str) -> str:
    """A deputy writes a suggestion from an opinion; the address of its page."""
    deputy.打开(voice.desk)
    deputy.办("我来提建议")
    deputy.写("标题", title)
    deputy.写("三、具体建议", advice)
    deputy.点("交上去")
    deputy.看见("已提交，等审查")
    return deputy.地址()


def assigned(chair: Person, matter: str, organ: str, verb: str) -> None:
    chair.打开(matter)
    chair.办("审查通过，编号")
    chair.交("编号")
    chair.办(verb)
    chair.挑("承办单位", organ)
    chair.交("交办")
    chair.看见("已交办，期限从今天算起")


def replied(organ: Person, matter: str, kind: str, words: str, contacted: str = "") -> None:
    organ.打开(matter)
    organ.办("签收")
    organ.交("签收")
    organ.选("答复类别", kind)
    organ.写("答复内容", words)
    organ.写("和代表怎么沟通的", contacted)
    organ.写("签发人", "负责人 向前")
    organ.交("送出答复")
    organ.看见("答复已送出")


def judged(deputy: Person, matter: str, how: str, words: str = "") -> None:
    deputy.打开(matter + "?do=evaluate")
    deputy.选("办理态度", how)
    deputy.选("办理结果", how)
    deputy.写("说一句", words)
    deputy.交("交上评价")
    deputy.看见("评价已交")


@pytest.mark.article(8)
@pytest.mark.article(9)
def test_a_question_is_answered_on_the_spot_and_becomes_a_published_answer_for_all(place: Place) -> None:
    罗小禾 = place.登录("罗小禾", "luoxiaohe")
    问 = written_down(罗小禾, "城乡居民医保今年交到哪一天？在外地能不能交？", contact="000-6611")
    passed_on(罗小禾, 问, "龙秀梅")
    龙秀梅 = place.登录("龙秀梅", "longxiumei")
    龙秀梅.点("城乡居民医保")
    龙秀梅.办("当场解答")
    龙秀梅.写("答复", "今年交到12月31日，外地用手机也能交。")
    龙秀梅.写("依据", "县医保局电话答复")
    龙秀梅.交("记下答复")
    龙秀梅.看见("答复已记下")
    told(罗小禾, 问, "交到12月31日，外地手机上也能交。")
    published(place, 罗小禾, 问, "城乡居民医保今年交到哪一天？在外地能不能交？", "今年交到12月31日，外地用手机也能交。")
    谁都可以 = place.来("谁都可以", script=False)
    谁都可以.打开("/results/?q=医保")
    谁都可以.看见("城乡居民医保今年交到哪一天", "今年交到12月31日")
    谁都可以.不见("000-6611", 问.number)


@pytest.mark.article(8)
@pytest.mark.article(11)
def test_a_case_before_the_court_is_explained_and_cannot_be_raised(place: Place) -> None:
    罗小禾 = place.登录("罗小禾", "luoxiaohe")
    官司 = written_down(罗小禾, "我跟邻居的宅基地官司下个月开庭，请代表帮我跟法官说句公道话。", contact="000-6612")
    罗小禾.打开(官司.desk)
    罗小禾.办("注明不得提出")
    罗小禾.选("原因", "正在审理的案件")
    罗小禾.交("注明")
    罗小禾.看见("正在审理的案件")
    passed_on(罗小禾, 官司, "龙秀梅")
    龙秀梅 = place.登录("龙秀梅", "longxiumei")
    龙秀梅.打开(官司.desk)
    龙秀梅.看见("不能提出：正在审理的案件，只能告知去处并解释")
    assert not 龙秀梅.page.get_by_role("link", name="我来提建议").count()
    龙秀梅.办("告知去处")
    龙秀梅.挑("常见的去处", "县人民法院：打官司、执行")
    龙秀梅.写("怎么解释的", "正在审的案子代表不能过问。要请律师，打12348问法律援助。")
    龙秀梅.交("告知去处")
    龙秀梅.看见("去处和解释已记下")
    本人 = road(place, 官司, "打官司的人")
    本人.看见("12348")


@pytest.mark.article(8)
def test_a_deputy_raises_it_in_a_speech_and_writes_down_what_came_of_it(place: Place) -> None:
    罗小禾 = place.登录("罗小禾", "luoxiaohe")
    井 = written_down(罗小禾, "寨子里的井这两年一到秋天就干，要走三里路去挑水。", contact="000-6613")
    passed_on(罗小禾, 井, "龙秀梅")
    龙秀梅 = place.登录("龙秀梅", "longxiumei")
    龙秀梅.打开(井.desk)
    龙秀梅.办("会上发言提出")
    龙秀梅.写("会议", "县十八届人大常委会第三十次会议")
    龙秀梅.写("哪一天", moment.today().isoformat())
    龙秀梅.写("发言里怎么说的", "桐木村秋天没有水吃，请把它列进农村饮水工程。")
    龙秀梅.交("记下来")
    龙秀梅.看见("发言已记下")
    龙秀梅.打开(井.desk)
    龙秀梅.办("记下结果")
    龙秀梅.写("结果", "县水利局会后来看过，打一口深井，明年三月动工。")
    龙秀梅.交("记下结果")
    龙秀梅.看见("结果已记下")
    本人 = road(place, 井, "挑水的人")
    本人.看见("第三十次会议", "打一口深井")


@pytest.mark.article(8)
def test_a_deputy_asks_for_an_inspection(place: Place) -> None:
    罗小禾 = place.登录("罗小禾", "luoxiaohe")
    砂 = written_down(罗小禾, "石马江边几家砂场洗砂，河水黄得不能洗菜。")
    passed_on(罗小禾, 砂, "龙秀梅")
    龙秀梅 = place.登录("龙秀梅", "longxiumei")
    龙秀梅.打开(砂.desk)
    龙秀梅.办("提请视察调研")
    龙秀梅.选("怎么看", "建议常委会执法检查")
    龙秀梅.写("想看什么、查什么", "石马江沿岸洗砂废水。")
    龙秀梅.交("提请")
    龙秀梅.看见("已提请")
    石青山 = place.登录("石青山", "shiqingshan")
    石青山.打开("/desk/lists/all?q=洗砂")
    石青山.看见("石马江边几家砂场洗砂", "提请")


@pytest.mark.article(9)
def test_three_who_say_the_same_are_handled_together_and_each_is_told(place: Place) -> None:
    罗小禾 = place.登录("罗小禾", "luoxiaohe")
    灯 = "桐木村口的路灯"
    先 = written_down(罗小禾, f"{灯}坏了半个月，晚上散学看不见路。", contact="000-6621")
    后 = [
        written_down(罗小禾, f"{灯}一盏都不亮。", contact="000-6622", tell_by="上门讲"),
        written_down(罗小禾, f"{灯}早该修了。", contact="000-6623"),
    ]
    for 一件 in 后:
        罗小禾.打开(一件.desk)
        罗小禾.办("并到一起")
        罗小禾.写("或者写登记号", 先.number)
        罗小禾.交("并到一起")
        罗小禾.看见("已并到一起")
    主席 = place.登录("欧阳静安", "ouyangjingan")
    主席.打开(先.desk)
    主席.办("转办")
    主席.写("单位", "镇政府便民服务中心")
    主席.交("转办")
    罗小禾.打开(先.desk)
    罗小禾.办("记单位答复")
    罗小禾.写("答复", "六盏都换了新灯，今晚亮。")
    罗小禾.交("记下答复")
    for 一件, 怎么 in zip((先, *后), ("打电话", "上门", "打电话"), strict=True):
        told(罗小禾, 一件, "六盏灯都换了。", 怎么)
        本人 = road(place, 一件, "走夜路的人")
        本人.看见("六盏都换了新灯", 一件.words)
        本人.不见(*(别人.words for 别人 in (先, *后) if 别人 is not 一件 and 别人 is not 先))


@pytest.mark.article(9)
def test_a_deputy_who_is_not_satisfied_has_it_handled_again(place: Place) -> None:
    罗小禾 = place.登录("罗小禾", "luoxiaohe")
    药 = written_down(罗小禾, "村卫生室的常用药老是断货，买个降压药要跑镇上。", contact="000-6631")
    passed_on(罗小禾, 药, "龙秀梅")
    龙秀梅 = place.登录("龙秀梅", "longxiumei")
    建议 = drafted(龙秀梅, 药, "关于保障村卫生室常用药的建议", "请县卫生健康局按月配送常用药。")
    石青山 = place.登录("石青山", "shiqingshan")
    assigned(石青山, 建议, "县卫健局", "交办")
    温慕云 = place.登录("温慕云", "wenmuyun")
    replied(温慕云, 建议, "C", "条件有限，暂时难以解决。")
    judged(龙秀梅, 建议, "不满意", "没有来看过，也没有同我说。")
    石青山.打开(建议)
    assert not 石青山.page.locator(".dock").get_by_role("link", name="办结").count()
    石青山.办("要求重办")
    石青山.写("要求", "请和代表一起到村里看，再答复。")
    石青山.交("要求重办")
    石青山.看见("已要求重办，期限从今天算起")
    replied(温慕云, 建议, "A", "已按月配送二十种常用药，第一批到了。", "和龙秀梅代表一起到桐木村看过")
    judged(龙秀梅, 建议, "满意")
    石青山.打开(建议)
    石青山.办("办结")
    石青山.交("办结")
    石青山.看见("建议已办结")
    本人 = road(place, 药, "买药的人")
    本人.看见("代表不满意，要求重办", "已按月配送二十种常用药")


@pytest.mark.article(11)
def test_an_accusation_vanishes_from_the_station_and_is_read_by_顾维辰_alone(place: Place) -> None:
    罗小禾 = place.登录("罗小禾", "luoxiaohe")
    信 = written_down(罗小禾, "我实名举报：镇里管砂石的干部收了老板的钱，我有录音。", channel="来信")
    罗小禾.打开(信.desk)
    罗小禾.办("定为密件")
    罗小禾.看见("您也看不到了")
    罗小禾.交("定为密件，移送")
    罗小禾.看见("本站不再显示")
    gone = 罗小禾.page.goto(信.desk)
    assert gone is not None
    assert gone.status == 404
    for address in ("/desk/lists/all", "/desk/lists/all?q=砂石", f"/desk/lists/all?q={信.number}", "/desk/paper"):
        罗小禾.打开(address)
        罗小禾.不见("实名举报")
        assert not 罗小禾.page.locator(f'a[href*="/opinions/{信.number}"]').count(), address
    for name, username in (("欧阳静安", "ouyangjingan"), ("石青山", "shiqingshan"), ("许守正", "xushouzheng")):
        别人 = place.登录(name, username)
        别人.不见("实名举报", "密件")
        shut = 别人.page.goto(信.desk)
        assert shut is not None
        assert shut.status == 404
    顾维辰 = place.登录("顾维辰", "guweichen")
    顾维辰.看见("密件")
    顾维辰.打开(信.desk)
    顾维辰.看见("我实名举报", "我有录音")
    本人 = place.来("写信的人", script=False)
    本人.打开("/receipt")
    本人.写("登记号", 信.number)
    本人.写("查询码", 信.code)
    本人.page.locator("main").get_by_role("button", name="查").click()
    本人.不见("我实名举报")  # whoever looks over his shoulder reads nothing


@pytest.mark.article(6)
@pytest.mark.article(9)
def test_an_old_man_without_a_telephone_is_told_at_his_door(place: Place) -> None:
    罗小禾 = place.登录("罗小禾", "luoxiaohe")
    老人 = written_down(
        罗小禾,
        "我八十二了，高龄补贴下半年冇到账。我不会搞手机，到村里跟我讲一声就要得。",
        channel="来电",
        contact="桐木村杨家组，堂屋门口有棵柚子树",
        tell_by="上门讲",
    )
    主席 = place.登录("欧阳静安", "ouyangjingan")
    主席.打开(老人.desk)
    主席.办("转办")
    主席.写("单位", "镇社会事务办")
    主席.交("转办")
    罗小禾.打开(老人.desk)
    罗小禾.办("记单位答复")
    罗小禾.写("答复", "存折换了新号，补贴已经补发。")
    罗小禾.交("记下答复")
    罗小禾.打开("/desk/paper")
    罗小禾.看见("告诉本人结果", "当面")
    told(罗小禾, 老人, "到堂屋里讲的：钱补到新存折了。", "上门")
    罗小禾.办("请本人评价")
    罗小禾.选("他说", "满意")
    罗小禾.写("他还说了什么", "多谢你跑一趟。")
    罗小禾.交("照他说的记下")
    罗小禾.看见("评价已记下")
    罗小禾.打开("/desk/paper")
    罗小禾.不见(f"登记号{老人.number}有了结果")


@pytest.mark.article(8)
def test_a_township_suggestion_is_assigned_by_the_presidium_to_the_township_government(place: Place) -> None:
    罗小禾 = place.登录("罗小禾", "luoxiaohe")
    桥 = written_down(罗小禾, "桐木村小桥的栏杆断了半边，娃娃上学从上面过。", contact="000-6641")
    passed_on(罗小禾, 桥, "杨小满")
    杨小满 = place.登录("杨小满", "yangxiaoman")
    建议 = drafted(杨小满, 桥, "关于修好桐木村小桥栏杆的建议", "请镇政府在开学前修好。")
    石青山 = place.登录("石青山", "shiqingshan")
    shut = 石青山.page.goto(建议)
    assert shut is not None
    assert shut.status == 404  # the county has no part in a township's suggestion
    主席 = place.登录("欧阳静安", "ouyangjingan")
    assigned(主席, 建议, "镇政府", "由主席团交办")
    唐致远 = place.登录("唐致远", "tangzhiyuan")
    replied(唐致远, 建议, "A", "栏杆已经焊好，刷了漆。", "和杨小满代表在桥头看过")
    judged(杨小满, 建议, "满意")
    本人 = road(place, 桥, "送孩子的人")
    本人.看见("乡镇人大主席团交给寸石镇人民政府办理", "栏杆已经焊好")
