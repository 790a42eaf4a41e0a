"""Stations, the deputies attached to them, how the convener was elected, and who was invited."""

from datetime import date
from pathlib import PurePath

from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from lianxin.kit import chance
from lianxin.stations.rules import (
    AccessItem,
    ElectionKind,
    ElectionState,
    How,
    InvitationState,
    Kind,
    Point,
    Site,
    State,
    Venue,
)


def new_code() -> str:
    """A random public name of a station: the one on its QR code."""
    return chance.name(10)


def photo_path(station: "Station", filename: str) -> str:
    """A new random file name each time, so that a photo taken down has no address."""
    return f"stations/{chance.name(20)}{PurePath(filename).suffix.lower()}"


ACCESS_ITEMS = [
    (AccessItem.NO_STEP, _("门口没有台阶")),
    (AccessItem.RAMP, _("有坡道")),
    (AccessItem.LEVEL, _("在一楼或者有电梯")),
    (AccessItem.TOILET, _("有无障碍厕所")),
    (AccessItem.HEARING, _("能写字、有助听")),
    (AccessItem.PARKING, _("门口能停车")),
]


class Station(models.Model):
    """A place where deputies meet the people: home, station or contact point (Articles 1, 2)."""

    KINDS = [(Kind.HOME, _("代表之家")), (Kind.STATION, _("代表联络站")), (Kind.POINT, _("代表联系点"))]
    STATES = [
        (State.PLANNED, _("等批准")),
        (State.RETURNED, _("退回修改")),
        (State.OPEN, _("开放")),
        (State.CLOSED, _("关闭")),
        (State.MERGED, _("已合并")),
    ]
    VENUES = [
        (Venue.TOWNSHIP, _("乡镇机关")),
        (Venue.SUBDISTRICT, _("街道机关")),
        (Venue.READING_ROOM, _("农家书屋")),
        (Venue.SERVICE_CENTRE, _("社区服务中心")),
        (Venue.VILLAGE, _("村（居）委会")),
        (Venue.ENTERPRISE, _("企业")),
        (Venue.SCHOOL, _("学校")),
        (Venue.OTHER, _("其他场所")),
    ]

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

    venue = models.CharField(_("场所类型"), max_length=16, choices=VENUES, blank=True, default="")
    host = models.CharField(_("场所所属单位"), max_length=60, blank=True, default="")
    shared_use = models.CharField(_("共用情况"), max_length=120, blank=True, default="")
    access_items = models.CharField(_("无障碍设施"), max_length=80, blank=True, default="")
    sms = models.CharField(_("短信号码"), max_length=30, blank=True, default="")
    mail = models.CharField(_("电子邮箱"), max_length=80, blank=True, default="")
    photo = models.FileField(_("站点照片"), upload_to=photo_path, max_length=120, blank=True, default="")
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)
    intro = models.CharField(_("简介"), max_length=300, blank=True, default="")
    shares_with = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="identities", verbose_name=_("合署的主站")
    )
    name_reason = models.CharField(_("另取名称的理由"), max_length=200, blank=True, default="")
    near_reason = models.CharField(_("邻近设站的理由"), max_length=200, blank=True, default="")
    returned_words = models.CharField(_("县里的意见"), max_length=200, blank=True, default="")
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("并入的站")
    )
    ground = models.CharField(_("关闭或合并的依据"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("代表联络站")
        indexes = [models.Index(fields=["state", "division"], name="station_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> "Station":
        """Whose address, venue, access, photo and point hold here: the main identity's, else its own."""
        return self.shares_with or self

    @property
    def point(self) -> Point | None:
        return None if self.latitude is None or self.longitude is None else Point(self.latitude, self.longitude)

    @property
    def site(self) -> Site:
        return Site(self.division, self.place.point)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def in_force(self, on: date | Combinable) -> "AttachmentQuerySet":
        """Attachments that hold on a day (or on the day that an expression gives); both ends inclusive."""
        return self.filter(from_day__lte=on).filter(models.Q(until_day=None) | models.Q(until_day__gte=on))

    def convening(self, on: date) -> "AttachmentQuerySet":
        """Of those in force the ones whose deputy convenes on the day: elected, and his term has not run out."""
        held = models.Q(convener_until=None) | models.Q(convener_until__gte=on)
        return self.in_force(on).filter(held, convener=True)


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
    convener_until = models.DateField(_("召集人任期止"), null=True, blank=True)

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

    def convenes(self, on: date) -> bool:
        """Of an attachment in force: whether its deputy convenes on a day (`convening`, for a row at hand)."""
        return self.convener and (self.convener_until is None or self.convener_until >= on)


class Invitation(models.Model):
    """That a higher-level deputy was asked to take part at a station, and what he answered (Article 3)."""

    STATES = [
        (InvitationState.SENT, _("等答复")),
        (InvitationState.ACCEPTED, _("已接受")),
        (InvitationState.DECLINED, _("已谢绝")),
        (InvitationState.WITHDRAWN, _("已收回")),
    ]
    HOWS = [
        (How.HIMSELF, _("本人在网上答复")),
        (How.PHONE, _("电话里答复")),
        (How.VISIT, _("当面答复")),
        (How.LETTER, _("书面答复")),
        (How.REGISTER, _("原来就在站里")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="invitations", verbose_name=_("代表联络站")
    )
    person = models.ForeignKey("deputies.Person", models.PROTECT, related_name="invitations", verbose_name=_("代表"))
    words = models.CharField(_("邀请的话"), max_length=300, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default=InvitationState.SENT)
    asked_on = models.DateField(_("邀请日期"))
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    how = models.CharField(_("怎样答复的"), max_length=10, choices=HOWS, blank=True)
    answer_words = models.CharField(_("答复的话"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("进站邀请")
        constraints = [
            models.UniqueConstraint(
                fields=["station", "person"],
                condition=models.Q(state=InvitationState.SENT),
                name="invitation_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.station_id} {self.person_id}"


class Election(models.Model):
    """One vote of a station's deputies on their convener: its notice, its count, its result. Nobody's own vote."""

    KINDS = [
        (ElectionKind.ELECT, _("推选召集人")),
        (ElectionKind.DISMISS, _("表决罢免召集人")),
        (ElectionKind.EARLIER, _("以前推选，补记")),
    ]
    STATES = [
        (ElectionState.NOTICED, _("已通知")),
        (ElectionState.CARRIED, _("已通过")),
        (ElectionState.RUN_OFF, _("无人过半数")),
        (ElectionState.LOST, _("未通过")),
        (ElectionState.NO_QUORUM, _("到会不过半数")),
        (ElectionState.CALLED_OFF, _("已取消")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="elections", verbose_name=_("代表联络站")
    )
    kind = models.CharField(_("种类"), max_length=10, choices=KINDS, default=ElectionKind.ELECT)
    cause = models.CharField(_("事由"), max_length=200, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=STATES, default=ElectionState.NOTICED)
    secret = models.BooleanField(_("无记名投票"), default=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    noticed_on = models.DateField(_("通知日期"))
    held_on = models.DateField(_("推选日期"))
    round = models.PositiveSmallIntegerField(_("第几轮"), default=1)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next_round", verbose_name=_("上一轮")
    )
    eligible = models.PositiveSmallIntegerField(_("应到人数"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("实到人数"), null=True, blank=True)
    against = models.PositiveSmallIntegerField(_("反对票"), default=0)
    blank_votes = models.PositiveSmallIntegerField(_("弃权票"), default=0)
    invalid_votes = models.PositiveSmallIntegerField(_("无效票"), default=0)
    elected = models.ForeignKey(
        "deputies.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("当选人")
    )
    term_until = models.DateField(_("任期止"), null=True, blank=True)
    chaired_by = models.CharField(_("主持人"), max_length=40, blank=True)
    counted_by = models.CharField(_("计票人"), max_length=40, blank=True)
    ended_on = models.DateField(_("卸任日期"), null=True, blank=True)
    ended_how = models.CharField(_("卸任原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("召集人推选记录")

    def __str__(self) -> str:
        return f"{self.station_id} {self.held_on}"


class Candidate(models.Model):
    """Somebody who stood, and how many votes he had."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    election = models.ForeignKey(Election, models.PROTECT, related_name="candidates", verbose_name=_("召集人推选记录"))
    person = models.ForeignKey("deputies.Person", models.PROTECT, related_name="+", verbose_name=_("候选人"))
    votes = models.PositiveSmallIntegerField(_("得票"), null=True, blank=True)

    class Meta:
        verbose_name = _("召集人候选人")
        constraints = [models.UniqueConstraint(fields=["election", "person"], name="candidate_once")]

    def __str__(self) -> str:
        return f"{self.election_id} {self.person_id}"
