"""Messages for tests, told by the real action."""

from django.db import transaction

from lianxin.outbox import actions
from lianxin.outbox.models import Message

COUNTY = "430124000000"
TOWN = "430124101000"
NEXT_TOWN = "430124102000"


def told(to_ref: str = "A234-0001", *, form: str = "paper", station: str = "home1", **more: object) -> Message:
    """One message to a resident."""
    fields: dict[str, object] = {
        "to_kind": "resident",
        "params": {"number": to_ref, "day": "11月23日"},
        "division": TOWN,
    }
    with transaction.atomic():
        return actions.tell("test.received", to_ref=to_ref, form=form, station=station, **fields | more)
