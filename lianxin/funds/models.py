"""The memo ledger of money (Article 2): sources, allocations, expenditures. Nothing is ever deleted.

The township's finance is the book of record; here stands no account number and nothing is paid.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.funds.rules import KINDS, LINES, USES, State
from lianxin.kit import chance


def new_code() -> str:
    """A random public name: tells no order and no count."""
    return chance.name(10)


class FundSource(models.Model):
    """Money of one budget year: whose, of what kind, under which line, how much (fen)."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    name = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("来源"), max_length=10, choices=KINDS)
    division = models.CharField(_("归哪一级管"), max_length=12)
    year = models.PositiveSmallIntegerField(_("预算年度"))
    line = models.CharField(_("预算科目"), max_length=7, choices=LINES, blank=True)
    amount = models.BigIntegerField(_("金额（分）"))
    document = models.CharField(_("文号"), max_length=60, blank=True)
    day = models.DateField(_("下达日期"))

    class Meta:
        verbose_name = _("经费来源")
        indexes = [models.Index(fields=["division", "year"], name="fund_source_place")]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="fund_source_not_negative")]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class Allocation(models.Model):
    """Money of a source given to a township, perhaps for one station; a counter-entry is negative."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    source = models.ForeignKey(FundSource, models.PROTECT, related_name="allocations", verbose_name=_("经费来源"))
    division = models.CharField(_("拨给哪里"), max_length=12, db_index=True)
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("联络站")
    )
    amount = models.BigIntegerField(_("金额（分）"))
    document = models.CharField(_("文号"), max_length=60, blank=True)
    day = models.DateField(_("日期"))
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("冲回哪一笔")
    )
    words = models.CharField(_("说明"), max_length=120, blank=True)
    entered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("经费拨付")

    def __str__(self) -> str:
        return f"{self.source_id} {self.amount}"


class Expenditure(models.Model):
    """Money spent out of a source, perhaps out of an allocation of it; a counter-entry is negative."""

    STATES = [
        (State.WAITING, _("等审批")),
        (State.BOOKED, _("已入账")),
        (State.REFUSED, _("未批准")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    source = models.ForeignKey(FundSource, models.PROTECT, related_name="expenditures", verbose_name=_("经费来源"))
    allocation = models.ForeignKey(
        Allocation, models.PROTECT, null=True, blank=True, related_name="expenditures", verbose_name=_("经费拨付")
    )
    division = models.CharField(_("在哪里用"), max_length=12, db_index=True)
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("联络站")
    )
    day = models.DateField(_("日期"))
    use = models.CharField(_("用途"), max_length=12, choices=USES)
    item = models.CharField(_("买了什么"), max_length=80)
    activity = models.CharField(_("什么活动"), max_length=80, blank=True)
    amount = models.BigIntegerField(_("金额（分）"))
    voucher = models.CharField(_("凭证号"), max_length=40)
    approver = models.CharField(_("审批人"), max_length=40, blank=True)
    state = models.CharField(_("状态"), max_length=8, choices=STATES, default=State.BOOKED)
    answer = models.CharField(_("审批意见"), max_length=120, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("冲回哪一笔")
    )
    entered_at = models.DateTimeField(_("登记时间"))
    entered_by = models.CharField(_("登记人"), max_length=64)

    class Meta:
        verbose_name = _("经费支出")
        indexes = [models.Index(fields=["source", "state"], name="expenditure_source")]

    def __str__(self) -> str:
        return f"{self.item} {self.amount}"
