"""Suggestions, where they come from, to whom they are assigned, what was replied and how it was judged."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kit.actor import Level
from lianxin.suggestions.rules import OPENNESS, SATISFACTION
from lianxin.suggestions.workflow import State

STATES = [
    (State.DRAFT, _("草稿")),
    (State.SUBMITTED, _("已提交")),
    (State.RETURNED, _("退回修改")),
    (State.REFERENCE, _("作参阅件")),
    (State.NUMBERED, _("已编号，待交办")),
    (State.ASSIGNED, _("已交办")),
    (State.ACKNOWLEDGED, _("已签收，办理中")),
    (State.REPLIED, _("已答复")),
    (State.EVALUATED, _("已评价")),
    (State.CONCLUDED, _("办结")),
    (State.WITHDRAWN, _("已撤回")),
]

LEVELS = [(Level.COUNTY, _("县")), (Level.TOWNSHIP, _("乡镇"))]


class Suggestion(models.Model):
    """代表建议、批评和意见: one matter, one lead deputy."""

    code = models.CharField(_("代号"), max_length=16, unique=True)
    version = models.PositiveIntegerField(_("版本"), default=1)
    level = models.PositiveSmallIntegerField(_("层级"), choices=LEVELS)
    congress = models.CharField(_("人大所在区划"), max_length=12)
    county = models.CharField(_("县级代码"), max_length=12)
    lead = models.ForeignKey("deputies.Person", models.PROTECT, related_name="suggestions", verbose_name=_("领衔代表"))
    series = models.CharField(_("编号系列"), max_length=20, blank=True)
    number = models.PositiveIntegerField(_("编号"), null=True, blank=True)
    title = models.CharField(_("标题"), max_length=60)
    situation = models.TextField(_("情况"))
    analysis = models.TextField(_("分析"), blank=True)
    advice = models.TextField(_("具体建议"))
    openness = models.CharField(_("公开意见"), max_length=8, choices=OPENNESS, default="full")
    category = models.CharField(_("类别"), max_length=16, blank=True)
    state = models.CharField(_("状态"), max_length=14, choices=STATES, default=State.DRAFT)
    drafted_at = models.DateTimeField(_("起草时间"))
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    due_day = models.DateField(_("答复期限"), null=True, blank=True)

    class Meta:
        verbose_name = _("代表建议")
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="suggestion_number")]
        indexes = [
            models.Index(fields=["congress", "state", "due_day", "id"], name="suggestion_congress_list"),
            models.Index(fields=["lead", "state", "due_day"], name="suggestion_lead_list"),
        ]

    def __str__(self) -> str:
        return self.title


class Source(models.Model):
    """That a suggestion comes from an opinion (n:m)."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="sources", verbose_name=_("建议"))
    opinion = models.ForeignKey("opinions.Opinion", models.PROTECT, related_name="sources", verbose_name=_("意见"))

    class Meta:
        verbose_name = _("群众意见来源")
        constraints = [models.UniqueConstraint(fields=["suggestion", "opinion"], name="suggestion_source_once")]

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.opinion_id}"


class Series(models.Model):
    """The last number given in a series; its row is the lock of numbering."""

    name = models.CharField(_("编号系列"), max_length=20, primary_key=True)
    last = models.PositiveIntegerField(_("末号"), default=0)

    class Meta:
        verbose_name = _("建议编号系列")

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """交办: to which organ, from which day, until when, and how that day was reckoned."""

    code = models.CharField(_("代号"), max_length=16, unique=True)
    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="assignments", verbose_name=_("建议"))
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="assignments", verbose_name=_("承办单位"))
    round = models.PositiveSmallIntegerField(_("办理次数"), default=1)
    assigned_day = models.DateField(_("交办日"))
    months = models.PositiveSmallIntegerField(_("期限月数"))
    reason = models.CharField(_("六个月的理由"), max_length=200, blank=True)
    due_day = models.DateField(_("答复期限"))
    provisional = models.BooleanField(_("暂定"), default=False)
    reckoning = models.TextField(_("期限算法"))
    acknowledged_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    by = models.CharField(_("交办人"), max_length=60)

    class Meta:
        verbose_name = _("交办件")
        constraints = [models.UniqueConstraint(fields=["suggestion", "round"], name="assignment_round")]
        indexes = [models.Index(fields=["organ", "due_day"], name="assignment_organ_list")]

    def __str__(self) -> str:
        return self.code


class Reply(models.Model):
    """答复: the organ's words with their class; class B carries a promise and its day."""

    code = models.CharField(_("代号"), max_length=16, unique=True)
    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="reply", verbose_name=_("交办件"))
    reply_class = models.CharField(_("答复类别"), max_length=2)
    words = models.TextField(_("答复内容"))
    promise = models.CharField(_("承诺事项"), max_length=200, blank=True)
    promise_day = models.DateField(_("承诺日期"), null=True, blank=True)
    contacted = models.CharField(_("与代表沟通"), max_length=200, blank=True)
    signed_by = models.CharField(_("签发人"), max_length=40)
    letter = models.CharField(_("盖章答复函"), max_length=80, blank=True)
    letter_digest = models.CharField(_("答复函摘要"), max_length=64, blank=True)
    at = models.DateTimeField(_("答复时间"))
    by = models.CharField(_("经办人"), max_length=60)

    class Meta:
        verbose_name = _("答复件")

    def __str__(self) -> str:
        return self.code


class Evaluation(models.Model):
    """The deputy's judgement of a reply: attitude and result (征询意见表)."""

    reply = models.OneToOneField(Reply, models.PROTECT, related_name="evaluation", verbose_name=_("答复件"))
    code = models.CharField(_("代号"), max_length=16, unique=True)
    attitude = models.CharField(_("办理态度"), max_length=14, choices=SATISFACTION)
    result = models.CharField(_("办理结果"), max_length=14, choices=SATISFACTION)
    words = models.CharField(_("具体意见"), max_length=500, blank=True)
    at = models.DateTimeField(_("评价时间"))
    by = models.CharField(_("评价人"), max_length=60)

    class Meta:
        verbose_name = _("代表评价")

    def __str__(self) -> str:
        return self.code
