"""The county of Article 5: a deputy for each level × item × what he agreed to, and what leaves the house, as text.

Each item of each deputy holds a word that stands nowhere else, and each photo a colour of its own, so that pages,
tables and papers can be searched for them.
"""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote

import pypdf
from django.test import Client
from PIL import Image

from lianxin.deputies import actions
from lianxin.deputies.models import Person
from lianxin.kit import moment
from lianxin.kit.actor import SYSTEM, Level
from lianxin.papers.shapes import Board, Chart, DeputyCards, Paper, Roster, TableCard
from lianxin.stations import actions as stations
from lianxin.stations.models import Station
from lianxin.worlds.cast import CITY, COUNTY, PROVINCE, TOWN, Cast
from tests import walking
from tests.world import world

CONGRESS = {
    Level.NATIONAL: "0" * 12, Level.PROVINCE: PROVINCE, Level.CITY: CITY, Level.COUNTY: COUNTY, Level.TOWNSHIP: TOWN,
}  # fmt: skip
BEGAN, RAN_OUT = date(2021, 12, 1), date(2026, 11, 22)
UPPER = (Level.NATIONAL, Level.PROVINCE, Level.CITY)
LOCAL = (Level.COUNTY, Level.TOWNSHIP)
ITEMS = ("name", "photo", "workplace", "contact")
STATES = ("none", "withdrawn", "everywhere", "web", "print", "table", "here", "elsewhere")
"""What he agreed to for the one item: nothing, something taken back, all, one way, one station."""
GONE = ("suspended", "ended", "run_out", "term_over")
HERE, AWAY, ANYWHERE = "here", "elsewhere", ""
"""Where something stands: at the deputy's own station, at another one where he is too, on a page of no station."""
AT_A_STATION = 10
"""A notice names twelve deputies at most, and no one's fate may depend on the others'."""
SIGNS = "甲乙丙丁戊己庚辛壬癸"


def spelled(number: int) -> str:
    """A number as three letters that a name may have and that no page writes otherwise."""
    return "".join(SIGNS[int(digit)] for digit in f"{number:03d}")


@dataclass
class Cell:
    """One deputy, the item that he stands for, and what he agreed to; `words` by item."""

    number: int
    levels: tuple[Level, ...]
    item: str
    state: str
    person: Person
    station: Station
    words: dict[str, str] = field(default_factory=dict)

    @property
    def is_gone(self) -> bool:
        return self.state in GONE

    @property
    def is_local(self) -> bool:
        return bool(set(self.levels) & set(LOCAL))

    def agreed(self, item: str, way: str, at: str) -> bool:
        """Said again, apart from the rules: whether he let this item be known that way in that place."""
        state = self.state if item == self.item else "everywhere"
        plain = {"none": False, "withdrawn": False, "everywhere": True, HERE: at == HERE, AWAY: at == AWAY}
        return plain.get(state, state == way)

    def shown(self, item: str, way: str, at: str = ANYWHERE) -> bool:
        if self.is_gone:
            return False
        return self.is_local or (self.agreed("name", way, at) and self.agreed(item, way, at))

    @property
    def colour(self) -> tuple[int, int, int]:
        """Of his photo; a JPEG changes each part by less than half a step."""
        return 10 + 23 * self.plate[0], 10 + 23 * self.plate[1], 128

    @property
    def plate(self) -> tuple[int, int]:
        """The colour of his photo in steps, as `colours_in` finds it."""
        return self.number % 11, self.number // 11

    @property
    def mobile(self) -> str:
        return f"0700-{self.number:07d}"

    def __str__(self) -> str:
        return f"{'+'.join(level.name for level in self.levels)} {self.item} {self.state}"


@dataclass
class County:
    cast: Cast
    cells: list[Cell]
    stations: list[Station]

    @property
    def both(self) -> list[Cell]:
        """Those who are at `cast.next_station` too."""
        return [c for c in self.cells if c.state in (HERE, AWAY) and c.levels == (Level.PROVINCE,)]

    def browser(self, nick: str) -> Client:
        client = Client()
        client.force_login(self.cast.users[nick], backend=walking.BACKEND)
        return client


def cells_of() -> Iterator[tuple[tuple[Level, ...], str, str]]:
    yield from (((level,), item, state) for level in UPPER for item in ITEMS for state in STATES)
    yield from (((level,), "name", "none") for level in LOCAL)
    yield from (((upper, local), "name", "none") for upper, local in zip(UPPER, (*LOCAL, Level.COUNTY), strict=True))
    yield from (((level,), "name", state) for level in (Level.PROVINCE, Level.TOWNSHIP) for state in GONE)


def portrait(colour: tuple[int, int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (50, 70), colour).save(out, "JPEG", quality=95)
    return out.getvalue()


def deputy(number: int, levels: tuple[Level, ...], item: str, state: str, here: Station, away: Station) -> Cell:
    sign = spelled(number)
    words = {"name": f"祁{sign}", "workplace": f"单位{sign}所", "contact": f"联系{sign}处"}
    cell = Cell(number, levels, item, state, Person(), here, words)
    person = actions.register_person(
        words["name"], division=TOWN, workplace=words["workplace"], public_contact=words["contact"],
        private_mobile=cell.mobile, by=SYSTEM,
    )  # fmt: skip
    cell.person = person = actions.give_photo(person, portrait(cell.colour), by=SYSTEM)
    words["photo"] = PurePath(person.photo.name or "").stem
    for level in levels:
        ran_out = {"term": 19, "until_day": RAN_OUT} if state == "run_out" else {"term": 18}
        actions.grant_mandate(person, CONGRESS[level], from_day=BEGAN, by=SYSTEM, **ran_out)
    agree(person, item, state, here.code, away.code)
    stations.bring_in(here, person.pk)
    return cell


def agree(person: Person, item: str, state: str, here: str, away: str) -> None:
    """His consents: everything but the one item everywhere, the one item as the cell says."""
    for other in ITEMS:
        if other != item or state in ("everywhere", *GONE):
            actions.consent(person, other, by=SYSTEM)
    if state == "withdrawn":
        actions.consent(person, item, by=SYSTEM)
        actions.withdraw(person, item, by=SYSTEM)
    elif state in ("web", "print", "table"):
        actions.consent(person, item, way=state, by=SYSTEM)
    elif state in (HERE, AWAY):
        actions.consent(person, item, at=away if state == AWAY else here, by=SYSTEM)


def build() -> County:
    """Everybody at his station, some suspended, ended or not elected again; the clock must stand at `walking.NOON`."""
    cast, plan = world(), list(cells_of())
    made = County(cast, [], [])
    with moment.at(walking.NOON - timedelta(days=3)):
        for number, (levels, item, state) in enumerate(plan):
            if number % AT_A_STATION == 0:
                name = f"第{number}号联络站"
                made.stations.append(stations.open_station(name, TOWN, kind="point", phone="000-0000", by=SYSTEM))
            made.cells.append(deputy(number, levels, item, state, made.stations[-1], cast.next_station))
        for cell in made.both:
            stations.bring_in(cast.next_station, cell.person.pk)
    for act in (actions.suspend, actions.end):
        for cell in (c for c in made.cells if c.state == f"{act.__name__}ed"):
            for mandate in cell.person.mandates.all():
                act(mandate, ground="依据", by=SYSTEM)
    for congress in CONGRESS.values():  # those of "term_over" hold the old term alone; the others were elected again
        renew(congress, [c.person.code for c in made.cells if c.state == "term_over"])
    return made


def renew(congress: str, over: list[str]) -> None:
    """A change of term in one congress: everybody goes on but those whose term is over."""
    old = actions.open_term(congress, number=18, name="人民代表大会", began_on=BEGAN, by=SYSTEM)
    held = Person.objects.filter(mandates__congress=congress, mandates__status="active").exclude(code__in=over)
    held = held.filter(mandates__congress=congress, mandates__term=18, mandates__status="active")
    again = [actions.Continuing(code) for code in held.values_list("code", flat=True)]
    actions.change_term(old, on=moment.today(), continuing=again, by=SYSTEM)


# ── what leaves the house, as text ─────────────────────────────────────────
HIDDEN = re.compile(r"[\s\u00ad\u200b\u2060]+")


def plain(words: str) -> str:
    """Without what only letters on a screen need: entities, percent signs, breaks within words."""
    return HIDDEN.sub("", unquote(html.unescape(words)))


def read(path: str, by: Client | None = None) -> str:
    """What is answered at an address, whole: markup with titles, addresses and texts for pictures; '' if nothing."""
    answer = (by or Client()).get(path)
    if answer.status_code != 200:
        walking.done_with(answer)
        return ""
    if answer["Content-Type"].startswith("application/json"):
        return plain(json.dumps(answer.json(), ensure_ascii=False))
    octets = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]
    walking.done_with(answer)
    return text_in(octets)


def text_in(octets: bytes) -> str:
    """The words of a file: PDF, DOCX, XLSX, or plain text."""
    if octets.startswith(b"%PDF"):
        return plain("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(octets)).pages))
    if octets.startswith(b"PK"):
        return plain("".join(re.sub("<[^>]*>", "", part.decode()) for _name, part in parts(octets, ".xml")))
    return plain(octets.decode())


def parts(octets: bytes, *endings: str) -> Iterator[tuple[str, bytes]]:
    """The files within an Office file."""
    with zipfile.ZipFile(io.BytesIO(octets)) as folder:
        yield from ((name, folder.read(name)) for name in folder.namelist() if name.endswith(endings))


def colours_in(octets: bytes) -> set[tuple[int, int]]:
    """The colours of the pictures in a PDF or DOCX, in steps (`Cell.plate`)."""
    if octets.startswith(b"%PDF"):
        pages = pypdf.PdfReader(io.BytesIO(octets)).pages
        pictures: Iterable[Any] = (found.image for page in pages for found in page.images)
    else:
        pictures = (Image.open(io.BytesIO(part)) for _name, part in parts(octets, ".jpg", ".jpeg", ".png"))
    found = set()
    for picture in pictures:
        plate = picture.convert("RGB")
        red, green, blue = plate.getpixel((plate.width // 2, plate.height // 2))
        if abs(blue - 128) < 12:
            found.add((round((red - 10) / 23), round((green - 10) / 23)))
    return found


def together(papers: list[Any]) -> Paper:
    """One paper with all that stands on some of the same kind: setting it takes as long as setting one of them."""
    first = papers[0]
    if isinstance(first, Board):
        return replace(first, groups=tuple(group for paper in papers for group in paper.groups))
    if isinstance(first, (DeputyCards, TableCard)):
        return replace(first, people=tuple(each for paper in papers for each in paper.people))
    if isinstance(first, Chart):
        return replace(first, rows=tuple(row for paper in papers for row in paper.rows))
    assert isinstance(first, Roster)
    return replace(
        first,
        subtitle="　".join(paper.subtitle for paper in papers),
        rows=tuple(row for paper in papers for row in paper.rows),
    )


# ── what must and must not stand there ─────────────────────────────────────
def judged(cells: Iterable[Cell], pages: dict[str, str], way: str, at: str, carried: tuple[str, ...]) -> list[str]:
    """Withheld words that stand on a page, and disclosed ones of the carried items that stand on none."""
    whole, breaches = "\n".join(pages.values()), []
    for cell in cells:
        for item, word in cell.words.items():
            if cell.shown(item, way, at):
                if item in carried and word not in whole:
                    breaches.append(f"{cell}: {item} was disclosed and is missing")
            elif word in whole:
                where = [path for path, text in pages.items() if word in text]
                breaches.append(f"{cell}: {item} was withheld and stands on {where[:3]}")
    return breaches
