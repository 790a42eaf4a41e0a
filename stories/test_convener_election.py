"""推选召集人：通知全体代表，无记名投票，头一轮没人过半数，再选一轮；票数对不上，记不进去。"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from lianxin.kit import moment
from stories.telling import DESK, Person, Place

pytestmark = [pytest.mark.browser, pytest.mark.article(3)]

STATION = "寸石镇人大代表联络站"


def opens_the_station(欧阳静安: Person) -> None:
    欧阳静安.打开("/desk/stations/")
    欧阳静安.点(STATION)
    欧阳静安.看见("召集人", "刘禾生", "邀请来的")


def calls_them_together(欧阳静安: Person) -> None:
    欧阳静安.办("推选召集人")
    for name in ("龙秀梅", "刘禾生", "杨小满"):
        欧阳静安.勾(name)
    欧阳静安.写("哪天开会", moment.today().isoformat())
    欧阳静安.写("地点", "镇政府二楼会议室")
    欧阳静安.选("怎样表决", "无记名投票")
    欧阳静安.交("通知全体代表")
    欧阳静安.看见("已通知全体代表", "应到4人", "麻秋实")


def counts(欧阳静安: Person, votes: dict[str, int], blank: int) -> None:
    欧阳静安.办("计票")
    欧阳静安.写("实到人数", "4")
    for name, number in votes.items():
        欧阳静安.写(f"{name}的票", str(number))
    欧阳静安.写("弃权票", str(blank))
    欧阳静安.写("主持人", "欧阳静安")
    欧阳静安.交("记下结果")


def test_conveners_election_with_a_run_off(place: Place, tmp_path: Path) -> None:
    欧阳静安 = place.登录("欧阳静安", "ouyangjingan", width=DESK)
    opens_the_station(欧阳静安)
    calls_them_together(欧阳静安)

    麻秋实 = place.登录("麻秋实", "maqiushi")
    麻秋实.打开("/desk/elections/")
    麻秋实.点(STATION)
    麻秋实.看见("已通知", "镇政府二楼会议室", "龙秀梅", "杨小满")
    麻秋实.不见("计票")

    counts(欧阳静安, {"龙秀梅": 2, "刘禾生": 1, "杨小满": 1}, blank=1)
    欧阳静安.看见("票数合计5张", "多于实到的4人", "请再数一遍")
    欧阳静安.写("杨小满的票", "0")
    欧阳静安.交("记下结果")
    欧阳静安.看见("没有人得票过半数", "第2轮", "应到4人")
    欧阳静安.不见("杨小满的票")

    counts(欧阳静安, {"龙秀梅": 3, "刘禾生": 1}, blank=0)
    欧阳静安.看见("龙秀梅当选召集人", "已通过")
    paper = 欧阳静安.下载("下载记录 · DOCX", tmp_path)
    assert paper.read_bytes()[:2] == b"PK"
    欧阳静安.点("上一轮")
    欧阳静安.看见("无人过半数", "杨小满")

    opens_again(place)


def opens_again(place: Place) -> None:
    """门口的人看到的召集人，当天就是她。"""
    passer = place.来("路过的人")
    passer.打开("/stations/?q=寸石镇")
    passer.点(STATION)
    chip = passer.page.locator(".pp", has_text="龙秀梅").first
    expect(chip).to_contain_text("召集人")
