"""Sheets: what was said at a reception and what was answered, each matter an opinion with a receipt of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.opinions import actions as opinions
from lianxin.opinions import queries as opinion_queries
from lianxin.opinions.rules import Channel, Rejected, TellBy
from lianxin.receptions import permissions, rules
from lianxin.receptions.actions.frame import allow, name_of_key, reception_after, reception_locked
from lianxin.receptions.actions.publishing import kept_as
from lianxin.receptions.actions.ticketing import served
from lianxin.receptions.models import Reception, Ticket, Visit, VisitMatter
from lianxin.receptions.queries.day import present, seats
from lianxin.receptions.workflow import PUBLIC, State, TicketState

MOST_MATTERS = 20


@dataclass(frozen=True)
class Matter:
    """One matter of a visit: what was said, and the door that was taken at once ("answer", "inform", "" for later)."""

    text: str
    place: str = ""
    door: str = ""
    words: str = ""
    source: str = ""
    target: str = ""
    deputy: str = ""
    """Code of the deputy who answered this one; '': the sheet's."""
    contact: str = ""
    tell_by: str = TellBy.LOOKUP
    confidential: bool = False
    told: bool = False
    """Whether the answer was said to the person's face; then nobody has to be told it again (Article 9)."""
    reserved: opinions.Reserved | None = None
    """The number on the receipt that a desk without network has given him already."""


@dataclass(frozen=True)
class Sheet:
    """What a reception sheet holds. Nobody has to say who he is."""

    matters: Sequence[Matter]
    came_at: datetime | None = None
    headcount: int = 1
    signed: bool = False
    deputy: str = ""
    """Code of the deputy who answered; '' when an officer alone was there, or the actor is the deputy."""
    received: Sequence[str] = ()
    """Codes of the deputies of this reception who received; (): those who were there."""
    paper: int | None = None
    """Which of the reception's printed blank sheets it was written on; each is entered back once."""


@dataclass(frozen=True)
class Noted:
    """The visit, and a receipt for each of its matters in order."""

    visit: Visit
    receipts: tuple[opinions.Receipt, ...]
    again: bool = False
    """Whether this very form had been sent before."""


@transaction.atomic
def note_visit(reception: Reception, sheet: Sheet, *, by: Actor, ticket: Ticket | None = None, key: str = "") -> Noted:
    """Write one visit down, on the spot or from paper afterwards; each matter gets its own receipt.

    A reception that was never opened is noted as held by the first visit that is entered back for it.
    The same form (`key`) sent twice is one visit. Rejected names its field as "2-text": the second matter's.
    """
    reception = reception_locked(reception)
    allow(permissions.may_run_day(by, reception))
    name = name_of_key("visit", reception, key)
    if name and (earlier := reception.visits.filter(code=name).first()) is not None:
        return Noted(earlier, receipts_of(earlier), again=True)
    if reception.state == State.ANNOUNCED:
        _noted_held(reception, by)
    reception_after("note_visit", reception)
    if not sheet.matters or len(sheet.matters) > MOST_MATTERS:
        raise Refused(_("请写下来访的人说了什么；一次最多记%(most)d件。") % {"most": MOST_MATTERS})
    if ticket is not None:
        _is_still_to_be_written(reception, ticket)
    _is_still_on_paper(reception, sheet.paper)
    visit = _visit(reception, sheet, ticket, by, name)
    visit.save(force_insert=True)
    record(
        "receptions.visit_noted", visit, by=by, division=reception.station.division, first=True,
        event_at=visit.came_at, detail=kept_as(reception, late_entry=visit.late_entry),
    )  # fmt: skip
    receipts = tuple(_taken(at, visit, each, sheet, by) for at, each in enumerate(sheet.matters, 1))
    if reception.nobody_came:
        reception.nobody_came = False
        reception.save(update_fields=["nobody_came"])
        division = reception.station.division
        record("receptions.somebody_came", reception, by=by, division=division, detail=kept_as(reception))
    if ticket is not None:
        served(reception, ticket, by, visit.came_at)
    return Noted(visit, receipts)


def _visit(reception: Reception, sheet: Sheet, ticket: Ticket | None, by: Actor, name: str) -> Visit:
    now = moment.now()
    came_at = sheet.came_at or now
    if came_at > now or came_at.astimezone(moment.SHANGHAI).date() != reception.day:
        raise Refused(_("来访时间要在接待当天，不能在将来。"))
    return Visit(
        reception=reception,
        ticket=ticket,
        came_at=came_at,
        entered_at=now,
        entered_by=by.ref,
        late_entry=rules.entered_late(came_at, now),
        headcount=max(1, min(sheet.headcount, rules.MOST_PEOPLE)),
        signed=sheet.signed,
        received_by="、".join(_received(reception, sheet.received))[:200],
        paper=sheet.paper,
        **({"code": name} if name else {}),
    )


def _is_still_to_be_written(reception: Reception, ticket: Ticket) -> None:
    row = reception.tickets.select_for_update().filter(pk=ticket.pk).first()
    if row is None:
        raise Refused(_("这个号不是这次接待的。"))
    if row.state == TicketState.SERVED:
        raise Overtaken(_("%(number)s号已经登记过了，不用再登。") % {"number": row.shown})


def _is_still_on_paper(reception: Reception, paper: int | None) -> None:
    if paper is None:
        return
    if not 1 <= paper <= reception.last_paper:
        raise Refused(_("这次接待没有印过第%(number)d号登记表。") % {"number": paper})
    if reception.visits.filter(paper=paper).exists():
        raise Overtaken(_("第%(number)d号登记表已经补录过了。") % {"number": paper})


def _received(reception: Reception, codes: Sequence[str]) -> list[str]:
    """Names of who received, in the order of the seats."""
    if not codes:
        return names_present(reception)
    names = [row.person.name for row in seats(reception) if row.person.code in codes]
    if len(names) != len(set(codes)):
        raise Refused(_("请从这次接待的代表里选是谁接待的。"))
    return names


def names_present(reception: Reception) -> list[str]:
    """The deputies who were there; before anybody was noted, those who were to be."""
    return [row.person.name for row in present(seats(reception))]


def receipts_of(visit: Visit) -> tuple[opinions.Receipt, ...]:
    """The receipts of a visit once more; callers check the right to see them."""
    rows = visit.matters.select_related("opinion__station").order_by("pk")
    return tuple(opinions.receipt_of(row.opinion, again=True) for row in rows)


def _taken(at: int, visit: Visit, matter: Matter, sheet: Sheet, by: Actor) -> opinions.Receipt:
    try:
        return _registered(visit, matter, sheet, by)
    except Rejected as wrong:
        raise Rejected(f"{at}-{wrong.field}", wrong.message) from wrong


def _registered(visit: Visit, matter: Matter, sheet: Sheet, by: Actor) -> opinions.Receipt:
    words = opinions.Words(
        text=matter.text,
        place=matter.place,
        station=visit.reception.station.code,
        contact=matter.contact,
        tell_by=matter.tell_by,
        channel=Channel.RECEPTION,
        happened_at=visit.came_at,
        headcount=visit.headcount,
        confidential=matter.confidential,
    )
    receipt = opinions.register(words, by=by, reserved=matter.reserved)
    row = opinion_queries.by_number(receipt.number)
    assert row is not None
    VisitMatter.objects.create(visit=visit, opinion=row)
    if matter.door == "answer" and not matter.confidential:
        deputy = matter.deputy or sheet.deputy
        opinions.answer_on_the_spot(
            row, words=matter.words, source=matter.source, by=by, deputy=deputy, at=visit.came_at
        )
    elif matter.door == "inform" and not matter.confidential:
        opinions.inform(row, target=matter.target, words=matter.words, by=by, at=visit.came_at)
    if matter.told and matter.door in ("answer", "inform") and not matter.confidential:
        opinions.feed_back(row, how="face", words=matter.words, by=by)
    return receipt


def _noted_held(reception: Reception, by: Actor) -> None:
    if reception.day > moment.today() and by != SYSTEM:
        raise Refused(_("还没有到接待的日子。"))
    reception.state, reception.closed_at = reception_after("note_held", reception), moment.now()
    reception.save(update_fields=["state", "closed_at"])
    record(
        "receptions.held", reception, by=by, division=reception.station.division,
        detail=kept_as(reception, afterwards=True),
    )  # fmt: skip


@transaction.atomic
def print_sheets(reception: Reception, count: int, *, by: Actor) -> tuple[int, int]:
    """Take numbers for `count` blank sheets; the first and the last of them. A number is never given twice."""
    reception = reception_locked(reception)
    allow(permissions.may_run_day(by, reception))
    if State(reception.state) not in PUBLIC or reception.state == State.CANCELLED:
        raise Refused(_("这次接待%(state)s，不用印登记表。") % {"state": reception.get_state_display()})
    if count < 1 or reception.last_paper + count > rules.MOST_SHEETS:
        left = rules.MOST_SHEETS - reception.last_paper
        raise Refused(_("一次接待最多印%(most)d张，还能印%(left)d张。") % {"most": rules.MOST_SHEETS, "left": left})
    first = reception.last_paper + 1
    reception.last_paper += count
    reception.save(update_fields=["last_paper"])
    record(
        "receptions.sheets_printed", reception, by=by, division=reception.station.division,
        detail={"first": first, "last": reception.last_paper},
    )  # fmt: skip
    return first, reception.last_paper
