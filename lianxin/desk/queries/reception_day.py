"""Today's receptions of the person at the desk, and what of the reception year waits for him."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.receptions import permissions
from lianxin.receptions.queries import COMING, Pressing, pressing

MOST = 3


def today(actor: Actor) -> list[Any]:
    """What is announced or going on today where the actor helps to run it; a township's chair may have several."""
    if not permissions.reads(actor):
        return []
    rows = permissions.visible_to(actor).filter(day=moment.today(), state__in=COMING).select_related("station", "plan")
    return [row for row in rows.order_by("starts", "pk")[:MOST] if permissions.may_call(actor, row)]


@dataclass(frozen=True)
class Waiting:
    """One line of the day that leads to where it is done."""

    words: str
    href: str
    icon: str


def waiting(actor: Actor) -> list[Waiting]:
    """What of the reception year waits for him, the most pressing first."""
    return [Waiting(_words(each), _href(each), "cal") for each in pressing(actor)]


def _words(each: Pressing) -> str:
    said = {
        "short": ngettext("有%(n)d次接待缺代表，就在这7天", "有%(n)d次接待缺代表，就在这7天", each.count),
        "day_of_rest": ngettext("有%(n)d次接待碰上放假，请定", "有%(n)d次接待碰上放假，请定", each.count),
        "by_hand": ngettext("断网带回来的，%(n)d条等人补登", "断网带回来的，%(n)d条等人补登", each.count),
        "to_confirm": ngettext("%(n)d份接待计划等您确认", "%(n)d份接待计划等您确认", each.count),
        "to_publish": ngettext("%(n)d份接待计划确认了，等公告", "%(n)d份接待计划确认了，等公告", each.count),
        "no_plan": ngettext(
            "%(n)d个站还没有拟%(year)d年的接待计划", "%(n)d个站还没有拟%(year)d年的接待计划", each.count
        ),
    }
    return said[each.kind] % {"n": each.count, "year": each.year}


def _href(each: Pressing) -> str:
    if each.kind == "by_hand":
        return reverse("desk:offline_waiting")
    days = each.kind in ("short", "day_of_rest")
    book = "receptions" if days else "plans"
    if each.code:
        return reverse(f"desk:{book}_one", args=[each.code])
    which = {"short": "short", "day_of_rest": "provisional"}.get(each.kind)
    return reverse(f"desk:{book}") + (f"?which={which}" if which else "")
