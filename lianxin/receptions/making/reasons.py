"""What the plan maker found, in words: steps while it works, wishes not met, and why. For the side that has Django."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from lianxin.base.context import tongue
from lianxin.kit.wording import day
from lianxin.receptions.making.values import Kind, Param, Reason, Unmet


def step_words(step: str) -> str:
    """What the maker is doing."""
    return {
        "days": _("排日子"),
        "seats": _("排代表"),
        "wishes": _("逐项照顾要求"),
        "spread": _("让各位代表的次数和间隔均匀"),
        "why": _("查找排不下的原因"),
        "done": _("排好了"),
    }.get(step, _("正在排"))


def unmet_words(unmet: Unmet, people: Mapping[int, str], receptions: Mapping[str, str]) -> str:
    """A wish not met, by names: 李秀英要求至少2次，排到1次。"""
    said: dict[str, Param] = {"wanted": unmet.wanted, "got": unmet.got, "name": _name(unmet, people, receptions)}
    if unmet.kind == Kind.NEEDS and not unmet.got:
        return _("%(name)s没有代表能来，应有%(wanted)d位。") % said
    return {
        Kind.LEAST: _("%(name)s应当至少接待%(wanted)d次，只排到%(got)d次。"),
        Kind.NEEDS: _("%(name)s应有%(wanted)d位代表，只排到%(got)d位。"),
        Kind.OWN_DAY: _("%(name)s自己选了%(wanted)d天，排到%(got)d天。"),
        Kind.ROOM: _("%(name)s没有能用的场地，不能举行。"),
    }[unmet.kind] % said


def why_words(unmet: Unmet, people: Mapping[int, str], receptions: Mapping[str, str]) -> tuple[str, ...]:
    """Why, a sentence for each reason; keys without a name are shown as they are."""
    return tuple(reason_words(reason, people, receptions) for reason in unmet.why)


def reason_words(reason: Reason, people: Mapping[int, str], receptions: Mapping[str, str]) -> str:
    """One reason as a sentence."""
    if reason.code == "together":
        return _("与这些已经排好的要求合在一起排不下：%(wishes)s。") % {
            "wishes": "；".join(_wishes(reason.params, people, receptions))
        }
    made = _SENTENCES.get(reason.code)
    return made(_Said(reason.params, people, receptions)) if made else _("没有在限定的时间内算出原因。")


def _name(unmet: Unmet, people: Mapping[int, str], receptions: Mapping[str, str]) -> str:
    if unmet.kind in (Kind.LEAST, Kind.OWN_DAY):
        return people.get(int(unmet.key), str(unmet.key))
    return receptions.get(str(unmet.key), str(unmet.key))


def _wishes(params: tuple[Param, ...], people: Mapping[int, str], receptions: Mapping[str, str]) -> Iterator[str]:
    for kind, key, amount in zip(params[::3], params[1::3], params[2::3], strict=True):
        said: dict[str, Param] = {"amount": amount}
        said["name"] = _name(Unmet(Kind(str(kind)), key, 0, 0, ()), people, receptions)
        yield {
            Kind.LEAST: _("%(name)s至少%(amount)d次"),
            Kind.OWN_DAY: _("%(name)s自己选的%(amount)d天"),
            Kind.NEEDS: _("%(name)s的%(amount)d位代表"),
            Kind.ROOM: _("%(name)s如期举行"),
        }[Kind(str(kind))] % said


class _Said:
    """The parameters of a reason as they are shown."""

    def __init__(self, params: tuple[Param, ...], people: Mapping[int, str], receptions: Mapping[str, str]) -> None:
        self.params, self.people, self.receptions = params, people, receptions

    def numbers(self, *names: str) -> dict[str, Param]:
        """The parameters under names."""
        return dict(zip(names, self.params, strict=True))

    def on_day(self, *names: str) -> dict[str, Param]:
        """The first parameter as a day, the others under names."""
        return {"day": day(date.fromisoformat(str(self.params[0])), tongue())} | dict(
            zip(names, self.params[1:], strict=True)
        )

    def of_person(self, other: str) -> dict[str, Param]:
        """A deputy by name, and a reception by its name or a number."""
        who, what = self.params
        return {"person": self.people.get(int(who), str(who)), other: self.receptions.get(str(what), what)}

    def with_reception(self) -> dict[str, Param]:
        """A day, and a reception by its name."""
        said = self.on_day("reception")
        return said | {"reception": self.receptions.get(str(said["reception"]), said["reception"])}


_SENTENCES: dict[str, Callable[[_Said], str]] = {
    "no_day": lambda said: _("没有定下任何可用的日子。"),
    "room_busy": lambda said: (
        _("%(day)s%(starts)s到%(ends)s场地已有安排：%(what)s。") % said.on_day("starts", "ends", "what")
    ),
    "room_shared": lambda said: _("%(day)s场地已经排给%(reception)s。") % said.with_reception(),
    "few_people": lambda said: (
        _("这个站可以排班的代表只有%(people)d位，少于%(needs)d位。") % said.numbers("people", "needs")
    ),
    "few_that_day": lambda said: (
        _("可选的日子里最多只有%(there)d位代表能来，这个站共有%(people)d位。") % said.numbers("there", "people")
    ),
    "most_together": lambda said: (
        _("这个站各位代表最多一共接待%(most)d次，少于全年的%(seats)d个席位。") % said.numbers("most", "seats")
    ),
    "most_below_least": lambda said: _("最多%(most)d次，比至少%(least)d次还少。") % said.numbers("most", "least"),
    "few_receptions": lambda said: (
        _("所在的站全年计划%(planned)d次接待，能举行的只有%(held)d次。") % said.numbers("planned", "held")
    ),
    "few_own_days": lambda said: _("自己选的日子里只有%(held)d次接待。") % said.numbers("held"),
    "away_always": lambda said: _("所在的站全年%(held)d次接待，请假或者在别处，都来不了。") % said.numbers("held"),
    "away_often": lambda said: (
        _("所在的站全年%(held)d次接待，请假或者在别处错过%(missed)d次，只能赶上%(left)d次。")
        % said.numbers("held", "missed", "left")
    ),
    "same_days": lambda said: (
        _("所在各站的接待挤在同样的日子，一天只能去一处，最多%(most)d次。") % said.numbers("most")
    ),
    "few_seats": lambda said: (
        _("%(people)d位代表一共要求%(wished)d次，他们能用的席位只有%(seats)d个。")
        % said.numbers("seats", "people", "wished")
    ),
    "elsewhere": lambda said: _("%(person)s当天在%(reception)s。") % said.of_person("reception"),
    "at_most": lambda said: _("%(person)s最多接待%(most)d次，已经排满。") % said.of_person("most"),
    "own_seats": lambda said: _("另有%(seats)d个席位给了自己选定日子的代表。") % said.numbers("seats"),
    "day_without": lambda said: _("%(day)s，所在的站没有接待。") % said.on_day(),
    "day_away": lambda said: _("%(day)s请假或者在别处。") % said.on_day(),
    "day_most": lambda said: _("%(day)s没有排：最多接待%(most)d次，已经排满。") % said.on_day("most"),
    "day_seats": lambda said: (
        _("%(day)s只有%(seats)d个席位，自己选了这一天的代表有%(people)d位。") % said.on_day("seats", "people")
    ),
    "day_room": lambda said: _("%(day)s的接待没有场地：%(what)s。") % said.on_day("what"),
    "day_elsewhere": lambda said: (
        _("%(day)s没有接待：%(reception)s改在别的日子，或者不能举行。") % said.with_reception()
    ),
    "impossible": lambda said: _("即使不顾其他要求也排不下。"),
    "others": lambda said: _("席位都已排给其他要求，互相牵连的要求太多，没有逐一列出。"),
}
