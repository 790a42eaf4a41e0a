"""A desk without network as tests have it: what its page would write down, and what it would send."""

import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from lianxin.kit import chance, moment
from lianxin.kit.actor import Actor
from lianxin.opinions import actions as opinions
from lianxin.receptions import actions
from lianxin.receptions.models import OfflineDesk, Reception

NINE = moment.parse("2026-11-02T09:00:00+08:00")
NOON = moment.parse("2026-11-02T12:00:00+08:00")


@dataclass
class Device:
    """One prepared device; each act is a minute after the last one, unless `at` says when."""

    desk: OfflineDesk
    clock: datetime = NINE
    events: list[dict[str, Any]] = field(default_factory=list)
    tickets: int = 0
    used: int = 0

    @classmethod
    def of(cls, reception: Reception, by: Actor, name: str = "平板") -> "Device":
        return cls(actions.take_along(reception, device=name, by=by))

    @property
    def receipts(self) -> list[tuple[str, str]]:
        """Numbers handed out, with their codes."""
        return opinions.codes_of(self.desk.block)[: self.used]

    def did(self, kind: str, at: datetime | None = None, **data: Any) -> dict[str, Any]:
        self.clock = at or self.clock + timedelta(minutes=1)
        event = {
            "id": chance.octets(16).hex(),
            "seq": len(self.events),
            "kind": kind,
            "at": self.clock.isoformat(),
            "data": data,
        }
        self.events.append(event)
        return event

    def ticket(self, booking: str = "") -> str:
        self.tickets += 1
        label = f"{self.desk.letter}{self.tickets}"
        self.did("ticket", label=label, **({"booking": booking} if booking else {}))
        return label

    def matter(self, text: str = "水渠漏水", **more: Any) -> dict[str, Any]:
        """With the next number of the block."""
        number = self.desk.block.numbers[self.used][0]
        self.used += 1
        return {"number": number, "text": text, **more}

    def sheet(self, *matters: dict[str, Any], ticket: str = "", **more: Any) -> dict[str, Any]:
        return self.did("sheet", ticket=ticket, matters=list(matters or [self.matter()]), **more)

    def sent(self, *, by: Actor, some: int | None = None) -> list[actions.Answer]:
        """Send everything, or the first `some`."""
        events = actions.read_events({"events": copy.deepcopy(self.events[:some])})
        return actions.merge(self.desk, events, by=by)

    def finished(self, *, by: Actor) -> Any:
        return actions.finish(self.desk, [event["id"] for event in self.events], by=by)


def outcomes(answers: list[actions.Answer]) -> list[str]:
    return [str(answer.outcome) for answer in answers]
