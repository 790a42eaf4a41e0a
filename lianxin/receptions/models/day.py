"""The day: slots and bookings, tickets, what was written down, and how plans are kept (Article 6)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.receptions.models.year import Reception, new_code
from lianxin.receptions.rules import TicketKind
from lianxin.receptions.workflow import BookingState, TicketState


class Slot(models.Model):
    """预约时段: the lock and the count of what can be booked; made when a reception is announced."""

    reception = models.ForeignKey(Reception, models.PROTECT, related_name="slots", verbose_name=_("接待日"))
    at = models.TimeField(_("时间"))
    capacity = models.PositiveSmallIntegerField(_("名额"))
    taken = models.PositiveSmallIntegerField(_("已约"), default=0)

    class Meta:
        verbose_name = _("预约时段")
        constraints = [
            models.UniqueConstraint(fields=["reception", "at"], name="slot_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="slot_not_overbooked"),
        ]

    def __str__(self) -> str:
        return f"{self.reception_id} {self.at}"


class Booking(models.Model):
    """预约: somebody comes to a reception at a time. No name is needed; a contact only if he wants to be told."""

    STATES = [
        (BookingState.BOOKED, _("已约")),
        (BookingState.WAITING, _("候补")),
        (BookingState.CANCELLED, _("已取消")),
        (BookingState.CAME, _("已到")),
        (BookingState.MISSED, _("没有来")),
    ]

    number = models.CharField(_("预约号"), max_length=12, unique=True)
    check_nonce = models.CharField(_("取消码种子"), max_length=32)
    check_key = models.PositiveSmallIntegerField(_("取消码密钥号"))
    reception = models.ForeignKey(Reception, models.PROTECT, related_name="bookings", verbose_name=_("接待日"))
    slot = models.ForeignKey(
        Slot, models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name=_("预约时段")
    )
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default=BookingState.BOOKED)
    headcount = models.PositiveSmallIntegerField(_("人数"), default=1)
    contact = models.BinaryField(_("联系方式"), null=True, blank=True)
    by_staff = models.BooleanField(_("由站里代约"), default=False)
    booked_at = models.DateTimeField(_("预约时间"))
    reminded_at = models.DateTimeField(_("提醒时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("预约")
        indexes = [models.Index(fields=["reception", "state", "booked_at"], name="booking_queue")]

    def __str__(self) -> str:
        return self.number


class BookingKey(models.Model):
    """The key of a booking form: the same form sent twice is one booking."""

    key = models.CharField(_("键"), max_length=64, primary_key=True)
    number = models.CharField(_("预约号"), max_length=12)
    at = models.DateTimeField(_("时间"), db_index=True)

    class Meta:
        verbose_name = _("防重键")

    def __str__(self) -> str:
        return self.number


class Ticket(models.Model):
    """排号: a place in the queue of one reception, numbered from 1 without a gap."""

    KINDS = [(TicketKind.BOOKED, _("预约")), (TicketKind.WALK_IN, _("现场"))]
    STATES = [
        (TicketState.WAITING, _("等候")),
        (TicketState.CALLED, _("请进")),
        (TicketState.SKIPPED, _("过号")),
        (TicketState.SERVED, _("已接待")),
        (TicketState.LEFT, _("已离开")),
    ]

    code = models.CharField(_("编号"), max_length=24, unique=True, default=new_code, editable=False)
    reception = models.ForeignKey(Reception, models.PROTECT, related_name="tickets", verbose_name=_("接待日"))
    number = models.PositiveIntegerField(_("号"))
    label = models.CharField(_("纸上的号"), max_length=8, blank=True, default="")
    """What a desk without network wrote on his paper, such as A7; '' when it is the number itself."""
    kind = models.CharField(_("种类"), max_length=8, choices=KINDS, default=TicketKind.WALK_IN)
    booking = models.OneToOneField(
        Booking, models.PROTECT, null=True, blank=True, related_name="ticket", verbose_name=_("预约")
    )
    state = models.CharField(_("状态"), max_length=8, choices=STATES, default=TicketState.WAITING)
    skips = models.PositiveSmallIntegerField(_("过号次数"), default=0)
    taken_at = models.DateTimeField(_("取号时间"))
    called_at = models.DateTimeField(_("叫号时间"), null=True, blank=True)
    called_key = models.CharField(_("叫号防重键"), max_length=24, blank=True, default="", editable=False)
    """Of the press that called it: the same button pressed twice calls one person."""

    class Meta:
        verbose_name = _("排号")
        constraints = [
            models.UniqueConstraint(fields=["reception", "number"], name="ticket_number_once"),
            models.UniqueConstraint(fields=["reception", "label"], condition=~Q(label=""), name="ticket_label_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reception_id} {self.number}"

    @property
    def shown(self) -> str:
        """The number as he knows it."""
        return self.label or str(self.number)


class Visit(models.Model):
    """接待登记: one visit written down. Who came need not say who he is; each matter has its own receipt."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    reception = models.ForeignKey(Reception, models.PROTECT, related_name="visits", verbose_name=_("接待日"))
    ticket = models.OneToOneField(
        Ticket, models.PROTECT, null=True, blank=True, related_name="visit", verbose_name=_("排号")
    )
    came_at = models.DateTimeField(_("来访时间"))
    entered_at = models.DateTimeField(_("登记时间"))
    entered_by = models.CharField(_("登记人"), max_length=64)
    late_entry = models.BooleanField(_("补录"), default=False)
    headcount = models.PositiveSmallIntegerField(_("人数"), default=1)
    signed = models.BooleanField(_("纸上有签名"), default=False)
    received_by = models.CharField(_("接待代表"), max_length=200)
    paper = models.PositiveSmallIntegerField(_("纸表号"), null=True, blank=True)
    """Which of the reception's printed blank sheets this was written on; each is entered back once."""

    class Meta:
        verbose_name = _("接待登记")
        constraints = [models.UniqueConstraint(fields=["reception", "paper"], name="visit_paper_once")]

    def __str__(self) -> str:
        return self.code


class VisitMatter(models.Model):
    """接待事项: one matter of a visit, and the opinion it was registered as."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="matters", verbose_name=_("接待登记"))
    opinion = models.OneToOneField(
        "opinions.Opinion", models.PROTECT, related_name="visit_matter", verbose_name=_("意见和要求")
    )

    class Meta:
        verbose_name = _("接待事项")

    def __str__(self) -> str:
        return self.code


class Keeping(models.Model):
    """How a year's plan is kept, by station or by deputy. A projection of the ledger, never typed."""

    SUBJECTS = [("station", _("联络站")), ("deputy", _("代表"))]

    subject = models.CharField(_("对象"), max_length=8, choices=SUBJECTS)
    code = models.CharField(_("对象编号"), max_length=16)
    year = models.PositiveSmallIntegerField(_("年份"))
    kind = models.CharField(_("种类"), max_length=12)
    count = models.IntegerField(_("次数"), default=0)

    class Meta:
        verbose_name = _("计划执行")
        constraints = [models.UniqueConstraint(fields=["subject", "code", "year", "kind"], name="keeping_figure")]

    def __str__(self) -> str:
        return f"{self.subject} {self.code} {self.year} {self.kind}"
