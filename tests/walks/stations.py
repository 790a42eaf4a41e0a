"""The walks' registers of stations, invitations, elections and names: whose they are, and the form of each verb."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from lianxin.deputies import actions as deputies
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM
from lianxin.stations import actions
from lianxin.stations.models import Election, Invitation, Station
from lianxin.worlds.cast import COUNTY, PROVINCE, TERM_BEGAN, TOWN, VILLAGE
from tests.walks import Address

RUNNERS = ("chair", "office", "office2")
SEERS = ("officer", *RUNNERS, "city", "auditor", "long", "liu", "yang", "ma")
PLANNED, SHUT, POINT = "walks：申报的点", "walks：关了的点", "walks：合署的点"
GUEST = "walks：省代表"


def populate(made: Any) -> None:
    """A proposal, a closed point, two identities in one house, an open invitation, a vote that is noticed."""
    home = made.cast.station
    actions.propose_station(PLANNED, VILLAGE, kind="point", by=SYSTEM)
    shut = actions.open_station(SHUT, TOWN, kind="point", by=SYSTEM)
    actions.close_station(shut, by=SYSTEM, ground="walks")
    point = actions.open_station(POINT, TOWN, kind="point", by=SYSTEM)
    actions.share_place(point, main=home, by=SYSTEM)
    guest = deputies.register_person(GUEST, division=PROVINCE, by=SYSTEM)
    deputies.grant_mandate(guest, PROVINCE, term=14, from_day=TERM_BEGAN, by=SYSTEM)
    actions.invite(home, guest.pk, words="walks", by=SYSTEM)
    candidates = [made.cast.people[nick].pk for nick in ("long", "liu")]
    actions.notice_election(home, by=SYSTEM, held_on=moment.today(), place="walks", candidates=candidates)


def _rows(made: Any) -> tuple[Station, Invitation, Election]:
    election = Election.objects.get(station=made.cast.station, state="noticed")
    return made.cast.station, Invitation.objects.get(person__name=GUEST), election


def addresses(made: Any) -> Iterator[Address]:
    home, invitation, election = _rows(made)
    everybody = (*SEERS, "stranger", "strange_chair", "stranger_deputy")
    for more in ("", "?q=寸石&state=open", "?lacks=convener", "?lacks=hours&venue=township", "?lacks=officer"):
        yield Address("desk:stations", reverse("desk:stations") + more, everybody, own=True)
    for more in ("?format=xlsx", "?format=csv", "?format=print", "?lacks=point&kind=home&township=430522105000"):
        yield Address("desk:stations", reverse("desk:stations") + more, RUNNERS, own=True)
    for verb, owners in (("open_station", ("office", "office2")), ("propose_station", ("chair", "strange_chair"))):
        new = reverse("desk:stations_new", args=[verb])
        yield Address("desk:stations_new", new, owners, forms=True, own=verb == "propose_station")
    yield Address("desk:stations_one", reverse("desk:stations_one", args=[home.code]), SEERS)
    planned = Station.objects.get(name=PLANNED)
    yield Address("desk:stations_one", reverse("desk:stations_one", args=[planned.code]), (*RUNNERS, "city", "auditor"))
    for verb in ("approve", "close", "merge", "renew", "attach", "invite", "notice_election"):
        yield Address("desk:stations_act", reverse("desk:stations_act", args=[home.code, verb]), SEERS, acts=True)
    staff = ("officer", *RUNNERS)
    strangers = ("stranger", "strange_chair")
    yield Address("desk:invitations", reverse("desk:invitations"), (*staff, *strangers, "ma"), own=True)
    at = reverse("desk:invitations_one", args=[invitation.code])
    yield Address("desk:invitations_one", at, staff)
    for verb in ("accept", "note_answer", "withdraw_invitation"):
        path = reverse("desk:invitations_act", args=[invitation.code, verb])
        yield Address("desk:invitations_act", path, staff, acts=True)
    yield from _votes(election, everybody)
    for more in ("", f"{COUNTY}"):
        path = reverse("desk:naming_one", args=[more]) if more else reverse("desk:naming")
        yield Address(f"desk:naming{'_one' if more else ''}", path, ("office", "office2"))
    path = reverse("desk:naming_act", args=[COUNTY, "adapt"])
    yield Address("desk:naming_act", path, ("office", "office2"), acts=True)


def _votes(election: Election, everybody: tuple[str, ...]) -> Iterator[Address]:
    own = tuple(nick for nick in everybody if nick != "city")
    seers = tuple(nick for nick in SEERS if nick != "city")
    yield Address("desk:elections", reverse("desk:elections"), own, own=True)
    yield Address("desk:elections_one", reverse("desk:elections_one", args=[election.code]), seers)
    for form in ("pdf", "docx"):
        path = reverse("desk:election_record", args=[election.code, form])
        yield Address("desk:election_record", path, seers)
    for verb in ("count_votes", "call_off"):
        path = reverse("desk:elections_act", args=[election.code, verb])
        yield Address("desk:elections_act", path, seers, acts=True)


ELSEWHERE = {"desk:station_photo": "needs a photo on the disk; its own test looks at it"}


def forms(made: Any) -> Iterator[Address]:
    home, invitation, election = _rows(made)
    planned, shut, point = (Station.objects.get(name=name) for name in (PLANNED, SHUT, POINT))
    for row, verbs in (
        (home, ("renew", "place", "photo", "attach", "invite", "detach", "notice_election", "notice_dismissal",
                "note_earlier", "step_down", "rename", "share", "merge", "close")),
        (planned, ("approve", "return_proposal", "revise", "close")),
        (shut, ("reopen",)),
        (point, ("part",)),
    ):  # fmt: skip
        for verb in verbs:
            at = reverse("desk:stations_one", args=[row.code]) + f"?do={verb}"
            yield Address("desk:stations_one", at, ("office",))
    for verb in ("note_answer", "withdraw_invitation"):
        at = reverse("desk:invitations_one", args=[invitation.code]) + f"?do={verb}"
        yield Address("desk:invitations_one", at, ("chair",))
    for verb in ("count_votes", "call_off"):
        at = reverse("desk:elections_one", args=[election.code]) + f"?do={verb}"
        yield Address("desk:elections_one", at, ("chair",))
    yield Address("desk:naming_one", reverse("desk:naming_one", args=[COUNTY]) + "?do=adapt", ("office",))
