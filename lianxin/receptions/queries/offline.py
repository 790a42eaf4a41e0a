"""A desk without network: what it may take along, which desks are out, what waits for a hand."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.opinions import actions as opinions
from lianxin.receptions import permissions, rules
from lianxin.receptions.models import HandEntry, OfflineDesk, Reception
from lianxin.receptions.queries.day import expected, line, seats
from lianxin.receptions.workflow import COMING


def to_take_along(actor: Actor) -> list[Reception]:
    """The receptions of the coming days for which somebody may prepare a desk, the next one first."""
    today = moment.today()
    rows = permissions.visible_to(actor).filter(
        state__in=COMING, day__gte=today, day__lte=today + timedelta(days=rules.AHEAD)
    )
    rows = rows.select_related("station", "plan").order_by("day", "starts", "pk")
    return [row for row in rows[:50] if permissions.may_run_day(actor, row)]


def desk_of(actor: Actor, code: str) -> OfflineDesk | None:
    """A desk that somebody may bring back, whoever took it along."""
    rows = OfflineDesk.objects.select_related("reception__station", "reception__plan", "block")
    row = rows.filter(code=code, reception__in=permissions.visible_to(actor)).first()
    return row if row is not None and permissions.may_run_day(actor, row.reception) else None


def bag(desk: OfflineDesk) -> dict[str, Any]:
    """What a device takes along, as JSON: the day without anybody's contact, receipt numbers with their codes."""
    row = desk.reception
    queue = line(row)
    return {
        "desk": desk.code,
        "letter": desk.letter,
        "now": moment.now().isoformat(),
        "day": row.day.isoformat(),
        "starts": f"{row.starts:%H:%M}",
        "ends": f"{row.ends:%H:%M}",
        "place": row.place,
        "station": row.station.name,
        "state": row.state,
        "seats": [
            {
                "code": seat.code,
                "deputy": seat.person.code,
                "name": seat.person.name,
                "state": seat.state,
                "words": str(seat.get_state_display()),
                "at": seat.arrived_at.isoformat() if seat.arrived_at else "",
            }
            for seat in seats(row)
        ],
        "bookings": [{"number": b.number, "at": b.at, "people": b.headcount} for b in expected(row)],
        "tickets": [
            {"name": t.shown, "at": t.at, "people": t.headcount, "skips": t.skips, "state": t.state}
            for t in (*queue.inside, *queue.waiting, *queue.skipped)
        ],
        "numbers": [list(pair) for pair in opinions.codes_of(desk.block)],
    }


@dataclass(frozen=True)
class Out:
    """A desk that is out, and how long."""

    code: str
    letter: str
    device: str
    station: str
    day: date
    taken_at: datetime
    came: int
    """How many of its events have come so far."""


def desks_out(actor: Actor) -> list[Out]:
    """The desks of one's stations that have not brought everything yet."""
    rows = OfflineDesk.objects.filter(finished_at=None, reception__in=permissions.visible_to(actor))
    found = rows.select_related("reception__station").order_by("reception__day", "letter")[:100]
    return [
        Out(
            row.code, row.letter, row.device, row.reception.station.name, row.reception.day, row.taken_at,
            row.events.count(),
        )
        for row in found
        if permissions.may_run_day(actor, row.reception)
    ]  # fmt: skip


def waiting_for_hand(actor: Actor) -> list[HandEntry]:
    """What came back and could not be merged, the oldest first, for whoever runs the day there."""
    rows = HandEntry.objects.filter(settled="", desk__reception__in=permissions.visible_to(actor))
    found = rows.select_related("desk__reception__station", "desk__reception__plan").order_by("at", "pk")[:200]
    return [row for row in found if permissions.may_run_day(actor, row.desk.reception)]


def entry_of(actor: Actor, code: str) -> HandEntry | None:
    """One of these, settled ones too."""
    rows = HandEntry.objects.select_related("desk__reception__station", "desk__reception__plan")
    row = rows.filter(code=code, desk__reception__in=permissions.visible_to(actor)).first()
    return row if row is not None and permissions.may_run_day(actor, row.desk.reception) else None


def may_answer_there(actor: Actor, reception: Reception) -> bool:
    """Whether he may write down at once what a deputy answers there."""
    return permissions.works(actor, reception.station) or (actor.is_deputy and reception.station.code in actor.stations)


def overdue_desks(today: date) -> list[OfflineDesk]:
    """Desks that are out so long after their day that the clock takes their numbers back."""
    last = today - timedelta(days=rules.WAIT_FOR_DESK)
    rows = OfflineDesk.objects.filter(finished_at=None, reception__day__lt=last)
    return list(rows.select_related("reception__station", "block").order_by("pk")[:100])
