"""Deadlines that were provisional are reckoned again when a year's table arrives; they move only later."""

import json

from django.db import transaction

from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.dates import Reckoning, rereckon
from lianxin.ledger import actions as ledger
from lianxin.locality import queries as locality
from lianxin.suggestions.actions.frame import opened, present_leg, settled
from lianxin.suggestions.models import Assignment, Suggestion


def stored(reckoned: Reckoning) -> str:
    """A reckoning as it stands in a row."""
    return json.dumps(reckoned.to_json(), ensure_ascii=False, sort_keys=True)


def read(leg: Assignment) -> Reckoning:
    """How the limit of an assignment was reckoned."""
    return Reckoning.from_json(json.loads(leg.reckoning))


@transaction.atomic
def reckon_again(suggestion: Suggestion, *, by: Actor = SYSTEM) -> bool:
    """Reckon the present round again by the table as it is now; whether anything was settled by it."""
    row, _target = opened(suggestion, "reckon_again", by)
    leg = present_leg(row)
    old = read(leg)
    new = rereckon(old, locality.day_table())
    if new.provisional == old.provisional and new.due == old.due:
        return False
    leg.due_day, leg.provisional, leg.reckoning = new.due, new.provisional, stored(new)
    leg.save()
    ledger.record("suggestions.leg_reckoned_again", leg, by=by, division=row.congress)
    row.due_day = new.due
    detail = {"before": old.due.isoformat(), "due": new.due.isoformat(), "reckoning": new.to_json()}
    settled(row, "reckoned_again", by=by, detail=detail)
    return True
