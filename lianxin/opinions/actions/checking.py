"""A receipt number with its check code: one answer to a wrong one, slowed down, never locked."""

import hmac
import threading
import time
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from lianxin.kit import moment
from lianxin.kit.crypto import vault
from lianxin.opinions import rules
from lianxin.opinions.actions.intake import check_code
from lianxin.opinions.models import CheckDelay, Opinion

FORGIVEN = 3
LONGEST = 2.0
MEMORY = timedelta(hours=1)
_bench = threading.BoundedSemaphore(4)
"""Who tries wrong codes waits on these four seats; more of them are told to come back later, and no thread is lost."""


@dataclass(frozen=True)
class Checked:
    """The opinion, or None and the seconds by which the answer should be delayed."""

    opinion: Opinion | None
    wait: float = 0.0


def check(number: str, code: str) -> Checked:
    """Look up a receipt by what the resident typed. The owner with the right code never waits."""
    digits, typed = rules.read_number(number) or "0" * rules.NUMBER_DIGITS, rules.read_code(code) or "x"
    row = Opinion.objects.select_related("station", "deputy").filter(number=digits).first()
    # An unknown number costs the same reckoning as a known one.
    right = check_code(row or Opinion(number=digits, check_nonce="0" * 32, check_key=1))
    if row is not None and hmac.compare_digest(right, typed):
        return Checked(row)
    return Checked(None, _slower(digits))


@transaction.atomic
def _slower(number: str) -> float:
    name = vault(settings.KEYS).mac("check-delay", number.encode(), 1).hex()[2:66]
    now = moment.now()
    CheckDelay.objects.filter(pk=name, at__lt=now - MEMORY).delete()
    known = CheckDelay.objects.filter(pk=name).update(failures=F("failures") + 1, at=now)
    if not known:
        CheckDelay.objects.create(key=name, failures=1, at=now)
        return 0.0
    failures = CheckDelay.objects.values_list("failures", flat=True).get(pk=name)
    return min(LONGEST, 0.1 * 2 ** min(failures - FORGIVEN, 6)) if failures > FORGIVEN else 0.0


def wait_in_line(seconds: float) -> bool:
    """Let a wrong try wait its delay; False when too many are waiting already."""
    if not _bench.acquire(blocking=False):
        return False
    try:
        time.sleep(min(seconds, LONGEST))
    finally:
        _bench.release()
    return True


def forget() -> int:
    """Drop counts older than an hour and idempotency keys older than a day; returns how many rows went."""
    from_delay, _per = CheckDelay.objects.filter(at__lt=moment.now() - MEMORY).delete()
    return from_delay
