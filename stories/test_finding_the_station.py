"""我在哪儿，找谁说：写个村名就找到站和代表；旧门牌上的码扫得开；从图上点也到得了。"""

import pytest

from stories.telling import Place

pytestmark = pytest.mark.browser


def test_a_village_name_leads_to_the_station_and_its_deputies(place: Place) -> None:
    """杨婆婆不记得乡镇叫什么，只写了自己的村和组。"""
    resident = place.来("杨婆婆", script=False)
    resident.打开("/")
    field = resident.page.locator(".door input[name=q]")
    field.fill("桐木村杨家组")
    field.press("Enter")
    resident.看见("管这里的站")
    resident.看见("寸石镇人大代表联络站")
    resident.看见("刘禾生")
    resident.page.get_by_role("link", name="看这个站").click()
    resident.看见("这个站的代表")


def test_the_map_leads_from_the_county_to_the_station_by_keyboard(place: Place) -> None:
    """不会打字也行：在图上挑乡镇。"""
    resident = place.来("老向", script=False)
    resident.打开("/stations/")
    tile = resident.page.locator(".tile", has_text="坪上镇")
    tile.focus()
    tile.press("Enter")
    resident.看见("坪上镇人大代表联络站")


def test_what_nobody_knows_gets_a_telephone_and_a_way_on(place: Place) -> None:
    resident = place.来("过路的人", script=False)
    resident.打开("/stations/?q=蓬莱仙岛")
    resident.看见("没有找到这个地方")
    resident.看见("点您在的地方")
