"""Clockwork of opinions: what ends by rule, and rows that are kept for a day only."""

from datetime import date, timedelta

from django.db.models import Q

from lianxin.interests import queries as interests
from lianxin.kit import moment
from lianxin.kit.clockwork import Periodic
from lianxin.kit.workflow import Refused
from lianxin.locality import queries as locality
from lianxin.opinions import actions
from lianxin.opinions.models import IntakeKey, Opinion
from lianxin.opinions.workflow import State
from lianxin.stations import queries as stations


def conclude_by_rule() -> int:
    """Conclude, once their limit is over, questions nobody came back to and consultations that a deputy answered
    himself; returns how many. What an officer wrote down for a deputy waits for a person."""
    late = Opinion.objects.filter(due_day__lt=moment.today(), confidential=False).filter(
        Q(state=State.CLARIFYING) | Q(state=State.ANSWERED, category="consultation")
    )
    done = 0
    for row in late.order_by("due_day")[:200]:
        if row.state == State.ANSWERED and not actions.answered_himself(row):
            continue
        try:
            actions.conclude_by_rule(row)
            done += 1
        except Refused:  # somebody acted meanwhile
            continue
    return done


def note_interests() -> int:
    """Compare what deputies have declared since with what they have in hand; returns how many matters name any."""
    people = interests.people_who_declared()
    rows = Opinion.objects.open().filter(deputy_id__in=people, confidential=False).select_related("deputy")
    return sum(actions.note_interests(row) for row in rows.order_by("pk"))


def forget() -> int:
    """Drop what is kept for a day or an hour only; returns how many rows went."""
    keys, _per = IntakeKey.objects.filter(at__lt=moment.now() - timedelta(hours=24)).delete()
    return keys + actions.forget()


_reckoned = {"version": 0}
"""The table's version that this worker has reckoned by; a new worker reckons once at its start."""


def reckon_again() -> int:
    """When a year's table has come, reckon the open limits that reach into a published year anew."""
    version = locality.table_version()
    if version == _reckoned["version"]:
        return 0
    newest = max((card.year for card in locality.working_years()), default=0)
    rows = Opinion.objects.open().filter(due_day__gte=date(newest, 1, 1)) if newest else Opinion.objects.none()
    moved = 0
    for row in rows.order_by("id").iterator(chunk_size=500):
        try:
            moved += actions.reckon_again(row)
        except Refused:  # somebody acted meanwhile
            continue
    _reckoned["version"] = version
    return moved


def follow_mergers() -> int:
    """Open opinions of merged stations go on under the successors; returns how many. What is left comes next time."""
    merged = stations.merged()
    rows = Opinion.objects.open().filter(station__in=merged, confidential=False) if merged else Opinion.objects.none()
    done = 0
    for row in rows.order_by("id")[:500]:
        try:
            done += actions.follow_merger(row)
        except Refused:  # somebody acted meanwhile
            continue
    return done


TASKS = [
    Periodic("opinions.follow_mergers", 60, follow_mergers),
    Periodic("opinions.reckon_again", 300, reckon_again),
    Periodic("opinions.note_interests", 300, note_interests),
    Periodic("opinions.conclude_by_rule", 600, conclude_by_rule),
    Periodic("opinions.forget", 3600, forget),
    Periodic("opinions.sweep", 3600, actions.sweep),
]
