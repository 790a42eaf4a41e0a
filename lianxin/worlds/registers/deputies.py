"""What the demo county's register of deputies holds beyond the cast: terms, certificates, photos, groups, requests."""

import io
from datetime import date, timedelta

from PIL import Image, ImageDraw

from lianxin.deputies import actions as deputies
from lianxin.deputies.rules import Given
from lianxin.divisions import queries as divisions
from lianxin.kit.actor import SYSTEM
from lianxin.worlds.cast import CITY, COUNTY, PROVINCE, TERM_BEGAN, TOWN
from lianxin.worlds.people import NATION, TOWNSHIPS, Everybody

BEFORE = date(2016, 12, 1)
QUOTAS = {COUNTY: 186, CITY: 410, PROVINCE: 774, NATION: 2980, TOWN: 62}
PEOPLE = {COUNTY: 612_000, CITY: 6_470_000, PROVINCE: 65_680_000, NATION: 1_409_670_000, TOWN: 41_200}
NAMES = {COUNTY: "新邵县", CITY: "邵阳市", PROVINCE: "湖南省", NATION: "全国", TOWN: "寸石镇"}
WITH_PHOTO = ("long", "liu", "yang", "niangxi_1", "chenjiafang_1", "tanxi_1", "xie")
DECISION = "省人大常委会关于代表名额的决定"
GROUPS = (
    ("寸石镇第一代表小组", TOWN, "area", "寸石镇", ("liu", "yang", "long", "ma")),
    ("新邵县农业产业代表小组", COUNTY, "field", "油茶、水稻和药材",
     ("chenjiafang_1", "yantang_1", "taizhimiao_1", "xie")),
)  # fmt: skip
SKINS = ((236, 200, 170), (222, 184, 150), (240, 210, 184))
CLOTHES = ((44, 62, 92), (86, 92, 98), (120, 40, 48), (38, 86, 74))


def build(world: Everybody, today: date) -> None:
    """Terms with the one before, an election that is coming, photos drawn by code, two groups, a request."""
    _terms(world, today)
    for number, nickname in enumerate(WITH_PHOTO):
        deputies.give_photo(world.people[nickname], portrait(number), by=SYSTEM)
    for nickname, congress, certificate in (
        ("liu", COUNTY, "县2021-014"), ("long", COUNTY, "县2021-015"), ("liu", TOWN, "寸石2021-003"),
    ):  # fmt: skip
        mandate = world.people[nickname].mandates.get(congress=congress)
        deputies.renew_mandate(mandate, certificate_no=certificate, by=SYSTEM)
    _groups(world)
    xie = world.people["xie"]
    wanted = {Given(item, way) for way in ("web", "print") for item in ("name", "workplace", "photo")}
    deputies.choose(xie, wanted | {Given("name", "table")}, form="书面同意书", by=SYSTEM)
    deputies.ask_correction(world.people["yang"], "workplace", "桐木村杨家组组长、村民代表", by=world.actor("yang"))


def _terms(world: Everybody, today: date) -> None:
    """Every congress of the county and above: its 17th term and the one that runs, whose last weeks these are."""
    towns = {code: name for _key, code, name, *_rest in TOWNSHIPS}
    names = {**NAMES, **towns, "430522106000": "坪上镇"}
    known = divisions.names(names)
    for code, name in names.items():
        local = code[:6] == COUNTY[:6]
        first = deputies.open_term(
            code, number=17, name=f"{known.get(code, name)}人民代表大会", began_on=BEFORE, by=SYSTEM,
            quota=QUOTAS.get(code, 55), population=PEOPLE.get(code, 24_000),
        )  # fmt: skip
        if code == TOWN:
            deputies.grant_mandate(world.people["gone"], TOWN, term=17, district="第5选区", from_day=BEFORE, by=SYSTEM)
        deputies.change_term(
            first, on=TERM_BEGAN, quota=QUOTAS.get(code, 55), quota_ground=DECISION if local else "",
            ends_on=today + timedelta(days=46) if local else date(2028, 1, 31), ground="任期届满", by=SYSTEM,
        )  # fmt: skip


def _groups(world: Everybody) -> None:
    for name, division, kind, field, nicknames in GROUPS:
        group = deputies.found_group(name, division=division, kind=kind, field=field, from_day=TERM_BEGAN, by=SYSTEM)
        for nickname in nicknames:
            deputies.join_group(group, world.people[nickname], from_day=TERM_BEGAN, by=SYSTEM)
        deputies.lead_group(group, world.people[nicknames[0]], by=SYSTEM)


def portrait(number: int) -> bytes:
    """A drawn head and shoulders on red, as a photographer would frame them; nobody's face."""
    sheet = Image.new("RGB", (500, 700), (176, 38, 38))
    pen = ImageDraw.Draw(sheet)
    skin, cloth = SKINS[number % len(SKINS)], CLOTHES[number % len(CLOTHES)]
    pen.ellipse((70, 470, 430, 900), fill=cloth)
    pen.polygon([(200, 480), (300, 480), (250, 600)], fill=(245, 245, 242))
    pen.rectangle((212, 400, 288, 500), fill=skin)
    pen.ellipse((150, 170, 350, 440), fill=skin)
    hair = (40, 36, 34) if number % 3 else (120, 116, 112)
    pen.pieslice((140, 140, 360, 380), 180, 360, fill=hair)
    if number % 2:
        pen.rectangle((140, 250, 172, 400), fill=hair)
        pen.rectangle((328, 250, 360, 400), fill=hair)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=88)
    return out.getvalue()
