"""Organs and organisations that answer suggestions, and whom to reach there (Article 10)."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kit import chance
from lianxin.kit.actor import Level
from lianxin.organs.rules import FRESH_DAYS, ContactKind, Freshness, Kind


def new_code() -> str:
    """A random public name of an organ."""
    return chance.name(10)


class OrganQuerySet(models.QuerySet["Organ"]):
    def of_freshness(self, wanted: Freshness, today: date) -> "OrganQuerySet":
        """Organs whose contacts in force were looked at within the year, or not, or of whom nobody is known."""
        held = OrganContact.objects.in_force(today).filter(organ=models.OuterRef("pk"))
        since = today - timedelta(days=FRESH_DAYS)
        looked_at = models.Q(checked_on__gte=since) | models.Q(checked_on=None, from_day__gte=since)
        known, fresh = models.Exists(held), models.Exists(held.filter(looked_at))
        if wanted is Freshness.NOBODY:
            return self.filter(~known)
        return self.filter(known, fresh) if wanted is Freshness.FRESH else self.filter(known, ~fresh)


class Organ(models.Model):
    """One organ or organisation at one level. Party organs are there to be pointed to, never to be assigned."""

    KINDS = [
        (Kind.GOVERNMENT, _("政府及其部门")),
        (Kind.SUPERVISORY, _("监察委员会")),
        (Kind.COURT, _("人民法院")),
        (Kind.PROCURATORATE, _("人民检察院")),
        (Kind.PARTY, _("党组织")),
        (Kind.ORGANISATION, _("其他组织")),
    ]
    LEVELS = [
        (Level.PROVINCE, _("省级")),
        (Level.CITY, _("市级")),
        (Level.COUNTY, _("县级")),
        (Level.TOWNSHIP, _("乡级")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    name = models.CharField(_("名称"), max_length=80)
    short_name = models.CharField(_("简称"), max_length=20, blank=True)
    kind = models.CharField(_("类型"), max_length=14, choices=KINDS)
    level = models.PositiveSmallIntegerField(_("层级"), choices=LEVELS)
    division = models.CharField(_("区划代码"), max_length=12)
    is_assignable = models.BooleanField(_("可以承办"), default=True)
    active = models.BooleanField(_("存续"), default=True)
    address = models.CharField(_("办公地址"), max_length=120, blank=True, default="")
    mail = models.CharField(_("电子邮箱"), max_length=80, blank=True, default="")
    duty_line = models.CharField(_("值班电话"), max_length=30, blank=True, default="")

    objects = OrganQuerySet.as_manager()

    class Meta:
        verbose_name = _("机关、组织")
        indexes = [models.Index(fields=["division", "kind"], name="organ_division")]
        constraints = [
            models.UniqueConstraint(
                fields=["division", "name"], condition=models.Q(active=True), name="organ_name_in_division"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=Kind.PARTY, is_assignable=True), name="organ_party_not_assignable"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganContactQuerySet(models.QuerySet["OrganContact"]):
    def in_force(self, on: date) -> "OrganContactQuerySet":
        """Contacts that hold on a day; both ends inclusive."""
        return self.filter(from_day__lte=on).filter(models.Q(until_day=None) | models.Q(until_day__gte=on))


class OrganContact(models.Model):
    """Whom to reach at an organ, from a day until a day: its leader in charge, and who has the work in hand."""

    KINDS = [(ContactKind.LEADER, _("分管领导")), (ContactKind.HANDLER, _("承办人"))]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="contacts", verbose_name=_("单位"))
    name = models.CharField(_("联系人"), max_length=40)
    duty = models.CharField(_("职务"), max_length=40, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    from_day = models.DateField(_("起"))
    until_day = models.DateField(_("止"), null=True, blank=True)
    kind = models.CharField(_("联系人类别"), max_length=8, choices=KINDS, default=ContactKind.HANDLER)
    checked_on = models.DateField(_("核对日期"), null=True, blank=True, default=None)

    objects = OrganContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("单位联系人")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
                name="organ_contact_ends",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.name}"

    @property
    def looked_at(self) -> date:
        """When somebody last said that this is right."""
        return self.checked_on or self.from_day


class FormerName(models.Model):
    """A name that an organ bore until a day (inclusive): papers of that time keep it."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="former_names", verbose_name=_("单位"))
    name = models.CharField(_("原名称"), max_length=80)
    short_name = models.CharField(_("原简称"), max_length=20, blank=True)
    until_day = models.DateField(_("用到"))
    ground = models.CharField(_("更名依据"), max_length=200)

    class Meta:
        verbose_name = _("单位原名")

    def __str__(self) -> str:
        return self.name


class Ending(models.Model):
    """That an organ is no more since a day: merged into another one by a reform, or ended without a successor."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    organ = models.OneToOneField("organs.Organ", models.PROTECT, related_name="ending", verbose_name=_("单位"))
    successor = models.ForeignKey(
        "organs.Organ", models.PROTECT, null=True, blank=True, related_name="taken_over", verbose_name=_("并入单位")
    )
    day = models.DateField(_("撤并日期"))
    ground = models.CharField(_("撤并依据"), max_length=200)
    at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("单位撤并")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(successor=None) | ~models.Q(successor=models.F("organ")),
                name="organ_ending_elsewhere",
            )
        ]

    def __str__(self) -> str:
        return self.code
