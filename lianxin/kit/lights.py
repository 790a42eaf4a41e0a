"""The light of a deadline: 正常, 临期, 逾期, 已延期, 已办. Always an icon, a word and days, never a colour alone.

A missing deadline has no light at all: `light(None, …)` is None, never "normal".
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lianxin.kit import wording

NEAR_MONTHS = 15
"""Days before a deadline counted in months at which it is near (reminders start then)."""
NEAR_WORKING = 2
"""Working days before a limit counted in working days at which it is near."""


class Kind(StrEnum):
    OK = "ok"
    NEAR = "near"
    LATE = "late"
    EXT = "ext"
    DONE = "done"


_WORDS = {
    wording.ZH: {"ok": "正常", "near": "临期", "late": "逾期", "ext": "已延期", "done": "已办"},
    wording.EN: {"ok": "On time", "near": "Due soon", "late": "Overdue", "ext": "Extended", "done": "Done"},
}
_ICONS = {"ok": "okc", "near": "glass", "late": "alert", "ext": "fwd", "done": "check"}


@dataclass(frozen=True)
class Light:
    """A deadline's light. `days`: days left (negative: over); for `done`, days early (negative: late), None unknown."""

    kind: Kind
    days: int | None = None
    due: date | None = None
    working: bool = False

    @property
    def word(self) -> str:
        return self.said()[0]

    @property
    def days_words(self) -> str:
        return self.said()[1]

    @property
    def icon(self) -> str:
        return _ICONS[self.kind]

    def said(self, tongue: str = wording.ZH) -> tuple[str, str]:
        """The word and the days, in a tongue."""
        tongue = wording.EN if tongue == wording.EN else wording.ZH
        days = _english(self) if tongue == wording.EN else _chinese(self)
        return _WORDS[tongue][self.kind], days


def _chinese(light: Light) -> str:
    if light.kind is Kind.EXT and light.due:
        return f"至{wording.short_day(light.due)}"
    if light.days is None:
        return ""
    amount = f"{abs(light.days)}{'个工作日' if light.working else '天'}"
    if light.kind is Kind.DONE:
        return "按期" if light.days == 0 else ("提前" if light.days > 0 else "迟") + amount
    if light.days == 0:
        return "今天到期"
    return ("剩" if light.days > 0 else "超") + amount


def _english(light: Light) -> str:
    if light.kind is Kind.EXT and light.due:
        return f"to {wording.short_day(light.due, wording.EN)}"
    if light.days is None:
        return ""
    count = abs(light.days)
    amount = f"{count} {'working ' if light.working else ''}day{'' if count == 1 else 's'}"
    if light.kind is Kind.DONE:
        return "on the day" if light.days == 0 else f"{amount} {'early' if light.days > 0 else 'late'}"
    if light.days == 0:
        return "due today"
    return f"{amount} {'left' if light.days > 0 else 'over'}"


def light(
    due: date | None,
    today: date,
    extended: bool = False,
    done: bool = False,
    *,
    near: int = NEAR_MONTHS,
    working_days_left: int | None = None,
    done_on: date | None = None,
) -> Light | None:
    """The light of a deadline on a day.

    `near`: days (or working days) at which it turns near. `working_days_left`: for limits in working days,
    reckoned by the caller with the table of days of rest; it replaces the count of calendar days.
    `done_on`: when it was done, to say how early or late. None when there is neither a deadline nor a result.
    """
    if done:
        return Light(Kind.DONE, (due - done_on).days if due and done_on else None, due)
    if due is None:
        return None
    working = working_days_left is not None
    left = (due - today).days if working_days_left is None else working_days_left
    if left < 0:
        kind = Kind.LATE
    elif left <= near:
        kind = Kind.NEAR
    else:
        kind = Kind.EXT if extended else Kind.OK
    return Light(kind, left, due, working)
