"""What the demo county's memo ledger holds: four sources, what was given on, what was spent."""

from datetime import date

from lianxin.funds import actions
from lianxin.funds.actions import Bill
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.worlds.cast import COUNTY, COUNTY_TOWN, TOWN
from lianxin.worlds.people import Everybody

# name, kind, division, yuan, line, document
SOURCES = (
    ("县级联络站运行经费", "county", COUNTY, 260_000, "2010108", "县财预〔{year}〕1号"),
    ("省级联络站补助", "province", COUNTY, 80_000, "2010108", "省财行〔{year}〕3号"),
    ("县人大代表活动经费", "deputies", COUNTY, 120_000, "2010107", "县财预〔{year}〕2号"),
    ("寸石镇联络站经费", "township", TOWN, 15_000, "2010199", "镇财〔{year}〕1号"),
)
# source, use, item, fen, voucher, activity
SPENT = (
    (0, "signs", "站牌、公示栏换新", 1_860_00, "1-3", ""),
    (0, "printing", "来访登记本、宣传单", 426_50, "1-4", ""),
    (2, "lost_wage", "农民代表误工补贴", 900_00, "1-5", "代表小组视察油茶基地"),
)


def build(world: Everybody, today: date) -> None:
    """By the real actions, on the day the county's year begins."""
    today = moment.today()
    sources = [
        actions.open_source(
            f"{today.year}年{name}", kind, division, today.year, yuan * 100, line=line,
            document=document.format(year=today.year), day=today, by=SYSTEM,
        )
        for name, kind, division, yuan, line, document in SOURCES
    ]  # fmt: skip
    home = world.stations["cunshi"]
    given = {}
    for index, yuan in ((0, 20_000), (2, 8_000)):
        given[index] = actions.allocate(sources[index], TOWN, yuan * 100, station=home, day=today, by=SYSTEM)
        actions.allocate(sources[index], COUNTY_TOWN, yuan * 100, day=today, by=SYSTEM)
    chair = world.actor("chair_cunshi")
    for index, use, item, fen, voucher, activity in SPENT:
        bill = Bill(today, use, item, fen, voucher, "欧阳静安", activity)
        actions.spend(sources[index], bill, by=chair, allocation=given[index], station=home)
    note = Bill(today, "network", "宽带全年", 1_200_00, "1-6")
    actions.spend(sources[0], note, by=world.actor("officer_cunshi"), allocation=given[0], station=home)
