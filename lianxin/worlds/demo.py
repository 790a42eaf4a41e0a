"""The demo county: 新邵县 with its real divisions and invented people, brought to today by the real actions.

Everything is one transaction: a first start that is interrupted leaves no half of a world.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import transaction

from lianxin.kit import chance, moment
from lianxin.kit.actor import SYSTEM
from lianxin.ledger import actions as ledger
from lianxin.locality import actions as locality
from lianxin.people import queries as people
from lianxin.worlds import cast, registers
from lianxin.worlds.people import settle
from lianxin.worlds.playing import Player
from lianxin.worlds.stories import acceptance, acceptance_more, everyday, roads

PASSWORD = "lianxin-demo-2026"  # noqa: S105 - of invented people in an invented county
BEGAN = timedelta(days=330)
STORIES = (*acceptance.STORIES, *acceptance_more.STORIES, *roads.STORIES, *everyday.STORIES)

Told = Callable[[int, int], None]
"""Called with (acts done, acts in all)."""


def _unheard(_done: int, _all: int) -> None:
    """Nobody watches."""


@transaction.atomic
def build(today: date, told: Told = _unheard, password: str | None = PASSWORD) -> Player:
    """Make the world whose last act was on the day before `today`; the divisions of Hunan must be loaded.

    The same day gives the same world, letter by letter, with the same keys on an empty database.
    """
    began = datetime.combine(today - BEGAN, time(9), moment.SHANGHAI)
    with chance.seeded(f"lianxin demo {today}"):
        with moment.at(began):
            players = settle(cast.build(password))
            registers.build(players, today)
            locality.choose_policy(
                cast.COUNTY, from_day=began.date(), profile="deputies-law-2025", changes={"referral_allowed": True},
                by=SYSTEM,
            )  # fmt: skip
        player = Player(players, today)
        player.play(STORIES, told, registers.happenings(players, today))
        with moment.at(datetime.combine(today - timedelta(days=1), time(23, 30), moment.SHANGHAI)):
            registers.brought_up(players, began.date())
            ledger.seal()
    return player


def stands() -> bool:
    """Whether the demo world is in the database."""
    return people.by_username(cast.STAFF[0][1]) is not None


def accounts() -> list[dict[str, str]]:
    """Who can sign in: role, user name, password."""
    staff = [(str(role), username) for _nick, username, _name, role, *_rest in cast.STAFF]
    deputies = [("deputy", row[1]) for row in cast.DEPUTIES]
    return [{"role": role, "username": name, "password": PASSWORD} for role, name in staff + deputies]
