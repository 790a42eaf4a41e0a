"""The one clock. Rooms ask it for the time; worlds and tests may set it.

Times are aware datetimes; the product's civil time is Asia/Shanghai (GB/T 7408).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_set: ContextVar[datetime | None] = ContextVar("lianxin_moment", default=None)


def now() -> datetime:
    """The present moment, aware, in Asia/Shanghai, to the microsecond."""
    fixed = _set.get()
    return fixed if fixed is not None else datetime.now(SHANGHAI)


def today() -> date:
    """The civil date in Asia/Shanghai."""
    return now().date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within the block it is `moment` (naive is read as Asia/Shanghai)."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=SHANGHAI)
    token = _set.set(moment.astimezone(SHANGHAI))
    try:
        yield
    finally:
        _set.reset(token)


def pass_time(**parts: float) -> datetime:
    """Inside `at`, let time go by (`minutes=5`); returns the new moment."""
    fixed = _set.get()
    if fixed is None:
        raise RuntimeError("pass_time needs a moment set with at()")
    later = fixed + timedelta(**parts)
    _set.set(later)
    return later


def parse(text: str) -> datetime:
    """A time of an interface (RFC 3339) as an aware time in Asia/Shanghai; ValueError when it is none."""
    found = datetime.fromisoformat(text)
    if not 1900 <= found.year <= 9000:
        raise ValueError("a year nobody here lives in")
    return (found if found.tzinfo else found.replace(tzinfo=SHANGHAI)).astimezone(SHANGHAI)
