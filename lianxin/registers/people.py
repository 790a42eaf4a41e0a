"""A roster against the register: who is new, who is known, what would change, and who must be asked about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.deputies import actions as deputies
from lianxin.deputies import permissions
from lianxin.deputies.actions import ArrivingMandate, ArrivingPerson
from lianxin.deputies.rules import TermState
from lianxin.kit.actor import SYSTEM, Actor, bounds, prefix
from lianxin.registers import rules
from lianxin.registers.places import Places
from lianxin.registers.rows import DeputyRow
from lianxin.registers.rules import Fate, Kind, Kinship, Line, Question, Report

IN_FORCE = "active"


@dataclass(slots=True)
class Held:
    """A mandate that is in the register."""

    code: str
    congress: str
    term: int
    district: str
    certificate: str
    status: str
    from_day: date
    until_day: date | None

    @property
    def mark(self) -> tuple[str, int, str, str]:
        return self.congress, self.term, self.district, self.certificate


@dataclass(slots=True)
class Somebody:
    """A person of the register, or one who comes with the file: then `pk` is 0."""

    name: str
    division: str = ""
    pk: int = 0
    code: str = ""
    gender: str = ""
    workplace: str = ""
    public: str = ""
    sealed: bytes = b""
    held: list[Held] = field(default_factory=list)
    rows: list[DeputyRow] = field(default_factory=list)
    own: dict[str, Held] = field(default_factory=dict)
    """Row key → the mandate that the row speaks of, when it is known."""

    def marks(self) -> Iterator[tuple[str, int, str, str]]:
        yield from (held.mark for held in self.held)
        yield from ((row.congress, row.term, row.district, row.certificate) for row in self.rows)

    def same_phone(self, number: str) -> bool | None:
        """Whether the private numbers agree; None when one of them is not known."""
        told = [row.mobile for row in self.rows if row.mobile]
        if not number or not (told or self.sealed):
            return None
        return number in told or (bool(self.sealed) and deputies.same_mobile(self.code, self.sealed, number))


_PERSON = ("pk", "code", "name", "division", "gender", "workplace", "public_contact", "private_mobile")
_MANDATE = ("code", "congress", "term", "district", "certificate_no", "status", "from_day", "until_day")


def known(county: str, rows: Iterable[DeputyRow]) -> dict[int, Somebody]:
    """Everybody kept in the county or holding a mandate there, and who bears a name of the file in a congress above."""
    low, high = bounds(county)
    within = Q(division__gte=low, division__lte=high) | Q(mandates__congress__gte=low, mandates__congress__lte=high)
    people = permissions.visible_to(SYSTEM)
    found = _somebodies(people, people.filter(within))
    above: dict[str, set[str]] = {}
    for row in rows:
        if row.congress and not row.congress.startswith(prefix(county)):
            above.setdefault(row.congress, set()).add(row.name)
    for congress, names in above.items():
        for part in _parts(sorted(names)):
            found |= _somebodies(people, people.filter(mandates__congress=congress, name__in=part))
    return found


def _parts(items: list[Any], size: int = 500) -> Iterator[list[Any]]:
    return (items[at : at + size] for at in range(0, len(items), size))


def _somebodies(people: Any, which: Any) -> dict[int, Somebody]:
    """Persons with all their mandates, one query."""
    columns = (*_PERSON, *(f"mandates__{column}" for column in _MANDATE))
    rows = people.filter(pk__in=which.values("pk")).order_by("pk", "mandates__pk").values_list(*columns)
    found: dict[int, Somebody] = {}
    for pk, code, name, division, gender, workplace, public, sealed, *mandate in rows.iterator(2000):
        if pk not in found:
            found[pk] = Somebody(name, division, pk, code, gender, workplace, public, bytes(sealed))
        if mandate[0]:
            found[pk].held.append(Held(*mandate))
    return found


@dataclass
class Roster:
    """Matches rows to people, one after the other, and tells the report."""

    places: Places
    report: Report
    by: Actor
    known: dict[int, Somebody]
    people: list[Somebody] = field(default_factory=list)
    """Whoever the file speaks of, in its order."""

    def __post_init__(self) -> None:
        self.by_code = {one.code: one for one in self.known.values()}
        self.by_name: dict[str, list[Somebody]] = {}
        self.by_certificate: dict[tuple[str, int, str], Somebody] = {}
        for one in self.known.values():
            self.by_name.setdefault(one.name, []).append(one)
            for held in one.held:
                if held.certificate:
                    self.by_certificate[held.congress, held.term, held.certificate] = one
        self.in_file: dict[tuple[str, int, str], DeputyRow] = {}
        terms = permissions.terms_visible_to(SYSTEM).values_list("congress", "number", "state")
        self.ended = {(congress, number) for congress, number, state in terms if state == TermState.ENDED}
        self.running = {congress: number for congress, number, state in terms if state == TermState.RUNNING}
        self.may_bring = cache(deputies.may_bring)
        self.may_renew = cache(deputies.may_bring_up_to_date)

    def take(self, row: DeputyRow) -> None:
        """One row. Whoever it speaks of has it afterwards, or the report says why nobody does."""
        row.term = row.term or self.running.get(row.congress, 0)
        if row.row.bad or not self._alone(row):
            return
        one = self._somebody(row)
        if one is None:
            return
        if any(other.congress == row.congress for other in one.rows):
            twice = next(other for other in one.rows if other.congress == row.congress)
            self._tell(row, "name", _("和第%(row)d行重复：同一个人在同一级人大只写一行。") % {"row": twice.row.number})
            return
        if self._fits(one, row):
            if not one.rows:
                self.people.append(one)
            one.rows.append(row)

    def _tell(self, row: DeputyRow, key: str, advice: str) -> None:
        self.report.faults.append(row.row.fault(key, advice))

    def _alone(self, row: DeputyRow) -> bool:
        """No other row of the file has the certificate."""
        if not row.certificate:
            return True
        key = (row.congress, row.term, row.certificate)
        first = self.in_file.setdefault(key, row)
        if first is not row:
            self._tell(
                row, "certificate",
                _("代表证号和第%(row)d行（%(name)s）重复，请核对。") % {"row": first.row.number, "name": first.name},
            )  # fmt: skip
        return first is row

    # ── who it is ──────────────────────────────────────────────────────────
    def _somebody(self, row: DeputyRow) -> Somebody | None:
        if row.code:
            return self._by_code(row)
        holder = self.by_certificate.get((row.congress, row.term, row.certificate)) if row.certificate else None
        if holder is not None:
            if holder.name == row.name:
                return holder
            self._tell(row, "certificate", _("代表证号已经登记给“%(name)s”，请核对。") % {"name": holder.name})
            return None
        return self._by_name(row)

    def _by_code(self, row: DeputyRow) -> Somebody | None:
        one = self.by_code.get(row.code)
        if one is None:
            self._tell(row, "code", _("没有这个代表码。新代表请把这一格空着。"))
        elif one.name != row.name:
            self._tell(
                row, "name", _("代表码是“%(name)s”的。改姓名请在代表的页面上改，不在表里改。") % {"name": one.name}
            )
            return None
        return one

    def _by_name(self, row: DeputyRow) -> Somebody | None:
        """Whoever bears the name already: the same person, surely another, or a question."""
        same: list[Somebody] = []
        asked: list[Somebody] = []
        for one in self.by_name.get(row.name, ()):
            kin = self._kin(one, row)
            if kin is not Kinship.OTHER:
                (same if kin is Kinship.SAME else asked).append(one)
        if row.twin == "same" and len(same or asked) == 1:
            return (same or asked)[0]
        if row.twin == "other" and not same:
            return self._new(row)
        if len(same) == 1 and row.twin != "other":
            return same[0]
        if not same and not asked:
            return self._new(row)
        self._ask(row, same + asked)
        return None

    def _kin(self, one: Somebody, row: DeputyRow) -> Kinship:
        """The surest word of all mandates: OTHER from any of them, else SAME, else ASK."""
        phones, mark = one.same_phone(row.mobile), (row.congress, row.term, row.district, row.certificate)
        said = {rules.kinship(mark, each, phones=phones) for each in one.marks()}
        if not said:
            return Kinship.SAME if phones else Kinship.ASK
        for kin in (Kinship.OTHER, Kinship.SAME):
            if kin in said:
                return kin
        return Kinship.ASK

    def _ask(self, row: DeputyRow, known: list[Somebody]) -> None:
        """Two of one name: asked about, never merged in silence."""
        words = tuple(dict.fromkeys(self._words(one) for one in known))
        self.report.questions.append(Question(row.row.sheet, row.row.number, row.name, words))
        row.row.bad = True

    def _words(self, one: Somebody) -> str:
        marks = ["".join((self.places.name_of(congress), district)) for congress, _t, district, _c in one.marks()]
        where = _("表中第%(row)d行") % {"row": one.rows[0].row.number} if one.rows and not one.pk else _("名册里已有")
        return f"{where}：{one.name}（{'、'.join(marks)}）" if marks else f"{where}：{one.name}"

    def _new(self, row: DeputyRow) -> Somebody:
        one = Somebody(row.name)
        self.by_name.setdefault(row.name, []).append(one)
        return one

    # ── whether it fits ────────────────────────────────────────────────────
    def _fits(self, one: Somebody, row: DeputyRow) -> bool:
        """The mandate of the row beside those that the person has."""
        own = next((held for held in one.held if held.congress == row.congress and held.term == row.term), None)
        if own is None and not row.term:
            running = [held for held in one.held if held.congress == row.congress and held.status == IN_FORCE]
            own = running[0] if running else None
        if own is not None:
            one.own[_key(row)] = own
            return self._dates_fit(own, row)
        if not row.term:
            self._tell(row, "term", _("没有写第几届。请在“届次”一列填数字，如 18。"))
            return False
        if (row.congress, row.term) in self.ended:
            self._tell(row, "term", _("第%(term)d届已经届满，请填本届。") % {"term": row.term})
            return False
        earlier = next((h for h in one.held if h.congress == row.congress and h.status == IN_FORCE), None)
        if earlier is not None:
            self._tell(
                row, "term",
                _("第%(term)d届还在任。新一届请先在“届次”里办换届，再导入。") % {"term": earlier.term},
            )  # fmt: skip
        return earlier is None

    def _dates_fit(self, own: Held, row: DeputyRow) -> bool:
        start, end = row.from_day or own.from_day, row.until_day or own.until_day
        if end is not None and end < start:
            self._tell(row, "until", _("止期%(end)s早于起期%(start)s，请核对。") % {"end": end, "start": start})
            return False
        return True

    # ── what comes of it ───────────────────────────────────────────────────
    def arrivals(self) -> list[tuple[Somebody, ArrivingPerson]]:
        """Everybody of the file as he arrives; rights are judged here, for the whole of each person."""
        found = []
        for one in self.people:
            one.division = one.division or self._keeper(one)
            arriving = self._arriving(one)
            if self._allowed(one, arriving):
                found.append((one, arriving))
        return found

    def _keeper(self, one: Somebody) -> str:
        """Who keeps a new person: the township whose deputy he is, else the county."""
        inside = [row.congress for row in one.rows if row.congress.startswith(prefix(self.places.county))]
        return max(inside, key=lambda code: len(prefix(code)), default=self.places.county)

    def _arriving(self, one: Somebody) -> ArrivingPerson:
        first = {key: _first(one.rows, key) for key in ("gender", "workplace", "public", "mobile")}
        if one.pk:
            kept = {"gender": one.gender, "workplace": one.workplace, "public": one.public}
            first |= {key: "" for key, value in kept.items() if first[key] == value}
            if first["mobile"] and deputies.same_mobile(one.code, one.sealed, first["mobile"]):
                first["mobile"] = ""
        return ArrivingPerson(
            one.name, one.division, first["gender"], first["workplace"], first["public"], first["mobile"],
            one.code, tuple(filter(None, (self._mandate(one, row) for row in one.rows))),
        )  # fmt: skip

    def _mandate(self, one: Somebody, row: DeputyRow) -> ArrivingMandate | None:
        """What the row says of its mandate; None when it says nothing new."""
        own = one.own.get(_key(row))
        name = "" if row.congress == rules.NATION else self.places.name_of(row.congress)
        arriving = ArrivingMandate(
            row.congress, row.term, name, row.district, row.certificate, row.from_day, row.until_day,
            own.code if own else "",
        )  # fmt: skip
        if own and not deputies.corrects((own.district, own.certificate, own.from_day, own.until_day), arriving):
            return None
        return arriving

    def _allowed(self, one: Somebody, arriving: ArrivingPerson) -> bool:
        """Whether `by` may do all of it; what he may not is told at the row."""
        for mandate in arriving.mandates:
            if not self.may_bring(self.by, one.division, mandate.congress):
                row = next(row for row in one.rows if row.congress == mandate.congress)
                where = self.places.name_of(mandate.congress)
                self._tell(row, "congress", _("您不能登记%(where)s的代表，请删去这一行。") % {"where": where})
                return False
        details = arriving.gender or arriving.workplace or arriving.public_contact or arriving.private_mobile
        if one.pk and details and not self.may_renew(self.by, one.division):
            self._tell(one.rows[0], "", _("这位代表由别的机关登记，您不能改他的资料。"))
            return False
        return True


def _key(row: DeputyRow) -> str:
    return f"{row.row.sheet}!{row.row.number}"


def _first(rows: list[DeputyRow], key: str) -> str:
    return next((value for row in rows if (value := getattr(row, key))), "")


def told(roster: Roster, arrivals: list[tuple[Somebody, ArrivingPerson]], seated: set[str]) -> None:
    """Counts and lines of the preview; `seated`: keys of rows that put somebody at a station."""
    report = roster.report
    count = report.count(Kind.DEPUTIES)
    for one, arriving in arrivals:
        brought = {(mandate.congress, mandate.term): mandate for mandate in arriving.mandates}
        renewed = any((arriving.gender, arriving.workplace, arriving.public_contact, arriving.private_mobile))
        for place, row in enumerate(one.rows):
            mandate = brought.get((row.congress, row.term))
            changed = mandate is not None or _key(row) in seated or (bool(one.pk) and renewed and place == 0)
            fate = Fate.NEW if mandate and not mandate.code else Fate.CHANGED if changed else Fate.SAME
            count.add(fate)
            if fate is not Fate.SAME:
                words = "".join((roster.places.name_of(row.congress), row.district))
                report.lines.append(Line(Kind.DEPUTIES, fate, row.row.sheet, row.row.number, row.name, words))
    spoken = {(row.congress, row.term) for one in roster.people for row in one.rows}
    here = {one.pk for one in roster.people}
    count.absent = sum(
        held.status == IN_FORCE and (held.congress, held.term) in spoken
        for pk, one in roster.known.items()
        if pk not in here
        for held in one.held
    )
