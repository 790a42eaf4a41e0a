"""The place of a station: what is kept of it, points on the map, photos, several identities in one house."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image

from lianxin.kit.actor import SYSTEM, Role
from lianxin.kit.workflow import Refused
from lianxin.people.tests import factory as p
from lianxin.stations import actions, permissions, places, queries
from lianxin.stations.models import Station
from lianxin.stations.rules import Point
from lianxin.stations.tests import factory as f

pytestmark = pytest.mark.django_db


def photo(form: str = "JPEG", size: tuple[int, int] = (2000, 1000)) -> bytes:
    """A picture with the place it was taken at in its EXIF."""
    picture, out = Image.new("RGB", size, "green"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    picture.save(out, form, exif=exif)
    return out.getvalue()


def test_officer_keeps_hours_and_place_of_his_own_station_alone() -> None:
    at, other = f.station(), f.station("别站")
    officer, volunteer = p.officer(at.code), p.posted(Role.VOLUNTEER, station=at.code)
    head = p.posted(Role.STATION_HEAD, station=at.code, name="站长")
    assert [permissions.may_renew_station(who, at) for who in (officer, head, p.chair(), volunteer)] == [1, 1, 1, 0]
    assert not permissions.may_renew_station(officer, other)
    actions.renew_station(at, by=officer, hours=" 每周五\n上午 ", phone="000-1", sms="0700-000", mail="a@example.org")
    at.refresh_from_db()
    assert (at.hours, at.phone, at.sms, at.mail) == ("每周五 上午", "000-1", "0700-000", "a@example.org")
    actions.renew_place(at, by=officer, venue="school", host="中心小学", access_items=["ramp", "no_step"])
    at.refresh_from_db()
    assert (at.venue, at.host, at.access_items) == ("school", "中心小学", "no_step,ramp")
    for act in (
        lambda: actions.renew_station(other, by=officer, hours="x"),
        lambda: actions.renew_place(other, by=officer, address="x"),
        lambda: actions.give_photo(other, photo(), by=officer),
        lambda: actions.share_place(at, main=other, by=officer),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not permissions.may_share_place(officer, at)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"sms": "打我电话"}, "短信号码"),
        ({"mail": "nobody"}, "电子邮箱"),
        ({"hours": "长" * 121}, "最多120个字"),
        ({"phone": "0" * 31}, "最多30个字"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(given: dict[str, str], words: str) -> None:
    at = f.station()
    with pytest.raises(Refused, match=words):
        actions.renew_station(at, by=SYSTEM, **given)


def test_columns_of_the_house_and_of_the_identity_are_renewed_apart() -> None:
    at = f.station()
    with pytest.raises(TypeError):
        actions.renew_station(at, by=SYSTEM, address="x")
    with pytest.raises(TypeError):
        actions.renew_place(at, by=SYSTEM, hours="x")
    with pytest.raises(TypeError):
        actions.renew_station(at, by=SYSTEM, colour="red")


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        ("28.2", "", "一起写"),
        ("北纬", "112.5", "小数"),
        ("nan", "112.5", "小数"),
        ("112.5", "28.2", "写反了"),
        ("39.9", "116.4", "不在本省"),
        ("25.0", "110.0", "太远"),
    ],
)
def test_point_that_cannot_be_meant_is_refused(latitude: str, longitude: str, words: str) -> None:
    at = f.station()
    f.station("远方", p.NEXT_TOWN, latitude="28.2", longitude="112.5")
    with pytest.raises(Refused, match=words):
        actions.renew_place(at, by=SYSTEM, latitude=latitude, longitude=longitude)


def test_point_is_entered_moved_and_taken_away() -> None:
    at = f.station()
    kept = actions.renew_place(at, by=SYSTEM, latitude="27.1", longitude="112.5")
    assert kept.point == Point(Decimal("27.1"), Decimal("112.5"))
    assert actions.renew_place(at, by=SYSTEM, latitude="28.1", longitude="112.6").latitude == Decimal("28.1")
    assert actions.renew_place(at, by=SYSTEM, latitude="", longitude="").point is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("27.32,111.45", ("27.32", "111.45")),
        (" 27.32， 111.45 ", ("27.32", "111.45")),
        ("27.32 111.45", ("27.32", "111.45")),
        ("27.32", ("27.32", "")),
        ("", ("", "")),
        ("纬度27.32 经度111.45", ("27.32", "111.45")),
    ],
)
def test_pasted_point_is_understood(text: str, found: tuple[str, str]) -> None:
    assert places.pasted(text) == found


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_photo_is_drawn_anew_and_carries_nothing_else(form: str) -> None:
    at = actions.give_photo(f.station(), photo(form), by=SYSTEM)
    kept = Path(at.photo.path).read_bytes()
    assert b"secret place" not in kept
    with Image.open(io.BytesIO(kept)) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (1600, 800))
    before = at.photo.name
    assert actions.give_photo(at, photo(), by=SYSTEM).photo.name != before


@pytest.mark.parametrize("octets", [b"%PDF-1.4", b"", b"\xff\xd8\xff\xe0broken", b"0" * (10 * 1024 * 1024 + 1)])
def test_what_is_no_photo_is_refused(octets: bytes) -> None:
    with pytest.raises(Refused, match="照片"):
        actions.give_photo(f.station(), octets, by=SYSTEM)


def test_photo_is_taken_down_once() -> None:
    at = actions.give_photo(f.station(), photo(), by=SYSTEM)
    name = queries.card(at.code).photo_url.removeprefix("/photos/")
    assert actions.take_photo_down(at, by=SYSTEM).photo.name == ""
    assert queries.photo_path(name) is None
    with pytest.raises(Refused, match="没有照片"):
        actions.take_photo_down(at, by=SYSTEM)


@pytest.mark.article(2)
def test_identities_in_one_house_are_edited_once() -> None:
    home, law, budget = f.station("之家"), f.station("立法联系点"), f.station("预算联系点")
    actions.share_place(law, main=home, by=p.chair())
    actions.share_place(budget, main=law, by=SYSTEM)
    actions.renew_place(budget, by=SYSTEM, address="新大院一楼", venue="township")
    assert {queries.card(each.code).address for each in (home, law, budget)} == {"新大院一楼"}
    assert queries.card(law.code).shares_place_with == ("之家", "预算联系点")
    apart = actions.part_place(Station.objects.get(pk=law.pk), by=SYSTEM)
    assert (apart.shares_with, apart.address) == (None, "新大院一楼")
    with pytest.raises(Refused, match="没有和别的站合署"):
        actions.part_place(apart, by=SYSTEM)


def test_wrong_ways_to_share_a_place_are_refused() -> None:
    home, law = f.station("之家"), f.station("立法联系点")
    elsewhere, shut = f.station("外县站", "430121101000"), actions.close_station(f.station("关了的"), by=SYSTEM)
    actions.share_place(law, main=home, by=SYSTEM)
    for station, main, words in (
        (law, home, "已经在同一个地方"),
        (home, law, "反过来|同一个地方"),
        (elsewhere, home, "同一个县"),
        (home, f.station("第三个"), "反过来"),
        (shut, home, "不能再改"),
        (f.station("第四个"), shut, "不能再改"),
    ):
        with pytest.raises(Refused, match=words):
            actions.share_place(station, main=main, by=SYSTEM)


def test_house_stays_with_whoever_remains_when_its_main_identity_closes() -> None:
    home, law, budget = f.station("之家"), f.station("立法联系点"), f.station("预算联系点")
    for each in (law, budget):
        actions.share_place(each, main=home, by=SYSTEM)
    actions.renew_place(home, by=SYSTEM, address="老大院")
    actions.close_station(home, by=SYSTEM, ground="撤站")
    assert queries.card(law.code).address == "老大院"
    assert queries.card(budget.code).shares_place_with == ("立法联系点",)
