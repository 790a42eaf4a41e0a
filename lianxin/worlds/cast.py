"""The small fixed cast that everybody learns: a township station in 新邵县 and whoever works with it. All invented."""

from dataclasses import dataclass
from datetime import date, time

from lianxin.deputies import actions as deputies
from lianxin.deputies.models import Person
from lianxin.kit.actor import SYSTEM, Actor, Level, Role
from lianxin.locality import actions as locality
from lianxin.organs import actions as organs
from lianxin.organs.models import Organ
from lianxin.people import actions as people
from lianxin.people import queries as people_queries
from lianxin.people.models import User
from lianxin.staff import actions as staff
from lianxin.stations import actions as stations
from lianxin.stations.models import Station

PROVINCE, CITY, COUNTY = "430000000000", "430500000000", "430522000000"
TOWN, VILLAGE = "430522105000", "430522105206"
NEXT_TOWN = "430522106000"
COUNTY_TOWN = "430522100000"


@dataclass(frozen=True)
class Cast:
    """Users by nickname, deputies by nickname, two stations, organs by nickname."""

    users: dict[str, User]
    people: dict[str, Person]
    station: Station
    next_station: Station
    organs: dict[str, Organ]

    def actor(self, nickname: str) -> Actor:
        """The actor somebody is today."""
        return people_queries.actor_for(self.users[nickname])


# nickname, user name, name, role, scope, station or organ nickname
STAFF = (
    ("officer", "luoxiaohe", "罗小禾", Role.LIAISON_OFFICER, TOWN, "station", ""),
    ("chair", "ouyangjingan", "欧阳静安", Role.TOWNSHIP_CHAIR, TOWN, "", ""),
    ("volunteer", "xiangqingsong", "向青松", Role.VOLUNTEER, TOWN, "station", ""),
    ("office", "shiqingshan", "石青山", Role.COUNTY_OFFICE, COUNTY, "", ""),
    ("office2", "wuqinghe", "吴清和", Role.COUNTY_OFFICE, COUNTY, "", ""),
    ("reader", "guweichen", "顾维辰", Role.CONFIDENTIAL_READER, COUNTY, "", ""),
    ("health", "wenmuyun", "温慕云", Role.ORGAN_HANDLER, COUNTY, "", "health"),
    ("town_hall", "tangzhiyuan", "唐致远", Role.ORGAN_HANDLER, TOWN, "", "town_hall"),
    ("city", "zhoumuqing", "周牧青", Role.CITY_VIEWER, CITY, "", ""),
    ("auditor", "xushouzheng", "许守正", Role.AUDITOR, COUNTY, "", ""),
    ("stranger", "heqiuming", "何秋鸣", Role.LIAISON_OFFICER, NEXT_TOWN, "next_station", ""),
    ("strange_chair", "jiangyuanfeng", "蒋远峰", Role.TOWNSHIP_CHAIR, NEXT_TOWN, "", ""),
)

# nickname, user name, name, workplace, contact, mandates (congress, district)
DEPUTIES = (
    ("long", "longxiumei", "龙秀梅", "寸石镇中心小学教师", "000-0000", ((COUNTY, "第14选区"),)),
    ("liu", "liuhesheng", "刘禾生", "桐木村油茶种植户", "000-0000", ((COUNTY, "第14选区"), (TOWN, "第3选区"))),
    ("yang", "yangxiaoman", "杨小满", "桐木村杨家组组长", "000-0000", ((TOWN, "第3选区"),)),
    ("ma", "maqiushi", "麻秋实", "县职业中专教师", "", ((PROVINCE, ""),)),
    ("stranger_deputy", "pengguixiang", "彭桂香", "坪上镇个体工商户", "000-0001", ((NEXT_TOWN, "第7选区"),)),
)

ORGANS = (
    ("health", "新邵县卫生健康局", "县卫健局", "government", Level.COUNTY, COUNTY),
    ("court", "新邵县人民法院", "县法院", "court", Level.COUNTY, COUNTY),
    ("water", "新邵县水利局", "县水利局", "government", Level.COUNTY, COUNTY),
    ("party", "中共寸石镇委员会", "镇党委", "party", Level.TOWNSHIP, TOWN),
    ("town_hall", "寸石镇人民政府", "镇政府", "government", Level.TOWNSHIP, TOWN),
)

TERM_BEGAN = date(2021, 12, 1)


def build(password: str | None = None) -> Cast:
    """Make the cast by the real actions; the divisions it names must exist. `password` opens every account."""
    locality.set_locality(
        COUNTY,
        name="新邵县人大常委会",
        short_name="新邵县",
        platform_name="新邵县人大代表联系群众工作平台",
        telephone="000-0000",
        hours="工作日 8:30–12:00，14:30–17:30",
        by=SYSTEM,
    )
    locality.choose_policy(
        COUNTY, from_day=date(2025, 3, 11), profile="deputies-law-2025", changes={"referral_allowed": True}, by=SYSTEM
    )
    home = stations.open_station(
        "寸石镇人大代表联络站",
        TOWN,
        kind="home",
        address="寸石镇建设路1号，镇政府大院一楼",
        hours="周一至周五 8:30–12:00，14:30–17:30",
        phone="000-0000",
        access="门口无台阶，有轮椅",
        by=SYSTEM,
    )
    away = stations.open_station(
        "坪上镇人大代表联络站",
        NEXT_TOWN,
        kind="home",
        address="坪上镇政府一楼",
        hours="周一至周五 8:30–12:00，14:30–17:30",
        phone="000-0001",
        access="",
        by=SYSTEM,
    )
    known = {nick: _organ(row) for nick, row in ((o[0], o) for o in ORGANS)}
    codes = {"station": home.code, "next_station": away.code}
    users = {row[0]: _staff(row, codes, known, password) for row in STAFF}
    found = {row[0]: _deputy(row, users, password) for row in DEPUTIES}
    for nick in ("long", "liu", "yang", "ma"):
        stations.bring_in(home, found[nick].pk)
    _volunteer(home, users["volunteer"])
    stations.attach(away, found["stranger_deputy"].pk, by=SYSTEM)
    stations.elect_convener(home, found["liu"].pk, by=SYSTEM)
    deputies.consent(found["ma"], "name", by=SYSTEM, form="书面")
    return Cast(users, found, home, away, known)


def _volunteer(home: Station, user: User) -> None:
    """He was taken, and has a standing shift every day: without one he would have no right at all (Article 4)."""
    row = staff.sign_up(home.code, name=user.name, phone="0700-555-0142", skills="登记、陪老人填表", by=SYSTEM)
    staff.approve_volunteer(row, by=SYSTEM)
    staff.give_account(row, username=user.username, by=SYSTEM)
    staff.plan_shift(
        row, day=date(2022, 1, 4), weekdays="1234567", from_time=time(0), until_time=time(23, 59), task="登记来访",
        by=SYSTEM,
    )  # fmt: skip


def _organ(row: tuple[str, str, str, str, Level, str]) -> Organ:
    _nick, name, short, kind, level, division = row
    organ = organs.register_organ(name, kind=kind, level=level, division=division, short_name=short, by=SYSTEM)
    organs.renew_contact(organ, "办公室", duty="承办联系", phone="000-0010", by=SYSTEM)
    return organ


def _staff(
    row: tuple[str, str, str, Role, str, str, str], codes: dict[str, str], known: dict[str, Organ], password: str | None
) -> User:
    _nick, username, name, role, scope, station, organ = row
    user = people.create_account(username, name, password=password, by=SYSTEM)
    people.post(
        user,
        role,
        scope,
        by=SYSTEM,
        station=codes.get(station, ""),
        organ=known[organ].code if organ else "",
        from_day=date(2022, 1, 4),
    )
    return user


def _deputy(
    row: tuple[str, str, str, str, str, tuple[tuple[str, str], ...]], users: dict[str, User], password: str | None
) -> Person:
    nick, username, name, workplace, contact, mandates = row
    users[nick] = people.create_account(username, name, password=password, by=SYSTEM)
    person = deputies.register_person(
        name, division=mandates[-1][0], workplace=workplace, public_contact=contact, user_id=users[nick].pk, by=SYSTEM
    )
    for congress, district in mandates:
        deputies.grant_mandate(person, congress, term=18, district=district, from_day=TERM_BEGAN, by=SYSTEM)
    return person
