"""Clockwork of declared interests: ask once a year whether they are still right."""

from lianxin.interests import actions, queries
from lianxin.interests.rules import is_due, years_unseen
from lianxin.kit import moment
from lianxin.kit.clockwork import Periodic


def ask_again() -> int:
    """Ask every deputy who declared something and has not looked at it for a year; returns how many were asked now."""
    today = moment.today()
    due = [row for row in queries.unchecked(today) if is_due(row.checked_on, today)]
    return sum(actions.ask_again(row, years_unseen(row.checked_on, today)) for row in due)


TASKS = [Periodic("interests.ask_again", 3600, ask_again)]
