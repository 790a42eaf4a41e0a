"""Clockwork of organs: ask once a year whether the people named are still right."""

from lianxin.kit import moment
from lianxin.kit.clockwork import Periodic
from lianxin.organs import actions, queries
from lianxin.organs.rules import lapses


def ask_after_contacts() -> int:
    """Ask every organ whose contacts nobody looked at for a year; returns how many were asked now."""
    today, asked = moment.today(), 0
    for organ in queries.stale(today):
        checked = queries.looked_at(organ, today)
        if checked is not None and (years := lapses(checked, today)):
            asked += actions.ask_after_contacts(organ, checked, years)
    return asked


TASKS = [Periodic("organs.ask_after_contacts", 3600, ask_after_contacts)]
