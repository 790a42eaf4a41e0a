"""带走今天的接待: a device is prepared while there is network, for a day without it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.kit.crypto import vault
from lianxin.kit.keyring import KeyringError
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.opinions import actions as opinions
from lianxin.receptions import permissions, rules
from lianxin.receptions.actions.frame import allow, clean, name_of_key, reception_locked
from lianxin.receptions.models import OfflineDesk, Reception
from lianxin.receptions.workflow import COMING, State


@transaction.atomic
def take_along(reception: Reception, *, device: str, by: Actor, key: str = "") -> OfflineDesk:
    """Prepare one device for a reception: its letter before ticket numbers, and receipt numbers of its own.

    The same press (`key`) gives the same desk, so that an answer lost on the way costs nothing.
    """
    reception = reception_locked(reception)
    allow(permissions.may_run_day(by, reception))
    name = name_of_key("desk", reception, key)
    if name and (earlier := reception.desks.filter(code=name).first()) is not None:
        return earlier
    if State(reception.state) not in COMING:
        raise Refused(_("这次接待%(state)s，不用带走。") % {"state": reception.get_state_display()})
    if not moment.today() <= reception.day <= moment.today() + timedelta(days=rules.AHEAD):
        raise Refused(_("接待前%(days)d天到当天才能带走。") % {"days": rules.AHEAD})
    used = set(reception.desks.values_list("letter", flat=True))
    letter = next((each for each in rules.LETTERS if each not in used), "")
    if not letter:
        raise Refused(_("这次接待已经有%(count)d台设备带走，不能再多。") % {"count": len(used)})
    said = clean(device, _("设备"), 40)
    block = opinions.issue_block(
        reception.station.code, day=reception.day, size=rules.NUMBERS_ALONG, device=said or letter, by=by
    )
    row = OfflineDesk(
        reception=reception, letter=letter, device=said, block=block, taken_by=by.ref, taken_at=moment.now()
    )
    if name:
        row.code = name
    row.save(force_insert=True)
    record("receptions.taken_along", row, by=by, division=reception.station.division, first=True)
    return row


RESCUE = "desk-rescue"


def rescue_key(desk: OfflineDesk) -> bytes:
    """33 octets: the number of the product's key and a key of 256 bits, made anew for whoever may; kept nowhere.

    The device wraps its own key with it once, so that a forgotten passphrase costs nobody's words (decision 0104).
    """
    return vault(settings.KEYS).mac(RESCUE, desk.code.encode())


@transaction.atomic
def open_device(desk: OfflineDesk, number: int, *, by: Actor) -> bytes:
    """The same key once more, when the passphrase is forgotten; the ledger says who asked. `number`: of the product's
    key, as the device has kept it.
    """
    allow(permissions.may_run_day(by, desk.reception))
    try:
        if not 0 < number < 256:
            raise KeyringError("no key has this number")
        key = vault(settings.KEYS).mac(RESCUE, desk.code.encode(), number)
    except KeyringError as error:
        raise Refused(_("这台设备的钥匙对不上，打不开。")) from error
    record("receptions.desk_opened", desk, by=by, division=desk.reception.station.division)
    return key
