"""Clockwork of receptions."""

from lianxin.kit import moment
from lianxin.kit.clockwork import Periodic
from lianxin.receptions import actions, queries


def take_numbers_back() -> int:
    """Desks without network that have not come back long after their day: what is unused of their receipt numbers is
    voided; returns how many desks. What they bring after all is entered by hand.
    """
    rows = queries.overdue_desks(moment.today())
    for row in rows:
        actions.give_up(row)
    return len(rows)


TASKS = [Periodic("receptions.take_numbers_back", 3600, take_numbers_back)]
