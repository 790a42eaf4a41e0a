"""Reads of organs and their contacts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level, prefix
from lianxin.organs import permissions
from lianxin.organs.models import Ending, Organ, OrganContact
from lianxin.organs.rules import ContactKind, Freshness, Kind, freshness, heir_of, is_redirect_target, name_on

KINDS = Organ.KINDS
LEVELS = Organ.LEVELS
CONTACT_KINDS = OrganContact.KINDS


@dataclass(frozen=True)
class OrganCard:
    """What anybody may know of an organ: its name and duty line, never a person's name."""

    code: str
    name: str
    short_name: str
    kind: str
    division: str
    phone: str
    """Its duty line, else the telephone of who has its work in hand; '' when none is known. Never the leader's."""


def assignable(level: Level | None = None, division: str = "") -> QuerySet[Organ]:
    """Organs that can be handed work, of a level and of exactly this division (each left out: any)."""
    rows = Organ.objects.filter(active=True, is_assignable=True)
    if level is not None:
        rows = rows.filter(level=level)
    if division:
        rows = rows.filter(division=division)
    return rows.order_by("kind", "name", "pk")


def redirect_targets(county: str) -> QuerySet[Organ]:
    """Where a resident may be told to turn: party organs, courts … in the county, its city and its province."""
    head = prefix(county)
    above = [head[:width].ljust(12, "0") for width in (2, 4) if width < len(head)]
    kinds = [kind for kind in Kind if is_redirect_target(kind)]
    rows = Organ.objects.filter(active=True, kind__in=kinds)
    return rows.filter(Q(division__startswith=head) | Q(division__in=above)).order_by("-level", "name", "pk")


def by_code(code: str) -> Organ | None:
    """The organ with this code, whether it still exists or not."""
    return Organ.objects.filter(code=code).first()


def contact_of(organ: Organ, on: date | None = None) -> OrganContact | None:
    """Who has the work in hand there on a day (承办人); None when nobody is known."""
    rows = OrganContact.objects.in_force(on or moment.today()).filter(organ=organ, kind=ContactKind.HANDLER)
    return rows.order_by("-from_day", "-pk").first()


def people_of(organ: Organ, on: date | None = None) -> dict[ContactKind, OrganContact]:
    """Leader in charge and handler on a day, as far as known; reads no database after `with_people`."""
    day = on or moment.today()
    held = [c for c in organ.contacts.all() if c.from_day <= day and (c.until_day is None or c.until_day >= day)]
    return {ContactKind(c.kind): c for c in sorted(held, key=lambda c: (c.from_day, c.pk))}


def looked_at(organ: Organ, on: date | None = None) -> date | None:
    """When somebody last said that a contact in force is right; None when nobody is known."""
    return max((contact.looked_at for contact in people_of(organ, on).values()), default=None)


def freshness_of(organ: Organ, on: date | None = None) -> Freshness:
    """How well known the people of an organ are."""
    day = on or moment.today()
    return freshness(looked_at(organ, day), day)


def with_people(rows: QuerySet[Organ]) -> QuerySet[Organ]:
    """Organs with their contacts and their ending at hand: two queries more, however many."""
    return rows.select_related("ending__successor").prefetch_related("contacts")


def stale(today: date) -> QuerySet[Organ]:
    """Organs that exist and whose contacts nobody looked at for a year."""
    rows = Organ.objects.filter(active=True).of_freshness(Freshness.STALE, today)
    return with_people(rows.order_by("pk"))


def name_of(organ: Organ, on: date) -> str:
    """The name it bore on a day: what a paper of that day says."""
    former = tuple(organ.former_names.values_list("name", "until_day"))
    return name_on(organ.name, former, on)


# ── after a reform ─────────────────────────────────────────────────────────
@dataclass(frozen=True)
class EndingCard:
    """That an organ is no more: since when, on what ground, and who took over in the end (None: nobody)."""

    name: str
    day: date
    ground: str
    heir: Organ | None


def ended() -> QuerySet[Organ]:
    """Organs that are no more, for the room that moves what they had in hand."""
    return Organ.objects.filter(ending__isnull=False)


def heir(organ: Organ) -> Organ | None:
    """Who stands in for an organ today: itself, or where reforms have led; None when it ended without a successor."""
    successors = {code: then or "" for code, then in Ending.objects.values_list("organ__code", "successor__code")}
    found = heir_of(organ.code, successors)
    return organ if found == organ.code else by_code(found)


def ending_of(organ: Organ) -> EndingCard | None:
    """How an organ ended; None for one that exists."""
    found = Ending.objects.filter(organ=organ).first()
    return EndingCard(organ.name, found.day, found.ground, heir(organ)) if found else None


def successors_for(organ: Organ) -> QuerySet[Organ]:
    """Into which organs one may be merged: those of its level and place that exist and may do its work."""
    rows = Organ.objects.filter(active=True, level=organ.level, division=organ.division).exclude(pk=organ.pk)
    return (rows.filter(is_assignable=True) if organ.is_assignable else rows).order_by("kind", "name", "pk")


def answers_for(code: str, at: str = "organ") -> Q:
    """Rows of an organ and of those that were merged into it, two reforms back: their files are its files.

    at  the path from the row to its organ
    """
    before, earlier = f"{at}__ending__successor__code", f"{at}__ending__successor__ending__successor__code"
    return Q(**{f"{at}__code": code}) | Q(**{before: code}) | Q(**{earlier: code})


def card(code: str, on: date | None = None) -> OrganCard | None:
    """An organ's card; None when there is none or it is no more."""
    organ = Organ.objects.filter(code=code, active=True).first()
    if organ is None:
        return None
    contact = contact_of(organ, on)
    return OrganCard(
        code=organ.code,
        name=organ.name,
        short_name=organ.short_name or organ.name,
        kind=organ.get_kind_display(),
        division=organ.division,
        phone=organ.duty_line or (contact.phone if contact else ""),
    )


def organs_visible_to(actor: Actor) -> QuerySet[Organ]:
    """Organs on the actor's desk, those that exist first."""
    return with_people(permissions.visible_to(actor).order_by("-active", "division", "kind", "name", "pk"))
