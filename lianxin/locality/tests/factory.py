"""A county with its names, and an invented notice for a year that has none yet."""

from collections.abc import Iterable

from lianxin.divisions.tests import factory as divisions
from lianxin.kit.actor import SYSTEM, Actor, Post, Role
from lianxin.locality import actions
from lianxin.locality.models import Locality, WorkingYear

COUNTY = "430121000000"
NEIGHBOUR = "430182000000"
OFFICE = Actor(ref="account:office", name="县代表工委", posts=(Post(Role.COUNTY_OFFICE, COUNTY),))
OFFICER = Actor(ref="account:officer", name="联络员", posts=(Post(Role.LIAISON_OFFICER, "430121104000"),))
INVENTED = "关于2027年部分节假日安排的通知（测试用，非真实）"
REST_2027 = ("01-01", "02-05", "02-06", "02-07", "02-08", "02-09", "05-01", "10-01", "10-02", "10-03", "10-04")


def notice(year: int = 2027, rest: Iterable[str] = REST_2027, work: Iterable[str] = ()) -> bytes:
    """A year's CSV from month-day texts; invented, for tests and demos only."""
    lines = [f"{year}-{day},rest,假日" for day in rest] + [f"{year}-{day},work,调休" for day in work]
    return "\n".join(["date,mark,name", *lines]).encode()


def load_2027(**days: Iterable[str]) -> WorkingYear:
    """Load an invented notice for 2027."""
    return actions.load_days(2027, notice(2027, **days), notice=INVENTED, by=SYSTEM)


def locality(code: str = COUNTY, **words: str) -> Locality:
    """Name a county of the miniature tree (which is loaded when it is not there)."""
    divisions.miniature()
    names = {"name": "长沙县人大常委会", "short_name": "长沙县", "telephone": "000-0000"}
    return actions.set_locality(code, by=SYSTEM, **(names | words))
