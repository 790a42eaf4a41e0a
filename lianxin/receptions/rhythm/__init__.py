"""The rhythm of a plan: which days of a year it names, and what happens on days of rest."""

from lianxin.receptions.rhythm.days import Occurrence, Skipped, again, occurrences
from lianxin.receptions.rhythm.kinds import BadRhythm, Every, Rhythm, Shift, check, from_json, market_days, to_json
from lianxin.receptions.rhythm.words import EVEN, ODD, shift_words, words

__all__ = [
    "EVEN",
    "ODD",
    "BadRhythm",
    "Every",
    "Occurrence",
    "Rhythm",
    "Shift",
    "Skipped",
    "again",
    "check",
    "from_json",
    "market_days",
    "occurrences",
    "shift_words",
    "to_json",
    "words",
]
