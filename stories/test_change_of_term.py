"""换届：县人大换了一届。先看会少了谁，勾上连任的，一步办完；离任的马上从各处去掉，履历一条不少，建议有人接着领衔。"""

import pytest
from playwright.sync_api import expect

from lianxin.kit import moment
from stories.telling import DESK, Person, Place
from stories.test_other_doors import assigned, drafted, passed_on, written_down

pytestmark = [pytest.mark.browser, pytest.mark.article(3), pytest.mark.article(5)]
CONGRESS, STATION = "新邵县人民代表大会", "寸石镇人大代表联络站"
TITLE = "关于配齐乡镇卫生院夜间值班医生的建议"
GROUND = "新邵县第十九届人民代表大会第一次会议公告"
DISTRICT, CERTIFICATE = "第9选区", "新代019-009"


def leads_a_suggestion(罗小禾: Person, 龙秀梅: Person, 石青山: Person) -> str:
    """一件还没有办完的建议，领衔的是要离任的龙秀梅。"""
    话 = written_down(罗小禾, "夜里卫生院没有医生", contact="000-7733")
    passed_on(罗小禾, 话, "龙秀梅")
    建议 = drafted(龙秀梅, 话, TITLE, "请配齐值班医生。")
    assigned(石青山, 建议, "县卫健局", "交办")
    return 建议


def registers_the_term(石青山: Person) -> None:
    """名额先填少了一名：提醒，不拦。"""
    石青山.打开("/desk/terms/")
    石青山.点("登记一个人大的届次")
    石青山.挑("哪一级人大", "新邵县")
    石青山.写("人大全称", CONGRESS)
    石青山.写("第几届", "18")
    石青山.写("本届从哪天起", "2021-12-01")
    石青山.写("代表名额", "1")
    石青山.交("登记")
    石青山.看见("届次已登记", "第18届", "在任代表比名额多1名，请核对")


def previews(石青山: Person) -> None:
    """没有勾人的时候，先说清楚会少了谁；看的时候什么都没有变。"""
    石青山.page.locator("main").get_by_role("link", name="换届", exact=True).first.click()
    石青山.看见("没有人连任的话，会这样", "2项代表职务终止", "1人还是别的人大的代表")
    石青山.写("新一届从哪天起", moment.today().isoformat())
    石青山.写("依据", GROUND)
    石青山.勾("刘禾生　第14选区")
    石青山.写("刘禾生新的选区", DISTRICT)
    石青山.写("刘禾生新的证号", CERTIFICATE)
    石青山.点("先看看会怎样")
    石青山.看见("按下“确定换届”会这样", "1名代表连任", "1人不再是代表")
    这些站少了谁 = 石青山.page.locator("h3:has-text('这些站少了谁') + ul")
    expect(这些站少了谁).to_contain_text(STATION)
    expect(这些站少了谁).to_contain_text("龙秀梅")
    expect(这些站少了谁).not_to_contain_text("刘禾生")
    领衔 = 石青山.page.locator("h3:has-text('领衔代表会离任') + ul")
    expect(领衔).to_contain_text(TITLE)
    石青山.拍("term-01-preview")


def changes_the_term(石青山: Person) -> None:
    石青山.点("确定换届")
    石青山.看见("换届已完成", "第19届", DISTRICT, CERTIFICATE, "已届满", GROUND)
    石青山.不见("龙秀梅", "超过名额", "比名额多")
    石青山.拍("term-02-done", tall=900)


def whom_the_public_finds(周大娘: Person, 龙秀梅的码: str) -> None:
    """网上、墙上、表里、老名片上的码，都只有新一届的代表。"""
    周大娘.打开("/stations/?q=寸石镇")
    周大娘.点(STATION)
    周大娘.看见("刘禾生")
    周大娘.不见("龙秀梅")
    周大娘.拍("term-03-public")
    公告 = 周大娘.page.locator("main").get_by_role("link", name="打印A3公告").first.get_attribute("href")
    for 地址 in (str(公告), "/deputies/?division=430522105000", "/deputies/?division=430522000000"):
        周大娘.打开(地址)
        周大娘.看见("刘禾生")
        周大娘.不见("龙秀梅")
    for 地址 in ("/open-data/deputies.csv", "/open-data/deputies.json", "/api/v1/deputies"):
        表 = 周大娘.page.request.get(地址).body().decode("unicode-escape" if 地址.startswith("/api") else "utf-8")
        assert "刘禾生" in 表 and "龙秀梅" not in 表, 地址
    周大娘.page.goto(f"/d/{龙秀梅的码}")
    周大娘.看见(STATION)
    周大娘.不见("龙秀梅")


def who_has_left(龙秀梅: Person, 建议: str) -> None:
    """她还登录着：权利没有了，自己的来龙去脉还看得到。"""
    龙秀梅.打开("/desk/")
    龙秀梅.不见("等您说句话", "我的代表工作")
    龙秀梅.打开("/desk/my-card")
    龙秀梅.看见("您现在没有在任的代表职务，什么都不公开")
    龙秀梅.拍("term-04-left", tall=900)
    龙秀梅.打开(建议)
    龙秀梅.看见(TITLE, "这一步不在您手里")
    for 不再开 in ("/desk/register", "/desk/interests/", "/desk/stations/"):
        answer = 龙秀梅.page.goto(不再开)
        assert answer is not None and answer.status == 404, 不再开


def history_is_whole(石青山: Person) -> str:
    """名册里不算在任，她自己的那一页一条不少；她的代表码。"""
    石青山.打开("/desk/deputies/?state=active")
    石青山.看见("刘禾生")
    石青山.不见("龙秀梅")
    石青山.打开("/desk/deputies/?q=龙秀梅")
    石青山.看见("没有在任职务")
    石青山.page.locator("main").get_by_role("link", name="龙秀梅", exact=True).click()
    石青山.看见("第18届", "第14选区", "2021年12月1日", GROUND, "变动记录", "代表资格终止")
    石青山.拍("term-05-history")
    return 石青山.地址().rpartition("/")[2]


def leads_on(石青山: Person, 刘禾生: Person, 建议: str) -> None:
    石青山.打开(建议)
    石青山.办("换领衔代表")
    石青山.不见("龙秀梅　")
    石青山.选("代表", "刘禾生")
    石青山.交("由他接着办")
    石青山.看见("已换领衔代表", "刘禾生代表领衔")
    刘禾生.打开(建议)
    刘禾生.看见(TITLE, "刘禾生代表领衔")


def test_a_congress_changes_its_term_in_one_act_and_nothing_is_lost(place: Place) -> None:
    罗小禾 = place.登录("罗小禾", "luoxiaohe", width=DESK)
    龙秀梅 = place.登录("龙秀梅", "longxiumei")
    石青山 = place.登录("石青山", "shiqingshan", width=DESK)
    建议 = leads_a_suggestion(罗小禾, 龙秀梅, 石青山)
    新来的话 = written_down(罗小禾, "路灯坏了三盏", contact="000-7734")
    registers_the_term(石青山)
    previews(石青山)
    周大娘 = place.来("周大娘")
    周大娘.打开("/deputies/?division=430522105000")
    周大娘.看见("龙秀梅", "刘禾生")

    changes_the_term(石青山)
    who_has_left(龙秀梅, 建议)
    码 = history_is_whole(石青山)
    whom_the_public_finds(周大娘, 码)
    罗小禾.打开(新来的话.desk)
    罗小禾.办("转交代表")
    罗小禾.看见("刘禾生")
    罗小禾.不见("龙秀梅")
    leads_on(石青山, place.登录("刘禾生", "liuhesheng"), 建议)
