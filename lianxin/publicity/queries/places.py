"""您在哪儿？ From the words of a place to its station and its deputies, over the whole province, a few queries each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.deputies import queries as deputies
from lianxin.deputies.queries import DeputyCard, NamelessCount, Roster
from lianxin.deputies.rules import Way
from lianxin.divisions import finding
from lianxin.divisions import queries as divisions
from lianxin.divisions.finding import Named
from lianxin.divisions.rules import WIDTHS, Rank, county_code, spoken_name, township_code
from lianxin.kit.actor import Level, covers, prefix
from lianxin.locality import queries as locality
from lianxin.locality.queries import LocalityCard
from lianxin.publicity import rules
from lianxin.stations import queries as stations
from lianxin.stations.queries import GROUP_WORDS, Change, StationBrief, StationCard
from lianxin.stations.rules import State

VILLAGES_SHOWN = 8
SHOWN = 20
"""Places offered to choose from, at most."""
ELSEWHERE = 6
LISTED = 80
"""Stations that one page lists; where there are more, the map leads to them."""
DEPUTIES_A_PAGE = 60
SCOPES = 4
CODE = 12


# ── the counties of this installation ──────────────────────────────────────
def counties() -> list[str]:
    """The counties that use the product, in code order."""
    return [card.code for card in locality.localities()]


def reach(own: Sequence[str]) -> list[str]:
    """Scopes that hold the counties: themselves while they are few, else their provinces."""
    return list(own) if len(own) <= SCOPES else list(dict.fromkeys(code[:2].ljust(12, "0") for code in own))


def start(own: Sequence[str]) -> str:
    """Where a visitor begins: the one county, or the province of several ('' where there is none)."""
    if len(own) == 1:
        return own[0]
    return own[0][:2].ljust(12, "0") if own else ""


def _is_ours(code: str, own: Iterable[str]) -> bool:
    return any(covers(county, code) or covers(code, county) for county in own)


# ── words ──────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Choice:
    """A place that the words may mean: its name and what it lies in."""

    code: str
    name: str
    where: str


@dataclass(frozen=True)
class Sought:
    """What a visitor's words came to. `code`: the one place they mean. Nothing filled in: nobody knows such a place."""

    words: str
    code: str = ""
    unread: str = ""
    """What was not understood behind a place that was."""
    choices: tuple[Choice, ...] = ()
    more: int = 0
    """How many further places fit as well."""
    alike: bool = False
    """The choices only resemble the words."""
    elsewhere: tuple[Choice, ...] = ()
    stations: tuple[StationBrief, ...] = ()
    people: tuple[DeputyCard, ...] = ()
    long: bool = False

    @property
    def nothing(self) -> bool:
        return not (self.code or self.choices or self.stations or self.people)


def seek(typed: str, *, people: bool = False) -> Sought:
    """Read one field: a place, else a station's name or address; with `people` a deputy's name, too."""
    words = rules.shown_words(typed)
    if len(typed.strip()) > rules.LONGEST_WORDS:
        return Sought(words, long=True)
    own = counties()
    found = divisions.named(words)
    mine, best = [n for n in found if _is_ours(n.code, own)], finding.surest(found)
    top = finding.surest(mine)
    sure = bool(top) and top[0].weight == best[0].weight
    away = _choices([n for n in best if not _is_ours(n.code, own)][:ELSEWHERE])
    named = _called(words, own) if people else ()
    at = _stations_called(words, own) if not any(n.rank >= Rank.TOWNSHIP for n in top) else ()
    if sure and len(top) == 1 and not named and not at:
        return Sought(words, top[0].code, rules.unread(top[0].rest), elsewhere=away)
    alike = () if top or at or named else _alike(words, own)
    more = max(0, len(top) - SHOWN)
    return Sought(words, "", "", alike or _choices(top[:SHOWN]), more, bool(alike), away, at, named)


def _choices(named: Sequence[Named]) -> tuple[Choice, ...]:
    """With what each lies in, from the city down: names repeat."""
    names = divisions.names({above for n in named for above in rules.above(n.code)})
    return tuple(
        Choice(n.code, spoken_name(n.name), " ".join(names[a] for a in rules.above(n.code) if a in names))
        for n in named
    )


def _alike(words: str, own: Sequence[str]) -> tuple[Choice, ...]:
    """Places of our counties whose names hold the words, when no place is called so."""
    clean = finding.plain(words).replace(finding.BREAK, " ")
    found = [card for scope in reach(own) for card in divisions.search(clean, scope, limit=SHOWN)][:SHOWN]
    return tuple(Choice(card.code, spoken_name(card.name), " ".join(card.path[1:-1])) for card in found)


def _called(words: str, own: Sequence[str]) -> tuple[DeputyCard, ...]:
    name = rules.as_name(words)
    scopes = reach(own) if name else []
    return tuple(card for scope in scopes for card in deputies.called(name, scope).cards)[:SHOWN]


def _stations_called(words: str, own: Sequence[str]) -> tuple[StationBrief, ...]:
    clean = finding.plain(words).replace(finding.BREAK, " ")
    scopes = reach(own) if len(clean) > 1 else []
    return tuple(card for scope in scopes for card in stations.cards(scope, clean, limit=SHOWN))[:SHOWN]


# ── a place ────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Place:
    """A division as the finder shows it. `ours`: a county that uses the product holds it, or it holds one."""

    code: str
    name: str
    rank: Rank
    path: tuple[tuple[str, str], ...]
    """What it lies in, from the city (or, in an installation for one county, from the county) down: (code, name)."""
    ours: bool
    county: LocalityCard | None

    @property
    def is_small(self) -> bool:
        """A township or village: whoever is there is at the finder's end."""
        return self.rank >= Rank.TOWNSHIP


def place(code: str) -> Place | None:
    """A division by its code; None when there is none. Two queries."""
    digits = prefix(code) if len(code) == CODE and code.isascii() and code.isdigit() else ""
    names = divisions.names([code, *rules.above(code)]) if len(digits) in WIDTHS else {}
    if code not in names:
        return None
    here = locality.localities()
    own = [card.code for card in here]
    first = start(own)
    path = tuple((c, names[c]) for c in rules.above(code) if c in names and (not first or covers(first, c)))
    county = next((card for card in here if card.code == county_code(code)), None)
    rank = Rank(WIDTHS.index(len(digits)) + 1)
    return Place(code, spoken_name(names[code]), rank, path, _is_ours(code, own), county)


@dataclass(frozen=True)
class Answer:
    """The station of a place, and what else is near. `exact`: it stands in that very village or township."""

    station: StationBrief | None
    exact: bool
    near: tuple[StationBrief, ...]
    villages: tuple[tuple[str, str], ...]


def station_of(at: Place) -> Answer:
    """The station that answers for a township or village, as far as known."""
    found = stations.brief_for_place(at.code)
    township = township_code(at.code)
    near = [card for card in stations.cards(township) if found is None or card.code != found.code]
    rows = divisions.within(township).filter(rank=Rank.VILLAGE) if at.rank == Rank.TOWNSHIP else ()
    villages = tuple((row.code, spoken_name(row.name)) for row in rows)
    exact = found is not None and found.division == at.code
    return Answer(found, exact, tuple(near), villages)


@dataclass(frozen=True)
class Township:
    """A township with its stations."""

    code: str
    name: str
    stations: tuple[StationBrief, ...] = ()


def by_township(found: Sequence[StationBrief]) -> list[Township]:
    """Stations under their townships, those of the county itself first."""
    groups: dict[str, list[StationBrief]] = {}
    for station in found:
        groups.setdefault(township_code(station.division) or county_code(station.division), []).append(station)
    names = divisions.names(groups)
    return [Township(code, names.get(code, _("全县")), tuple(rows)) for code, rows in sorted(groups.items())]


def stations_in(code: str) -> list[Township]:
    """The stations of a county by township, while one page can list them; above that the map leads on."""
    return by_township(stations.cards(code)) if sum(stations.tallies(code, 6).values()) <= LISTED else []


def villages_of(station: StationCard | None) -> list[str]:
    """The villages of a station's township, by name."""
    if station is None or not township_code(station.division):
        return []
    return [row.name for row in divisions.children(township_code(station.division))]


# ── who is no longer there ─────────────────────────────────────────────────
@dataclass(frozen=True)
class Gone:
    """A station that was: its name, and the open one that goes on, or stands nearest by the division."""

    name: str
    merged: bool
    code: str = ""
    """Of the station to go to now, '' while none is known."""
    to: str = ""


def gone_station(code: str) -> Gone | None:
    """A merged or closed station by its public code; None for any other."""
    row = stations.by_code(code)
    if row is None or row.state not in (State.CLOSED, State.MERGED):
        return None
    to = stations.moved_to(code)
    near = None if to else stations.for_place(row.division)
    lead = to or near
    return Gone(row.name, to is not None, lead.code if lead else "", lead.name if lead else "")


def instead_of_deputy(code: str) -> StationBrief | None:
    """The station for a deputy's code that shows nobody: where he is or was last, else the one of his place."""
    person = deputies.by_code(code)
    if person is None:
        return None
    last = stations.last_of_deputy(code)
    near = None if last else stations.for_place(person.division)
    found = last.code if last else near.code if near else ""
    return stations.card(found) if found else StationBrief("", "", "", person.division, "", "", "", "", "")


# ── deputies ───────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Group:
    """Deputies of one level: those who may be named, and how many may not."""

    level: Level
    words: str
    cards: tuple[DeputyCard, ...]
    nameless: NamelessCount | None
    count: int
    """All of the level, on this page or not."""


@dataclass(frozen=True)
class Around:
    """The deputies of a place, as far as known. `own`: their district names the village."""

    own: tuple[DeputyCard, ...]
    groups: tuple[Group, ...]
    page: int = 1
    pages: int = 1

    @property
    def count(self) -> int:
        return len(self.own) + sum(group.count for group in self.groups)


def deputies_of(at: Place, page: int = 1) -> Around:
    """Of a county its own deputies; of a township everybody of its congress, of its stations, and whose district
    names it; of a village the same, those whose district names the village first. `page` from 1."""
    if not at.is_small:
        return _paged(deputies.roster(deputies.people_in(deputies.seated((at.code,)))), page)
    shown = stations.deputies_around(at.code)
    if at.rank != Rank.VILLAGE:
        return _paged(shown, page)
    own = tuple(card for card in shown.cards if finding.mentions(card.district, at.name))
    rest = Roster(tuple(card for card in shown.cards if card not in own), shown.nameless)
    found = _paged(rest, page)
    return Around(own, found.groups, found.page, found.pages)


def _paged(shown: Roster, page: int) -> Around:
    """One page of the cards under their levels: county and township first, as the guidance has it (Article 3)."""
    levels = sorted(Level, key=lambda level: (level < Level.COUNTY, level))
    ordered = [card for level in levels for card in shown.at_level(level)]
    pages = max(1, -(-len(ordered) // DEPUTIES_A_PAGE))
    now = min(max(1, page), pages)
    here = ordered[(now - 1) * DEPUTIES_A_PAGE : now * DEPUTIES_A_PAGE]
    nameless = {count.level: count for count in shown.nameless}
    groups = []
    for level in levels:
        cards = tuple(card for card in here if card.level == level)
        hidden = nameless.get(level) if now == pages else None
        if cards or hidden:
            whole = len(shown.at_level(level)) + (nameless[level].count if level in nameless else 0)
            groups.append(Group(level, str(GROUP_WORDS[level]), cards, hidden, whole))
    return Around((), tuple(groups), now, pages)


def newest_changes(limit: int) -> list[Change]:
    """Stations that opened, closed or merged, the newest first."""
    return stations.changes(counties(), limit)


# ── open data ──────────────────────────────────────────────────────────────
A_TIME = 500


def all_stations() -> list[StationBrief]:
    """Every open station, in order of codes."""
    found, after = [], ""
    while rows := stations.page(after, A_TIME):
        found += rows
        after = rows[-1].code
    return found


def all_deputies() -> list[DeputyCard]:
    """Everybody whom an exported table may name, with his stations, in order of codes."""
    found: list[DeputyCard] = []
    after = "-"
    while after:
        rows, after = deputies.cards_page("" if after == "-" else after, A_TIME, Way.TABLE)
        found += stations.with_stations(rows)
    return found
