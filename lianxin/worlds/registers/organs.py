"""What the demo county's register of organs holds beyond the cast."""

from datetime import date

from lianxin.worlds.people import Everybody


def build(world: Everybody, today: date) -> None:
    """Nothing yet."""
