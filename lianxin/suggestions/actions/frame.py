"""The steps every act on a suggestion takes, in this order: lock, permission, table, save, ledger, outbox."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from lianxin.kit.actor import Actor, Level, Role, covers
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger import actions as ledger
from lianxin.opinions.rules import Rejected, readable
from lianxin.suggestions import permissions, rules
from lianxin.suggestions.models import Assignment, Suggestion
from lianxin.suggestions.workflow import TABLE, State

if TYPE_CHECKING:
    from lianxin.opinions.models import Opinion


def opened(suggestion: Suggestion, verb: str, by: Actor, seen: int | None = None) -> tuple[Suggestion, State]:
    """The locked row and the state the verb leads to; PermissionDenied, Overtaken or Refused otherwise."""
    row = Suggestion.objects.select_for_update(of=("self",)).select_related("lead").get(pk=suggestion.pk)
    if not permissions.may(verb, by, row):
        raise PermissionDenied(verb)
    words = {"state": row.get_state_display()}
    if seen is not None and seen != row.version:
        raise Overtaken(_("您打开以后，别人先办了一步，现在是“%(state)s”。您填的内容没有丢，请看过再决定。") % words)
    if not TABLE.allows(verb, State(row.state)):
        raise Refused(_("这件建议现在是“%(state)s”，不能再做这一步。") % words)
    return row, TABLE.after(verb, State(row.state))


def settled(
    row: Suggestion, verb: str, target: State | None = None, *, by: Actor, detail: Mapping[str, Any] | None = None
) -> Suggestion:
    """Save the row in its new state and record the act."""
    row.version += 1
    if target is not None:
        row.state = target
    row.save()
    ledger.record(
        f"suggestions.{verb}",
        row,
        by=by,
        role=role_of(by, row),
        detail={"state": row.state, **(detail or {})},
        division=row.congress,
    )
    return row


def role_of(by: Actor, row: Suggestion) -> Role:
    """In which role somebody acts on this suggestion."""
    if by.ref == "system":
        return Role.SYSTEM
    if by.is_deputy and by.person_id == row.lead_id:
        return Role.DEPUTY
    wanted = Role.COUNTY_OFFICE if row.level == Level.COUNTY else Role.TOWNSHIP_CHAIR
    for post in by.posts:
        if post.role in (wanted, Role.ORGAN_HANDLER) and (post.organ or covers(post.scope, row.congress)):
            return post.role
    return by.main_role


def present_leg(row: Suggestion) -> Assignment:
    """The assignment of the present round, locked."""
    leg = row.assignments.select_for_update(of=("self",)).select_related("organ").order_by("-round").first()
    if leg is None:
        raise Refused(_("这件建议还没有交办。"))
    return leg


def needed(field: str, words: str, message: str, limit: int = rules.MAX_PART) -> str:
    """Words that an act cannot do without; Rejected when there are none or too many."""
    clean = readable(words)
    if not clean:
        raise Rejected(field, message)
    if len(clean) > limit:
        raise Rejected(field, _("写得太长了，最多%(limit)d个字。") % {"limit": limit})
    return clean


def awaits(opinion: "Opinion") -> bool:
    """Whether an opinion behind a suggestion still waits for its result; a confidential one gets none in clear."""
    return opinion.state == "raised" and not opinion.has_result and not opinion.confidential
