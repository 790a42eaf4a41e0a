"""What the acts of the reception year share: locked rows, words for what cannot be, who is told."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.deputies import queries as deputies
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.kit.crypto import vault
from lianxin.kit.wording import day as day_words
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.outbox import actions as outbox
from lianxin.receptions.models import Reception, ReceptionPlan
from lianxin.receptions.workflow import PLAN, RECEPTION, PlanState, State

VERBS = {
    "edit": gettext_lazy("修改"),
    "submit": gettext_lazy("报主席确认"),
    "give_back": gettext_lazy("退回"),
    "confirm": gettext_lazy("确认"),
    "publish": gettext_lazy("公告"),
    "correct": gettext_lazy("更正"),
    "move": gettext_lazy("改期"),
    "cancel": gettext_lazy("取消"),
    "open": gettext_lazy("开始接待"),
    "close": gettext_lazy("结束接待"),
    "note_held": gettext_lazy("补记接待"),
    "note_visit": gettext_lazy("登记来访"),
}


def allow(held: bool) -> None:
    if not held:
        raise PermissionDenied


def plan_locked(plan: ReceptionPlan) -> ReceptionPlan:
    """A plan's row is the lock of everything that is drafted in it."""
    rows = ReceptionPlan.objects.select_for_update(of=("self",)).select_related("station")
    return rows.get(pk=plan.pk)


def reception_locked(reception: Reception) -> Reception:
    """A reception's row is the lock of its seats, its tickets and its sheet."""
    rows = Reception.objects.select_for_update(of=("self",)).select_related("station", "plan")
    return rows.get(pk=reception.pk)


def plan_after(verb: str, plan: ReceptionPlan) -> PlanState:
    if not PLAN.allows(verb, PlanState(plan.state)):
        raise Overtaken(
            _("这份计划现在是“%(state)s”，不能%(verb)s。")
            % {"state": plan.get_state_display(), "verb": VERBS.get(verb, verb)}
        )
    return PLAN.after(verb, PlanState(plan.state))


def reception_after(verb: str, reception: Reception) -> State:
    if not RECEPTION.allows(verb, State(reception.state)):
        raise Overtaken(
            _("这次接待现在是“%(state)s”，不能%(verb)s。")
            % {"state": reception.get_state_display(), "verb": VERBS.get(verb, verb)}
        )
    return RECEPTION.after(verb, State(reception.state))


def happened(reception: Reception, at: datetime | None) -> datetime:
    """When an act happened: now, or `at` when it is written down afterwards, on the day of the reception."""
    now = moment.now()
    if at is None:
        return now
    if at > now or at.astimezone(moment.SHANGHAI).date() != reception.day:
        raise Refused(_("时间要在接待当天，不能在将来。"))
    return at


def name_of_key(what: str, reception: Reception, key: str) -> str:
    """The name that a form's key gives to what the form makes at a reception; '' without a key.

    The same form sent twice names the same row, and nobody can tell the name who has not the form.
    """
    if not key:
        return ""
    said = f"{what}|{reception.code}|{key}".encode()
    return vault(settings.KEYS).mac("reception-key", said, 1).hex()[2:18]


def clean(words: str, label: Any, most: int, *, needed: bool = False) -> str:
    """Words on one line; Refused when they are missing or too long."""
    found = " ".join(words.split())
    if needed and not found:
        raise Refused(_("请写%(label)s。") % {"label": label})
    if len(found) > most:
        raise Refused(
            _("%(label)s最多%(most)d个字，现在是%(now)d个。") % {"label": label, "most": most, "now": len(found)}
        )
    return found


def when_words(reception: Reception) -> str:
    """2026年12月7日 周一 9:00—11:00."""
    return f"{day_words(reception.day)} {reception.starts:%H:%M}—{reception.ends:%H:%M}"


def tell_deputy(kind: str, person_id: int, reception: Reception, **params: str) -> None:
    """One message to a deputy: by the machine when he has an account, else by telephone through the station."""
    person = deputies.people_in([person_id]).get()
    outbox.tell(
        kind,
        to_kind="deputy",
        to_ref=person.code,
        form="file" if person.user_id else "phone",
        params={
            "station": reception.station.name,
            "deputy": person.name,
            "when": when_words(reception),
            "place": reception.place,
            **params,
        },
        division=reception.station.division,
        station=reception.station.code,
    )


def tell_station(kind: str, reception: Reception, **params: str) -> None:
    """One message to whoever runs the station."""
    outbox.tell(
        kind,
        to_kind="staff",
        to_ref=reception.station.division[:9].ljust(12, "0"),
        form="file",
        params={"station": reception.station.name, "when": when_words(reception), **params},
        division=reception.station.division,
        station=reception.station.code,
    )


def is_system(by: Actor) -> bool:
    return by == SYSTEM
