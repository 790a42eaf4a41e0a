"""What stands on each paper: finished words and nothing else, so that no paper can say more than its maker was given.

Every text may be anything a person typed; `printing` makes it harmless. Words are in the reader's language already.
"""

from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table within a record: one cell for each word of the head in every row."""

    title: str
    head: Row
    rows: tuple[Row, ...]
    widths: tuple[float, ...] = ()
    """Shares of the width, one for each column; () by the length of what stands in them."""


@dataclass(frozen=True)
class Record:
    """A hand-over list, an election record, a certificate, a year's report: A4, on its side for a wide table."""

    title: str
    pairs: tuple[tuple[str, str], ...] = ()
    """Name and value, two pairs a line where they are short."""
    tables: tuple[Table, ...] = ()
    paragraphs: tuple[str, ...] = ()
    """Stand before the tables; one that begins with 一、 or （一） is set as a heading of that order (GB/T 9704)."""
    signatures: tuple[str, ...] = ()
    """Who signs, such as 移交人; a line to sign on follows each."""
    issuer: str = ""
    day: str = ""
    note: str = ""
    """Small, under everything."""
    checkpoint: str = ""
    """Where the ledger stood when it was printed; smaller still."""

    @property
    def wide(self) -> bool:
        return any(len(table.head) > WIDEST_UPRIGHT for table in self.tables)


WIDEST_UPRIGHT = 6
"""Columns that an upright A4 sheet bears."""


@dataclass(frozen=True)
class Roster:
    """A long table, A4 on its side, its head on every sheet."""

    title: str
    subtitle: str
    head: Row
    rows: tuple[Row, ...]
    foot: str = ""
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Host:
    """The station a paper belongs to."""

    name: str
    code: str = ""
    link: str = ""
    """The whole address behind its QR code, '' for none."""
    phone: str = ""
    hours: str = ""
    place: str = ""
    access: str = ""
    """How one gets in with a wheelchair, and the like."""
    county: str = ""


@dataclass(frozen=True)
class Portrait:
    """One deputy on paper, as far as paper may show him; what is withheld is ''."""

    name: str
    levels: Row = ()
    """Such as 宁乡市人大代表."""
    district: str = ""
    workplace: str = ""
    contact: str = ""
    code: str = ""
    link: str = ""
    """The whole address behind his QR code, '' for none."""
    photo: bytes = b""
    """JPEG or PNG; without it the family name stands in its place."""
    convener: bool = False


@dataclass(frozen=True)
class Group:
    """Deputies of one level, with what is said of those who are not named."""

    title: str
    people: tuple[Portrait, ...] = ()
    nameless: str = ""
    """Such as 1名全国人大代表."""
    note: str = ""
    """Such as 按本人认为适当的形式告知."""
    tone: str = "plain"
    """How those without a photo are drawn: strong (the county), plain (the township), light (above the county)."""


@dataclass(frozen=True)
class Seal:
    """What the ledger had signed when a paper was printed, for whoever compares it later."""

    fingerprints: Row = ()
    words: str = ""
    """Such as 印这张公告时的校验点：1200条记录，…"""
    root: str = ""


@dataclass(frozen=True)
class Board:
    """代表公示栏 for the wall, A2 or A3 on its side; it goes on over as many sheets as it needs."""

    station: Host
    groups: tuple[Group, ...]
    size: str = "a3"
    issuer: str = ""
    day: str = ""
    """The day whose roster this is, in words."""
    seal: Seal = Seal()


@dataclass(frozen=True)
class StationSign:
    """站点码: what a passer-by scans or rings, A3 or A4 upright."""

    station: Host
    size: str = "a3"
    issuer: str = ""
    day: str = ""
    officers: Row = ()
    seal: Seal = Seal()


@dataclass(frozen=True)
class DeputyCards:
    """Business cards (90 × 54 mm), ten on a sheet of A4 with marks to cut along."""

    station: Host
    people: tuple[Portrait, ...]
    copies: int = 1
    """Of each; 10 fills a sheet for one deputy."""


@dataclass(frozen=True)
class TableCard:
    """A card for the table a deputy receives at, A6 on its side, one sheet each."""

    station: Host
    people: tuple[Portrait, ...]


@dataclass(frozen=True)
class Chart:
    """组织架构: who heads the station, who keeps it, who convenes. A3 on its side."""

    station: Host
    rows: tuple[tuple[str, Row], ...]
    """Office and who holds it, from the head down; an office nobody holds has ()."""
    duties: tuple[tuple[str, str], ...] = ()
    """Office and one sentence on what it is for."""
    issuer: str = ""
    day: str = ""


@dataclass(frozen=True)
class WallDay:
    """One reception on the wall: its month (what it stands under), day, hours and who receives."""

    month: str
    day: str
    """Such as 11月9日 周一."""
    hours: str
    names: str
    place: str = ""
    """'' where it is where all are."""
    mark: str = ""
    """A word behind the names, such as 暂定."""
    note: str = ""
    """A correction, on a line of its own."""
    off: bool = False
    """It was cancelled: struck through, and still to be read."""


@dataclass(frozen=True)
class ReceptionNotice:
    """接待日公告 for the wall, A3 upright: large while there are few, in two columns for a whole year."""

    station: Host
    period: str
    """Such as 2027年, or 2026年12月."""
    days: tuple[WallDay, ...]
    place: str = ""
    """Where all are, '' when they are in different places."""
    hours: str = ""
    """When all are, '' when at different hours."""
    remark: str = ""
    """What is to be said of all, such as that the days may still change."""
    notice: str = ""
    """Since when it is announced."""
    issuer: str = ""
    day: str = ""
    seal: Seal = Seal()


Paper = ReceptionNotice | Record | Roster | Board | StationSign | DeputyCards | TableCard | Chart
