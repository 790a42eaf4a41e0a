"""Article 4's rules for hand-overs and volunteers, as pure functions: values in, values out."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from lianxin.guidance.rules import article

AROUND_SHIFT = timedelta(minutes=30)
"""How long before and after his shift a volunteer may still write down what somebody tells him."""
LONGEST_DAY = 16 * 60
"""Minutes of one turn that count at most: who forgot to sign off did not serve all night."""
MOST_LINES = 200
"""Lines of one kind on a hand-over list; the rest is counted in one line."""
ENDS_SOON = timedelta(days=60)
ALL_WEEK = "1234567"
MOST_SIGN_UPS = 20
"""Sign-ups at one station in an hour: more is no crowd of helpers, it is a machine."""


class VolunteerState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    LEFT = "left"


class ShiftState(StrEnum):
    APPROVED = "approved"
    CANCELLED = "cancelled"


def window(now: datetime) -> tuple[time, time]:
    """The times of day between which a shift must touch to be on now: (no later begin than, no earlier end than)."""
    before, after = now - AROUND_SHIFT, now + AROUND_SHIFT
    latest = after.time() if after.date() == now.date() else time.max
    earliest = before.time() if before.date() == now.date() else time.min
    return latest.replace(tzinfo=None), earliest.replace(tzinfo=None)


@article(4, "鼓励志愿者参与平台服务工作")
def is_on(day: date, last_day: date | None, weekdays: str, begins: time, ends: time, now: datetime) -> bool:
    """Whether a shift gives rights at a moment: on one of its days, from 30 minutes before it to 30 minutes after."""
    latest, earliest = window(now)
    return falls_on(day, last_day, weekdays, now.date()) and begins <= latest and ends >= earliest


def falls_on(day: date, last_day: date | None, weekdays: str, on: date) -> bool:
    """Whether a shift is served on a day: a single one on its day, a standing one on its weekdays (1 = Monday)."""
    if not weekdays:
        return on == day
    return day <= on and (last_day is None or on <= last_day) and str(on.isoweekday()) in weekdays


def minutes_served(on_at: datetime, off_at: datetime) -> int:
    """Whole minutes between signing on and off, at most LONGEST_DAY; ValueError when off comes before on."""
    if off_at < on_at:
        raise ValueError("signed off before signed on")
    return min(int((off_at - on_at) / timedelta(minutes=1)), LONGEST_DAY)


def clean_phone(text: str) -> str:
    """A telephone number with half-width digits and single hyphens; ValueError when it cannot be one."""
    clean = re.sub(r"[\s()（）]+", "", unicodedata.normalize("NFKC", text)).replace("—", "-").replace("－", "-")
    if not re.fullmatch(r"\+?\d[\d-]{5,18}\d", clean):
        raise ValueError("no telephone number")
    return clean


def masked(tail: str) -> str:
    """What a list shows of a number of which only the last digits are kept in clear."""
    return f"•••{tail}" if tail else ""


def typed_lines(text: str) -> list[str]:
    """Keys, seals, materials: one a line as somebody typed them, at most MOST_LINES, each at most 120 letters."""
    lines = (" ".join(line.split())[:120] for line in text.splitlines())
    return [line for line in lines if line][:MOST_LINES]


@article(4, "平台联络员更换时办清交接")
def hand_over_day(begun: date, last_day: date, today: date) -> bool:
    """Whether a last day is noted afterwards; ValueError when the posting had not begun by then."""
    if last_day < begun:
        raise ValueError("before the posting began")
    return last_day < today
