"""The steps every act on an opinion takes, in this order: lock, permission, table, save, ledger, outbox."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.utils.translation import gettext as _

from lianxin.kit import chance, moment
from lianxin.kit.actor import Actor, Role, covers
from lianxin.kit.dates import Reckoning
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger import actions as ledger
from lianxin.locality import queries as locality
from lianxin.opinions import notices, permissions, rules
from lianxin.opinions.models import Answer, Opinion
from lianxin.opinions.workflow import TABLE, State


def opened(opinion: Opinion, verb: str, by: Actor, seen: int | None = None) -> tuple[Opinion, State]:
    """The locked row and the state the verb leads to; PermissionDenied, Overtaken or Refused otherwise.

    `seen` is the version the person had before his eyes; an older one means that somebody acted meanwhile.
    """
    row = Opinion.objects.select_for_update(of=("self",)).select_related("station", "deputy").get(pk=opinion.pk)
    if not permissions.may(verb, by, row):
        raise PermissionDenied(verb)
    if seen is not None and seen != row.version:
        raise Overtaken(what_happened(row))
    if not TABLE.allows(verb, State(row.state)):
        raise Overtaken(what_happened(row)) if seen is not None else Refused(cannot(verb, row))
    return row, TABLE.after(verb, State(row.state))


def what_happened(row: Opinion) -> str:
    """Told to the second of two people who act on one item at once."""
    return _("您打开以后，别人先办了一步，现在是“%(state)s”。您填的内容没有丢，请看过再决定。") % {
        "state": row.get_state_display()
    }


def cannot(verb: str, row: Opinion) -> str:
    """Why the table has no such step from the present state."""
    return _("这件事现在是“%(state)s”，不能再做这一步。") % {"state": row.get_state_display()}


def role_of(by: Actor, row: Opinion) -> Role:
    """In which role somebody acts on this opinion: the posting that covers it, else his mandate."""
    if by.ref in ("resident", "system"):
        return Role(by.ref)
    for post in by.posts:
        if covers(post.scope, row.division):
            return post.role
    return Role.DEPUTY if by.is_deputy else by.main_role


def start_clock(row: Opinion) -> None:
    """Set the limit of the step that begins today."""
    row.step_day = moment.today()
    found = reckoning(row)
    row.due_day = found.due if found else None


def reckoning(row: Opinion) -> Reckoning | None:
    """How the due day of the present step is reckoned; None when nothing is awaited here."""
    limit = rules.limit_of(State(row.state), locality.policy(row.county, row.step_day))
    return limit.due(row.step_day, locality.day_table()) if limit else None


def settled(
    row: Opinion,
    verb: str,
    target: State | None = None,
    *,
    by: Actor,
    detail: Mapping[str, Any] | None = None,
    event_at: datetime | None = None,
) -> Opinion:
    """Save the row in its new state and record the act. `verb` is the past word of the ledger ("answered")."""
    row.version += 1
    if target is not None and target != row.state:
        row.state = target
        start_clock(row)
    row.save()
    ledger.record(
        f"opinions.{verb}",
        row,
        by=by,
        role=role_of(by, row),
        event_at=event_at,
        detail={"state": row.state, "round": row.round, **(detail or {})},
        division=row.division,
        neutral=row.confidential,
    )
    return row


def said(
    row: Opinion,
    kind: str,
    words: str,
    *,
    by: Actor,
    deputy_id: int | None = None,
    source: str = "",
    target: str = "",
    at: datetime | None = None,
) -> Answer:
    """Keep what was said at a door, in its own words, and record it. A confidential matter takes none in clear."""
    if row.confidential:
        raise Refused(_("这一件由专人办，不能在这里补写。要补充请打站里或者县里的电话。"))
    answer = Answer.objects.create(
        code=chance.name(12),
        opinion=row,
        round=row.round,
        kind=kind,
        words=words,
        source=source,
        target=target,
        deputy_id=deputy_id,
        by=by.ref,
        at=at or moment.now(),
    )
    ledger.record(
        "opinions.words_kept",
        answer,
        by=by,
        role=role_of(by, row),
        event_at=at,
        detail={"words": words, "kind": kind},
        division=row.division,
        first=True,
    )
    return answer


def voices_of(row: Opinion) -> int:
    """How many people speak through a row and what is joined to it."""
    joined = row.voices.aggregate(people=Sum("headcount"))["people"] or 0
    return max(1, row.headcount + int(joined))


def with_result(row: Opinion, result: str, by: Actor) -> None:
    """Give a row, and every voice joined to it, its result and the duty to tell it."""
    row.has_result = True
    said(row, "result", result, by=by)
    settled(row, "result_recorded", by=by, detail={"words": result})
    notices.to_feed_back(row)
    share_result(row, result, by)


def share_result(row: Opinion, result: str, by: Actor) -> None:
    """Every voice that is joined to a row has its result too, and is told for itself (并案不并复)."""
    for voice in row.voices.select_for_update(of=("self",)).select_related("station").order_by("pk"):
        if TABLE.allows("record_result", State(voice.state)) and not voice.has_result:
            with_result(voice, result, by)


def needed(field: str, words: str, message: str, limit: int = rules.MAX_LETTER) -> str:
    """Words that an act cannot do without; Rejected when there are none or too many."""
    clean = rules.readable(words)
    if not clean:
        raise rules.Rejected(field, message)
    if len(clean) > limit:
        raise rules.Rejected(field, _("写得太长了，最多%(limit)d个字。") % {"limit": limit})
    return clean
