"""Clockwork of opinions: what ends by rule, and rows that are kept for a day only."""

from datetime import timedelta

from lianxin.kit import moment
from lianxin.kit.clockwork import Periodic
from lianxin.kit.workflow import Refused
from lianxin.opinions import actions
from lianxin.opinions.models import IntakeKey, Opinion
from lianxin.opinions.workflow import State


def conclude_by_rule() -> int:
    """Conclude questions nobody came back to, once their limit is over; returns how many."""
    late = Opinion.objects.filter(state=State.CLARIFYING, due_day__lt=moment.today(), confidential=False)
    done = 0
    for row in late.order_by("due_day")[:200]:
        try:
            actions.conclude_by_rule(row)
            done += 1
        except Refused:  # somebody acted meanwhile
            continue
    return done


def forget() -> int:
    """Drop what is kept for a day or an hour only; returns how many rows went."""
    keys, _per = IntakeKey.objects.filter(at__lt=moment.now() - timedelta(hours=24)).delete()
    return keys + actions.forget()


TASKS = [Periodic("opinions.conclude_by_rule", 600, conclude_by_rule), Periodic("opinions.forget", 3600, forget)]
