"""How a story is written down: who says what where, and which acts follow how many days ago. Nothing is done here."""

from dataclasses import dataclass, field
from typing import Any

from lianxin.opinions.rules import Channel

BY_RESIDENT = frozenset({Channel.WEB, Channel.QR, Channel.API, Channel.SMS, Channel.CHAT})
"""Channels on which the resident's words come in without anybody writing them down."""


@dataclass(frozen=True)
class Step:
    """One act: `days` before the world's today, by a nickname of the cast ("resident", "system" too)."""

    days: int
    verb: str
    who: str
    words: dict[str, Any] = field(default_factory=dict)
    clock: str = ""
    """HH:MM; without it the story's key says when in the working day."""


@dataclass(frozen=True)
class Story:
    """One voice and its road. In every text `{-30}` stands for the date 30 days before today, `{+40}` for one ahead."""

    key: str
    station: str
    days: int
    channel: str
    text: str
    steps: tuple[Step, ...] = ()
    place: str = ""
    by: str = ""
    """Who writes it down; without it the resident himself or the station's officer, by the channel."""
    contact: str = ""
    tell_by: str = "lookup"
    headcount: int = 1
    language_note: str = ""
    clock: str = ""
    confidential: bool = False


def step(days: int, verb: str, who: str, clock: str = "", **words: Any) -> Step:
    """A step, shorter to write."""
    return Step(days, verb, who, words, clock)
