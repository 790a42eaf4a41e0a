"""One act moves a posting with its open work from one person to another, and freezes the list that both sign."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import Actor, Role
from lianxin.kit.workflow import Overtaken, Refused
from lianxin.ledger.actions import record
from lianxin.people import actions as people
from lianxin.people import queries as people_queries
from lianxin.staff import openwork, permissions, queries, rules
from lianxin.staff.actions.posting import account_of
from lianxin.staff.models import HandOver, HandOverLine


@dataclass(frozen=True)
class HandedOver:
    """The record of it; `password` is there once when the successor's account is new."""

    row: HandOver
    username: str
    password: str = ""


@transaction.atomic
def hand_over(
    posting: Any,
    *,
    by: Actor,
    username: str = "",
    name: str = "",
    last_day: date | None = None,
    things: str = "",
    monitor: str = "",
) -> HandedOver:
    """Hand a posting over to an account or a new person (`name`), `last_day` being the former's last (today).

    `things`: keys, seals and materials, one a line. Refused to oneself, to somebody disabled, of a posting that is
    over or was handed over; PermissionDenied to who may not post. A day in the past is marked as noted afterwards.
    """
    posting = people_queries.locked_posting(posting.pk)
    today = moment.today()
    if not permissions.may_hand_over(by, posting):
        raise PermissionDenied
    if HandOver.objects.filter(posting=posting).exists():
        raise Overtaken(_("这个岗位已经交接过了。"))
    if posting.is_over(today):
        raise Refused(_("这个任职已经结束，没有什么可交接的。"))
    last = last_day or today
    try:
        late = rules.hand_over_day(posting.from_day, last, today)
    except ValueError as error:
        raise Refused(_("最后一天早于任职的起期。")) from error
    user, password = account_of(username, name, posting.scope, by=by)
    if user.pk == posting.user_id:
        raise Refused(_("不能交接给本人。"))
    works = openwork.left_by(posting)
    successor = _succeed(posting, user, last, by)
    row = _recorded(posting, successor, works, rules.typed_lines(things), by=by, last=last, late=late, monitor=monitor)
    return HandedOver(row, user.username, password)


def _succeed(posting: Any, user: Any, last: date, by: Actor) -> Any:
    """The posting ends, an equal one of the successor begins (or is there already)."""
    today = moment.today()
    held = people_queries.same_posting(user.pk, posting.role, posting.scope, posting.station, posting.organ)
    until, start = posting.until_day, max(today, last + timedelta(days=1)) if last > today else today
    people.end_posting(posting, by=by, until_day=last if last > today else None)
    posting.refresh_from_db()
    if held is not None:
        return held
    until = until if until is not None and until > start else None
    return people.post(
        user, Role(posting.role), posting.scope, by=by, from_day=start, until_day=until,
        station=posting.station, organ=posting.organ,
    )  # fmt: skip


def _recorded(posting: Any, successor: Any, works: list[openwork.Work], things: list[str], **said: Any) -> HandOver:
    """The record with its frozen list; what is bound to the person is moved in the same act."""
    moved = sum(source.move(posting, successor) for source in openwork.sources() if source.move)
    now, by, last = moment.now(), said["by"], said["last"]
    row = HandOver.objects.create(
        posting=posting,
        successor=successor,
        division=posting.scope,
        place=queries.place_words(posting)[:120],
        last_day=last,
        late=said["late"],
        done_at=now,
        done_by=by.name,
        monitor=said["monitor"].strip(),
        moved=moved,
    )
    at = datetime.combine(last, time(18), moment.SHANGHAI)
    detail = {"lines": len(works) + len(things), "late": said["late"], "to": successor.user.ref}
    record("staff.handed_over", row, by=by, division=posting.scope, event_at=min(at, now), detail=detail, first=True)
    for place, work in enumerate(_lines(works, things), 1):
        line = HandOverLine.objects.create(
            hand_over=row, place=place, kind=work.kind[:40], words=work.words[:160], due=work.due[:40]
        )
        record("staff.line_frozen", line, by=by, division=posting.scope, first=True)
    return row


def _lines(works: list[openwork.Work], things: list[str]) -> list[openwork.Work]:
    """Kind by kind, each kind MOST_LINES long at most and the rest counted."""
    kept, counted = [], Counter[str]()
    for work in works:
        counted[work.kind] += 1
        if counted[work.kind] <= rules.MOST_LINES:
            kept.append(work)
    order = list(dict.fromkeys(work.kind for work in kept))
    for kind, count in counted.items():
        if count > rules.MOST_LINES:
            kept.append(openwork.Work(kind, _("……另有%(n)d件，见系统列表") % {"n": count - rules.MOST_LINES}))
    kept.sort(key=lambda work: order.index(work.kind))
    return kept + [openwork.Work(str(_("钥匙、印章、材料")), thing) for thing in things]


@transaction.atomic
def note_signed(hand_over: HandOver, *, by: Actor, signed_on: date, words: str = "") -> HandOver:
    """Note that both signed the paper on a day; noted once."""
    row = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    if not permissions.may_note_signed(by, row):
        raise PermissionDenied
    if row.signed_on is not None:
        raise Overtaken(_("已经记过签字了。"))
    if signed_on > moment.today():
        raise Refused(_("签字日期不能在将来。"))
    row.signed_on, row.signed_words = signed_on, words.strip()[:120]
    row.save(update_fields=["signed_on", "signed_words"])
    record("staff.list_signed", row, by=by, division=row.division)
    return row
