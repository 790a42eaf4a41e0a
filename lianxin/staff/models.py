"""Hand-overs with their frozen lists; volunteers, their shifts and the hours they served (Article 4)."""

from datetime import date

from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from lianxin.kit import chance
from lianxin.staff.rules import ShiftState, VolunteerState, falls_on, masked


def new_code() -> str:
    """A random public name: tells no order and no count."""
    return chance.name(10)


class HandOver(models.Model):
    """That one person's posting and open work went to another: who, when, and the list as it was on that day."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    posting = models.OneToOneField(
        "people.Posting", models.PROTECT, related_name="handed_over", verbose_name=_("移交的任职")
    )
    successor = models.ForeignKey(
        "people.Posting", models.PROTECT, related_name="taken_over", verbose_name=_("接手的任职")
    )
    division = models.CharField(_("区划代码"), max_length=12, db_index=True)
    place = models.CharField(_("岗位"), max_length=120)
    last_day = models.DateField(_("最后一天"))
    late = models.BooleanField(_("事后补办"), default=False)
    done_at = models.DateTimeField(_("办理时间"))
    done_by = models.CharField(_("办理人"), max_length=40)
    monitor = models.CharField(_("监交人"), max_length=40, blank=True)
    moved = models.PositiveIntegerField(_("随人转移的事项"), default=0)
    signed_on = models.DateField(_("签字日期"), null=True, blank=True)
    signed_words = models.CharField(_("签字说明"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("交接记录")

    def __str__(self) -> str:
        return f"{self.place} {self.last_day}"


class HandOverLine(models.Model):
    """One line of the list, frozen: what it says does not change with the matter."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="lines", verbose_name=_("交接记录"))
    place = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("类别"), max_length=40)
    words = models.CharField(_("内容"), max_length=160)
    due = models.CharField(_("期限"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("交接清单")
        constraints = [models.UniqueConstraint(fields=["hand_over", "place"], name="hand_over_line_place")]

    def __str__(self) -> str:
        return f"{self.place} {self.words}"


class Volunteer(models.Model):
    """Somebody who helps at a station. His telephone is kept encrypted; without a shift he has no right at all."""

    STATES = [
        (VolunteerState.ASKED, _("等审核")),
        (VolunteerState.APPROVED, _("已同意")),
        (VolunteerState.DECLINED, _("未同意")),
        (VolunteerState.LEFT, _("已退出")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="volunteers", verbose_name=_("代表联络站")
    )
    user = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="volunteering", verbose_name=_("账号")
    )
    name = models.CharField(_("姓名"), max_length=40)
    phone = models.BinaryField(_("电话（加密）"))
    phone_tail = models.CharField(_("电话尾号"), max_length=4, blank=True)
    skills = models.CharField(_("能做什么"), max_length=200, blank=True)
    adult = models.BooleanField(_("年满18周岁"), default=True)
    guardian = models.CharField(_("监护人"), max_length=60, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default=VolunteerState.ASKED)
    asked_at = models.DateTimeField(_("报名时间"))
    answer = models.CharField(_("答复"), max_length=200, blank=True)
    agreed_on = models.DateField(_("签服务协议的日期"), null=True, blank=True)
    insurance = models.CharField(_("保险"), max_length=80, blank=True)
    insured_until = models.DateField(_("保险到期"), null=True, blank=True)

    class Meta:
        verbose_name = _("志愿者")
        indexes = [models.Index(fields=["station", "state"], name="volunteer_station")]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_phone(self) -> str:
        return masked(self.phone_tail)


class ShiftQuerySet(models.QuerySet["Shift"]):
    def on_day(self, on: date) -> "ShiftQuerySet":
        """Shifts served on a day: single ones on their day, standing ones on their weekdays."""
        return self.served(on, str(on.isoweekday()))

    def served(self, on: date | Combinable, weekday: str | Combinable) -> "ShiftQuerySet":
        """The same, of a day and its weekday ("1" is Monday) that may be expressions."""
        single = models.Q(weekdays="", day=on)
        ends = models.Q(last_day=None) | models.Q(last_day__gte=on)
        standing = models.Q(weekdays__contains=weekday, day__lte=on) & ends
        return self.filter(single | standing, state=ShiftState.APPROVED, volunteer__state=VolunteerState.APPROVED)


class Shift(models.Model):
    """When and where a volunteer serves, and with what: on one day, or on weekdays until further notice."""

    STATES = [(ShiftState.APPROVED, _("已排定")), (ShiftState.CANCELLED, _("已取消"))]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="shifts", verbose_name=_("志愿者"))
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="shifts", verbose_name=_("代表联络站"))
    day = models.DateField(_("日期"))
    last_day = models.DateField(_("到哪天为止"), null=True, blank=True)
    weekdays = models.CharField(_("每周哪几天"), max_length=7, blank=True)
    from_time = models.TimeField(_("从几点"))
    until_time = models.TimeField(_("到几点"))
    task = models.CharField(_("做什么"), max_length=60)
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default=ShiftState.APPROVED)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("志愿服务班次")
        indexes = [models.Index(fields=["station", "day"], name="shift_station_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_time__gt=models.F("from_time")), name="shift_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.from_time:%H:%M}"

    def falls_on(self, on: date) -> bool:
        return falls_on(self.day, self.last_day, self.weekdays, on)


class Attendance(models.Model):
    """That a volunteer served a shift on a day: when he signed on and off, and who noted it."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    shift = models.ForeignKey(Shift, models.PROTECT, related_name="attendances", verbose_name=_("志愿服务班次"))
    day = models.DateField(_("日期"))
    on_at = models.DateTimeField(_("签到"))
    off_at = models.DateTimeField(_("签退"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("服务分钟"), default=0)
    noted_by = models.CharField(_("登记人"), max_length=64)

    class Meta:
        verbose_name = _("服务记录")
        constraints = [models.UniqueConstraint(fields=["shift", "day"], name="attendance_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.minutes}"
