"""The dated policy of a county as a frozen value; rules of other rooms take it as an argument."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lianxin.guidance.rules import article
from lianxin.kit.dates import DayTable, Reckoning, Unit, reckon


class BadPolicy(ValueError):
    """A profile, or a county's change to it, that does not fit; the message is for the person who wrote it."""


def _bad(name: str, words: str) -> BadPolicy:
    return BadPolicy(f"{name}: {words}")


@dataclass(frozen=True)
class Limit:
    """A time limit: amount and unit, and the words of law or usage it rests on."""

    amount: int
    unit: Unit
    basis: str = ""

    def due(self, start: "date", table: DayTable) -> Reckoning:
        """The last day of the limit counted from `start`."""
        return reckon(start, self.amount, self.unit, table, self.basis)


@dataclass(frozen=True)
class ReplyClass:
    """A class of reply; `promises` means that the organ owes a next date and a second reply (承诺事项)."""

    code: str
    label: str
    label_en: str
    promises: bool = False


@dataclass(frozen=True)
class Policy:
    """Everything a county may set. Limits count from the act they are named after, that day not included.

    triage: registered → sorted · acknowledge: passed on → the deputy acknowledges · inform: registered → told where
    to turn · referral_reply: referred → the unit's reply · feedback: result → the resident is told · clarify: asked →
    no answer, concluded · reply / reply_longest: assigned → reply, ordinary and outer bound · acknowledge_assignment:
    assigned → the organ acknowledges · return_request: assigned → the organ may ask to return · evaluation: replied →
    the deputy evaluates · rehandling: ordered → second reply · reception_notice_days: calendar days a notice precedes
    a reception · publish_min: smallest number shown in public figures · neighbour_metres: a new station nearer to
    another than this must be answered for, 0 when distance does not count.
    """

    profile: str
    title: str
    title_en: str
    from_day: date
    until_day: date | None
    triage: Limit
    acknowledge: Limit
    inform: Limit
    referral_allowed: bool
    referral_reply: Limit
    feedback: Limit
    clarify: Limit
    acknowledge_assignment: Limit
    reply: Limit
    reply_longest: Limit
    return_request: Limit
    evaluation: Limit
    rehandling: Limit
    reception_notice_days: int
    publish_min: int
    neighbour_metres: int
    reply_classes: tuple[ReplyClass, ...]
    station_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Kind of station → the patterns its name may follow (`fits`); a kind without any is named freely."""
    bases: Mapping[str, str] = field(default_factory=dict)

    def reply_class(self, code: str) -> ReplyClass:
        """The class of a code; LookupError when the county has none such."""
        for each in self.reply_classes:
            if each.code == code:
                return each
        raise LookupError(_("本县答复类别中没有 %(code)s") % {"code": code})


LIMITS = tuple(f.name for f in fields(Policy) if f.type in ("Limit", Limit))
NUMBERS = {"reception_notice_days": 366, "publish_min": 366, "neighbour_metres": 20_000}
"""Plain numbers, each with the largest that can be meant."""
LONGEST = {"months": 6, "days": 366, "working_days": 250}
STATUTORY = frozenset({"reply", "reply_longest"})
"""Set by law (Deputies Law 2025, Article 51): a county may shorten them, never lengthen them."""


def limit_from(name: str, value: object) -> Limit:
    """A limit from profile data `{"amount", "unit", "basis"}`; BadPolicy says what is wrong."""
    if not isinstance(value, Mapping):
        raise _bad(name, _("应为期限"))
    amount, unit, basis = value.get("amount"), value.get("unit"), value.get("basis", "")
    if unit not in LONGEST:
        raise _bad(name, _("单位只能是月、日或工作日"))
    if isinstance(amount, bool) or not isinstance(amount, int) or not 1 <= amount <= LONGEST[unit]:
        raise _bad(name, _("期限应在1至%(most)s之间") % {"most": LONGEST[unit]})
    return Limit(amount, unit, str(basis))


def policy_from(data: Mapping[str, object]) -> Policy:
    """A policy from a shipped profile's JSON; BadPolicy when something is missing or does not fit."""
    missing = {f.name for f in fields(Policy)} - set(data) - {"bases", "until_day", "station_names"}
    if missing:
        raise _bad("、".join(sorted(missing)), _("制度方案缺少这些值"))
    until = data.get("until_day")
    values: dict[str, Any] = {name: limit_from(name, data[name]) for name in LIMITS}
    values |= {name: _number(name, data[name]) for name in NUMBERS}
    values |= {name: str(data[name]) for name in ("profile", "title", "title_en")}
    bases = data.get("bases", {})
    return Policy(
        **values,
        from_day=date.fromisoformat(str(data["from_day"])),
        until_day=date.fromisoformat(str(until)) if until else None,
        referral_allowed=_yes_no("referral_allowed", data["referral_allowed"]),
        reply_classes=classes_from(data["reply_classes"]),
        station_names=station_names_from(data.get("station_names", {})),
        bases=dict(bases) if isinstance(bases, Mapping) else {},
    )


def classes_from(value: object) -> tuple[ReplyClass, ...]:
    """Reply classes from data; their codes must differ and stand on paper (one capital letter)."""
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise _bad("reply_classes", _("应为答复类别的列表"))
    found = tuple(
        ReplyClass(str(c.get("code")), str(c.get("label")), str(c.get("label_en", "")), bool(c.get("promises")))
        for c in value
    )
    codes = [c.code for c in found]
    if not found or len(set(codes)) < len(codes) or any(len(c) != 1 or not "A" <= c <= "Z" for c in codes):
        raise _bad("reply_classes", _("类别须为不重复的单个大写字母"))
    return found


@article(2, "各地可根据当地实际，统一规范平台名称")
def platform_name(unified: str, county: str) -> str:
    """The platform's name in a county: the unified one, else the statutory word after the county's name."""
    return unified.strip() or f"{county}人大代表联络站"


PLACEHOLDERS = ("县", "乡镇", "村", "名")
"""What a pattern of station names may hold in braces: names of divisions, and 名 for words of its own."""
STATION_KINDS = ("home", "station", "point")
_BRACES = re.compile(r"\{([^{}]*)\}")


def station_names_from(value: object) -> Mapping[str, tuple[str, ...]]:
    """Patterns of station names by kind from data; BadPolicy for an unknown kind or a pattern that says nothing."""
    if not isinstance(value, Mapping) or not set(value) <= set(STATION_KINDS):
        raise _bad("station_names", _("应为各类站点的命名格式"))
    found: dict[str, tuple[str, ...]] = {}
    for kind, patterns in value.items():
        if not isinstance(patterns, list | tuple) or not all(_is_pattern(p) for p in patterns):
            raise _bad("station_names", _("命名格式只能用{县}{乡镇}{村}{名}，并且要有固定的字"))
        found[str(kind)] = tuple(patterns)
    return found


def _is_pattern(pattern: object) -> bool:
    if not isinstance(pattern, str) or len(pattern) > 60 or not pattern.isprintable():
        return False
    fixed = _BRACES.sub("", pattern)
    return bool(fixed.strip()) and not set("{}") & set(fixed) and set(_BRACES.findall(pattern)) <= set(PLACEHOLDERS)


@article(2, "各地可根据当地实际，统一规范平台名称")
def fits(name: str, patterns: Sequence[str], words: Mapping[str, str]) -> bool:
    """Whether a station's name follows one of the county's patterns; any name does where there are none.

    words  placeholder → the division's name here; one that is missing cannot stand in a name
    """
    return not patterns or any(re.fullmatch(_expression(p, words), name) for p in patterns)


def _expression(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern as a regular expression; {名} is one to twenty letters, a missing division matches nothing."""
    parts = _BRACES.split(pattern)
    for place in range(1, len(parts), 2):
        word = words.get(parts[place], "")
        parts[place] = ".{1,20}" if parts[place] == "名" else re.escape(word) if word else r"(?!)"
    parts[::2] = [re.escape(part) for part in parts[::2]]
    return "".join(parts)


def example_name(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern with the names of a place filled in, to be shown: 寸石镇人大代表联络站; {名} stays as ……."""
    return _BRACES.sub(lambda found: words.get(found[1], "……"), pattern)


def adapt(base: Policy, changes: Mapping[str, object]) -> Policy:
    """A profile with a county's own values. What the law sets may only be shortened; BadPolicy otherwise."""
    unknown = set(changes) - set(LIMITS) - set(NUMBERS) - {"referral_allowed", "reply_classes", "station_names"}
    if unknown:
        raise _bad("、".join(sorted(unknown)), _("不能调整"))
    values: dict[str, Any] = {}
    for name, value in changes.items():
        if name in LIMITS:
            values[name] = _adapted_limit(name, getattr(base, name), limit_from(name, value))
        elif name in NUMBERS:
            values[name] = _number(name, value)
        elif name == "reply_classes":
            values[name] = classes_from(value)
        elif name == "station_names":
            values[name] = station_names_from(value)
        else:
            values[name] = _yes_no(name, value)
    bases = {**base.bases, **{name: "本县规定" for name in values if name not in LIMITS}}
    return replace(base, **values, bases=bases)


def _adapted_limit(name: str, base: Limit, own: Limit) -> Limit:
    if name in STATUTORY and (own.unit != base.unit or own.amount > base.amount):
        raise _bad(name, _("法律规定的期限只能缩短，不能延长"))
    return replace(own, basis=own.basis or "本县规定")


def _number(name: str, value: object) -> int:
    most = NUMBERS[name]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise _bad(name, _("应为0至%(most)s的整数") % {"most": most})
    return value


def _yes_no(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _bad(name, _("应为是或否"))
    return value
