from django.apps import AppConfig

from lianxin.ledger import restate
from lianxin.people import rights
from lianxin.staff import openwork


class StaffConfig(AppConfig):
    name = "lianxin.staff"
    label = "staff"

    def ready(self) -> None:
        restate.register("staff.hand_over", "staff.HandOver", key="code")
        restate.register("staff.hand_over_line", "staff.HandOverLine", key="code")
        restate.register("staff.volunteer", "staff.Volunteer", key="code")
        restate.register("staff.shift", "staff.Shift", key="code")
        restate.register("staff.attendance", "staff.Attendance", key="code")
        rights.provide("lianxin.staff.queries.RIGHTS")
        openwork.provide("lianxin.staff.queries.told.OPEN")
        openwork.provide("lianxin.staff.actions.shifts.OPEN_SHIFTS")
