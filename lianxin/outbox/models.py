"""What must be told to whom, and whether it was told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.outbox.rules import Form, State, ToKind


class MessageQuerySet(models.QuerySet["Message"]):
    def open(self) -> "MessageQuerySet":
        """Still to be told: waiting, or failed and to be tried again or told otherwise."""
        return self.filter(state__in=(State.WAITING, State.FAILED))


class Message(models.Model):
    """One thing to tell one receiver: names, dates and numbers, never a resident's words or a telephone number."""

    TO_KINDS = [
        (ToKind.RESIDENT, _("群众")),
        (ToKind.DEPUTY, _("代表")),
        (ToKind.STAFF, _("工作人员")),
        (ToKind.ORGAN, _("承办单位")),
    ]
    FORMS = [
        (Form.PAPER, _("纸质")),
        (Form.PHONE, _("电话")),
        (Form.VISIT, _("当面")),
        (Form.SMS, _("短信")),
        (Form.MAIL, _("电子邮件")),
        (Form.FILE, _("文件")),
    ]
    STATES = [
        (State.WAITING, _("待告知")),
        (State.DELIVERED, _("已告知")),
        (State.FAILED, _("未送达")),
        (State.VOID, _("已作废")),
    ]

    id = models.UUIDField(_("编号"), primary_key=True, editable=False)
    kind = models.CharField(_("事由"), max_length=40)
    to_kind = models.CharField(_("告知对象"), max_length=8, choices=TO_KINDS)
    to_ref = models.CharField(_("对象编号"), max_length=64)
    form = models.CharField(_("告知方式"), max_length=8, choices=FORMS)
    params = models.JSONField(_("内容参数"), default=dict)
    division = models.CharField(_("区划代码"), max_length=12, blank=True)
    station = models.CharField(_("联络站"), max_length=16, blank=True)
    confidential = models.BooleanField(_("密件"), default=False)
    once = models.CharField(_("一次性标记"), max_length=80, null=True, blank=True, unique=True)
    created_at = models.DateTimeField(_("产生时间"))
    due_at = models.DateTimeField(_("期限"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    try_after = models.DateTimeField(_("下次尝试"), null=True, blank=True)
    last_error = models.CharField(_("最近错误"), max_length=200, blank=True)
    delivered_at = models.DateTimeField(_("告知时间"), null=True, blank=True)
    delivered_by = models.CharField(_("告知人"), max_length=64, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("告知事项")
        indexes = [
            models.Index(fields=["station", "state"], name="message_station"),
            models.Index(fields=["division", "state"], name="message_division"),
            models.Index(fields=["state", "form", "created_at"], name="message_waiting"),
            models.Index(fields=["to_ref"], name="message_to_ref"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.to_kind}"


class Delivery(models.Model):
    """That a person told somebody: the fact the ledger keeps (a machine's delivery stands in the message alone)."""

    message = models.OneToOneField(
        "outbox.Message", models.PROTECT, primary_key=True, related_name="delivery", verbose_name=_("告知事项")
    )
    how = models.CharField(_("告知方式"), max_length=8, choices=Message.FORMS)
    by = models.CharField(_("告知人"), max_length=64)
    at = models.DateTimeField(_("告知时间"))

    class Meta:
        verbose_name = _("告知记录")

    def __str__(self) -> str:
        return f"{self.message_id} {self.how}"
