"""The work lists of suggestions, and how many an organ has in hand."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from lianxin.kit.actor import OFFICERS, Actor, Role
from lianxin.opinions import queries as opinions
from lianxin.suggestions.models import Reply, Suggestion
from lianxin.suggestions.permissions import visible_to
from lianxin.suggestions.workflow import IN_HAND, State

if TYPE_CHECKING:
    from lianxin.organs.models import Organ


@dataclass(frozen=True)
class WorkList:
    key: str
    title: object
    rows: Q
    roles: tuple[Role, ...]


_OFFICES = (Role.COUNTY_OFFICE, Role.TOWNSHIP_CHAIR)
LISTS = (
    WorkList("drafts", gettext_lazy("我的草稿"), Q(state__in=(State.DRAFT, State.RETURNED)), (Role.DEPUTY,)),
    WorkList("to_evaluate", gettext_lazy("等我评价"), Q(state=State.REPLIED), (Role.DEPUTY,)),
    WorkList("to_vet", gettext_lazy("待审查"), Q(state=State.SUBMITTED), _OFFICES),
    WorkList("to_assign", gettext_lazy("待交办"), Q(state=State.NUMBERED), _OFFICES),
    WorkList("in_hand", gettext_lazy("在办"), Q(state__in=IN_HAND), (*_OFFICES, Role.DEPUTY, *OFFICERS)),
    WorkList("replied", gettext_lazy("已答复，待评价"), Q(state=State.REPLIED), _OFFICES),
    WorkList("evaluated", gettext_lazy("已评价，待办结"), Q(state=State.EVALUATED), _OFFICES),
    WorkList("to_acknowledge", gettext_lazy("待签收"), Q(state=State.ASSIGNED), (Role.ORGAN_HANDLER,)),
    WorkList("to_reply", gettext_lazy("待答复"), Q(state=State.ACKNOWLEDGED), (Role.ORGAN_HANDLER,)),
    WorkList(
        "finished",
        gettext_lazy("办完的"),
        Q(state__in=(State.CONCLUDED, State.REFERENCE, State.WITHDRAWN)),
        (*_OFFICES, Role.DEPUTY, Role.ORGAN_HANDLER),
    ),
)


def lists_of(actor: Actor) -> list[WorkList]:
    """The suggestion lists an actor has."""
    return [w for w in LISTS if actor.posts_as(*w.roles) or (Role.DEPUTY in w.roles and actor.is_deputy)]


def listed(actor: Actor, key: str, *, words: str = "") -> QuerySet[Suggestion]:
    """The suggestions of one list, the most pressing first."""
    work = next((w for w in lists_of(actor) if w.key == key), None)
    if work is None:
        return Suggestion.objects.none()
    rows = visible_to(actor).filter(work.rows).select_related("lead")
    if key in ("drafts", "to_evaluate"):
        rows = rows.filter(lead_id=actor.person_id)
    for word in words.split()[:4]:
        rows = rows.filter(Q(title__icontains=word) | Q(lead__name__icontains=word))
    return rows.order_by("due_day", "-id")


def counts(actor: Actor) -> list[opinions.ListCard]:
    """How many wait in each list, capped like the opinions' lists."""
    return [
        opinions.ListCard(
            w.key, str(w.title), 0 if w.key == "finished" else listed(actor, w.key).order_by()[:1000].count()
        )
        for w in lists_of(actor)
    ]


def of_organ(organ: "Organ") -> tuple[int, int]:
    """How many suggestions an organ has in hand, and how many it has answered under its own name."""
    rows = Suggestion.objects.filter(assignments__organ=organ)
    answered = Reply.objects.filter(assignment__organ=organ).values("assignment__suggestion").distinct().count()
    return rows.filter(state__in=IN_HAND).distinct().count(), answered
