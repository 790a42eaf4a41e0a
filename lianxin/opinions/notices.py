"""When to tell whom what. Telling itself is the outbox's; no message carries a resident's words or number in clear."""

from lianxin.opinions.models import Opinion
from lianxin.outbox import actions as outbox


def _station(row: Opinion) -> str:
    return row.station.code if row.station else ""


def passed_on(row: Opinion, deputy: str) -> None:
    """A deputy has a new matter in hand."""
    outbox.tell(
        "opinions.passed_on",
        to_kind="deputy",
        to_ref=deputy,
        form="file",
        params={"number": row.number, "due": row.due_day.isoformat() if row.due_day else ""},
        division=row.division,
        station=_station(row),
    )


def to_feed_back(row: Opinion) -> None:
    """The resident is to be told; by hand (paper, telephone, visit) until the channels come."""
    if row.confidential:
        return
    form = {"phone": "phone", "sms": "phone", "visit": "visit"}.get(row.tell_by, "paper")
    outbox.tell(
        "opinions.result",
        to_kind="resident",
        to_ref=row.number,
        form=form,
        params={"number": row.number, "state": row.state},
        division=row.division,
        station=_station(row),
    )


def clarify(row: Opinion) -> None:
    """The resident is asked for more."""
    form = {"phone": "phone", "sms": "phone", "visit": "visit"}.get(row.tell_by, "paper")
    outbox.tell(
        "opinions.clarify",
        to_kind="resident",
        to_ref=row.number,
        form=form,
        params={"number": row.number},
        division=row.division,
        station=_station(row),
    )


def proposed(row: Opinion) -> None:
    """The county office has a proposed inspection or research before it."""
    outbox.tell(
        "opinions.proposed",
        to_kind="staff",
        to_ref=row.county,
        form="file",
        params={"number": row.number},
        division=row.county,
        station=_station(row),
    )


def referred(row: Opinion, whom: str) -> None:
    """A letter of referral is to be printed and sent."""
    outbox.tell(
        "opinions.referred",
        to_kind="organ",
        to_ref=whom,
        form="paper",
        params={"number": row.number, "to": whom, "due": row.due_day.isoformat() if row.due_day else ""},
        division=row.division,
        station=_station(row),
    )


def emergency(row: Opinion) -> None:
    """The township and the county know at once."""
    outbox.tell(
        "opinions.emergency",
        to_kind="staff",
        to_ref=row.county,
        form="file",
        params={"number": row.number},
        division=row.division,
        station=_station(row),
    )
