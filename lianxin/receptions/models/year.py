"""The year's plan, its receptions and who sits at them, and how it was corrected (Article 6)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.kit import chance
from lianxin.receptions.rules import Correction
from lianxin.receptions.workflow import COMING, PUBLIC, PlanState, SeatState, State


def new_code() -> str:
    """A random public name: tells no order and no count."""
    return chance.name(10)


class ReceptionPlan(models.Model):
    """年度接待计划: what one station announces for one year; drafted by the convener, confirmed by the chair."""

    STATES = [
        (PlanState.DRAFT, _("拟定中")),
        (PlanState.SUBMITTED, _("等主席确认")),
        (PlanState.CONFIRMED, _("已确认，待公告")),
        (PlanState.PUBLISHED, _("已公告")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="reception_plans", verbose_name=_("代表联络站")
    )
    year = models.PositiveSmallIntegerField(_("年份"))
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default=PlanState.DRAFT)
    version = models.PositiveSmallIntegerField(_("版次"), default=0)
    drafted_by = models.CharField(_("拟定人"), max_length=64, blank=True)
    confirmed_by = models.CharField(_("确认人"), max_length=64, blank=True)
    published_at = models.DateTimeField(_("公告时间"), null=True, blank=True)
    words = models.CharField(_("说明"), max_length=300, blank=True)
    returned_words = models.CharField(_("退回意见"), max_length=300, blank=True)
    wanted_at = models.DateTimeField(_("要求试排的时间"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("试排进度"), default=0)
    proposal = models.JSONField(_("试排结果"), default=dict, blank=True)

    class Meta:
        verbose_name = _("年度接待计划")
        constraints = [models.UniqueConstraint(fields=["station", "year"], name="plan_once_a_year")]
        indexes = [models.Index(fields=["wanted_at"], name="plan_wanted")]

    def __str__(self) -> str:
        return f"{self.station_id} {self.year}"


class PlanRhythm(models.Model):
    """接待规律: when a plan's receptions are, such as every Monday or on market days."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    plan = models.ForeignKey(ReceptionPlan, models.PROTECT, related_name="rhythms", verbose_name=_("年度接待计划"))
    rhythm = models.JSONField(_("规律"))
    starts = models.TimeField(_("开始时间"))
    ends = models.TimeField(_("结束时间"))
    place = models.CharField(_("地点"), max_length=120)
    needs = models.PositiveSmallIntegerField(_("每次几位代表"), default=1)
    slot_minutes = models.PositiveSmallIntegerField(_("预约每位几分钟"), default=20)
    per_slot = models.PositiveSmallIntegerField(_("同时接待几位"), default=1)
    dropped = models.BooleanField(_("已去掉"), default=False)

    class Meta:
        verbose_name = _("接待规律")

    def __str__(self) -> str:
        return self.code


class PlanWish(models.Model):
    """代表的安排: how often a deputy sits at least and at most, when he is away, the days he chose himself."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    plan = models.ForeignKey(ReceptionPlan, models.PROTECT, related_name="wishes", verbose_name=_("年度接待计划"))
    person = models.ForeignKey("deputies.Person", models.PROTECT, related_name="+", verbose_name=_("代表"))
    least = models.PositiveSmallIntegerField(_("至少几次"), default=1)
    most = models.PositiveSmallIntegerField(_("最多几次"), null=True, blank=True)
    away = models.JSONField(_("不在的日子"), default=list, blank=True)
    own_days = models.JSONField(_("自己选的日子"), default=list, blank=True)

    class Meta:
        verbose_name = _("代表的安排")
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="wish_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.person_id}"


class RoomUse(models.Model):
    """场所占用: the room of a station is used by others, on one day or every week on a weekday."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", verbose_name=_("代表联络站"))
    day = models.DateField(_("日期"), null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("星期几"), null=True, blank=True)
    starts = models.TimeField(_("开始时间"))
    ends = models.TimeField(_("结束时间"))
    words = models.CharField(_("谁在用"), max_length=60)
    ended = models.BooleanField(_("不再占用"), default=False)

    class Meta:
        verbose_name = _("场所占用")

    def __str__(self) -> str:
        return self.words


class ReceptionQuerySet(models.QuerySet["Reception"]):
    def public(self) -> "ReceptionQuerySet":
        """What has been announced, whatever became of it; a day taken out of a draft never was."""
        return self.filter(state__in=PUBLIC, announced_at__isnull=False)

    def coming(self) -> "ReceptionQuerySet":
        return self.filter(state__in=COMING)


class Reception(models.Model):
    """接待日: one day on which deputies receive at a station, from when to when, where, and what became of it."""

    STATES = [
        (State.PLANNED, _("拟定中")),
        (State.ANNOUNCED, _("已公告")),
        (State.OPEN, _("接待中")),
        (State.HELD, _("已接待")),
        (State.CANCELLED, _("已取消")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    plan = models.ForeignKey(ReceptionPlan, models.PROTECT, related_name="receptions", verbose_name=_("年度接待计划"))
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="receptions", verbose_name=_("代表联络站")
    )
    rhythm = models.ForeignKey(
        PlanRhythm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("接待规律")
    )
    day = models.DateField(_("日期"), db_index=True)
    plain_day = models.DateField(_("按规律的日期"), null=True, blank=True)
    starts = models.TimeField(_("开始时间"))
    ends = models.TimeField(_("结束时间"))
    place = models.CharField(_("地点"), max_length=120)
    room = models.CharField(_("场所"), max_length=16, blank=True)
    needs = models.PositiveSmallIntegerField(_("几位代表"), default=1)
    slot_minutes = models.PositiveSmallIntegerField(_("预约每位几分钟"), default=20)
    per_slot = models.PositiveSmallIntegerField(_("同时接待几位"), default=1)
    provisional = models.BooleanField(_("暂定"), default=False)
    lines = models.JSONField(_("日期怎样算的"), default=list, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default=State.PLANNED)
    version = models.PositiveIntegerField(_("版本"), default=1)
    announced_at = models.DateTimeField(_("公告时间"), null=True, blank=True)
    notice_late = models.BooleanField(_("公告晚了"), default=False)
    opened_at = models.DateTimeField(_("开始接待"), null=True, blank=True)
    closed_at = models.DateTimeField(_("结束接待"), null=True, blank=True)
    nobody_came = models.BooleanField(_("无人来访"), default=False)
    last_ticket = models.PositiveIntegerField(_("末号"), default=0)
    last_paper = models.PositiveSmallIntegerField(_("末张纸表号"), default=0)
    door = models.CharField(_("取号码"), max_length=24, unique=True, default=new_code, editable=False)
    words = models.CharField(_("说明"), max_length=200, blank=True)

    objects = ReceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("接待日")
        constraints = [
            models.UniqueConstraint(
                fields=["station", "day", "starts"],
                condition=~Q(state=State.CANCELLED),
                name="reception_once",
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="reception_ends_after"),
        ]
        indexes = [models.Index(fields=["station", "state", "day"], name="reception_station")]

    def __str__(self) -> str:
        return f"{self.station_id} {self.day}"


class Seat(models.Model):
    """接待代表: that a deputy receives at a reception, perhaps in place of another, and whether he came."""

    STATES = [
        (SeatState.PLANNED, _("安排接待")),
        (SeatState.ON_LEAVE, _("请假")),
        (SeatState.ATTENDED, _("已到")),
        (SeatState.ABSENT, _("未到")),
        (SeatState.DROPPED, _("已调整")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    reception = models.ForeignKey(Reception, models.PROTECT, related_name="seats", verbose_name=_("接待日"))
    person = models.ForeignKey("deputies.Person", models.PROTECT, related_name="+", verbose_name=_("代表"))
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default=SeatState.PLANNED)
    stands_in_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="substitutes", verbose_name=_("代替谁")
    )
    arrived_at = models.DateTimeField(_("到站时间"), null=True, blank=True)
    late = models.BooleanField(_("迟到"), default=False)
    words = models.CharField(_("说明"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("接待代表")
        constraints = [
            models.UniqueConstraint(
                fields=["reception", "person"], condition=~Q(state=SeatState.DROPPED), name="seat_once"
            )
        ]
        indexes = [models.Index(fields=["person", "state"], name="seat_person")]

    def __str__(self) -> str:
        return f"{self.reception_id} {self.person_id}"


class PlanCorrection(models.Model):
    """计划更正: a change after the plan was published; never taken back, only followed by another."""

    KINDS = [
        (Correction.MOVED, _("改期")),
        (Correction.PLACE, _("换地点")),
        (Correction.CANCELLED, _("取消")),
        (Correction.ADDED, _("增加")),
        (Correction.SUBSTITUTE, _("换代表")),
        (Correction.LEFT_OUT, _("代表不参加")),
        (Correction.JOINED, _("代表参加")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    plan = models.ForeignKey(ReceptionPlan, models.PROTECT, related_name="corrections", verbose_name=_("年度接待计划"))
    reception = models.ForeignKey(Reception, models.PROTECT, related_name="corrections", verbose_name=_("接待日"))
    version = models.PositiveSmallIntegerField(_("版次"))
    kind = models.CharField(_("种类"), max_length=12, choices=KINDS)
    before = models.CharField(_("原来"), max_length=160, blank=True)
    after = models.CharField(_("现在"), max_length=160, blank=True)
    out = models.ForeignKey(
        "deputies.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("原来的代表")
    )
    joined = models.ForeignKey(
        "deputies.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("现在的代表")
    )
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    late = models.BooleanField(_("更正晚了"), default=False)
    at = models.DateTimeField(_("更正时间"))
    by = models.CharField(_("更正人"), max_length=64)

    class Meta:
        verbose_name = _("计划更正")

    def __str__(self) -> str:
        return f"{self.reception_id} {self.kind}"
