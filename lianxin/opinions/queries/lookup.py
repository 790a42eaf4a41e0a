"""Finding one opinion, and the public cards."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from lianxin.kit.actor import Actor
from lianxin.kit.crypto import vault
from lianxin.opinions import rules
from lianxin.opinions.models import Opinion, Publication
from lianxin.opinions.permissions import may_see_contact, visible_to


@dataclass(frozen=True)
class ResultCard:
    """One published result: what the public may see of it, frozen as a person reviewed it."""

    code: str
    quote: str
    outcome: str
    done: bool
    category: str
    voices: int
    station: str
    published_at: datetime
    stages: tuple[dict[str, Any], ...]


def by_number(number: str) -> Opinion | None:
    """The opinion with this receipt number, in whatever state; callers check rights or code first."""
    return Opinion.objects.select_related("station", "deputy").filter(number=number).first()


def same_contact(opinion: Opinion, actor: Actor) -> QuerySet[Opinion]:
    """Other opinions from the same telephone number that the actor may see; none for confidential matters."""
    if not opinion.contact_blind or opinion.protected or not may_see_contact(actor, opinion):
        return Opinion.objects.none()
    others = visible_to(actor).filter(contact_blind=opinion.contact_blind, protected=False)
    return others.exclude(pk=opinion.pk).order_by("-id")


def matching_contact(contact: str, actor: Actor) -> QuerySet[Opinion]:
    """Opinions that came from a telephone number, among those the actor may see."""
    digits = rules.contact_key(contact)
    if not digits:
        return Opinion.objects.none()
    return visible_to(actor).filter(contact_blind__in=vault(settings.KEYS).blinds("contact", digits)).order_by("-id")


def _card(row: Publication) -> ResultCard:
    assert row.published_at is not None
    return ResultCard(
        code=row.code,
        quote=row.quote,
        outcome=row.outcome,
        done=row.done,
        category=str(row.get_category_display()) if row.category else "",
        voices=row.voices,
        station=row.station_code,
        published_at=row.published_at,
        stages=tuple(json.loads(row.stages)),
    )


def published(
    *,
    county: str = "",
    station: str = "",
    words: str = "",
    category: str = "",
    before: datetime | None = None,
    limit: int = 20,
) -> list[ResultCard]:
    """Published results, newest first; `before` (a time of publication) pages on."""
    rows = Publication.objects.filter(state="published")
    if county:
        rows = rows.filter(county=county)
    if station:
        rows = rows.filter(station_code=station)
    if category:
        rows = rows.filter(category=category)
    for word in words.split()[:4]:
        rows = rows.filter(quote__icontains=word) | rows.filter(outcome__icontains=word)
    if before:
        rows = rows.filter(published_at__lt=before)
    return [_card(row) for row in rows.order_by("-published_at", "-id")[:limit]]


def publication(code: str) -> ResultCard | None:
    """One published result by its public code; None when it is not (or no longer) public."""
    row = Publication.objects.filter(code=code, state="published").first()
    return _card(row) if row else None


def card_in_hand(*, matter: str) -> bool:
    """Whether a suggestion has a card that is being reviewed or is public."""
    return Publication.objects.filter(matter=matter).exclude(state="withdrawn").exists()
