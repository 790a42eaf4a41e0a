"""Persons, their mandates at several levels, and what each consented to disclose."""

from datetime import date
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.deputies.rules import Item, MandateState
from lianxin.kit import chance
from lianxin.kit.actor import Level


def new_code() -> str:
    """A random public name of a person: the one on his QR code."""
    return chance.name(10)


def photo_path(person: "Person", filename: str) -> str:
    """A new random file name each time, so that a withdrawn photo's address is dead."""
    return f"deputies/{chance.name(20)}{PurePath(filename).suffix.lower()}"


class Person(models.Model):
    """A natural person who holds or held mandates; one row however many mandates (brief 0.7)."""

    GENDERS = [("", _("未填写")), ("f", _("女")), ("m", _("男"))]

    code = models.CharField(_("代表码"), max_length=16, unique=True, default=new_code, editable=False)
    name = models.CharField(_("姓名"), max_length=40)
    gender = models.CharField(_("性别"), max_length=1, choices=GENDERS, blank=True)
    workplace = models.CharField(_("工作单位"), max_length=80, blank=True)
    photo = models.FileField(_("照片"), upload_to=photo_path, max_length=120, blank=True)
    public_contact = models.CharField(_("公开联系方式"), max_length=60, blank=True)
    private_mobile = models.BinaryField(_("本人手机（加密）"), blank=True, default=bytes)
    division = models.CharField(_("登记机关区划"), max_length=12, db_index=True)
    user = models.OneToOneField(
        "people.User", models.PROTECT, null=True, blank=True, related_name="deputy", verbose_name=_("账号")
    )

    class Meta:
        verbose_name = _("代表")

    def __str__(self) -> str:
        return self.name


class MandateQuerySet(models.QuerySet["Mandate"]):
    def active(self, on: date) -> "MandateQuerySet":
        """Mandates that give rights on a day: active, begun and not yet run out."""
        return self.filter(status=MandateState.ACTIVE, from_day__lte=on).filter(
            models.Q(until_day=None) | models.Q(until_day__gte=on)
        )


class Mandate(models.Model):
    """The office of a deputy in one congress for one term. A suspended or ended one stays as history."""

    LEVELS = [
        (Level.NATIONAL, _("全国")),
        (Level.PROVINCE, _("省级")),
        (Level.CITY, _("市级")),
        (Level.COUNTY, _("县级")),
        (Level.TOWNSHIP, _("乡级")),
    ]
    STATUSES = [
        (MandateState.ACTIVE, _("在任")),
        (MandateState.SUSPENDED, _("暂时停止执行代表职务")),
        (MandateState.ENDED, _("代表资格终止")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    person = models.ForeignKey("deputies.Person", models.PROTECT, related_name="mandates", verbose_name=_("代表"))
    level = models.PositiveSmallIntegerField(_("层级"), choices=LEVELS)
    congress = models.CharField(_("所属人大区划代码"), max_length=12)
    congress_name = models.CharField(_("所属人大名称"), max_length=40, blank=True)
    term = models.PositiveSmallIntegerField(_("届"))
    district = models.CharField(_("选区或选举单位"), max_length=80, blank=True)
    certificate_no = models.CharField(_("代表证号"), max_length=40, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=STATUSES, default=MandateState.ACTIVE)
    from_day = models.DateField(_("起"))
    until_day = models.DateField(_("止"), null=True, blank=True)
    ground = models.CharField(_("依据"), max_length=120, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("代表职务")
        indexes = [models.Index(fields=["congress", "status"], name="mandate_congress")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "congress"],
                condition=models.Q(status=MandateState.ACTIVE),
                name="mandate_one_active",
            ),
            models.CheckConstraint(
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
                name="mandate_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.congress_name or self.congress} {self.term}"


class Consent(models.Model):
    """That a deputy agreed to disclose one item, in which form, until he withdrew it (Article 5)."""

    ITEMS = [
        (Item.NAME, _("姓名")),
        (Item.PHOTO, _("照片")),
        (Item.WORKPLACE, _("工作单位")),
        (Item.CONTACT, _("联系方式")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    person = models.ForeignKey("deputies.Person", models.PROTECT, related_name="consents", verbose_name=_("代表"))
    item = models.CharField(_("项目"), max_length=10, choices=ITEMS)
    given_on = models.DateField(_("同意日期"))
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    form = models.CharField(_("形式和范围"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("公开同意")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"], condition=models.Q(withdrawn_on=None), name="consent_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.item}"
