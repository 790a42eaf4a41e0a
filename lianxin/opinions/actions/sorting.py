"""From registered to the right person: route, pass on, acknowledge, clarify, merge, set aside."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import queries as deputies
from lianxin.interests import queries as recusals
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Actor, Level
from lianxin.kit.workflow import Refused
from lianxin.opinions import notices, permissions, rules
from lianxin.opinions.actions.frame import needed, opened, said, settled, share_result, voices_of
from lianxin.opinions.actions.recusing import joined, may_join, note_interests
from lianxin.opinions.models import Opinion
from lianxin.opinions.workflow import State
from lianxin.stations import queries as stations


@transaction.atomic
def route(opinion: Opinion, *, station: str, by: Actor, seen: int | None = None) -> Opinion:
    """Give an opinion that came without a station to the station of its place."""
    row = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    if not permissions.may_route(by, row):
        raise PermissionDenied("route")
    if row.state != State.REGISTERED:
        raise Refused(_("已经有人在办，不能再改联络站。"))
    place = stations.open_by_code(station)
    if place is None or not place.division.startswith(row.county[:6]):
        raise rules.Rejected("station", _("请选本县的一个联络站。"))
    row.station_id, row.division = place.pk, place.division
    row.township = place.division[:9].ljust(12, "0")
    return settled(row, "routed", by=by, detail={"station": place.name})


@transaction.atomic
def follow_merger(opinion: Opinion) -> bool:
    """An open opinion of a merged station goes on under its successor; whether it did.

    A confidential one stays where it was said: nothing of it is shown anywhere, also not that it moved. What was
    counted before is counted for the station of its day.
    """
    row = Opinion.objects.select_for_update(of=("self",)).select_related("station").get(pk=opinion.pk)
    before = row.station
    moved = stations.moved_to(before.code) if before else None
    place = stations.open_by_code(moved.code) if moved else None
    if before is None or place is None or row.confidential or row.state == State.CONCLUDED:
        return False
    row.station, row.station_id, row.division = place, place.pk, place.division
    row.township = place.division[:9].ljust(12, "0") if place.division[6:9] != "000" else ""
    settled(row, "followed_merger", by=SYSTEM, detail={"before": before.name, "station": place.name})
    return True


@transaction.atomic
def classify(opinion: Opinion, *, category: str, level: str = "", by: Actor, seen: int | None = None) -> Opinion:
    """Say what it is about, and which level of congress it belongs to ('' when that is open)."""
    row, _target = opened(opinion, "classify", by, seen)
    if category not in dict(rules.CATEGORIES):
        raise rules.Rejected("category", _("请选一个类别。"))
    if level and level not in {str(int(each)) for each in Level}:
        raise rules.Rejected("level", _("请选层级，或者先空着。"))
    row.category, row.level = category, int(level) if level else None
    return settled(row, "classified", by=by, detail={"category": category, "level": row.level})


@transaction.atomic
def pass_on(opinion: Opinion, *, deputy: str, by: Actor, words: str = "", seen: int | None = None) -> Opinion:
    """Pass an opinion on to a deputy (Article 6); a deputy may pass it on to another, with a word why."""
    row, target = opened(opinion, "pass_on", by, seen)
    person = deputies.by_code(deputy)
    if person is None or not deputies.mandates_active(person.pk, moment.today()):
        raise rules.Rejected("deputy", _("请选一位在任的代表。"))
    if row.deputy_id == person.pk:
        raise rules.Rejected("deputy", _("已经在这位代表手里。"))
    if recusals.is_recused(person.pk, [row.number]):
        raise rules.Rejected("deputy", _("这位代表已经回避，请另选一位。"))
    row.deputy_id, row.acknowledged_at = person.pk, None
    if row.state == target:
        row.state = State.REGISTERED  # the clock of the new deputy starts afresh
    settled(row, "passed_on", target, by=by, detail={"deputy": person.name, "words": rules.readable(words)})
    notices.passed_on(row, person.code)
    note_interests(row)
    return row


@transaction.atomic
def acknowledge(opinion: Opinion, *, by: Actor, seen: int | None = None) -> Opinion:
    """The deputy has read it (Article 6)."""
    row, _target = opened(opinion, "acknowledge", by, seen)
    if row.acknowledged_at:
        raise Refused(_("已经签收过了。"))
    row.acknowledged_at = moment.now()
    return settled(row, "acknowledged", by=by, detail={"deputy": by.name})


@transaction.atomic
def ask_to_clarify(opinion: Opinion, *, words: str, by: Actor, seen: int | None = None) -> Opinion:
    """Ask the resident for what is missing; without an answer the matter ends by rule, and stays on record."""
    row, target = opened(opinion, "ask_to_clarify", by, seen)
    question = needed("words", words, _("请写清楚要补充什么。"), 500)
    said(row, "clarify", question, by=by)
    settled(row, "asked_to_clarify", target, by=by, detail={"words": question})
    notices.clarify(row)
    return row


@transaction.atomic
def clarify(opinion: Opinion, *, words: str, by: Actor, seen: int | None = None) -> Opinion:
    """The resident adds words of his own; from "clarifying" the matter is taken up again."""
    row, target = opened(opinion, "clarify", by, seen)
    more = rules.accepted_text(words)
    said(row, "added", more, by=by)
    return settled(row, "clarified", target, by=by, detail={"words": more})


@transaction.atomic
def merge(opinion: Opinion, *, into: Opinion, same_person: bool, by: Actor, seen: int | None = None) -> Opinion:
    """Handle once what several people said (并案); each is told by himself. One person saying it again is the same."""
    row, target = opened(opinion, "merge", by, seen)
    master = Opinion.objects.select_for_update(of=("self",)).select_related("station").filter(pk=into.pk).first()
    _mergeable(row, master, by)
    assert master is not None
    joined(row, master, by)
    row.merged_into_id = master.pk
    row.has_result = rules.result_is_there(State(master.state), has_result=master.has_result)
    if same_person:
        row.headcount = 0  # one person who says it again is one voice
    detail: dict[str, Any] = {"into": master.number, "same_person": same_person}
    settled(row, "merged", target, by=by, detail=detail)
    voices = voices_of(master)
    settled(master, "voice_joined", by=by, detail={"number": row.number, "same_person": same_person, "voices": voices})
    return row


def _mergeable(row: Opinion, master: Opinion | None, by: Actor) -> None:
    if master is None or not permissions.may_merge(by, master):
        raise rules.Rejected("into", _("没有找到要并入的那一件。"))
    if master.pk == row.pk or master.merged_into_id or row.voices.exists():
        raise Refused(_("不能并：一件事只能并到一件没有被并过的事里。"))
    if not may_join(row, master):
        raise Refused(_("不能并：其中一件在另一件的回避代表手里，请先转给别的代表。"))
    if bool(row.bar) != bool(master.bar):
        raise Refused(_("不能并：其中一件是不得提出的事项。"))
    if master.state == State.CONCLUDED:
        raise Refused(_("不能并：那一件已经办结。"))


@transaction.atomic
def set_aside(opinion: Opinion, *, ground: str, words: str, by: Actor, seen: int | None = None) -> Opinion:
    """Registered, not acted on, kept: with a ground and a reason in words. Nobody is punished for it."""
    row, target = opened(opinion, "set_aside", by, seen)
    if ground not in dict(rules.SET_ASIDE_GROUNDS):
        raise rules.Rejected("ground", _("请选一个理由。"))
    reason = needed("words", words, _("请写一句为什么。"), 500)
    said(row, "set_aside", reason, by=by, target=ground)
    settled(row, "set_aside", target, by=by, detail={"ground": ground, "words": reason})
    share_result(row, reason, by)
    notices.to_feed_back(row)
    return row
