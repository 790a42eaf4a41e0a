"""Money is spent: noted, approved or refused, corrected by a counter-entry."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.funds import permissions, queries, rules
from lianxin.funds.actions.giving import locked
from lianxin.funds.models import Allocation, Expenditure, FundSource
from lianxin.funds.rules import State
from lianxin.kit import moment
from lianxin.kit.actor import Actor, covers
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record


@dataclass(frozen=True)
class Bill:
    """What was spent: on which day, on what, how much (fen), by which voucher."""

    day: date
    use: str
    item: str
    amount: int
    voucher: str
    approver: str = ""
    activity: str = ""


@transaction.atomic
def spend(
    source: FundSource, bill: Bill, *, by: Actor, allocation: Allocation | None = None, station: Any = None
) -> Expenditure:
    """Note an expenditure out of a source, or of an allocation of it. A station's people's waits for approval.

    Refused, to the fen, when there is not so much left; when deputies' activity funds would pay for something else;
    when the day is not in the budget year; without item, voucher or (booked at once) approver.
    """
    source = locked(source)
    station = station or (allocation.station if allocation else None)
    if (allocation is not None and allocation.source_id != source.pk) or not permissions.may_spend(
        by, source, allocation, station
    ):
        raise PermissionDenied
    division = station.division if station else allocation.division if allocation else source.division
    if not covers(allocation.division if allocation else source.division, division):
        raise Refused(_("这个站不在这笔经费的范围里。"))
    at_once = permissions.books_at_once(by, division)
    _possible(source, bill, at_once)
    _covered(source, allocation, bill.amount)
    row = Expenditure.objects.create(
        source=source, allocation=allocation, division=division, station=station, day=bill.day, use=rules.Use(bill.use),
        item=bill.item.strip()[:80], activity=bill.activity.strip()[:80], amount=bill.amount,
        voucher=bill.voucher.strip()[:40], approver=bill.approver.strip()[:40] if at_once else "",
        state=State.BOOKED if at_once else State.WAITING, entered_at=moment.now(), entered_by=by.ref,
    )  # fmt: skip
    record("funds.spent" if at_once else "funds.expenditure_noted", row, by=by, division=division, first=True)
    return row


def _possible(source: FundSource, bill: Bill, at_once: bool) -> None:
    if not bill.item.strip() or not bill.voucher.strip():
        raise Refused(_("买了什么、凭证号都要写。"))
    if at_once and not bill.approver.strip():
        raise Refused(_("请写审批人。"))
    if not rules.within_year(source.year, bill.day, moment.today()):
        raise Refused(_("这笔来源是%(year)d年度的，支出日期也要在这一年，不能在将来。") % {"year": source.year})
    if not rules.may_pay_for(source.kind, bill.use):
        raise Refused(_("代表活动经费专款专用：只能用于代表活动、交通、误工补贴和培训，请换一笔来源。"))


def _covered(source: FundSource, allocation: Allocation | None, amount: int) -> None:
    """Refused to the fen when there is not so much left; the source is locked."""
    left = queries.left_of_allocation(allocation) if allocation else queries.left_of_source(source)
    if amount <= 0 or rules.missing(left, amount):
        raise Refused(rules.too_little(str(_("这笔拨款") if allocation else _("这笔来源")), left, amount))


def _waiting(row: Expenditure) -> Expenditure:
    """The row as it is, its source locked."""
    locked(row.source)
    return Expenditure.objects.select_for_update(of=("self",)).select_related("source").get(pk=row.pk)


@transaction.atomic
def approve_expenditure(expenditure: Expenditure, *, by: Actor, words: str = "") -> Expenditure:
    """Book what a station's people noted; it was set aside when it was noted, so that it is covered."""
    row = _waiting(expenditure)
    if not permissions.may_approve_expenditure(by, row):
        raise PermissionDenied
    if row.state != State.WAITING:
        raise Overtaken(_("这笔支出已经审批过了。"))
    row.state, row.approver, row.answer = State.BOOKED, by.name, words.strip()[:120]
    row.save(update_fields=["state", "approver", "answer"])
    record("funds.expenditure_approved", row, by=by, division=row.division)
    return row


@transaction.atomic
def refuse_expenditure(expenditure: Expenditure, *, by: Actor, words: str) -> Expenditure:
    """Refuse it with words; what was set aside is free again."""
    row = _waiting(expenditure)
    if not permissions.may_refuse_expenditure(by, row):
        raise PermissionDenied
    if row.state != State.WAITING:
        raise Overtaken(_("这笔支出已经审批过了。"))
    if not words.strip():
        raise Refused(_("不批准要写原因。"))
    row.state, row.answer = State.REFUSED, words.strip()[:120]
    row.save(update_fields=["state", "answer"])
    record("funds.expenditure_refused", row, by=by, division=row.division)
    return row


@transaction.atomic
def correct_expenditure(expenditure: Expenditure, *, by: Actor, amount: int, words: str) -> Expenditure:
    """Take back part or all of a booking by a counter-entry: nothing is deleted or written over."""
    row = _waiting(expenditure)
    if not permissions.may_correct_expenditure(by, row):
        raise PermissionDenied
    if row.state != State.BOOKED or row.corrects_id is not None:
        raise Refused(_("只有已入账的支出能冲回；冲回的记录不能再冲回。"))
    if not words.strip():
        raise Refused(_("冲回要写原因。"))
    left = queries.not_yet_corrected(row)
    if amount <= 0 or rules.missing(left, amount):
        raise Refused(rules.too_little(str(_("冲不回这么多：这笔支出")), left, amount))
    back = Expenditure.objects.create(
        source=row.source, allocation=row.allocation, division=row.division, station=row.station, day=moment.today(),
        use=row.use, item=row.item, activity=row.activity, amount=-amount, voucher=row.voucher, approver=by.name,
        state=State.BOOKED, answer=words.strip()[:120], corrects=row, entered_at=moment.now(), entered_by=by.ref,
    )  # fmt: skip
    record("funds.expenditure_corrected", back, by=by, division=row.division, first=True)
    return back
