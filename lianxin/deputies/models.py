"""Persons, their mandates at several levels, terms of congresses, groups, and what each consented to disclose."""

from datetime import date
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.deputies.rules import CorrectionState, Ground, GroupKind, Item, MandateState, TermState, Way
from lianxin.kit import chance
from lianxin.kit.actor import Level


def new_code() -> str:
    """A random public name of a person: the one on his QR code."""
    return chance.name(10)


def photo_path(person: "Person", filename: str) -> str:
    """A new random file name each time, so that a withdrawn photo's address is dead."""
    return f"deputies/{chance.name(20)}{PurePath(filename).suffix.lower()}"


LEVELS = [
    (Level.NATIONAL, _("全国")),
    (Level.PROVINCE, _("省级")),
    (Level.CITY, _("市级")),
    (Level.COUNTY, _("县级")),
    (Level.TOWNSHIP, _("乡级")),
]


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
        indexes = [models.Index(fields=["name", "id"], name="person_name")]

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

    LEVELS = LEVELS
    STATUSES = [
        (MandateState.ACTIVE, _("在任")),
        (MandateState.SUSPENDED, _("暂时停止执行代表职务")),
        (MandateState.ENDED, _("代表资格终止")),
    ]
    GROUNDS = [
        (Ground.IN_CUSTODY, _("因刑事案件被羁押，正在受侦查、起诉、审判")),
        (Ground.SERVING_SENTENCE, _("被判处管制、拘役或者有期徒刑，没有附加剥夺政治权利，正在服刑")),
        (Ground.GROUND_GONE, _("暂停的情形已消失，恢复执行代表职务")),
        (Ground.RESIGNED, _("辞职被接受")),
        (Ground.MOVED_AWAY, _("迁出或者调离本行政区域")),
        (Ground.ABSENT_TWICE, _("未经批准两次不出席本级人大会议")),
        (Ground.RECALLED, _("被罢免")),
        (Ground.NATIONALITY_LOST, _("丧失中华人民共和国国籍")),
        (Ground.RIGHTS_LOST, _("依法被剥夺政治权利")),
        (Ground.CAPACITY_LOST, _("丧失行为能力")),
        (Ground.DIED, _("去世")),
        (Ground.TERM_ENDED, _("任期届满，换届")),
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
    ground_kind = models.CharField(_("法定情形"), max_length=20, choices=GROUNDS, blank=True, default="")
    suspended_on = models.DateField(_("暂停之日"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("代表职务")
        indexes = [
            models.Index(fields=["congress", "status", "term"], name="mandate_congress"),
            models.Index(fields=["congress", "term", "certificate_no"], name="mandate_certificate"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "congress"],
                condition=models.Q(status=MandateState.ACTIVE),
                name="mandate_one_active",
            ),
            models.UniqueConstraint(
                fields=["congress", "term", "certificate_no"],
                condition=models.Q(status=MandateState.ACTIVE) & ~models.Q(certificate_no=""),
                name="mandate_one_certificate",
            ),
            models.CheckConstraint(
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
                name="mandate_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.congress_name or self.congress} {self.term}"


class CongressTerm(models.Model):
    """One term (届) of one people's congress. Terms are a dimension: nothing is deleted when they change."""

    LEVELS = LEVELS
    STATES = [(TermState.RUNNING, _("本届")), (TermState.ENDED, _("已届满"))]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    congress = models.CharField(_("人大区划代码"), max_length=12)
    level = models.PositiveSmallIntegerField(_("层级"), choices=LEVELS)
    name = models.CharField(_("人大名称"), max_length=60)
    number = models.PositiveSmallIntegerField(_("届次"))
    began_on = models.DateField(_("本届开始"))
    ends_on = models.DateField(_("本届届满"), null=True, blank=True)
    quota = models.PositiveIntegerField(_("代表名额"), default=0)
    quota_ground = models.CharField(_("名额依据"), max_length=120, blank=True, default="")
    population = models.PositiveIntegerField(_("人口数"), default=0)
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default=TermState.RUNNING)
    ground = models.CharField(_("换届依据"), max_length=120, blank=True, default="")

    class Meta:
        verbose_name = _("届")
        constraints = [
            models.UniqueConstraint(fields=["congress", "number"], name="term_number"),
            models.UniqueConstraint(
                fields=["congress"], condition=models.Q(state=TermState.RUNNING), name="term_one_running"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("began_on")),
                name="term_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Consent(models.Model):
    """That a deputy agreed to disclose one item, in which way and where, until he withdrew it (Article 5).

    `way` '' is every way and `at` '' everywhere; `form` is what the office noted in words.
    """

    ITEMS = [
        (Item.NAME, _("姓名")),
        (Item.PHOTO, _("照片")),
        (Item.WORKPLACE, _("工作单位")),
        (Item.CONTACT, _("联系方式")),
    ]
    WAYS = [("", _("各种形式")), (Way.WEB, _("网页")), (Way.PRINT, _("张贴、打印")), (Way.TABLE, _("表格"))]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    person = models.ForeignKey("deputies.Person", models.PROTECT, related_name="consents", verbose_name=_("代表"))
    item = models.CharField(_("项目"), max_length=10, choices=ITEMS)
    given_on = models.DateField(_("同意日期"))
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    form = models.CharField(_("形式和范围"), max_length=80, blank=True)
    way = models.CharField(_("公开形式"), max_length=5, choices=WAYS, blank=True, default="")
    at = models.CharField(_("公开范围（站点码）"), max_length=16, blank=True, default="")

    class Meta:
        verbose_name = _("公开同意")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item", "way", "at"], condition=models.Q(withdrawn_on=None), name="consent_one_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.item}"


class Correction(models.Model):
    """A deputy's request to put right what is published of him: which item, and what would be right."""

    STATES = [
        (CorrectionState.ASKED, _("等更正")),
        (CorrectionState.DONE, _("已更正")),
        (CorrectionState.DECLINED, _("没有改")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    person = models.ForeignKey("deputies.Person", models.PROTECT, related_name="corrections", verbose_name=_("代表"))
    item = models.CharField(_("项目"), max_length=10, choices=Consent.ITEMS)
    words = models.CharField(_("正确的是"), max_length=120)
    asked_on = models.DateField(_("提出之日"))
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default=CorrectionState.ASKED)
    settled_on = models.DateField(_("处理之日"), null=True, blank=True)
    answer = models.CharField(_("答复"), max_length=120, blank=True, default="")

    class Meta:
        verbose_name = _("更正请求")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"],
                condition=models.Q(state=CorrectionState.ASKED),
                name="correction_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.item}"


class DeputyGroup(models.Model):
    """A deputy group (代表小组), formed by area or by field (Deputies Law 2025, Art. 27)."""

    KINDS = [(GroupKind.AREA, _("按地区")), (GroupKind.FIELD, _("按领域"))]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    name = models.CharField(_("小组名称"), max_length=60)
    kind = models.CharField(_("组成方式"), max_length=10, choices=KINDS)
    field = models.CharField(_("地区或领域"), max_length=60, blank=True, default="")
    division = models.CharField(_("所属区划"), max_length=12, db_index=True)
    from_day = models.DateField(_("成立之日"))
    until_day = models.DateField(_("撤销之日"), null=True, blank=True)

    class Meta:
        verbose_name = _("代表小组")

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """That a deputy belongs to a group, from a day until a day; one of them leads it."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    group = models.ForeignKey(DeputyGroup, models.PROTECT, related_name="members", verbose_name=_("代表小组"))
    person = models.ForeignKey("deputies.Person", models.PROTECT, related_name="memberships", verbose_name=_("代表"))
    leader = models.BooleanField(_("组长"), default=False)
    from_day = models.DateField(_("起"))
    until_day = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("小组成员")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=models.Q(until_day=None), name="group_member_once"
            ),
            models.UniqueConstraint(
                fields=["group"], condition=models.Q(until_day=None, leader=True), name="group_one_leader"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.person_id}"
