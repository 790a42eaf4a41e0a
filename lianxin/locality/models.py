"""What one county is called and by which limits it works, and the days of rest."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Locality(models.Model):
    """A county-level division that uses the product (guidance, Article 2: the county may unify the platform's name)."""

    division = models.OneToOneField(
        "divisions.Division", models.PROTECT, primary_key=True, related_name="locality", verbose_name=_("行政区划")
    )
    name = models.CharField(_("县级人大名称"), max_length=60)
    short_name = models.CharField(_("简称"), max_length=20)
    platform_name = models.CharField(_("平台统一名称"), max_length=60)
    telephone = models.CharField(_("联系电话"), max_length=40)
    postal_address = models.CharField(_("通信地址"), max_length=120, blank=True)
    hours = models.CharField(_("办公时间"), max_length=120, blank=True)
    emergency_words = models.CharField(_("紧急提示"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("使用单位")

    def __str__(self) -> str:
        return self.name


class PolicyChoice(models.Model):
    """From a day on, a county works by this shipped profile with these changes of its own."""

    key = models.CharField(_("编号"), max_length=32, unique=True, editable=False)
    division = models.ForeignKey(
        "divisions.Division", models.PROTECT, related_name="policy_choices", verbose_name=_("行政区划")
    )
    from_day = models.DateField(_("起"))
    profile = models.CharField(_("制度方案"), max_length=40)
    changes = models.JSONField(_("本县调整"), default=dict, blank=True)

    class Meta:
        verbose_name = _("制度选用")
        constraints = [models.UniqueConstraint(fields=["division", "from_day"], name="policy_choice_once_a_day")]

    def __str__(self) -> str:
        return f"{self.division_id} {self.from_day} {self.profile}"


class WorkingYear(models.Model):
    """The notice of one year's holidays and swapped days. `days` is its canonical CSV: date,mark,name."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    notice = models.CharField(_("通知文号"), max_length=120)
    days = models.TextField(_("放假与调休日"))
    loaded_at = models.DateTimeField(_("载入时间"))

    class Meta:
        verbose_name = _("年度放假安排")

    def __str__(self) -> str:
        return str(self.year)


class TableVersion(models.Model):
    """One row per table that is kept in memory; its number grows with every change, its digest names the content."""

    name = models.CharField(_("表名"), max_length=20, primary_key=True)
    number = models.PositiveIntegerField(_("版本"), default=0)
    digest = models.CharField(_("摘要"), max_length=64)

    class Meta:
        verbose_name = _("表版本")

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
