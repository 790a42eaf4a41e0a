"""What a desk without network sends, read strictly: an envelope that must fit, and contents that may turn out wrong.

A sending whose envelopes do not fit is refused as a whole, and nothing of it is taken in. An event whose contents do
not fit is set aside alone: somebody's words may be in it.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from lianxin.kit import moment
from lianxin.kit.canonical import canonical
from lianxin.kit.workflow import Refused
from lianxin.receptions import rules

Kind = Literal["open", "attend", "ticket", "call", "skip", "come_back", "leave", "sheet", "close"]
Named = Annotated[str, Field(pattern=r"^([A-Z]?[1-9][0-9]{0,2})?$")]
"""A ticket as the desk calls it: "A7" its own, "12" one the product had given before; "" none."""
Code = Annotated[str, Field(pattern=r"^[0-9a-z]{0,24}$")]


class Malformed(Refused):
    """What was sent is not what the page sends."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Envelope(Strict):
    """One event as it is sent. `at` is RFC 3339; `seq` counts the events of one device."""

    id: str = Field(pattern=r"^[0-9a-f]{32}$")
    seq: int = Field(ge=0, le=100_000)
    kind: Kind
    at: str = Field(max_length=40)
    data: dict[str, Any]


class Nothing(Strict):
    """of open and close"""


class TicketData(Strict):
    label: str = Field(pattern=r"^[A-Z][1-9][0-9]{0,2}$")
    booking: str = Field(default="", pattern=r"^([0-9]{12})?$")


class MoveData(Strict):
    ticket: Named = Field(min_length=1)


class AttendData(Strict):
    seat: Code = Field(min_length=1)


class MatterData(Strict):
    """One matter of a sheet, with the number of the receipt that was handed out for it."""

    number: str = Field(pattern=r"^[0-9]{12}$")
    text: str = Field(max_length=10_000)
    place: str = Field(default="", max_length=120)
    door: Literal["", "answer", "inform"] = ""
    words: str = Field(default="", max_length=10_000)
    source: str = Field(default="", max_length=200)
    target: str = Field(default="", max_length=120)
    deputy: Code = ""
    contact: str = Field(default="", max_length=60)
    tell_by: Literal["lookup", "phone", "sms", "visit"] = "lookup"
    confidential: bool = False
    told: bool = False


class SheetData(Strict):
    ticket: Named = ""
    headcount: int = Field(default=1, ge=1, le=rules.MOST_PEOPLE)
    signed: bool = False
    deputy: Code = ""
    matters: tuple[MatterData, ...] = Field(min_length=1, max_length=20, strict=False)


SHAPES: dict[str, type[Strict]] = {
    "open": Nothing,
    "close": Nothing,
    "attend": AttendData,
    "ticket": TicketData,
    **dict.fromkeys(("call", "skip", "come_back", "leave"), MoveData),
    "sheet": SheetData,
}


@dataclass(frozen=True)
class Event:
    """One event, its time aware. `data` is as it was sent; `shaped` reads it."""

    id: str
    seq: int
    kind: str
    at: datetime
    data: dict[str, Any]

    @property
    def digest(self) -> str:
        said = canonical({"kind": self.kind, "at": self.at.isoformat(), "data": self.data})
        return hashlib.sha256(said).hexdigest()

    @property
    def what(self) -> str:
        """Which number or seat it is about; never anybody's words."""
        said = str(self.data.get("label") or self.data.get("ticket") or self.data.get("seat") or "")
        return said[:40] if said.isascii() and said.isalnum() else ""

    def shaped(self) -> Strict:
        """The contents; Malformed when they do not fit."""
        try:
            return SHAPES[self.kind].model_validate(self.data)
        except ValidationError as error:
            raise Malformed(_("这一条的内容不完整，没有并入。")) from error


_ENVELOPES = TypeAdapter(list[Envelope])
_IDS = TypeAdapter(list[Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]])


def read_events(payload: object) -> list[Event]:
    """The events of a sending, in the order in which they happened; Malformed when it is none of ours."""
    found = payload.get("events") if isinstance(payload, dict) else None
    if isinstance(found, list) and len(found) > rules.MOST_EVENTS:
        raise Malformed(_("一次最多传%(most)d条，请分几次传。") % {"most": rules.MOST_EVENTS})
    try:
        events = [_event(each) for each in _ENVELOPES.validate_python(found)]
    except (ValidationError, ValueError, OverflowError, RecursionError) as error:
        raise Malformed(_("传上来的内容看不懂，什么也没有动。请把这一页重新打开再传。")) from error
    if len({event.id for event in events}) != len(events):
        raise Malformed(_("传上来的内容里有重复的编号，什么也没有动。"))
    return sorted(events, key=lambda event: (event.at, event.seq))


def _event(given: Envelope) -> Event:
    canonical(given.data)  # ValueError for what no JSON can hold
    return Event(given.id, given.seq, given.kind, moment.parse(given.at), given.data)


def read_ids(payload: object) -> list[str]:
    """The ids of everything a device holds, when it says that it has sent all."""
    found = payload.get("ids") if isinstance(payload, dict) else None
    try:
        return _IDS.validate_python(found)
    except ValidationError as error:
        raise Malformed(_("传上来的内容看不懂，什么也没有动。请把这一页重新打开再传。")) from error
