"""Who may see an opinion and do what with it. No deputy and no liaison officer assigns or closes (Article 8)."""

from typing import Any

from django.db.models import Q, QuerySet

from lianxin.guidance.rules import article
from lianxin.kit.actor import OFFICERS, Actor, Level, Role, bounds, covers, prefix
from lianxin.opinions import rules
from lianxin.opinions.models import Opinion, OpinionQuerySet, Publication
from lianxin.opinions.workflow import TABLE, State

STATION_STAFF = (*OFFICERS, Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE)
HEADS = (Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE)


def in_reach(scope: str) -> Q:
    """The rows of a scope. A county or township is an equality, so that lists come out of their index in order."""
    digits = len(prefix(scope))
    if digits == 6:
        return Q(county=scope)
    if digits == 9:
        return Q(township=scope)
    first, last = bounds(scope)
    return Q(division__gte=first, division__lte=last)


def visible_to(actor: Actor) -> OpinionQuerySet:
    """The opinions an actor may open at the desk. Confidential ones: the county's named reader alone."""
    may_see = Q(pk__in=[])
    for post in actor.posts_as(*STATION_STAFF, Role.COUNTY_OFFICE):
        reach = in_reach(post.scope)
        if post.station:
            reach &= Q(station__code=post.station) | Q(station=None)
        may_see |= reach & Q(confidential=False)
    for post in actor.posts_as(Role.CONFIDENTIAL_READER):
        may_see |= in_reach(post.scope) & Q(confidential=True)
    if actor.is_deputy:
        may_see |= Q(deputy_id=actor.person_id, confidential=False)
    rows = Opinion.objects.filter(may_see)
    return rows.exclude(number__in=actor.recused) if actor.recused else rows


@article(11, "有利害关系的回避：回避的代表不看、不办、不评")
def stepped_back(actor: Actor, opinion: Opinion) -> bool:
    """Whether the actor is recused from this matter, whatever postings he holds besides."""
    return opinion.number in actor.recused


def publications_visible_to(actor: Actor, matters: Any = None) -> "QuerySet[Publication]":
    """The public cards, drafts included, that an actor may open; `matters` are codes of suggestions he may see."""
    may_see = Q(opinion__in=visible_to(actor))
    for post in actor.posts_as(Role.COUNTY_OFFICE):
        first, last = bounds(post.scope)
        may_see |= Q(opinion=None, county__gte=first, county__lte=last)
    if matters is not None:
        may_see |= Q(matter__in=matters)
    return Publication.objects.filter(may_see)


def _posted(actor: Actor, opinion: Opinion, *roles: Role) -> bool:
    """Whether a posting in one of these roles covers this opinion, its station included."""
    if opinion.confidential or stepped_back(actor, opinion):
        return False
    station = opinion.station.code if opinion.station else ""
    return any(
        covers(p.scope, opinion.division) and (not p.station or not station or p.station == station)
        for p in actor.posts_as(*roles)
    )


def _reads_confidential(actor: Actor, opinion: Opinion) -> bool:
    if stepped_back(actor, opinion):
        return False
    return opinion.confidential and actor.holds(Role.CONFIDENTIAL_READER, opinion.division)


def _has_it(actor: Actor, opinion: Opinion) -> bool:
    """The deputy to whom the opinion was passed on, while he has an active mandate."""
    if opinion.confidential or stepped_back(actor, opinion):
        return False
    return actor.is_deputy and opinion.deputy_id == actor.person_id


def serves_there(actor: Actor, opinion: Opinion) -> bool:
    """A deputy who works at the opinion's station, or to whom it was passed on."""
    if opinion.confidential or stepped_back(actor, opinion):
        return False
    station = opinion.station.code if opinion.station else ""
    return _has_it(actor, opinion) or (actor.is_deputy and bool(station) and station in actor.stations)


def _has_matching_mandate(actor: Actor, opinion: Opinion) -> bool:
    if stepped_back(actor, opinion):
        return False
    level = Level(opinion.level) if opinion.level else None
    return any(rules.level_matches(m.level, level) and covers(m.congress, opinion.division) for m in actor.mandates)


# ── registering and sorting ────────────────────────────────────────────────
def may_register_for(actor: Actor, division: str, station: str = "") -> bool:
    """Staff of the place, volunteers and deputies may write down what somebody tells them."""
    posted = any(
        covers(p.scope, division) and (not p.station or not station or p.station == station)
        for p in actor.posts_as(*STATION_STAFF, Role.VOLUNTEER, Role.COUNTY_OFFICE)
    )
    return posted or (actor.is_deputy and (not station or station in actor.stations))


@article(6, "通过平台接待群众：没有网络的接待站，登记号事先领好")
def may_issue_block(actor: Actor, division: str, station: str) -> bool:
    """The station's people, who runs it, and its deputies: whoever may run its reception day. No volunteer."""
    posts = actor.posts_as(*STATION_STAFF, Role.COUNTY_OFFICE)
    posted = any(covers(p.scope, division) and (not p.station or p.station == station) for p in posts)
    return actor.ref == "system" or posted or (actor.is_deputy and station in actor.stations)


def may_route(actor: Actor, opinion: Opinion) -> bool:
    return _posted(actor, opinion, *HEADS, Role.COUNTY_OFFICE)


def may_classify(actor: Actor, opinion: Opinion) -> bool:
    """Category and level are the sorter's; a deputy may set them for what he has in hand."""
    return _posted(actor, opinion, *STATION_STAFF, Role.COUNTY_OFFICE) or _has_it(actor, opinion)


@article(6, "联络员向代表转交群众意见和要求")
def may_pass_on(actor: Actor, opinion: Opinion) -> bool:
    return _posted(actor, opinion, *STATION_STAFF) or _has_it(actor, opinion)


@article(6, "代表签收转交的意见")
def may_acknowledge(actor: Actor, opinion: Opinion) -> bool:
    return _has_it(actor, opinion)


def may_ask_to_clarify(actor: Actor, opinion: Opinion) -> bool:
    return _posted(actor, opinion, *STATION_STAFF) or _has_it(actor, opinion)


def may_clarify(actor: Actor, opinion: Opinion) -> bool:
    """The resident himself (with his check code, a rule of the face), or staff who took down what he said."""
    return actor.ref == "resident" or _posted(actor, opinion, *STATION_STAFF) or _has_it(actor, opinion)


# ── the doors of Article 8 ─────────────────────────────────────────────────
@article(8, "代表应当认真听取，当场解答；联络员只替代表记录")
def may_answer_on_the_spot(actor: Actor, opinion: Opinion) -> bool:
    return serves_there(actor, opinion) or _posted(actor, opinion, *OFFICERS)


@article(8, "可以告知其向有关政党组织或司法机关反映，并做好解释说明")
def may_inform(actor: Actor, opinion: Opinion) -> bool:
    if opinion.confidential:
        return _reads_confidential(actor, opinion)
    return serves_there(actor, opinion) or _posted(actor, opinion, *STATION_STAFF)


@article(8, "由相应层级的代表提出")
def may_raise_as_suggestion(actor: Actor, opinion: Opinion) -> bool:
    return not opinion.confidential and _has_matching_mandate(actor, opinion)


@article(8, "在有关会议上发言时提出")
def may_raise_in_speech(actor: Actor, opinion: Opinion) -> bool:
    return not opinion.confidential and _has_matching_mandate(actor, opinion)


@article(8, "通过本级人大常委会联系安排持证视察、专题调研，或者建议组织视察、执法检查")
def may_propose(actor: Actor, opinion: Opinion) -> bool:
    return not opinion.confidential and _has_matching_mandate(actor, opinion)


@article(8, "代表和联络员不直接处理问题：转办只由主席团、街道工委作出")
def may_refer(actor: Actor, opinion: Opinion) -> bool:
    return _posted(actor, opinion, *HEADS)


def may_record_referral_reply(actor: Actor, opinion: Opinion) -> bool:
    return _posted(actor, opinion, *STATION_STAFF)


def may_merge(actor: Actor, opinion: Opinion) -> bool:
    return _posted(actor, opinion, *STATION_STAFF)


def may_set_aside(actor: Actor, opinion: Opinion) -> bool:
    return _posted(actor, opinion, *STATION_STAFF)


# ── what came of it ────────────────────────────────────────────────────────
def may_record_result(actor: Actor, opinion: Opinion) -> bool:
    """Who raised it, or the station's staff, write it down; a suggestion's result comes by itself."""
    return actor.ref == "system" or _posted(actor, opinion, *STATION_STAFF) or _has_it(actor, opinion)


@article(9, "办理结果告诉群众")
def may_feed_back(actor: Actor, opinion: Opinion) -> bool:
    """Staff of the station, the deputy who has it, and the one who took it down himself and serves there."""
    if _reads_confidential(actor, opinion) or _posted(actor, opinion, *STATION_STAFF) or _has_it(actor, opinion):
        return True
    return bool(opinion.recorded_by) and opinion.recorded_by == actor.ref and serves_there(actor, opinion)


def may_evaluate(actor: Actor, opinion: Opinion) -> bool:
    """The resident, or staff who read the question to him on the telephone."""
    return actor.ref == "resident" or _posted(actor, opinion, *STATION_STAFF)


@article(8, "代表和联络员不直接处理问题：办结由乡镇人大主席、街道工委审定")
def may_conclude(actor: Actor, opinion: Opinion) -> bool:
    return _reads_confidential(actor, opinion) or _posted(actor, opinion, *HEADS)


def may_conclude_by_rule(actor: Actor, opinion: Opinion) -> bool:
    """The clock alone, on a named ground."""
    return actor.ref == "system"


def may_reckon_again(actor: Actor, opinion: Opinion) -> bool:
    """The clock alone."""
    return actor.ref == "system"


def may_reopen(actor: Actor, opinion: Opinion) -> bool:
    return actor.ref == "resident" or _posted(actor, opinion, *HEADS)


# ── marks ──────────────────────────────────────────────────────────────────
def may_mark_emergency(actor: Actor, opinion: Opinion) -> bool:
    return _posted(actor, opinion, *STATION_STAFF, Role.COUNTY_OFFICE) or serves_there(actor, opinion)


@article(11, "检举控告的内容不得让被检举人或者单位知道")
def may_mark_confidential(actor: Actor, opinion: Opinion) -> bool:
    """Any staff member can mark; only the county's named reader sees it afterwards."""
    return _posted(actor, opinion, *STATION_STAFF, Role.COUNTY_OFFICE) or serves_there(actor, opinion)


def may_lift_confidential(actor: Actor, opinion: Opinion) -> bool:
    return _reads_confidential(actor, opinion)


def may_protect_identity(actor: Actor, opinion: Opinion) -> bool:
    return _posted(actor, opinion, *STATION_STAFF) or _has_it(actor, opinion)


def may_bar_from_raising(actor: Actor, opinion: Opinion) -> bool:
    return _posted(actor, opinion, *STATION_STAFF, Role.COUNTY_OFFICE) or serves_there(actor, opinion)


@article(11, "有利害关系的回避")
def may_recuse(actor: Actor, opinion: Opinion) -> bool:
    """Whoever has it in hand may step back from it at any time."""
    return _has_it(actor, opinion)


def may_order_recusal(actor: Actor, opinion: Opinion) -> bool:
    return _posted(actor, opinion, Role.COUNTY_OFFICE)


def may_hand_back(actor: Actor, opinion: Opinion) -> bool:
    """The clock alone, when a draft ended because its author stepped back."""
    return actor.ref == "system"


def may_see_contact(actor: Actor, opinion: Opinion) -> bool:
    """Who tells the resident must reach him; organs and deputies without the matter never see it."""
    return (
        _reads_confidential(actor, opinion)
        or _posted(actor, opinion, *STATION_STAFF)
        or (_has_it(actor, opinion) and not opinion.protected)
    )


def may_erase_words(actor: Actor, opinion: Opinion) -> bool:
    """The county office on a lawful ground; of a confidential matter its named reader."""
    return _reads_confidential(actor, opinion) or _posted(actor, opinion, Role.COUNTY_OFFICE)


# ── what the resident adds ─────────────────────────────────────────────────
def may_attach(actor: Actor, opinion: Opinion) -> bool:
    """The resident (with his check code, a rule of the face), or whoever takes down what he brought."""
    return actor.ref == "resident" or _posted(actor, opinion, *STATION_STAFF) or _has_it(actor, opinion)


def may_keep_contact(actor: Actor, opinion: Opinion) -> bool:
    """The resident himself, or staff whom he told on the telephone."""
    return actor.ref == "resident" or _posted(actor, opinion, *STATION_STAFF)


def may_see_attachment(actor: Actor, opinion: Opinion) -> bool:
    """Whoever may open the opinion at the desk; of a confidential one, the county's named reader."""
    return visible_to(actor).filter(pk=opinion.pk).exists()


# ── publication ────────────────────────────────────────────────────────────
def may_prepare_publication(actor: Actor, opinion: Opinion) -> bool:
    return _posted(actor, opinion, *STATION_STAFF, Role.COUNTY_OFFICE)


@article(9, "办理结果应当通过平台公布；公布前由人审核去标识和保密")
def may_publish(actor: Actor, publication: Publication) -> bool:
    """The township chair or sub-district office for its own matters, the county office for all of the county."""
    opinion = publication.opinion
    if opinion is not None and stepped_back(actor, opinion):
        return False
    if actor.holds(Role.COUNTY_OFFICE, publication.county):
        return True
    return opinion is not None and _posted(actor, opinion, *HEADS)


def may_withdraw_publication(actor: Actor, publication: Publication) -> bool:
    return may_publish(actor, publication)


def may(verb: str, actor: Actor, opinion: Opinion) -> bool:
    """The guard of a verb, looked up by name so that a desk and an action ask the same one."""
    return globals()[f"may_{verb}"](actor, opinion) is True


def doable(actor: Actor, opinion: Opinion) -> tuple[str, ...]:
    """The verbs that the table allows from here and the guard permits this actor, in table order."""
    open_here = (v for v in TABLE.open_verbs(State(opinion.state)) if v not in ("publish", "withdraw_publication"))
    found = tuple(verb for verb in open_here if may(verb, actor, opinion))
    return ("route", *found) if opinion.state == State.REGISTERED and may_route(actor, opinion) else found
