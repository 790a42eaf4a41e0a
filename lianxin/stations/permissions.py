"""Who sees which stations at the desk, and who may plan and open them, look after them, invite and hold elections."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from lianxin.guidance.rules import article
from lianxin.kit import moment
from lianxin.kit.actor import OFFICERS, SYSTEM, Actor, Role, bounds, covers
from lianxin.stations.models import Attachment, Election, Invitation, Station
from lianxin.stations.rules import State

_HEADS = (Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE)
_RUNNERS = (Role.COUNTY_OFFICE, *_HEADS)
_VIEWERS = (Role.CITY_VIEWER, Role.PROVINCE_VIEWER, Role.AUDITOR)


def visible_to(actor: Actor) -> QuerySet[Station]:
    """Stations in one's scope; for officers, volunteers and deputies those they are posted or attached to."""
    if actor == SYSTEM:
        return Station.objects.all()
    return Station.objects.filter(_seen(actor, (*OFFICERS, Role.VOLUNTEER)))


def _seen(actor: Actor, posted_there: Iterable[Role], in_scope: Iterable[Role] = (*_RUNNERS, *_VIEWERS)) -> Q:
    own = [post.station for post in actor.posts_as(*posted_there) if post.station]
    seen = Q(code__in=[*own, *actor.stations])
    for post in actor.posts_as(*in_scope):
        low, high = bounds(post.scope)
        seen |= Q(division__gte=low, division__lte=high)
    return seen


def invitations_visible_to(actor: Actor) -> QuerySet[Invitation]:
    """A deputy's own, and those of the stations somebody looks after."""
    if actor == SYSTEM:
        return Invitation.objects.all()
    own = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=())
    if not actor.posts:
        return Invitation.objects.filter(own)
    return Invitation.objects.filter(own | Q(station__in=visible_to(actor)))


def elections_visible_to(actor: Actor) -> QuerySet[Election]:
    """Those of the stations somebody sees, a deputy's own among them. Volunteers and viewers need nobody's name."""
    if actor == SYSTEM:
        return Election.objects.all()
    seen = Station.objects.filter(_seen(actor, OFFICERS, (*_RUNNERS, Role.AUDITOR)))
    return Election.objects.filter(station__in=seen)


def may_know_deputies(actor: Actor, station: Station) -> bool:
    """By name also those who withhold it from the public: who works with them, and they among themselves."""
    return may_attach(actor, station) or works_at(actor, station) or station.code in actor.stations


# ── the life of a station ──────────────────────────────────────────────────
@article(4, "乡镇人大主席、副主席和街道人大工作机构负责平台的日常运行")
def may_propose_station(actor: Actor, division: str) -> bool:
    """Who runs the stations of a township says that one is needed; the county decides."""
    return may_open_station(actor, division) or any(actor.holds(role, division) for role in _HEADS)


def may_revise_proposal(actor: Actor, station: Station) -> bool:
    return may_propose_station(actor, station.division)


@article(2, "平台建设由县级人大常委会负责组织")
def may_open_station(actor: Actor, division: str) -> bool:
    """The county organises the stations (Article 2): its office alone opens one."""
    return actor == SYSTEM or actor.holds(Role.COUNTY_OFFICE, division)


def may_approve_station(actor: Actor, station: Station) -> bool:
    return may_open_station(actor, station.division)


def may_return_proposal(actor: Actor, station: Station) -> bool:
    return may_open_station(actor, station.division)


def may_close_station(actor: Actor, station: Station) -> bool:
    """Who may open it may close it; a proposal may be taken back by whoever may propose."""
    if station.state in (State.PLANNED, State.RETURNED):
        return may_revise_proposal(actor, station)
    return may_open_station(actor, station.division)


def may_reopen_station(actor: Actor, station: Station) -> bool:
    return may_open_station(actor, station.division)


def may_merge_stations(actor: Actor, station: Station, into: Station) -> bool:
    """One office over both."""
    return may_open_station(actor, station.division) and may_open_station(actor, into.division)


def may_rename_station(actor: Actor, station: Station) -> bool:
    """The county may unify the names (Article 2)."""
    return may_open_station(actor, station.division)


# ── what people need to know of it ─────────────────────────────────────────
def works_at(actor: Actor, station: Station) -> bool:
    """Posted as head, vice-head or liaison officer to this very station."""
    return any(post.station == station.code for post in actor.posts_as(*OFFICERS))


def may_renew_station(actor: Actor, station: Station) -> bool:
    """Hours, telephones and place are kept by whoever runs the station or works there."""
    return may_attach(actor, station) or works_at(actor, station)


def may_share_place(actor: Actor, station: Station) -> bool:
    """Whether two identities stand in one house is known to whoever runs them."""
    return may_attach(actor, station)


# ── its deputies ───────────────────────────────────────────────────────────
def may_attach(actor: Actor, station: Station) -> bool:
    """Who runs the station day by day (Article 4), and the county office."""
    return actor == SYSTEM or any(covers(post.scope, station.division) for post in actor.posts_as(*_RUNNERS))


def may_detach(actor: Actor, station: Station) -> bool:
    """Who may attach may detach."""
    return may_attach(actor, station)


def may_invite(actor: Actor, station: Station) -> bool:
    """Who may attach, or works at the station."""
    return may_attach(actor, station) or works_at(actor, station)


def may_withdraw_invitation(actor: Actor, invitation: Invitation) -> bool:
    return may_invite(actor, invitation.station)


def is_invited(actor: Actor, invitation: Invitation) -> bool:
    """Whether it is he himself who was asked, with a mandate in force."""
    return actor.is_deputy and actor.person_id == invitation.person_id


@article(3, "上级人大代表参加站点活动，由本人决定")
def may_answer_invitation(actor: Actor, invitation: Invitation) -> bool:
    """He himself, or whoever noted what he said."""
    return is_invited(actor, invitation) or may_invite(actor, invitation.station)


# ── its convener ───────────────────────────────────────────────────────────
def may_elect_convener(actor: Actor, station: Station) -> bool:
    """The deputies elect (Article 3); who runs the station calls them together and notes the result."""
    return may_attach(actor, station)


@article(3, "召集人负责代表联络、活动组织和计划拟定等")
def convenes(actor: Actor, station: Station) -> bool:
    """Whether somebody is the station's convener today: elected, his term not run out, his mandate in force."""
    if not actor.is_deputy or actor.person_id is None or station.code not in actor.stations:
        return False
    held = Attachment.objects.convening(moment.today())
    return held.filter(station=station, person_id=actor.person_id).exists()


def may_step_down(actor: Actor, station: Station) -> bool:
    """The convener himself, or who runs the station and was told so."""
    return convenes(actor, station) or may_attach(actor, station)
