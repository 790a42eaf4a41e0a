"""The work lists of the desk: one per thing to do, counted up to a cap, in order of their deadlines."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.kit.actor import Actor, Role
from lianxin.kit.wording import mask_text
from lianxin.opinions.models import Opinion
from lianxin.opinions.permissions import HEADS, STATION_STAFF, visible_to
from lianxin.opinions.workflow import UNDER_WAY, State

CAP = 1000
"""Counts go no further: a badge says 1,000+ and costs the same with a million rows."""

TO_TELL = (State.ANSWERED, State.INFORMED, State.SET_ASIDE)


@dataclass(frozen=True)
class WorkList:
    key: str
    title: object
    rows: Q
    allowed: Callable[[Actor], bool]


@dataclass(frozen=True)
class ListCard:
    """A work list with how many wait in it (CAP means that many or more)."""

    key: str
    title: str
    count: int


def _station(actor: Actor) -> bool:
    return bool(actor.posts_as(*STATION_STAFF))


LISTS = (
    WorkList(
        "emergency", _("紧急"), Q(emergency=True) & ~Q(state=State.CONCLUDED), lambda a: _station(a) or _county(a)
    ),
    WorkList("to_sort", _("待分类"), Q(state=State.REGISTERED), _station),
    WorkList("with_me", _("转交给我的"), Q(state=State.PASSED_ON), lambda a: a.is_deputy),
    WorkList("with_deputies", _("待代表答复"), Q(state=State.PASSED_ON), _station),
    WorkList("clarifying", _("等本人补充"), Q(state=State.CLARIFYING), _station),
    WorkList(
        "to_tell",
        _("待告诉本人"),
        Q(state__in=TO_TELL) | Q(state__in=UNDER_WAY, has_result=True),
        lambda a: _station(a) or a.is_deputy,
    ),
    WorkList(
        "elsewhere", _("别人手里的"), Q(state__in=UNDER_WAY, has_result=False), lambda a: _station(a) or a.is_deputy
    ),
    WorkList("to_conclude", _("待办结"), Q(state=State.FED_BACK), lambda a: bool(a.posts_as(*HEADS))),
    WorkList("unrouted", _("未分到站"), Q(state=State.REGISTERED, station=None), lambda a: _county(a)),
    WorkList(
        "confidential", _("密件"), ~Q(state=State.CONCLUDED), lambda a: bool(a.posts_as(Role.CONFIDENTIAL_READER))
    ),
    WorkList("done", _("已办结"), Q(state=State.CONCLUDED), lambda a: _station(a) or a.is_deputy),
    WorkList("all", _("全部"), Q(), lambda a: _station(a) or _county(a)),
)


def _county(actor: Actor) -> bool:
    return bool(actor.posts_as(Role.COUNTY_OFFICE))


def lists_of(actor: Actor) -> list[WorkList]:
    """The lists an actor has, in the order of his day."""
    return [work for work in LISTS if work.allowed(actor)]


def _reach(actor: Actor, work: WorkList) -> QuerySet[Opinion]:
    rows = visible_to(actor)
    if work.key == "confidential":
        rows = rows.filter(confidential=True)
    return rows.filter(work.rows)


def counts(actor: Actor) -> list[ListCard]:
    """How many wait in each list; one capped count each."""
    quiet = ("done", "all")
    return [
        ListCard(w.key, str(w.title), 0 if w.key in quiet else _reach(actor, w).order_by()[:CAP].count())
        for w in lists_of(actor)
    ]


def listed(actor: Actor, key: str, *, words: str = "", channel: str = "", category: str = "") -> QuerySet[Opinion]:
    """The opinions of one list, the most pressing first; an unknown list is empty.

    `words` searches receipt numbers, the resident's words and the place within what the actor may see.
    """
    work = next((w for w in lists_of(actor) if w.key == key), None)
    if work is None:
        return Opinion.objects.none()
    rows = _reach(actor, work).select_related("station", "deputy")
    for word in words.split()[:4]:
        digits = "".join(c for c in word if c.isdigit())
        by_number = Q(number__startswith=digits) if len(digits) >= 4 and digits == word else Q()
        rows = rows.filter(Q(text__icontains=word) | Q(place__icontains=word) | by_number)
    if channel:
        rows = rows.filter(channel=channel)
    if category:
        rows = rows.filter(category=category)
    return rows.order_by("-id") if key in ("done", "all") else rows.order_by("due_day", "id")


def paper_words(opinion: Opinion) -> str:
    """The resident's words for a list that is printed or exported: private numbers taken out."""
    return "".join("■■■" if part.what else part.text for part in mask_text(opinion.text))
