"""What the public sees of a station, and which station belongs to a place."""

from dataclasses import asdict
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from lianxin.deputies import actions as deputies
from lianxin.deputies.tests import factory as d
from lianxin.kit.actor import SYSTEM, Level, Role
from lianxin.people.tests import factory as p
from lianxin.stations import actions, queries
from lianxin.stations.models import Station
from lianxin.stations.rules import State, county_of
from lianxin.stations.tests import factory as f

pytestmark = pytest.mark.django_db


def test_station_card_says_where_when_and_who_is_there(django_assert_num_queries) -> None:
    at = f.station()
    p.chair()
    p.officer(at.code)
    convener = d.deputy("周永清", Level.TOWNSHIP)
    f.attached(at, convener, convener=True)
    f.attached(at, d.deputy("钱县华", Level.COUNTY))
    silent = d.deputy("孙不语", Level.NATIONAL)
    f.attached(at, silent)
    with django_assert_num_queries(6):
        card = queries.card(at.code)
    assert card is not None
    assert (card.name, card.address, card.access, card.phone) == (at.name, at.address, "门口无台阶", "000-0000")
    assert [(g.level, [c.name for c in g.cards]) for g in card.groups] == [
        (Level.NATIONAL, []),
        (Level.COUNTY, ["钱县华"]),
        (Level.TOWNSHIP, ["周永清"]),
    ]
    assert card.groups[0].nameless is not None and card.groups[0].nameless.words == "1名全国人大代表"
    assert (card.convener, card.head, card.officers) == ("周永清", "欧阳主席", ("谭小勤",))
    assert (card.convener_code, card.vice_heads) == (convener.code, ())
    assert "孙不语" not in repr(asdict(card)) and silent.code not in repr(asdict(card))


@pytest.mark.article(4)
def test_station_card_names_its_own_head_before_the_chair_who_runs_it() -> None:
    at = f.station()
    p.chair()
    p.posted(Role.STATION_HEAD, station=at.code, name="金长青")
    p.posted(Role.STATION_VICE_HEAD, station=at.code, name="银小河")
    card = queries.card(at.code)
    assert card is not None and (card.head, card.vice_heads) == ("金长青", ("银小河",))


@pytest.mark.article(5)
def test_withheld_items_of_an_upper_deputy_reach_no_station_card() -> None:
    at, who = f.station(), d.deputy("吴省平", Level.PROVINCE)
    f.attached(at, who)
    deputies.consent(who, "name", by=SYSTEM)
    shown = repr(asdict(queries.card(at.code)))
    assert "吴省平" in shown
    for withheld in (d.WORKPLACE, d.CONTACT, d.MOBILE, who.photo.name.removeprefix("deputies/")):
        assert withheld not in shown


@pytest.mark.parametrize("verb", ["suspend", "end"])
def test_suspended_deputy_is_off_the_station_at_once(verb: str) -> None:
    at, who = f.station(), d.deputy("周永清")
    f.attached(at, who, convener=True)
    getattr(deputies, verb)(who.mandates.get(), ground="依据", by=SYSTEM)
    card = queries.card(at.code)
    assert card is not None and (card.groups, card.convener) == ((), "")
    assert queries.people_at(at.code) == ()
    assert queries.convener_of(at.code) is None


def test_closed_station_has_no_card_and_is_in_no_public_list() -> None:
    at = f.station()
    assert queries.open_by_code(at.code) == at
    actions.close_station(at, by=SYSTEM)
    assert queries.card(at.code) is None
    assert queries.open_by_code(at.code) is None
    assert queries.cards(p.COUNTY) == []
    assert queries.by_code(at.code) == at


def test_card_says_whose_house_it_is_and_what_helps_to_reach_it() -> None:
    at = f.station()
    more = {
        "venue": "reading_room",
        "host": "双凫铺村",
        "shared_use": "与村图书室合用",
        "access_items": "no_step,hearing,gone",
        "sms": "0700-0000",
        "mail": "station@example.org",
        "latitude": Decimal("28.25"),
        "longitude": Decimal("112.5"),
        "intro": "逢五赶场",
    }
    Station.objects.filter(pk=at.pk).update(**more)
    card = queries.card(at.code)
    assert card is not None
    assert (card.venue, card.host, card.shared_use) == ("农家书屋", "双凫铺村", "与村图书室合用")
    assert card.access_items == ("门口没有台阶", "能写字、有助听")
    assert (card.sms, card.mail, card.intro) == ("0700-0000", "station@example.org", "逢五赶场")
    assert (card.latitude, card.longitude, card.photo_url) == (28.25, 112.5, "")


@pytest.mark.article(2)
def test_identities_that_share_a_place_show_its_address_and_name_each_other(django_assert_num_queries) -> None:
    home, point, shut = f.station("之家"), f.station("立法联系点", address="旧地址"), f.station("已关的")
    Station.objects.filter(pk__in=(point.pk, shut.pk)).update(shares_with=home)
    actions.close_station(shut, by=SYSTEM)
    with django_assert_num_queries(2):
        found = {brief.name: brief for brief in queries.cards(p.COUNTY)}
    assert found["立法联系点"].address == home.address
    assert found["立法联系点"].shares_place_with == ("之家",)
    assert found["之家"].shares_place_with == ("立法联系点",)
    assert [brief.name for brief in queries.cards(p.COUNTY, "镇政府")] == ["之家", "立法联系点"]


def test_photo_is_served_while_an_open_station_shows_it() -> None:
    at = f.station()
    at.photo.save("a.jpg", ContentFile(d.JPEG))
    card = queries.card(at.code)
    assert card is not None and card.photo_url.startswith("/photos/")
    name = card.photo_url.removeprefix("/photos/")
    assert str(queries.photo_path(name)).endswith(f"stations/{name}")
    assert queries.photo_path("../lianxin.sqlite3") is None
    actions.close_station(at, by=SYSTEM)
    assert queries.photo_path(name) is None


def test_old_door_of_a_merged_station_leads_to_the_open_one_at_the_end_of_the_road() -> None:
    first, second, third = f.station("甲站"), f.station("乙站"), f.station("丙站")
    assert queries.moved_to(first.code) is None
    Station.objects.filter(pk=first.pk).update(state=State.MERGED, successor=second)
    assert queries.moved_to(first.code) == queries.Moved(second.code, "乙站")
    Station.objects.filter(pk=second.pk).update(state=State.MERGED, successor=third)
    assert queries.moved_to(first.code) == queries.Moved(third.code, "丙站")
    Station.objects.filter(pk=third.pk).update(state=State.CLOSED)
    assert queries.moved_to(first.code) is None
    Station.objects.filter(pk=third.pk).update(state=State.MERGED, successor=first)
    assert queries.moved_to(first.code) is None
    assert queries.moved_to("nowhere") is None


def test_stations_are_listed_by_scope_and_words() -> None:
    f.station()
    f.station("回龙铺镇代表联络站", p.NEXT_TOWN, address="回龙铺镇文化站")
    f.station("长沙县某站", "430121101000")
    assert [s.name for s in queries.cards(p.COUNTY)] == ["双凫铺镇代表联络站", "回龙铺镇代表联络站"]
    assert [s.name for s in queries.cards(p.COUNTY, "文化站 回龙")] == ["回龙铺镇代表联络站"]
    assert queries.cards(p.COUNTY, "没有") == []
    assert queries.in_division(p.TOWN).count() == 1


def test_deputy_card_names_the_open_stations_he_is_at() -> None:
    at, shut, who = f.station(), f.station("旧站"), d.deputy()
    f.attached(at, who)
    f.attached(shut, who)
    actions.close_station(shut, by=SYSTEM)
    card = queries.deputy_card(who.code)
    assert card is not None and card.stations == (at.name,)
    assert [s.code for s in queries.stations_of_deputy(who.code)] == [at.code]
    assert queries.codes_of_person(who.pk) == (at.code, shut.code)


def test_deputy_who_may_not_be_shown_leads_to_no_station() -> None:
    who = d.deputy("孙不语", Level.NATIONAL)
    f.attached(f.station(), who)
    assert queries.deputy_card(who.code) is None
    assert queries.stations_of_deputy(who.code) == []


def test_place_finds_its_own_station_first_then_its_townships_then_the_countys() -> None:
    county = f.station("县站", p.COUNTY)
    point = f.station("邻村联系点", "430124101202")
    assert queries.for_place(p.VILLAGE) == point
    town = f.station()
    assert queries.for_place(p.VILLAGE) == town
    own = f.station("本村联系点", p.VILLAGE)
    assert queries.for_place(p.VILLAGE) == own
    assert queries.for_place(p.TOWN) == town
    assert queries.for_place(p.COUNTY) == county
    assert queries.for_place(p.NEXT_TOWN) == county


def test_place_without_station_does_not_fall_to_another_township() -> None:
    f.station()
    assert queries.for_place(p.NEXT_TOWN) is None
    assert queries.for_place("430124102201") is None
    assert queries.for_place(p.COUNTY) is None


@pytest.mark.parametrize("division", ["430000000000", "430100000000", "000000000000", "4301", "a" * 12])
def test_station_above_the_county_is_refused(division: str) -> None:
    with pytest.raises(ValueError, match="county"):
        county_of(division)


def test_city_viewer_sees_stations_and_stranger_does_not() -> None:
    at = f.station()
    who = d.deputy("周永清", username="zhou")
    f.attached(at, who)
    sees = [
        p.county_office(),
        p.chair(),
        p.officer(at.code),
        p.posted(Role.CITY_VIEWER, d.CITY),
        d.as_actor(who),
        SYSTEM,
    ]
    blind = [p.chair(p.NEXT_TOWN), p.officer("other"), p.county_office(p.OTHER_COUNTY), p.posted(Role.ORGAN_HANDLER)]
    blind.append(p.posted(Role.VOLUNTEER, station=at.code))  # a posting without a shift gives no right
    assert [queries.stations_visible_to(actor).filter(pk=at.pk).exists() for actor in sees] == [True] * len(sees)
    assert [queries.stations_visible_to(actor).exists() for actor in blind] == [False] * len(blind)
    assert Station.objects.count() == 1
