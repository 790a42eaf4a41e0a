"""What could not be merged is entered by hand, under the number that stands on the receipt."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.opinions import actions as opinions
from lianxin.opinions.rules import Channel
from lianxin.receptions import permissions
from lianxin.receptions.actions.frame import allow
from lianxin.receptions.actions.offline.aside import happened_then, opened
from lianxin.receptions.actions.offline.merging import desk_locked
from lianxin.receptions.models import HandEntry, OfflineDesk
from lianxin.receptions.workflow import State


def words_of_entry(entry: HandEntry, *, by: Actor) -> dict[str, Any]:
    """What waits, in clear, for whoever runs that station's day."""
    allow(permissions.may_run_day(by, entry.desk.reception))
    return opened(entry) if entry.body else {}


@transaction.atomic
def enter_by_hand(entry: HandEntry, *, text: str = "", place: str = "", by: Actor) -> opinions.Receipt:
    """Register the words under the number that was handed out; a number that was voided meanwhile is good again.

    `text` is how the words can be taken; '' as they are.
    Where the number belongs to something else by now, the receipt bears a new one, and the person is to be told.
    """
    desk, row = _locked(entry, by)
    said = opened(row)
    words = opinions.Words(
        text=text or str(said.get("text", "")),
        place=place,
        station=desk.reception.station.code,
        contact=str(said.get("contact", "")),
        channel=Channel.RECEPTION if desk.reception.state in (State.OPEN, State.HELD) else Channel.VISIT,
        happened_at=happened_then(desk, row.at),
        headcount=int(said.get("headcount", 1)) if str(said.get("headcount", 1)).isdecimal() else 1,
        confidential=said.get("confidential") is True,
    )
    receipt = opinions.register(words, by=by, reserved=_number(desk, row, by))
    _settled(desk, row, "registered", by)
    return receipt


def _number(desk: OfflineDesk, row: HandEntry, by: Actor) -> opinions.Reserved | None:
    """The number of the receipt, made good if need be; None when there is none or somebody else's words stand there."""
    reserved = opinions.Reserved(desk.block.code, row.number)
    if not row.number or opinions.is_used(row.number):
        return None
    if row.number in desk.block.voided:
        opinions.restore_number(reserved, words=_("断网接待台后来传上来了"), by=by)
    return reserved


@transaction.atomic
def put_away(entry: HandEntry, *, by: Actor) -> HandEntry:
    """What is nobody's words was seen, and needs nothing more."""
    desk, row = _locked(entry, by)
    if row.kind == "sheet":
        raise Refused(_("这是来访的人说的话，回执已经给他了，要登记。"))
    return _settled(desk, row, "noted", by)


def _locked(entry: HandEntry, by: Actor) -> tuple[OfflineDesk, HandEntry]:
    desk = desk_locked(entry.desk)
    allow(permissions.may_run_day(by, desk.reception))
    row = HandEntry.objects.select_for_update().get(pk=entry.pk)
    if row.settled:
        raise Overtaken(_("这一条%(state)s，不用再办。") % {"state": row.get_settled_display()})
    return desk, row


def _settled(desk: OfflineDesk, row: HandEntry, how: str, by: Actor) -> HandEntry:
    """The words stand with the opinion now, and no second time here."""
    row.settled, row.settled_by, row.settled_at, row.body = how, by.ref, moment.now(), b""
    row.save(update_fields=["settled", "settled_by", "settled_at", "body"])
    record("receptions.entered_by_hand", row, by=by, division=desk.reception.station.division)
    return row
