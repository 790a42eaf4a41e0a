"""What could not be merged: nobody's words are lost. They wait, encrypted, for a hand; their receipts stay good."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.crypto import vault
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.opinions import actions as opinions
from lianxin.opinions.rules import Channel, Rejected
from lianxin.receptions.actions.offline.events import Event
from lianxin.receptions.models import HandEntry, OfflineDesk

PURPOSE = "desk-words"
KEPT = frozenset({"sheet", "attend"})
"""Of other events it suffices that they are listed with their reason: nobody's words are in them."""


def set_aside(desk: OfflineDesk, event: Event, reason: str, by: Actor) -> None:
    """Keep what an event says. An accusation waits for nobody: it is registered at once, by itself."""
    if event.kind not in KEPT:
        return
    found = event.data.get("matters") if event.kind == "sheet" else None
    matters = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    for each in matters or [event.data]:
        if each.get("confidential") is True and _registered(desk, event, each, by):
            continue
        _kept(desk, event, {**{k: v for k, v in event.data.items() if k != "matters"}, **each}, reason, by)


def _registered(desk: OfflineDesk, event: Event, matter: dict[str, Any], by: Actor) -> bool:
    words = opinions.Words(
        text=str(matter.get("text", "")),
        place=str(matter.get("place", "")),
        station=desk.reception.station.code,
        contact=str(matter.get("contact", "")),
        channel=Channel.VISIT,
        happened_at=happened_then(desk, event.at),
        confidential=True,
    )
    reserved = opinions.Reserved(desk.block.code, str(matter.get("number", "")))
    try:
        with transaction.atomic():
            opinions.register(words, by=by, reserved=reserved)
    except (Refused, Rejected, PermissionDenied):
        return False
    return True


def happened_then(desk: OfflineDesk, at: datetime) -> datetime:
    """On the day of the reception and not in the future, whatever the device's clock had said."""
    start = datetime.combine(desk.reception.day, desk.reception.starts, moment.SHANGHAI)
    right = at.astimezone(moment.SHANGHAI).date() == desk.reception.day
    return min(at if right else start, moment.now())


def _kept(desk: OfflineDesk, event: Event, said: dict[str, Any], reason: str, by: Actor) -> None:
    number = str(said.get("number", ""))
    own = {each[0] for each in desk.block.numbers}
    row = HandEntry(
        desk=desk,
        kind=event.kind,
        at=event.at,
        number=number if number in own else "",
        reason=reason[:200],
        set_aside_at=moment.now(),
    )
    row.body = vault(settings.KEYS).encrypt(PURPOSE, json.dumps(said).encode(), row.code.encode())
    row.save(force_insert=True)
    division = desk.reception.station.division
    record("receptions.waits_for_hand", row, by=by, division=division, first=True, event_at=event.at)


def opened(row: HandEntry) -> dict[str, Any]:
    """What waits, in clear; callers check the right."""
    found: dict[str, Any] = json.loads(vault(settings.KEYS).decrypt(PURPOSE, bytes(row.body), row.code.encode()))
    return found
