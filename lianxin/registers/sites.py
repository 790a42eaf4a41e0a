"""Stations of a file against the register, and which deputies of the file are at which of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from lianxin.deputies.rules import LOCAL_LEVELS, level_of_congress
from lianxin.divisions.rules import township_code
from lianxin.kit.actor import SYSTEM, Actor
from lianxin.registers.people import Somebody, _key
from lianxin.registers.places import Places, near
from lianxin.registers.rows import DeputyRow, StationRow
from lianxin.registers.rules import Fate, Kind, Line, Report
from lianxin.stations import actions as stations
from lianxin.stations import permissions, queries
from lianxin.stations.actions import ArrivingSeat, ArrivingStation
from lianxin.stations.rules import STANDING, State


@dataclass(frozen=True, slots=True)
class Seat:
    """A person of the file at a station: `station` is a place among the arrivals, or -1 and `pk` its key."""

    person: Somebody
    row: DeputyRow
    station: int
    pk: int


NAMED = 5


def _some(names: Sequence[str]) -> str:
    """The first few of them."""
    return "、".join(names[:NAMED]) + ("……" if len(names) > NAMED else "")


@dataclass
class Sites:
    """Matches rows to stations, one after the other."""

    places: Places
    report: Report
    by: Actor
    arrivals: list[ArrivingStation] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known = list(permissions.visible_to(SYSTEM).filter(county=self.places.county, state__in=STANDING))
        self.by_name: dict[str, Any] = {row.name: row for row in self.known}
        self.by_code = {row.code: row for row in self.known}
        self.in_file: dict[str, StationRow] = {}
        self.place_of: dict[str, int] = {}
        self.met: set[int] = set()
        self.may_bring, self.may_seat = cache(stations.may_bring_station), cache(stations.may_seat)

    def _tell(self, row: StationRow, key: str, advice: str) -> None:
        self.report.faults.append(row.row.fault(key, advice))

    def take(self, row: StationRow) -> None:
        """One row: a new station, one that changes, or one that is the same."""
        if row.row.bad:
            return
        first = self.in_file.setdefault(row.name, row)
        if first is not row:
            self._tell(row, "name", _("和第%(row)d行重复：一个站只写一行。") % {"row": first.row.number})
            return
        held = self._held(row)
        if row.row.bad:
            return
        self._new(row) if held is None else self._old(row, held)

    def _held(self, row: StationRow) -> Any:
        held = self.by_code.get(row.code) if row.code else self.by_name.get(row.name)
        if row.code and held is None:
            self._tell(row, "code", _("本县没有这个站点码。新设的站请把这一格空着。"))
        elif held is not None and held.name != row.name:
            self._tell(
                row, "name", _("站点码是“%(name)s”的。改站名请在站的页面上改，不在表里改。") % {"name": held.name}
            )
        elif held is not None and row.division and held.division != row.division:
            where = self.places.name_of(held.division)
            self._tell(row, "division", _("同名的站已经登记在%(where)s。请核对，或者换个站名。") % {"where": where})
        return held

    def _new(self, row: StationRow) -> None:
        if not row.division:
            self._tell(row, "township", _("没有写设在哪里。请在“乡镇”一列填乡镇或者街道的名称。"))
        elif not self.may_bring(self.by, row.division):
            self._tell(row, "name", _("新设的站由县人大代表工委登记，您可以在“联络站”里申报。"))
        else:
            self.place_of[row.name] = len(self.arrivals)
            self.arrivals.append(
                ArrivingStation(row.name, row.division, row.kind or "station", row.details, row.opened)
            )
            self._count(row, Fate.NEW, self.places.name_of(row.division))

    def _old(self, row: StationRow, held: Any) -> None:
        self.met.add(held.pk)
        arriving = ArrivingStation(row.name, held.division, held.kind, row.details, None, held.code)
        changed = stations.differs(held, arriving)
        if changed and not self.may_seat(self.by, held.division):
            self._tell(row, "name", _("这个站不归您管，不能改它的资料。"))
            return
        if changed:
            self.arrivals.append(arriving)
        titles = "、".join(row.row.titles.get(key, key) for key in changed)
        self._count(row, Fate.CHANGED if changed else Fate.SAME, titles)

    def _count(self, row: StationRow, fate: Fate, words: str) -> None:
        self.report.count(Kind.STATIONS).add(fate)
        if fate is not Fate.SAME:
            self.report.lines.append(Line(Kind.STATIONS, fate, row.row.sheet, row.row.number, row.name, words))

    def finished(self) -> None:
        if Kind.STATIONS in self.report.counts:
            self.report.count(Kind.STATIONS).absent = sum(row.pk not in self.met for row in self.known)
            self._note()

    def _note(self) -> None:
        """What is no fault of a station that stands already, and yet is for the county office to look at (Art. 2)."""
        new = [each for each in self.arrivals if not each.code]
        odd = [each.name for each in new if not queries.follows_pattern(each.name, each.kind, each.division)]
        if odd:
            words = _("有%(n)d个新登记的站，名称不合本县的格式，照登了：%(names)s。以后改名时请按格式来。")
            self.report.notes.append(words % {"n": len(odd), "names": _some(odd)})
        in_village: dict[str, set[str]] = {}
        for division, name in [(each.division, each.name) for rows in (self.known, new) for each in rows]:
            if division != township_code(division):
                in_village.setdefault(division, set()).add(name)
        twice = [each.name for each in new if len(in_village.get(each.division, ())) > 1]
        if twice:
            words = _("有%(n)d个新登记的站，同一个村里还有别的站：%(names)s。是不是重复建站，请看一看。")
            self.report.notes.append(words % {"n": len(twice), "names": _some(twice)})

    # ── who is where ───────────────────────────────────────────────────────
    def seat(self, people: Iterable[Somebody]) -> set[str]:
        """Whoever is put at a station by the file; the keys of the rows that do so."""
        people = [one for one in people if any(row.stations for row in one.rows)]
        taken = self._taken()
        seated = set()
        for one in people:
            for row in one.rows:
                for name in row.stations:
                    place = self._station(row, name)
                    mark = (one.pk or id(one), name)
                    if place is None or mark in taken:
                        continue
                    taken.add(mark)
                    seated.add(_key(row))
                    self.seats.append(Seat(one, row, *place))
        return seated

    def _taken(self) -> set[tuple[int, str]]:
        """Who is at which station already."""
        taken: set[tuple[int, str]] = set()
        rows = permissions.visible_to(SYSTEM).filter(county=self.places.county, attachments__until_day=None)
        taken.update(rows.exclude(attachments=None).values_list("attachments__person_id", "name"))
        return taken

    def _station(self, row: DeputyRow, name: str) -> tuple[int, int] | None:
        if name in self.place_of:
            return self._allowed(row, self.arrivals[self.place_of[name]].division, (self.place_of[name], 0))
        held = self.by_name.get(name)
        if held is None or held.state != State.OPEN:
            known = [*self.place_of, *(n for n, r in self.by_name.items() if r.state == State.OPEN)]
            self._tell_deputy(row, _("没有开放的“%(name)s”。%(near)s") % {"name": name, "near": near(name, known)})
            return None
        return self._allowed(row, held.division, (-1, held.pk))

    def _allowed(self, row: DeputyRow, division: str, place: tuple[int, int]) -> tuple[int, int] | None:
        if self.may_seat(self.by, division):
            return place
        self._tell_deputy(row, _("这个站不归您管，不能登记进站代表。"))
        return None

    def _tell_deputy(self, row: DeputyRow, advice: str) -> None:
        self.report.faults.append(row.row.fault("stations", advice))

    def arriving_seats(self, station_keys: list[int], person_keys: dict[int, int]) -> list[ArrivingSeat]:
        """Seats with the keys that the arrivals were given; `person_keys`: id of somebody → key."""
        return [
            ArrivingSeat(
                seat.pk or station_keys[seat.station], person_keys[id(seat.person)], seat.row.attached,
                invited=not _is_local(seat.person),
            )
            for seat in self.seats
        ]  # fmt: skip


def _is_local(one: Somebody) -> bool:
    """Whether somebody has a county or township mandate: then he belongs to the station without being invited."""
    congresses = {row.congress for row in one.rows} | {held.congress for held in one.held if held.status == "active"}
    return any(level_of_congress(congress) in LOCAL_LEVELS for congress in congresses)
