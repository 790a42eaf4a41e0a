"""Put down what must be told, and that it was."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kit import chance, moment
from lianxin.kit.actor import Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.outbox import permissions
from lianxin.outbox.models import Delivery, Message
from lianxin.outbox.rules import Form, Param, State, ToKind, checked_params, wait_after

log = logging.getLogger(__name__)


class NotInTransaction(RuntimeError):
    """A message outside its action's transaction could be sent for something that never happened."""


def tell(
    kind: str,
    *,
    to_kind: str,
    to_ref: str,
    form: str = "paper",
    params: dict[str, Param],
    division: str = "",
    station: str = "",
    due_at: datetime | None = None,
    once: str = "",
    confidential: bool = False,
) -> Message:
    """One message row, in the caller's transaction only (NotInTransaction otherwise).

    `to_ref`: a receipt number, a person's or an organ's code, a posting's code; never a telephone number.
    `params`: short names, dates (as text) and numbers; ParamRefused for more.
    `once`: a name under which this is told once only; told again, the first message is returned.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(kind)
    if once and (earlier := Message.objects.filter(once=once).first()):
        return earlier
    now = moment.now()
    return Message.objects.create(
        id=chance.uuid7(int(now.timestamp() * 1000)),
        kind=kind,
        to_kind=ToKind(to_kind),
        to_ref=to_ref,
        form=Form(form),
        params=checked_params(params),
        division=division,
        station=station,
        confidential=confidential,
        once=once or None,
        created_at=now,
        due_at=due_at,
    )


@transaction.atomic
def mark_delivered(message: Message, *, by: Actor, how: str) -> Message:
    """A person told the receiver, `how` = a form (paper, phone, visit …). Overtaken when it was told already."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if not permissions.may_mark_delivered(by, message):
        raise PermissionDenied
    if message.state == State.DELIVERED:
        raise Overtaken(_("这件事已经告知过了。"))
    if message.state == State.VOID:
        raise Refused(_("这件事已作废，不需要再告知。"))
    message.state, message.delivered_at, message.delivered_by = State.DELIVERED, moment.now(), by.ref
    message.save(update_fields=["state", "delivered_at", "delivered_by"])
    delivery = Delivery.objects.create(message=message, how=Form(how), by=by.ref, at=message.delivered_at)
    record("outbox.delivered", delivery, by=by, division=message.division, first=True)
    return message


@transaction.atomic
def attempt(pk: UUID, carry_out: Callable[[Message], object]) -> bool:
    """A machine's attempt to tell: `carry_out` delivers or raises OSError; a failure waits longer each time.

    The row stays locked meanwhile, so that two workers never deliver one message at once; a crash in between
    delivers it again, which every adapter must bear.
    """
    message = Message.objects.select_for_update().get(pk=pk)
    if message.state != State.WAITING:
        return False
    message.attempts += 1
    try:
        carry_out(message)
    except OSError as error:
        _put_off(message, error)
        return False
    message.state, message.delivered_at, message.delivered_by = State.DELIVERED, moment.now(), "system"
    message.last_error, message.try_after = "", None
    message.save()
    return True


def _put_off(message: Message, error: OSError) -> None:
    wait = wait_after(message.attempts)
    message.last_error = f"{type(error).__name__}: {error.strerror}"[:200]
    message.try_after = moment.now() + wait if wait else None
    message.state = State.WAITING if wait else State.FAILED
    message.save()
    log.warning("message %s not delivered (attempt %d): %s", message.pk, message.attempts, message.last_error)


def void(to_refs: Collection[str], *, kinds: Collection[str] = (), station: str = "") -> int:
    """What is still waiting for these receivers need not be told any more; returns how many. In a transaction."""
    rows = Message.objects.filter(to_ref__in=to_refs).open()
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if station:
        rows = rows.filter(station=station)
    return rows.update(state=State.VOID)


def void_about(to_refs: Collection[str], number: str) -> int:
    """What is still waiting for these receivers about one matter need not be told any more. In a transaction."""
    return Message.objects.filter(to_ref__in=to_refs, params__number=number).open().update(state=State.VOID)


def make_confidential(to_refs: Collection[str], *, division: str) -> int:
    """Take what is to these receivers, or about them to others, off the station's lists; the latter lapses."""
    others = Message.objects.filter(params__number__in=list(to_refs)).exclude(to_ref__in=to_refs)
    others.open().update(state=State.VOID)
    about = Message.objects.filter(Q(to_ref__in=to_refs) | Q(params__number__in=list(to_refs)))
    return about.update(confidential=True, station="", division=division)


def move_station(station: str, into: str) -> int:
    """What a station (by its code) has still to tell is told by another from now on; returns how many messages."""
    return Message.objects.filter(station=station, confidential=False).open().update(station=into)
