"""Papers as files: they open, are as large as they say, hold their fonts and every word, and no value does harm."""

import io
from dataclasses import replace
from email.message import Message
from typing import Any
from zipfile import ZipFile

import pypdf
import pytest
import segno
from docx import Document
from PIL import Image

from lianxin.papers import pictures, printing, qr, setting, wall
from lianxin.papers.shapes import (
    Board,
    Chart,
    DeputyCards,
    Group,
    Host,
    Paper,
    Portrait,
    ReceptionNotice,
    Record,
    Roster,
    Seal,
    StationSign,
    Table,
    TableCard,
    WallDay,
)

RARE = "祎喆堃珺㛃"
HARM = '#panic() #eval("1") \\ " [a] $m$ @r <l> `c` *b* _i_ // /* \u202e\x07\x00\ud800 \r\n' + RARE
HOST = Host("白石镇人大代表联络站", "bs01", "https://lianxin.example/s/bs01", "000-0000", "周一至周五", "农贸市场东门")
SEAL = Seal(("AAAA BBBB",), "印的时候的校验点：12条记录", "cm9vdA==")
MM = 72 / 25.4


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), (120, 140, 160)).save(out, "JPEG")
    return out.getvalue()


PHOTO = picture()


def person(at: int, **more: Any) -> Portrait:
    code = f"d{at:03}"
    found = Portrait(
        f"代表{at:03}", ("白石镇人大代表",), "第3选区", "油茶种植户", "000-0001", code, f"https://x.example/d/{code}"
    )
    return replace(found, **more)


def board(count: int, size: str = "a3") -> Board:
    town = Group("乡级人大代表", tuple(person(at, photo=PHOTO if at % 2 else b"") for at in range(count)))
    high = Group("全国人大代表", (), "1名全国人大代表", "按本人认为适当的形式告知", "light")
    return Board(HOST, (town, high), size, "白石镇人大主席团", "按2026年11月25日名册印", SEAL)


TABLE = Table("未办结的", ("编号", "内容"), tuple((f"YJ{at:03}", "桐木村的路灯坏了") for at in range(60)))
RECORD = Record(
    "移交清单",
    (("移交人", "甲"),),
    (TABLE,),
    ("一、情况", "正文"),
    ("移交人", "接收人"),
    "主席团",
    "今天",
    "附注",
    "校验点",
)
ROSTER = Roster(
    "花名册", "80名", ("序号", "姓名", "单位"), tuple((str(at), f"名{at:03}", "单位") for at in range(80)), "脚注"
)
SIGN = StationSign(HOST, "a3", "主席团", "今天", ("罗某某",), SEAL)
CARDS = DeputyCards(HOST, tuple(person(at) for at in range(12)))
TABLE_CARD = TableCard(HOST, (person(1), person(2)))
CHART = Chart(HOST, (("负责人", ("石某某",)), ("联络员", ())), (("负责人", "日常工作。"),), "主席团", "今天")


def receptions(count: int, hours: str = "09:00—11:00") -> ReceptionNotice:
    """So many receptions, a week apart from one to the next, one of them cancelled and one moved."""
    days = [
        WallDay(
            f"2027年{1 + at * 12 // max(count, 1)}月", f"第{at:03}天", "" if hours else "09:00—11:00",
            "龙秀梅、1名省人大代表", note="改期，原为2027年1月4日 周一" if at == 1 else "", off=at == 2,
        )
        for at in range(count)
    ]  # fmt: skip
    return ReceptionNotice(HOST, "2027年", tuple(days), "镇政府", hours, "日期暂定", "公告", "主席团", "今天", SEAL)


PAPERS: dict[str, tuple[Paper, tuple[int, int]]] = {
    "record": (RECORD, (210, 297)),
    "wide record": (replace(RECORD, tables=(Table("宽", tuple("一二三四五六七"), (tuple("1234567"),)),)), (297, 210)),
    "roster": (ROSTER, (297, 210)),
    "board a3": (board(8), (420, 297)),
    "board a2": (board(8, "a2"), (594, 420)),
    "sign a3": (SIGN, (297, 420)),
    "sign a4": (replace(SIGN, size="a4"), (210, 297)),
    "cards": (CARDS, (210, 297)),
    "table card": (TABLE_CARD, (148, 105)),
    "chart": (CHART, (420, 297)),
    "receptions": (receptions(12), (297, 420)),
}


def read(paper: Paper) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(printing.pdf(paper)))


def words(reader: pypdf.PdfReader) -> str:
    return "".join("".join(page.extract_text() for page in reader.pages).replace("\u200b", "").split())


def fonts(reader: pypdf.PdfReader) -> list[Any]:
    """Every font of every page, those inside of composite fonts."""
    found = []
    for page in reader.pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            found += [each.get_object() for each in font.get_object()["/DescendantFonts"]]
    return found


@pytest.mark.parametrize("name", PAPERS)
def test_pdf_is_as_large_as_it_says_and_holds_its_fonts(name: str) -> None:
    paper, (width, height) = PAPERS[name]
    reader = read(paper)
    for page in reader.pages:
        assert float(page.mediabox.width) == pytest.approx(width * MM, abs=0.6)
        assert float(page.mediabox.height) == pytest.approx(height * MM, abs=0.6)
    assert fonts(reader)
    for font in fonts(reader):
        description = font["/FontDescriptor"]
        assert "/FontFile3" in description or "/FontFile2" in description
        assert "+" in str(font["/BaseFont"]), "subset, not whole"


@pytest.mark.parametrize("name", PAPERS)
def test_docx_opens_on_the_sheet_it_names(name: str) -> None:
    paper, (width, height) = PAPERS[name]
    if name == "board a2":
        width, height = 420, 297  # Word knows no longer sheet
    section = Document(io.BytesIO(printing.docx(paper))).sections[0]
    assert section.page_width is not None and section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (width, height)


@pytest.mark.parametrize("count", [0, 1, 8, 30, 80])
def test_board_shows_every_deputy_on_as_many_sheets_as_it_needs(count: int) -> None:
    reader = read(board(count))
    said = words(reader)
    assert [at for at in range(count) if f"代表{at:03}" not in said] == []
    assert "1名全国人大代表" in said and "按本人认为适当的形式告知" in said
    assert "AAAABBBB" in said and "cm9vdA==" in said and "000-0000" in said
    assert len(reader.pages) == {0: 1, 1: 1, 8: 1, 30: 2, 80: 3}[count]


@pytest.mark.article(6)
@pytest.mark.parametrize(("count", "sheets"), [(0, 1), (1, 1), (12, 1), (26, 1), (52, 1), (104, 1), (300, 3)])
def test_receptions_of_a_whole_year_stand_on_one_sheet_with_seal_and_code_on_each(count: int, sheets: int) -> None:
    reader = read(receptions(count))
    said = words(reader)
    assert [at for at in range(count) if f"第{at:03}天" not in said] == []
    assert len(reader.pages) == sheets
    for page in reader.pages:
        foot = "".join(page.extract_text().split())
        assert "AAAABBBB" in foot and "cm9vdA==" in foot and "000-0000" in foot


@pytest.mark.article(6)
def test_weekly_receptions_at_different_hours_stand_on_one_sheet_too() -> None:
    assert len(read(receptions(52, "")).pages) == 1


def test_roster_repeats_its_head_and_counts_its_pages() -> None:
    reader = read(ROSTER)
    assert len(reader.pages) > 1
    for at, page in enumerate(reader.pages, 1):
        said = "".join(page.extract_text().split())
        assert "序号姓名单位" in said
        assert f"第{at}页，共{len(reader.pages)}页" in said


def test_record_has_every_part_in_both_forms() -> None:
    said = words(read(RECORD))
    document = Document(io.BytesIO(printing.docx(RECORD)))
    typed = "".join(p.text for p in document.paragraphs) + "".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    for part in ("移交清单", "移交人", "情况", "正文", "YJ000", "YJ059", "接收人", "主席团", "附注", "校验点"):
        assert part in said and part in typed


def test_docx_has_headings_repeated_heads_and_official_fonts_with_others_in_their_place() -> None:
    octets = printing.docx(RECORD)
    document = Document(io.BytesIO(octets))
    assert [p.style.name for p in document.paragraphs if p.style][:2] == ["Title", "Heading 1"]
    with ZipFile(io.BytesIO(octets)) as packed:
        body, styles = packed.read("word/document.xml").decode(), packed.read("word/styles.xml").decode()
        table = packed.read("word/fontTable.xml").decode()
    assert body.count("<w:tblHeader/>") == 1
    for name in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"):
        assert f'w:eastAsia="{name}"' in styles
        assert f'<w:font w:name="{name}"><w:altName' in table
    left = document.sections[0].left_margin
    assert left is not None and round(left.mm) == 28


def harmed(paper: Any) -> Any:
    """The same paper with harm in every text."""
    person_ = person(1, name=HARM, levels=(HARM,), district=HARM, workplace=HARM * 40, contact=HARM, code=HARM)
    host = Host(HARM, HARM, "https://x.example/s/a", HARM, HARM, HARM, HARM, HARM)
    return {
        Record: Record(
            HARM, ((HARM, HARM),), (Table(HARM, (HARM,), ((HARM,), ())),), (HARM,), (HARM,), HARM, HARM, HARM, HARM
        ),
        Roster: Roster(HARM, HARM, (HARM, HARM), ((HARM,), (HARM, HARM, HARM)), HARM),
        Board: Board(host, (Group(HARM, (person_,), HARM, HARM),), "a3", HARM, HARM, Seal((HARM,), HARM, HARM)),
        StationSign: StationSign(host, "a3", HARM, HARM, (HARM,), Seal((HARM,), HARM, HARM)),
        DeputyCards: DeputyCards(host, (person_,)),
        TableCard: TableCard(host, (person_,)),
        ReceptionNotice: ReceptionNotice(
            host,
            HARM,
            (WallDay(HARM, HARM, HARM, HARM, HARM, HARM, HARM, off=True),),
            HARM,
            "",
            HARM,
            HARM,
            HARM,
            HARM,
            Seal((HARM,), HARM, HARM),
        ),
        Chart: Chart(host, ((HARM, (HARM,)),), ((HARM, HARM),), HARM, HARM),
    }[type(paper)]


@pytest.mark.parametrize(
    "paper", [RECORD, ROSTER, board(1), SIGN, CARDS, TABLE_CARD, CHART, receptions(3)], ids=lambda p: type(p).__name__
)
def test_nothing_a_person_typed_is_markup(paper: Paper) -> None:
    said = words(read(harmed(paper)))
    assert "#panic()" in said and "$m$" in said
    Document(io.BytesIO(printing.docx(harmed(paper))))


@pytest.mark.parametrize("text", ["字" * 2000, "w" * 2000, "أهلا وسهلا", "a\n" * 40, ""])
def test_any_length_and_any_script_prints(text: str) -> None:
    for paper in (Record(text, ((text, text),), (Table(text, ("甲", "乙"), ((text, text),)),), (text,)), board(1)):
        grown = replace(paper, groups=(Group(text, (person(1, name=text),)),)) if isinstance(paper, Board) else paper
        assert read(grown).pages
        assert printing.docx(grown)


def test_rare_letters_are_in_the_embedded_fonts() -> None:
    paper = replace(board(0), groups=(Group("代表", (person(1, name=RARE),)),))
    for each in (paper, Record(RARE)):
        reader = read(each)
        assert RARE in words(reader)
        for font in fonts(reader):
            assert "Noto" in str(font["/BaseFont"])


def test_code_on_paper_is_the_address_itself() -> None:
    link = "https://lianxin.example/s/bs01"
    assert qr.matrix(link) == tuple(segno.make(link, error="m", micro=False).matrix)
    with Image.open(io.BytesIO(qr.png(link))) as drawn:
        cells = len(qr.matrix(link)) + 2 * qr.BORDER
        assert drawn.size == (cells * 12, cells * 12)


def test_a_broken_photo_gives_way_to_the_family_name() -> None:
    assert pictures.portrait(b"no picture") == b""
    assert wall.family("欧阳靖安") == "欧阳" and wall.family("陈祎") == "陈"
    assert "代表001" in words(read(replace(board(0), groups=(Group("代表", (person(1, photo=b"\xff\xd8broken"),)),))))


def test_a_photo_is_made_small_and_loses_what_the_camera_wrote() -> None:
    out, written = io.BytesIO(), Image.Exif()
    written[0x010F] = "camera"
    Image.new("RGB", (3000, 4000)).save(out, "JPEG", exif=written)
    with Image.open(io.BytesIO(pictures.portrait(out.getvalue()))) as made:
        assert made.size == pictures.PHOTO and not made.getexif()


def test_download_is_called_what_a_person_would_call_it() -> None:
    answer = printing.response(RECORD, "白石/镇\r\n移交", "docx")
    head = Message()
    head["Content-Disposition"] = answer["Content-Disposition"]
    assert head.get_filename() == "白石_镇_移交.docx"
    assert answer["Content-Type"] == printing.DOCX
    assert printing.response(ROSTER, "花名册", "pdf")["Content-Type"] == "application/pdf"


def test_a_machine_without_letters_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "families", lambda: frozenset({"DejaVu Sans"}))
    with pytest.raises(printing.FontsMissing, match="fonts-noto-cjk"):
        printing.pdf(ROSTER)


def test_columns_fill_the_width_and_short_ones_stay_on_one_line() -> None:
    found = setting.columns(Table("", ("序号", "内容"), (("1", "很长的内容" * 30),)), 156, 10.5)
    assert sum(found) == pytest.approx(156)
    assert found[0] < 20 < found[1]
