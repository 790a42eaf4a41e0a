"""A paper as DOCX: real headings, heads of tables on every page, exact page sizes, the fonts of official documents.

Fonts are named, never shipped: 方正小标宋简体, 仿宋_GB2312, 楷体_GB2312 and 黑体 are not free. `w:altName` in the
font table tells Word and WPS what to take instead.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from lianxin.kit import moment
from lianxin.papers import setting
from lianxin.papers.shapes import Record, Roster, Table
from lianxin.papers.words import clean

XIAOBIAOSONG, FANGSONG, HEI, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
INSTEAD = {
    XIAOBIAOSONG: "宋体",
    FANGSONG: "仿宋",
    KAI: "楷体",
    HEI: "SimHei",
    SONG: "SimSun",
}
INK = RGBColor(0x1F, 0x23, 0x29)
GREY = RGBColor(0x5F, 0x66, 0x6E)
A4 = (210.0, 297.0)


# ── fonts ──────────────────────────────────────────────────────────────────
def face(thing: Any, east: str, size: float, *, bold: bool = False, colour: RGBColor = INK) -> None:
    """A run or a style gets its fonts, for Chinese and for Latin letters, without the theme's."""
    properties = thing.element.get_or_add_rPr() if hasattr(thing, "element") else thing.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", east)):
        fonts.set(qn(f"w:{name}"), value)
    thing.font.size, thing.font.bold, thing.font.italic = Pt(size), bold, False
    thing.font.color.rgb = colour


def _font_table(document: Any) -> None:
    """Names what stands in for a font that is not installed."""
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, other in INSTEAD.items()
    )
    octets = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {namespace}>{fonts}</w:fonts>'.encode()
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            assert isinstance(part, Part)
            part._blob = octets


def _styles(document: Any, body: float) -> None:
    styles = document.styles
    face(styles["Normal"], FANGSONG, body)
    for name, east, size, bold in (
        ("Title", XIAOBIAOSONG, 22, False),
        ("Heading 1", HEI, 16, False),
        ("Heading 2", KAI, 16, False),
        ("Heading 3", HEI, 14, False),
    ):
        style = styles[name]
        face(style, east, size, bold=bold)
        style.paragraph_format.space_before = Pt(0 if name != "Heading 3" else 14)
        style.paragraph_format.space_after = Pt(0 if name != "Heading 3" else 6)
        style.paragraph_format.keep_with_next = True
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
    for name, east in (("TableText", FANGSONG), ("TableHead", HEI)):
        face(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), east, 10.5)
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles["Title"].paragraph_format.space_after = Pt(18)


# ── sheets ─────────────────────────────────────────────────────────────────
def sheet(size: tuple[float, float], margins: tuple[float, float, float, float], *, body: float, title: str) -> Any:
    """An empty document. size: width and height in mm; margins: top, right, bottom, left in mm; body: points."""
    document = Document()
    _font_table(document)
    _styles(document, body)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(size[0]), Mm(size[1])
    section.orientation = WD_ORIENT.LANDSCAPE if size[0] > size[1] else WD_ORIENT.PORTRAIT
    top, right, bottom, left = margins
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.footer_distance = Mm(max(6, bottom - 12))
    about = document.core_properties
    about.title, about.author, about.comments = clean(title)[:200], "", ""
    about.created = about.modified = moment.now().replace(tzinfo=None)
    return document


def line(
    place: Any,
    words: object,
    east: str = FANGSONG,
    size: float = 16,
    *,
    bold: bool = False,
    colour: RGBColor = INK,
    align: Any = None,
) -> Any:
    """One paragraph with one run; line breaks stay."""
    paragraph = place.add_paragraph()
    face(paragraph.add_run(clean(words)), east, size, bold=bold, colour=colour)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def first_line(cell: Any, words: object, east: str, size: float, **how: Any) -> Any:
    """The paragraph that a cell already has."""
    paragraph = cell.paragraphs[0]
    face(paragraph.add_run(clean(words)), east, size, **how)
    return paragraph


def field(paragraph: Any, code: str, size: float = 14) -> None:
    """What Word counts itself: PAGE, NUMPAGES."""
    run = paragraph.add_run()
    face(run, SONG, size)
    for kind, words in (("begin", ""), ("", code), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = words
        run._r.append(element)


def _page_number(document: Any, before: str, between: str, after: str, size: float, align: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = align
    for words, code in ((before, "PAGE"), (between, "NUMPAGES" if between else ""), (after, "")):
        face(paragraph.add_run(words), SONG, size)
        if code:
            field(paragraph, code, size)


# ── tables ─────────────────────────────────────────────────────────────────
def grid(place: Any, table: Table | Roster, width: float, size: float) -> None:
    """Head on every page, columns as wide as in the PDF. Rows are written as XML: python-docx takes 30 ms for each."""
    whole = place.add_table(rows=0, cols=len(table.head))
    whole.style = "Table Grid"
    whole.autofit = False
    widths = [Mm(each) for each in setting.columns(table, width, size)]
    for column, each in zip(whole.columns, widths, strict=True):
        column.width = each
    head = _row(table.head, widths, "TableHead")
    head.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    whole._tbl.append(head)
    for row in table.rows:
        whole._tbl.append(_row([*row, *[""] * len(widths)], widths, "TableText"))
    if not table.rows:
        line(place, _("没有"), FANGSONG, size, colour=GREY)


def _row(cells: Sequence[object], widths: Sequence[Any], style: str) -> Any:
    row = OxmlElement("w:tr")
    for words, width in zip(cells, widths, strict=False):
        cell, properties, wide, text = (OxmlElement(f"w:{tag}") for tag in ("tc", "tcPr", "tcW", "p"))
        wide.set(qn("w:w"), str(width.twips))
        wide.set(qn("w:type"), "dxa")
        properties.append(wide)
        cell.extend([properties, text])
        Paragraph(text, None).add_run(clean(words))  # type: ignore[arg-type]
        text.style = style
        row.append(cell)
    return row


def _pairs(document: Any, pairs: Sequence[tuple[str, str]], width: float) -> None:
    whole = document.add_table(rows=0, cols=2)
    whole.style = "Table Grid"
    whole.autofit = False
    for name, value in pairs:
        left, right = whole.add_row().cells
        left.width, right.width = Mm(width * 0.24), Mm(width * 0.76)
        first_line(left, name, HEI, 12)
        first_line(right, value, FANGSONG, 12)


# ── records and rosters ────────────────────────────────────────────────────
def record(paper: Record) -> Any:
    size, margins = (A4[::-1], (28, 37, 26, 35)) if paper.wide else (A4, (37, 26, 35, 28))
    document = sheet(size, margins, body=16, title=paper.title)
    width = size[0] - margins[1] - margins[3]
    document.add_paragraph(clean(paper.title), style="Title")
    if paper.pairs:
        _pairs(document, paper.pairs, width)
    for words in filter(clean, paper.paragraphs):
        order = setting.order(words)
        text = document.add_paragraph(clean(words), style=f"Heading {order}") if order else line(document, words)
        text.paragraph_format.first_line_indent = Pt(32)
        text.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        text.paragraph_format.line_spacing = Pt(28.95)
    for table in paper.tables:
        document.add_paragraph(clean(table.title), style="Heading 3")
        if table.head:
            grid(document, table, width, 10.5)
    _end(document, paper)
    _page_number(document, "— ", "", " —", 14, WD_ALIGN_PARAGRAPH.CENTER)
    return document


def _end(document: Any, paper: Record) -> None:
    for name in paper.signatures:
        signed = line(document, _("%(who)s：______________　　　　年　　月　　日") % {"who": clean(name)}, size=14)
        signed.paragraph_format.space_before = Pt(18)
    for words in filter(clean, (paper.issuer, paper.day)):
        text = line(document, words, align=WD_ALIGN_PARAGRAPH.RIGHT)
        text.paragraph_format.right_indent = Pt(32)
        text.paragraph_format.space_before = Pt(14 if words == paper.issuer else 4)
    for words, size in ((paper.note, 9.0), (paper.checkpoint, 7.5)):
        if clean(words):
            line(document, words, SONG, size, colour=GREY).paragraph_format.space_before = Pt(8)


def roster(paper: Roster) -> Any:
    document = sheet(A4[::-1], (20, 18, 18, 18), body=10.5, title=paper.title)
    title = document.add_paragraph(clean(paper.title), style="Title")
    title.paragraph_format.space_after = Pt(4)
    if clean(paper.subtitle):
        line(document, paper.subtitle, KAI, 12, align=WD_ALIGN_PARAGRAPH.CENTER)
    grid(document, paper, 297 - 36, 10.5)
    before, rest = _("第{x}页，共{y}页").split("{x}")
    between, after = rest.split("{y}")
    foot = f"{clean(paper.foot)}　　" if clean(paper.foot) else ""
    _page_number(document, foot + before, between, after, 9, WD_ALIGN_PARAGRAPH.RIGHT)
    return document
