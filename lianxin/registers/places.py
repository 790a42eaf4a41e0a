"""Names of places as a county's tables write them: its townships and villages, itself, its city and province."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from django.utils.translation import gettext as _

from lianxin.deputies.rules import NoCongress, level_of_congress
from lianxin.divisions import queries as divisions
from lianxin.divisions.rules import Kind as DivisionKind
from lianxin.divisions.rules import Rank, stem
from lianxin.kit.actor import Level, prefix
from lianxin.registers import rules
from lianxin.sheets.reading import Unreadable

_ENDINGS = ("人民代表大会", "人大常委会", "人大代表", "人大主席团", "人大", "人民政府")


def near(words: str, known: Iterable[str]) -> str:
    """“（是不是X、Y？）” with the names nearest to some words, '' when none is near."""
    found = get_close_matches(words, list(dict.fromkeys(known)), 3, 0.5)
    return _("是不是%(names)s？") % {"names": "、".join(f"“{name}”" for name in found)} if found else ""


@dataclass
class Places:
    """One county with everything in it and above it."""

    county: str
    names: dict[str, str] = field(default_factory=dict)
    """Code → name: the county, its townships and villages, its city and province."""
    kinds: dict[str, DivisionKind] = field(default_factory=dict)

    @classmethod
    def of(cls, county: str) -> "Places":
        places = cls(county)
        for row in (*divisions.ancestors(county), *divisions.within(county)):
            places.names[row.code], places.kinds[row.code] = row.name, DivisionKind(row.kind)
        return places

    @cached_property
    def townships(self) -> dict[str, str]:
        """Name → code; also by the stem (寸石) where it is no other's."""
        found: dict[str, str] = {}
        for code, name in self._of_rank(Rank.TOWNSHIP):
            found.setdefault(name, code)
            if short := stem(name):
                found[short] = "" if short in found else code
        return {name: code for name, code in found.items() if code}

    @cached_property
    def villages(self) -> dict[str, list[str]]:
        """Name → codes: names of villages repeat."""
        found: dict[str, list[str]] = {}
        for code, name in self._of_rank(Rank.VILLAGE):
            for said in {name, name.removesuffix("委会"), name.removesuffix("居委会")}:
                found.setdefault(said, []).append(code)
        return found

    def _of_rank(self, rank: Rank) -> list[tuple[str, str]]:
        width = (2, 4, 6, 9, 12)[rank - 1]
        return [(c, n) for c, n in self.names.items() if len(prefix(c)) == width and c.startswith(prefix(self.county))]

    @property
    def name(self) -> str:
        return self.names.get(self.county, self.county)

    def name_of(self, code: str) -> str:
        return _("全国") if code == rules.NATION else self.names.get(code, code)

    def above(self, level: Level) -> str:
        """The division of a level that holds the county, itself included."""
        if level is Level.NATIONAL:
            return rules.NATION
        return self.county[: {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6}[level]].ljust(12, "0")

    # ── one place ──────────────────────────────────────────────────────────
    def coded(self, words: str) -> str:
        """The code that stands there in digits (6, 9 or 12); '' when none does. Unreadable when nobody knows it."""
        if not (words.isascii() and words.isdigit() and len(words) in (6, 9, 12)):
            return ""
        code = words.ljust(12, "0")
        if code != rules.NATION and code not in self.names:
            raise Unreadable(_("本县没有这个区划代码。请核对，或者改写名称。"))
        return code

    def township(self, words: str) -> str:
        """The code of a township by name; Unreadable names those that are near."""
        plain = words.removeprefix(self.name)
        code = self.coded(words) or self.townships.get(plain) or self.townships.get(plain.removesuffix("人大"))
        if not code:
            raise Unreadable(
                _("%(county)s没有“%(name)s”。%(near)s")
                % {"county": self.name, "name": words, "near": near(plain, self.townships)}
            )
        return code

    def village(self, words: str, township: str) -> str:
        """The code of a village by name within a township ('' any); Unreadable when it is none, or several."""
        if code := self.coded(words):
            return code
        head = prefix(township) if township else ""
        found = [code for code in self.villages.get(words, ()) if code.startswith(head)]
        if len(found) == 1:
            return found[0]
        if found:
            raise Unreadable(
                _("本县有%(n)d个“%(name)s”。请在“乡镇”一列写明是哪个乡镇的。") % {"n": len(found), "name": words}
            )
        known = [name for name, codes in self.villages.items() if any(code.startswith(head) for code in codes)]
        where = self.name_of(township) if township else self.name
        raise Unreadable(
            _("%(where)s没有“%(name)s”。%(near)s") % {"where": where, "name": words, "near": near(words, known)}
        )

    def place(self, words: str) -> str:
        """The code of the county, one above it, a township or a village by its name or digits."""
        if code := self.coded(words):
            return code
        for code, name in self.names.items():
            if name == words and self.county.startswith(prefix(code)):
                return code
        if words in self.villages and words not in self.townships:
            return self.village(words, "")
        return self.township(words)

    # ── congresses ─────────────────────────────────────────────────────────
    def congress(self, level_words: str, congress_words: str, township_words: str, said: str = "") -> str:
        """The congress that a row names; `said` is the township that the sheet's title speaks of.

        Unreadable when it names none, one that does not exist, or two that contradict each other.
        """
        named = self._named(congress_words) if congress_words else ""
        level = self._level(level_words) if level_words else None
        if named and level and level_of_congress(named) != level:
            raise Unreadable(
                _("“%(level)s”和“%(congress)s”对不上，请改正其中一个。")
                % {"level": level_words, "congress": congress_words}
            )
        if not named and level is None:
            raise Unreadable(_("看不出是哪一级人大的代表。请在“层级”一列填：全国、省、市、县、乡。"))
        if not named and level is not Level.TOWNSHIP:
            assert level is not None
            named = self.above(level)
        return named or self._of_township(township_words, said)

    def _of_township(self, words: str, said: str) -> str:
        if not words and not said:
            raise Unreadable(_("看不出是哪个乡镇的人大。请在“乡镇”一列写明。"))
        return self._with_congress(self.township(words) if words else said)

    def _level(self, words: str) -> Level:
        if "街道" in words:
            raise Unreadable(_("街道没有人民代表大会。住在街道的县级代表，层级写“县”。"))
        level = rules.level_of(words)
        if level is Level.CITY and self.kinds.get(self.county) is DivisionKind.COUNTY_CITY:
            upper = self.names.get(self.above(Level.CITY), "")
            raise (
                Unreadable(
                    _("“市”在这里有两个意思。请在“所属人大”一列写“%(upper)s”或者“%(county)s”，或者把层级写成“县”。")
                    % {"upper": upper, "county": self.name}
                )
                if not words.startswith(("设区", "地级"))
                else Unreadable(_("请在“所属人大”一列写“%(upper)s”。") % {"upper": upper})
            )
        if level is None:
            raise Unreadable(_("不认识这个层级。一行只写一个：全国、省、市、县、乡；一人两级代表就写两行。"))
        return level

    def _named(self, words: str) -> str:
        plain = words
        for ending in _ENDINGS:
            plain = plain.removesuffix(ending)
        if plain in ("全国", "中华人民共和国"):
            return rules.NATION
        if plain == words and rules.level_of(words) and words not in self.names.values():
            raise Unreadable(_("请写人大的名称，如“%(county)s”或者“%(county)s人大”。") % {"county": self.name})
        return self._with_congress(self.place(plain))

    def _with_congress(self, code: str) -> str:
        try:
            level_of_congress(code)
        except NoCongress as error:
            raise Unreadable(
                _("“%(name)s”没有人民代表大会（街道、村和社区都没有）。住在那里的县级代表，层级写“县”。")
                % {"name": self.name_of(code)}
            ) from error
        return code

    def township_in(self, words: str) -> str:
        """The township that a title or a sheet's name speaks of, when it speaks of exactly one."""
        found = {code for code, name in self._of_rank(Rank.TOWNSHIP) if name in words}
        return found.pop() if len(found) == 1 else ""
