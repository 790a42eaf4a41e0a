"""Days that stood provisionally (暂定) are reckoned again when the days of rest of their year are published.

The clock moves what is still a draft. What was announced it never moves: people have booked, and market days are held
on holidays too. It says so, and people decide (decision 0105).
"""

from django.db import transaction

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.locality import queries as locality
from lianxin.receptions.actions.drafting import may_sit
from lianxin.receptions.actions.frame import plan_locked, reception_locked, tell_station
from lianxin.receptions.models import Reception
from lianxin.receptions.queries.provisional import anew, steps
from lianxin.receptions.rhythm import Occurrence, Skipped
from lianxin.receptions.workflow import PlanState, SeatState, State


@transaction.atomic
def reckon_again(reception: Reception) -> bool:
    """Reckon one provisional day by the table that is in force now; whether anything was written."""
    plan = plan_locked(reception.plan)
    row = reception_locked(reception)
    found = anew(row, locality.day_table())
    if found is None or row.state not in (State.PLANNED, State.ANNOUNCED):
        return False
    lines, stays = steps(row, found), isinstance(found, Occurrence) and found.day == row.day
    if not stays and plan.state != PlanState.DRAFT:
        return _said(row, lines)
    row.lines, row.provisional = lines, False
    if isinstance(found, Skipped) or (not stays and _is_taken(row, found)):
        row.state = State.CANCELLED
    elif isinstance(found, Occurrence):
        row.day = found.day
        _free_who_sits_elsewhere(row)
    row.save(update_fields=["lines", "provisional", "state", "day"])
    verb = "withdrawn" if row.state == State.CANCELLED else "reckoned_again"
    record(f"receptions.{verb}", row, by=SYSTEM, division=row.station.division)
    return True


def _said(row: Reception, lines: list[list[object]]) -> bool:
    """An announced (or confirmed) day is one of rest by now: the station is told, once."""
    if row.lines == lines:
        return False
    row.lines = lines
    row.save(update_fields=["lines"])
    record("receptions.reckoned_again", row, by=SYSTEM, division=row.station.division)
    tell_station("receptions.day_of_rest", row)
    return True


def _is_taken(row: Reception, found: Occurrence) -> bool:
    """Two days of a year may fall on one; the one that stands there already keeps it."""
    others = Reception.objects.filter(station_id=row.station_id, day=found.day, starts=row.starts)
    return found.day < moment.today() or others.exclude(pk=row.pk).exclude(state=State.CANCELLED).exists()


def _free_who_sits_elsewhere(row: Reception) -> None:
    for seat in row.seats.exclude(state=SeatState.DROPPED).order_by("pk"):
        try:
            may_sit(row, [seat.person_id])
        except Refused:
            seat.state = SeatState.DROPPED
            seat.save(update_fields=["state"])
            record("receptions.unseated", seat, by=SYSTEM, division=row.station.division)
