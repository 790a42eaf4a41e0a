"""Reads of stations: cards for the public, who is where, what stands near what, elections and invitations."""

from lianxin.stations.queries.cards import (
    GROUP_WORDS,
    DeputyGroup,
    Moved,
    StationBrief,
    StationCard,
    card,
    cards,
    deputy_card,
    moved_to,
    page,
    photo_path,
    stations_of_deputy,
)
from lianxin.stations.queries.finding import by_code, for_place, in_division, open_by_code, stations_visible_to
from lianxin.stations.queries.people import RIGHTS, codes_of_person, convener_of, people_at

__all__ = [
    "GROUP_WORDS",
    "RIGHTS",
    "DeputyGroup",
    "Moved",
    "StationBrief",
    "StationCard",
    "by_code",
    "card",
    "cards",
    "codes_of_person",
    "convener_of",
    "deputy_card",
    "for_place",
    "in_division",
    "moved_to",
    "open_by_code",
    "page",
    "people_at",
    "photo_path",
    "stations_of_deputy",
    "stations_visible_to",
]
