"""Accounts and postings for tests, made by the real actions. Places are real codes, people are invented."""

from datetime import date

from lianxin.kit.actor import SYSTEM, Actor, Role
from lianxin.people import actions, queries
from lianxin.people.models import User

COUNTY = "430124000000"
TOWN = "430124101000"
NEXT_TOWN = "430124102000"
OTHER_COUNTY = "430122000000"
VILLAGE = "430124101201"
PASSWORD = "chun-jiang-shui-nuan"


def account(username: str = "tan", name: str = "谭小勤", password: str | None = PASSWORD) -> User:
    """An account, without any right; made once per user name."""
    return queries.by_username(username) or actions.create_account(username, name, password=password, by=SYSTEM)


def posted(
    role: Role,
    scope: str = TOWN,
    *,
    username: str = "",
    name: str = "谭小勤",
    station: str = "",
    organ: str = "",
    from_day: date | None = None,
    until_day: date | None = None,
) -> Actor:
    """Somebody with a posting, as the actor he is today."""
    user = account(username or f"{role}-{scope}-{station}{organ}"[-40:], name)
    actions.post(user, role, scope, by=SYSTEM, station=station, organ=organ, from_day=from_day, until_day=until_day)
    return queries.actor_for(user)


def county_office(scope: str = COUNTY) -> Actor:
    return posted(Role.COUNTY_OFFICE, scope, name="覃主任")


def chair(scope: str = TOWN) -> Actor:
    return posted(Role.TOWNSHIP_CHAIR, scope, name="欧阳主席")


def officer(station: str = "", scope: str = TOWN) -> Actor:
    return posted(Role.LIAISON_OFFICER, scope, station=station)
