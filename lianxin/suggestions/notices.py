"""When to tell whom what about a suggestion; telling itself is the outbox's."""

from lianxin.kit.actor import Level
from lianxin.outbox import actions as outbox
from lianxin.suggestions.models import Assignment, Suggestion


def to_office(row: Suggestion, kind: str) -> None:
    """The county office or the presidium has it before it."""
    outbox.tell(
        kind,
        to_kind="staff",
        to_ref=row.congress,
        form="file",
        params={"title": row.title, "level": "county" if row.level == Level.COUNTY else "township"},
        division=row.congress,
    )


def to_deputy(row: Suggestion, kind: str) -> None:
    """The lead deputy is told."""
    outbox.tell(
        kind, to_kind="deputy", to_ref=row.lead.code, form="file", params={"title": row.title}, division=row.congress
    )


def moved(row: Suggestion, before: str, after: str) -> None:
    """The lead deputy is told that another organ goes on with it."""
    params: dict[str, str | int | bool | None] = {"title": row.title, "before": before, "organ": after}
    outbox.tell(
        "suggestions.moved", to_kind="deputy", to_ref=row.lead.code, form="file", params=params, division=row.congress
    )


def vacant(row: Suggestion) -> None:
    """The office is told, once for each lead deputy, that he stepped back."""
    outbox.tell(
        "suggestions.vacant",
        to_kind="staff",
        to_ref=row.congress,
        form="file",
        params={"title": row.title},
        division=row.congress,
        once=f"suggestions.vacant/{row.code}/{row.lead_id}",
    )


def stranded(row: Suggestion, leg: Assignment) -> None:
    """The office is told, once for each round, that nobody stands in for the organ that had it."""
    outbox.tell(
        "suggestions.stranded",
        to_kind="staff",
        to_ref=row.congress,
        form="file",
        params={"title": row.title, "number": row.number, "organ": leg.organ.name},
        division=row.congress,
        once=f"suggestions.stranded/{leg.code}/{leg.organ.code}",
    )


def to_organ(leg: Assignment, kind: str) -> None:
    """The organ is told by a letter that is printed, until the channels come."""
    outbox.tell(
        kind,
        to_kind="organ",
        to_ref=leg.organ.code,
        form="paper",
        params={"title": leg.suggestion.title, "number": leg.suggestion.number, "due": leg.due_day.isoformat()},
        division=leg.suggestion.congress,
    )
