"""After a reform of organs: what an organ had in hand goes to its successor, and who must know is told."""

from django.db import transaction

from lianxin.kit.actor import SYSTEM, Actor
from lianxin.ledger import actions as ledger
from lianxin.organs import queries as organs
from lianxin.suggestions import notices
from lianxin.suggestions.actions.frame import opened, present_leg, settled
from lianxin.suggestions.models import Suggestion


@transaction.atomic
def take_over(suggestion: Suggestion, *, by: Actor = SYSTEM) -> bool:
    """Move the open round of an organ that is no more to its successor; whether it moved.

    The round, its day of assignment and its limit stay; the successor acknowledges for itself. Rounds that are
    answered stay under the old name. Run twice it does nothing the second time.
    """
    row, target = opened(suggestion, "take_over", by)
    leg = present_leg(row)
    ending = organs.ending_of(leg.organ)
    if ending is None:
        return False
    if ending.heir is None:
        notices.stranded(row, leg)
        return False
    before, leg.organ, leg.acknowledged_at = leg.organ.name, ending.heir, None
    leg.save()
    ledger.record("suggestions.leg_taken_over", leg, by=by, division=row.congress)
    detail = {"before": before, "organ": leg.organ.name, "ground": ending.ground, "due": leg.due_day.isoformat()}
    settled(row, "taken_over", target, by=by, detail=detail)
    notices.to_organ(leg, "suggestions.taken_over")
    notices.moved(row, before, leg.organ.name)
    return True
