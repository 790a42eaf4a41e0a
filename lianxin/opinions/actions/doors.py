"""The doors of Article 8: answer, inform, raise (suggestion or speech), propose; and referral where policy allows."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.deputies import queries as deputies
from lianxin.interests import queries as recusals
from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level, covers
from lianxin.kit.workflow import Refused
from lianxin.locality import queries as locality
from lianxin.opinions import notices, rules
from lianxin.opinions.actions.frame import needed, opened, said, settled, share_result
from lianxin.opinions.models import Opinion
from lianxin.stations import queries as stations


@transaction.atomic
def answer_on_the_spot(
    opinion: Opinion,
    *,
    words: str,
    source: str,
    by: Actor,
    deputy: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Opinion:
    """A deputy answers there and then, naming where the answer stands (Article 8); an officer may write it down.

    `at`: he answered then, and it is written down now.
    """
    row, target = opened(opinion, "answer_on_the_spot", by, seen)
    person_id, name = _answering(row, by, deputy)
    answer = needed("words", words, _("请写下是怎么答复的。"))
    where = needed("source", source, _("请写出处：哪个文件、哪个电话、问过谁。"), 200)
    said(row, "answered", answer, by=by, deputy_id=person_id, source=where, at=at)
    detail = {"deputy": name, "words": answer, "source": where}
    settled(row, "answered", target, by=by, detail=detail, event_at=at)
    share_result(row, answer, by)
    notices.to_feed_back(row)
    return row


def _answering(row: Opinion, by: Actor, deputy: str) -> tuple[int, str]:
    """The deputy who answers: the actor himself, or the one whose words an officer writes down."""
    if by.is_deputy and by.person_id and not deputy:
        return by.person_id, by.name
    person = deputies.by_code(deputy) if deputy else None
    if person is not None and recusals.is_recused(person.pk, [row.number]):
        raise rules.Rejected("deputy", _("这位代表已经回避，请选别的代表。"))
    if person is None or not (person.pk == row.deputy_id or _at_station(row, person.pk)):
        raise rules.Rejected("deputy", _("当场解答的是本站的代表。请选是哪位代表答的。"))
    return person.pk, person.name


def _at_station(row: Opinion, person: int) -> bool:
    return row.station is not None and person in stations.people_at(row.station.code)


@transaction.atomic
def inform(
    opinion: Opinion, *, target: str, words: str, by: Actor, seen: int | None = None, at: datetime | None = None
) -> Opinion:
    """Tell the resident where to turn, and explain (Article 8): an outcome with a record, never a rejection."""
    row, state = opened(opinion, "inform", by, seen)
    where = needed("target", target, _("请写清楚该向哪里反映。"), 120)
    why = needed("words", words, _("请写几句解释，群众看得到。"))
    if not row.confidential:
        said(row, "informed", why, by=by, target=where, deputy_id=by.person_id if by.is_deputy else None, at=at)
    settled(row, "informed", state, by=by, detail={"target": where, "words": why}, event_at=at)
    share_result(row, f"{where}：{why}", by)
    notices.to_feed_back(row)
    return row


def _raisable(row: Opinion) -> None:
    bar = rules.Bar(row.bar)
    if not rules.may_be_raised(bar):
        raise Refused(
            _("不能提出：这是“%(bar)s”，只能告知去处并解释（指导意见第八条、第十一条）。")
            % {"bar": row.get_bar_display()}
        )


def _sponsor(by: Actor, row: Opinion, level: Level | None = None) -> None:
    """Refuse a mandate that is not of the level the matter is raised at."""
    fits = (m for m in by.mandates if covers(m.congress, row.division))
    if level is not None and not any(m.level == level for m in fits):
        raise Refused(_("您没有这一级的代表职务，请由相应层级的代表提出。"))


@transaction.atomic
def raise_as_suggestion(
    opinion: Opinion, *, title: str, matter: str, level: Level, by: Actor, seen: int | None = None
) -> Opinion:
    """The opinion becomes the source of a suggestion (called by the suggestions room; `matter` is its code)."""
    row, target = opened(opinion, "raise_as_suggestion", by, seen)
    _raisable(row)
    _sponsor(by, row, level)
    row.level, row.deputy_id = row.level or level, row.deputy_id or by.person_id
    return settled(row, "raised", target, by=by, detail={"title": title, "matter": matter, "deputy": by.name})


@transaction.atomic
def raise_in_speech(
    opinion: Opinion, *, meeting: str, words: str, on: date, by: Actor, seen: int | None = None
) -> Opinion:
    """A deputy raises the matter when he speaks at a meeting (Article 8): by whom, which meeting, what he said."""
    row, target = opened(opinion, "raise_in_speech", by, seen)
    _raisable(row)
    which = needed("meeting", meeting, _("请写清楚是哪次会议。"), 120)
    gist = needed("words", words, _("请写下发言里怎么说的。"))
    if on > moment.today():
        raise rules.Rejected("on", _("会议还没开，开过以后再记。"))
    row.deputy_id = row.deputy_id or by.person_id
    said(row, "speech", gist, by=by, deputy_id=by.person_id, target=which)
    detail = {"deputy": by.name, "meeting": which, "on": on.isoformat(), "words": gist}
    return settled(row, "raised_in_speech", target, by=by, detail=detail)


@transaction.atomic
def propose(opinion: Opinion, *, kind: str, words: str, by: Actor, seen: int | None = None) -> Opinion:
    """A deputy proposes an inspection or research through his own standing committee (Article 8)."""
    row, target = opened(opinion, "propose", by, seen)
    _raisable(row)
    if kind not in dict(rules.PROPOSALS):
        raise rules.Rejected("kind", _("请选一种：持证视察、专题调研、组织视察或执法检查。"))
    aim = needed("words", words, _("请写想看什么、查什么。"))
    row.deputy_id = row.deputy_id or by.person_id
    said(row, "proposed", aim, by=by, deputy_id=by.person_id, target=kind)
    settled(row, "proposed", target, by=by, detail={"deputy": by.name, "kind": kind, "words": aim})
    notices.proposed(row)
    return row


@transaction.atomic
def refer(opinion: Opinion, *, target: str, words: str, by: Actor, seen: int | None = None) -> Opinion:
    """The presidium or sub-district office refers a local matter (转办): not the statutory assignment (交办)."""
    row, state = opened(opinion, "refer", by, seen)
    if not locality.policy(row.county, moment.today()).referral_allowed:
        raise Refused(_("本县没有开通转办。请走当场解答、告知、代表提出或提请视察调研。"))
    whom = needed("target", target, _("请写转给哪个单位。"), 120)
    note = rules.readable(words)
    said(row, "referred", note or whom, by=by, target=whom)
    settled(row, "referred", state, by=by, detail={"target": whom, "words": note})
    notices.referred(row, whom)
    return row


@transaction.atomic
def record_referral_reply(opinion: Opinion, *, words: str, by: Actor, seen: int | None = None) -> Opinion:
    """Write down what the unit answered to a referral. Recording is not handling: the unit is named."""
    row, _state = opened(opinion, "record_referral_reply", by, seen)
    reply = needed("words", words, _("请写下单位是怎么答复的。"))
    row.has_result = True
    said(row, "referral_reply", reply, by=by)
    settled(row, "referral_replied", by=by, detail={"words": reply})
    share_result(row, reply, by)
    notices.to_feed_back(row)
    return row
