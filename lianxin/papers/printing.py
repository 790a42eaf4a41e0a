"""A paper as octets: PDF to print, DOCX to change. Called outside of a database transaction: a board takes a second."""

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from lianxin.papers import setting, word, wordwall
from lianxin.papers.setting import FontsMissing
from lianxin.papers.shapes import (
    Board,
    Chart,
    DeputyCards,
    Paper,
    ReceptionNotice,
    Record,
    Roster,
    StationSign,
    TableCard,
)
from lianxin.papers.words import clean

__all__ = ["FontsMissing", "docx", "file_name", "pdf", "response"]
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

WRITERS: dict[type, Callable[[Any], Any]] = {
    Record: word.record,
    Roster: word.roster,
    Board: wordwall.board,
    StationSign: wordwall.sign,
    DeputyCards: wordwall.cards,
    TableCard: wordwall.table_card,
    Chart: wordwall.chart,
    ReceptionNotice: wordwall.receptions,
}


def pdf(paper: Paper) -> bytes:
    """Fonts embedded, tagged. `setting.FontsMissing` says what to install when the machine cannot print Chinese."""
    return setting.pdf(paper)


def docx(paper: Paper) -> bytes:
    """Names the fonts of official documents, with others where they are missing."""
    out = io.BytesIO()
    WRITERS[type(paper)](paper).save(out)
    return out.getvalue()


def response(paper: Paper, name: str, form: str) -> HttpResponse:
    """A download: `form` is pdf or docx, `name` without its ending, as a person would call the file (RFC 5987)."""
    octets, kind = (docx(paper), DOCX) if form == "docx" else (pdf(paper), PDF)
    answer = HttpResponse(octets, content_type=kind)
    way = "attachment" if form == "docx" else "inline"
    answer["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(file_name(name), safe='')}.{form}"
    return answer


def file_name(name: str) -> str:
    """Without what file systems refuse."""
    return "".join("_" if letter in '\\/:*?"<>|\n' else letter for letter in clean(name))[:80] or "lianxin"
