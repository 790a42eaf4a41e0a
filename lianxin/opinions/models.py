"""An opinion, what was said to it, what is published of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kit import chance
from lianxin.kit.actor import Level
from lianxin.opinions.rules import BARS, CATEGORIES, CHANNELS, TELL_BY, Channel, TellBy
from lianxin.opinions.workflow import State

STATES = [
    (State.REGISTERED, _("已登记")),
    (State.PASSED_ON, _("已转交代表")),
    (State.CLARIFYING, _("待补充")),
    (State.ANSWERED, _("已解答")),
    (State.INFORMED, _("已告知去处")),
    (State.REFERRED, _("已转办")),
    (State.RAISED, _("已提出")),
    (State.PROPOSED, _("已提请视察调研")),
    (State.MERGED, _("已并案")),
    (State.SET_ASIDE, _("不作办理")),
    (State.FED_BACK, _("已反馈")),
    (State.CONCLUDED, _("办结")),
]

LEVELS = [
    (Level.NATIONAL, _("全国")),
    (Level.PROVINCE, _("省")),
    (Level.CITY, _("市州")),
    (Level.COUNTY, _("县")),
    (Level.TOWNSHIP, _("乡镇")),
]


def new_code() -> str:
    """A random public name: tells no order and no count."""
    return chance.name(10)


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def open(self) -> "OpinionQuerySet":
        return self.exclude(state=State.CONCLUDED)

    def open_to_staff(self) -> "OpinionQuerySet":
        """Without confidential matters: for everybody but the county's named reader."""
        return self.filter(confidential=False)


class Opinion(models.Model):
    """意见和要求: one resident's words and the road they take."""

    number = models.CharField(_("登记号"), max_length=12, unique=True)
    ledger_key = models.CharField(_("存证名"), max_length=32, unique=True)
    check_nonce = models.CharField(_("查询码种子"), max_length=32)
    check_key = models.PositiveSmallIntegerField(_("查询码密钥号"))
    version = models.PositiveIntegerField(_("版本"), default=1)

    station = models.ForeignKey("stations.Station", models.PROTECT, null=True, blank=True, verbose_name=_("联络站"))
    county = models.CharField(_("县级代码"), max_length=12)
    township = models.CharField(_("乡级代码"), max_length=12, blank=True)
    division = models.CharField(_("区划代码"), max_length=12)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    text = models.TextField(_("原话"))
    channel = models.CharField(_("来源"), max_length=12, choices=CHANNELS, default=Channel.WEB)
    happened_at = models.DateTimeField(_("反映时间"))
    registered_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.CharField(_("登记人"), max_length=60, blank=True)
    headcount = models.PositiveSmallIntegerField(_("人数"), default=1)
    language_note = models.CharField(_("口译"), max_length=60, blank=True)

    contact = models.BinaryField(_("联系方式"), null=True, blank=True)
    contact_blind = models.CharField(_("联系方式索引"), max_length=64, blank=True)
    tell_by = models.CharField(_("反馈方式"), max_length=8, choices=TELL_BY, default=TellBy.LOOKUP)

    state = models.CharField(_("状态"), max_length=12, choices=STATES, default=State.REGISTERED)
    round = models.PositiveSmallIntegerField(_("轮次"), default=1)
    step_day = models.DateField(_("本步起日"))
    due_day = models.DateField(_("本步期限"), null=True, blank=True)
    deputy = models.ForeignKey("deputies.Person", models.PROTECT, null=True, blank=True, verbose_name=_("代表"))
    acknowledged_at = models.DateTimeField(_("代表签收"), null=True, blank=True)
    category = models.CharField(_("类别"), max_length=16, choices=CATEGORIES, blank=True)
    level = models.PositiveSmallIntegerField(_("层级"), choices=LEVELS, null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="voices", verbose_name=_("并入")
    )
    has_result = models.BooleanField(_("有结果"), default=False)
    satisfaction = models.CharField(_("群众评价"), max_length=16, blank=True)

    emergency = models.BooleanField(_("紧急"), default=False)
    confidential = models.BooleanField(_("密件"), default=False)
    protected = models.BooleanField(_("保护身份"), default=False)
    bar = models.CharField(_("不得提出的原因"), max_length=16, choices=BARS, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("意见和要求")
        indexes = [
            # The mark comes last: SQLite cannot seek by NOT confidential, and would stop using the columns behind it.
            models.Index(fields=["county", "state", "due_day", "id", "confidential"], name="opinion_county_list"),
            models.Index(fields=["township", "state", "due_day", "id", "confidential"], name="opinion_township_list"),
            models.Index(fields=["county", "id", "confidential"], name="opinion_county_newest"),
            models.Index(fields=["township", "id", "confidential"], name="opinion_township_newest"),
            models.Index(fields=["county"], condition=models.Q(emergency=True), name="opinion_emergency"),
            models.Index(fields=["deputy", "state", "due_day"], name="opinion_deputy_list"),
            models.Index(fields=["division"], name="opinion_division"),
            models.Index(fields=["contact_blind"], name="opinion_contact"),
        ]

    def __str__(self) -> str:
        return self.number


class Answer(models.Model):
    """What was said or done to an opinion at one door of Article 8, in its own words."""

    KINDS = [
        ("answered", _("当场解答")),
        ("informed", _("告知去处")),
        ("referred", _("转办")),
        ("referral_reply", _("转办答复")),
        ("raised", _("转化为代表建议")),
        ("speech", _("会议发言提出")),
        ("proposed", _("提请视察调研")),
        ("set_aside", _("不作办理")),
        ("clarify", _("请补充")),
        ("added", _("补充")),
        ("result", _("办理结果")),
        ("fed_back", _("反馈")),
    ]

    code = models.CharField(_("代号"), max_length=16, unique=True)
    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="answers", verbose_name=_("意见"))
    round = models.PositiveSmallIntegerField(_("轮次"))
    kind = models.CharField(_("种类"), max_length=16, choices=KINDS)
    words = models.TextField(_("内容"))
    source = models.CharField(_("出处"), max_length=200, blank=True)
    target = models.CharField(_("对象"), max_length=120, blank=True)
    deputy = models.ForeignKey("deputies.Person", models.PROTECT, null=True, blank=True, verbose_name=_("代表"))
    by = models.CharField(_("记录人"), max_length=60)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("答复")

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class Attachment(models.Model):
    """A picture or recording that came with the words; re-encoded, without place or camera data."""

    code = models.CharField(_("代号"), max_length=16, unique=True)
    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="attachments", verbose_name=_("意见"))
    kind = models.CharField(_("类型"), max_length=40)
    size = models.PositiveIntegerField(_("字节数"))
    digest = models.CharField(_("摘要"), max_length=64)
    file = models.CharField(_("文件"), max_length=80)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("附件")

    def __str__(self) -> str:
        return self.code


class ConfidentialMatter(models.Model):
    """密件: the words of a confidential opinion, encrypted; read by the county's named reader alone."""

    opinion = models.OneToOneField(Opinion, models.PROTECT, primary_key=True, verbose_name=_("意见"))
    code = models.CharField(_("代号"), max_length=24, unique=True)
    body = models.BinaryField(_("密文"))
    marked_at = models.DateTimeField(_("定密时间"))

    class Meta:
        verbose_name = _("密件")

    def __str__(self) -> str:
        return str(self.marked_at)


class IntakeKey(models.Model):
    """An idempotency key of an intake: the same key and body give the same receipt for 24 hours."""

    key = models.CharField(_("键"), max_length=64, primary_key=True)
    body = models.CharField(_("内容摘要"), max_length=64)
    number = models.CharField(_("登记号"), max_length=12)
    at = models.DateTimeField(_("时间"), db_index=True)

    class Meta:
        verbose_name = _("防重键")

    def __str__(self) -> str:
        return self.number


class ReceiptBlock(models.Model):
    """登记号段: receipt numbers issued beforehand for one desk without network and one day (Article 6).

    `numbers` lists [number, nonce, key] of each, `voided` those that will never be used. Which were used, the
    opinions themselves say: a number of the block that is an opinion's is used.
    """

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", verbose_name=_("联络站"))
    day = models.DateField(_("哪一天用"), db_index=True)
    device = models.CharField(_("设备"), max_length=40, blank=True)
    numbers = models.JSONField(_("预留的号"), default=list)
    voided = models.JSONField(_("作废的号"), default=list, blank=True)
    issued_by = models.CharField(_("领用人"), max_length=60)
    issued_at = models.DateTimeField(_("领用时间"))
    closed_at = models.DateTimeField(_("收回时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("登记号段")

    def __str__(self) -> str:
        return self.code


class BlockNumber(models.Model):
    """预留登记号: in which block a number is; no number is ever reserved twice."""

    number = models.CharField(_("登记号"), max_length=12, primary_key=True)
    block = models.ForeignKey(ReceiptBlock, models.PROTECT, related_name="index", verbose_name=_("登记号段"))

    class Meta:
        verbose_name = _("预留登记号")

    def __str__(self) -> str:
        return self.number


class CheckDelay(models.Model):
    """How often a receipt number was tried with a wrong code: slows the next try, locks nobody."""

    key = models.CharField(_("键"), max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(_("次数"), default=0)
    at = models.DateTimeField(_("时间"), db_index=True)

    class Meta:
        verbose_name = _("查询延缓")

    def __str__(self) -> str:
        return str(self.failures)


class Publication(models.Model):
    """公布: a finished public card, frozen as a person reviewed it. Its code is never the receipt's number."""

    STATES = [("draft", _("待审核")), ("published", _("已公布")), ("withdrawn", _("已撤下"))]

    code = models.CharField(_("公布代号"), max_length=16, unique=True)
    opinion = models.ForeignKey(
        Opinion, models.PROTECT, null=True, blank=True, related_name="publications", verbose_name=_("意见")
    )
    matter = models.CharField(_("建议代号"), max_length=16, blank=True, db_index=True)
    county = models.CharField(_("县级代码"), max_length=12)
    station_code = models.CharField(_("联络站"), max_length=16, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default="draft")
    quote = models.TextField(_("公布的原话"))
    outcome = models.TextField(_("结果"))
    done = models.BooleanField(_("办成"), default=False)
    category = models.CharField(_("类别"), max_length=16, choices=CATEGORIES, blank=True)
    voices = models.PositiveIntegerField(_("人数"), default=1)
    stages = models.TextField(_("过程"), help_text=_("公布的各步，JSON"))
    prepared_by = models.CharField(_("整理人"), max_length=60)
    prepared_at = models.DateTimeField(_("整理时间"))
    reviewed_by = models.CharField(_("审核人"), max_length=60, blank=True)
    published_at = models.DateTimeField(_("公布时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("公布")
        indexes = [
            models.Index(fields=["state", "county", "published_at"], name="publication_list"),
            models.Index(fields=["station_code", "state", "published_at"], name="publication_station"),
        ]

    def __str__(self) -> str:
        return self.code


class Figure(models.Model):
    """A public figure: matters of a county and year, by kind. A projection of the ledger, never typed."""

    county = models.CharField(_("县级代码"), max_length=12)
    year = models.PositiveSmallIntegerField(_("年份"))
    kind = models.CharField(_("种类"), max_length=12)
    count = models.IntegerField(_("件数"), default=0)

    class Meta:
        verbose_name = _("公开数字")
        constraints = [models.UniqueConstraint(fields=["county", "year", "kind"], name="opinion_figure")]

    def __str__(self) -> str:
        return f"{self.county} {self.year} {self.kind}"
