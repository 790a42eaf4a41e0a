"""Whom and what the forms offer to choose from."""

from typing import Any

from django.utils.translation import gettext as _

from lianxin.deputies import queries as deputies
from lianxin.desk import rules
from lianxin.interests import queries as interests
from lianxin.kit import moment
from lianxin.kit.actor import Actor
from lianxin.organs import queries as organs
from lianxin.stations import queries as stations

Choices = list[tuple[str, str]]


def deputies_for(row: Any, actor: Actor, *, without: int | None = None) -> Choices:
    """Deputies of the opinion's station, the convener first; without a station, those of the actor's scope."""
    keys = stations.people_at(row.station.code) if row.station else ()
    found = deputies.people_in(keys) if keys else deputies.people_visible_to(actor)
    order = {key: place for place, key in enumerate(keys)}
    gone = interests.recused_persons([row.number])
    people = sorted(found.prefetch_related("mandates")[:200], key=lambda p: order.get(p.pk, 0))
    return [(p.code, _named(p)) for p in people if p.pk != without and p.pk not in gone and _active(p)]


def _active(person: Any) -> list[Any]:
    today = moment.today()
    return [
        m
        for m in person.mandates.all()
        if m.status == "active" and m.from_day <= today and (m.until_day is None or m.until_day >= today)
    ]


def _named(person: Any) -> str:
    levels = "、".join(str(m.get_level_display()) for m in sorted(_active(person), key=lambda m: m.level))
    return _("%(name)s　%(levels)s代表") % {"name": person.name, "levels": levels}


def leads_for(row: Any) -> Choices:
    """Deputies of a suggestion's congress who may go on with it: not its present one, none who stepped back."""
    gone = interests.recused_persons(row.sources.values_list("opinion__number", flat=True))
    found = deputies.with_mandate(row.level, row.congress).prefetch_related("mandates")
    return [(p.code, _named(p)) for p in found if p.pk != row.lead_id and p.pk not in gone]


def stations_for(row: Any) -> Choices:
    """The open stations of the row's county."""
    return [(s.code, s.name) for s in stations.in_division(row.county)]


def redirects(county: str) -> Choices:
    """Where a resident may be told to turn."""
    known = [(o.name, o.name) for o in organs.redirect_targets(county)]
    usual = [(str(words), str(words)) for words in rules.REDIRECTS]
    return [*known, *usual]


def organs_for(level: Any, congress: str) -> Choices:
    """Organs that may be given a suggestion of this congress."""
    return [(o.code, o.short_name or o.name) for o in organs.assignable(level, congress)]
