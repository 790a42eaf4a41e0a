"""What hangs on the wall, as DOCX: the same words in tables that an office may change before it prints."""

import io
from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from lianxin.papers import qr, wall
from lianxin.papers.pictures import Files, portrait
from lianxin.papers.shapes import (
    Board,
    Chart,
    DeputyCards,
    Group,
    Host,
    Portrait,
    ReceptionNotice,
    Seal,
    StationSign,
    TableCard,
)
from lianxin.papers.word import FANGSONG, GREY, HEI, SONG, face, first_line, line, sheet
from lianxin.papers.words import clean

TIGHT = Pt(0)


def picture(paragraph: Any, octets: bytes, width: float) -> None:
    """A picture in the line, `width` mm wide."""
    if octets:
        paragraph.add_run().add_picture(io.BytesIO(octets), width=Mm(width))


def code(paragraph: Any, link: str, width: float) -> None:
    if link:
        picture(paragraph, qr.png(link), width)


def _table(place: Any, columns: int, widths: Sequence[float]) -> Any:
    whole = place.add_table(rows=0, cols=columns)
    whole.autofit = False
    for column, width in zip(whole.columns, widths, strict=True):
        column.width = Mm(width)
    return whole


def _seal(document: Any, seal: Seal) -> None:
    words = wall.words(Host(""))["fingerprint"] + "　".join(seal.fingerprints) if seal.fingerprints else ""
    for each in filter(clean, (words, " ".join(filter(None, (seal.words, seal.root))))):
        line(document, each, SONG, 7.5, colour=GREY)


def _last(document: Any, *words: str) -> None:
    for each in filter(clean, words):
        line(document, each, SONG, 12, align=WD_ALIGN_PARAGRAPH.RIGHT)


# ── board ──────────────────────────────────────────────────────────────────
def board(paper: Board) -> Any:
    """A3 on its side: Word and WPS know no sheet longer than 558 mm, so there is none for A2."""
    station, words = paper.station, wall.words(paper.station)
    document = sheet((420, 297), (16, 18, 14, 18), body=11, title=f"{words['boardtitle']} {station.name}")
    document.add_paragraph(clean(station.name), style="Heading 3")
    document.add_paragraph(words["boardtitle"], style="Title").alignment = WD_ALIGN_PARAGRAPH.LEFT
    line(document, wall.lead(station), FANGSONG, 16)
    columns = wall.columns(paper.groups)
    for group in paper.groups:
        if group.people or clean(group.nameless):
            _group(document, group, columns)
    foot = line(document, "", HEI, 26)
    code(foot, station.link, 26)
    face(foot.add_run(f"　{clean(station.phone)}"), HEI, 26)
    line(document, words["checkname"], FANGSONG, 12)
    _seal(document, paper.seal)
    _last(document, paper.issuer, paper.day)
    return document


def _group(document: Any, group: Group, columns: int) -> None:
    note = "　".join(filter(None, (clean(group.note), clean(group.nameless))))
    heading = document.add_paragraph(clean(group.title), style="Heading 1")
    face(heading.add_run(f"　{note}"), FANGSONG, 12)
    width = 384 / columns
    whole = _table(document, columns * 2, [width * 0.3, width * 0.7] * columns)
    for at in range(0, len(group.people), columns):
        cells = whole.add_row().cells
        for place, person in enumerate(group.people[at : at + columns]):
            left, right = cells[place * 2], cells[place * 2 + 1]
            left.width, right.width = Mm(width * 0.3), Mm(width * 0.7)
            octets = portrait(person.photo)
            if octets:
                picture(left.paragraphs[0], octets, width * 0.25)
            else:
                first_line(left, wall.family(person.name), HEI, 36, colour=GREY)
            _person(right, person, 16, 10.5, width * 0.22)


def _person(cell: Any, person: Portrait, name: float, size: float, side: float) -> None:
    """Name, lines, contact and code in one cell."""
    said = wall.person(person, Files(), photo=False)
    first_line(cell, said["name"], HEI, name).paragraph_format.space_after = TIGHT
    if person.convener:
        face(cell.paragraphs[0].add_run(f"　{wall.words(Host(''))['convener']}"), HEI, size)
    for words in said["lines"]:
        line(cell, words, FANGSONG, size).paragraph_format.space_after = TIGHT
    if said["contact"]:
        line(cell, said["contact"], HEI, size).paragraph_format.space_after = TIGHT
    if person.link:
        code(line(cell, "", FANGSONG, size), person.link, side)


# ── sign, cards, chart ─────────────────────────────────────────────────────
def sign(paper: StationSign) -> Any:
    station, words = paper.station, wall.words(paper.station)
    large = paper.size != "a4"
    size, scale = ((297.0, 420.0), 1.0) if large else ((210.0, 297.0), 0.7)
    said = wall.sign(paper, Files())
    document = sheet(size, (24 * scale, 26 * scale, 16 * scale, 26 * scale), body=16, title=station.name)
    _last(document, station.county)
    title = document.add_paragraph(style="Title")
    face(title.add_run(clean(station.name)), HEI, said["name_size"] * scale * 0.9)
    line(document, words["come"], FANGSONG, 20 * scale)
    code(line(document, "", align=WD_ALIGN_PARAGRAPH.CENTER), station.link, 118 * scale)
    middle = WD_ALIGN_PARAGRAPH.CENTER
    line(document, words["scan"], HEI, 36 * scale, align=middle)
    line(document, words["noapp"], FANGSONG, 18 * scale, align=middle)
    line(document, said["compare"], HEI, 18 * scale, align=middle)
    line(
        document, f"{words['stationcode']} {clean(station.code)}　{clean(station.link)}", SONG, 11 * scale, align=middle
    )
    line(document, words["nophone"], FANGSONG, 22 * scale).paragraph_format.space_before = Pt(16 * scale)
    line(document, station.phone, HEI, 60 * scale)
    for name, value in said["facts"]:
        line(document, f"{name}　{value}", FANGSONG, 18 * scale)
    line(document, words["danger"], HEI, 15 * scale).paragraph_format.space_before = Pt(16 * scale)
    _seal(document, paper.seal)
    _last(document, paper.issuer, paper.day)
    return document


def receptions(paper: ReceptionNotice) -> Any:
    station, words = paper.station, wall.words(paper.station)
    said = wall.receptions(paper, Files())
    document = sheet((297.0, 420.0), (22, 24, 16, 24), body=12, title=f"{words['receptions']} {station.name}")
    line(document, station.name, HEI, 26)
    document.add_paragraph(clean(f"{words['receptions']} {paper.period}"), style="Title")
    line(document, words["receptionsfree"] if paper.days else words["receptionsnone"], FANGSONG, 16)
    for name, value in ((words["when"], said["hours"]), (words["where"], said["place"])):
        if value:
            line(document, f"{name}　{value}", HEI, 16)
    if said["remark"]:
        line(document, said["remark"], FANGSONG, 14)
    for month in said["months"]:
        document.add_paragraph(month["title"], style="Heading 1")
        whole = _table(document, 3, [50, 45, 154])
        for each in month["days"]:
            day, hours, who = whole.add_row().cells
            first_line(day, each["day"], HEI, said["letters"])
            first_line(hours, each["hours"], HEI, said["letters"])
            first_line(who, each["names"], FANGSONG, said["letters"])
            for more in filter(None, (each["mark"], each["place"], each["note"])):
                line(who, more, FANGSONG, said["letters"] * 0.85)
            for run in (r for cell in (day, hours, who) for r in cell.paragraphs[0].runs if each["off"]):
                run.font.strike = True
    code(line(document, "", HEI, 26), station.link, 40)
    line(document, words["receptionsscan"], FANGSONG, 14)
    line(document, station.phone, HEI, 34)
    _seal(document, paper.seal)
    _last(document, paper.notice, paper.issuer, paper.day)
    return document


def cards(paper: DeputyCards) -> Any:
    document = sheet((210, 297), (13, 15, 12, 15), body=9, title=wall.words(paper.station)["cards"])
    whole = _table(document, 2, [90, 90])
    whole.style = "Table Grid"
    people = [person for person in paper.people for _copy in range(max(1, paper.copies))]
    for at in range(0, len(people), 2):
        row = whole.add_row()
        row.height, row.height_rule = Mm(54), WD_ROW_HEIGHT_RULE.EXACTLY
        for cell, person in zip(row.cells, people[at : at + 2], strict=False):
            cell.width = Mm(90)
            _person(cell, person, 16, 8.5, 18)
            line(cell, paper.station.name, FANGSONG, 7.5)
    return document


def table_card(paper: TableCard) -> Any:
    words = wall.words(paper.station)
    document = sheet((148, 105), (10, 10, 8, 12), body=12, title=words["tablecard"])
    for place, person in enumerate(paper.people):
        whole = _table(document, 2, [80, 46])
        left, right = whole.add_row().cells
        left.width, right.width = Mm(80), Mm(46)
        said = wall.person(person, Files(), photo=False)
        first_line(left, said["name"], HEI, 36)
        for each in said["lines"]:
            line(left, each, FANGSONG, 12)
        code(right.paragraphs[0], person.link, 44)
        line(document, words["listening"], HEI, 14)
        last = line(document, f"{clean(paper.station.name)}　{clean(paper.station.phone)}", FANGSONG, 10)
        last.paragraph_format.page_break_before = False
        if place + 1 < len(paper.people):
            document.add_page_break()
    return document


def chart(paper: Chart) -> Any:
    words, duties = wall.words(paper.station), dict(paper.duties)
    document = sheet((420, 297), (24, 24, 18, 24), body=16, title=f"{words['charttitle']} {paper.station.name}")
    document.add_paragraph(clean(paper.station.name), style="Heading 3")
    document.add_paragraph(words["charttitle"], style="Title")
    whole = _table(document, 3, [72, 140, 160])
    whole.style = "Table Grid"
    for office, names in paper.rows:
        cells = whole.add_row().cells
        for cell, width in zip(cells, (72, 140, 160), strict=True):
            cell.width = Mm(width)
        first_line(cells[0], office, HEI, 18)
        first_line(cells[1], "　".join(names) or words["nobody"], HEI, 20)
        first_line(cells[2], duties.get(office, ""), FANGSONG, 14)
    _last(document, paper.issuer, paper.day)
    return document
