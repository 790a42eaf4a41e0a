"""Stations and the deputies attached to them."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kit import chance
from lianxin.stations.rules import Kind, State


def new_code() -> str:
    """A random public name of a station: the one on its QR code."""
    return chance.name(10)


class Station(models.Model):
    """A place where deputies meet the people: home, station or contact point (Articles 1, 2)."""

    KINDS = [(Kind.HOME, _("代表之家")), (Kind.STATION, _("代表联络站")), (Kind.POINT, _("代表联系点"))]
    STATES = [(State.PLANNED, _("筹建")), (State.OPEN, _("开放")), (State.CLOSED, _("关闭"))]

    code = models.CharField(_("站点码"), max_length=16, unique=True, default=new_code, editable=False)
    name = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("类型"), max_length=8, choices=KINDS, default=Kind.STATION)
    division = models.CharField(_("区划代码"), max_length=12, db_index=True)
    county = models.CharField(_("县级区划代码"), max_length=12, db_index=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    hours = models.CharField(_("开放时间"), max_length=120, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    access = models.CharField(_("无障碍情况"), max_length=120, blank=True)
    state = models.CharField(_("状态"), max_length=8, choices=STATES, default=State.PLANNED)
    opened_on = models.DateField(_("启用日期"), null=True, blank=True)
    closed_on = models.DateField(_("关闭日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("代表联络站")
        indexes = [models.Index(fields=["state", "division"], name="station_state")]

    def __str__(self) -> str:
        return self.name


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def in_force(self, on: date) -> "AttachmentQuerySet":
        """Attachments that hold on a day; both ends inclusive."""
        return self.filter(from_day__lte=on).filter(models.Q(until_day=None) | models.Q(until_day__gte=on))


class Attachment(models.Model):
    """That a deputy takes part at a station from a day until a day; one of them may be the convener (Article 3)."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="attachments", verbose_name=_("代表联络站")
    )
    person = models.ForeignKey("deputies.Person", models.PROTECT, related_name="attachments", verbose_name=_("代表"))
    from_day = models.DateField(_("起"))
    until_day = models.DateField(_("止"), null=True, blank=True)
    convener = models.BooleanField(_("召集人"), default=False)
    elected_on = models.DateField(_("推选日期"), null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("进站代表")
        constraints = [
            models.UniqueConstraint(
                fields=["station", "person"], condition=models.Q(until_day=None), name="attachment_one_open"
            ),
            models.UniqueConstraint(
                fields=["station"], condition=models.Q(convener=True), name="attachment_one_convener"
            ),
            models.CheckConstraint(
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
                name="attachment_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station_id} {self.person_id}"
