"""The division tree by dated 12-digit code."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.divisions.rules import Kind, Rank


class DivisionQuerySet(models.QuerySet["Division"]):
    def in_force(self, on: date) -> "DivisionQuerySet":
        """Divisions whose code holds on a day; `valid_until` is the last day."""
        return self.filter(valid_from__lte=on).filter(models.Q(valid_until=None) | models.Q(valid_until__gte=on))

    def current(self) -> "DivisionQuerySet":
        """Divisions without an end."""
        return self.filter(valid_until=None)


class Division(models.Model):
    """A province, city, county, township or village. Records keep the code of their day; a code is never reused."""

    RANKS = [
        (Rank.PROVINCE, _("省级")),
        (Rank.CITY, _("市级")),
        (Rank.COUNTY, _("县级")),
        (Rank.TOWNSHIP, _("乡级")),
        (Rank.VILLAGE, _("村级")),
    ]
    KINDS = [
        (Kind.PROVINCE, _("省")),
        (Kind.CITY, _("设区的市")),
        (Kind.PREFECTURE, _("自治州")),
        (Kind.COUNTY, _("县")),
        (Kind.DISTRICT, _("市辖区")),
        (Kind.COUNTY_CITY, _("县级市")),
        (Kind.STATISTICAL_ZONE, _("统计用功能区")),
        (Kind.TOWN, _("镇")),
        (Kind.TOWNSHIP, _("乡")),
        (Kind.ETHNIC_TOWNSHIP, _("民族乡")),
        (Kind.SUBDISTRICT, _("街道")),
        (Kind.OTHER_ZONE, _("其他乡级区域")),
        (Kind.VILLAGE, _("村")),
        (Kind.NEIGHBOURHOOD, _("社区")),
    ]

    code = models.CharField(_("区划代码"), max_length=12, primary_key=True)
    name = models.CharField(_("区划名称"), max_length=60)
    rank = models.PositiveSmallIntegerField(_("级别"), choices=RANKS)
    kind = models.CharField(_("类型"), max_length=20, choices=KINDS)
    valid_from = models.DateField(_("启用日期"))
    valid_until = models.DateField(_("停用日期"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("后继区划")
    )

    objects = DivisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("行政区划")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["rank", "code"], name="division_rank_code"),
            models.Index(fields=["name"], name="division_name"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(rank__gte=1, rank__lte=5), name="division_rank_1_to_5"),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="division_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name
