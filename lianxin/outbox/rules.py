"""Kinds of messages in words, and when a failed delivery is tried again."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from lianxin.guidance.rules import article


class ToKind(StrEnum):
    RESIDENT = "resident"
    DEPUTY = "deputy"
    STAFF = "staff"
    ORGAN = "organ"


class Form(StrEnum):
    PAPER = "paper"
    PHONE = "phone"
    VISIT = "visit"
    SMS = "sms"
    MAIL = "mail"
    FILE = "file"


class State(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
    VOID = "void"


BY_HAND = (Form.PAPER, Form.PHONE, Form.VISIT)
"""Forms that a person carries out; the others are an adapter's."""

MAX_ATTEMPTS = 12
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=6)

Param = str | int | bool | None


class ParamRefused(ValueError):
    """A parameter that a message may not carry."""


@dataclass(frozen=True)
class Kind:
    """A kind of message: `name` as "opinions.received", its title, and words with {named} places for the params."""

    name: str
    title: str
    words: str


_kinds: dict[str, Kind] = {}


def register_kind(name: str, title: str, words: str) -> None:
    """Rooms name their kinds once, in AppConfig.ready(); title and words may be lazy translations."""
    _kinds[name] = Kind(name, title, words)


def kind(name: str) -> Kind:
    """The registered kind; KeyError when no room has named it."""
    return _kinds[name]


class _Blank(dict[str, Param]):
    def __missing__(self, key: str) -> str:
        return "……"


def in_words(name: str, params: dict[str, Param]) -> tuple[str, str]:
    """Title and text of a message in the reader's language; a param that is absent reads ……"""
    found = _kinds.get(name)
    if found is None:
        return name, ""
    return str(found.title), str(found.words).format_map(_Blank(params))


def checked_params(params: dict[str, Param]) -> dict[str, Param]:
    """Names, dates and numbers only: short flat values. ParamRefused for anything else."""
    for key, value in params.items():
        if not isinstance(value, str | int | bool | None):
            raise ParamRefused(f"{key}: {type(value).__name__} is not a name, a date or a number")
        if isinstance(value, str) and len(value) > 200:
            raise ParamRefused(f"{key}: {len(value)} characters; a message carries no texts")
    return params


@article(9, "办理结果应当通过代表联系群众工作平台以适当方式予以公布：告知失败的不丢弃，继续尝试")
def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failures: 1, 2, 4 … minutes, at most six hours; None = a person must see to it."""
    if attempts >= MAX_ATTEMPTS:
        return None
    doublings: int = 2 ** max(attempts - 1, 0)
    return min(_FIRST_WAIT * doublings, _LONGEST_WAIT)
