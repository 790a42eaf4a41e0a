from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from lianxin.ledger import restate
from lianxin.outbox import rules as outbox

KINDS = (
    ("receptions.seated", _("接待安排"), _("{year}年接待计划已公告：{deputy}第一次接待是{when}，在{place}。")),
    ("receptions.stand_in", _("请您接待"), _("请{deputy}参加{when}在{place}的接待。")),
    ("receptions.moved", _("接待改了"), _("{deputy}：接待改为{when}，在{place}。")),
    ("receptions.off", _("接待取消"), _("{deputy}：{when}的接待取消了。")),
    ("receptions.leave_asked", _("代表请假"), _("{deputy}不能参加{when}的接待，请安排代替的代表。")),
    ("receptions.day_of_rest", _("接待日遇放假"), _("放假安排公布了：{when}是休息日。请看是改期，还是照常接待。")),
    ("receptions.booking_moved", _("预约的接待改了"), _("请告知预约人（{number}）：接待改为{when}，请重新预约。")),
    ("receptions.booking_off", _("预约的接待取消"), _("请告知预约人（{number}）：{when}的接待取消了。")),
    ("receptions.booking_other_deputy", _("换了接待代表"), _("请告知预约人（{number}）：{when}换了代表接待。")),
    ("receptions.booking_moved_up", _("候补有位了"), _("请告知预约人（{number}）：{when}，{at}轮到他。")),
    ("receptions.booking_tomorrow", _("明天有预约"), _("请提醒预约人（{number}）：{when}，{at}请他来，在{place}。")),
)
HELD = (
    ("receptions.plan", "receptions.ReceptionPlan", ("wanted_at", "progress", "proposal")),
    ("receptions.rhythm", "receptions.PlanRhythm", ()),
    ("receptions.wish", "receptions.PlanWish", ()),
    ("receptions.room_use", "receptions.RoomUse", ()),
    ("receptions.reception", "receptions.Reception", ("last_ticket",)),
    ("receptions.seat", "receptions.Seat", ()),
    ("receptions.correction", "receptions.PlanCorrection", ()),
    ("receptions.ticket", "receptions.Ticket", ("called_key",)),
    ("receptions.visit", "receptions.Visit", ()),
    ("receptions.offline_desk", "receptions.OfflineDesk", ()),
    ("receptions.hand_entry", "receptions.HandEntry", ()),
)
"""Label, table, and the columns that are a tally or work in hand and no fact."""


class ReceptionsConfig(AppConfig):
    name = "lianxin.receptions"
    label = "receptions"

    def ready(self) -> None:
        for label, table, but in HELD:
            restate.register(label, table, key="code", exclude=but)
        restate.register("receptions.booking", "receptions.Booking", key="number")
        import_string("lianxin.receptions.projections.offer")()  # it needs the models, which are there only now
        for name, title, words in KINDS:
            outbox.register_kind(name, title, words)  # type: ignore[arg-type]
