"""Whoever lives in the demo county besides the cast: stations, their staff and deputies, organs. All invented."""

from dataclasses import dataclass, field
from datetime import date

from lianxin.deputies import actions as deputies
from lianxin.deputies.models import Person
from lianxin.kit.actor import RESIDENT, SYSTEM, Actor, Level, Role
from lianxin.organs import actions as organs
from lianxin.organs.models import Organ
from lianxin.people import actions as people
from lianxin.people import queries as people_queries
from lianxin.people.models import User
from lianxin.stations import actions as stations
from lianxin.stations.models import Station
from lianxin.worlds.cast import CITY, COUNTY, NEXT_TOWN, PROVINCE, TERM_BEGAN, TOWN, Cast

NATION = "0" * 12
HOURS = "周一至周五 8:30–12:00，14:30–17:30"

# key, township, name, officer, chair, deputies (county deputy first: name, workplace)
TOWNSHIPS = (
    ("niangxi", "430522100000", "酿溪镇", "田水生", "陆明川",
     (("陈望春", "酿溪镇滨河市场个体工商户"), ("周木清", "资滨社区居民小组长"), ("吴晓岚", "酿溪镇卫生服务中心护士"))),
    ("yantang", "430522101000", "严塘镇", "苏小满", "方敬亭",
     (("袁稻香", "严塘镇水稻合作社"), ("夏渔舟", "严塘镇养殖户"))),
    ("quetang", "430522102000", "雀塘镇", "卢知夏", "秦怀谷",
     (("邹柏年", "雀塘镇中学教师"), ("谭春汛", "雀塘镇货运司机"))),
    ("chenjiafang", "430522103000", "陈家坊镇", "黎雨禾", "邓行舟",
     (("金穗儿", "陈家坊镇果园主"), ("宋砚石", "陈家坊镇石匠"), ("莫小溪", "陈家坊镇幼儿园教师"))),
    ("tanxi", "430522104000", "潭溪镇", "尹朝露", "汪守田",
     (("曾清源", "潭溪镇自来水厂职工"), ("贺桃枝", "潭溪镇绣娘"))),
    ("longxipu", "430522107000", "龙溪铺镇", "简星野", "沈望岳",
     (("傅龙泉", "龙溪铺镇茶场场长"), ("盛枫红", "龙溪铺镇村医"))),
    ("jukoupu", "430522108000", "巨口铺镇", "柯青苗", "江问渠",
     (("童渡秋", "巨口铺镇渡工"), ("祝三月", "巨口铺镇裁缝"))),
    ("xintianpu", "430522109000", "新田铺镇", "洪小雪", "俞长亭",
     (("严谷雨", "新田铺镇农机手"), ("白晚秋", "新田铺镇小学教师"))),
    ("xiaotang", "430522110000", "小塘镇", "范采薇", "闵怀瑾",
     (("康塘月", "小塘镇莲藕种植户"), ("阮月圆", "小塘镇超市店主"))),
    ("taizhimiao", "430522111000", "太芝庙镇", "常听松", "霍远山",
     (("梅岭雪", "太芝庙镇药材种植户"), ("骆青竹", "太芝庙镇竹编手艺人"))),
    ("daxin", "430522112000", "大新镇", "毕小暑", "祁砚田",
     (("余大樟", "大新镇护林员"), ("施云朵", "大新镇网店店主"))),
    ("tanfu", "430522200000", "潭府乡", "段新芽", "樊守拙",
     (("鲁山泉", "潭府乡养蜂人"), ("项冬至", "潭府乡木匠"))),
    ("yingguang", "430522203000", "迎光乡", "蓝迎春", "章致和",
     (("齐晨光", "迎光乡烤烟种植户"), ("葛巧云", "迎光乡民宿店主"))),
)  # fmt: skip

POINTS = (
    ("zibin", "430522100006", "酿溪镇资滨社区代表联系点", "资滨社区服务中心二楼", "有电梯", ("niangxi_1", "niangxi_2")),
    ("tongmu", "430522105206", "寸石镇桐木村代表联系点", "桐木村村部一楼", "门口一级台阶", ("liu", "yang")),
    ("market", "430522103000", "陈家坊镇农贸市场代表联系点", "农贸市场东门，逢三、八赶场摆台", "", ("chenjiafang_2",)),
)  # fmt: skip

# nickname, name, short name, kind, handler (a name, or nobody)
ORGANS = (
    ("education", "新邵县教育局", "县教育局", "government", "柳见山"),
    ("transport", "新邵县交通运输局", "县交通局", "government", "路晓光"),
    ("civil", "新邵县民政局", "县民政局", "government", "温砚之"),
    ("municipal", "新邵县城市管理和综合执法局", "县城管局", "government", "马知远"),
    ("labour", "新邵县人力资源和社会保障局", "县人社局", "government", "劳学谦"),
    ("insurance", "新邵县医疗保障局", "县医保局", "government", "安平生"),
    ("resources", "新邵县自然资源局", "县自然资源局", "government", "涂有方"),
    ("farming", "新邵县农业农村局", "县农业农村局", "government", "龙时雨"),
    ("police", "新邵县公安局", "县公安局", "government", ""),
    ("market_office", "新邵县市场监督管理局", "县市场监管局", "government", ""),
    ("procurate", "新邵县人民检察院", "县检察院", "procuratorate", ""),
    ("supervisory", "新邵县监察委员会", "县监委", "supervisory", ""),
    ("power", "新邵县供电公司", "县供电公司", "organisation", "田常明"),
)

# nickname, name, workplace, contact, mandates, consents (item, form)
ABOVE = (
    ("shi", "石砚秋", "邵阳市机械厂工人", "", (CITY,), (("name", "站内公示栏"), ("workplace", "站内公示栏"))),
    ("lin", "林见鹿", "市第二中学教师", "000-0021", (CITY, COUNTY), ()),
    ("xie", "谢桥边", "省农科院研究员", "000-0022", (PROVINCE,),
     (("name", "全部渠道"), ("workplace", "全部渠道"), ("contact", "只公开站内电话"))),
    ("hua", "花月蹊", "纺织女工", "", (NATION,), (("name", "站内公示栏"),)),
    ("mu", "穆清风", "乡村医生", "", (NATION,), ()),
)  # fmt: skip


@dataclass
class Everybody:
    """The cast and everybody else, by nickname."""

    cast: Cast
    users: dict[str, User] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    stations: dict[str, Station] = field(default_factory=dict)
    organs: dict[str, Organ] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, nickname: str) -> Actor:
        """Who acts; nobody's rights change while a world is made, so each is asked once."""
        if nickname not in self.actors:
            self.actors[nickname] = people_queries.actor_for(self.users[nickname])
        return self.actors[nickname]


def settle(cast: Cast) -> Everybody:
    """Everybody else moves in, by the real actions."""
    world = Everybody(cast, dict(cast.users), dict(cast.people), organs=dict(cast.organs))
    world.stations |= {"cunshi": cast.station, "pingshang": cast.next_station}
    world.actors |= {"resident": RESIDENT, "system": SYSTEM}
    for old, new in (("officer", "officer_cunshi"), ("chair", "chair_cunshi"), ("stranger", "officer_pingshang"),
                     ("strange_chair", "chair_pingshang")):  # fmt: skip
        world.users[new] = cast.users[old]
    for row in TOWNSHIPS:
        _township(world, *row)
    _organs(world)
    _above(world)
    for key, division, name, address, access, nicknames in POINTS:
        _point(world, key, division, name, address, access, nicknames)
    _no_longer(world)
    return world


def _township(
    world: Everybody, key: str, code: str, name: str, officer: str, chair: str, members: tuple[tuple[str, str], ...]
) -> None:
    station = stations.open_station(
        f"{name}人大代表联络站", code, kind="home", address=f"{name}政府大院一楼", hours=HOURS, phone="000-0000",
        access="门口无台阶", by=SYSTEM,
    )  # fmt: skip
    world.stations[key] = station
    _staff(world, f"officer_{key}", officer, Role.LIAISON_OFFICER, code, station=station.code)
    _staff(world, f"chair_{key}", chair, Role.TOWNSHIP_CHAIR, code)
    for number, (who, workplace) in enumerate(members, start=1):
        mandates = ((COUNTY, "第3选区"), (code, "第1选区")) if number == 1 else ((code, f"第{number}选区"),)
        person = _deputy(world, f"{key}_{number}", who, workplace, "000-0000", mandates)
        stations.attach(station, person.pk, by=SYSTEM)
    stations.elect_convener(station, world.people[f"{key}_1"].pk, by=SYSTEM)


def _staff(
    world: Everybody, nickname: str, name: str, role: Role, scope: str, station: str = "", organ: str = ""
) -> None:
    user = people.create_account(nickname.replace("_", "."), name, by=SYSTEM)
    people.post(user, role, scope, by=SYSTEM, station=station, organ=organ, from_day=date(2022, 1, 4))
    world.users[nickname] = user


def _deputy(
    world: Everybody, nickname: str, name: str, workplace: str, contact: str, mandates: tuple[tuple[str, str], ...]
) -> Person:
    user = world.users[nickname] = people.create_account(nickname.replace("_", "."), name, by=SYSTEM)
    person = deputies.register_person(
        name, division=mandates[-1][0] if mandates[-1][0] != NATION else PROVINCE, workplace=workplace,
        public_contact=contact, user_id=user.pk, by=SYSTEM,
    )  # fmt: skip
    for congress, district in mandates:
        deputies.grant_mandate(person, congress, term=18, district=district, from_day=TERM_BEGAN, by=SYSTEM)
    world.people[nickname] = person
    return person


def _organs(world: Everybody) -> None:
    for nickname, name, short, kind, handler in ORGANS:
        _organ(world, nickname, name, short, kind, Level.COUNTY, COUNTY, handler)
    for nickname, name, division, handler in (
        ("niangxi_hall", "酿溪镇人民政府", "430522100000", "文渡秋"),
        ("pingshang_hall", "坪上镇人民政府", NEXT_TOWN, "平畴远"),
        ("chenjiafang_hall", "陈家坊镇人民政府", "430522103000", "陈禾光"),
    ):
        _organ(world, nickname, name, "镇政府", "government", Level.TOWNSHIP, division, handler)
    for nickname, name in (("court", "公孙明远"), ("water", "游长河")):
        organ = world.organs[nickname].code
        _staff(world, f"handler_{nickname}", name, Role.ORGAN_HANDLER, COUNTY, organ=organ)
    world.users["handler_health"], world.users["handler_town_hall"] = world.users["health"], world.users["town_hall"]


def _organ(
    world: Everybody, nickname: str, name: str, short: str, kind: str, level: Level, division: str, handler: str
) -> None:
    organ = organs.register_organ(name, kind=kind, level=level, division=division, short_name=short, by=SYSTEM)
    organs.renew_contact(organ, "办公室", duty="承办联系", phone="000-0010", by=SYSTEM)
    world.organs[nickname] = organ
    if handler:
        _staff(world, f"handler_{nickname}", handler, Role.ORGAN_HANDLER, division, organ=organ.code)


def _above(world: Everybody) -> None:
    for nickname, name, workplace, contact, congresses, consents in ABOVE:
        person = _deputy(world, nickname, name, workplace, contact, tuple((c, "") for c in congresses))
        for item, form in consents:
            deputies.consent(person, item, form=form, by=SYSTEM)
        stations.bring_in(world.stations["cunshi" if nickname in ("xie", "shi") else "niangxi"], person.pk)


def _point(
    world: Everybody, key: str, division: str, name: str, address: str, access: str, nicknames: tuple[str, ...]
) -> None:
    point = stations.open_station(
        name, division, kind="point", address=address, hours="赶场天和每周四 9:00–11:30", phone="000-0000",
        access=access, by=SYSTEM,
    )  # fmt: skip
    world.stations[key] = point
    for nickname in nicknames:
        stations.attach(point, world.people[nickname].pk, by=SYSTEM)


def _no_longer(world: Everybody) -> None:
    """One suspended and one ended mandate: off the board at once, on record for ever."""
    for nickname, name, verb, ground in (
        ("gone", "古道平", "end", "辞职被接受（代表法第六十二条）"),
        ("paused", "桑榆", "suspend", "代表法第六十一条"),
    ):
        person = _deputy(world, nickname, name, "寸石镇农户", "", ((TOWN, "第5选区"),))
        stations.attach(world.stations["cunshi"], person.pk, by=SYSTEM)
        change = deputies.end if verb == "end" else deputies.suspend
        change(person.mandates.get(), ground=ground, by=SYSTEM)
