"""A reception without network: numbers taken along, events brought back and merged, the rest entered by hand."""

from lianxin.receptions.actions.offline.by_hand import enter_by_hand, put_away, words_of_entry
from lianxin.receptions.actions.offline.events import Event, Malformed, read_events, read_ids
from lianxin.receptions.actions.offline.finishing import Finished, Missing, finish, give_up
from lianxin.receptions.actions.offline.merging import Answer, merge
from lianxin.receptions.actions.offline.taking import open_device, rescue_key, take_along

__all__ = [
    "Answer",
    "Event",
    "Finished",
    "Malformed",
    "Missing",
    "enter_by_hand",
    "finish",
    "give_up",
    "merge",
    "open_device",
    "put_away",
    "read_events",
    "read_ids",
    "rescue_key",
    "take_along",
    "words_of_entry",
]
