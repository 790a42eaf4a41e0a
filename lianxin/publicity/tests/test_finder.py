"""您在哪儿？ One field leads to the station and the deputies of a place; whatever is typed, the answer is clear."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.deputies import actions as deputies
from lianxin.deputies.models import Mandate
from lianxin.divisions import extract
from lianxin.divisions.models import Division
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.publicity import queries, rules
from lianxin.publicity.queries import maps
from lianxin.stations.models import Attachment, Station
from lianxin.worlds.cast import COUNTY, TOWN, VILLAGE, Cast

pytestmark = pytest.mark.django_db
TOGETHER = {"rank": 5, "kind": "village", "valid_from": date(2023, 6, 30)}


def page(client: Client, address: str, **given: str) -> str:
    answer = client.get(address, given)
    assert answer.status_code == 200, (address, given)
    return answer.content.decode()


@pytest.mark.article(2)
@pytest.mark.parametrize(
    "words", ["桐木村杨家组", "桐木", "寸石镇桐木村", "桐 木 村", "寸石", "寸石鎮", "桐木村，寸石镇", "新邵县寸石镇"]
)
def test_a_place_in_any_writing_leads_to_its_station(client: Client, cast: Cast, words: str) -> None:
    told = page(client, "/stations/", q=words)
    assert f"/stations/{cast.station.code}" in told
    assert "跟这个站说件事" in told
    assert "坪上镇人大代表联络站" not in told


@pytest.mark.article(2)
def test_the_village_that_has_no_station_is_told_which_one_serves_it(client: Client, cast: Cast) -> None:
    assert "管这里的站" in page(client, "/stations/", q="桐木村")
    Station.objects.filter(pk=cast.station.pk).update(division=VILLAGE)
    assert "这里的站" in page(client, "/stations/", division=VILLAGE)


def test_words_of_an_address_find_the_station_that_stands_there(client: Client, cast: Cast) -> None:
    told = page(client, "/stations/", q="建设路")
    assert "名称或地址里有" in told
    assert cast.station.name in told


def test_a_name_that_repeats_is_asked_back_with_its_township(client: Client, cast: Cast) -> None:
    Division.objects.create(code="430522106210", name="桐木村", **TOGETHER)
    told = page(client, "/stations/", q="桐木村")
    assert "是哪一个" in told
    assert "新邵县 寸石镇" in told
    assert "新邵县 坪上镇" in told
    assert "跟这个站说件事" not in told


def test_a_place_of_another_county_is_said_to_be_there(client: Client, cast: Cast) -> None:
    for code, name, rank in (("430121000000", "长沙县", 3), ("430121104000", "黄兴镇", 4)):
        Division.objects.create(code=code, name=name, rank=rank, kind="county", valid_from=date(2023, 6, 30))
    told = page(client, "/stations/", q="黄兴镇")
    assert "在别的县" in told
    assert "长沙县" in told
    assert "还没有用这个平台" in page(client, "/stations/", division="430121104000")
    Division.objects.create(code="430522105300", name="黄兴村", **TOGETHER)
    told = page(client, "/stations/", q="黄兴镇")
    assert 0 < told.index("/stations/?division=430522105300") < told.index("别的县也有"), "one's own county comes first"


def test_a_name_that_other_counties_have_too_is_first_ones_own(client: Client, cast: Cast) -> None:
    for code, name, rank in (("430121000000", "长沙县", 3), ("430121104200", "桐木村", 5)):
        Division.objects.create(code=code, name=name, rank=rank, kind="village", valid_from=date(2023, 6, 30))
    Division.objects.create(code="430522106210", name="桐木村", **TOGETHER)
    told = page(client, "/stations/", q="桐木村")
    assert told.index("是哪一个") < told.index("别的县也有叫这个名字的")
    assert "这里查不到" not in told


def test_half_an_address_that_is_known_says_which_half_is_not(client: Client, cast: Cast) -> None:
    told = page(client, "/stations/", q="寸石镇李家村")
    assert "没有认出“李家村”" in told
    assert cast.station.name in told


def test_a_village_nobody_calls_by_its_whole_name_is_offered(client: Client, cast: Cast) -> None:
    Division.objects.create(code="430522105500", name="新邵县岱山林场生活区", **TOGETHER)
    told = page(client, "/stations/", q="岱山林场")
    assert "是不是这里" in told
    assert "430522105500" in told


def test_a_place_without_any_station_says_what_to_do(client: Client, cast: Cast) -> None:
    Station.objects.filter(division=TOWN).update(state="closed")
    told = page(client, "/stations/", q="桐木村")
    assert "目前知道的" in told
    assert "000-0000" in told
    assert "坪上镇人大代表联络站" not in told


BAD = ["火" * 10_000, "a\x1b[31m\x7f", "%", "_", "100%", "'; DROP TABLE--", "🏠🏠🏠", "../../etc/passwd", "<script>x",
       "\u202e村", "|", "村", "镇", "0" * 80, "桐木" * 39]  # fmt: skip


@pytest.mark.parametrize("words", BAD)
@pytest.mark.parametrize("address", ["/stations/", "/deputies/"])
def test_whatever_is_typed_gets_a_clear_answer(client: Client, cast: Cast, address: str, words: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        told = page(client, address, q=words)
    assert len(asked) <= 24
    clear = (
        "没有找到这个地方",
        "写得太长了",
        "是不是这里",
        "是哪一个",
        "名称或地址里有",
        "管这里的站",
        "选区写着",
        "共",
    )
    assert any(said in told for said in clear)
    assert words[:400] not in told or "<" not in words
    assert "000-0000" in told


def test_only_spaces_are_no_question(client: Client, cast: Cast) -> None:
    for address in ("/stations/", "/deputies/"):
        told = page(client, address, q=" \u3000 ")
        assert "没有找到" not in told
        assert "点您在的地方" in told


@pytest.mark.parametrize(
    "code", ["x", "1", "43052210500", "999999999999", "４３０５２２１０５０００", "../x", "430522105999"]
)
def test_a_code_that_nobody_has_is_a_plain_404(client: Client, cast: Cast, code: str) -> None:
    for address in ("/stations/", "/deputies/"):
        assert client.get(address, {"division": code}).status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "999999999", "x", "1e9", "٣"])
def test_any_page_number_shows_a_page(client: Client, cast: Cast, number: str) -> None:
    assert "龙秀梅" in page(client, "/deputies/", division=COUNTY, page=number)


# ── deputies ───────────────────────────────────────────────────────────────
@pytest.mark.article(5)
def test_those_whose_district_names_the_village_come_first(client: Client, cast: Cast) -> None:
    Mandate.objects.filter(person=cast.people["yang"]).update(district="第3选区（桐木村、梅市）")
    told = page(client, "/deputies/", q="桐木村")
    assert "选区写着桐木村的" in told
    assert told.index("杨小满") < told.index("龙秀梅")


@pytest.mark.article(5)
def test_a_township_deputy_is_found_before_any_station_has_him(client: Client, cast: Cast) -> None:
    Attachment.objects.filter(person=cast.people["yang"]).delete()
    assert "杨小满" in page(client, "/stations/", q="寸石镇")


@pytest.mark.article(5)
def test_a_name_is_found_while_it_is_published_and_never_when_withheld(client: Client, cast: Cast) -> None:
    assert f"/deputies/{cast.people['liu'].code}" in page(client, "/deputies/", q="刘 禾生代表")
    hidden = deputies.register_person("岑望舒", division=COUNTY, by=SYSTEM)
    deputies.grant_mandate(hidden, "430000000000", term=14, from_day=date(2023, 1, 1), by=SYSTEM)
    told = page(client, "/deputies/", q="岑望舒")
    assert hidden.code not in told
    assert "没有找到这个地方" in told


@pytest.mark.article(5)
def test_the_deputies_page_counts_who_withholds_his_name_and_shows_nothing_of_him(client: Client, cast: Cast) -> None:
    deputies.withdraw(cast.people["ma"], "name", by=SYSTEM)
    told = page(client, "/deputies/", q="寸石镇")
    assert "麻秋实" not in told
    assert "1名省人大代表" in told
    assert cast.people["ma"].code not in told


@pytest.mark.article(5)
@pytest.mark.parametrize("way", ["suspended", "ended"])
def test_the_code_of_somebody_who_is_not_a_deputy_now_leads_to_the_station(
    client: Client, cast: Cast, way: str
) -> None:
    person = cast.people["long"]
    Mandate.objects.filter(person=person).update(status=way)
    told = page(client, f"/d/{person.code}")
    assert f"/say?station={cast.station.code}" in told
    answer = client.get(f"/deputies/{person.code}")
    assert answer.status_code == 404
    for said in (told, answer.content.decode()):
        assert cast.station.name in said
        for word in (person.name, person.workplace, "终止", "暂停", "不再", "届"):
            assert word not in said.split("<main")[1].split("</main>")[0], word
    assert client.get("/d/nobody").status_code == 404


@pytest.mark.article(5)
def test_a_deputys_page_says_what_is_published_by_rule_and_what_by_his_choice(client: Client, cast: Cast) -> None:
    assert "按规定向本行政区域公布" in page(client, f"/deputies/{cast.people['long'].code}")
    assert "由本人定" in page(client, f"/deputies/{cast.people['ma'].code}")
    assert "没有智能手机" in page(client, f"/deputies/{cast.people['long'].code}")


# ── stations that were, photos ─────────────────────────────────────────────
@pytest.mark.article(2)
def test_the_code_on_the_door_of_a_merged_station_leads_to_where_it_went(client: Client, cast: Cast) -> None:
    old, new = cast.next_station, cast.station
    Station.objects.filter(pk=old.pk).update(state="merged", successor=new, closed_on=moment.today())
    for address in (f"/stations/{old.code}", f"/s/{old.code}"):
        told = page(client, address)
        assert f"{old.name}已经并入{new.name}" in told
        assert f"/say?station={new.code}" in told
    assert f"{old.name}并入{new.name}" in client.get("/feeds/stations.atom").content.decode()
    assert client.get(f"/stations/{old.code}/notice").status_code == 404


def test_a_closed_station_says_so_and_a_planned_one_is_not_there(client: Client, cast: Cast) -> None:
    Station.objects.filter(pk=cast.next_station.pk).update(state="closed")
    assert "已经关闭" in page(client, f"/stations/{cast.next_station.code}")
    Station.objects.filter(pk=cast.next_station.pk).update(state="planned")
    assert client.get(f"/stations/{cast.next_station.code}").status_code == 404


def test_a_stations_page_says_how_to_reach_it(client: Client, cast: Cast) -> None:
    Station.objects.filter(pk=cast.station.pk).update(
        venue="reading_room", host="桐木村农家书屋", access_items="no_step,ramp", sms="000-0009", mail="a@example.org",
        latitude="27.326841", longitude="111.458656", shared_use="与农家书屋共用",
    )  # fmt: skip
    told = page(client, f"/stations/{cast.station.code}")
    for said in (
        "设在农家书屋",
        "门口没有台阶",
        "有坡道",
        "sms:000-0009",
        "mailto:",
        "geo:27.326841,111.458656",
        "推选",
    ):
        assert said in told, said


def test_a_stations_photo_is_served_while_its_card_shows_it(client: Client, cast: Cast, media: Path) -> None:
    cast.station.photo.save("x.jpg", ContentFile(b"jpeg"))
    cast.station.photo.close()
    name = Path(str(cast.station.photo.name)).name
    shown = client.get(f"/photos/{name}")
    assert b"".join(shown.streaming_content) == b"jpeg"  # type: ignore[attr-defined]
    Station.objects.filter(pk=cast.station.pk).update(state="closed")
    assert client.get(f"/photos/{name}").status_code == 404


# ── the map ────────────────────────────────────────────────────────────────
def test_our_drawing_of_hunan_has_every_county_once_and_no_other() -> None:
    rows = extract.read(extract.HUNAN).rows
    real = {r.code.ljust(12, "0") for r in rows if len(r.code) in (4, 6) and not "71" <= r.code[4:6] <= "80"}
    drawn = [code for places in maps._drawings("43").values() for code in places]
    assert sorted(drawn) == sorted(real)
    for places in maps._drawings("43").values():
        assert len(set(places.values())) == len(places)
        assert max(column for column, _row in places.values()) <= maps.COLUMNS


def test_one_county_starts_at_its_townships_and_the_map_says_what_it_is(client: Client, cast: Cast) -> None:
    told = page(client, "/stations/")
    assert f"division={TOWN}" in told
    assert "不表示" in told
    assert "邵阳市" in page(client, "/stations/", division="430000000000")


def test_townships_lie_as_their_stations_do_once_enough_are_known() -> None:
    codes = [f"43052210{n}000" for n in range(4)]
    corners = {codes[0]: (27.0, 111.5), codes[1]: (27.5, 111.0), codes[2]: (27.5, 111.5), codes[3]: (27.0, 111.0)}
    assert maps.laid_out(corners, codes) == {codes[1]: (1, 1), codes[2]: (2, 1), codes[3]: (1, 2), codes[0]: (2, 2)}
    assert maps.laid_out({codes[0]: (27.0, 111.5)}, codes) == {}
    three = {code: corners[code] for code in codes[:3]}
    assert len(set(maps.laid_out(three, codes).values())) == 4


# ── many ───────────────────────────────────────────────────────────────────
def test_a_county_of_thousands_of_stations_is_led_through_and_not_listed(client: Client, cast: Cast) -> None:
    Station.objects.bulk_create(
        Station(
            name=f"第{n}站", division=TOWN, county=COUNTY, state="open", opened_on=moment.today() - timedelta(n % 9)
        )
        for n in range(300)
    )
    with CaptureQueriesContext(connection) as asked:
        told = page(client, "/stations/")
    assert len(asked) <= 12
    assert "第7站" not in told
    assert "301" in told
    assert len(page(client, "/")) < 60_000


def test_eighty_deputies_cost_no_more_queries_than_four(client: Client, cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(client, "/deputies/", q="寸石镇")
        return len(seen)

    asked()
    before = asked()
    for n in range(30):
        person = deputies.register_person(f"试名{n}", division=TOWN, by=SYSTEM)
        deputies.grant_mandate(person, TOWN, term=18, from_day=date(2021, 12, 1), by=SYSTEM)
    assert asked() == before


# ── open data ──────────────────────────────────────────────────────────────
@pytest.mark.article(5)
def test_open_data_holds_what_cards_hold_and_no_formula(client: Client, cast: Cast) -> None:
    Station.objects.filter(pk=cast.next_station.pk).update(address="=1+1")
    table = client.get("/open-data/stations.csv")
    assert table.content.startswith(b"\xef\xbb\xbf")
    assert ",'=1+1," in table.content.decode()
    people: dict[str, Any] = client.get("/open-data/deputies.json").json()
    assert {p["name"] for p in people["items"]} >= {"龙秀梅", "刘禾生"}
    ma = next(p for p in people["items"] if p["name"] == "麻秋实")
    assert ma["workplace"] == ""
    assert "县职业中专" not in client.get("/open-data/deputies.csv").content.decode()
    deputies.withdraw(cast.people["ma"], "name", by=SYSTEM)
    for form in ("csv", "json"):
        assert "麻秋实" not in client.get(f"/open-data/deputies.{form}").content.decode()


def test_who_has_the_same_copy_is_not_sent_it_again(client: Client, cast: Cast) -> None:
    first = client.get("/open-data/stations.json")
    again = client.get("/open-data/stations.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert "max-age" in first["Cache-Control"]


def test_what_was_typed_is_shown_on_one_line_and_no_longer_than_a_place_is() -> None:
    assert rules.shown_words(" 桐木\x07\n村 ") == "桐木 村"
    assert len(rules.shown_words("村" * 10_000)) == rules.LONGEST_WORDS
    assert rules.as_name("杨 小满代表") == "杨小满"
    assert rules.as_name("x") == ""
    assert rules.unread("李家村") == "李家村"
    assert rules.unread("人大代表联络站") == ""
    assert queries.start([]) == ""
    assert queries.reach([f"43052{n}000000" for n in range(9)]) == ["430000000000"]
