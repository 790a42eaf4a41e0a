"""Whom and what one may choose at a station: deputies to attach or invite, stations to merge into, its past acts."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lianxin.deputies import queries as deputies
from lianxin.deputies.rules import MandateState
from lianxin.kit import moment
from lianxin.kit.actor import Level, prefix
from lianxin.ledger.queries import entries_about
from lianxin.people.queries import names_of
from lianxin.stations.models import Attachment, Election, Invitation, Station
from lianxin.stations.rules import STANDING, How, State, attached_directly, township_of

KINDS, VENUES, STATES = Station.KINDS, Station.VENUES, Station.STATES
ANSWERS, RESULTS = Invitation.STATES, Election.STATES
ANSWERED_BY_HAND = [(how, words) for how, words in Invitation.HOWS if how in (How.PHONE, How.VISIT, How.LETTER)]
"""How somebody of the station may have heard a guest's answer."""
MOST_CHOICES = 400
NATION = "0" * 12


def seats_at(station: Station) -> QuerySet[Attachment]:
    """Who is attached today, the convener first; also whoever's mandate is not in force."""
    rows = station.attachments.in_force(moment.today()).select_related("person")
    return rows.prefetch_related("person__mandates").order_by("-convener", "from_day", "pk")


def may_come(station: Station) -> list[tuple[str, str]]:
    """Deputies of its township and county who are not there yet: (code, name and what he is deputy of)."""
    congresses = [*dict.fromkeys((township_of(station.division), station.county))]
    return _named(station, [key for congress in congresses for key in deputies.seated((congress,))])


def may_be_asked(station: Station) -> list[tuple[str, str]]:
    """Deputies of city, province and nation alone who are not there yet, those of the county's own place first."""
    city, province = prefix(station.division)[:4].ljust(12, "0"), prefix(station.division)[:2].ljust(12, "0")
    local = set(deputies.seated((station.county, township_of(station.division))))
    keys = [key for congress in (city, province, NATION) for key in deputies.seated((congress,)) if key not in local]
    return _named(station, keys)


def _named(station: Station, keys: list[int]) -> list[tuple[str, str]]:
    here = set(seats_at(station).values_list("person_id", flat=True))
    wanted = [key for key in dict.fromkeys(keys) if key not in here]
    found = {person.pk: person for person in deputies.people_in(wanted[: 2 * MOST_CHOICES])}
    near = sorted(found, key=lambda key: (found[key].division[:6] != station.county[:6], wanted.index(key)))
    return [(found[key].code, _in_words(found[key].name, found[key].workplace)) for key in near[:MOST_CHOICES]]


def _in_words(name: str, workplace: str) -> str:
    return f"{name}　{workplace}" if workplace else name


def level_of(seat: Attachment) -> Level | None:
    """The level for which a deputy sits here: county or township before the levels above; None: no mandate in force.

    Of a row of `seats_at`, without a query.
    """
    today = moment.today()
    held = [
        Level(mandate.level)
        for mandate in seat.person.mandates.all()
        if mandate.status == MandateState.ACTIVE
        and mandate.from_day <= today
        and (mandate.until_day is None or mandate.until_day >= today)
    ]
    local = [level for level in held if attached_directly([level])]
    return min(local or held, default=None)


def may_take_over(station: Station) -> QuerySet[Station]:
    """Open stations of the county into which it may be merged, those of its own township first."""
    rows = Station.objects.filter(county=station.county, state=State.OPEN).exclude(pk=station.pk)
    return rows.order_by("division", "name", "pk")


def identities_at(station: Station) -> list[Station]:
    """The other identities that stand in its house, the main one first."""
    main = station.place
    rows = [main, *main.identities.filter(state__in=STANDING).order_by("pk")]
    return [row for row in rows if row.pk != station.pk and row.state in STANDING]


@dataclass(frozen=True)
class Act:
    """One act in the life of a station: the ledger's verb, when, and by whom."""

    verb: str
    at: datetime
    by: str


def life_of(station: Station) -> list[Act]:
    """What was done to a station itself, the newest first: from the ledger, so that nothing can be left out."""
    entries = entries_about("stations.station", [station.code])
    names = names_of([entry.actor for entry in entries])
    return [Act(entry.verb, entry.event_at, names.get(entry.actor, "")) for entry in reversed(entries)]
