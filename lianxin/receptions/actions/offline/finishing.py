"""Everything was brought: unused receipt numbers are voided, and with the last desk the reception is over."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.opinions import actions as opinions
from lianxin.receptions import permissions
from lianxin.receptions.actions.day import close_reception
from lianxin.receptions.actions.frame import allow
from lianxin.receptions.actions.offline.merging import desk_locked
from lianxin.receptions.models import OfflineDesk
from lianxin.receptions.workflow import State


class Missing(Refused):
    """The device holds events that never came: they are to be sent first."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__(_("还有%(count)d条没有传上来，请再传一次。") % {"count": len(ids)})
        self.ids = tuple(ids)


@dataclass(frozen=True)
class Finished:
    """What was done: numbers voided, things that wait for a hand, and why the reception could not be closed."""

    voided: int
    waiting: int
    closed: bool
    reason: str = ""


@transaction.atomic
def finish(desk: OfflineDesk, ids: Sequence[str], *, by: Actor) -> Finished:
    """The device has sent all (`ids` names everything it holds) and may forget; Missing when something never came."""
    row = desk_locked(desk)
    allow(permissions.may_run_day(by, row.reception))
    known = set(row.events.values_list("pk", flat=True))
    missing = [each for each in ids if each not in known]
    if missing:
        raise Missing(missing)
    return _ended(row, by)


@transaction.atomic
def give_up(desk: OfflineDesk, *, by: Actor = SYSTEM) -> Finished:
    """The device will not come any more: its receipt numbers are taken back. By who runs the day, or by the clock."""
    row = desk_locked(desk)
    allow(by == SYSTEM or permissions.may_run_day(by, row.reception))
    return _ended(row, by)


def _ended(row: OfflineDesk, by: Actor) -> Finished:
    waiting = row.entries.filter(settled="")
    kept = [number for number in waiting.values_list("number", flat=True) if number]
    voided = opinions.void_unused(row.block, by=by, keep=kept)
    if row.finished_at is None:
        row.finished_at = moment.now()
        row.save(update_fields=["finished_at"])
        detail = {"events": row.events.count(), "waiting": len(kept)}
        record("receptions.brought_back", row, by=by, division=row.reception.station.division, detail=detail)
    closed, reason = _closed(row, by)
    return Finished(voided, waiting.count(), closed, reason)


def _closed(row: OfflineDesk, by: Actor) -> tuple[bool, str]:
    """The end that a desk has said holds once no other desk is out any more."""
    reception = row.reception
    over = max((each for each in reception.desks.values_list("over_at", flat=True) if each), default=None)
    if over is None or by == SYSTEM or reception.state != State.OPEN:
        return reception.state == State.HELD, ""
    if reception.desks.filter(finished_at=None).exists():
        return False, _("还有别的设备没有传上来，都传完了才结束这次接待。")
    try:
        with transaction.atomic():
            close_reception(reception, by=by, at=over)
    except Refused as refused:
        return False, str(refused)
    return True, ""
