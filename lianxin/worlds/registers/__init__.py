"""What the registers of the demo county hold beyond its cast: one module for each area, built by the real actions.

An area's `build(world, today)` runs once everybody has moved in, at the moment the county's year begins.
"""

from datetime import date

from lianxin.worlds.people import Everybody
from lianxin.worlds.playing import Happening
from lianxin.worlds.registers import deputies, funds, interests, organs, receptions, staff, stations

AREAS = (stations, deputies, organs, staff, funds, interests, receptions)


def build(world: Everybody, today: date) -> None:
    """All areas, in order."""
    for area in AREAS:
        area.build(world, today)


def happenings(world: Everybody, today: date) -> list[Happening]:
    """What took place between then and now beside the roads of the voices."""
    return receptions.happenings(world, today)


def brought_up(world: Everybody, began: date) -> None:
    """What belongs to the year that now is; runs when everything has been played."""
    funds.of_this_year(world, began)
    receptions.of_next_year(world)
