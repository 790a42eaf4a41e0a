"""Reads of organs and their contacts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from lianxin.kit import moment
from lianxin.kit.actor import Actor, Level, prefix
from lianxin.organs import permissions
from lianxin.organs.models import Organ, OrganContact
from lianxin.organs.rules import Kind, is_redirect_target

KINDS = Organ.KINDS


@dataclass(frozen=True)
class OrganCard:
    """What anybody may know of an organ: its name and duty line, never a person's name."""

    code: str
    name: str
    short_name: str
    kind: str
    division: str
    phone: str
    """The telephone of its present contact's duty, '' when none is known."""


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
    """The contact in force, the latest first."""
    return OrganContact.objects.in_force(on or moment.today()).filter(organ=organ).order_by("-from_day", "-pk").first()


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
        phone=contact.phone if contact else "",
    )


def organs_visible_to(actor: Actor) -> QuerySet[Organ]:
    """Organs on the actor's desk."""
    return permissions.visible_to(actor).order_by("division", "kind", "name")
