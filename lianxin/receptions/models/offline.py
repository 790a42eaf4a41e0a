"""A desk without network: what it took along, what it brought back, what waits for a hand (Article 6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.receptions.models.year import Reception, new_code
from lianxin.receptions.rules import Outcome


class OfflineDesk(models.Model):
    """断网接待台: one device that was prepared for one reception, with its letter and its receipt numbers."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    reception = models.ForeignKey(Reception, models.PROTECT, related_name="desks", verbose_name=_("接待日"))
    letter = models.CharField(_("号前的字母"), max_length=1)
    device = models.CharField(_("设备"), max_length=40, blank=True)
    block = models.OneToOneField(
        "opinions.ReceiptBlock", models.PROTECT, related_name="desk", verbose_name=_("登记号段")
    )
    taken_by = models.CharField(_("带走的人"), max_length=64)
    taken_at = models.DateTimeField(_("带走时间"))
    over_at = models.DateTimeField(_("说结束的时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("传完时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("断网接待台")
        constraints = [models.UniqueConstraint(fields=["reception", "letter"], name="desk_letter_once")]
        indexes = [models.Index(fields=["finished_at"], name="desk_finished")]

    def __str__(self) -> str:
        return f"{self.reception_id} {self.letter}"


class DeskEvent(models.Model):
    """断网记录: that an event of such a desk was taken in, and what became of it; the same event is taken in once."""

    OUTCOMES = [
        (Outcome.TAKEN, _("已并入")),
        (Outcome.ALREADY, _("已经有了")),
        (Outcome.SET_ASIDE, _("放在一边")),
    ]

    id = models.CharField(_("编号"), max_length=32, primary_key=True)
    desk = models.ForeignKey(OfflineDesk, models.PROTECT, related_name="events", verbose_name=_("断网接待台"))
    kind = models.CharField(_("种类"), max_length=12)
    what = models.CharField(_("是什么"), max_length=40, blank=True)
    """Which number or seat; never anybody's words."""
    at = models.DateTimeField(_("发生时间"))
    digest = models.CharField(_("摘要"), max_length=64)
    outcome = models.CharField(_("结果"), max_length=10, choices=OUTCOMES)
    reason = models.CharField(_("说明"), max_length=200, blank=True)
    merged_at = models.DateTimeField(_("并入时间"))

    class Meta:
        verbose_name = _("断网记录")

    def __str__(self) -> str:
        return self.id


class HandEntry(models.Model):
    """待手工补登: what such a desk brought and could not be merged; encrypted until somebody enters it."""

    SETTLED = [("", _("待补登")), ("registered", _("已登记")), ("noted", _("已看过"))]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    desk = models.ForeignKey(OfflineDesk, models.PROTECT, related_name="entries", verbose_name=_("断网接待台"))
    kind = models.CharField(_("种类"), max_length=12)
    at = models.DateTimeField(_("发生时间"))
    number = models.CharField(_("登记号"), max_length=12, blank=True)
    """On the receipt that the person has in his hand; '' for what is no matter."""
    body = models.BinaryField(_("密文"))
    reason = models.CharField(_("说明"), max_length=200, blank=True)
    set_aside_at = models.DateTimeField(_("放下时间"))
    settled = models.CharField(_("结果"), max_length=10, choices=SETTLED, blank=True, default="")
    settled_by = models.CharField(_("补登人"), max_length=64, blank=True)
    settled_at = models.DateTimeField(_("补登时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("待手工补登")
        indexes = [models.Index(fields=["settled", "desk"], name="hand_entry_waiting")]

    def __str__(self) -> str:
        return self.code
