"""Limits that ran into a year without a table are reckoned again when it comes; they move only later."""

from django.db import transaction

from lianxin.kit.actor import SYSTEM, Actor
from lianxin.opinions.actions.frame import opened, reckoning, settled
from lianxin.opinions.models import Opinion


@transaction.atomic
def reckon_again(opinion: Opinion, *, by: Actor = SYSTEM) -> bool:
    """Reckon the limit of the present step by the table as it is now; whether it moved."""
    row, _target = opened(opinion, "reckon_again", by)
    found = reckoning(row)
    if found is None or row.due_day is None or found.due <= row.due_day:
        return False
    before, row.due_day = row.due_day, found.due
    settled(row, "reckoned_again", by=by, detail={"before": before.isoformat(), "due": found.due.isoformat()})
    return True
