"""What the demo county's register of organs holds beyond the cast: leaders, stale contacts, a new name, a merger."""

from datetime import date, timedelta

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Level, Role
from lianxin.organs import actions as organs
from lianxin.organs.rules import ContactKind
from lianxin.people import actions as people
from lianxin.worlds.cast import COUNTY
from lianxin.worlds.people import Everybody

LEADERS = (
    ("health", "副局长 杜若芳", "000-0031"),
    ("water", "副局长 江汀洲", "000-0032"),
    ("education", "副局长 书一页", "000-0033"),
    ("transport", "副局长 程万里", "000-0034"),
    ("farming", "副局长 田秋实", "000-0035"),
    ("power", "副总经理 明万家", "000-0036"),
)
STALE = ("police", "market_office", "resources", "insurance")
"""Nobody has looked at whom to reach there for more than a year."""
REFORM = "县委办发〔2026〕8号（机构改革方案）"


def build(world: Everybody, today: date) -> None:
    """Before the year of the stories began; days are told from the moment at which it begins."""
    began = moment.today()
    for nickname, name, phone in LEADERS:
        duty, _, who = name.partition(" ")
        organs.renew_contact(
            world.organs[nickname], who, kind=ContactKind.LEADER, duty=duty, phone=phone, from_day=began, by=SYSTEM
        )
    for nickname in STALE:
        organs.renew_contact(
            world.organs[nickname], "办公室", duty="承办联系", phone="000-0010", from_day=began - timedelta(days=420),
            by=SYSTEM,
        )  # fmt: skip
    for nickname in ("water", "farming"):
        organs.revise_organ(
            world.organs[nickname], short_name=world.organs[nickname].short_name, address="酿溪镇大坪路12号",
            duty_line="000-0012", mail=f"{nickname}@example.org", by=SYSTEM,
        )  # fmt: skip
    _merged(world, began)
    _ended(began)


def _merged(world: Everybody, began: date) -> None:
    """A bureau that had a new name, then went into another one; its handler goes on there."""
    row = organs.register_organ(
        "新邵县农业机械管理局", kind="government", level=Level.COUNTY, division=COUNTY, short_name="县农机局", by=SYSTEM
    )
    organs.renew_contact(row, "办公室", duty="承办联系", phone="000-0041", from_day=began - timedelta(500), by=SYSTEM)
    user = people.create_account("handler.machines", "犁春早", by=SYSTEM)
    people.post(user, Role.ORGAN_HANDLER, COUNTY, organ=row.code, by=SYSTEM, from_day=began - timedelta(days=500))
    row = organs.rename_organ(
        row,
        "新邵县农机事务中心",
        day=began - timedelta(days=300),
        ground="县编〔2025〕3号",
        by=SYSTEM,
        short_name="县农机中心",
    )
    organs.merge_organ(row, world.organs["farming"].code, day=began, ground=REFORM, by=SYSTEM)
    world.organs["machines"] = row


def _ended(began: date) -> None:
    """A company that is no more, without anybody in its place."""
    row = organs.register_organ(
        "新邵县国营瓷厂留守处",
        kind="organisation",
        level=Level.COUNTY,
        division=COUNTY,
        short_name="瓷厂留守处",
        by=SYSTEM,
    )
    organs.end_organ(row, day=began, ground="清算完毕", by=SYSTEM)
