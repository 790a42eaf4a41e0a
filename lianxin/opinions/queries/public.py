"""What leaves the room for the holder of a receipt, for the public figures, and a file for staff."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lianxin.kit.actor import Actor
from lianxin.opinions.actions.attaching import octets_of
from lianxin.opinions.actions.keys import judged_by_proxy
from lianxin.opinions.models import Attachment, Figure, Opinion
from lianxin.opinions.permissions import may_see_attachment
from lianxin.opinions.rules import CATEGORIES
from lianxin.opinions.workflow import TABLE, State

JUDGED = {"satisfied": _("满意"), "basically": _("基本满意"), "dissatisfied": _("不满意")}


@dataclass(frozen=True)
class Voice:
    """One opinion for whoever holds its number and check code. A confidential one has no words here."""

    number: str
    text: str
    place: str
    station: str
    station_code: str
    station_phone: str
    received_at: datetime
    state: str
    round: int
    has_result: bool
    due: date | None
    confidential: bool
    judged: str
    tell_by: str
    has_contact: bool
    files: int
    acts: frozenset[str]
    """What the holder himself may do now: clarify, evaluate, reopen, attach, keep_contact."""


def voice(opinion: Opinion) -> Voice:
    """The card of one opinion for its holder; callers check the code first."""
    secret = opinion.confidential
    return Voice(
        number=opinion.number, text="" if secret else opinion.text, place="" if secret else opinion.place,
        station=opinion.station.name if opinion.station and not secret else "",
        station_code=opinion.station.code if opinion.station and not secret else "",
        station_phone=opinion.station.phone if opinion.station and not secret else "",
        received_at=opinion.registered_at, state="" if secret else opinion.state, round=opinion.round,
        has_result=opinion.has_result and not secret, due=None if secret else opinion.due_day, confidential=secret,
        judged=str(JUDGED.get(opinion.satisfaction, "")), tell_by=opinion.tell_by, has_contact=bool(opinion.contact),
        files=opinion.attachments.count(), acts=_acts(opinion),
    )  # fmt: skip


def _acts(opinion: Opinion) -> frozenset[str]:
    acts = {"attach", "keep_contact"}
    if opinion.confidential:
        return frozenset(acts)  # further words would stand beside the sealed ones
    state = State(opinion.state)
    if TABLE.allows("clarify", state):
        acts.add("clarify")
    if TABLE.allows("evaluate", state) and (not opinion.satisfaction or judged_by_proxy(opinion)):
        acts.add("evaluate")
    if TABLE.allows("reopen", state) and opinion.satisfaction == "dissatisfied" and opinion.round == 1:
        acts.add("reopen")
    return frozenset(acts)


@dataclass(frozen=True)
class AttachmentFile:
    """A file for a member of staff."""

    code: str
    kind: str
    octets: bytes


def attachment_file(actor: Actor, code: str) -> AttachmentFile | None:
    """The file, when the actor may see its opinion; None otherwise."""
    row = Attachment.objects.select_related("opinion__station").filter(code=code).first()
    if row is None or not may_see_attachment(actor, row.opinion):
        return None
    return AttachmentFile(row.code, row.kind, octets_of(row))


def figures(county: str, year: int) -> dict[str, int]:
    """The public figures of a county: kind → matters of the year; "waiting" counts those of every year."""
    rows = list(Figure.objects.filter(county=county).values_list("year", "kind", "count"))
    found = {kind: count for of, kind, count in rows if of == year}
    received = sum(count for _year, kind, count in rows if kind == "received")
    closed = sum(count for _year, kind, count in rows if kind == "closed")
    return {**found, "waiting": received - closed}


def categories() -> list[tuple[str, str]]:
    """Code and words of every category."""
    return [(str(code), str(words)) for code, words in CATEGORIES]
