"""What the demo county's memo ledger holds: four sources a year, what was given on, what was spent."""

from datetime import date, timedelta

from lianxin.funds import actions
from lianxin.funds.actions import Bill
from lianxin.funds.rules import Use
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
# source, use, item, fen, share of the days gone by, voucher, activity
SPENT = (
    (0, Use.SIGNS, "站牌、公示栏换新", 1_860_00, 0.1, "1-3", ""),
    (0, Use.PRINTING, "来访登记本、宣传单", 426_50, 0.3, "4-12", ""),
    (2, Use.LOST_WAGE, "农民代表误工补贴", 900_00, 0.5, "6-7", "代表小组视察油茶基地"),
    (2, Use.TRAVEL, "租车去水库", 640_00, 0.7, "8-2", "汛期检查"),
)
YOUNG = 14
"""Days of a year before which its money has not come."""


def build(world: Everybody, today: date) -> None:
    """By the real actions, on the day the county's year begins."""
    _year(world, moment.today())


def of_this_year(world: Everybody, began: date) -> None:
    """The money of the year that now is, once the rest has been played: booked with days that are past."""
    today = moment.today()
    if today.year != began.year and today >= date(today.year, 1, 1) + timedelta(days=YOUNG):
        _year(world, date(today.year, 1, 8))


def _year(world: Everybody, first: date) -> None:
    """A budget year from the day its money came to the day that is."""
    sources = [
        actions.open_source(
            f"{first.year}年{name}", kind, division, first.year, yuan * 100, line=line,
            document=document.format(year=first.year), day=first, by=SYSTEM,
        )
        for name, kind, division, yuan, line, document in SOURCES
    ]  # fmt: skip
    home = world.stations["cunshi"]
    given = {}
    for index, yuan in ((0, 20_000), (2, 8_000)):
        given[index] = actions.allocate(sources[index], TOWN, yuan * 100, station=home, day=first, by=SYSTEM)
        actions.allocate(sources[index], COUNTY_TOWN, yuan * 100, day=first, by=SYSTEM)
    actions.allocate(sources[1], TOWN, 12_000_00, day=first, words="镇里各站都能用", by=SYSTEM)
    chair, days = world.actor("chair_cunshi"), (moment.today() - first).days
    for index, use, item, fen, share, voucher, activity in SPENT:
        bill = Bill(first + timedelta(days=int(days * share)), use, item, fen, voucher, "欧阳静安", activity)
        actions.spend(sources[index], bill, by=chair, allocation=given[index], station=home)
    note = Bill(moment.today(), Use.NETWORK, "宽带全年", 1_200_00, "11-6")
    actions.spend(sources[0], note, by=world.actor("officer_cunshi"), allocation=given[0], station=home)
