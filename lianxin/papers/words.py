"""Words as papers can bear them: nothing that breaks a file, turns the line round, or runs off the sheet."""

import re
from dataclasses import fields, is_dataclass
from typing import Any

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_UNBROKEN = re.compile(r"[!-~\u00a1-\u024f]{25,}")
PIECE = 12
"""Letters after which a word too long for any column may be broken."""
ZERO_WIDTH = "\u200b"


def clean(text: object) -> str:
    """What a person typed, without control characters, marks that turn the line, and halves of letters."""
    whole = str("" if text is None else text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    whole = whole.replace("\u2028", "\n").replace("\u2029", "\n")
    return _UNPRINTABLE.sub("", whole).strip()


def breakable(text: str) -> str:
    """Very long words get places to break at."""
    return _UNBROKEN.sub(lambda m: ZERO_WIDTH.join(_pieces(m.group())), text)


def _pieces(word: str) -> list[str]:
    return [word[at : at + PIECE] for at in range(0, len(word), PIECE)]


def cut(text: object, most: int) -> str:
    """At most so many letters: a wall has no room for a novel in a field."""
    whole = " ".join(clean(text).split())
    return breakable(whole if len(whole) <= most else whole[: most - 1] + "…")


def values(thing: Any) -> Any:
    """A shape as what JSON holds, every text cleaned. Octets are left out: they travel as files."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {each.name: values(getattr(thing, each.name)) for each in fields(thing)}
    if isinstance(thing, bytes):
        return ""
    if isinstance(thing, str):
        return breakable(clean(thing))
    if isinstance(thing, (tuple, list)):
        return [values(each) for each in thing]
    if isinstance(thing, dict):
        return {str(name): values(each) for name, each in thing.items()}
    return thing if isinstance(thing, (bool, int, float)) else breakable(clean(thing))
