"""Money comes and is given on."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.funds import permissions, queries, rules
from lianxin.funds.models import Allocation, FundSource
from lianxin.kit import moment
from lianxin.kit.actor import Actor, covers
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record


def locked(source: FundSource) -> FundSource:
    """A source's row is the lock of everything that is given or spent out of it."""
    return FundSource.objects.select_for_update().get(pk=source.pk)


@transaction.atomic
def open_source(
    name: str, kind: str, division: str, year: int, amount: int, *, by: Actor, line: str = "", document: str = "",
    day: date | None = None,
) -> FundSource:  # fmt: skip
    """Money of a year, in fen, kept by a county or township."""
    if not permissions.may_open_source(by, division):
        raise PermissionDenied
    today = moment.today()
    if not name.strip():
        raise Refused(_("请写名称，如：2026年县级联络站运行经费。"))
    if not today.year - 5 <= year <= today.year + 1:
        raise Refused(_("预算年度看着不对。"))
    if not 0 < amount < rules.MOST:
        raise Refused(_("金额要大于零。"))
    source = FundSource.objects.create(
        name=name.strip()[:60], kind=rules.Kind(kind), division=division, year=year, amount=amount, line=line,
        document=document.strip()[:60], day=day or today,
    )  # fmt: skip
    record("funds.source_opened", source, by=by, division=division, first=True)
    return source


@transaction.atomic
def raise_source(source: FundSource, *, by: Actor, amount: int, document: str = "", cut: bool = False) -> FundSource:
    """More money (or, with `cut`, less) by a later document; never below what was given on and spent already."""
    source = locked(source)
    if not permissions.may_raise_source(by, source):
        raise PermissionDenied
    left = queries.left_of_source(source)
    if cut and rules.missing(left, amount):
        raise Refused(rules.too_little(str(_("调减不了这么多：这笔来源")), left, amount))
    source.amount += -amount if cut else amount
    source.document = document.strip()[:60] or source.document
    source.save(update_fields=["amount", "document"])
    record("funds.source_cut" if cut else "funds.source_raised", source, by=by, division=source.division)
    return source


@transaction.atomic
def allocate(
    source: FundSource, division: str, amount: int, *, by: Actor, station: Any = None, document: str = "",
    day: date | None = None, words: str = "",
) -> Allocation:  # fmt: skip
    """Give money of a source to a township within its place, perhaps for one station.

    Refused, with what is left and what is lacking, when the source does not hold it.
    """
    source, today = locked(source), moment.today()
    if not permissions.may_allocate(by, source):
        raise PermissionDenied
    if not covers(source.division, division) or (station is not None and not covers(division, station.division)):
        raise Refused(_("只能拨给管辖范围里的乡镇、街道和联络站。"))
    if not rules.within_year(source.year, day or today, today):
        raise Refused(_("这笔来源是%(year)d年度的，拨付日期也要在这一年，不能在将来。") % {"year": source.year})
    left = queries.left_of_source(source)
    if amount <= 0 or rules.missing(left, amount):
        raise Refused(rules.too_little(str(_("这笔来源")), left, amount))
    row = Allocation.objects.create(
        source=source, division=division, station=station, amount=amount, document=document.strip()[:60],
        day=day or today, words=words.strip()[:120], entered_at=moment.now(),
    )  # fmt: skip
    record("funds.allocated", row, by=by, division=division, first=True)
    return row


@transaction.atomic
def correct_allocation(allocation: Allocation, *, by: Actor, amount: int, words: str) -> Allocation:
    """Take back part or all of an allocation by a counter-entry; not what was spent of it already."""
    row = Allocation.objects.select_related("source").get(pk=allocation.pk)
    locked(row.source)
    if not permissions.may_correct_allocation(by, row):
        raise PermissionDenied
    if row.corrects_id is not None:
        raise Refused(_("冲回的记录不能再冲回；请重新登记一笔。"))
    if not words.strip():
        raise Refused(_("冲回要写原因。"))
    left = queries.left_of_allocation(row)
    if amount <= 0 or rules.missing(left, amount):
        raise Refused(rules.too_little(str(_("冲不回这么多：这笔拨款")), left, amount))
    back = Allocation.objects.create(
        source=row.source, division=row.division, station=row.station, amount=-amount, document=row.document,
        day=moment.today(), corrects=row, words=words.strip()[:120], entered_at=moment.now(),
    )  # fmt: skip
    record("funds.allocation_corrected", back, by=by, division=row.division, first=True)
    return back
