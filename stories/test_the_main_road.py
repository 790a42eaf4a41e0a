"""一件事的全过程：周大娘说镇卫生院夜里没有医生，到结果公布、她自己验过。

Every page is a page of the product, served as its own process; every screen is 360 px wide unless a desk is named.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from lianxin.kit import moment
from stories.telling import DESK, Person, Place

pytestmark = pytest.mark.browser

WORDS = "镇卫生院夜里没有医生。上个月我孙子半夜发烧，敲了半天门，只好包车去县城，跑了四十公里。"
QUOTE = "镇卫生院夜里没有医生。上个月■■■半夜发烧，敲了半天门，只好包车去县城，跑了四十公里。"
WHERE = "寸石镇卫生院"
TITLE = "关于配齐乡镇卫生院夜间值班医生的建议"
ANSWER = "已从县人民医院、县中医院抽调医师，先在寸石、坪上等五家卫生院安排夜间轮值；明年春季招聘十八名执业医师。"
PROMISE = "全县乡镇卫生院夜间都有执业医师值班"
LETTER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
GROUPED = r"\d{4}\s\d{4}\s\d{4}"


@dataclass(frozen=True)
class Receipt:
    """What 周大娘 wrote down: the two numbers."""

    number: str
    code: str


def photo() -> bytes:
    """The clinic's dark door, as a telephone takes it."""
    out = BytesIO()
    picture = Image.new("RGB", (640, 480), (24, 26, 40))
    ImageDraw.Draw(picture).rectangle((220, 120, 420, 470), fill=(60, 44, 36), outline=(120, 110, 90), width=6)
    picture.save(out, "JPEG")
    return out.getvalue()


def the_wall(place: Place) -> tuple[str, list[str]]:
    """站门口的公告: the station's code beside its QR code, and the fingerprints at its foot."""
    passer = place.来("路过的人", width=DESK)
    passer.打开("/stations/?q=寸石镇")
    passer.点("寸石镇人大代表联络站")
    passer.点("打印A3公告")
    passer.看见("扫一扫，就能说", "站点码")
    code = re.search(r"站点码 ?(\w+)", passer.page.inner_text("body"))
    assert code
    return code[1], [line.strip() for line in passer.page.locator(".fp").all_inner_texts()]


def the_two_numbers(周大娘: Person) -> Receipt:
    number, code = (re.sub(r"\D", "", words) for words in 周大娘.page.locator(".receipt .code").all_inner_texts())
    assert (len(number), len(code)) == (12, 10)
    return Receipt(number, code)


def speaks(周大娘: Person, station: str) -> Receipt:
    """扫码，两个空，交上去。"""
    周大娘.打开(f"/s/{station}")
    周大娘.看见("您在跟寸石镇人大代表联络站说")
    周大娘.写("您想说什么事？", WORDS)
    周大娘.拍("story-say", tall=860)
    周大娘.点("下一步")
    周大娘.写("是在哪里的事？", WHERE)
    周大娘.拍("story-01-where")
    周大娘.点("交上去")
    周大娘.看见("记下了。", "接下来会这样")
    周大娘.拍("story-02-receipt")
    return the_two_numbers(周大娘)


def looks_up(周大娘: Person, receipt: Receipt) -> None:
    """凭两个号查，号不在地址里。"""
    周大娘.打开("/receipt")
    周大娘.写("登记号", receipt.number)
    周大娘.写("查询码", receipt.code)
    周大娘.page.locator("main").get_by_role("button", name="查").click()
    周大娘.看见("一件事的全过程", WORDS)
    assert receipt.number not in 周大娘.地址()
    assert receipt.code not in 周大娘.地址()


def adds_a_photo_and_how_to_tell_her(周大娘: Person) -> None:
    周大娘.写("手机、座机或者住处", "000-5520")
    周大娘.选("怎么告诉您", "打电话")
    周大娘.点("就这样告诉我")
    周大娘.看见("有了结果就这样告诉您")
    周大娘.附上("选照片或录音", "door.jpg", "image/jpeg", photo())
    周大娘.点("传上来")
    周大娘.看见("照片收到了", "已经收到1个文件")


def passes_on_by_keyboard(罗小禾: Person) -> None:
    """分类、转交：一只手都不用碰鼠标。"""
    罗小禾.按到("j", WORDS[:10])
    罗小禾.按("Enter")
    罗小禾.看见("这件事到哪了", "附件1")
    罗小禾.拍("story-03-officer")
    罗小禾.按("d")
    罗小禾.看见("转交哪位代表")
    罗小禾.按到("Tab", "代表")
    if "龙秀梅" not in 罗小禾.焦点():
        罗小禾.按到("ArrowDown", "龙秀梅")
    else:
        罗小禾.按("Space")
    罗小禾.按到("Tab", "捎一句话")
    罗小禾.page.keyboard.type("夜里急诊的事，镇上说了几年，要县里配人。")
    罗小禾.按到("Tab", "转交")
    罗小禾.拍("story-04-pass-on")
    罗小禾.按("Enter")
    罗小禾.看见("已转交，代表的手机上会看到")


def says_what_it_is_about(罗小禾: Person) -> None:
    罗小禾.办("定类别")
    罗小禾.挑("类别", "医疗卫生")
    罗小禾.挑("归哪一级", "县")
    罗小禾.交("定下来")
    罗小禾.看见("类别已定")


def drafts_on_her_phone(龙秀梅: Person) -> None:
    龙秀梅.看见("等您说句话", "夜里没有医生")
    龙秀梅.拍("story-05-deputy")
    龙秀梅.点(WORDS[:10])
    龙秀梅.办("签收")
    龙秀梅.交("我看过了")
    龙秀梅.看见("已签收")
    龙秀梅.办("我来提建议")
    龙秀梅.看见("情况已经照群众的原话写好")
    龙秀梅.写("标题", TITLE)
    龙秀梅.写("三、具体建议", "请县卫生健康局统筹医师夜间轮值，两年内配齐乡镇卫生院值班医生，值班表贴在大门口。")
    龙秀梅.拍("story-06-draft")
    龙秀梅.点("交上去")
    龙秀梅.看见("已提交，等审查")


def vets_and_assigns(石青山: Person) -> None:
    石青山.看见("待审查 1件", TITLE)
    石青山.点(TITLE)
    石青山.办("审查通过，编号")
    石青山.交("编号")
    石青山.看见("第1号")
    石青山.办("交办")
    石青山.挑("承办单位", "县卫健局")
    石青山.选("答复期限", "3个月")
    today = moment.today()
    石青山.看见("选3个月：今天交办，最迟")
    if today.month >= 10:
        石青山.看见("暂定")  # the days of rest of next year may not be published yet
    石青山.page.locator(".terms summary").first.click()
    石青山.看见("第五十一条")
    石青山.拍("story-07-assign")
    石青山.交("交办")
    石青山.看见("已交办，期限从今天算起", "答复")


def replies_with_a_promise(温慕云: Person) -> None:
    温慕云.看见("有1件建议等贵单位答复", TITLE)
    温慕云.点(TITLE)
    温慕云.不见("周大娘", "000-5520")
    温慕云.办("签收")
    温慕云.交("签收")
    温慕云.看见("贵单位的答复")
    温慕云.选("答复类别", "B")
    温慕云.写("B类要写明：办到什么样", PROMISE)
    温慕云.写("B类要写明：哪一天前", (moment.today() + timedelta(days=200)).isoformat())
    温慕云.写("答复内容", ANSWER)
    温慕云.写("和代表怎么沟通的", "今天和龙秀梅代表通了电话")
    温慕云.写("签发人", "局长 向前")
    温慕云.附上("盖章的答复函", "letter.pdf", "application/pdf", LETTER)
    温慕云.拍("story-08-reply")
    温慕云.交("送出答复")
    温慕云.看见("答复已送出，代表会评价")


def judges_the_reply(龙秀梅: Person) -> None:
    龙秀梅.打开("/desk/")
    龙秀梅.点("请您评价")
    龙秀梅.看见(ANSWER)
    龙秀梅.选("办理态度", "满意")
    龙秀梅.选("办理结果", "满意")
    龙秀梅.写("说一句", "轮值从这个月开始，我去看过一晚。")
    龙秀梅.拍("story-09-judge")
    龙秀梅.交("交上评价")
    龙秀梅.看见("评价已交，群众的意见也有了结果")


def opens_what_has_a_result(罗小禾: Person) -> None:
    罗小禾.打开("/desk/?list=to_tell")
    罗小禾.点(WORDS[:10])


def prepares_the_publication(罗小禾: Person) -> None:
    opens_what_has_a_result(罗小禾)
    罗小禾.办("整理公布稿")
    罗小禾.写("公布的原话", QUOTE)
    罗小禾.写("结果", "五家卫生院已经安排夜间轮值。县卫健局答应：" + PROMISE + "。")
    罗小禾.拍("story-10-prepare")
    罗小禾.交("送另一位审核")
    罗小禾.看见("请另一位同事审核")


def publishes(石青山: Person) -> None:
    石青山.打开("/desk/publications/")
    石青山.点(QUOTE[:12])
    石青山.看见("下面就是群众会看到的样子")
    石青山.勾("我查过了")
    石青山.拍("story-11-review")
    石青山.page.get_by_role("button", name="公布", exact=True).click()
    石青山.看见("已公布")


def tells_her_by_phone(罗小禾: Person) -> None:
    opens_what_has_a_result(罗小禾)
    罗小禾.不见("000-5520")
    罗小禾.点("显示（会留痕）")
    罗小禾.看见("000-5520", "已留痕")
    罗小禾.办("告诉本人")
    罗小禾.选("方式", "打电话")
    罗小禾.写("跟他怎么说的", "卫生院夜里有医生轮值了，五家先开，明年全县都有。您拿登记号还能再看。")
    罗小禾.拍("story-12-tell")
    罗小禾.交("已经告诉了")
    罗小禾.看见("已告诉本人")


def concludes(欧阳静安: Person) -> None:
    欧阳静安.打开("/desk/?list=to_conclude")
    欧阳静安.点(WORDS[:10])
    欧阳静安.办("审定办结")
    欧阳静安.选("依据", "已反馈本人")
    欧阳静安.拍("story-13-conclude")
    欧阳静安.交("审定办结")
    欧阳静安.看见("已办结")


def sees_how_it_ended(周大娘: Person, receipt: Receipt) -> None:
    looks_up(周大娘, receipt)
    周大娘.看见("新邵县卫生健康局答复：B类", PROMISE, "龙秀梅代表评价", "结果公布", "办结")
    周大娘.选("您怎么看", "满意")
    周大娘.写("想说的话", "夜里有医生了，心里踏实。")
    周大娘.点("交评价")
    周大娘.看见("您的评价记下了，谢谢", "您的评价：满意")
    周大娘.拍("story-14-judged")


def sees_it_published(周大娘: Person) -> None:
    周大娘.打开("/")
    周大娘.看见(QUOTE)
    周大娘.点("全过程")
    周大娘.看见("公布的就是这些，没有改过", PROMISE)
    周大娘.不见("000-5520", WORDS)
    周大娘.拍("story-15-result")


def proves_it(周大娘: Person, receipt: Receipt, folder: Path) -> Path:
    """在网上验一遍，再把证明拿回家。"""
    周大娘.打开("/verify")
    周大娘.写("登记号", receipt.number)
    周大娘.写("查询码", receipt.code)
    周大娘.点("现在验一遍")
    周大娘.看见("一步一步", WORDS)
    assert 周大娘.page.locator(".checks .yes").count() == 5
    assert 周大娘.page.locator(".checks .no, .checks .wait").count() == 0
    周大娘.拍("story-16-verify")
    return 周大娘.下载("下载离线证明，自己验", folder)


def checks_the_file_at_home(place: Place, file: Path, wall: list[str]) -> None:
    """断了网，在孙子的手机上打开文件，和墙上的指纹对一对。"""
    孙子 = place.来("孙子")
    孙子.page.context.set_offline(True)
    孙子.page.goto(file.as_uri())
    expect(孙子.page.locator("html")).to_have_attribute("data-result", "good")
    孙子.看见(WORDS)
    prints = 孙子.page.locator(".print").all_inner_texts()
    assert prints
    assert all(any(print_ in line for line in wall) for print_ in prints), (prints, wall)
    孙子.拍("story-17-offline")
    tampered = file.with_name("tampered.html")
    tampered.write_text(file.read_text("utf-8").replace("四十公里", "四百公里"), "utf-8")
    孙子.page.goto(tampered.as_uri())
    expect(孙子.page.locator("html")).to_have_attribute("data-result", "bad")


@pytest.mark.article(8)
@pytest.mark.article(9)
def test_周大娘_speaks_and_a_public_answer_comes_back_that_she_can_prove(place: Place, tmp_path: Path) -> None:
    station, wall = the_wall(place)
    周大娘 = place.来("周大娘", script=False)  # an old phone, no account
    receipt = speaks(周大娘, station)
    adds_a_photo_and_how_to_tell_her(周大娘)

    罗小禾 = place.登录("罗小禾", "luoxiaohe")
    passes_on_by_keyboard(罗小禾)
    龙秀梅 = place.登录("龙秀梅", "longxiumei")
    drafts_on_her_phone(龙秀梅)
    石青山 = place.登录("石青山", "shiqingshan")
    vets_and_assigns(石青山)
    温慕云 = place.登录("温慕云", "wenmuyun")
    replies_with_a_promise(温慕云)
    judges_the_reply(龙秀梅)
    prepares_the_publication(罗小禾)
    publishes(石青山)
    tells_her_by_phone(罗小禾)
    欧阳静安 = place.登录("欧阳静安", "ouyangjingan")
    concludes(欧阳静安)

    assert place.product.command("ledger", "seal").returncode == 0
    sees_how_it_ended(周大娘, receipt)
    sees_it_published(周大娘)
    file = proves_it(周大娘, receipt, tmp_path)
    checks_the_file_at_home(place, file, wall)

    verified = place.product.command("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_phone_with_script_goes_the_same_two_steps_to_a_receipt(place: Place) -> None:
    小孙 = place.来("周大娘的孙子")
    小孙.打开("/say?place=寸石镇")
    小孙.点("下一步")
    小孙.看见("还没写什么事")
    小孙.写("您想说什么事？", WORDS)
    小孙.点("下一步")
    小孙.点("改刚才写的")
    expect(小孙.page.get_by_label("您想说什么事？")).to_have_value(WORDS)
    小孙.点("下一步")
    小孙.点("交上去")
    小孙.看见("记下了。")
    receipt = the_two_numbers(小孙)
    looks_up(小孙, receipt)
    小孙.看见("等着封进下一个校验点，最多一分钟")
    assert place.product.command("ledger", "verify").returncode == 0
