"""What the demo county's register of staff holds beyond the cast: heads, a term that runs out, a hand-over, helpers."""

from datetime import date, time, timedelta

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Role
from lianxin.people import actions as people
from lianxin.staff import actions
from lianxin.worlds.cast import COUNTY_TOWN, TOWN
from lianxin.worlds.people import Everybody

HELPERS = (
    ("cunshi", "易小满", "0700-555-0151", "会说苗语，能陪老人填表"),
    ("cunshi", "覃月半", "0700-555-0152", "周末有空"),
    ("niangxi", "钟鸣夏", "0700-555-0153", "写字快，帮着登记"),
)


def build(world: Everybody, today: date) -> None:
    """By the real actions, at the moment the county's year begins."""
    cunshi, niangxi = world.stations["cunshi"], world.stations["niangxi"]
    for name, role, scope, at in (
        ("金长青", Role.STATION_HEAD, TOWN, cunshi),
        ("银小河", Role.STATION_VICE_HEAD, TOWN, cunshi),
        ("陶然亭", Role.STATION_HEAD, COUNTY_TOWN, niangxi),
    ):
        actions.appoint(role, scope, name=name, station=at.code, from_day=date(2022, 1, 4), by=SYSTEM)
    soon = actions.appoint(
        Role.LIAISON_OFFICER, COUNTY_TOWN, name="伍秋收", station=niangxi.code, until_day=today + timedelta(days=40),
        by=SYSTEM,
    )  # fmt: skip
    leaving = people.create_account("wenrenyu", "闻人雨", by=SYSTEM)
    old = people.post(leaving, Role.LIAISON_OFFICER, COUNTY_TOWN, station=niangxi.code, by=SYSTEM)
    made = actions.hand_over(
        old, username=soon.username, things="站门钥匙2把\n来访登记本第1至3册\n公章1枚", monitor="陆明川", by=SYSTEM
    )
    actions.note_signed(made.row, signed_on=moment.today(), words="原件存酿溪镇人大办", by=SYSTEM)
    _helpers(world, today)


def _helpers(world: Everybody, today: date) -> None:
    rows = [
        actions.sign_up(world.stations[key].code, name=name, phone=phone, skills=skills)
        for key, name, phone, skills in HELPERS
    ]
    taken = actions.approve_volunteer(rows[0], by=SYSTEM)
    actions.note_papers(
        taken, agreed_on=today, insurance="志愿者意外险", insured_until=today.replace(month=12), by=SYSTEM
    )
    actions.plan_shift(
        taken, day=today, weekdays="24", from_time=time(9), until_time=time(11, 30), task="陪老人填表", by=SYSTEM
    )
