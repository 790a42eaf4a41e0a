"""Reform of organs: a new name, merged into another, ended. Whoever had its name on paper finds it again."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor, Role
from lianxin.kit.workflow import Refused
from lianxin.ledger.actions import record
from lianxin.organs import permissions
from lianxin.organs.actions.frame import contacts_ended, day_before, grounded, not_ahead, opened
from lianxin.organs.actions.keeping import ASKED, named
from lianxin.organs.models import Ending, FormerName, Organ
from lianxin.outbox import actions as outbox
from lianxin.people import actions as people
from lianxin.people import queries as people_queries


@transaction.atomic
def rename_organ(organ: Organ, name: str, *, day: date, ground: str, by: Actor, short_name: str = "") -> Organ:
    """A new name from a day on. The one before is kept, and papers of its time go on bearing it."""
    row = opened(organ, permissions.may_keep_organ, by)
    why, start = grounded(ground), not_ahead(day)
    clean = named(name, row.division, besides=row.pk)
    if clean == row.name:
        raise Refused(_("新名称和现在的一样。"))
    last = day_before(start)
    if row.former_names.filter(until_day__gte=last).exists():
        raise Refused(_("上一次更名在这一天以后，请核对日期。"))
    former = FormerName.objects.create(organ=row, name=row.name, short_name=row.short_name, until_day=last, ground=why)
    record("organs.name_kept", former, by=by, division=row.division, first=True)
    row.name, row.short_name = clean, short_name.strip()
    row.save()
    record("organs.renamed", row, by=by, division=row.division, detail={"before": former.name, "ground": why})
    return row


@transaction.atomic
def merge_organ(
    organ: Organ, into: str, *, day: date, ground: str, by: Actor, handlers_go_along: bool = True
) -> Ending:
    """Merge an organ into another by a reform, from a day on (Article 10).

    into               code of the organ that takes over
    handlers_go_along  its handlers go on at the successor; else their postings end

    The suggestions it has in hand follow by themselves (`suggestions.tasks`); what is done stays under its name.
    Refused: into itself, into one that has ended, of another place or level, a party organ for one that has work.
    """
    why, start = grounded(ground), not_ahead(day)
    row = opened(organ, permissions.may_keep_organ, by)
    heir = _successor(row, into)
    ending = _ended(row, heir, start, why, by)
    _handlers_leave(row, heir if handlers_go_along else None)
    return ending


@transaction.atomic
def end_organ(organ: Organ, *, day: date, ground: str, by: Actor) -> Ending:
    """End an organ without a successor. Until one is named, the work it has in hand waits, and the office is told."""
    why, start = grounded(ground), not_ahead(day)
    row = opened(organ, permissions.may_keep_organ, by)
    ending = _ended(row, None, start, why, by)
    _handlers_leave(row, None)
    return ending


@transaction.atomic
def name_successor(organ: Organ, into: str, *, ground: str, by: Actor) -> Ending:
    """Say later who takes over from an organ that ended without a successor; its waiting work follows then."""
    why = grounded(ground)
    row = opened(organ, permissions.may_keep_organ, by, ended=True)
    ending = Ending.objects.select_for_update().filter(organ=row).first()
    if ending is None:
        raise Refused(_("“%(name)s”还没有撤并，请用“并入别的单位”。") % {"name": row.name})
    if ending.successor_id is not None:
        raise Refused(_("已经登记过由谁承接。"))
    ending.successor = _successor(row, into)
    ending.save()
    detail = {"into": ending.successor.name, "ground": why}
    record("organs.successor_named", ending, by=by, division=row.division, detail=detail)
    return ending


def _successor(row: Organ, into: str) -> Organ:
    """The organ that takes over, locked. It has not ended, so that no chain of successors can come back to `row`."""
    heir = Organ.objects.select_for_update().filter(code=into).first()
    if heir is None:
        raise Refused(_("请选并入哪个单位。"))
    if heir.pk == row.pk:
        raise Refused(_("不能并入自己。"))
    if not heir.active:
        raise Refused(_("“%(name)s”已经撤并，请选还在的单位。") % {"name": heir.name})
    if (heir.level, heir.division) != (row.level, row.division):
        raise Refused(_("要并入同一级、同一个地方的单位：建议是交给这一级的。"))
    if row.is_assignable and not heir.is_assignable:
        raise Refused(_("“%(name)s”不承办建议，不能接手办建议的单位。党组织只告知，不交办。") % {"name": heir.name})
    return heir


def _ended(row: Organ, heir: Organ | None, day: date, ground: str, by: Actor) -> Ending:
    """The organ is no more: out of every choice, its contacts ended, the year's question void."""
    row.active = False
    row.save(update_fields=["active"])
    contacts_ended(row, day_before(day), by)
    ending = Ending.objects.create(organ=row, successor=heir, day=day, ground=ground, at=moment.now())
    detail = {"into": heir.name if heir else "", "day": day.isoformat(), "ground": ground}
    record("organs.merged" if heir else "organs.ended", row, by=by, division=row.division, detail=detail)
    record("organs.ending_kept", ending, by=by, division=row.division, first=True)
    outbox.void([row.code], kinds=(ASKED,))
    return ending


def _handlers_leave(row: Organ, heir: Organ | None) -> None:
    """The reform moves its handlers or ends their postings; a chair who merges may not appoint, the reform does."""
    for posting in people_queries.postings_of_organ(row.code).select_for_update():
        people.end_posting(posting, by=SYSTEM)
        if heir is not None:
            people.post(posting.user, Role.ORGAN_HANDLER, heir.division, organ=heir.code, by=SYSTEM)
