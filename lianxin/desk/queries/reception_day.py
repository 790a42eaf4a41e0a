"""Today's receptions of the person at the desk."""

from typing import Any

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.receptions import permissions
from lianxin.receptions.queries import COMING

MOST = 3


def today(actor: Actor) -> list[Any]:
    """What is announced or going on today where the actor helps to run it; a township's chair may have several."""
    if not permissions.reads(actor):
        return []
    rows = permissions.visible_to(actor).filter(day=moment.today(), state__in=COMING).select_related("station", "plan")
    return [row for row in rows.order_by("starts", "pk")[:MOST] if permissions.may_call(actor, row)]
