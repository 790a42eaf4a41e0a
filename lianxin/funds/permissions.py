"""Who opens, allocates, spends, approves and reads money (Article 2)."""

from typing import Any

from django.db.models import Q, QuerySet

from lianxin.divisions.rules import county_code, township_code
from lianxin.funds.models import Allocation, Expenditure, FundSource
from lianxin.guidance.rules import article
from lianxin.kit.actor import OFFICERS, SYSTEM, Actor, Role, bounds, covers
from lianxin.stations import queries as stations

_HEADS = (Role.TOWNSHIP_CHAIR, Role.SUBDISTRICT_OFFICE)
KEEPERS = (Role.COUNTY_OFFICE, *_HEADS)
READERS = (*KEEPERS, *OFFICERS, Role.AUDITOR, Role.CITY_VIEWER, Role.PROVINCE_VIEWER)


def reads(actor: Actor) -> bool:
    """Whose desk has the book of money at all."""
    return bool(actor.posts_as(*READERS))


def _in_scopes(actor: Actor, field: str) -> Q:
    seen = Q(pk__in=())
    for post in actor.posts_as(*KEEPERS, Role.AUDITOR, Role.CITY_VIEWER, Role.PROVINCE_VIEWER):
        low, high = bounds(post.scope)
        seen |= Q(**{f"{field}__gte": low, f"{field}__lte": high})
    return seen


def keeps_or_reads(actor: Actor) -> Q:
    """Sources of which an actor may know the whole, not only what was given to him."""
    return Q(pk__gte=0) if actor == SYSTEM else _in_scopes(actor, "division")


def _stations(actor: Actor) -> list[str]:
    return [post.station for post in actor.posts_as(*OFFICERS) if post.station]


def _for_all_stations(actor: Actor) -> Q:
    """What was given to a place for any station there, one's own too: what one may spend one must be able to see."""
    places = {found.division for code in _stations(actor) if (found := stations.by_code(code))}
    above = {code for place in places for code in (county_code(place), township_code(place), place) if code}
    return Q(station=None, division__in=above)


def sources_visible_to(actor: Actor) -> QuerySet[FundSource]:
    """Sources of one's scope, and those of which something was given to it."""
    if actor == SYSTEM:
        return FundSource.objects.all()
    given = allocations_visible_to(actor).order_by().values("source_id")
    return FundSource.objects.filter(_in_scopes(actor, "division") | Q(pk__in=given))


def allocations_visible_to(actor: Actor) -> QuerySet[Allocation]:
    """What was given to one's scope, to one's station, or to the place of one's station for all its stations."""
    if actor == SYSTEM:
        return Allocation.objects.all()
    own = Q(station__code__in=_stations(actor)) | _for_all_stations(actor)
    return Allocation.objects.filter(_in_scopes(actor, "division") | own)


def expenditures_visible_to(actor: Actor) -> QuerySet[Expenditure]:
    """What was spent in one's scope, or for one's station."""
    if actor == SYSTEM:
        return Expenditure.objects.all()
    return Expenditure.objects.filter(_in_scopes(actor, "division") | Q(station__code__in=_stations(actor)))


def _keeps(actor: Actor, division: str) -> bool:
    """The county office for its county; chair and sub-district office for theirs."""
    return actor == SYSTEM or any(covers(post.scope, division) for post in actor.posts_as(*KEEPERS))


@article(2, "平台建设由县级人大常委会组织实施；所需经费以县乡两级财政保障为主")
def may_open_source(actor: Actor, division: str) -> bool:
    return _keeps(actor, division)


def may_raise_source(actor: Actor, source: FundSource) -> bool:
    return _keeps(actor, source.division)


def may_allocate(actor: Actor, source: FundSource) -> bool:
    """Whose money it is gives it on."""
    return _keeps(actor, source.division)


def may_correct_allocation(actor: Actor, allocation: Allocation) -> bool:
    return _keeps(actor, allocation.source.division)


def may_spend(actor: Actor, source: FundSource, allocation: Any, station: Any) -> bool:
    """Whose money it is; of an allocation, whom it was given to; a station's people for their own station."""
    if _keeps(actor, source.division):
        return True
    if allocation is None:
        return False
    if _keeps(actor, allocation.division):
        return True
    here = station.code if station else ""
    within = allocation.station.code == here if allocation.station else covers(allocation.division, _place(station))
    return bool(here) and here in _stations(actor) and within


def _place(station: Any) -> str:
    return str(station.division) if station else ""


def books_at_once(actor: Actor, division: str) -> bool:
    """What the keepers note is booked; what a station's people note waits for them."""
    return _keeps(actor, division)


def may_approve_expenditure(actor: Actor, row: Expenditure) -> bool:
    """The keepers of the place; never who noted it."""
    return _keeps(actor, row.division) and row.entered_by != actor.ref


def may_refuse_expenditure(actor: Actor, row: Expenditure) -> bool:
    return may_approve_expenditure(actor, row)


def may_correct_expenditure(actor: Actor, row: Expenditure) -> bool:
    return _keeps(actor, row.division)
