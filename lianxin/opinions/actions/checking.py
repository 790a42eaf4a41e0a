"""A receipt number with its check code: one answer to a wrong one; who guesses is slowed down, nobody is locked out."""

import hmac
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from lianxin.kit import moment
from lianxin.kit.crypto import vault
from lianxin.opinions import rules
from lianxin.opinions.actions.keys import code_for
from lianxin.opinions.models import BlockNumber, CheckDelay, Opinion

FORGIVEN = 3
LONGEST = 2.0
MEMORY = timedelta(hours=1)


@dataclass(frozen=True)
class Checked:
    """The opinion; or None, and the seconds after which the next try from there is looked at (0: at once)."""

    opinion: Opinion | None
    wait: float = 0.0
    unused: str = ""
    """A number that was reserved for a desk without network: "open" while its words may still come, or "voided"."""


def check(number: str, code: str, source: str = "") -> Checked:
    """Look up a receipt by what the resident typed; `source` is the address he comes from.

    After a few wrong codes for one number from one address, tries from there are not looked at for up to two
    seconds. Nobody waits in a thread, and a stranger elsewhere cannot keep the owner out.
    """
    digits, typed = rules.read_number(number) or "0" * rules.NUMBER_DIGITS, rules.read_code(code) or "x"
    name = vault(settings.KEYS).mac("check-delay", f"{digits}|{source}".encode(), 1).hex()[2:66]
    left = _still(name)
    if left > 0:
        return Checked(None, left)
    row = Opinion.objects.select_related("station", "deputy").filter(number=digits).first()
    waiting = BlockNumber.objects.select_related("block").filter(pk=digits).first()
    # An unknown number costs the same reckoning as a known one.
    right = code_for(digits, *_made_with(digits, row, waiting))
    if hmac.compare_digest(right, typed):
        if row is not None:
            return Checked(row)
        if waiting is not None:
            return Checked(None, unused="voided" if digits in waiting.block.voided else "open")
    _count(name)
    return Checked(None)


def _made_with(digits: str, row: Opinion | None, waiting: BlockNumber | None) -> tuple[str, int]:
    """Nonce and key of a number's code; of an unknown number something that nobody can answer."""
    if row is not None:
        return row.check_nonce, row.check_key
    found = (n for n in waiting.block.numbers if n[0] == digits) if waiting is not None else iter(())
    _number, nonce, key = next(found, ("", "0" * 32, 1))
    return nonce, key


def _still(name: str) -> float:
    """Seconds until the next try under this name is looked at."""
    kept = CheckDelay.objects.filter(pk=name).values_list("failures", "at").first()
    if kept is None or kept[0] <= FORGIVEN:
        return 0.0
    pause = min(LONGEST, 0.1 * float(2 ** min(kept[0] - FORGIVEN, 6)))
    return max(0.0, pause - float((moment.now() - kept[1]).total_seconds()))


@transaction.atomic
def _count(name: str) -> None:
    now = moment.now()
    CheckDelay.objects.filter(pk=name, at__lt=now - MEMORY).delete()
    CheckDelay.objects.get_or_create(key=name, defaults={"at": now})
    CheckDelay.objects.filter(pk=name).update(failures=F("failures") + 1, at=now)


def forget() -> int:
    """Drop counts older than an hour; returns how many rows went."""
    gone, _per = CheckDelay.objects.filter(at__lt=moment.now() - MEMORY).delete()
    return gone
